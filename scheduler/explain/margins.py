"""What the main levers would bring, each found by solving again within limits from the plan.

From the plan as it is a short search goes on under a scenario with one lever pulled. What it
covers more than the same search under the unchanged scenario is what the lever brings at least.
The work is counted, not timed, so that a run which ends by its gap says the same every time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from models.explanation import Fact
from scheduler.explain.closed import obstacle
from scheduler.explain.lever_scenarios import (
    Lever,
    class_with_budget,
    class_with_lecturer,
    lecturer_with_budget,
    more_budget,
    one_more_class,
    one_more_lecturer,
)
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice
from scheduler.formulation.derive import derive
from scheduler.formulation.instance import Instance, Ints
from scheduler.formulation.paper import from_plan, to_plan

OF_A_KIND = 2  # levers of one kind for one tier
BLOCKED = {
    "shut_sessions": "modules",
    "shut_unqualified": "modules",
    "shut_teaching_days": "module",
}


def margins(
    situation: Situation, tiers: list[int], voice: Voice, left: Callable[[], float]
) -> tuple[Fact, ...]:
    """Return what levers bring to tiers that are short, as far as `left` gives seconds for it."""
    facts = [fact for tier in tiers for fact in _Margins(situation, tier, voice, left).facts()]
    cut = [fact for fact in facts if fact.code == "margins_cut"]
    return (*(fact for fact in facts if fact.code != "margins_cut"), *cut[:1])


def _modules(why: Fact) -> list[str]:
    """Return the modules that stand against opening a class."""
    if why.code not in BLOCKED:
        return []
    value = why.values[BLOCKED[why.code]]
    return [value] if isinstance(value, str) else list(value)


class _Expired(Exception):
    """No time is left."""


@dataclass
class _Margins:
    """Pulls the levers of one tier, one after the other."""

    situation: Situation
    tier: int
    voice: Voice
    left: Callable[[], float]
    lacking: list[str] = field(default_factory=list)
    pairs: list[Lever] = field(default_factory=list)

    def facts(self) -> Iterator[Fact]:
        """Yield one fact for each lever, at last that there was no time for more."""
        try:
            here = self.situation
            self.plan = to_plan(here.instance, here.decisions)
            before = self._missing(here.instance)
            now = self._now()
            if (now - before)[self.tier] > 0:
                yield self.voice.fact("margin_none_needed", gains=self._gains(now - before))
            before = np.minimum(now, before)  # that search may serve one tier at another's cost
            for lever in self._levers():
                yield self._pull(lever, before)
        except _Expired:
            yield self.voice.fact("margins_cut")

    def _levers(self) -> Iterator[Lever]:
        """Yield levers, the main ones first; pairs rest on what was found in the way."""
        scenario = self.situation.instance.scenario
        programmes = self._programmes()
        modules = list(dict.fromkeys(self.lacking))
        for n in range(OF_A_KIND):
            yield from (one_more_class(scenario, one) for one in programmes[n : n + 1])
            yield from (one_more_lecturer(scenario, one) for one in modules[n : n + 1])
            if scenario.rules.budget and n == 0:
                yield more_budget(scenario)
            yield from self.pairs[2 * n : 2 * n + 2]

    def _programmes(self) -> list[str]:
        """Return programmes that could take uncovered people of the tier, the largest first."""
        here, inst = self.situation, self.situation.instance
        mine = inst.tier_of[here.uncovered.cadres] == self.tier
        best: dict[str, int] = {}
        for kind, reach in zip(here.kinds.all, here.reach_by_kind, strict=True):
            seats = max((inst.capacity(kind.first, room) for room in kind.rooms), default=0)
            count = min(seats, int((reach.served & mine).sum()))
            name = inst.programmes[kind.programme].id
            best[name] = max(best.get(name, 0), count)
            if count and here.closed(kind):
                self.lacking += _modules(obstacle(here, kind, self.voice))
        return sorted((name for name in best if best[name]), key=lambda n: (-best[n], n))

    def _pull(self, lever: Lever, before: Ints) -> Fact:
        """Solve again under a lever; say what it covers more, or what stands in its way."""
        instance = derive(lever.scenario)
        gained = before - self._missing(instance)
        change = self.voice.fact(lever.name, **lever.values)
        if gained[self.tier] > 0:
            return self.voice.fact("margin", change=change, gains=self._gains(gained))
        scenario, values = self.situation.instance.scenario, lever.values
        if lever.name == "margin_lecturer" and scenario.rules.budget:
            self.pairs.append(lecturer_with_budget(scenario, values["module"]))
        if lever.added is None:
            return self.voice.fact("margin_nothing", change=change, tier=self._name())
        here = Situation(instance, from_plan(instance, self.plan))
        added = next(cls.index for cls in instance.classes if cls.id == lever.added)
        why = obstacle(here, here.kinds.of[added], self.voice)
        if lever.name == "margin_class" and (modules := _modules(why)):
            self.pairs.append(class_with_lecturer(scenario, values["programme"], modules[0]))
        elif lever.name == "margin_class" and why.code == "shut_budget":
            self.pairs.append(class_with_budget(scenario, values["programme"]))
        return self.voice.fact("margin_blocked", change=change, tier=self._name(), why=why)

    def _missing(self, instance: Instance) -> Ints:
        """Return [T]: persons short of the targets after a brief search from the plan."""
        # The solver is loaded only where it is needed: it takes most of a second.
        from scheduler.solve.search import Search

        if self.left() <= 0:
            raise _Expired
        seed = instance.scenario.solve.seed
        search = Search(instance, seed, lambda: self.left() <= 0, self.left, lambda: None)
        search.begin(from_plan(instance, self.plan), exact=True)
        search.brief(
            lambda k: self.tier in instance.programmes[instance.classes[k].programme].tiers
        )
        if self.left() <= 0:
            raise _Expired
        result: Ints = np.maximum(0, search.state.tier_left)
        return result

    def _now(self) -> Ints:
        inst, covered = self.situation.instance, self.situation.usage.covered
        after = np.bincount(inst.tier_of[covered], minlength=len(inst.tier_target))
        result: Ints = np.maximum(0, inst.tier_target - after)
        return result

    def _name(self) -> str:
        return self.situation.instance.scenario.tiers[self.tier].id

    def _gains(self, gained: Ints) -> tuple[Fact, ...]:
        tiers = self.situation.instance.scenario.tiers
        return tuple(
            self.voice.fact("margin_gain", count=int(gained[t]), tier=tiers[t].id)
            for t in np.flatnonzero(gained > 0).tolist()
        )
