"""Every plan before the same judge: the checker says whether it is valid and what it is worth."""

import bisect

from benchmarks.clock import Clock, Found
from benchmarks.records import Moment, Outcome
from models.plan import Plan
from models.result import Verdict
from scheduler.checker import verify
from scheduler.formulation.instance import Instance
from scheduler.formulation.paper import to_plan

MOMENTS_AT_MOST = 24
SENTENCES = 5


def judged(outcome: Outcome, instance: Instance, clock: Clock) -> Outcome:
    """Return the outcome with the verdict on the last plan and the moments on the way to it."""
    scenario = instance.scenario
    if clock.answer is not None:
        plan, result, coverage = clock.answer
        verdict = verify(scenario, plan, result, coverage)
        moments = [
            Moment(seconds=r.seconds, values=r.values, bounds=r.bounds) for r in clock.reported
        ]
    elif clock.found:
        kept = thinned(clock.found)
        verdicts = [_verdict(instance, found) for found in kept]
        verdict = verdicts[-1]
        moments = [
            Moment(seconds=found.seconds, values=_values(one), valid=_is_valid(one))
            for found, one in zip(kept, verdicts, strict=True)
        ]
    else:
        return outcome.model_copy(update={"status": "no plan", "note": clock.note})
    complaints = [f"{v.rule} {v.subject}: {v.message}" for v in verdict.violations]
    complaints += verdict.false
    return outcome.model_copy(
        update={
            "status": "planned",
            "note": clock.note,
            "values": _values(verdict),
            "bounds": clock.bounds,
            "valid": not complaints,
            "complaints": tuple(complaints[:SENTENCES]),
            "num_complaints": len(complaints),
            "moments": tuple(moments),
        }
    )


def _verdict(instance: Instance, found: Found) -> Verdict:
    plan: Plan = to_plan(instance, found.decisions)
    return verify(instance.scenario, plan)


def _values(verdict: Verdict) -> tuple[float, ...]:
    return tuple(level.value for level in verdict.levels)


def _is_valid(verdict: Verdict) -> bool:
    return not verdict.violations and not verdict.false


def thinned(found: list[Found], most: int = MOMENTS_AT_MOST) -> list[Found]:
    """Return at most `most` plans, the first and the last among them, closer together at first.

    Judging a large plan takes seconds: not every one on the way can be judged.
    """
    if len(found) <= most:
        return list(found)
    first, last = max(found[0].seconds, 1e-3), max(found[-1].seconds, 1e-3)
    wanted = [first * (last / first) ** (n / (most - 1)) for n in range(most)]
    places = {max(0, bisect.bisect_right(found, t, key=lambda f: f.seconds) - 1) for t in wanted}
    return [found[place] for place in sorted(places | {0, len(found) - 1})]
