"""Who attends what (H1 to H3, H10 to H13, H15)."""

from collections import defaultdict

import numpy as np

from benchmarks.monolith.frame import ClassVars, Frame, Sum, Var
from scheduler.formulation.decisions import within_repeat_share
from scheduler.formulation.instance import Bools, Ints


def add_people(frame: Frame) -> None:
    """Add the booleans of attendance and every rule about them."""
    for cls in frame.classes.values():
        _attendance(frame, cls)
        _size(frame, cls)
    _one_class_each(frame)
    _absence_of_units(frame)
    _cover_groups(frame)


def _attendance(frame: Frame, cls: ClassVars) -> None:
    """H1, H10, H11, H13: cadres whom the same dates, rooms and menus suit share one condition."""
    instance, model = frame.instance, frame.model
    programme = instance.programmes[instance.classes[cls.index].programme]
    dates, rooms, menus = list(cls.at), list(cls.rooms), [menu for menu, _ in cls.menus]
    if not (dates and rooms and menus):
        return
    cadres = np.flatnonzero(programme.admits)
    venues = [instance.serves[instance.room_venue[r]][instance.unit_of] for r in rooms]
    choices = [
        ([cls.at[key] for key in dates], [instance.attends(*key) for key in dates]),
        ([cls.rooms[room] for room in rooms], venues),
        ([x for _, x in cls.menus], [within_repeat_share(instance, menu) for menu in menus]),
    ]
    suits = [_stacked(rows, cadres) for _, rows in choices]
    packed = np.ascontiguousarray(np.packbits(np.vstack(suits), axis=0).T)
    patterns = [row.tobytes() for row in packed]
    conditions = {
        pattern: _condition(
            frame, cls, [(those, s[:, n]) for (those, _), s in zip(choices, suits, strict=True)]
        )
        for pattern, n in {pattern: n for n, pattern in enumerate(patterns)}.items()
    }
    for i, pattern in zip(cadres.tolist(), patterns, strict=True):
        condition = conditions[pattern]
        if condition is not None:
            cls.attends[i] = frame.flag("attends")
            model.add_implication(cls.attends[i], condition)


def _condition(frame: Frame, cls: ClassVars, choices: list[tuple[list[Var], Bools]]) -> Var | None:
    """Return what is true when date, room and menu all suit; None where one never does."""
    if not all(suits.any() for _, suits in choices):
        return None
    if all(suits.all() for _, suits in choices):
        return cls.opens
    condition = frame.flag("may")
    frame.model.add_implication(condition, cls.opens)
    for literals, suits in choices:
        bad = [x for x, suitable in zip(literals, suits, strict=True) if not suitable]
        if bad:
            frame.model.add(sum(bad) + condition <= 1)
    return condition


def _stacked(rows: list[Bools], cadres: Ints) -> Bools:
    return np.array([row[cadres] for row in rows], dtype=bool)


def _size(frame: Frame, cls: ClassVars) -> None:
    """H3, H15: size by unit and in all; fixed members attend."""
    instance, model = frame.instance, frame.model
    programme = instance.programmes[instance.classes[cls.index].programme]
    of_unit: dict[int, list[Var]] = defaultdict(list)
    for i, literal in cls.attends.items():
        of_unit[int(instance.unit_of[i])].append(literal)
    for unit, members in sorted(of_unit.items()):
        most = min(len(members), int(instance.unit_cap[unit]))
        cls.by_unit[unit] = model.new_int_var(0, most, "of unit")
        model.add(Sum.sum(members) == cls.by_unit[unit])
    size = Sum.sum(list(cls.by_unit.values()))
    model.add(size >= programme.size_min * cls.opens)
    model.add(size <= sum(instance.capacity(cls.index, r) * x for r, x in cls.rooms.items()))
    for i in instance.classes[cls.index].members.tolist():
        if i in cls.attends:
            model.add(cls.attends[i] == 1)
        else:
            model.add_bool_or([])  # nothing suits who has to attend


def _one_class_each(frame: Frame) -> None:
    """H2, with one class for each cadre."""
    classes: dict[int, list[Var]] = defaultdict(list)
    for cls in frame.classes.values():
        for i, literal in cls.attends.items():
            classes[i].append(literal)
    for literals in classes.values():
        if len(literals) > 1:
            frame.model.add_at_most_one(literals)


def _absence_of_units(frame: Frame) -> None:
    """H12: on no day more of a unit than allowed."""
    by_unit: dict[int, list[ClassVars]] = defaultdict(list)
    for cls in frame.classes.values():
        for unit in cls.by_unit:
            by_unit[unit].append(cls)
    for unit, classes in sorted(by_unit.items()):
        cap = int(frame.instance.unit_cap[unit])
        if cap < int((frame.instance.unit_of == unit).sum()):
            demands = [cls.by_unit[unit] for cls in classes]
            frame.model.add_cumulative([cls.days for cls in classes], demands, cap)


def _cover_groups(frame: Frame) -> None:
    """H12: never two of a group on the same day."""
    instance, model = frame.instance, frame.model
    attending: dict[int, dict[int, list[Var]]] = defaultdict(lambda: defaultdict(list))
    for k, cls in frame.classes.items():
        for i, literal in cls.attends.items():
            if instance.group_of[i] >= 0:
                attending[int(instance.group_of[i])][k].append(literal)
    for _, by_class in sorted(attending.items()):
        held = []
        for k, members in by_class.items():
            days = frame.classes[k].days
            present = members[0] if len(members) == 1 else frame.flag("of group")
            if len(members) > 1:
                model.add(sum(members) == present)
            held.append(frame.only_if(days, present))
        if len(held) > 1:
            model.add_no_overlap(held)
