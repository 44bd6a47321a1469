"""Modules, their order and their lecturers (H5 to H8)."""

from collections import defaultdict

from ortools.sat.python import cp_model

from benchmarks.clock import NotAttemptedError
from benchmarks.monolith.frame import ClassVars, Expr, Frame, Var
from scheduler.formulation.decisions import Part

Taught = tuple[ClassVars, int, Var]  # class, module, "this lecturer teaches it"


def add_teaching(frame: Frame) -> None:
    """Add the sessions of all classes and who gives them."""
    teaching: dict[int, list[Taught]] = defaultdict(list)
    for cls in frame.classes.values():
        _order(frame, cls)
        _lecturers(frame, cls)
        for module, able in cls.lecturers.items():
            for lecturer, literal in able.items():
                teaching[lecturer].append((cls, module, literal))
    days = _days_of_modules(frame)
    weeks = _weeks_of_classes(frame)
    for lecturer, taught in sorted(teaching.items()):
        _once_per_slot(frame, lecturer, taught)
        _limits(frame, lecturer, taught, days, weeks)
        _one_venue_a_day(frame, lecturer, taught, days)


def _order(frame: Frame, cls: ClassVars) -> None:
    """H5: parts follow each other without overlap; first and last stand there; order holds."""
    instance, model = frame.instance, frame.model
    programme = instance.programmes[instance.classes[cls.index].programme]
    longest = max(menu.length for menu, _ in cls.menus) if cls.menus else 0
    begin, intervals = 0, []
    tail = sum(a.sessions for a in programme.activities if a.position == "last")
    after: Expr = cls.length - tail
    for activity in programme.activities:
        part = Part(False, activity.index, activity.sessions)
        if activity.position == "first":
            cls.offsets[part] = begin
            begin += activity.sessions
        elif activity.position == "last":
            cls.offsets[part] = after
            after = after + activity.sessions
    for activity in programme.activities:
        if activity.position == "any":
            part = Part(False, activity.index, activity.sessions)
            intervals.append(_placed(frame, cls, part, cls.opens, begin, longest - tail))
    for module in sorted({m for menu, _ in cls.menus for m in menu.modules}):
        cls.taught[module] = _taught(frame, cls, module)
        part = Part(True, module, int(instance.module_sessions[module]))
        intervals.append(_placed(frame, cls, part, cls.taught[module], begin, longest - tail))
    model.add_no_overlap(intervals)
    parts = {part.index: part for part in cls.offsets if part.is_module}
    for first, second in programme.order:
        if first in parts and second in parts:
            end = cls.offsets[parts[first]] + parts[first].sessions
            both = [cls.taught[first], cls.taught[second]]
            model.add(end <= cls.offsets[parts[second]]).only_enforce_if(both)


def _taught(frame: Frame, cls: ClassVars, module: int) -> Var:
    holding = [literal for menu, literal in cls.menus if module in menu.modules]
    if len(holding) == len(cls.menus):
        return cls.opens
    taught = frame.flag("taught")
    frame.model.add(sum(holding) == taught)
    return taught


def _placed(
    frame: Frame, cls: ClassVars, part: Part, present: Var, begin: int, end: int
) -> cp_model.IntervalVar:
    """Return the interval of a part between the opening and the closing activities."""
    offset = frame.model.new_int_var(begin, max(begin, end - part.sessions), "offset")
    cls.offsets[part] = offset
    tail = max(menu.length for menu, _ in cls.menus) - end
    if len({menu.length for menu, _ in cls.menus}) > 1:
        within = offset + part.sessions <= cls.length - tail
        frame.model.add(within).only_enforce_if(present)
    return frame.model.new_optional_fixed_size_interval_var(offset, part.sessions, present, "")


def _lecturers(frame: Frame, cls: ClassVars) -> None:
    """H6, H15: one qualified lecturer for each module that is taught."""
    instance = frame.instance
    programme = instance.programmes[instance.classes[cls.index].programme]
    fixed = instance.classes[cls.index].lecturers
    for module, taught in cls.taught.items():
        level = programme.level[:, module]
        able = [x for x in range(len(level)) if level[x] and fixed.get(module, x) == x]
        cls.lecturers[module] = {x: frame.flag("teaches") for x in able}
        frame.model.add(sum(cls.lecturers[module].values()) == taught)
        slot = frame.model.new_int_var(0, instance.num_slots - 1, "slot")
        part = Part(True, module, int(instance.module_sessions[module]))
        begin = cls.start_day * instance.slots_per_day + cls.offsets[part]
        frame.model.add(slot == begin).only_enforce_if(taught)
        cls.slot_of[module] = slot


