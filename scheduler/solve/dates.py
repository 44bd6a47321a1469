"""Better dates for classes that keep their people, rooms and electives."""

import numpy as np

from scheduler.formulation.decisions import Decisions
from scheduler.formulation.teaching import Effort, Option, TeachingProgram, as_it_is
from scheduler.solve.opening import Opener

MOVED = 8  # classes at once
DATES = 8  # of each, beside the one it has


def on_other_dates(
    opener: Opener, decisions: Decisions, levels: range, effort: Effort
) -> Decisions | None:
    """Return the plan with some classes on other dates, None where none was found.

    Everybody of a class that moves can come on the new date. Orders and lecturers of these classes
    are free, all others stay as they are. Classes in times of risk move first.
    """
    inst = opener.inst
    movable = [k for k in sorted(decisions) if inst.classes[k].frozen is None]
    opener.random.shuffle(movable)
    at_risk = [k for k in movable if _risk(opener, decisions[k].start, decisions[k].menu.days) > 0]
    chosen = at_risk[: MOVED // 2]
    chosen += [k for k in movable if k not in chosen][: MOVED - len(chosen)]
    options: list[Option] = []
    for k in sorted(chosen):
        options += [as_it_is(k, decisions[k]), *_dates(opener, k, decisions)]
    return TeachingProgram(inst, decisions, options).solve_levels(levels, effort)


def _dates(opener: Opener, k: int, decisions: Decisions) -> list[Option]:
    inst, d = opener.inst, decisions[k]
    starts = [
        s
        for s in inst.starts(k, d.menu.days)
        if s != d.start
        and inst.room_is_free(d.room, s, d.menu.length)
        and bool(inst.attends(s, d.menu.days)[d.members].all())
    ]
    chance = {s: opener.random.random() for s in starts}
    starts.sort(key=lambda s: (_risk(opener, s, d.menu.days), chance[s]))
    return [Option(k, s, d.room, d.menu, d.members) for s in starts[:DATES]]


def _risk(opener: Opener, start: int, days: int) -> float:
    return float(np.sum(opener.inst.risk[start : start + days]))
