"""The tables of rules and components, and the program built from them; order plays no role."""

from collections.abc import Callable, Collection, Iterable

from models.rules import Component, Rule
from scheduler.formulation.instance import COMPONENTS as ORDER
from scheduler.formulation.instance import Instance
from scheduler.formulation.program.absence import (
    h11_closures_and_unavailability,
    h12_few_absent_at_once,
)
from scheduler.formulation.program.form import Form, ScaledForm
from scheduler.formulation.program.limits import h14_budget, h15_fixed_required_frozen
from scheduler.formulation.program.moves import moves
from scheduler.formulation.program.people import (
    h1_planned_admitted_active,
    h2_few_classes_none_on_one_day,
    h3_size_and_capacity,
    h10_venue_serves_the_unit,
    h13_repeat_share,
)
from scheduler.formulation.program.places import h9_room_free_and_allowed
from scheduler.formulation.program.program import Program
from scheduler.formulation.program.repeat import repeat
from scheduler.formulation.program.scope import Scope, whole
from scheduler.formulation.program.teaching import (
    h6_one_qualified_lecturer,
    h7_one_class_one_venue,
    h8_limits_of_hours,
)
from scheduler.formulation.program.timing import (
    h4_consecutive_working_days,
    h5_parts_of_the_programme,
)
from scheduler.formulation.program.value import (
    classes,
    cost,
    mismatch,
    peak_load,
    peak_month,
    priority,
    risk,
    shortfall,
    travel,
)

RULES: dict[Rule, Callable[[Program], None]] = {
    Rule.H1: h1_planned_admitted_active,
    Rule.H2: h2_few_classes_none_on_one_day,
    Rule.H3: h3_size_and_capacity,
    Rule.H4: h4_consecutive_working_days,
    Rule.H5: h5_parts_of_the_programme,
    Rule.H6: h6_one_qualified_lecturer,
    Rule.H7: h7_one_class_one_venue,
    Rule.H8: h8_limits_of_hours,
    Rule.H9: h9_room_free_and_allowed,
    Rule.H10: h10_venue_serves_the_unit,
    Rule.H11: h11_closures_and_unavailability,
    Rule.H12: h12_few_absent_at_once,
    Rule.H13: h13_repeat_share,
    Rule.H14: h14_budget,
    Rule.H15: h15_fixed_required_frozen,
}

COMPONENTS: dict[Component, Callable[[Program], Form]] = {
    Component.SHORTFALL: shortfall,
    Component.PRIORITY: priority,
    Component.REPEAT: repeat,
    Component.TRAVEL: travel,
    Component.COST: cost,
    Component.CLASSES: classes,
    Component.MISMATCH: mismatch,
    Component.PEAK_LOAD: peak_load,
    Component.PEAK_MONTH: peak_month,
    Component.RISK: risk,
    Component.MOVES: moves,
}


def build(
    instance: Instance,
    scope: Scope | None = None,
    *,
    rules: Iterable[Rule] = RULES,
    guarded: bool = False,
    facts: Collection[str] = (),
) -> Program:
    """Return the program of a scope (None: everything is free) with the given rules."""
    program = Program(instance, scope or whole(instance), guarded=guarded, facts=facts)
    for rule in rules:
        RULES[rule](program)
    return program


def level(program: Program, number: int) -> ScaledForm:
    """Return the objective level of the scenario with that number as integers."""
    form = Form()
    for component, weight in zip(ORDER, program.instance.weights[number].tolist(), strict=True):
        if weight:
            form.plus(COMPONENTS[component](program), weight)
    return ScaledForm(form)
