"""Plans in which all classes are timed at once, along what the relaxation would open."""

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain, pairwise

from models.rules import Component
from scheduler.formulation.decisions import Decisions
from scheduler.formulation.hours import NEARLY, Demand, hours_by_lot
from scheduler.formulation.instance import Instance, Menu
from scheduler.formulation.teaching import Effort, TeachingProgram, as_it_is
from scheduler.formulation.timetable import Timetable, Wish
from scheduler.solve.guided import Counts
from scheduler.solve.opening import Opener
from scheduler.solve.wishes import STARTS_AT_LEAST, Chosen, number_alike, wish_of, wished

TOGETHER = 60  # more wishes are timed in several lots, the earliest windows first
TEACHABLE = 800  # so are more ways to give a module a lecturer
LOTS_IN_FULL = 6  # more lots share the work of so many
STARTS_IN_ALL = 1_500
TEACHING_SHARE = 0.2
TEACHING_A_LOT = 1.6
TAUGHT_NEARLY = 0.005  # of all wishes: who teaches is looked at again by those who search
SQUEEZING = 0.15  # of the time left
SQUEEZE_WORK = 2.0
IDLE_SQUEEZES, SQUEEZES = 8, 40
FEW = 0.01  # of the wishes: so few may be left without a place
SQUEEZED, LET_IN = 24, 24
AT_ONCE = 2  # times the largest class: so many seats are held at once where time is sparse
SPARSE = 0.25  # of the largest class, on an average day
RESERVING = 10.0  # seconds at most; it takes a tenth of one


def along(
    opener: Opener,
    counts: Counts,
    effort: Effort,
    *,
    steady: bool = False,
) -> Decisions | None:
    """Return a timetable of what the counts name, as far as it can stand together, people aside.

    Where it is to be `steady`, the clock decides of nothing but the end.
    """
    inst = opener.inst
    chosen = [item for item in wished(opener, counts) if item[1]]
    chosen.sort(key=lambda item: (inst.classes[item[0]].last_day, item[0]))
    timed = _in_lots(opener, chosen, effort)
    if not timed or any(cls.must_open and cls.index not in timed for cls in inst.classes):
        return None
    until = time.monotonic() + (1.0 if steady else SQUEEZING) * effort.seconds
    return _squeezed(opener, chosen, timed, replace(effort, work=SQUEEZE_WORK, until=until))


