"""Lecturers inside classes: the slots of a class they teach, as literals and as intervals."""

from collections.abc import Callable

import numpy as np
from ortools.sat.python.cp_model import IntervalVar, IntVar, LinearExpr

from scheduler.formulation.decisions import Part
from scheduler.formulation.program.program import Program
from scheduler.formulation.program.variables import ClassVariables


def teaches_at(program: Program, k: int, x: int) -> dict[int, IntVar]:
    """Return for lecturer x the literals "teaches in class k, slot p of the class".

    Formula: at[p] >= teach[k, m, x] + sum of place[k, m, q] over q <= p < q + sessions(m) - 1.
    """
    key = (k, x)
    if key not in program.teaching:
        program.teaching[key] = _teaches_at(program, program.classes[k], x)
    return program.teaching[key]


def _teaches_at(program: Program, variables: ClassVariables, x: int) -> dict[int, IntVar]:
    by_slot: dict[int, list[tuple[IntVar, list[IntVar]]]] = {}
    held = []
    for m, teachers in variables.teach.items():
        if x not in teachers:
            continue
        part = Part(True, m, int(program.instance.module_sessions[m]))
        held.append((teachers[x], part.sessions))
        for slot in range(variables.candidate.longest):
            covering = variables.covering(part, slot)
            if covering:
                by_slot.setdefault(slot, []).append((teachers[x], covering))
    found = {slot: _at(program, pairs) for slot, pairs in sorted(by_slot.items())}
    if found and not program.guarded:  # with H5 switched off the sessions could lie on each other
        literals, sessions = zip(*held, strict=True)
        taught = LinearExpr.weighted_sum(list(literals), list(sessions))
        program.model.add(LinearExpr.sum(list(found.values())) == taught)
    return found


def _at(program: Program, pairs: list[tuple[IntVar, list[IntVar]]]) -> IntVar:
    indices = [(teach.index, [place.index for place in places]) for teach, places in pairs]
    literal = program.derive(
        0, 1, lambda v: int(any(v[t] and any(v[p] for p in places) for t, places in indices))
    )
    for teach, places in pairs:
        program.model.add(teach + LinearExpr.sum(places) <= 1 + literal)
    return literal


def every_slot_has_a_lecturer(program: Program, k: int) -> None:
    """Let the lecturers of a slot sum to the modules in it: redundant, but it helps the solver."""
    variables = program.classes[k]
    lecturers = sorted({x for teachers in variables.teach.values() for x in teachers})
    tables = [teaches_at(program, k, x) for x in lecturers]
    for slot in range(variables.candidate.longest):
        teaching = [table[slot] for table in tables if slot in table]
        modules: list[IntVar] = []
        for part in variables.parts():
            if part.is_module:
                modules += variables.covering(part, slot)
        program.model.add(LinearExpr.sum(teaching) == LinearExpr.sum(modules))


def on_day(program: Program, k: int, x: int) -> dict[int, IntVar]:
    """Return the literals "lecturer x teaches in class k on its n-th day" (from 0)."""
    size = program.instance.slots_per_day
    days: dict[int, list[IntVar]] = {}
    for slot, literal in teaches_at(program, k, x).items():
        days.setdefault(slot // size, []).append(literal)
    return {day: _any_of(program, literals) for day, literals in days.items()}


def _any_of(program: Program, literals: list[IntVar]) -> IntVar:
    if len(literals) == 1:
        return literals[0]
    indices = [literal.index for literal in literals]

    def make() -> IntVar:
        found = program.derive(0, 1, lambda values: max(values[i] for i in indices))
        for literal in literals:
            program.model.add_implication(literal, found)
        return found

    either = program.remember(("any", *indices), make)
    assert either is not None
    return either


def first_day(program: Program, k: int) -> IntVar:
    """Return the start day of class k as a number (the earliest one where it stays closed)."""
    return _number(program, k, "day", lambda day: day)


def week_of(program: Program, k: int, day: int) -> IntVar:
    """Return the running number of the ISO week of the n-th day of class k."""
    week = program.instance.week
    return _number(program, k, f"week {day}", lambda d: int(week[min(d + day, len(week) - 1)]))


def _number(program: Program, k: int, name: str, of_day: Callable[[int], int]) -> IntVar:
    start = program.classes[k].start

    def make() -> IntVar:
        values = {literal.index: of_day(day) for day, literal in start.items()}
        least, most = min(values.values()), max(values.values())
        number = program.derive(
            least, most, lambda found: next((v for i, v in values.items() if found[i]), least)
        )
        opened = program.classes[k].open
        terms = LinearExpr.weighted_sum(list(start.values()), list(values.values()))
        program.model.add(number == terms + least * (1 - opened))
        for literal in start.values():
            program.model.add(number == values[literal.index]).only_enforce_if(literal)
        return number

    found = program.remember((name, k), make)
    assert found is not None
    return found


def slot_intervals(program: Program, k: int, x: int) -> list[IntervalVar]:
    """Return an optional interval of one slot, on the scale of all slots, for each slot taught."""
    size = program.instance.slots_per_day
    return [
        program.model.new_optional_fixed_size_interval_var(
            size * first_day(program, k) + slot, 1, literal, ""
        )
        for slot, literal in teaches_at(program, k, x).items()
    ]


def day_intervals(program: Program, k: int, x: int) -> list[IntervalVar]:
    """Return an optional interval of one day for each day of class k on which x may teach."""
    return [
        program.model.new_optional_fixed_size_interval_var(
            first_day(program, k) + day, 1, literal, ""
        )
        for day, literal in on_day(program, k, x).items()
    ]


def hour_intervals(program: Program, k: int, x: int) -> list[IntervalVar]:
    """Return an optional interval of one day for each slot of class k in which x may teach."""
    size = program.instance.slots_per_day
    return [
        program.model.new_optional_fixed_size_interval_var(
            first_day(program, k) + slot // size, 1, literal, ""
        )
        for slot, literal in teaches_at(program, k, x).items()
    ]


def one_week(program: Program, k: int) -> bool:
    """Tell whether every span of class k lies inside one ISO week."""
    candidate, week = program.classes[k].candidate, program.instance.week
    last = candidate.start + candidate.days - 1
    return bool(np.all(week[candidate.start] == week[last]))
