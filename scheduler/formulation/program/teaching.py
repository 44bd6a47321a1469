"""Who teaches: H6 qualification, H7 one class and one venue at a time, H8 limits."""

from itertools import combinations

import numpy as np
from ortools.sat.python.cp_model import IntervalVar, IntVar, LinearExpr

from models.rules import Rule
from scheduler.formulation.instance import Ints
from scheduler.formulation.program.lecturers import (
    day_intervals,
    every_slot_has_a_lecturer,
    hour_intervals,
    on_day,
    one_week,
    slot_intervals,
    teaches_at,
    week_of,
)
from scheduler.formulation.program.occupancy import occupied, together
from scheduler.formulation.program.program import Program


def h6_one_qualified_lecturer(program: Program) -> None:
    """H6: sum over x of teach[k, m, x] = taken[k, m]; teach[k, m, x] <= [x qualified for all]."""
    ids = program.instance.lecturer_ids
    for variables in program.classes.values():
        subject, level = variables.candidate.cls.id, variables.candidate.programme.level
        for m, teachers in variables.teach.items():
            chosen = LinearExpr.sum(list(teachers.values()))
            program.post(Rule.H6, subject, program.model.add(chosen == variables.teaches(m)))
            for x, literal in teachers.items():
                if not level[x, m]:
                    program.forbid(Rule.H6, ids[x], literal)


def classes_of(program: Program, x: int) -> list[int]:
    """Return the free classes in which lecturer x could teach."""
    return [
        k
        for k, variables in program.classes.items()
        if variables.span and any(x in teachers for teachers in variables.teach.values())
    ]


def h7_one_class_one_venue(program: Program) -> None:
    """H7: at[k, x, p] + sum of spans with x away in slot p <= 1; slots of x do not overlap.

    On a day of x in a kept class, and between two classes that share a day, the venue is the same.
    """
    for x, lecturer in enumerate(program.instance.lecturer_ids):
        held = classes_of(program, x)
        for k in held:
            _available(program, k, x, lecturer)
            _venue_of_kept_days(program, k, x, lecturer)
        if len(held) > 1:
            intervals: list[IntervalVar] = []
            for k in held:
                intervals += slot_intervals(program, k, x)
            program.post(Rule.H7, lecturer, program.model.add_no_overlap(intervals))
        for a, b in combinations(held, 2):
            _one_venue(program, a, b, x)
    if not program.guarded:
        for k, variables in program.classes.items():
            if variables.span:
                every_slot_has_a_lecturer(program, k)


def _available(program: Program, k: int, x: int, lecturer: str) -> None:
    """Keep lecturer x out of slots in which he is away or teaches a kept class."""
    instance, variables = program.instance, program.classes[k]
    free = instance.lecturer_free[x] & ~occupied(program).teaching[x]
    if free.all():
        return
    first = variables.candidate.start * instance.slots_per_day
    for slot, literal in teaches_at(program, k, x).items():
        used = variables.candidate.length > slot
        bad = used & ~free[np.minimum(first + slot, instance.num_slots - 1)]
        _not_with(program, Rule.H7, lecturer, literal, variables.spans(bad))


def _not_with(
    program: Program, rule: Rule, subject: str, literal: IntVar, spans: list[IntVar]
) -> None:
    if spans:
        program.at_most(rule, subject, [(literal, 1), *((span, 1) for span in spans)], 1)


def _venue_of_kept_days(program: Program, k: int, x: int, lecturer: str) -> None:
    at = occupied(program).venue[x]
    if (at < 0).all():
        return
    variables, venue_of = program.classes[k], program.instance.room_venue
    candidate = variables.candidate
    for venue in sorted(set(at[at >= 0].tolist())):
        elsewhere = [lit for r, lit in variables.room.items() if venue_of[r] != venue]
        for day, literal in on_day(program, k, x).items():
            used = candidate.days > day
            meets = used & (at[np.minimum(candidate.start + day, len(at) - 1)] == venue)
            spans = variables.spans(meets)
            if spans and elsewhere:
                terms = [(lit, 1) for lit in (literal, *spans, *elsewhere)]
                program.at_most(Rule.H7, lecturer, terms, 2)


def _one_venue(program: Program, a: int, b: int, x: int) -> None:
    met = together(program, a, b)
    if met is None:
        return
    same = _same_venue(program, a, b)
    if same is True:
        return
    intervals = day_intervals(program, a, x) + day_intervals(program, b, x)
    constraint = program.model.add_no_overlap(intervals)
    lecturer = program.instance.lecturer_ids[x]
    program.post(Rule.H7, lecturer, constraint, [] if same is False else [same.negated()])


