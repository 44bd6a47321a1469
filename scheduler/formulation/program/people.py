"""Who may attend which class: H1, H2, H3, H10, H13."""

from itertools import combinations

import numpy as np
from ortools.sat.python.cp_model import IntVar, LinearExpr

from models.rules import Rule
from scheduler.formulation.instance import Bools, Ints
from scheduler.formulation.program.exposure import TOLERANCE, excess, excess_range
from scheduler.formulation.program.occupancy import together
from scheduler.formulation.program.program import Program
from scheduler.formulation.program.scaling import to_integers
from scheduler.formulation.program.variables import ClassVariables


def h1_planned_admitted_active(program: Program) -> None:
    """H1: attend[i, k] <= [programme admits i], <= spans on whose days i is active."""
    instance = program.instance
    ids = set(instance.cadre_ids)
    active_from = _active_from(program) if program.scope.width else None
    for variables in program.classes.values():
        candidate = variables.candidate
        for cadre in program.definitions[candidate.cls.id].fixed.cadres:
            if cadre not in ids:
                program.forbid(Rule.H1, cadre, variables.open)
        for n in np.flatnonzero(~candidate.programme.admits[candidate.cadres]):
            i = int(candidate.cadres[n])
            program.forbid(Rule.H1, instance.cadre_ids[i], variables.attend[n])
        if active_from is not None:  # otherwise part of `away`, which H11 reads
            early = candidate.start[None, :] < active_from[candidate.cadres][:, None]
            keep_off(program, Rule.H1, variables, early)


def _active_from(program: Program) -> Ints:
    """Return [i]: the first day of the horizon on which i is active."""
    instance = program.instance
    since = {cadre.id: cadre.active_from for cadre in instance.scenario.cadres}
    origin = instance.scenario.horizon.start
    days = [since[cadre] for cadre in instance.cadre_ids]
    return np.array([0 if day is None else max(0, (day - origin).days) for day in days])


def keep_off(program: Program, rule: Rule, variables: ClassVariables, bad: Bools) -> None:
    """Post attend[n] <= sum of spans that are not bad; `bad[n, span]` by candidate cadre."""
    concerned = np.flatnonzero(bad.any(axis=1))
    if not len(concerned):
        return
    patterns, which = np.unique(bad[concerned], axis=0, return_inverse=True)
    allowed = [program.some_of(variables.spans(~pattern)) for pattern in patterns]
    ids, cadres = program.instance.cadre_ids, variables.candidate.cadres
    for n, pattern in zip(concerned.tolist(), which.ravel().tolist(), strict=True):
        literal, subject = allowed[pattern], ids[cadres[n]]
        if literal is None:
            program.forbid(rule, subject, variables.attend[n])
        else:
            program.clause(rule, subject, [variables.attend[n].negated(), literal])


def h2_few_classes_none_on_one_day(program: Program) -> None:
    """H2: sum over k of attend[i, k] <= max; attend[i, a] + attend[i, b] + together[a, b] <= 2."""
    instance = program.instance
    most = instance.scenario.rules.max_classes_per_cadre
    held = np.zeros(instance.num_cadres, dtype=np.int64)
    for decision in program.scope.kept.values():
        held[decision.members] += 1
    often = held.copy()
    for variables in program.classes.values():
        often[variables.candidate.cadres] += 1
    for i in np.flatnonzero(often > most):
        literals = [v.attends(int(i)) for v in program.classes.values()]
        terms = [(literal, 1) for literal in literals if literal is not None]
        if terms:
            limit = max(0, most - int(held[i]))
            program.at_most(Rule.H2, instance.cadre_ids[i], terms, limit)
    if most > 1:
        _kept_days(program)
        for a, b in combinations(program.classes, 2):
            _not_on_one_day(program, a, b)


def _kept_days(program: Program) -> None:
    """Keep those who attend a kept class off the spans that share a day with it."""
    for variables in program.classes.values():
        candidate = variables.candidate
        bad = np.zeros((len(candidate.cadres), len(candidate.start)), dtype=bool)
        for decision in program.scope.kept.values():
            rows = np.isin(candidate.cadres, decision.members)
            last = decision.start + decision.menu.days
            meets = (candidate.start < last) & (decision.start < candidate.start + candidate.days)
            bad |= rows[:, None] & meets[None, :]
        keep_off(program, Rule.H2, variables, bad)


