"""Why no plan exists: a small set of rules and subjects that contradict by themselves.

Closing a class that need not open breaks no rule, so a contradiction lies among the classes that
must open, and only they are looked at. A set is claimed only after it was found infeasible alone.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from ortools.sat.python import cp_model

from models.finding import SubjectKind
from models.rules import Rule
from scheduler.formulation.instance import Bools, Instance
from scheduler.formulation.program.build import RULES, build
from scheduler.formulation.program.program import Guard, Program
from scheduler.formulation.program.scope import Scope, Width
from scheduler.solve.conflict_words import sentence, written

LIGHT = tuple(rule for rule in RULES if rule is not Rule.H3)


@dataclass(frozen=True)
class Conflict:
    """One member of a contradictory set: a rule, whom it concerns, and a sentence with the data.

    `written` says by kind and id where the data stand in the input, the nearest first.
    """

    rule: Rule
    subject: str
    message: str
    written: tuple[tuple[SubjectKind, str], ...] = ()


@dataclass
class _Clock:
    deadline: float
    seed: int
    stop: Callable[[], bool] = field(default=lambda: False)

    def left(self) -> float:
        return 0.0 if self.stop() else self.deadline - time.monotonic()


def find_conflict(
    instance: Instance,
    *,
    deadline: float,
    seed: int = 1,
    stop: Callable[[], bool] | None = None,
) -> tuple[Conflict, ...]:
    """Return the smallest contradictory set found by the deadline; empty if none was found.

    It looks at each class that must open alone, then at all of them without their sizes, then at
    everything, so that the simplest contradiction is met first.
    """
    clock = _Clock(deadline, seed, stop or (lambda: False))
    forced = tuple(cls.index for cls in instance.classes if cls.must_open)
    attempts: list[tuple[tuple[int, ...], bool]] = [((k,), True) for k in forced]
    if len(forced) > 1:
        attempts += [(forced, False), (forced, True)]
    for classes, with_people in attempts:
        if clock.left() <= 0:
            break
        members = _conflict_among(instance, classes, with_people, clock)
        if members:
            return tuple(
                Conflict(
                    rule,
                    subject,
                    sentence(instance, rule, subject),
                    written(instance, rule, subject),
                )
                for rule, subject in sorted(members, key=_by_rule)
            )
    return ()


def _by_rule(guard: Guard) -> tuple[int, str]:
    rule, subject = guard
    return list(Rule).index(rule), subject


def _named(instance: Instance, forced: Iterable[int]) -> Bools:
    """Return [i]: some class that must open names cadre i as a member."""
    mask = np.zeros(instance.num_cadres, dtype=bool)
    for k in forced:
        cls = instance.classes[k]
        mask[cls.members] = True
        if cls.frozen is not None:
            mask[cls.frozen.members[cls.frozen.members >= 0]] = True
    return mask


def guarded_program(
    instance: Instance, classes: tuple[int, ...], *, with_people: bool = True
) -> Program:
    """Return the program of classes that must open, each rule guarded per subject.

    What the rules say of cadres whom no class names are facts. Without people there is nobody but
    those who are named, and no size.
    """
    named = _named(instance, classes)
    scope = Scope(free=classes, cadres=None if with_people else named, width=Width.NAMED)
    facts = [instance.cadre_ids[i] for i in np.flatnonzero(~named)]
    rules = RULES if with_people else LIGHT
    return build(instance, scope, rules=rules, guarded=True, facts=facts)


def _conflict_among(
    instance: Instance, classes: tuple[int, ...], with_people: bool, clock: _Clock
) -> list[Guard]:
    program = guarded_program(instance, classes, with_people=with_people)
    core = _core(program, clock)
    return [] if core is None else _shrink(program, core, clock)


def _core(program: Program, clock: _Clock) -> list[Guard] | None:
    """Return a verified contradictory set of guards, None where none was found."""
    everything = sorted(program.guards, key=_by_rule)
    suggested = _suggested(program, everything, clock)
    if suggested is None:
        return None
    if len(suggested) < len(everything) and contradicts(
        program, suggested, clock.left(), clock.seed
    ):
        return suggested
    return everything if contradicts(program, everything, clock.left(), clock.seed) else None


def _suggested(program: Program, guards: Sequence[Guard], clock: _Clock) -> list[Guard] | None:
    """Return the guards that the solver blames; None where it finds no contradiction."""
    model = program.model
    literals = {program.guards[guard].index: guard for guard in guards}
    model.clear_assumptions()
    model.add_assumptions([program.guards[guard] for guard in guards])
    solver = _solver(clock.left(), clock.seed)
    status = solver.solve(model)
    model.clear_assumptions()
    if status != cp_model.INFEASIBLE:
        return None
    blamed = solver.sufficient_assumptions_for_infeasibility()
    return [literals[index] for index in blamed if index in literals]


def contradicts(program: Program, guards: Sequence[Guard], seconds: float, seed: int = 1) -> bool:
    """Tell whether the guards alone, all others off, are proven to contradict."""
    model = program.model.clone()
    chosen = set(guards)
    for guard, literal in program.guards.items():
        variable = model.get_bool_var_from_proto_index(literal.index)
        model.add_bool_or([variable if guard in chosen else variable.negated()])
    return bool(_solver(seconds, seed).solve(model) == cp_model.INFEASIBLE)


def _shrink(program: Program, core: list[Guard], clock: _Clock) -> list[Guard]:
    """Drop guards, whole rules first, as long as the rest still contradicts."""

    def without(dropped: Iterable[Guard]) -> list[Guard]:
        gone = set(dropped)
        rest = [guard for guard in core if guard not in gone]
        if clock.left() > 0 and contradicts(program, rest, clock.left(), clock.seed):
            return rest
        return core

    for rule in sorted({rule for rule, _ in core}, key=list(Rule).index):
        core = without(guard for guard in core if guard[0] == rule)
    for guard in list(core):
        core = without([guard])
    return core


def _solver(seconds: float, seed: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.catch_sigint_signal = False
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(0.01, seconds)
    return solver
