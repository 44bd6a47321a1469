"""Relaxations of what a class fixes, of the freeze, and of the opening itself (H15)."""

from datetime import date, timedelta
from functools import partial

from models.scenario import Scenario
from models.training_class import TrainingClass
from scheduler.solve.relax_classes import data_of, other_rooms, shortest
from scheduler.solve.relaxation import (
    OPENING,
    PERMISSION,
    WISH,
    Case,
    Family,
    Trial,
    altered,
    dated,
    single,
    with_fixed,
    with_item,
)
from scheduler.solve.remedy_words import listed, say


def h15_fixed(case: Case, subject: str) -> list[Family]:
    """Move or drop what a class fixes, the freeze, and at last that it opens."""
    cls = case.definition(subject)
    if cls is None:
        return []
    return [
        *_start(case, cls),
        *(other_rooms(case, cls) if cls.fixed.room is not None else ()),
        *_contents(case, cls),
        *_freeze(case, cls),
        *_opening(case, cls),
    ]


def _start(case: Case, cls: TrainingClass) -> list[Family]:
    old, data, days = cls.fixed.start, data_of(case, cls), shortest(case, cls)
    if old is None or not days:
        return []
    opened = case.instance.open_days[data.programme]
    last = data.last_day - days + 1
    legal = [d for d in range(data.first_day, last + 1) if opened[d : d + days].all()]
    dates = [case.instance.date_of(d) for d in legal]
    free = with_fixed(case.scenario, cls, start=None)
    return dated(
        old,
        sorted((d for d in dates if d != old), key=lambda d: (abs((d - old).days), d < old)),
        lambda new: with_fixed(case.scenario, cls, start=new),
        lambda new: say("move_start", class_id=cls.id, old=old, new=new),
        lambda tried: Trial(free, {cls.id: tried}),
    )


def _contents(case: Case, cls: TrainingClass) -> list[Family]:
    found = []
    for module in cls.fixed.electives:
        rest = tuple(one for one in cls.fixed.electives if one != module)
        found.append(
            single(
                WISH,
                say("elective", module=module, class_id=cls.id),
                partial(with_fixed, case.scenario, cls, electives=rest),
            )
        )
    instance = case.instance
    level = instance.programmes[data_of(case, cls).programme].level
    for module, old in sorted(cls.fixed.lecturers.items()):
        m = instance.module_ids.index(module)
        for x, lecturer in enumerate(instance.lecturer_ids):
            if level[x, m] and lecturer != old:
                pairs = cls.fixed.lecturers | {module: lecturer}
                found.append(
                    single(
                        PERMISSION,
                        say(
                            "other_lecturer", new=lecturer, old=old, module=module, class_id=cls.id
                        ),
                        partial(with_fixed, case.scenario, cls, lecturers=pairs),
                    )
                )
    return found


def _freeze(case: Case, cls: TrainingClass) -> list[Family]:
    """Freeze less: up to the start of a frozen class, or to an earlier day for any other."""
    old, frozen = case.scenario.freeze_before, data_of(case, cls).frozen
    if old is None:
        return []

    def make(new: date) -> Scenario:
        return case.scenario.model_copy(update={"freeze_before": new})

    if frozen is not None:
        days = [case.instance.date_of(frozen.start)]
    else:
        first = case.scenario.horizon.start
        days = [old - timedelta(n) for n in range(1, (old - first).days + 1)]
    return dated(old, days, make, lambda new: say("freeze", old=old, new=new))


def _opening(case: Case, cls: TrainingClass) -> list[Family]:
    fixed = cls.fixed
    if fixed.open is False:
        sentence = say("may_open", class_id=cls.id)
        return [single(WISH, sentence, lambda: with_fixed(case.scenario, cls, open=None))]
    dropped = {
        "`required`": cls.required,
        "`fixed.open`": fixed.open is True,
        "`fixed.cadres`": bool(fixed.cadres),
    }
    what = listed(name for name, holds in dropped.items() if holds)
    if not what or data_of(case, cls).frozen is not None:
        return []
    free = altered(fixed, open=None, cadres=())
    return [
        single(
            OPENING,
            say("may_close", class_id=cls.id, what=what),
            lambda: with_item(case.scenario, "classes", cls.id, required=False, fixed=free),
        )
    ]
