"""From decisions to the plan on paper, and from a plan on paper back to decisions."""

from collections import defaultdict

import numpy as np

from models.plan import Enrolment, Plan, PlannedClass, PlannedSession
from models.result import CoverageRow, TierCoverage
from scheduler.formulation.curriculum import make_menu
from scheduler.formulation.decisions import (
    ClassDecision,
    Decisions,
    Part,
    class_cost,
    covered_after,
    repeats,
)
from scheduler.formulation.instance import Instance


def to_plan(instance: Instance, decisions: Decisions) -> Plan:
    """Return the rows of the three plan files, sorted by their first columns."""
    increases = repeats(instance, decisions)
    classes, sessions, enrolments = [], [], []
    for cls in instance.classes:
        programme = instance.programmes[cls.programme]
        decision = decisions.get(cls.index)
        if decision is None:
            classes.append(PlannedClass(class_id=cls.id, programme=programme.id, open=False))
            continue
        classes.append(_class_row(instance, cls.index, decision))
        sessions.extend(_session_rows(instance, cls.index, decision))
        for i, increase in zip(decision.members, increases[cls.index], strict=True):
            enrolments.append(
                Enrolment(
                    cadre=instance.cadre_ids[i],
                    class_id=cls.id,
                    repeat_periods=float(increase),
                    km=float(instance.km[instance.unit_of[i], decision.room]),
                )
            )
    enrolments.sort(key=lambda row: (row.cadre, row.class_id))
    return Plan(classes=tuple(classes), sessions=tuple(sessions), enrolments=tuple(enrolments))


def _class_row(instance: Instance, k: int, decision: ClassDecision) -> PlannedClass:
    return PlannedClass(
        class_id=instance.classes[k].id,
        programme=instance.programmes[instance.classes[k].programme].id,
        open=True,
        start=instance.date_of(decision.start),
        end=instance.date_of(decision.start + decision.menu.days - 1),
        room=instance.room_ids[decision.room],
        venue=instance.venue_ids[instance.room_venue[decision.room]],
        size=len(decision.members),
        cost=class_cost(instance, k, decision),
    )


def _session_rows(instance: Instance, k: int, decision: ClassDecision) -> list[PlannedSession]:
    activities = instance.programmes[instance.classes[k].programme].activities
    slots = instance.scenario.calendar.slots
    rows: list[PlannedSession] = []
    for part in decision.order:
        for _ in range(part.sessions):
            day, slot = divmod(len(rows), instance.slots_per_day)
            lecturer = decision.lecturers[part.index] if part.is_module else None
            rows.append(
                PlannedSession(
                    class_id=instance.classes[k].id,
                    seq=len(rows) + 1,
                    date=instance.date_of(decision.start + day),
                    slot=slots[slot].id,
                    kind="module" if part.is_module else activities[part.index].kind,
                    module=instance.module_ids[part.index] if part.is_module else None,
                    lecturer=None if lecturer is None else instance.lecturer_ids[lecturer],
                )
            )
    return rows


def coverage_of(
    instance: Instance, decisions: Decisions
) -> tuple[tuple[TierCoverage, ...], tuple[CoverageRow, ...]]:
    """Return the coverage per tier and the rows of coverage.csv."""
    after = covered_after(instance, decisions)
    before = instance.covered
    rows, tiers = [], []
    for number, tier in enumerate(instance.scenario.tiers):
        mask = instance.tier_of == number
        target = int(instance.tier_target[number])
        entry = TierCoverage(
            tier=tier.id,
            population=int(mask.sum()),
            target=target,
            covered_before=int(before[mask].sum()),
            covered_after=int(after[mask].sum()),
            shortfall=max(0, target - int(after[mask].sum())),
        )
        tiers.append(entry)
        rows.append(CoverageRow(**entry.model_dump()))
        for u in np.unique(instance.unit_of[mask]):
            inside = mask & (instance.unit_of == u)
            rows.append(
                CoverageRow(
                    tier=tier.id,
                    unit=instance.scenario.units[u].id,
                    population=int(inside.sum()),
                    covered_before=int(before[inside].sum()),
                    covered_after=int(after[inside].sum()),
                )
            )
    return tuple(tiers), tuple(sorted(rows, key=lambda row: (row.tier, row.unit or "")))


def from_plan(instance: Instance, plan: Plan) -> Decisions:
    """Return the decisions of a plan as far as the scenario knows its parts.

    A class whose programme, room or modules the scenario does not know is left out, unknown
    lecturers and cadres likewise; whether the result is valid is for others to say.
    """
    classes = {cls.id: cls for cls in instance.classes}
    cadres = {cadre: i for i, cadre in enumerate(instance.cadre_ids)}
    rooms = {room: r for r, room in enumerate(instance.room_ids)}
    sessions: dict[str, list[PlannedSession]] = defaultdict(list)
    for session in sorted(plan.sessions, key=lambda row: (row.class_id, row.seq)):
        sessions[session.class_id].append(session)
    members: dict[str, set[int]] = defaultdict(set)
    for enrolment in plan.enrolments:
        if enrolment.cadre in cadres:
            members[enrolment.class_id].add(cadres[enrolment.cadre])
    decisions: Decisions = {}
    for row in plan.classes:
        if (
            not row.open
            or row.start is None
            or row.class_id not in classes
            or row.room not in rooms
        ):
            continue
        taught = _teaching(instance, classes[row.class_id].programme, sessions[row.class_id])
        if taught is None:
            continue
        order, lecturers = taught
        programme = instance.programmes[classes[row.class_id].programme]
        electives = tuple(
            sorted(p.index for p in order if p.is_module and p.index not in programme.core)
        )
        fixed = sum(activity.sessions for activity in programme.activities)
        decisions[classes[row.class_id].index] = ClassDecision(
            start=(row.start - instance.scenario.horizon.start).days,
            room=rooms[row.room],
            menu=make_menu(instance, programme.core, electives, fixed),
            order=order,
            lecturers=lecturers,
            members=np.array(sorted(members[row.class_id]), dtype=np.int64),
        )
    return decisions


def _teaching(
    instance: Instance, p: int, sessions: list[PlannedSession]
) -> tuple[tuple[Part, ...], dict[int, int]] | None:
    """Return the order of the parts and the lecturers, None where the sessions make no class."""
    modules = {module: m for m, module in enumerate(instance.module_ids)}
    lecturers_of = {lecturer: x for x, lecturer in enumerate(instance.lecturer_ids)}
    free = list(instance.programmes[p].activities)
    order: list[Part] = []
    lecturers: dict[int, int] = {}
    position = 0
    while position < len(sessions):
        session = sessions[position]
        if session.module is not None:
            m = modules.get(session.module)
            if m is None or m in lecturers or session.lecturer not in lecturers_of:
                return None
            lecturers[m] = lecturers_of[session.lecturer]
            part = Part(True, m, int(instance.module_sessions[m]))
        else:
            activity = next((a for a in free if a.kind == session.kind), None)
            if activity is None:
                return None
            free.remove(activity)
            part = Part(False, activity.index, activity.sessions)
        order.append(part)
        position += part.sessions
    complete = not free and position == len(sessions)
    complete = complete and set(instance.programmes[p].core) <= set(lecturers)
    return (tuple(order), lecturers) if complete else None
