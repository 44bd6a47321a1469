"""When people may be away: H11 closures and unavailability, H12 units and cover groups."""

from dataclasses import dataclass

import numpy as np
from ortools.sat.python.cp_model import IntVar, LinearExpr

from models.rules import Rule
from scheduler.formulation.absences import unavailable_days
from scheduler.formulation.instance import Ints
from scheduler.formulation.program.occupancy import occupied, running, running_on
from scheduler.formulation.program.people import keep_off
from scheduler.formulation.program.program import Program
from scheduler.formulation.program.variables import ClassVariables

Run = tuple[IntVar, int, IntVar]  # attending of a unit, the most, the literal that says "runs"


def h11_closures_and_unavailability(program: Program) -> None:
    """H11: no span of k on closed days of its tiers; attend[i, k] <= spans with i available."""
    instance = program.instance
    away = instance.away
    if program.scope.width:
        days = unavailable_days(instance)
        away = np.concatenate([np.zeros_like(days[:1], dtype=np.int32), days.cumsum(axis=0)])
    for variables in program.classes.values():
        candidate = variables.candidate
        end = candidate.start + candidate.days
        closed = instance.working & ~instance.open_days[candidate.programme.index]
        before = np.concatenate([[0], np.cumsum(closed)])
        for literal in variables.spans(before[end] > before[candidate.start]):
            program.forbid(Rule.H11, candidate.cls.id, literal)
        cadres = candidate.cadres
        bad = (away[end][:, cadres] > away[candidate.start][:, cadres]).T
        keep_off(program, Rule.H11, variables, bad)


@dataclass(frozen=True)
class _Subject:
    """A unit or cover group: the most away at once, candidates per class, kept load per day."""

    name: str
    cap: int
    members: dict[int, list[IntVar]]
    kept: Ints
    capped: bool

    def most(self, k: int) -> int:
        """Return the most that class k can take away, one class alone keeping the limit."""
        number = len(self.members.get(k, ()))
        return min(self.cap, number) if self.capped else number


def h12_few_absent_at_once(program: Program) -> None:
    """H12: on the first day of each class, attending of the unit in running classes <= max_absent.

    The number of absent people of a unit can only rise on the first day of a class, so these days
    suffice; a cover group is a unit of its own with max_absent 1.
    """
    instance, kept = program.instance, occupied(program)
    units = [unit.id for unit in instance.scenario.units]
    groups = _cover_groups(program)
    caps = np.ones(len(groups), dtype=np.int64)
    subjects = _subjects(program, instance.unit_of, units, instance.unit_cap, kept.units)
    subjects += _subjects(program, instance.group_of, groups, caps, kept.groups)
    starts = sorted({decision.start for decision in program.scope.kept.values()})
    for subject in subjects:
        for k in subject.members:
            _one_class(program, subject, program.classes[k])
        for k in subject.members:
            _first_day_of(program, subject, k)
        for day in starts:
            if subject.kept[day] and len(subject.members) > 1:
                _kept_first_day(program, subject, day)


def _cover_groups(program: Program) -> list[str]:
    """Return the cover groups of planned cadres in the order of `group_of`."""
    planned = set(program.instance.cadre_ids)
    cadres = program.instance.scenario.cadres
    return sorted({c.cover_group for c in cadres if c.cover_group and c.id in planned})


def _subjects(
    program: Program, subject_of: Ints, names: list[str], caps: Ints, kept: Ints
) -> list[_Subject]:
    """Return the subjects whose limit could be passed."""
    possible = kept.max(axis=1, initial=0)
    members: dict[int, dict[int, list[IntVar]]] = {}
    counts = np.zeros(len(names), dtype=np.int64)
    for variables in program.classes.values():
        subjects = subject_of[variables.candidate.cadres]
        counts += np.bincount(subjects[subjects >= 0], minlength=len(names))
    people = np.bincount(subject_of[subject_of >= 0], minlength=len(names))
    tight = np.flatnonzero((counts + possible > caps) & (people > caps))
    is_tight = np.zeros(len(names) + 1, dtype=bool)
    is_tight[tight] = True
    for k, variables in program.classes.items():
        subjects = subject_of[variables.candidate.cadres]
        for n in np.flatnonzero(is_tight[subjects]).tolist():
            members.setdefault(int(subjects[n]), {}).setdefault(k, []).append(variables.attend[n])
    return [
        _Subject(names[s], int(caps[s]), members[s], kept[s], not program.guarded)
        for s in tight.tolist()
        if s in members
    ]


