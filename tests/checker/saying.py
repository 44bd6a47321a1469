"""What the checker says of a plan, as tuples that tests compare."""

from models.plan import Plan
from models.result import CoverageRow, Result
from models.scenario import Scenario
from scheduler.checker import verify


def breaches(scenario: Scenario, plan: Plan) -> list[tuple[str, str, str]]:
    """Return (rule, subject, message) of every violation."""
    return [(v.rule.value, v.subject, v.message) for v in verify(scenario, plan).violations]


def rules_broken(scenario: Scenario, plan: Plan) -> set[tuple[str, str]]:
    """Return (rule, subject) of every violation."""
    return {(rule, subject) for rule, subject, _ in breaches(scenario, plan)}


def false_figures(
    scenario: Scenario,
    plan: Plan,
    result: Result | None = None,
    coverage: tuple[CoverageRow, ...] | None = None,
) -> list[str]:
    """Return the false figures as the checker says them."""
    return list(verify(scenario, plan, result, coverage).false)


def figure(scenario: Scenario, plan: Plan, component: str) -> float:
    """Return the true value of one component."""
    return {c.value: v for c, v in verify(scenario, plan).components.items()}[component]


def changed_sessions(plan: Plan, class_id: str, seq: int, /, **fields: object) -> Plan:
    """Return the plan with fields of one session changed."""
    rows = [
        row.model_copy(update=fields) if (row.class_id, row.seq) == (class_id, seq) else row
        for row in plan.sessions
    ]
    return plan.model_copy(update={"sessions": tuple(rows)})


def changed_class(plan: Plan, class_id: str, /, **fields: object) -> Plan:
    """Return the plan with fields of one row of classes.csv changed."""
    rows = [
        row.model_copy(update=fields) if row.class_id == class_id else row for row in plan.classes
    ]
    return plan.model_copy(update={"classes": tuple(rows)})


def without_sessions(plan: Plan, class_id: str) -> Plan:
    """Return the plan without the sessions of one class."""
    rows = tuple(row for row in plan.sessions if row.class_id != class_id)
    return plan.model_copy(update={"sessions": rows})
