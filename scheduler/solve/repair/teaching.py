"""Lecturers for classes that lost some: first for these alone, then with what runs beside them."""

from scheduler.formulation.decisions import Decisions
from scheduler.formulation.teaching import Effort, Option, TeachingProgram, as_it_is
from scheduler.solve.opening import Opener

WORK = 1.0
NEIGHBOURS = 12
NEAR = 7  # days


def teach(opener: Opener, options: list[Option], effort: Effort) -> Decisions | None:
    """Return the plan with these classes taught where they stand, None where nobody can."""
    levels = range(len(opener.inst.weights))
    alone = _solve(opener, options, [], effort, levels)
    if alone is not None:
        return alone
    return _solve(opener, options, _beside(opener, options), effort, levels)


def reteach(opener: Opener, chosen: list[int], effort: Effort) -> Decisions | None:
    """Return the plan with orders and lecturers of open classes and their neighbours anew."""
    state = opener.state
    options = [as_it_is(k, state.decisions[k]) for k in chosen]
    levels = range(len(opener.inst.weights))
    return _solve(opener, options, _beside(opener, options), effort, levels)


def _solve(
    opener: Opener, options: list[Option], beside: list[Option], effort: Effort, levels: range
) -> Decisions | None:
    # People are assigned anew afterwards, so rules between classes can wait.
    program = TeachingProgram(
        opener.inst, opener.state.decisions, options + beside, frozenset(), apart=False
    )
    return program.solve_levels(levels, effort)


def _beside(opener: Opener, options: list[Option]) -> list[Option]:
    """Return the other open classes that share days with some of the options, nearest first."""
    inst, state = opener.inst, opener.state
    mine = {option.k for option in options}
    starts = [option.start for option in options]
    near = sorted(
        (min(abs(decision.start - start) for start in starts), k)
        for k, decision in state.decisions.items()
        if k not in mine and inst.classes[k].frozen is None
    )
    chosen = [k for distance, k in near if distance < NEAR][:NEIGHBOURS]
    return [as_it_is(k, state.decisions[k]) for k in chosen]
