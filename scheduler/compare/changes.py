"""Which classes changed and how, and who attends other classes."""

from collections import defaultdict

from models.comparison import ClassChange, Mover
from models.plan import Plan, PlannedClass, PlannedSession


def class_changes(one: Plan, other: Plan) -> tuple[ClassChange, ...]:
    """Return what is otherwise in `other`, by class; a class that neither opens is the same."""
    before, after = _classes(one), _classes(other)
    sessions = _sessions(one), _sessions(other)
    found: list[ClassChange] = []
    for name in sorted({*before, *after}):
        a, b = before.get(name), after.get(name)
        if a is None or b is None:
            found.append(_change(name, "open", _open(a), _open(b)))
            continue
        pairs = [
            ("start", _text(a.start), _text(b.start)),
            ("room", a.room or "", b.room or ""),
            ("size", str(a.size), str(b.size)),
            ("programme", a.programme, b.programme),
        ]
        found += [_change(name, what, old, new) for what, old, new in pairs if old != new]
        found += _teaching(name, sessions[0][name], sessions[1][name], moved=a.start != b.start)
    return tuple(found)


def _classes(plan: Plan) -> dict[str, PlannedClass]:
    return {row.class_id: row for row in plan.classes if row.open}


def _sessions(plan: Plan) -> dict[str, dict[str, list[PlannedSession]]]:
    """Return class -> module -> its sessions."""
    found: dict[str, dict[str, list[PlannedSession]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(plan.sessions, key=lambda row: (row.class_id, row.seq)):
        if row.module is not None:
            found[row.class_id][row.module].append(row)
    return found


def _teaching(
    name: str,
    before: dict[str, list[PlannedSession]],
    after: dict[str, list[PlannedSession]],
    *,
    moved: bool,
) -> list[ClassChange]:
    """Return modules, lecturers and times that differ; times only where the class stands."""
    found = []
    if set(before) != set(after):
        gone, new = sorted(set(before) - set(after)), sorted(set(after) - set(before))
        found.append(_change(name, "modules", ", ".join(gone), ", ".join(new)))
    for module in sorted(set(before) & set(after)):
        a, b = before[module][0], after[module][0]
        if a.lecturer != b.lecturer:
            old, new_one = f"{module} {a.lecturer}", f"{module} {b.lecturer}"
            found.append(_change(name, "lecturer", old, new_one))
        if not moved and a.seq != b.seq:
            old, new_one = (f"{module} {one.date.isoformat()} {one.slot}" for one in (a, b))
            found.append(_change(name, "time", old, new_one))
    return found


def _change(name: str, what: str, before: str, after: str) -> ClassChange:
    return ClassChange(class_id=name, what=what, before=before, after=after)


def _open(row: PlannedClass | None) -> str:
    return "" if row is None else f"{_text(row.start)} {row.room or ''} ({row.size})"


def _text(value: object) -> str:
    return "" if value is None else str(value)


def movers(one: Plan, other: Plan) -> tuple[Mover, ...]:
    """Return the cadres who attend other classes, sorted."""
    before, after = _attended(one), _attended(other)
    return tuple(
        Mover(cadre=cadre, before=before.get(cadre, ()), after=after.get(cadre, ()))
        for cadre in sorted({*before, *after})
        if before.get(cadre, ()) != after.get(cadre, ())
    )


def _attended(plan: Plan) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in plan.enrolments:
        found[row.cadre].append(row.class_id)
    return {cadre: tuple(sorted(classes)) for cadre, classes in found.items()}
