"""What a member of a conflict says of a class that must open, in both languages."""

from dataclasses import replace

import numpy as np

from scheduler.formulation.curriculum import make_menu
from scheduler.formulation.instance import ClassData, Instance
from scheduler.formulation.program.scope import Scope, candidate
from scheduler.solve.conflict_people import listed, spans_of
from scheduler.solve.remedy_words import shown

Facts = tuple[str, str]  # Vietnamese, English


def size(instance: Instance, cls: ClassData) -> Facts:
    """Return how many may come, and the seats, against the sizes of the class (H3)."""
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
    numbers = (programme.size_min, programme.size_max, admitted, within, left, seats)
    vi, en = [shown(n).vi for n in numbers], [shown(n).en for n in numbers]
    return (
        f"lớp {cls.id} cần {vi[0]} đến {vi[1]} học viên; có {vi[2]} cán bộ đúng đối tượng, "
        f"{vi[3]} người thuộc đơn vị mà địa điểm của lớp phục vụ, {vi[4]} người có ít nhất một "
        f"ngày khai giảng phù hợp và không học lại quá mức; phòng lớn nhất có {vi[5]} chỗ.",
        f"class {cls.id} needs {en[0]} to {en[1]} cadres; {en[2]} are admitted, {en[3]} of them in "
        f"units that its venues serve, {en[4]} of them can come on some start day without hearing "
        f"too much again; its largest room has {en[5]} seats.",
    )


def timing(instance: Instance, cls: ClassData) -> Facts:
    """Return the days that the class needs and its window (H4)."""
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


def parts(instance: Instance, cls: ClassData) -> Facts:
    """Return what the class teaches, chooses and orders (H5)."""
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


def teaching(instance: Instance, cls: ClassData) -> Facts:
    """Return who may teach each core module of the class (H6)."""
    programme = instance.programmes[cls.programme]
    vietnamese, english = [], []
    for m in programme.core:
        able = [instance.lecturer_ids[x] for x in np.flatnonzero(programme.level[:, m] > 0)]
        names = listed(able)
        vietnamese.append(f"{instance.module_ids[m]}: {names or 'không có ai'}")
        english.append(f"{instance.module_ids[m]}: {names or 'nobody'}")
    return (
        f"mỗi chuyên đề của lớp {cls.id} cần một giảng viên đủ điều kiện "
        f"({'; '.join(vietnamese)}).",
        f"each module of class {cls.id} needs one qualified lecturer ({'; '.join(english)}).",
    )


def closed(instance: Instance, cls: ClassData) -> Facts:
    """Return the days on which the tiers of the class are closed (H11)."""
    tiers = {instance.scenario.tiers[t].id for t in instance.programmes[cls.programme].tiers}
    days = spans_of(
        (row.start, row.end)
        for row in instance.scenario.calendar.closures
        if not row.units and (not row.tiers or set(row.tiers) & tiers)
    )
    return (
        f"lớp {cls.id} không học trong những ngày nghỉ riêng của đối tượng ({days or '-'}).",
        f"class {cls.id} has no day on which its tiers are closed ({days or '-'}).",
    )


def fixed(instance: Instance, cls: ClassData) -> Facts:
    """Return everything that is fixed of the class (H15)."""
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
