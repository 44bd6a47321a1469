"""How a plan was carried out: who was away, and who is covered by those who came."""

from collections import Counter
from collections.abc import Mapping, Sequence

from models.attendance import Presence
from models.plan import Plan
from models.record import Mark
from models.result import CoverageRow
from models.scenario import Scenario
from scheduler.checker.coverage import coverage
from scheduler.checker.facts import Facts
from scheduler.checker.paper import Paper
from scheduler.documents.values import Absences


class CarriedOut:
    """A plan with the marks in force of its classes; a mark that was corrected does not count."""

    def __init__(self, scenario: Scenario, plan: Plan, marks: Sequence[Mark]) -> None:
        self.scenario = scenario
        self.plan = plan
        self.people = {cadre.id: cadre for cadre in scenario.cadres}
        held = {row.class_id for row in plan.classes if row.open}
        self.marks: Mapping[tuple[str, str], Mark] = {
            (mark.class_id, mark.cadre): mark
            for mark in sorted(marks, key=lambda mark: mark.number)
            if mark.class_id in held and mark.cadre in self.people
        }

    def absences(self) -> Absences:
        """Return excused and not excused absences by tier and unit, and of each tier."""
        excused: Counter[tuple[str, str | None]] = Counter()
        unexcused: Counter[tuple[str, str | None]] = Counter()
        for mark in self.marks.values():
            if not mark.completed:
                cadre = self.people[mark.cadre]
                count = excused if mark.note == Presence.EXCUSED else unexcused
                count.update([(cadre.tier, None), (cadre.tier, cadre.unit)])
        return {key: (excused[key], unexcused[key]) for key in excused | unexcused}

    def coverage(self) -> tuple[CoverageRow, ...]:
        """Return the coverage of the plan without those who did not complete their class.

        Who has no mark yet is counted as planned.
        """
        away = {key for key, mark in self.marks.items() if not mark.completed}
        came = [row for row in self.plan.enrolments if (row.class_id, row.cadre) not in away]
        facts = Facts(self.scenario)
        plan = self.plan.model_construct(**dict(self.plan) | {"enrolments": tuple(came)})
        found = coverage(facts, Paper(plan, facts.slots, facts.classes))
        tiers = [CoverageRow(**row.model_dump()) for row in found.of_tiers(facts)]
        units = [
            CoverageRow(
                tier=tier, unit=unit, population=people, covered_before=before, covered_after=after
            )
            for (tier, unit), (people, before, after) in found.of_units(facts).items()
        ]
        return (*tiers, *units)
