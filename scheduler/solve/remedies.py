"""The cheapest edits that make a plan possible again, each verified by solving what must open."""

import math
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from models.rules import Component, Rule
from models.scenario import Scenario
from scheduler.errors import Sentence
from scheduler.formulation.derive import derive
from scheduler.formulation.instance import Instance
from scheduler.solve.conflict import Conflict, find_conflict
from scheduler.solve.forced import ANY_PLAN, forced_plan, is_small
from scheduler.solve.levels import Limits
from scheduler.solve.relax_classes import h3_size, h4_days, h5_parts, h9_room
from scheduler.solve.relax_fixed import h15_fixed
from scheduler.solve.relax_people import (
    h1_admitted,
    h2_often,
    h10_served,
    h11_away,
    h12_absent,
    h13_repeats,
)
from scheduler.solve.relax_teaching import h6_qualified, h7_available, h8_hours
from scheduler.solve.relaxation import Case, Edit, Family, Trial, numeric, with_rules
from scheduler.solve.remedy_words import say
from scheduler.solve.search import Search

SHOWN = 5
OF_A_KIND = 2  # remedies of one rule and one sort, so that a list does not say one thing only
FIRSTS = 6  # edits that are tried as the first of a pair
CONFLICT_SHARE = 0.3  # of the time left, for the conflict that one edit leaves

RELAX: dict[Rule, Callable[[Case, str], list[Family]]] = {
    Rule.H1: h1_admitted,
    Rule.H2: h2_often,
    Rule.H3: h3_size,
    Rule.H4: h4_days,
    Rule.H5: h5_parts,
    Rule.H6: h6_qualified,
    Rule.H7: h7_available,
    Rule.H8: h8_hours,
    Rule.H9: h9_room,
    Rule.H10: h10_served,
    Rule.H11: h11_away,
    Rule.H12: h12_absent,
    Rule.H13: h13_repeats,
    Rule.H15: h15_fixed,
}


@dataclass(frozen=True)
class Remedy:
    """One edit or two after which a plan exists, their cost, and the scenario they give."""

    message: str
    cost: float
    scenario: Scenario


@dataclass
class _Judge:
    """Decides by solving whether the classes that must open can, in the time that is left."""

    deadline: float
    seed: int
    stop: Callable[[], bool]
    near: frozenset[str] = field(default=frozenset())

    def left(self) -> float:
        return 0.0 if self.stop() else self.deadline - time.monotonic()

    def limits(self, gap: float) -> Limits:
        return Limits(self.deadline, self.seed, 1, gap, effort=0.0, stop=self.stop)

    def possible(self, trial: Trial, *, nearby: bool = False) -> bool:
        """Tell whether a plan was found, of the conflict's classes alone where only `nearby`."""
        scenario = trial.scenario
        if any(cls.id not in self.near for cls in scenario.classes):
            near = tuple(cls for cls in scenario.classes if cls.id in self.near)
            if not self._opens(trial, scenario.model_copy(update={"classes": near})):
                return False
            if nearby:
                return True
        return self._opens(trial, scenario)

    def _opens(self, trial: Trial, scenario: Scenario) -> bool:
        if self.left() <= 0:
            return False
        instance = derive(scenario)
        if not trial.starts and not is_small(instance):
            search = Search(instance, self.seed, self._expired, self.left, lambda: None)
            if search.begin(None):
                return True
        origin = scenario.horizon.start
        index = {cls.id: cls.index for cls in instance.classes}
        starts = {
            index[cls]: [(day - origin).days for day in days] for cls, days in trial.starts.items()
        }
        return forced_plan(instance, self.limits(ANY_PLAN), starts).best is not None

    def _expired(self) -> bool:
        return self.left() <= 0

    def least_cost(self, scenario: Scenario) -> float | None:
        """Return the cost of the cheapest plan found of the classes that must open."""
        free = with_rules(scenario, budget=None)
        free = free.model_copy(update={"objective": ({Component.COST: 1.0},)})
        solver = forced_plan(derive(free), self.limits(0.0))
        return None if solver.values is None else solver.values[0]

    def least(self, family: Family, *, nearby: bool = False) -> Edit | None:
        """Return the least generous edit of a family that makes a plan possible."""
        low, high = 0, family.size - 1
        if high > 0 and not self.possible(family.probe(high), nearby=nearby):
            return None
        while low < high:
            middle = (low + high) // 2
            if self.possible(family.probe(middle), nearby=nearby):
                high = middle
            else:
                low = middle + 1
        edit = family.edit(high)
        return edit if self.possible(Trial(edit.scenario), nearby=nearby) else None