def _in_lots(opener: Opener, chosen: list[Chosen], effort: Effort) -> Decisions | None:
    """Return the frozen classes and as many of the chosen as could be timed lot after lot."""
    inst = opener.inst
    timed = {k: d for k, d in opener.state.decisions.items() if inst.classes[k].frozen is not None}
    if not chosen:
        return timed
    ways = sum(_ways(inst, k, menu) for k, _, menu in chosen)
    number = max(-(-len(chosen) // TOGETHER), min(len(chosen), -(-ways // TEACHABLE)))
    share = replace(effort, work=effort.work * min(1.0, LOTS_IN_FULL / max(1, number)))
    near = opener.state.copy_decisions()
    ends = [n * len(chosen) // number for n in range(number + 1)]
    lots = [chosen[first:last] for first, last in pairwise(ends)]
    for lot, part in enumerate(lots):
        if time.monotonic() >= effort.until:
            return None
        left_out = [item for early in lots[:lot] for item in early if item[0] not in timed]
        kept = _reserved(inst, part, [*chain(*lots[lot + 1 :]), *left_out], timed, effort.seconds)
        found = _timed(opener, part, timed, near, share, TEACHING_A_LOT, kept)
        if found is None and kept:  # what must open comes before what may open later
            found = _timed(opener, part, timed, near, share, TEACHING_A_LOT)
        timed = found or timed
    return timed


def _reserved(
    inst: Instance, now: list[Chosen], later: list[Chosen], timed: Decisions, seconds: float
) -> dict[int, int]:
    """Return the sessions of lecturers that later wishes need beside those now, if there are any.

    Without them those timed now would use up whom only few modules can do without.
    """
    if not later:
        return {}
    used: dict[int, int] = defaultdict(int)
    for decision in timed.values():
        for m, x in decision.lecturers.items():
            used[x] += int(inst.module_sessions[m])
    demands = [Demand(k, menu, n) for n, part in enumerate((now, later)) for k, _, menu in part]
    hours = hours_by_lot(inst, demands, used, min(seconds, RESERVING))
    if hours is None:
        return {}
    return {x: int(share) for x, share in enumerate(hours[1] + NEARLY) if share >= 1}


def _ways(inst: Instance, k: int, menu: Menu) -> int:
    """Return in how many ways the modules of a class can be given to a lecturer."""
    level = inst.programmes[inst.classes[k].programme].level
    return int((level[:, list(menu.modules)] > 0).sum())


def _squeezed(opener: Opener, chosen: list[Chosen], timed: Decisions, effort: Effort) -> Decisions:
    """Let in more of the chosen: beside all others, then one day after the other timed anew.

    It ends where few are left or nothing helps.
    """
    idle, timed = 0, _beside(opener, chosen, timed, effort)
    for _ in range(SQUEEZES):
        missing = _missing(chosen, timed)
        if idle >= IDLE_SQUEEZES or time.monotonic() >= effort.until:
            break
        if len(missing) <= FEW * len(chosen):
            break
        found = _anew_around(opener, chosen, missing, timed, effort)
        idle += 1
        if found is not None and len(found) >= len(timed):
            idle = 0 if len(found) > len(timed) else idle
            timed = _beside(opener, chosen, found, effort)
    return timed


def let_in(opener: Opener, counts: Counts, plan: Decisions, effort: Effort) -> Decisions | None:
    """Return a plan with more of what the counts name, None where none was found.

    Classes that are new or around a day and timed anew for that are without people.
    """
    chosen = [item for item in wished(opener, counts) if item[1]]
    missing = _missing(chosen, plan)
    if not missing:
        return None
    found: Decisions | None = _beside(opener, chosen, plan, effort)
    if found is plan:
        found = _anew_around(opener, chosen, missing, plan, effort)
    return found if found is not None and len(found) > len(plan) else None


def _missing(chosen: list[Chosen], timed: Decisions) -> list[Chosen]:
    return [item for item in chosen if item[0] not in timed]


def _beside(opener: Opener, chosen: list[Chosen], timed: Decisions, effort: Effort) -> Decisions:
    """Return the timetable with more of the chosen, itself if none fits.

    All others keep their dates; who teaches them may change.
    """
    missing = _missing(chosen, timed)
    if not missing or time.monotonic() >= effort.until:
        return timed
    again = replace(effort, seed=opener.random.randrange(10**6))
    found = _timed(opener, missing, timed, timed, again, free=True)
    return timed if found is None or len(found) <= len(timed) else found


def _anew_around(
    opener: Opener,
    chosen: list[Chosen],
    missing: list[Chosen],
    timed: Decisions,
    effort: Effort,
) -> Decisions | None:
    """Time the chosen around a day anew, beside all others, with those that found no place."""
    cls = opener.inst.classes[opener.random.choice(missing)[0]]
    day = opener.random.randint(cls.first_day, max(cls.first_day, cls.last_day))
    part = _around(opener, chosen, timed, day)
    inside = {k for k, _, _ in part}
    kept = {k: d for k, d in timed.items() if k not in inside}
    away = [item for item in missing if item[0] not in inside]
    reserved = _reserved(opener.inst, part, away, kept, effort.seconds)
    again = replace(effort, seed=opener.random.randrange(10**6))
    return _timed(opener, part, kept, timed, again, reserved=reserved)


def _around(opener: Opener, chosen: list[Chosen], timed: Decisions, day: int) -> list[Chosen]:
    """Return the timed wishes nearest to a day and those without a place that could be there."""
    placed = sorted(
        (item for item in chosen if item[0] in timed),
        key=lambda item: (abs(timed[item[0]].start - day), item[0]),
    )
    classes = opener.inst.classes
    missing = [
        item
        for item in chosen
        if item[0] not in timed and classes[item[0]].first_day <= day <= classes[item[0]].last_day
    ]
    opener.random.shuffle(missing)
    return placed[:SQUEEZED] + missing[:LET_IN]


def _timed(
    opener: Opener,
    chosen: list[Chosen],
    kept: Decisions,
    near: Decisions,
    effort: Effort,
    teaching: float | None = None,
    reserved: Mapping[int, int] | None = None,
    *,
    free: bool = False,
) -> Decisions | None:
    """Return what is kept with the wishes chosen, beginning with the starts and rooms of `near`.

    `teaching` is the work for the teaching program, a share of the whole if not given; `reserved`
    sessions of a lecturer are for later wishes. Where they are `free`, others may teach the kept.
    """
    most = max(STARTS_AT_LEAST, STARTS_IN_ALL // len(chosen))
    wishes = [wish for item in chosen if (wish := wish_of(opener, item, most, near)) is not None]
    number_alike(wishes)
    at_once = _at_once(opener.inst, wishes, kept, near)
    program = Timetable(opener.inst, wishes, kept, reserved, free=free, at_once=at_once)
    share = replace(effort, work=effort.work * (1 - TEACHING_SHARE))
    found = program.solve(share, near)
    if found is None:
        return None
    work = effort.work * TEACHING_SHARE if teaching is None else teaching
    rest = replace(effort, work=work, gap=TAUGHT_NEARLY)
    return _taught(opener, found, kept, wishes, rest, reserved)


def _at_once(inst: Instance, wishes: list[Wish], *plans: Decisions) -> int | None:
    """Return how many seats classes may have that are held at once, None: as many as there are.

    Where the time is crowded by the wishes and the plans keeping classes apart costs some.
    """
    used = {k: (inst.capacity(k, d.room), d.menu.length) for plan in plans for k, d in plan.items()}
    used |= {wish.k: (wish.seats, wish.menu.length) for wish in wishes}
    evenly = sum(seats * length for seats, length in used.values()) / max(1, inst.num_slots)
    largest = max((seats for seats, _ in used.values()), default=1)
    return AT_ONCE * largest if evenly <= SPARSE * largest else None


def _taught(
    opener: Opener,
    found: Decisions,
    kept: Decisions,
    wishes: list[Wish],
    effort: Effort,
    reserved: Mapping[int, int] | None,
) -> Decisions | None:
    """Return the timetable with every rule of teaching held, some classes closed if need be."""
    worth = {wish.k: wish.worth for wish in wishes}
    changed = [k for k, d in sorted(found.items()) if d is not kept.get(k)]
    options = [replace(as_it_is(k, found[k]), value=-worth.get(k, 0.0)) for k in changed]
    may_close = {wish.k for wish in wishes if not wish.must and wish.k in found}
    weight = dict.fromkeys(Component, 0.0)
    top = max(worth.values(), default=1.0)
    for component in (Component.MISMATCH, Component.COST):
        weight[component] = 1e-3 * top * opener.columns.coefficient[component]
    budget = opener.inst.scenario.rules.budget
    if budget:  # money decides who can come
        weight[Component.COST] = sum(worth.values()) / budget
    for optional in (frozenset(), frozenset(may_close)):
        program = TeachingProgram(
            opener.inst, found, options, optional, apart=False, reserved=reserved
        )
        taught = program.solve_values(weight, effort)
        if taught is not None:
            return taught
    return None


def filled(opener: Opener, timed: Decisions) -> Decisions:
    """Return a timetable with people by columns; classes that cannot reach their size close."""
    state, inst = opener.state, opener.inst
    for k in sorted(state.decisions):
        state.remove(k)
    order = sorted(timed, key=lambda k: (not inst.classes[k].must_open, timed[k].start, k))
    for k in order:
        decision = timed[k]
        if inst.classes[k].frozen is not None:
            state.add(k, decision)
            continue
        column = opener.columns.people(k, decision.menu, decision.start, decision.room)
        if column is not None:
            state.add(k, replace(decision, members=column.members))
    return state.copy_decisions()
