"""What a member of a conflict says, with the data it rests on, in both languages."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from models.rules import RULE_WORDS, Rule
from scheduler.formulation.curriculum import make_menu
from scheduler.formulation.instance import ClassData, Instance
from scheduler.formulation.program.scope import Scope, candidate

Facts = tuple[str, str]  # Vietnamese, English


def sentence(instance: Instance, rule: Rule, subject: str) -> str:
    """Return the rule for the subject as a sentence in the scenario's language."""
    vietnamese = instance.scenario.language == "vi"
    words = RULE_WORDS[rule].vi if vietnamese else RULE_WORDS[rule].en
    facts = _FACTS.get(rule, _nothing)(instance, subject)
    said = facts[0] if vietnamese else facts[1]
    return said or words


def _nothing(instance: Instance, subject: str) -> Facts:
    return "", ""


def _class(instance: Instance, subject: str) -> ClassData | None:
    return next((cls for cls in instance.classes if cls.id == subject), None)


def _of_class(of: Callable[[Instance, ClassData], Facts]) -> Callable[[Instance, str], Facts]:
    def facts(instance: Instance, subject: str) -> Facts:
        cls = _class(instance, subject)
        return ("", "") if cls is None else of(instance, cls)

    return facts


def _size(instance: Instance, cls: ClassData) -> Facts:
    programme = instance.programmes[cls.programme]
    served = np.zeros(len(instance.unit_cap), dtype=bool)
    for room in cls.rooms:
        served |= instance.serves[instance.room_venue[room]]
    admitted = int(programme.admits.sum())
    within = int((programme.admits & served[instance.unit_of]).sum())
    # Rooms that are too small are told apart; they keep nobody from coming.
    sized = [replace(one, size_min=0) for one in instance.programmes]
    scope = Scope(free=(cls.index,))
    left = len(candidate(replace(instance, programmes=sized), scope, cls.index).cadres)
    seats = max((int(instance.room_capacity[room]) for room in cls.rooms), default=0)
    return (
        f"lớp {cls.id} cần {programme.size_min} đến {programme.size_max} học viên; có {admitted} "
        f"cán bộ đúng đối tượng, {within} người thuộc đơn vị mà địa điểm của lớp phục vụ, {left} "
        f"người có ít nhất một ngày khai giảng phù hợp và không học lại quá mức; phòng lớn nhất "
        f"có {seats} chỗ.",
        f"class {cls.id} needs {programme.size_min} to {programme.size_max} cadres; {admitted} "
        f"are admitted, {within} of them in units that its venues serve, {left} of them can come "
        f"on some start day without hearing too much again; its largest room has {seats} seats.",
    )


def _timing(instance: Instance, cls: ClassData) -> Facts:
    programme = instance.programmes[cls.programme]
    definition = next(c for c in instance.scenario.classes if c.id == cls.id)
    fixed = sum(activity.sessions for activity in programme.activities)
    shortest = make_menu(instance, programme.core, (), fixed)
    window = definition.window
    first = instance.scenario.horizon.start if window is None else window.start
    last = instance.scenario.horizon.end if window is None else window.end
    limit = programme.max_days
    between = f"{first:%d/%m/%Y}", f"{last:%d/%m/%Y}"
    return (
        f"lớp {cls.id} học liền ít nhất {shortest.days} ngày làm việc liên tiếp trong khoảng "
        f"{between[0]} đến {between[1]}"
        + ("." if limit is None else f", nhiều nhất {limit} ngày."),
        f"class {cls.id} runs at least {shortest.days} consecutive working days between "
        f"{between[0]} and {between[1]}" + ("." if limit is None else f", at most {limit} days."),
    )


def _parts(instance: Instance, cls: ClassData) -> Facts:
    programme = instance.programmes[cls.programme]
    names = {m: instance.module_ids[m] for m in range(len(instance.module_ids))}
    core = ", ".join(names[m] for m in programme.core)
    fixed = sum(activity.sessions for activity in programme.activities)
    slots = make_menu(instance, programme.core, (), fixed).length
    vietnamese = [f"dạy {core} và các hoạt động trong {slots} buổi liền nhau"]
    english = [f"teaches {core} and its activities in {slots} slots on end"]
    for count, options in programme.choices:
        offered = ", ".join(names[m] for m in options)
        vietnamese.append(f"chọn đúng {count} trong {offered}")
        english.append(f"takes exactly {count} of {offered}")
    for a, b in programme.order:
        vietnamese.append(f"{names[a]} trước {names[b]}")
        english.append(f"{names[a]} comes before {names[b]}")
    return f"lớp {cls.id} {'; '.join(vietnamese)}.", f"class {cls.id} {'; '.join(english)}."


def _teaching(instance: Instance, cls: ClassData) -> Facts:
    programme = instance.programmes[cls.programme]
    vietnamese, english = [], []
    for m in programme.core:
        able = [instance.lecturer_ids[x] for x in np.flatnonzero(programme.level[:, m] > 0)]
        names = ", ".join(able)
        vietnamese.append(f"{instance.module_ids[m]}: {names or 'không có ai'}")
        english.append(f"{instance.module_ids[m]}: {names or 'nobody'}")
    return (
        f"mỗi chuyên đề của lớp {cls.id} cần một giảng viên đủ điều kiện "
        f"({'; '.join(vietnamese)}).",
        f"each module of class {cls.id} needs one qualified lecturer ({'; '.join(english)}).",
    )


def _closed(instance: Instance, cls: ClassData) -> Facts:
    return (
        f"lớp {cls.id} không học trong những ngày nghỉ riêng của đối tượng.",
        f"class {cls.id} has no day on which its tiers are closed.",
    )