def _same_venue(program: Program, a: int, b: int) -> IntVar | bool:
    """Return a literal that is true only where two classes have one venue, or the certainty."""
    venue_of = program.instance.room_venue
    sides = [program.classes[k].room for k in (a, b)]
    venues = [{int(venue_of[r]) for r in rooms} for rooms in sides]
    if not venues[0] & venues[1]:
        return False
    if len(venues[0] | venues[1]) == 1:
        return True
    first, second = sides

    def make() -> IntVar:
        literals = [(lit.index, int(venue_of[r])) for rooms in sides for r, lit in rooms.items()]
        same = program.derive(
            0, 1, lambda values: int(len({v for i, v in literals if values[i]}) == 1)
        )
        for venue in sorted(venues[0] | venues[1]):
            left = LinearExpr.sum([lit for r, lit in first.items() if venue_of[r] == venue])
            right = LinearExpr.sum([lit for r, lit in second.items() if venue_of[r] == venue])
            # Where one class is closed both may hold; the intervals are absent then.
            closed = 2 - program.classes[a].open - program.classes[b].open
            program.model.add(left - right <= 1 - same + closed)
            program.model.add(right - left <= 1 - same + closed)
        return same

    found = program.remember(("same venue", a, b), make)
    assert found is not None
    return found


def h8_limits_of_hours(program: Program) -> None:
    """H8: sessions of x per day, per ISO week and in all classes <= max."""
    instance, kept = program.instance, occupied(program)
    size = instance.slots_per_day
    for x, lecturer in enumerate(instance.lecturer_ids):
        held = classes_of(program, x)
        if not held:
            continue
        used = kept.teaching[x]
        _in_all(program, x, lecturer, held, int(instance.lecturer_total[x] - used.sum()))
        if instance.lecturer_day[x] < size:
            per_day = used.reshape(-1, size).sum(axis=1)
            _per_day(program, x, lecturer, held, per_day)
        per_week = np.bincount(np.repeat(instance.week, size)[used])
        if _could_pass(program, x, held, per_week):
            _per_week(program, x, lecturer, held, per_week)


def _in_all(program: Program, x: int, lecturer: str, held: list[int], limit: int) -> None:
    sessions = program.instance.module_sessions
    terms = [
        (teachers[x], int(sessions[m]))
        for k in held
        for m, teachers in program.classes[k].teach.items()
        if x in teachers
    ]
    if sum(number for _, number in terms) > limit:
        program.at_most(Rule.H8, lecturer, terms, limit)


def _per_day(program: Program, x: int, lecturer: str, held: list[int], used: Ints) -> None:
    instance, limit = program.instance, int(program.instance.lecturer_day[x])
    intervals: list[IntervalVar] = []
    for k in held:
        days: dict[int, list[IntVar]] = {}
        for slot, literal in teaches_at(program, k, x).items():
            days.setdefault(slot // instance.slots_per_day, []).append(literal)
        for literals in days.values():
            if len(literals) > limit:
                program.at_most(Rule.H8, lecturer, [(literal, 1) for literal in literals], limit)
        intervals += hour_intervals(program, k, x)
    kept = np.flatnonzero(used)
    demands = [1] * len(intervals) + used[kept].tolist()
    intervals += [program.model.new_fixed_size_interval_var(int(d), 1, "") for d in kept]
    if len(held) > 1 or len(kept):
        constraint = program.model.add_cumulative(intervals, demands, limit)
        program.post(Rule.H8, lecturer, constraint)


def _could_pass(program: Program, x: int, held: list[int], used: Ints) -> bool:
    possible = sum(len(teaches_at(program, k, x)) for k in held) + int(used.max(initial=0))
    return possible > int(program.instance.lecturer_week[x])


def _per_week(program: Program, x: int, lecturer: str, held: list[int], used: Ints) -> None:
    limit, size = int(program.instance.lecturer_week[x]), program.instance.slots_per_day
    intervals: list[IntervalVar] = []
    for k in held:
        slots = teaches_at(program, k, x)
        if one_week(program, k) and len(slots) > limit:
            program.at_most(Rule.H8, lecturer, [(lit, 1) for lit in slots.values()], limit)
        for slot, literal in slots.items():
            week = week_of(program, k, slot // size)
            intervals.append(
                program.model.new_optional_fixed_size_interval_var(week, 1, literal, "")
            )
    kept = np.flatnonzero(used)
    demands = [1] * len(intervals) + used[kept].tolist()
    intervals += [program.model.new_fixed_size_interval_var(int(w), 1, "") for w in kept]
    program.post(Rule.H8, lecturer, program.model.add_cumulative(intervals, demands, limit))
