"""When a class runs and in which order it teaches: H4, H5."""

import numpy as np
from ortools.sat.python.cp_model import IntVar, LinearExpr

from models.rules import Rule
from scheduler.formulation.decisions import Part
from scheduler.formulation.instance import Bools
from scheduler.formulation.program.program import Program
from scheduler.formulation.program.variables import ClassVariables


def h4_consecutive_working_days(program: Program) -> None:
    """H4: span[k, (s, L)] => days s .. s + ceil(L / slots) - 1 worked, in window, <= max_days."""
    for variables in program.classes.values():
        legal = _legal_spans(program, variables)
        for literal in variables.spans(~legal):
            program.forbid(Rule.H4, variables.candidate.cls.id, literal)


def _legal_spans(program: Program, variables: ClassVariables) -> Bools:
    instance, candidate = program.instance, variables.candidate
    before = np.concatenate([[0], np.cumsum(~instance.working)])
    first, last = window_of(program, variables)
    end = candidate.start + candidate.days
    legal: Bools = (
        (candidate.start >= first) & (end - 1 <= last) & (before[end] == before[candidate.start])
    )
    if candidate.programme.max_days is not None:
        legal &= candidate.days <= candidate.programme.max_days
    return legal


def window_of(program: Program, variables: ClassVariables) -> tuple[int, int]:
    """Return the first and the last day of the class's window inside the horizon (inclusive)."""
    instance = program.instance
    window = program.definitions[variables.candidate.cls.id].window
    if window is None:
        return 0, instance.num_days - 1
    origin = instance.scenario.horizon.start
    first, last = (window.start - origin).days, (window.end - origin).days
    return max(0, first), min(instance.num_days - 1, last)


def h5_parts_of_the_programme(program: Program) -> None:
    """H5: sum of taken[k, m] over a choice = count; each slot p < L holds one part; order.

    Positions `first` and `last` are places counted from the start and from the end; for a pair
    (a, b) of `order`: place[b, p] + sum of place[a, q] over q + sessions(a) > p is at most 1.
    """
    for variables in program.classes.values():
        subject = variables.candidate.cls.id
        if not len(variables.span):
            program.forbid(Rule.H5, subject, variables.open)
            continue
        _choices(program, variables)
        _exact_cover(program, variables)
        _positions(program, variables)
        for a, b in variables.candidate.programme.order:
            first, second = module_part(program, a), module_part(program, b)
            if first in variables.place and second in variables.place:
                in_order(program, Rule.H5, variables, (first, second))


def module_part(program: Program, m: int) -> Part:
    """Return module m as a part of a class."""
    return Part(True, m, int(program.instance.module_sessions[m]))


def in_order(
    program: Program, rule: Rule, variables: ClassVariables, pair: tuple[Part, Part]
) -> None:
    """Post that all of the first part comes before all of the second, where both are taught."""
    first, second = pair
    for p, literal in variables.place[second].items():
        late = [q for q in variables.place[first] if q + first.sessions > p]
        if late:
            terms = [(literal, 1), *((variables.place[first][q], 1) for q in late)]
            program.at_most(rule, variables.candidate.cls.id, terms, 1)


def _choices(program: Program, variables: ClassVariables) -> None:
    for count, options in variables.candidate.course.groups:
        taken = LinearExpr.sum([variables.taken[m] for m in options])
        constraint = program.model.add(taken == count * variables.open)
        program.post(Rule.H5, variables.candidate.cls.id, constraint)


def _exact_cover(program: Program, variables: ClassVariables) -> None:
    parts = variables.parts()
    for slot in range(variables.candidate.longest):
        filling: list[IntVar] = []
        for part in parts:
            filling += variables.covering(part, slot)
        lasting = variables.longer_than(slot)
        constraint = program.model.add(LinearExpr.sum(filling) == LinearExpr.sum(lasting))
        program.post(Rule.H5, variables.candidate.cls.id, constraint)


def _positions(program: Program, variables: ClassVariables) -> None:
    subject, length = variables.candidate.cls.id, variables.candidate.length
    activities = variables.candidate.programme.activities
    first = [Part(False, a.index, a.sessions) for a in activities if a.position == "first"]
    last = [Part(False, a.index, a.sessions) for a in activities if a.position == "last"]
    for number, part in enumerate(first):
        wanted = sum(earlier.sessions for earlier in first[:number])
        for place, literal in variables.place[part].items():
            if place != wanted:
                program.forbid(Rule.H5, subject, literal)
    for number, part in enumerate(last):
        rest = sum(later.sessions for later in last[number:])
        for place, literal in variables.place[part].items():
            wrong = variables.spans(length != place + rest)
            if wrong:
                terms = [(literal, 1), *((span, 1) for span in wrong)]
                program.at_most(Rule.H5, subject, terms, 1)
