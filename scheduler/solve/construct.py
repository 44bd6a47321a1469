"""A first plan within seconds: required classes first, then the best class of any type."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from scheduler.solve.opening import Opener, Opening


def construct(opener: Opener, expired: Callable[[], bool]) -> bool:
    """Open classes greedily; return whether every class that must open does, within the budget."""
    must = [c.index for c in opener.inst.classes if c.must_open]
    must.sort(key=lambda k: (opener.inst.classes[k].frozen is None, _freedom(opener, k), k))
    complete = all([k in opener.state.decisions or _force(opener, k) for k in must])
    for k in must:
        if k in opener.state.decisions:
            _refill(opener, k)
    fill(opener, expired)
    return complete and opener.figures.within_budget(opener.state)


def _refill(opener: Opener, k: int) -> None:
    """Give a class the best people it can have, unless that costs more than the budget."""
    before = opener.state.decisions[k]
    opener.refill(k)
    if not opener.figures.within_budget(opener.state):
        opener.state.remove(k)
        opener.state.add(k, before)


def _freedom(opener: Opener, k: int) -> int:
    return len(opener.options[opener.type_of[k]])


def _force(opener: Opener, k: int) -> bool:
    """Open a class that must open, searching widely, with no more people than it must have."""
    opener.refresh_prices([c.index for c in opener.inst.classes if c.must_open])
    for tested in (30, 300, 3000):
        opening = opener.best(k, tries=3, tested=tested, lean=True)
        if opening is not None:
            opener.state.add(k, opening.decision)
            return True
    return False


@dataclass(frozen=True)
class Care:
    """How carefully classes are opened: options tested, teachable ones tried, noise on values."""

    tries: int = 2
    tested: int = 24
    noise: float = 0.0


def fill(opener: Opener, expired: Callable[[], bool], care: Care = Care()) -> None:
    """Open the best class of any type until none is worth opening."""
    state = opener.state
    openings: dict[int, Opening | None] = {}
    while not expired():
        closed = _closed(opener)
        opener.refresh_prices([k for left in closed.values() for k in left])
        best = _best_type(opener, closed, openings, expired, care)
        if best is None:
            return
        chosen = openings[best]
        assert chosen is not None
        state.add(chosen.k, chosen.decision)
        if not opener.figures.within_budget(state):
            state.remove(chosen.k)
            openings[best] = None


def _closed(opener: Opener) -> dict[int, list[int]]:
    """Return type -> the classes of it that are not open."""
    closed = {}
    for n, members in enumerate(opener.types):
        left = [k for k in members if k not in opener.state.decisions]
        if left:
            closed[n] = left
    return closed


def _best_type(
    opener: Opener,
    closed: dict[int, list[int]],
    openings: dict[int, Opening | None],
    expired: Callable[[], bool],
    care: Care,
) -> int | None:
    """Return the type whose next class is worth most, None where none is worth opening.

    Values are kept from round to round in `openings` and looked at again only when they come
    first: opening a class seldom makes another one better.
    """
    fresh: set[int] = set()
    while not expired():
        ranked = [
            (-1e18 if (known := openings.get(n)) is None else known.value, n)
            for n in closed
            if n not in openings or openings[n] is not None
        ]
        if not ranked:
            return None
        _, n = min(ranked)
        if n in fresh:
            return n
        fresh.add(n)
        opening = opener.best(closed[n][0], care.tries, care.tested)
        if opening is not None and care.noise:
            factor = 1 + care.noise * (2 * opener.random.random() - 1)
            opening = replace(opening, value=opening.value * factor)
        openings[n] = opening if opening is not None and opening.value < -1e-9 else None
    return None
