"""Plan a scenario: search for plans and prove bounds side by side, then report."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from models.plan import Plan
from models.result import CoverageRow, LevelResult, Progress, Result, RunRecord, Status
from models.rules import Component
from models.scenario import Scenario
from scheduler.formulation.decisions import Decisions, evaluate, level_values
from scheduler.formulation.derive import derive
from scheduler.formulation.instance import Instance
from scheduler.formulation.paper import coverage_of, from_plan, to_plan
from scheduler.solve.bounding import SUGGESTING, BoundWorker, suggestion
from scheduler.solve.bounds import Bounds, bounds_inline, gap_of
from scheduler.solve.conflict import Conflict
from scheduler.solve.exact import solve_exact
from scheduler.solve.forced import Forced, is_small, open_forced
from scheduler.solve.remedies import Remedy, find_remedies
from scheduler.solve.search import Search

PATIENCE = 12
FOLLOWED_AFTER = 2  # cycles
HANDING_OVER = 0.5  # seconds: with fewer left no proof would come back
# At the end, for the last levels; not with one worker, where more time must never end worse.
SETTLING, SETTLING_MOST = 0.08, 10.0  # of the time, seconds
OUT_OF_MEMORY = {
    "vi": "Hết bộ nhớ khi đang tìm phương án tốt hơn: đây là phương án tốt nhất đến lúc đó.",
    "en": "Memory ran out while better plans were looked for: this is the best plan until then.",
}
REMEDY_LEAST, REMEDY_MOST = 10.0, 30.0  # seconds


@dataclass(frozen=True)
class Solution:
    """What solving gave; `plan` is None where none was found.

    `instance` and `decisions` are the plan by indices, for those who explain it; `conflict` are
    the first of the result's reasons where the hard rules contradict.
    """

    plan: Plan | None
    result: Result
    coverage: tuple[CoverageRow, ...] = ()
    instance: Instance | None = None
    decisions: Decisions | None = None
    conflict: tuple[Conflict, ...] = ()


@dataclass
class _Run:
    """One planning run: its clock, its best plan, its bounds."""

    scenario: Scenario
    instance: Instance
    began: float
    deadline: float
    stop: Callable[[], bool]
    progress: Callable[[Progress], None]
    workers: int
    reserve: float = 0.0
    bounds: Bounds = field(init=False)
    worker: BoundWorker | None = None
    search: Search | None = None
    phase: str = "derive"
    told: float = 0.0

    def __post_init__(self) -> None:
        self.bounds = Bounds(len(self.instance.weights))

    def left(self) -> float:
        kept = self.reserve if self._short() else 0.0
        return self.deadline - kept - time.monotonic()

    def _short(self) -> bool:
        """Tell whether the best plan may miss a target, so that something is left to explain."""
        if self.search is None or self.search.improver is None:
            return False
        values = enumerate(self.search.values)
        return any(v > 0 and self.instance.weight(n, Component.SHORTFALL) > 0 for n, v in values)

    def expired(self) -> bool:
        return self.left() <= 0 or self.stop()

    def levels(self) -> tuple[LevelResult, ...]:
        if self.search is None or self.search.improver is None:
            return ()
        return level_results(self.instance, self.search.values, self.bounds)

    def tell(self, phase: str | None = None, *, always: bool = True) -> None:
        """Report progress, at most ten times a second unless the phase changes."""
        self.phase = phase or self.phase
        now = time.monotonic()
        if not always and now - self.told < 0.1:
            return
        self.told = now
        self.progress(Progress(phase=self.phase, elapsed=now - self.began, levels=self.levels()))

    def heard(self) -> None:
        """React to a better plan."""
        if self.worker is not None and self.search is not None:
            self.worker.receive(self.bounds)
        self.tell(always=False)

    def done(self) -> bool:
        """Tell whether every level is proven within the asked gap."""
        gap = self.scenario.solve.gap
        return all(level.gap is not None and level.gap <= gap for level in self.levels())


def solve(
    scenario: Scenario,
    *,
    start: Plan | None = None,
    start_is_valid: bool = False,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    deadline: float | None = None,
    reserve: float = 0.0,
) -> Solution:
    """Return the best plan found by the deadline (time.monotonic) with its proven bounds.

    While the plan misses a target, the search ends `reserve` seconds before the deadline.
    A start that is said to be valid is taken as it is, and no worse plan is returned; any other is
    mended where it breaks a rule.
    """
    began = time.monotonic()
    if deadline is None:
        deadline = began + scenario.solve.time_limit
    instance = derive(scenario)
    workers = scenario.solve.workers or os.cpu_count() or 1
    run = _Run(
        scenario=scenario,
        instance=instance,
        began=began,
        deadline=deadline,
        stop=stop or (lambda: False),
        progress=progress or (lambda _: None),
        workers=workers,
        reserve=reserve,
    )
    try:
        return _plan(run, start, start_is_valid)
    finally:
        if run.worker is not None:
            run.worker.close()


def _plan(run: _Run, start: Plan | None, start_is_valid: bool) -> Solution:
    search = Search(run.instance, run.scenario.solve.seed, run.expired, run.left, run.heard)
    search.steady = run.workers == 1
    run.search = search
    run.tell("construct")
    # With a baseline the plan to stay close to is the best place to begin.
    start = start or run.scenario.baseline
    first = None if start is None else from_plan(run.instance, start)
    if not search.begin(first, exact=start_is_valid):
        forced = open_forced(run.instance, run.deadline, run.scenario.solve.seed, run.stop)
        if forced.decisions is None:
            return _without_plan(run, forced)
        search.begin(forced.decisions, exact=True)
    warnings: tuple[str, ...] = ()
    try:
        if is_small(run.instance):
            _prove_exactly(run, search)
        elif _worth_proving(run):
            run.worker = BoundWorker(run.scenario, run.scenario.solve.seed)
        _improve(run, search)
    except MemoryError:  # the plan so far is sound; nothing better can be looked for
        warnings = (OUT_OF_MEMORY[run.scenario.language],)
    search.finish()
    run.tell("bounds")
    return _solution(run, search.best, warnings)


def _worth_proving(run: _Run) -> bool:
    """Tell whether a process for proofs pays: handing over a large scenario takes a second or two.

    It is asked when there is a plan.
    """
    something = bool(run.instance.classes) and run.instance.num_cadres > 0
    return something and run.workers > 1 and run.left() > HANDING_OVER


def _prove_exactly(run: _Run, search: Search) -> None:
    """Plan a small scenario by the program of the whole problem, from the best plan so far."""
    search.warm_up()
    run.tell("improve")

    def improved(decisions: Decisions) -> None:
        search.adopt(decisions)

    outcome = solve_exact(
        run.instance,
        deadline=time.monotonic() + run.left(),
        seed=run.scenario.solve.seed,
        gap=run.scenario.solve.gap,
        start=search.best,
        on_improve=improved,
        stop=run.stop,
    )
    if outcome.decisions is not None:
        search.adopt(outcome.decisions)
        for level, bound in enumerate(outcome.bounds):
            if bound is not None:
                run.bounds.add(level, outcome.values, bound)


def _improve(run: _Run, search: Search) -> None:
    """Search and prove in turns (one worker) or side by side until done or time is up."""
    idle = 0
    settling = min(SETTLING_MOST, SETTLING * (run.deadline - run.began))
    while not run.expired():
        run.tell("improve")
        if run.worker is not None and run.left() < settling:
            search.settle()
            continue
        if run.worker is not None:
            run.worker.send(search.values, time.time() + run.left())
            run.worker.receive(run.bounds)
            if run.worker.suggestions:
                newest = run.worker.suggestions.pop()
                run.worker.suggestions.clear()
                search.follow(newest)
        elif search.cycles == FOLLOWED_AFTER and len(search.values) > 1:
            _follow(run, search)
        elif search.cycles % 4 == 1:
            bounds_inline(
                run.instance,
                run.bounds,
                search.values,
                max(0.5, min(run.left() * 0.3, 20.0)),
                run.scenario.solve.seed,
                run.scenario.solve.gap,
            )
        if run.done():
            return
        idle = 0 if search.cycle() else idle + 1
        if run.worker is None and idle >= PATIENCE:
            return


def _follow(run: _Run, search: Search) -> None:
    """Let the search follow the relaxation once, where no other process suggests anything.

    The dive counts its rounds; its deadline is far, so that it seldom decides what is suggested.
    """
    search.cycles += 1
    until = time.monotonic() + SUGGESTING * run.left()
    value, bound = search.values[0], run.bounds.of(search.values)[0]
    hoped = value if bound is None else bound
    counts, _ = suggestion(run.instance, [value], [hoped], until, run.scenario.solve.seed)
    search.follow(counts)


def _without_plan(run: _Run, forced: Forced) -> Solution:
    """Report that the classes that must open cannot, or that no way was found in time."""
    remedies = _remedies(run, forced)
    members = [f"{c.rule.value} {c.subject}: {c.message}" for c in forced.conflict]
    result = Result(
        scenario=run.scenario.name,
        status=Status.INFEASIBLE if forced.infeasible else Status.NONE,
        reasons=(*members, *(remedy.message for remedy in remedies)),
        num_remedies=len(remedies),
        run=_record(run),
    )
    return Solution(None, result, conflict=forced.conflict)


def _remedies(run: _Run, forced: Forced) -> tuple[Remedy, ...]:
    """Return what would make a plan possible; it deserves some seconds even where time is up."""
    if not forced.conflict:
        return ()
    run.tell("conflict_remedies")
    now = time.monotonic()
    until = max(now + REMEDY_LEAST, min(run.deadline, now + REMEDY_MOST))
    seed = run.scenario.solve.seed
    return find_remedies(run.instance, forced.conflict, deadline=until, seed=seed, stop=run.stop)


def _solution(run: _Run, decisions: Decisions, warnings: tuple[str, ...] = ()) -> Solution:
    instance = run.instance
    if run.worker is not None:
        run.worker.receive(run.bounds)
    components = evaluate(instance, decisions)
    levels = level_results(instance, level_values(instance, components), run.bounds)
    gap = run.scenario.solve.gap
    proven = all(level.gap is not None and level.gap <= gap for level in levels)
    tiers, rows = coverage_of(instance, decisions)
    result = Result(
        scenario=run.scenario.name,
        status=Status.OPTIMAL if proven else Status.FEASIBLE,
        components=components,
        levels=levels,
        coverage=tiers,
        warnings=warnings,
        run=_record(run),
    )
    return Solution(to_plan(instance, decisions), result, rows, instance, decisions)


def _record(run: _Run) -> RunRecord:
    return RunRecord(
        seed=run.scenario.solve.seed,
        workers=run.workers,
        wall_seconds=round(time.monotonic() - run.began, 3),
        gap=run.scenario.solve.gap,
    )


def level_results(
    instance: Instance, values: tuple[float, ...] | list[float], bounds: Bounds
) -> tuple[LevelResult, ...]:
    """Return value, bound and gap of every level."""
    return tuple(
        LevelResult(
            objective=dict(level),
            value=value,
            bound=bound,
            gap=gap_of(value, bound),
        )
        for level, value, bound in zip(
            instance.scenario.objective, values, bounds.of(values), strict=True
        )
    )
