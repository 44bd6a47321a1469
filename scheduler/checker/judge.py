"""The verdict: all rules, all components and all claims of one plan."""

from collections.abc import Callable, Iterator

from models.plan import Plan
from models.result import CoverageRow, LevelResult, Result, Verdict, Violation
from models.rules import Component, Rule
from models.scenario import Scenario
from scheduler.checker import (
    claims,
    claims_of_result,
    content,
    form,
    limits,
    people,
    places,
    teaching,
    timing,
    value,
)
from scheduler.checker.evidence import Evidence
from scheduler.checker.facts import Facts

RULES: dict[Rule, tuple[Callable[[Evidence], Iterator[Violation]], ...]] = {
    Rule.H1: (people.h1_admitted_cadres,),
    Rule.H2: (people.h2_classes_per_cadre,),
    Rule.H3: (people.h3_size,),
    Rule.H4: (timing.h4_consecutive_working_slots,),
    Rule.H5: (
        content.h5_core_and_choices,
        content.h5_sessions_of_modules,
        content.h5_order,
        content.h5_activities,
    ),
    Rule.H6: (teaching.h6_one_lecturer_per_module, teaching.h6_qualified),
    Rule.H7: (
        teaching.h7_lecturer_once_per_slot,
        teaching.h7_lecturer_available,
        teaching.h7_one_venue_per_day,
    ),
    Rule.H8: (teaching.h8_lecturer_limits,),
    Rule.H9: (places.h9_room_once_per_slot, places.h9_room_available, places.h9_room_allowed),
    Rule.H10: (places.h10_venue_serves,),
    Rule.H11: (
        timing.h11_closures_of_tiers,
        timing.h11_closures_of_units,
        timing.h11_cadres_away,
    ),
    Rule.H12: (people.h12_absence,),
    Rule.H13: (people.h13_repeat_share,),
    Rule.H14: (limits.h14_budget,),
    Rule.H15: (
        limits.h15_opening,
        limits.h15_fixed_parts,
        limits.h15_fixed_cadres,
        limits.h15_frozen_classes,
        limits.h15_nothing_new_before_freeze,
    ),
    Rule.FORM: (
        form.form_classes_listed,
        form.form_open_or_closed,
        form.form_sessions,
        form.form_enrolments,
    ),
}


def verify(
    scenario: Scenario,
    plan: Plan,
    result: Result | None = None,
    coverage: tuple[CoverageRow, ...] | None = None,
    *,
    facts: Facts | None = None,
) -> Verdict:
    """Return every breach of a rule, every false figure and the true figures of the plan.

    Violations are in the order of the rules; `result` and `coverage` are judged where given.
    `facts` are those of the scenario, or of one that differs in its classes alone: whoever judges
    many plans of one scenario keeps them.
    """
    evidence = Evidence(scenario, plan, facts)
    values = value.values(evidence)
    return Verdict(
        violations=_violations(evidence),
        false=tuple(_false_figures(evidence, values, result, coverage)),
        components={component: float(amount) for component, amount in values.items()},
        levels=_levels(evidence, values),
        coverage=evidence.coverage.of_tiers(evidence.facts),
    )


def _violations(evidence: Evidence) -> tuple[Violation, ...]:
    found = {
        (violation.rule, violation.subject, violation.message): violation
        for functions in RULES.values()
        for function in functions
        for violation in function(evidence)
    }
    return tuple(found.values())


def _levels(evidence: Evidence, values: dict[Component, value.Number]) -> tuple[LevelResult, ...]:
    """Return the levels; a mismatch without meaning adds nothing to them."""
    known = dict.fromkeys(Component, 0) | values
    return tuple(
        LevelResult(
            objective=objective, value=float(claims_of_result.level_value(objective, known) or 0)
        )
        for objective in evidence.scenario.objective
    )


def _false_figures(
    evidence: Evidence,
    values: dict[Component, value.Number],
    result: Result | None,
    coverage: tuple[CoverageRow, ...] | None,
) -> Iterator[str]:
    if result is not None:
        yield from claims_of_result.false_components(evidence, result, values)
        yield from claims_of_result.false_levels(evidence, result, values)
        yield from claims_of_result.false_status(evidence, result, values)
        yield from claims.false_in_result_coverage(evidence, result)
    if coverage is not None:
        yield from claims.false_in_coverage(evidence, coverage)
    yield from claims.false_in_enrolments(evidence)
    yield from claims.false_in_classes(evidence)
