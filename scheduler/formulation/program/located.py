"""What depends on where a class is held and how long: kilometres, rooms, allowances."""

import numpy as np
from ortools.sat.python.cp_model import IntVar, LinearExpr

from scheduler.formulation.program.form import Form
from scheduler.formulation.program.program import Program
from scheduler.formulation.program.variables import ClassVariables


def located(program: Program, k: int) -> Form:
    """Return the kilometres of class k: sum over enrolments of km(unit, room)."""
    instance, variables = program.instance, program.classes[k]
    form = Form()
    rooms = list(variables.room)
    if not rooms:
        return form
    km = instance.km[:, rooms]  # [unit, room]
    least = km.min(axis=1)
    units = instance.unit_of[variables.candidate.cadres]
    form.add_all(variables.attend, least[units].tolist())
    for u in np.unique(units).tolist():
        if np.ptp(km[u]) <= 0:
            continue
        literals = [variables.attend[n] for n in np.flatnonzero(units == u).tolist()]
        over = (km[u] - least[u]).tolist()
        for distance, number in _numbers(program, k, u, literals, over).items():
            form.add(number, distance)
    return form


def _numbers(
    program: Program, k: int, u: int, literals: list[IntVar], over: list[float]
) -> dict[float, IntVar]:
    """Return for each distance the number of attending cadres of unit u who travel it.

    Formula: sum over distances of number = sum of attend; number <= many * rooms so far away.
    """
    rooms: dict[float, list[IntVar]] = {}
    for literal, distance in zip(program.classes[k].room.values(), over, strict=True):
        rooms.setdefault(distance, []).append(literal)
    numbers = {d: _number(program, (k, u), literals, at) for d, at in sorted(rooms.items())}
    if (k, u) not in program.located:
        program.located.add((k, u))
        total = LinearExpr.sum(list(numbers.values()))
        program.model.add(total == LinearExpr.sum(literals))
    return numbers


def _number(
    program: Program, key: tuple[int, int], literals: list[IntVar], rooms: list[IntVar]
) -> IntVar:
    at = program.some_of(rooms)
    assert at is not None

    def make() -> IntVar:
        people, there = [literal.index for literal in literals], at.index
        number = program.derive(
            0,
            len(literals),
            lambda values: sum(values[n] for n in people) if values[there] else 0,
        )
        program.model.add(number <= len(literals) * at)
        return number

    found = program.remember(("located", *key, at.index), make)
    assert found is not None
    return found


def spending(program: Program, k: int) -> Form:
    """Return what rooms and allowances of class k cost, over its days."""
    instance, variables = program.instance, program.classes[k]
    allowance = instance.scenario.rules.allowance_per_person_day
    form = Form()
    by_days = _by_days(program, variables)
    if len(by_days) == 1:
        days = next(iter(by_days))
        for r, literal in variables.room.items():
            form.add(literal, float(instance.room_cost[r]) * days)
        form.add_all(variables.attend, [allowance * days] * len(variables.attend))
        return form
    for days, literal in by_days.items():
        if allowance:
            form.add(_people(program, k, days, literal), allowance * days)
        for r, room in variables.room.items():
            if instance.room_cost[r]:
                both = _both(program, k, (r, days), room, literal)
                form.add(both, float(instance.room_cost[r]) * days)
    return form


def _by_days(program: Program, variables: ClassVariables) -> dict[int, IntVar]:
    """Return for each number of days the literal: the class lasts so long."""
    found = {}
    for days in sorted(set(variables.candidate.days.tolist())):
        literal = program.some_of(variables.spans(variables.candidate.days == days))
        assert literal is not None
        found[int(days)] = literal
    return found


def _people(program: Program, k: int, days: int, lasts: IntVar) -> IntVar:
    """Return the number of people in class k if it lasts so long, else 0."""
    literals = program.classes[k].attend

    def make() -> IntVar:
        people, then = [literal.index for literal in literals], lasts.index
        most = len(literals)
        number = program.derive(
            0, most, lambda values: sum(values[n] for n in people) if values[then] else 0
        )
        program.model.add(number >= LinearExpr.sum(literals) - most * (1 - lasts))
        return number

    found = program.remember(("people", k, days), make)
    assert found is not None
    return found


def _both(program: Program, k: int, key: tuple[int, int], first: IntVar, second: IntVar) -> IntVar:
    def make() -> IntVar:
        a, b = first.index, second.index
        both = program.derive(0, 1, lambda values: values[a] * values[b])
        program.model.add(first + second <= 1 + both)
        return both

    found = program.remember(("room and days", k, *key), make)
    assert found is not None
    return found
