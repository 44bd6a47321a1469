"""The façade of `stress`: load a plan folder, disrupt its plan again and again, report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.plan import Plan
from models.scenario import Scenario, SolveOptions
from models.stress import Events, Spread, StressReport, TierSurvival
from scheduler.checker import verify
from scheduler.errors import DisagreementError, UsageError
from scheduler.formulation.decisions import Decisions
from scheduler.formulation.derive import derive
from scheduler.formulation.instance import Instance, Ints
from scheduler.formulation.paper import from_plan, to_plan
from scheduler.load import load_plan, load_scenario
from scheduler.solve.standby import standby_of
from scheduler.stress.dependence import Dependences
from scheduler.stress.disruption import Disruption, Exposure, draw, exposure_of
from scheduler.stress.repair import REPAIR, Repair, disrupted
from scheduler.stress.survival import Standbys, covered_by_tier, surviving

SHOWN = 5


@dataclass(frozen=True)
class StressSettings:
    """How often and how; `repair_time` in seconds for each draw, None for no repair."""

    draws: int = 20
    seed: int = 1
    repair_time: float | None = 5.0


def stress_folder(
    folder: Path,
    settings: StressSettings,
    told: Callable[[int], None] = lambda number: None,
    repair: Repair = REPAIR,
) -> tuple[StressReport, Scenario]:
    """Return what the plan of a folder withstands, and its scenario; `told` hears every draw.

    Raises InputError where the folder holds no plan, UsageError where the plan is not valid.
    """
    scenario = load_scenario(folder / "scenario.json").scenario
    plan = load_plan(folder)
    broken = verify(scenario, plan).violations
    if broken:
        raise UsageError(
            f"{folder}: the plan breaks {len(broken)} rules, so what survives of it means nothing; "
            f"look at `schedule verify {folder}` first"
        )
    return _Stress(scenario, plan, repair).report(settings, told), scenario


@dataclass(frozen=True)
class _Draw:
    """One draw: what was lost, how many classes fell, persons covered by tier."""

    loss: Disruption
    fallen: int
    unrepaired: Ints
    repaired: Ints | None


class _Stress:
    """A plan under stress."""

    def __init__(self, scenario: Scenario, plan: Plan, repair: Repair) -> None:
        self.instance: Instance = derive(scenario)
        self.decisions: Decisions = from_plan(self.instance, plan)
        self.plan = plan
        self.repair = repair
        self.exposure: Exposure = exposure_of(self.instance, self.decisions)
        self.standbys: Standbys = (
            standby_of(self.instance, self.decisions)[0] if scenario.solve.standby else {}
        )
        self.planned = covered_by_tier(self.instance, self.decisions)
        self.before: Ints = np.bincount(
            self.instance.tier_of[self.instance.covered],
            minlength=len(self.instance.tier_weight),
        )

    def report(self, settings: StressSettings, told: Callable[[int], None]) -> StressReport:
        """Return the report over all draws."""
        scenario = self.instance.scenario
        draws = []
        for number in range(1, settings.draws + 1):
            loss = draw(self.exposure, scenario.stress, settings.seed, number)
            draws.append(self._draw(loss, settings.repair_time))
            told(number)
        hangs_on = Dependences(self.instance, self.decisions, self.exposure, self.standbys)
        unrepaired = [one.unrepaired for one in draws]
        repaired = [one.repaired for one in draws if one.repaired is not None]
        return StressReport(
            scenario=scenario.name,
            draws=settings.draws,
            seed=settings.seed,
            rates=scenario.stress,
            standby=bool(self.standbys),
            gained=int((self.planned - self.before).sum()),
            events=_events(draws),
            unrepaired=self._share(unrepaired),
            repaired=self._share(repaired) if repaired else None,
            tiers=self._tiers(unrepaired, repaired),
            lecturers=hangs_on.lecturers()[:SHOWN],
            rooms=hangs_on.rooms()[:SHOWN],
            weeks=hangs_on.weeks()[:SHOWN],
        )

    def _draw(self, loss: Disruption, seconds: float | None) -> _Draw:
        left = surviving(self.instance, self.decisions, loss, self.standbys)
        fallen = len(self.decisions) - len(left)
        unrepaired = covered_by_tier(self.instance, left)
        if seconds is None:
            return _Draw(loss, fallen, unrepaired, None)
        repaired = self._repaired(loss, left, seconds)
        if repaired is None or self._worth(repaired) < self._worth(unrepaired):
            repaired = unrepaired  # nobody takes a repair that is worse than none
        return _Draw(loss, fallen, unrepaired, repaired)

    def _repaired(self, loss: Disruption, left: Decisions, seconds: float) -> Ints | None:
        scenario = disrupted(self.instance, self.decisions, self.plan, loss, left)
        limits = SolveOptions(**(scenario.solve.model_dump() | {"time_limit": seconds}))
        scenario = scenario.model_copy(update={"solve": limits})
        plan = self.repair(scenario, to_plan(self.instance, left), seconds)
        if plan is None:
            return None
        verdict = verify(scenario, plan)
        if verdict.violations:
            first = verdict.violations[0]
            raise DisagreementError(
                f"a repaired plan breaks {first.rule.value} ({first.subject}): {first.message}"
            )
        return np.array([tier.covered_after for tier in verdict.coverage], dtype=np.int64)

    def _worth(self, covered: Ints) -> tuple[float, int]:
        missing = np.maximum(0, self.instance.tier_target - covered)
        return -float(self.instance.tier_weight @ missing), int(covered.sum())

    def _share(self, covered: Sequence[Ints]) -> Spread:
        """Return the share of those whom the plan covers newly that stay covered."""
        gained = int((self.planned - self.before).sum())
        shares = [
            float((one - self.before).sum()) / gained if gained else 1.0 for one in covered
        ] or [1.0]
        return Spread(mean=round(sum(shares) / len(shares), 6), worst=round(min(shares), 6))

    def _tiers(
        self, unrepaired: Sequence[Ints], repaired: Sequence[Ints]
    ) -> tuple[TierSurvival, ...]:
        return tuple(
            TierSurvival(
                tier=tier.id,
                population=int(self.instance.tier_population[place]),
                target=int(self.instance.tier_target[place]),
                before=int(self.before[place]),
                planned=int(self.planned[place]),
                unrepaired=_persons([one[place] for one in unrepaired]),
                repaired=_persons([one[place] for one in repaired]) if repaired else None,
            )
            for place, tier in enumerate(self.instance.scenario.tiers)
        )


def _persons(values: Sequence[int]) -> Spread:
    return Spread(mean=round(float(np.mean(values)), 6), worst=float(min(values)))


def _events(draws: Sequence[_Draw]) -> Events:
    def mean(values: Sequence[int]) -> float:
        return round(sum(values) / max(1, len(values)), 6)

    return Events(
        lecturer_absent=mean([len(one.loss.lecturers) for one in draws]),
        room_lost=mean([len(one.loss.rooms) for one in draws]),
        learner_absent=mean([len(one.loss.learners) for one in draws]),
        class_cancelled=mean([len(one.loss.classes) for one in draws]),
        classes_fallen=mean([one.fallen for one in draws]),
    )
