"""Plans built along what the relaxation suggests: which classes, where, with which electives."""

from collections.abc import Callable

from scheduler.formulation.decisions import Decisions
from scheduler.solve.construct import fill
from scheduler.solve.opening import Opener, Option

Counts = dict[tuple[tuple[int, ...], int, tuple[int, ...] | None], float]
TESTED = 40


def follow(opener: Opener, counts: Counts, expired: Callable[[], bool]) -> Decisions:
    """Return a plan that opens what the counts name as far as it can be taught, then what fits.

    The state is left with that plan. Classes that must open and are not named are kept.
    """
    state = opener.state
    for k in sorted(state.decisions):
        cls = opener.inst.classes[k]
        if cls.frozen is None and not cls.must_open:
            state.remove(k)
    wishes = sorted(_wishes(counts), key=lambda wish: (len(opener.options_of(wish[0][0])), wish))
    for classes, room, electives in wishes:
        if expired():
            break
        closed = [k for k in classes if k not in state.decisions]
        if not closed:
            continue
        opener.refresh_prices(
            [c.index for c in opener.inst.classes if c.index not in state.decisions]
        )
        opening = opener.best(closed[0], 2, TESTED, wanted=_matcher(opener, room, electives))
        if opening is not None and opening.value < 0:
            state.add(opening.k, opening.decision)
    fill(opener, expired)
    return state.copy_decisions()


def _wishes(counts: Counts) -> list[tuple[tuple[int, ...], int, tuple[int, ...]]]:
    return [
        (classes, room, electives or ())
        for (classes, room, electives), value in counts.items()
        for _ in range(round(value))
    ]


def _matcher(opener: Opener, room: int, electives: tuple[int, ...]) -> Callable[[Option], bool]:
    venue = opener.inst.room_venue[room]
    capacity = opener.inst.room_capacity[room]
    return lambda option: bool(
        opener.inst.room_venue[option.room] == venue
        and opener.inst.room_capacity[option.room] == capacity
        and set(electives) <= set(option.menu.electives)
    )