def _fixed(instance: Instance, cls: ClassData) -> Facts:
    definition = next(c for c in instance.scenario.classes if c.id == cls.id)
    fixed = definition.fixed
    vietnamese, english = [], []

    def add(holds: object, vi: str, en: str) -> None:
        if holds:
            vietnamese.append(vi)
            english.append(en)

    add(definition.required, "bắt buộc phải mở", "is required")
    add(fixed.open is True, "đã chốt là mở", "is fixed to open")
    add(fixed.open is False, "đã chốt là không mở", "is fixed not to open")
    if fixed.start is not None:
        day = f"{fixed.start:%d/%m/%Y}"
        add(True, f"khai giảng {day}", f"starts on {day}")
    add(fixed.room, f"học ở phòng {fixed.room}", f"meets in room {fixed.room}")
    modules = ", ".join(fixed.electives)
    add(modules, f"chọn chuyên đề {modules}", f"takes modules {modules}")
    pairs = ", ".join(f"{m}: {x}" for m, x in sorted(fixed.lecturers.items()))
    add(pairs, f"giảng viên đã chốt {pairs}", f"has lecturers {pairs}")
    cadres = ", ".join(fixed.cadres)
    add(cadres, f"học viên đã chốt {cadres}", f"has cadres {cadres}")
    if cls.frozen is not None:
        day = f"{instance.date_of(cls.frozen.start):%d/%m/%Y}"
        add(
            True,
            f"giữ nguyên như kế hoạch gốc, khai giảng {day}",
            f"stays as in the baseline, starting on {day}",
        )
    freeze = instance.scenario.freeze_before
    if cls.frozen is None and freeze is not None:
        add(
            True,
            f"không khai giảng trước {freeze:%d/%m/%Y}",
            f"does not start before {freeze:%d/%m/%Y}",
        )
    return (
        f"lớp {cls.id} {'; '.join(vietnamese)}." if vietnamese else "",
        f"class {cls.id} {'; '.join(english)}." if english else "",
    )


def _lecturer_hours(instance: Instance, subject: str) -> Facts:
    row = next((x for x in instance.scenario.lecturers if x.id == subject), None)
    if row is None:
        return "", ""
    limits = (row.max_per_day, row.max_per_week, row.max_sessions)
    shown = ["-" if limit is None else str(limit) for limit in limits]
    return (
        f"giảng viên {subject} dạy nhiều nhất {shown[0]} buổi một ngày, {shown[1]} một tuần, "
        f"{shown[2]} cả kỳ.",
        f"lecturer {subject} teaches at most {shown[0]} sessions a day, {shown[1]} a week, "
        f"{shown[2]} in all.",
    )


def _times_away(instance: Instance, kind: str, subject: str) -> str:
    spans = sorted(
        (row.start, row.end)
        for row in instance.scenario.unavailability
        if row.kind == kind and row.id == subject
    )
    return ", ".join(f"{start:%d/%m/%Y}–{end:%d/%m/%Y}" for start, end in spans)


def _lecturer_time(instance: Instance, subject: str) -> Facts:
    away = _times_away(instance, "lecturer", subject)
    return (
        f"giảng viên {subject} mỗi buổi chỉ dạy một lớp, mỗi ngày ở một địa điểm"
        + (f"; vắng {away}." if away else "."),
        f"lecturer {subject} teaches one class per slot, at one venue a day"
        + (f"; is away {away}." if away else "."),
    )


def _room(instance: Instance, subject: str) -> Facts:
    away = _times_away(instance, "room", subject)
    return (
        f"phòng {subject} mỗi buổi chỉ có một lớp, và chỉ lớp được phép dùng"
        + (f"; không dùng được {away}." if away else "."),
        f"room {subject} holds one class per slot, of those allowed to use it"
        + (f"; is not available {away}." if away else "."),
    )


def _absent(instance: Instance, subject: str) -> Facts:
    units = [unit.id for unit in instance.scenario.units]
    if subject not in units:
        return (
            f"không hai người cùng nhóm thay thế {subject} cùng vắng.",
            f"no two of cover group {subject} are away on one day.",
        )
    u = units.index(subject)
    cap, size = int(instance.unit_cap[u]), int((instance.unit_of == u).sum())
    return (
        f"đơn vị {subject} mỗi ngày vắng nhiều nhất {cap} trong {size} người.",
        f"of the {size} cadres of unit {subject} at most {cap} are away on one day.",
    )


def _budget(instance: Instance, subject: str) -> Facts:
    budget = instance.scenario.rules.budget or 0
    return f"ngân sách là {budget:,.0f}.", f"the budget is {budget:,.0f}."


def _cadre_away(instance: Instance, subject: str) -> Facts:
    away = _times_away(instance, "cadre", subject)
    if not away:
        return "", ""
    return f"cán bộ {subject} vắng {away}.", f"cadre {subject} is away {away}."


_FACTS: dict[Rule, Callable[[Instance, str], Facts]] = {
    Rule.H3: _of_class(_size),
    Rule.H4: _of_class(_timing),
    Rule.H5: _of_class(_parts),
    Rule.H6: _of_class(_teaching),
    Rule.H7: _lecturer_time,
    Rule.H8: _lecturer_hours,
    Rule.H9: _room,
    Rule.H11: lambda instance, subject: (
        _cadre_away(instance, subject)
        if _class(instance, subject) is None
        else _of_class(_closed)(instance, subject)
    ),
    Rule.H12: _absent,
    Rule.H14: _budget,
    Rule.H15: _of_class(_fixed),
}