def _attending(program: Program, subject: _Subject, k: int) -> IntVar:
    """Return the number of people whom class k takes away from the subject."""
    literals = subject.members[k]
    if len(literals) == 1:
        return literals[0]

    def make() -> IntVar:
        indices = [literal.index for literal in literals]
        most = len(literals)
        number = program.derive(0, most, lambda values: sum(values[i] for i in indices))
        program.model.add(LinearExpr.sum(literals) == number)
        return number

    found = program.remember(("attending", subject.name, subject.cap, k), make)
    assert found is not None
    return found


def _one_class(program: Program, subject: _Subject, variables: ClassVariables) -> None:
    """Bound what one class takes away, kept classes on its days included."""
    candidate = variables.candidate
    literals = subject.members[candidate.k]
    if len(literals) + int(subject.kept.max(initial=0)) <= subject.cap:
        return
    load = np.zeros(len(candidate.start), dtype=np.int64)
    for offset in range(int(candidate.days.max(initial=0))):
        held = subject.kept[np.minimum(candidate.start + offset, len(subject.kept) - 1)]
        load = np.maximum(load, np.where(offset < candidate.days, held, 0))
    left = np.maximum(0, subject.cap - load)
    terms = [(literal, 1) for literal in literals]
    if (left == subject.cap).all():
        if len(literals) > subject.cap:
            program.at_most(Rule.H12, subject.name, [*terms, (variables.open, -subject.cap)], 0)
        return
    terms += [(span, -int(rest)) for span, rest in zip(variables.span, left, strict=True)]
    program.at_most(Rule.H12, subject.name, terms, 0)


def _first_day_of(program: Program, subject: _Subject, k: int) -> None:
    """Bound what class k and the classes that run on its first day take away."""
    variables = program.classes[k]
    others = _runs(program, subject, [b for b in subject.members if b != k], k)
    base = [(literal, int(subject.kept[day])) for day, literal in variables.start.items()]
    base = [(literal, held) for literal, held in base if held]
    most = subject.most(k) + max((held for _, held in base), default=0)
    own = [(_attending(program, subject, k), 1), *base]
    if others:
        _bound(program, subject, own, most, others)


def _kept_first_day(program: Program, subject: _Subject, day: int) -> None:
    runs: list[Run] = []
    for k in subject.members:
        literal = running_on(program, k, day)
        if literal is not None:
            runs.append((_attending(program, subject, k), subject.most(k), literal))
    if len(runs) > 1:
        held = int(subject.kept[day])
        _bound(program, subject, [], held, runs, subject.cap - held)


def _runs(program: Program, subject: _Subject, others: list[int], k: int) -> list[Run]:
    runs = []
    for b in others:
        literal = running(program, b, k)
        if literal is not None:
            runs.append((_attending(program, subject, b), subject.most(b), literal))
    return runs


def _bound(
    program: Program,
    subject: _Subject,
    own: list[tuple[IntVar, int]],
    most: int,
    runs: list[Run],
    limit: int | None = None,
) -> None:
    """Post own + sum of attending of the classes that run <= limit."""
    limit = subject.cap if limit is None else limit
    over = most + sum(number for _, number, _ in runs) - subject.cap
    if over <= 0:
        return
    if len(runs) == 1:
        attending, _, runs_then = runs[0]
        terms = [*own, (attending, 1), (runs_then, over)]
        program.at_most(Rule.H12, subject.name, terms, limit + over)
        return
    terms = [*own, *((_while(program, *run), 1) for run in runs)]
    program.at_most(Rule.H12, subject.name, terms, limit)


def _while(program: Program, attending: IntVar, most: int, runs: IntVar) -> IntVar:
    """Return a number that is at least `attending` where the class runs."""

    def make() -> IntVar:
        a, r = attending.index, runs.index
        number = program.derive(0, most, lambda values: values[a] if values[r] else 0)
        program.model.add(number >= attending - most * (1 - runs))
        return number

    found = program.remember(("while", attending.index, runs.index), make)
    assert found is not None
    return found
