"""What a member of a conflict says of a cadre, a unit or a cover group, in both languages."""

from collections.abc import Iterable
from datetime import date

import numpy as np

from models.people import Cadre
from models.rules import Rule
from scheduler.errors import Sentence
from scheduler.formulation.classes import menus_of_class
from scheduler.formulation.instance import ClassData, Instance
from scheduler.solve.remedy_words import shown, span

NOBODY = Sentence("", "")
MOST = 6


def listed(ids: Iterable[str], most: int = MOST) -> str:
    """Return ids with commas, cut where there are many."""
    names = list(ids)
    return ", ".join(names[:most]) + (f", … (+{len(names) - most})" if len(names) > most else "")


def named(instance: Instance, kind: str, one: str) -> str:
    """Return the id of something with its name, where it has one."""
    rows = getattr(instance.scenario, kind)
    name = next((row.name for row in rows if row.id == one), "")
    return f"{one} {name}".strip()


def away(instance: Instance, kind: str, one: str) -> str:
    """Return the days on which the tables say that someone or something is away."""
    rows = instance.scenario.unavailability
    spans = {(row.start, row.end) for row in rows if row.kind == kind and row.id == one}
    return spans_of(spans)


def spans_of(spans: Iterable[tuple[date, date]]) -> str:
    """Return spans of days in their order."""
    return listed((span(start, end) for start, end in sorted(spans)), 12)


def cadre_sentence(instance: Instance, rule: Rule, subject: str) -> Sentence:
    """Return what a rule says of a cadre whom classes name; nothing of anybody else."""
    person = next((one for one in instance.scenario.cadres if one.id == subject), None)
    classes = [cls for cls in instance.classes if cls.must_open and _names(instance, cls, subject)]
    if person is None or not classes:
        return NOBODY
    say = {
        Rule.H1: _admitted,
        Rule.H2: _often,
        Rule.H10: _served,
        Rule.H11: _present,
        Rule.H13: _heard,
    }[rule]
    return say(instance, person, classes)


def _names(instance: Instance, cls: ClassData, cadre: str) -> bool:
    definition = next(one for one in instance.scenario.classes if one.id == cls.id)
    if cadre in definition.fixed.cadres:
        return True
    members = cls.members if cls.frozen is None else cls.frozen.members
    return cadre in {instance.cadre_ids[i] for i in members if i >= 0}


def _admitted(instance: Instance, person: Cadre, classes: list[ClassData]) -> Sentence:
    programmes = {one.id: one for one in instance.scenario.programmes}
    english, vietnamese = [], []
    for cls in classes:
        programme = programmes[instance.programmes[cls.programme].id]
        tiers, titles = listed(programme.tiers), listed(programme.titles)
        english.append(
            f"class {cls.id} admits tiers {tiers}" + (f" with titles {titles}" if titles else "")
        )
        vietnamese.append(
            f"lớp {cls.id} nhận đối tượng {tiers}" + (f", chức danh {titles}" if titles else "")
        )
    first = person.active_from or instance.scenario.horizon.start
    last = person.active_to or instance.scenario.horizon.end
    title = person.title or "-"
    return Sentence(
        f"cadre {person.id} is of tier {person.tier} with title {title}, "
        f"{'' if person.eligible else 'not '}eligible, active {span(first, last)}; "
        f"{'; '.join(english)}.",
        f"cán bộ {person.id} thuộc đối tượng {person.tier}, chức danh {title}, "
        f"{'' if person.eligible else 'không '}thuộc diện bồi dưỡng, công tác "
        f"{span(first, last)}; {'; '.join(vietnamese)}.",
    )


def _often(instance: Instance, person: Cadre, classes: list[ClassData]) -> Sentence:
    most = instance.scenario.rules.max_classes_per_cadre
    names = listed(cls.id for cls in classes)
    return Sentence(
        f"cadre {person.id} may attend at most {most} classes and never two on one "
        f"day; fixed for {len(classes)}: {names}.",
        f"cán bộ {person.id} được dự nhiều nhất {most} lớp và không dự hai lớp trong "
        f"một ngày; đã ấn định vào {len(classes)} lớp: {names}.",
    )


