"""Who becomes covered: requirements against what attending gives."""

from dataclasses import dataclass

import numpy as np
from ortools.sat.python.cp_model import IntVar

from scheduler.formulation.decisions import gains
from scheduler.formulation.instance import Bools, Floats
from scheduler.formulation.program.gains import Gains, Terms, total_of, value_of
from scheduler.formulation.program.program import Program, Values
from scheduler.formulation.program.scaling import common_denominator
from scheduler.formulation.program.variables import ClassVariables

TOLERANCE = 1e-9
FINEST = 1_000_000


@dataclass(frozen=True)
class Coverage:
    """Who is covered: `before[i]` by history and kept classes, `new[i]` by free classes.

    The literals of `new[i]` sum to 0 or 1; i is missing where nothing can cover him.
    """

    before: Bools
    new: dict[int, list[IntVar]]


def coverage(program: Program) -> Coverage:
    """Return who is covered, made once per program.

    Formula: covered[i] => for each requirement q: sum over k of gain(k, q) * attend >= remaining.
    """
    if program.coverage is None:
        program.coverage = _coverage(program)
    return program.coverage


def _coverage(program: Program) -> Coverage:
    instance = program.instance
    remaining = np.maximum(0.0, instance.remaining - gains(instance, program.scope.kept))
    remaining[remaining <= TOLERANCE] = 0.0
    before = (remaining == 0).all(axis=1)
    tables = {k: Gains(program, variables) for k, variables in program.classes.items()}
    new: dict[int, list[IntVar]] = {}
    if instance.scenario.rules.max_classes_per_cadre == 1:
        for k, table in tables.items():
            _by_one_class(program, program.classes[k], table, remaining, new)
    else:
        _by_several(program, tables, remaining, new)
    return Coverage(before, new)


def _by_one_class(
    program: Program,
    variables: ClassVariables,
    table: Gains,
    remaining: Floats,
    new: dict[int, list[IntVar]],
) -> None:
    """Let attending this class alone cover those whose remaining it can meet."""
    cadres = variables.candidate.cadres
    wanted = remaining[cadres]
    uncovered = (wanted > 0).any(axis=1)
    possible = uncovered & (wanted <= table.most + TOLERANCE).all(axis=1)
    enough: Bools = np.all(wanted <= table.least + TOLERANCE, axis=1)
    certain = possible & enough
    for n in np.flatnonzero(possible).tolist():
        i, attends = int(cadres[n]), variables.attend[n]
        literal = attends if certain[n] else _enough(program, table, attends, wanted[n])
        new.setdefault(i, []).append(literal)


def _enough(program: Program, table: Gains, attends: IntVar, wanted: Floats) -> IntVar:
    """Return a literal: attends, and the class gives enough to every requirement."""
    parts = [attends]
    for q in np.flatnonzero(wanted > table.least + TOLERANCE).tolist():
        parts.append(_gives(program, table, q, float(wanted[q])))
    indices = [part.index for part in parts]
    covered = program.derive(0, 1, lambda values: min(values[n] for n in indices))
    for part in parts:
        program.model.add_implication(covered, part)
    return covered


def _gives(program: Program, table: Gains, q: int, wanted: float) -> IntVar:
    k = table.variables.candidate.k

    def make() -> IntVar:
        scale = _scale(program, wanted)
        bounds = table.bounds(q, scale)
        limit = round(wanted * scale)
        enough = program.derive(
            0, 1, lambda values: int(all(value_of(terms, values) >= limit for terms in bounds))
        )
        for terms in bounds:
            program.model.add(total_of(terms) >= limit).only_enforce_if(enough)
        return enough

    found = program.remember(("gives", k, q, wanted), make)
    assert found is not None
    return found


def _scale(program: Program, *numbers: float) -> int:
    return common_denominator([*program.instance.module_periods.tolist(), *numbers]) or FINEST


def _by_several(
    program: Program,
    tables: dict[int, Gains],
    remaining: Floats,
    new: dict[int, list[IntVar]],
) -> None:
    """Let the classes that a cadre attends cover together."""
    for i in np.flatnonzero((remaining > 0).any(axis=1)).tolist():
        attending = {k: variables.attends(i) for k, variables in program.classes.items()}
        held = [(k, literal) for k, literal in attending.items() if literal is not None]
        most = sum((tables[k].most for k, _ in held), np.zeros(remaining.shape[1]))
        if not held or (remaining[i] > most + TOLERANCE).any():
            continue
        sums = []
        for q in np.flatnonzero(remaining[i] > 0).tolist():
            wanted = float(remaining[i, q])
            scale = _scale(program, wanted)
            terms = [_contribution(program, tables[k], lit, q, scale, wanted) for k, lit in held]
            sums.append(([t for t in terms if t is not None], round(wanted * scale)))
        new[i] = [_all_met(program, sums)]


def _all_met(program: Program, sums: list[tuple[Terms, int]]) -> IntVar:
    covered = program.derive(
        0, 1, lambda values: int(all(value_of(terms, values) >= least for terms, least in sums))
    )
    for terms, least in sums:
        program.model.add(total_of(terms) >= least * covered)
    return covered


def _contribution(
    program: Program, table: Gains, attends: IntVar, q: int, scale: int, wanted: float
) -> tuple[IntVar, int] | None:
    """Return what attending gives to q as a term, never more than is wanted."""
    most = min(round(wanted * scale), round(float(table.most[q]) * scale))
    if not most:
        return None
    if round(float(table.least[q]) * scale) >= most:
        return attends, most
    bounds = table.bounds(q, scale)
    index = attends.index

    def given(values: Values) -> int:
        return min(most, *(value_of(t, values) for t in bounds)) if values[index] else 0

    number = program.derive(0, most, given)
    program.model.add(number <= most * attends)
    for terms in bounds:
        program.model.add(number <= total_of(terms))
    return number, 1