def _not_on_one_day(program: Program, a: int, b: int) -> None:
    first, second = program.classes[a], program.classes[b]
    common = np.intersect1d(first.candidate.cadres, second.candidate.cadres)
    met = together(program, a, b) if len(common) else None
    if met is None:
        return
    for i in common.tolist():
        pair = [first.attend[first.position[i]], second.attend[second.position[i]], met]
        literals = [literal.negated() for literal in pair]
        program.clause(Rule.H2, program.instance.cadre_ids[i], literals)


def h3_size_and_capacity(program: Program) -> None:
    """H3: min * open <= sum of attend <= sum over r of min(max, capacity[r]) * room[r]."""
    for k, variables in program.classes.items():
        candidate, subject = variables.candidate, variables.candidate.cls.id
        size = LinearExpr.sum(variables.attend)
        least = program.model.add(size >= candidate.programme.size_min * variables.open)
        program.post(Rule.H3, subject, least)
        rooms = list(variables.room.values())
        seats = [program.instance.capacity(k, r) for r in variables.room]
        most = program.model.add(size <= LinearExpr.weighted_sum(rooms, seats))
        program.post(Rule.H3, subject, most)


def h10_venue_serves_the_unit(program: Program) -> None:
    """H10: attend[i, k] <= sum of room[k, r] over rooms whose venue serves the unit of i."""
    instance = program.instance
    for variables in program.classes.values():
        candidate, rooms = variables.candidate, list(variables.room)
        serves = instance.serves[instance.room_venue[rooms]]  # [room, unit]
        everywhere: Bools = np.all(serves, axis=0)
        allowed: dict[int, IntVar | None] = {}
        units = instance.unit_of[candidate.cadres]
        for u in sorted(set(units[~everywhere[units]].tolist())):
            allowed[u] = program.some_of(
                [variables.room[r] for r, served in zip(rooms, serves[:, u], strict=True) if served]
            )
        for n in np.flatnonzero(np.isin(units, list(allowed))).tolist():
            literal, subject = allowed[int(units[n])], instance.cadre_ids[candidate.cadres[n]]
            if literal is None:
                program.forbid(Rule.H10, subject, variables.attend[n])
            else:
                program.clause(Rule.H10, subject, [variables.attend[n].negated(), literal])


def h13_repeat_share(program: Program) -> None:
    """H13: attend[i, k] => sum over taught m of (seen periods(i, m) - share * periods(m)) <= 0."""
    instance = program.instance
    for variables in program.classes.values():
        candidate, course = variables.candidate, variables.candidate.course
        if not len(candidate.cadres):
            continue
        least, most = excess_range(instance, course, candidate.cadres)
        for n in np.flatnonzero(least > TOLERANCE):
            subject = instance.cadre_ids[candidate.cadres[n]]
            program.forbid(Rule.H13, subject, variables.attend[n])
        open_question = np.flatnonzero((most > TOLERANCE) & (least <= TOLERANCE))
        if len(open_question):
            _by_menu(program, variables, open_question)


def _by_menu(program: Program, variables: ClassVariables, which: Ints) -> None:
    """Let menus decide for the candidate cadres `which`, alike for those with equal histories."""
    candidate, course = variables.candidate, variables.candidate.course
    cadres = candidate.cadres[which]
    base = excess(program.instance, course.always, cadres).sum(axis=1)
    rows = excess(program.instance, course.optional, cadres)
    table, kind = np.unique(np.column_stack([base, rows]).round(12), axis=0, return_inverse=True)
    scaled = [to_integers(row) for row in table]
    for n, row in zip(which.tolist(), kind.ravel().tolist(), strict=True):
        numbers, scale, _ = scaled[row]
        terms = list(zip(variables.taken.values(), numbers[1:], strict=True))
        limit = int(np.floor(TOLERANCE * scale)) - numbers[0]
        subject = program.instance.cadre_ids[candidate.cadres[n]]
        program.at_most(Rule.H13, subject, terms, limit, [variables.attend[n]])