def find_remedies(
    instance: Instance,
    conflict: Sequence[Conflict],
    *,
    deadline: float,
    seed: int = 1,
    stop: Callable[[], bool] | None = None,
) -> tuple[Remedy, ...]:
    """Return the cheapest single edits found that make a plan possible, pairs where none does.

    The deadline is a time.monotonic.
    """
    judge = _Judge(deadline, seed, stop or (lambda: False))
    case = _case(instance, conflict)
    if not case.members:
        return ()
    judge.near = frozenset(cls.id for cls in case.classes)
    found = _cheapest(judge, case)
    words = 0 if instance.scenario.language == "en" else 1
    if found:
        return tuple(
            Remedy(say("verified", first=edit.sentence)[words], edit.cost, whole(edit.scenario))
            for edit in found
        )
    return tuple(
        Remedy(edit.sentence[words], edit.cost, whole(edit.scenario))
        for edit in _pairs(judge, case)
    )


def whole(scenario: Scenario) -> Scenario:
    """Return the scenario validated anew."""
    return Scenario.model_validate(scenario)


def _case(instance: Instance, conflict: Sequence[Conflict]) -> Case:
    return Case(instance.scenario, instance, tuple((one.rule, one.subject) for one in conflict))


def _candidates(judge: _Judge, case: Case) -> list[tuple[str, Family]]:
    """Return what the members suggest with its kind, the cheapest first, nothing twice."""
    found: dict[Sentence, tuple[str, Family]] = {}
    for rule, subject in case.members:
        families = (
            _budget(judge, case) if rule is Rule.H14 else RELAX.get(rule, _nothing)(case, subject)
        )
        for family in families:
            kind = f"{rule} {math.floor(family.floor)}"
            found.setdefault(family.edit(0).sentence, (kind, family))
    return [found[sentence] for sentence in sorted(found, key=lambda s: (found[s][1].floor, s))]


def _nothing(case: Case, subject: str) -> list[Family]:
    return []


def _budget(judge: _Judge, case: Case) -> list[Family]:
    """Raise the budget to what the classes that must open cost at least."""
    old, cost = case.scenario.rules.budget, judge.least_cost(case.scenario)
    if old is None or cost is None or cost <= old:
        return []
    return numeric(
        old,
        [math.ceil(cost - 1e-6)],
        lambda new: with_rules(case.scenario, budget=new),
        lambda new: say("budget", old=old, new=new),
    )


def _cheapest(judge: _Judge, case: Case) -> list[Edit]:
    """Return the cheapest edits that work, at most as many as are shown."""
    found: list[Edit] = []
    kinds: Counter[str] = Counter()
    for kind, family in _candidates(judge, case):
        full = len(found) >= SHOWN and family.floor >= found[SHOWN - 1].cost
        if full or judge.left() <= 0:
            break
        if kinds[kind] >= OF_A_KIND:
            continue
        edit = judge.least(family)
        if edit is not None:
            kinds[kind] += 1
            found = sorted([*found, edit], key=lambda one: (one.cost, one.sentence))
    return found[:SHOWN]


def _pairs(judge: _Judge, case: Case) -> list[Edit]:
    """Return pairs that work: a first edit, then one against the conflict that it leaves."""
    found: dict[frozenset[Sentence], Edit] = {}
    conflict_classes = judge.near
    for first in _firsts(judge, case):
        if judge.left() <= 0 or len(found) >= SHOWN:
            break
        instance = derive(first.scenario)
        until = time.monotonic() + CONFLICT_SHARE * judge.left()
        left = find_conflict(instance, deadline=until, seed=judge.seed, stop=judge.stop)
        rest = _case(instance, left)
        judge.near = frozenset(cls.id for cls in rest.classes)
        for second in _cheapest(judge, rest) if left else ():
            key = frozenset((first.sentence, second.sentence))
            sentence = say("both", first=first.sentence, second=second.sentence)
            pair = Edit(sentence, first.cost + second.cost, second.scenario)
            found.setdefault(key, pair)
        judge.near = conflict_classes
    return sorted(found.values(), key=lambda one: (one.cost, one.sentence))[:SHOWN]


def _firsts(judge: _Judge, case: Case) -> Iterator[Edit]:
    """Yield what frees the conflict's classes by themselves, then the most of what does not."""
    others: list[Edit] = []
    number = 0
    for _, family in _candidates(judge, case):
        if number >= FIRSTS or judge.left() <= 0:
            return
        edit = judge.least(family, nearby=True)
        if edit is None:
            others.append(family.edit(family.size - 1))
        else:
            number += 1
            yield edit
    yield from others[: FIRSTS - number]
