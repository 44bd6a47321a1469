"""What differs from the baseline."""

from ortools.sat.python.cp_model import IntVar

from scheduler.formulation.decisions import moves as moves_of
from scheduler.formulation.program.form import Form
from scheduler.formulation.program.program import Program
from scheduler.formulation.program.timing import module_part
from scheduler.formulation.program.variables import ClassVariables


def moves(program: Program) -> Form:
    """Return moves: points of classes, modules and enrolments that differ from the baseline."""
    if not program.instance.has_baseline:
        return Form()
    form = Form(moves_of(program.instance, dict(program.scope.kept)))  # free classes closed
    for variables in program.classes.values():
        if variables.candidate.cls.baseline is None:
            _new(program, form, variables)
        else:
            _changed(program, form, variables)
    return form


def _new(program: Program, form: Form, variables: ClassVariables) -> None:
    weights = program.instance.scenario.rules.moves
    form.add(variables.open, weights.class_)
    for literal in variables.attend:
        form.add(literal, weights.enrolment)


def _changed(program: Program, form: Form, variables: ClassVariables) -> None:
    """Add what opening changes: a closed class counts as dropped, with all its enrolments."""
    before = variables.candidate.cls.baseline
    assert before is not None
    weights = program.instance.scenario.rules.moves
    start = variables.start.get(before.start)
    room = None if before.room is None else variables.room.get(before.room)
    if start is not None and room is not None:
        form.add(_both(program, start, room), -weights.class_)
    for i, literal in zip(variables.candidate.cadres.tolist(), variables.attend, strict=True):
        form.add(literal, -weights.enrolment if i in before.members else weights.enrolment)
    for m, (x, seq) in sorted(before.teaching.items()):
        if m not in variables.teach:
            continue
        form.add(variables.teaches(m), weights.module)
        teacher = None if x is None else variables.teach[m].get(x)
        place = variables.place[module_part(program, m)].get(seq - 1)
        if teacher is not None and place is not None:
            form.add(_both(program, teacher, place), -weights.module)


def _both(program: Program, first: IntVar, second: IntVar) -> IntVar:
    def make() -> IntVar:
        a, b = first.index, second.index
        both = program.derive(0, 1, lambda values: values[a] * values[b])
        program.model.add_implication(both, first)
        program.model.add_implication(both, second)
        return both

    found = program.remember(("both", first.index, second.index), make)
    assert found is not None
    return found
