"""Where classes meet: H9 rooms."""

from itertools import combinations

import numpy as np

from models.rules import Rule
from scheduler.formulation.program.occupancy import occupied, running
from scheduler.formulation.program.program import Program
from scheduler.formulation.program.variables import ClassVariables


def h9_room_free_and_allowed(program: Program) -> None:
    """H9: room[a, r] + room[b, r] + running[b, a] <= 2; room[k, r] + spans with r taken <= 1."""
    for variables in program.classes.values():
        for r in variables.room:
            _available(program, variables, r)
    for a, b in combinations(program.classes, 2):
        _not_both(program, a, b)


def _available(program: Program, variables: ClassVariables, r: int) -> None:
    instance, candidate = program.instance, variables.candidate
    subject = instance.room_ids[r]
    if r not in candidate.cls.rooms:
        program.forbid(Rule.H9, subject, variables.room[r])
        return
    size = instance.slots_per_day
    blocked = np.concatenate([[0], np.cumsum(~instance.room_free[r])])
    used = np.concatenate([[0], np.cumsum(occupied(program).rooms[r])])
    first = candidate.start * size
    bad = blocked[first + candidate.length] > blocked[first]
    bad |= used[candidate.start + candidate.days] > used[candidate.start]
    spans = variables.spans(bad)
    if spans:
        terms = [(variables.room[r], 1), *((span, 1) for span in spans)]
        program.at_most(Rule.H9, subject, terms, 1)


def _not_both(program: Program, a: int, b: int) -> None:
    first, second = program.classes[a].room, program.classes[b].room
    common = sorted(set(first) & set(second))
    if not common:
        return
    for met in (running(program, a, b), running(program, b, a)):
        if met is not None:
            for r in common:
                terms = [(first[r], 1), (second[r], 1), (met, 1)]
                program.at_most(Rule.H9, program.instance.room_ids[r], terms, 2)
