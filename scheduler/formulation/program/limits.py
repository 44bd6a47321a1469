"""What may not be passed or changed: H14 budget, H15 fixed, required and frozen parts."""

import math
from itertools import pairwise

import numpy as np
from ortools.sat.python.cp_model import IntVar

from models.rules import Rule
from scheduler.formulation.program.form import width
from scheduler.formulation.program.program import Program
from scheduler.formulation.program.scaling import to_integers
from scheduler.formulation.program.scope import Width
from scheduler.formulation.program.timing import in_order, module_part
from scheduler.formulation.program.value import cost
from scheduler.formulation.program.variables import ClassVariables

ROUNDING = 1e-6


def h14_budget(program: Program) -> None:
    """H14: cost <= budget."""
    budget = program.instance.scenario.rules.budget
    if budget is None:
        return
    form = cost(program).merged()
    widths = [width(variable) for variable in form.variables]
    numbers, scale, rounded = to_integers(form.weights, widths=widths, upwards=True)
    slack = 0.0 if rounded else ROUNDING
    limit = math.floor((budget + slack - form.constant) * scale)
    program.at_most(Rule.H14, "budget", list(zip(form.variables, numbers, strict=True)), limit)


def h15_fixed_required_frozen(program: Program) -> None:
    """H15: open[k] = 1 where required; open[k] => what k fixes; a frozen class stays as it was."""
    for variables in program.classes.values():
        cls = variables.candidate.cls
        definition = program.definitions[cls.id]
        if cls.must_open:
            program.clause(Rule.H15, cls.id, [variables.open])
        if definition.fixed.open is False:
            program.forbid(Rule.H15, cls.id, variables.open)
        _fixed(program, variables)
        if cls.frozen is not None:
            _frozen(program, variables)
        else:
            _not_before_freeze(program, variables)
    known = {*program.classes, *program.scope.kept}
    for cls in program.instance.classes if program.scope.width == Width.POSSIBLE else ():
        if cls.must_open and cls.index not in known:
            program.never(Rule.H15, cls.id)


def _wanted(program: Program, variables: ClassVariables, literal: IntVar | None) -> None:
    """Post open => literal; a literal that is no candidate (None) keeps the class closed."""
    literals = [variables.open.negated(), *([] if literal is None else [literal])]
    program.clause(Rule.H15, variables.candidate.cls.id, literals)


def _fixed(program: Program, variables: ClassVariables) -> None:
    cls = variables.candidate.cls
    if cls.start is not None:
        _wanted(program, variables, variables.start.get(cls.start))
    if cls.room is not None:
        _wanted(program, variables, variables.room.get(cls.room))
    for m in cls.electives:
        offered = m in variables.teach and m not in variables.candidate.programme.core
        _wanted(program, variables, variables.teaches(m) if offered else None)
    for m, x in cls.lecturers.items():
        _taught_by(program, variables, m, x)
    for i in cls.members.tolist():
        _wanted(program, variables, variables.attends(i))


def _taught_by(program: Program, variables: ClassVariables, m: int, x: int) -> None:
    if m in variables.teach:
        literals = [variables.teaches(m).negated()]
        if x in variables.teach[m]:
            literals.append(variables.teach[m][x])
        program.clause(Rule.H15, variables.candidate.cls.id, literals)


def _frozen(program: Program, variables: ClassVariables) -> None:
    frozen = variables.candidate.cls.frozen
    assert frozen is not None
    subject = variables.candidate.cls.id
    for m in frozen.modules:
        _wanted(program, variables, variables.teaches(m) if m in variables.teach else None)
    for m in variables.taken:
        if m not in frozen.modules:
            program.forbid(Rule.H15, subject, variables.taken[m])
    if not set(variables.candidate.programme.core) <= set(frozen.modules):
        _wanted(program, variables, None)  # a core module that came later cannot be left out
    for a, b in pairwise(frozen.modules):
        first, second = module_part(program, a), module_part(program, b)
        if first in variables.place and second in variables.place:
            in_order(program, Rule.H15, variables, (first, second))
    for m, x in frozen.lecturers.items():
        _taught_by(program, variables, m, x)
    for i in frozen.members.tolist():
        _wanted(program, variables, None if i < 0 else variables.attends(i))
    outside = ~np.isin(variables.candidate.cadres, frozen.members)
    for n in np.flatnonzero(outside):
        program.forbid(Rule.H15, subject, variables.attend[n])


def _not_before_freeze(program: Program, variables: ClassVariables) -> None:
    scenario = program.instance.scenario
    if scenario.freeze_before is None:
        return
    freeze = (scenario.freeze_before - scenario.horizon.start).days
    for literal in variables.spans(variables.candidate.start < freeze):
        program.forbid(Rule.H15, variables.candidate.cls.id, literal)
