"""Relaxations of what concerns lecturers: H6 to H8."""

from models.resources import Qualification
from scheduler.solve.relax_classes import data_of, programme_of
from scheduler.solve.relax_presence import presence
from scheduler.solve.relaxation import ABILITY, Case, Family, numeric, single, with_item
from scheduler.solve.remedy_words import say

MOST_NEW = 6  # lecturers who are considered for a module that they do not teach yet
LIMITS = ("max_sessions", "max_per_week", "max_per_day")


def h6_qualified(case: Case, subject: str) -> list[Family]:
    """Qualify lecturers for modules of the class, or the lecturer for what classes fix for him."""
    if case.definition(subject) is None:
        fixed = {
            module
            for cls in case.classes
            for module, lecturer in _given(case, cls.id).items()
            if lecturer == subject
        }
        return [_qualify(case, subject, module) for module in sorted(fixed)]
    return _new_lecturers(case, only_without=True) or _new_lecturers(case, only_without=False)


def _given(case: Case, class_id: str) -> dict[str, str]:
    """Return who teaches what by decision: fixed lecturers and those of a frozen class."""
    cls = case.definition(class_id)
    assert cls is not None
    frozen = data_of(case, cls).frozen
    instance = case.instance
    kept = {} if frozen is None else frozen.lecturers
    names = {instance.module_ids[m]: instance.lecturer_ids[x] for m, x in kept.items() if x >= 0}
    return cls.fixed.lecturers | names


def _new_lecturers(case: Case, *, only_without: bool) -> list[Family]:
    """Qualify those who teach most of a programme already for the other modules of it."""
    instance, found = case.instance, {}
    for cls in case.classes:
        programme = instance.programmes[data_of(case, cls).programme]
        able = programme.level > 0
        for m in programme.core:
            if only_without and able[:, m].any():
                continue
            new = [x for x in range(len(instance.lecturer_ids)) if not able[x, m]]
            new.sort(key=lambda x: (-int(able[x, list(programme.core)].sum()), x))
            for x in new[:MOST_NEW]:
                pair = (instance.lecturer_ids[x], instance.module_ids[m])
                found[pair] = _qualify(case, *pair)
    return list(found.values())


def _qualify(case: Case, lecturer: str, module: str) -> Family:
    row = Qualification(lecturer=lecturer, module=module)
    rows = (*case.scenario.qualifications, row)
    return single(
        ABILITY,
        say("qualify", lecturer=lecturer, module=module),
        lambda: case.scenario.model_copy(update={"qualifications": rows}),
    )


def h7_available(case: Case, subject: str) -> list[Family]:
    """Have the lecturer available, or let others teach as well."""
    return presence(case, "lecturer", {subject}) + _new_lecturers(case, only_without=False)


def h8_hours(case: Case, subject: str) -> list[Family]:
    """Give the lecturer more sessions, or let others teach as well."""
    row = next((row for row in case.scenario.lecturers if row.id == subject), None)
    if row is None:
        return []
    length = {module.id: module.sessions for module in case.scenario.modules}
    wanted = 0
    for cls in case.classes:
        programme = programme_of(case, cls)
        options = [one for choice in programme.choose for one in choice.options]
        wanted += sum(length[module] for module in {*programme.modules, *options})
    found: list[Family] = []
    for name in LIMITS:
        old = getattr(row, name)
        if old is not None:
            found += _limit(case, subject, name, old, wanted)
    return found + _new_lecturers(case, only_without=False)


def _limit(case: Case, lecturer: str, name: str, old: int, wanted: int) -> list[Family]:
    return numeric(
        old,
        range(old + 1, wanted + 1),
        lambda new: with_item(case.scenario, "lecturers", lecturer, **{name: new}),
        lambda new: say("limit", lecturer=lecturer, more=new - old, name=name, old=old, new=new),
    )
