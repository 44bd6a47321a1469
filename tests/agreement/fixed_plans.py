"""A plan that is fixed in the program fits where it holds and is worth what it is worth, no less.

What the search for the best plan leaves alone shows here: every component by itself, programs of
any width and scope, and every variable of the program.
"""

from collections.abc import Iterator

from ortools.sat.python import cp_model

from models.rules import Component
from scheduler.formulation.decisions import Decisions
from scheduler.formulation.paper import from_plan
from scheduler.formulation.program.build import COMPONENTS, build
from scheduler.formulation.program.form import ScaledForm
from scheduler.formulation.program.program import Program
from scheduler.formulation.program.scope import Scope, Width, whole
from tests.agreement.court import Hearing

VALID = 2  # plans, the best one among them
ALTERED = 4


def solved(program: Program, form: ScaledForm | None = None) -> list[int] | None:
    """The values of a solution, all guards on; where a form is given, of its least."""
    model = program.model.clone()
    for literal in program.guards.values():
        model.add_bool_or([model.get_bool_var_from_proto_index(literal.index)])
    if form is not None:
        model.minimize(form.expression)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    found = solver.solve(model)
    assert found in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return list(solver.response_proto.solution) if found == cp_model.OPTIMAL else None


def hold_fixed_plans(hearing: Hearing) -> None:
    """Let the program say of some plans of a hearing that is prepared whether and how they hold."""
    if hearing.best is None:
        return
    known = list(hearing.worths.values())
    valid = [hearing.worths[hearing.best], *hearing.rng.sample(known, min(VALID - 1, len(known)))]
    for choices in valid:
        decisions = from_plan(hearing.instance, hearing.brute.paper(choices))
        worth_what_it_is(hearing, choices, decisions)
        fits_where_it_holds(hearing, choices, decisions)
    for _ in range(ALTERED):
        choices = hearing.one_change(list(hearing.rng.choice(known)))
        decisions = from_plan(hearing.instance, hearing.brute.paper(choices))
        if can_be_told(hearing, choices, decisions):
            fits_where_it_holds(hearing, choices, decisions)


def can_be_told(hearing: Hearing, choices, decisions: Decisions) -> bool:
    """The program speaks of no day outside the horizon and of nobody who is not planned for."""
    found = {k: choice for k, choice in enumerate(choices) if choice is not None}
    return found.keys() == decisions.keys() and all(
        0 <= one.start <= hearing.instance.num_days - one.menu.days
        and len(one.members) == len(found[k].cadres)
        for k, one in decisions.items()
    )


def fits_where_it_holds(hearing: Hearing, choices, decisions: Decisions) -> None:
    holds = hearing.brute.holds(choices)
    narrow = build(hearing.instance)
    narrow.fix(decisions)
    if (solved(narrow) is not None) != holds:
        hearing.complain("validity in the program", holds, choices)
    wide = build(hearing.instance, whole(hearing.instance, Width.COMPLETE), guarded=True)
    wide.fix(decisions)
    if (solved(wide) is not None) != holds:
        hearing.complain("validity in the wide program", holds, choices)


def worth_what_it_is(hearing: Hearing, choices, decisions: Decisions) -> None:
    """Every component alone, from the plan and at its least, in each scope that has the plan."""
    instance = hearing.instance
    truth = hearing.brute.components(choices)
    for scope in scopes(hearing, decisions):
        program = build(instance, scope)
        forms = {
            name: ScaledForm(make(program))
            for name, make in COMPONENTS.items()
            if name is not Component.MOVES or instance.has_baseline
        }
        told = program.values_of(decisions)
        program.fix(decisions)
        for name, form in forms.items():
            worth = {name: form.value(told)}
            hearing.figures("worth of a plan put into the program", worth, truth)
            found = solved(program, form)
            if found is None:
                hearing.complain("a plan that holds does not fit its scope", scope.free, choices)
                return
            hearing.figures("least worth of a fixed plan", {name: form.value(found)}, truth)
        for index, value in enumerate(told):
            program.model.add(program.model.get_int_var_from_proto_index(index) == value)
        if solved(program) is None:
            hearing.complain("what a plan says of the variables is no solution", choices)


def scopes(hearing: Hearing, decisions: Decisions) -> Iterator[Scope]:
    """Everything free, some classes kept, and menus given class by class."""
    instance, classes = hearing.instance, hearing.instance.classes
    yield whole(instance)
    kept = hearing.rng.sample(sorted(decisions), len(decisions) // 2)
    if kept:
        free = tuple(cls.index for cls in classes if cls.index not in kept)
        yield Scope(free, kept={k: decisions[k] for k in kept})
    menus = {k: instance.programmes[classes[k].programme].menus for k in decisions}
    if any(map(len, menus.values())):
        yield Scope(whole(instance).free, menus=menus)
