"""The components of a plan's worth as linear forms, each in its own unit (weights come later)."""

import numpy as np
from ortools.sat.python.cp_model import IntVar, LinearExpr

from models.rules import Component
from scheduler.formulation.decisions import evaluate
from scheduler.formulation.instance import Ints
from scheduler.formulation.program.coverage import coverage
from scheduler.formulation.program.form import Form
from scheduler.formulation.program.located import located, spending
from scheduler.formulation.program.program import Program, Values


def shortfall(program: Program) -> Form:
    """Return shortfall: sum over tiers of weight * max(0, target - covered)."""
    instance = program.instance
    found = coverage(program)
    number = len(instance.tier_weight)
    covered = np.bincount(instance.tier_of[found.before], minlength=number)
    form = Form()
    for tier in range(number):
        missing = int(instance.tier_target[tier] - covered[tier])
        if missing <= 0 or not instance.tier_weight[tier]:
            continue
        literals = [
            literal
            for i, ways in sorted(found.new.items())
            for literal in ways
            if instance.tier_of[i] == tier
        ]
        form.add(_missing(program, literals, missing), float(instance.tier_weight[tier]))
    return form


def _missing(program: Program, literals: list[IntVar], missing: int) -> IntVar:
    indices = [literal.index for literal in literals]
    short = program.derive(
        0, missing, lambda values: max(0, missing - sum(values[n] for n in indices))
    )
    program.model.add(short + LinearExpr.sum(literals) >= missing)
    return short


def priority(program: Program) -> Form:
    """Return priority: sum over uncovered cadres of their priority."""
    found, points = coverage(program), program.instance.priority
    form = Form(float(points[~found.before].sum()))
    for i, literals in sorted(found.new.items()):
        for literal in literals:
            form.add(literal, -float(points[i]))
    return form


def travel(program: Program) -> Form:
    """Return travel: sum over enrolments of the one-way distance of the unit to the room."""
    form = Form(_kept(program, Component.TRAVEL))
    for k in program.classes:
        form.plus(located(program, k))
    return form


def cost(program: Program) -> Form:
    """Return cost: fees per session, rooms per day, allowances per person-day, travel."""
    instance = program.instance
    form = Form(_kept(program, Component.COST))
    for k, variables in program.classes.items():
        for m, teachers in variables.teach.items():
            for x, literal in teachers.items():
                fee = float(instance.lecturer_fee[x]) * int(instance.module_sessions[m])
                form.add(literal, fee)
        form.plus(spending(program, k))
        form.plus(located(program, k), instance.scenario.rules.travel_cost_per_km)
    return form


def classes(program: Program) -> Form:
    """Return classes: the number of open classes."""
    form = Form(float(len(program.scope.kept)))
    for variables in program.classes.values():
        form.add(variables.open)
    return form


def mismatch(program: Program) -> Form:
    """Return mismatch: sum over taught modules of 3 - level of the chosen lecturer."""
    form = Form(_kept(program, Component.MISMATCH))
    for variables in program.classes.values():
        level = variables.candidate.programme.level
        for m, teachers in variables.teach.items():
            for x, literal in teachers.items():
                form.add(literal, 3 - int(level[x, m]))
    return form


def peak_load(program: Program) -> Form:
    """Return peak_load: the most sessions of one lecturer."""
    instance = program.instance
    loads = _kept_loads(program)
    terms: list[list[tuple[IntVar, int]]] = [[] for _ in loads]
    for variables in program.classes.values():
        for m, teachers in variables.teach.items():
            for x, literal in teachers.items():
                terms[x].append((literal, int(instance.module_sessions[m])))
    return _peak(program, "peak load", loads, terms)


def _kept_loads(program: Program) -> Ints:
    loads = np.zeros(len(program.instance.lecturer_ids), dtype=np.int64)
    for decision in program.scope.kept.values():
        for m, x in decision.lecturers.items():
            loads[x] += program.instance.module_sessions[m]
    return loads


def peak_month(program: Program) -> Form:
    """Return peak_month: the most classes that start in one calendar month."""
    month = program.instance.month
    loads = np.zeros(int(month[-1]) + 1, dtype=np.int64)
    for decision in program.scope.kept.values():
        loads[month[decision.start]] += 1
    terms: list[list[tuple[IntVar, int]]] = [[] for _ in loads]
    for variables in program.classes.values():
        for day, literal in variables.start.items():
            terms[int(month[day])].append((literal, 1))
    return _peak(program, "peak month", loads, terms)


def _peak(program: Program, name: str, loads: Ints, terms: list[list[tuple[IntVar, int]]]) -> Form:
    """Return the largest of loads + terms as a variable of its own."""
    flat = [[(v.index, number) for v, number in row] for row in terms]

    def largest(values: Values) -> int:
        sums = (sum(number * values[n] for n, number in row) for row in flat)
        return max((int(load) + s for load, s in zip(loads, sums, strict=True)), default=0)

    def make() -> IntVar:
        least = int(loads.max(initial=0))
        most = max(
            (int(load) + sum(n for _, n in row) for load, row in zip(loads, terms, strict=True)),
            default=0,
        )
        peak = program.derive(least, max(least, most), largest)
        for load, row in zip(loads, terms, strict=True):
            total = LinearExpr.weighted_sum([v for v, _ in row], [n for _, n in row])
            if row:
                program.model.add(peak >= total + int(load))
        return peak

    peak = program.remember(name, make)
    assert peak is not None
    form = Form()
    form.add(peak)
    return form


def risk(program: Program) -> Form:
    """Return risk: sum over class days of the weight of the risk periods."""
    before = np.concatenate([[0.0], np.cumsum(program.instance.risk)])
    form = Form(_kept(program, Component.RISK))
    for variables in program.classes.values():
        start, days = variables.candidate.start, variables.candidate.days
        form.add_all(variables.span, (before[start + days] - before[start]).round(9).tolist())
    return form


def _kept(program: Program, component: Component) -> float:
    """Return what the kept classes give to a component that is a sum over classes."""
    if program.kept_components is None:
        kept = dict(program.scope.kept)
        program.kept_components = evaluate(program.instance, kept) if kept else {}
    return program.kept_components.get(component, 0.0)
