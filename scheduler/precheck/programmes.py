"""Programmes that no class can run: too long, in a circle, without lecturers, for nobody."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from models.finding import Finding
from scheduler.errors import nearest
from scheduler.precheck.case import Case
from scheduler.precheck.groups import Group, ids_of, least_sessions, severity_of
from scheduler.precheck.texts import listed, maybe


def by_programme(case: Case) -> Iterator[list[Group]]:
    """Yield the groups of each programme."""
    programmes: dict[int, list[Group]] = {}
    for group in case.groups:
        programmes.setdefault(group.programme.index, []).append(group)
    for index in sorted(programmes):
        yield programmes[index]


def too_long(case: Case) -> Iterator[Finding]:
    """LEN-01: least sessions of the programme > max_days * slots a day, or no session at all."""
    slots = case.instance.slots_per_day
    for groups in by_programme(case):
        programme = groups[0].programme
        least = least_sessions(case.instance, programme)
        limit = None if programme.max_days is None else programme.max_days * slots
        if least == 0:
            yield _long(case, "empty", groups, 0, 1)
        elif limit is not None and least > limit:
            yield _long(case, "long", groups, least, limit)
        elif limit is not None:
            for group in groups:
                if group.sessions > limit:
                    yield _long(case, "electives", [group], group.sessions, limit)


def is_too_long(case: Case, group: Group) -> bool:
    """Tell whether LEN-01 speaks of the class."""
    limit = group.programme.max_days
    slots = case.instance.slots_per_day
    return group.sessions == 0 or (limit is not None and group.sessions > limit * slots)


def _long(case: Case, variant: str, groups: list[Group], needed: int, available: int) -> Finding:
    programme = groups[0].programme
    return case.finding(
        "LEN-01",
        variant,
        severity_of(groups),
        {"programme": [programme.id], "class": ids_of(groups)},
        {"needed": needed, "available": available},
        programme=programme.id,
        classes=listed(ids_of(groups)),
        days=-(-needed // case.instance.slots_per_day),
        max_days=programme.max_days or 0,
        slots=case.instance.slots_per_day,
    )


def in_a_circle(case: Case) -> Iterator[Finding]:
    """ORDER-01: the `order` pairs of modules that every class teaches form a circle."""
    names = case.instance.module_ids
    for groups in by_programme(case):
        programme = groups[0].programme
        always = set(programme.core)
        for count, options in programme.choices:
            always |= set(options) if count == len(options) else set()
        sorter: TopologicalSorter[int] = TopologicalSorter()
        for before, after in sorted(programme.order):
            if before in always and after in always:
                sorter.add(after, before)
        try:
            sorter.prepare()
        except CycleError as error:
            circle = [names[m] for m in error.args[1]]
            start = circle.index(min(circle))
            ring = [*circle[start:-1], *circle[:start], circle[start]]
            yield case.finding(
                "ORDER-01",
                "circle",
                severity_of(groups),
                {"programme": [programme.id], "class": ids_of(groups), "module": set(circle)},
                {"needed": len(ring) - 1, "available": len(ring) - 2},
                programme=programme.id,
                classes=listed(ids_of(groups)),
                ring=" → ".join(ring),
            )


def without_lecturer(case: Case) -> Iterator[Finding]:
    """LEC-01: fewer modules with a lecturer for every tier of the programme than it must teach."""
    for groups in by_programme(case):
        told = False
        for group in groups:
            if told and not group.cls.electives:
                continue
            finding = _without_lecturer(case, groups if not group.cls.electives else [group])
            if finding is not None and not told:
                yield finding
            told = told or finding is not None


def lacking(case: Case, group: Group) -> list[tuple[int, int, tuple[int, ...]]]:
    """Return (modules to teach, of which taught, all that could be) where lecturers lack."""
    found = []
    for count, modules in case.contents(group):
        able = [m for m in modules if _teachers(case, group, m)]
        if len(able) < count:
            found.append((count, len(able), tuple(m for m in modules if m not in able)))
    return found


def _teachers(case: Case, group: Group, module: int) -> list[int]:
    able = (group.programme.level[:, module] > 0) & (
        case.instance.lecturer_total >= case.instance.module_sessions[module]
    )
    able &= (case.instance.lecturer_day > 0) & (case.instance.lecturer_week > 0)
    return [int(x) for x in able.nonzero()[0]]


def _without_lecturer(case: Case, groups: list[Group]) -> Finding | None:
    group = groups[0]
    lacks = lacking(case, group)
    if not lacks:
        return None
    instance, programme = case.instance, group.programme
    modules = [instance.module_ids[m] for _, _, lost in lacks for m in lost]
    to_teach = len(programme.core) + sum(count for count, _ in programme.choices)
    missing = sum(count - able for count, able, _ in lacks)
    some_level = any((programme.level[:, m] > 0).any() for _, _, lost in lacks for m in lost)
    almost = case.lecturer_names(_almost(case, set(modules), some_level))
    return case.finding(
        "LEC-01",
        "limits" if some_level else "nobody",
        severity_of(groups),
        {"programme": [programme.id], "class": ids_of(groups), "module": modules},
        {"needed": to_teach, "available": to_teach - missing},
        programme=programme.id,
        classes=listed(ids_of(groups)),
        modules=listed(sorted(modules)),
        tiers=", ".join(case.scenario.tiers[t].id for t in programme.tiers),
        almost=maybe("almost", names=listed(almost)) if almost else maybe("nobody_almost"),
    )


def _almost(case: Case, modules: set[str], any_tier: bool) -> list[str]:
    """Return lecturers who may teach one of the modules to some tier."""
    themes = {f"theme:{m.theme}" for m in case.scenario.modules if m.id in modules and m.theme}
    names = modules | themes | {"*"}
    rows = case.scenario.qualifications
    found = {row.lecturer for row in rows if row.module in names and (row.tier or any_tier)}
    return sorted(found)


def for_nobody(case: Case) -> Iterator[Finding]:
    """ELIG-02: the programme admits no planned cadre but its classes need some."""
    for groups in by_programme(case):
        programme = groups[0].programme
        if programme.size_min == 0 or programme.admits.any():
            continue
        titles = _titles(case, programme.id)
        of_tiers = {case.scenario.tiers[t].id for t in programme.tiers}
        known = {c.title for c in case.scenario.cadres if c.title and c.tier in of_tiers}
        meant = sorted({near for title in titles if (near := nearest(title, known))})
        yield case.finding(
            "ELIG-02",
            "titles" if titles else "tiers",
            severity_of(groups),
            {"programme": [programme.id], "class": ids_of(groups), "tier": of_tiers},
            {"needed": programme.size_min, "available": 0},
            programme=programme.id,
            classes=listed(ids_of(groups)),
            titles=listed(titles),
            tiers=", ".join(sorted(of_tiers)),
            near=maybe("meant", names=listed(meant)) if meant else maybe("nothing"),
        )


def _titles(case: Case, programme: str) -> tuple[str, ...]:
    """Return the titles that a programme admits, sorted; empty for every title."""
    titles = next(p.titles for p in case.scenario.programmes if p.id == programme)
    return tuple(sorted(titles))