def _once_per_slot(frame: Frame, lecturer: int, taught: list[Taught]) -> None:
    """H7: never two classes in a slot, never while away."""
    held = frame.away(frame.instance.lecturer_free[lecturer])
    for cls, module, literal in taught:
        sessions = int(frame.instance.module_sessions[module])
        held.append(
            frame.model.new_optional_fixed_size_interval_var(
                cls.slot_of[module], sessions, literal, ""
            )
        )
    frame.model.add_no_overlap(held)


def _days_of_modules(frame: Frame) -> dict[tuple[int, int, int], Var]:
    """Return the day of each session: (class, module, number of the session)."""
    instance, found = frame.instance, {}
    for cls in frame.classes.values():
        for module, slot in cls.slot_of.items():
            for number in range(int(instance.module_sessions[module])):
                day = frame.model.new_int_var(0, instance.num_days - 1, "day")
                first = day * instance.slots_per_day
                present = cls.taught[module]
                frame.model.add(first <= slot + number).only_enforce_if(present)
                last = first + instance.slots_per_day - 1
                frame.model.add(slot + number <= last).only_enforce_if(present)
                found[cls.index, module, number] = day
    return found


def _weeks_of_classes(frame: Frame) -> dict[int, dict[int, Expr]]:
    """Return for each class its possible weeks, each with an expression that is 1 if it is it."""
    week = frame.instance.week
    found: dict[int, dict[int, Expr]] = {}
    for k, cls in frame.classes.items():
        literals: dict[int, list[Var]] = defaultdict(list)
        for (day, days), literal in cls.at.items():
            if week[day] != week[day + days - 1]:
                raise NotAttemptedError("classes that cross the end of a week")
            literals[int(week[day])].append(literal)
        found[k] = {w: sum(those) for w, those in literals.items()}
    return found


def _limits(
    frame: Frame,
    lecturer: int,
    taught: list[Taught],
    days: dict[tuple[int, int, int], Var],
    weeks: dict[int, dict[int, Expr]],
) -> None:
    """H8: sessions in the horizon, in a week, on a day."""
    instance, model = frame.instance, frame.model
    sessions = instance.module_sessions
    model.add(
        sum(int(sessions[module]) * literal for _, module, literal in taught)
        <= int(instance.lecturer_total[lecturer])
    )
    if instance.lecturer_day[lecturer] < instance.slots_per_day:
        held = [
            model.new_optional_fixed_size_interval_var(
                days[cls.index, module, number], 1, literal, ""
            )
            for cls, module, literal in taught
            for number in range(int(sessions[module]))
        ]
        model.add_cumulative(held, [1] * len(held), int(instance.lecturer_day[lecturer]))
    if instance.lecturer_week[lecturer] >= instance.lecturer_total[lecturer]:
        return
    in_week: dict[int, list[Expr]] = defaultdict(list)
    for cls, module, literal in taught:
        for week, is_it in weeks[cls.index].items():
            both = frame.flag("teaches in week")
            model.add(both >= literal + is_it - 1)
            in_week[week].append(int(sessions[module]) * both)
    for those in in_week.values():
        model.add(sum(those) <= int(instance.lecturer_week[lecturer]))


def _one_venue_a_day(
    frame: Frame, lecturer: int, taught: list[Taught], days: dict[tuple[int, int, int], Var]
) -> None:
    """H7: the venue of each day is a variable; each session there must agree with it."""
    instance, model = frame.instance, frame.model
    if min(instance.lecturer_day[lecturer], instance.slots_per_day) < 2:
        return
    venues = {int(instance.room_venue[r]) for cls, _, _ in taught for r in cls.rooms}
    if len(venues) < 2:
        return
    most = max(venues)
    where = [model.new_int_var(0, most, "venue of day") for _ in range(instance.num_days)]
    for cls, module, literal in taught:
        venue = sum(int(instance.room_venue[r]) * x for r, x in cls.rooms.items())
        for number in range(int(instance.module_sessions[module])):
            there = model.new_int_var(0, most, "there")
            model.add_element(days[cls.index, module, number], where, there)
            model.add(there == venue).only_enforce_if(literal)
