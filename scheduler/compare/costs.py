"""What a plan costs by line, from the plan on paper."""

import math
from collections import defaultdict

from models.plan import Plan
from models.scenario import Scenario

LINES = ("lecturers", "rooms", "allowance", "travel", "total")


def costs_of(scenario: Scenario, plan: Plan) -> dict[str, float]:
    """Return the cost by line, in currency; the total is the component `cost`."""
    fees = {row.id: row.fee for row in scenario.lecturers}
    rooms = {row.id: row.cost_per_day for row in scenario.rooms}
    days: dict[str, int] = {
        row.class_id: (row.end - row.start).days + 1
        for row in plan.classes
        if row.open and row.start is not None and row.end is not None
    }
    size: dict[str, int] = defaultdict(int)
    for enrolment in plan.enrolments:
        size[enrolment.class_id] += 1
    rules = scenario.rules
    lines = {
        "lecturers": math.fsum(fees.get(row.lecturer or "", 0.0) for row in plan.sessions),
        "rooms": math.fsum(
            rooms.get(row.room or "", 0.0) * days.get(row.class_id, 0) for row in plan.classes
        ),
        "allowance": rules.allowance_per_person_day
        * sum(days.get(name, 0) * count for name, count in size.items()),
        "travel": rules.travel_cost_per_km * math.fsum(row.km for row in plan.enrolments),
    }
    return lines | {"total": math.fsum(lines.values())}