def _served(instance: Instance, person: Cadre, classes: list[ClassData]) -> Sentence:
    english, vietnamese = [], []
    for cls in classes:
        venues = sorted({int(instance.room_venue[room]) for room in cls.rooms})
        names = listed(instance.venue_ids[v] for v in venues) or "-"
        english.append(f"class {cls.id} may be held at {names}")
        vietnamese.append(f"lớp {cls.id} học ở {names}")
    serves = [one.id for one in instance.scenario.venues if _serves(instance, one.id, person.unit)]
    unit, places = named(instance, "units", person.unit), listed(serves) or "-"
    return Sentence(
        f"cadre {person.id} is of unit {unit}, which venues {places} serve; {'; '.join(english)}.",
        f"cán bộ {person.id} thuộc đơn vị {unit}, do địa điểm {places} phục vụ; "
        f"{'; '.join(vietnamese)}.",
    )


def _serves(instance: Instance, venue: str, unit: str) -> bool:
    units = [one.id for one in instance.scenario.units]
    return bool(instance.serves[instance.venue_ids.index(venue), units.index(unit)])


def _present(instance: Instance, person: Cadre, classes: list[ClassData]) -> Sentence:
    scenario = instance.scenario
    above = {one.id: one.parent for one in scenario.units}
    units: list[str] = []
    one: str | None = person.unit
    while one is not None and one not in units:
        units.append(one)
        one = above.get(one)
    spans = {
        (row.start, row.end)
        for row in scenario.unavailability
        if (row.kind, row.id) == ("cadre", person.id) or (row.kind == "unit" and row.id in units)
    }
    spans |= {
        (row.start, row.end)
        for row in scenario.calendar.closures
        if set(row.units) & set(units) and (not row.tiers or person.tier in row.tiers)
    }
    days, names = spans_of(spans) or "-", listed(cls.id for cls in classes)
    return Sentence(
        f"cadre {person.id} (or unit {person.unit}) is away {days}; fixed for {names}.",
        f"cán bộ {person.id} (hoặc đơn vị {person.unit}) vắng {days}; đã ấn định vào {names}.",
    )


def _heard(instance: Instance, person: Cadre, classes: list[ClassData]) -> Sentence:
    if person.id not in instance.cadre_ids:
        return NOBODY
    seen = instance.seen[instance.cadre_ids.index(person.id)]
    share = shown(instance.scenario.rules.max_repeat_share)
    english, vietnamese = [], []
    for cls in classes:
        menus = [menu for menu in menus_of_class(instance, cls.index) if menu.periods]
        if not menus:
            continue
        menu = min(menus, key=lambda menu: float(menu.total[seen].sum()) / menu.periods)
        known, total = shown(float(menu.total[seen].sum())), shown(float(menu.periods))
        had = np.flatnonzero(seen & (menu.total > 0)).tolist()
        topics = listed(instance.topic_ids[t] for t in had) or "-"
        english.append(f"class {cls.id}: {known.en} of {total.en} periods ({topics})")
        vietnamese.append(f"lớp {cls.id}: {known.vi} trên {total.vi} tiết ({topics})")
    return Sentence(
        f"cadre {person.id} may hear again at most {share.en} of a class; has had "
        f"at least {'; '.join(english)}.",
        f"cán bộ {person.id} chỉ được học lại nhiều nhất {share.vi} nội dung của "
        f"lớp; đã học ít nhất {'; '.join(vietnamese)}.",
    )


def absent_sentence(instance: Instance, subject: str) -> Sentence:
    """Return what H12 says of a unit or a cover group."""
    units = [one.id for one in instance.scenario.units]
    if subject not in units:
        members = [one.id for one in instance.scenario.cadres if one.cover_group == subject]
        names = listed(members, 12)
        return Sentence(
            f"no two of cover group {subject} ({names}) are away on one day.",
            f"không hai người cùng nhóm thay thế {subject} ({names}) cùng vắng một ngày.",
        )
    u = units.index(subject)
    cap, size = int(instance.unit_cap[u]), int((instance.unit_of == u).sum())
    unit = instance.scenario.units[u]
    limit = unit.max_absent
    limit = instance.scenario.rules.max_absent if limit is None else limit
    asked = shown(limit) if limit is not None else Sentence("-", "-")
    return Sentence(
        f"of the {size} cadres of unit {unit.id} {unit.name} at most {cap} are away on one day "
        f"(max_absent {asked.en}).",
        f"đơn vị {unit.id} {unit.name} có {size} người, mỗi ngày vắng nhiều nhất {cap} "
        f"(max_absent {asked.vi}).",
    )
