"""Solver, checker and brute force are heard about one tiny scenario; what they disagree on is said.

`python -m tests.agreement.court --worlds 2000` hears thousands and prints the figures.
"""

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from ortools.sat.python import cp_model

from models.plan import Plan
from models.result import Status
from models.scenario import Scenario
from scheduler.checker import verify
from scheduler.formulation.decisions import evaluate
from scheduler.formulation.derive import derive
from scheduler.formulation.instance import Instance
from scheduler.formulation.paper import coverage_of, from_plan, to_plan
from scheduler.formulation.program.build import build, level
from scheduler.formulation.program.scope import Scope
from scheduler.formulation.relaxation import bound_level
from scheduler.solve import planner, solve
from scheduler.solve.exact import solve_exact
from scheduler.solve.levels import LevelSolver, Limits
from tests.agreement.brute import Brute, Choice, read
from tests.agreement.worlds import changed, world

MOST_PLANS = 40_000
FEW_PLANS = 4_000  # where many worlds are heard briefly
BASELINE = 1_000_000  # seeds from here on plan again what a smaller seed planned
CHANGES = 8
PARTS = 2
PATIENCE = 600.0  # seconds; what is heard here takes much less, unless the machine is busy
NEAR = 1e-6


def close(one, other) -> bool:
    return abs(float(one) - float(other)) <= NEAR * max(1.0, abs(float(other)))


def alike(some, others) -> bool:
    return len(some) == len(others) and all(map(close, some, others))


class Hearing:
    """All that is said about one scenario; `complaints` is empty where all agree."""

    def __init__(self, seed: int, searching: float = 0.0, *, brief: bool = False) -> None:
        self.seed = seed
        self.brief = brief  # without bounds of the relaxation and the planner around the program
        self.rng = random.Random(seed)
        self.searching = searching  # seconds for the search for large scenarios; 0: not asked
        self.counts: Counter[str] = Counter()
        self.complaints: list[str] = []
        scenario = scenario_of(seed)
        self.brute = Brute(scenario) if scenario is not None else None

    def prepare(self) -> bool:
        """Try every plan; False where there is no scenario or it has too many plans."""
        brute = self.brute
        if brute is None:
            return False
        self.options = brute.options()
        plans = 1
        for some in self.options:
            plans *= len(some)
        if plans > (FEW_PLANS if self.brief else MOST_PLANS):
            self.counts["too large"] += 1
            return False
        self.scenario = brute.scenario
        self.worths = brute.worths(self.options)
        self.best = min(self.worths, default=None)
        self.instance = derive(self.scenario)
        self.counts["worlds"] += 1
        self.counts["baselines"] += self.scenario.baseline is not None
        self.counts["infeasible"] += self.best is None
        return True

    def hold(self) -> "Hearing":
        if not self.prepare():
            return self
        self.exact_program()
        if self.best is not None:
            self.plan_of_brute_force()
            self.changed_plans()
            self.parts()
        if self.brief:
            return self
        if self.best is not None:
            self.bounds()
        self.planner(small=True)
        if self.searching:
            self.planner(small=False)
        return self

    def complain(self, about: str, *said) -> None:
        self.complaints.append(f"{self.seed}: {about}: {' / '.join(map(shown, said))}")

    def exact_program(self) -> None:
        """Same feasibility, same optimum at every level, and a plan that is what it says."""
        outcome = solve_exact(self.instance, deadline=time.monotonic() + PATIENCE)
        if self.best is None:
            if outcome.status is not Status.INFEASIBLE or not outcome.conflict:
                self.complain("program finds a plan where none is", outcome.status)
            return
        if outcome.status is not Status.OPTIMAL or not alike(outcome.values, self.best):
            self.complain("program and brute force", outcome.values or outcome.status, self.best)
            return
        self.counts["levels"] += len(self.best)
        if not alike([b or 0 for b in outcome.bounds], self.best):
            self.complain("bounds of the program", outcome.bounds, self.best)
        said = evaluate(self.instance, outcome.decisions)
        self.plan_of_solver("program", to_plan(self.instance, outcome.decisions), said)

    def plan_of_solver(self, who: str, plan: Plan, components) -> None:
        choices = read(self.brute, plan)
        if not self.brute.holds(choices):
            self.complain(f"plan of the {who} is not valid", choices)
        verdict = verify(self.scenario, plan)
        if verdict.violations or verdict.false:
            self.complain(f"checker on the {who}'s plan", verdict.violations, verdict.false)
        truth = self.brute.components(choices)
        self.figures(f"figures of the {who}", components, truth)
        self.figures("figures of the checker", verdict.components, truth)

    def figures(self, whose: str, told, truth) -> None:
        wrong = {n: v for n, v in told.items() if not close(v, truth.get(n.value, 0))}
        if wrong:
            self.complain(whose, wrong, {n: truth.get(n.value) for n in wrong})

    def plan_of_brute_force(self) -> None:
        """The checker finds the best plan valid, its figures true and its worth the same."""
        choices = self.worths[self.best]
        plan = self.brute.paper(choices)
        verdict = verify(self.scenario, plan)
        if verdict.violations or verdict.false:
            self.complain("checker on the best plan", verdict.violations, verdict.false)
        if not alike([level.value for level in verdict.levels], self.best):
            self.complain("levels of the checker", verdict.levels, self.best)
        told = {row.tier: row.covered_after for row in coverage_of_paper(self, choices)}
        if told != {row.tier: row.covered_after for row in verdict.coverage}:
            self.complain("coverage", told, verdict.coverage)

    def changed_plans(self) -> None:
        """A plan changed a little, legal or not, is valid for both or for none."""
        for _ in range(CHANGES):
            choices = list(self.worths[self.rng.choice(list(self.worths))])
            for _ in range(self.rng.choice([1, 1, 2])):
                choices = self.one_change(choices)
            plan = self.brute.paper(choices)
            verdict = verify(self.scenario, plan)
            holds = self.brute.holds(choices)
            self.counts["plans valid" if holds else "plans broken"] += 1
            if holds != (not verdict.violations):
                self.complain("validity", choices, verdict.violations)
            elif holds:
                self.figures("figures", verdict.components, self.brute.components(choices))

    def one_change(self, choices: list[Choice | None]) -> list[Choice | None]:
        brute, rng = self.brute, self.rng
        changed = list(choices)
        k = rng.randrange(len(changed))
        old = changed[k]
        programme = brute.reading.programmes[brute.definitions[k].programme]
        if old is None or rng.random() < 0.1:
            some = brute.structures(k)
            new = rng.choice(some) if some and old is None else None
            changed[k] = new and replace(new, cadres=frozenset(self.some_cadres()))
            return changed
        what = rng.choice(["start", "room", "order", "lecturer", "cadre", "cadre", "elective"])
        if what == "start":
            new = replace(old, start=old.start + timedelta(days=rng.choice([-1, 1, 2])))
        elif what == "room":
            new = replace(old, room=rng.choice(list(brute.reading.rooms)))
        elif what == "order":
            new = replace(old, parts=tuple(rng.sample(old.parts, len(old.parts))))
            if not brute.order_holds(programme, new.parts):
                self.expect_h5(changed, k, new)
                return changed
        elif what == "lecturer":
            module = rng.choice(old.lecturers)[0]
            by = dict(old.lecturers) | {module: rng.choice(list(brute.reading.lecturers))}
            new = replace(old, lecturers=tuple(by.items()))
        elif what == "elective":
            new = rng.choice([*brute.structures(k), old])
            new = replace(new, cadres=old.cadres)
        else:
            new = replace(old, cadres=old.cadres ^ {rng.choice(brute.scenario.cadres).id})
        changed[k] = new
        return changed

    def expect_h5(self, choices, k, new) -> None:
        """An order that the brute force never makes breaks H5 for the checker."""
        plan = self.brute.paper([*choices[:k], new, *choices[k + 1 :]])
        broken = {(v.rule.value, v.subject) for v in verify(self.scenario, plan).violations}
        same_on_paper = len({a.kind for a in self.activities(k)}) < len(self.activities(k))
        if ("H5", self.brute.definitions[k].id) not in broken and not same_on_paper:
            self.complain("order that H5 forbids", new)

    def activities(self, k):
        return self.brute.reading.programmes[self.brute.definitions[k].programme].activities

    def some_cadres(self) -> list[str]:
        ids = [cadre.id for cadre in self.brute.reading.population]
        return self.rng.sample(ids, self.rng.randint(0, min(2, len(ids))))

    def least(self, level: int, above) -> float:
        """The least value of a level over all plans whose levels above are at most these."""
        allowed = (
            float(values[level])
            for values in self.worths
            if all(v <= a + NEAR * max(1, abs(a)) for v, a in zip(values, above, strict=False))
        )
        return min(allowed, default=float("inf"))

    def bounds(self) -> None:
        """The relaxation's bounds never pass the optimum given the levels above."""
        known = list(self.worths)
        for values in {self.best, *self.rng.sample(known, min(2, len(known)))}:
            for number in range(len(values)):
                above = [float(value) for value in values[:number]]
                least = self.least(number, above)
                bound = bound_level(
                    self.instance, number, above, deadline=time.monotonic() + 5, seed=1
                )
                self.counts["bounds"] += 1
                self.counts["bounds tight"] += close(bound.value, least)
                if bound.infeasible or bound.value > least + NEAR * max(1.0, abs(least)):
                    self.complain(f"bound of level {number}", above, bound.value, least)

    def parts(self) -> None:
        """The program of a part of the classes, the others kept as some plan has them."""
        known = [c for c in self.worths.values() if sum(x is not None for x in c) > 1]
        known = known or [c for c in self.worths.values() if any(c)]
        for choices in self.rng.sample(known, min(PARTS, len(known))):
            opened = [k for k, choice in enumerate(choices) if choice is not None]
            free = sorted(self.rng.sample(range(len(choices)), self.rng.randint(1, len(choices))))
            kept = [k for k in opened if k not in free]
            narrowed = [some if k in free else [choices[k]] for k, some in enumerate(self.options)]
            members = tuple((k, choices[k].cadres) for k in kept)
            best = min(values for values, _ in self.brute.plans(narrowed, members))
            decisions = from_plan(self.instance, self.brute.paper(choices))
            part = Scope(tuple(free), kept={k: decisions[k] for k in kept})
            program = build(self.instance, part)
            solver = LevelSolver(program, Limits(time.monotonic() + PATIENCE))
            solver.run(range(len(best)))
            self.counts["parts"] += 1
            if solver.values is None or not alike(solver.values, best):
                self.complain(f"part {free} beside {kept}", solver.values or "none", best)
            self.hint_of_part(program, solver, choices, decisions)

    def hint_of_part(self, program, solver, choices, decisions) -> None:
        """What a plan says of every variable is a solution of the part, at the plan's worth."""
        told = program.values_of(decisions)
        truth = self.brute.levels(self.brute.components(choices))
        if not alike([form.value(told) for form in solver.forms], truth):
            self.complain("levels of a plan put into the program", truth)
        program = build(self.instance, program.scope)
        for number in range(len(truth)):
            level(program, number)
        told = program.values_of(decisions)
        for index, value in enumerate(told):
            program.model.add(program.model.get_int_var_from_proto_index(index) == value)
        engine = cp_model.CpSolver()
        engine.parameters.num_workers = 1
        if engine.solve(program.model) != cp_model.OPTIMAL:
            self.complain("a valid plan is no solution of the part", choices)

    def planner(self, *, small: bool) -> None:
        """The planner as a whole: by the exact program, or as large scenarios are planned."""
        limit = 30.0 if small else self.searching
        options = self.scenario.solve.model_copy(
            update={"time_limit": limit, "workers": 1, "gap": 1e-7}
        )
        scenario = self.scenario.model_copy(update={"solve": options})
        solution = as_large(scenario) if not small else solve(scenario)
        who = "planner" if small else "search"
        if solution.plan is None:
            allowed = {Status.INFEASIBLE} if small else {Status.INFEASIBLE, Status.NONE}
            if self.best is not None or solution.result.status not in allowed:
                self.complain(f"{who} without a plan", solution.result.status, self.best)
            return
        if self.best is None:
            self.complain(f"{who} finds a plan where none is", solution.plan)
            return
        self.plan_of_solver(who, solution.plan, solution.result.components)
        verdict = verify(scenario, solution.plan, solution.result, solution.coverage)
        if verdict.false:
            self.complain(f"figures in the {who}'s result", verdict.false)
        levels = solution.result.levels
        values = [level.value for level in levels]
        proven = solution.result.status is Status.OPTIMAL
        self.counts[f"{who} runs"] += 1
        self.counts[f"{who} best"] += alike(values, self.best)
        self.counts[f"{who} proven"] += proven
        if (small or proven) and not alike(values, self.best):
            self.complain(f"{who} misses the optimum", values, self.best)
        for number, one in enumerate(levels):
            least = self.least(number, values[:number])
            if one.bound is not None and one.bound > least + NEAR * max(1.0, abs(least)):
                self.complain(f"bound {number} of the {who}", one.bound, least)


def as_large(scenario: Scenario):
    """Solve as scenarios too large for the exact program are solved."""
    asked = planner.is_small
    planner.is_small = never_small
    try:
        return solve(scenario)
    finally:
        planner.is_small = asked


def never_small(instance: Instance) -> bool:
    return False


def coverage_of_paper(hearing: Hearing, choices):
    """Coverage as the brute force counts it, in the solver's rows for the same plan."""
    brute, found = hearing.brute, []
    rows, _ = coverage_of(hearing.instance, {})
    for row in rows:
        people = [c for c in brute.reading.population if c.tier == row.tier]
        covered = sum(brute.covered(cadre, choices) for cadre in people)
        before = sum(brute.covered(cadre, [None] * len(choices)) for cadre in people)
        if (row.covered_before, row.population) != (before, len(people)):
            hearing.complain("coverage before", row, before, len(people))
        found.append(row.model_copy(update={"covered_after": covered}))
    return found


def scenario_of(seed: int) -> Scenario | None:
    """The scenario of a seed; None where there is no plan to serve as its baseline."""
    if seed < BASELINE:
        return world(seed)
    before = world(seed - BASELINE)
    brute = Brute(before)
    options = brute.options()
    if not all(options) or sum(map(len, options)) > 60:
        return None
    found = list(brute.worths(options).items())
    busy = [(v, c) for v, c in found if any(x is not None for x in c)]
    if not busy:
        return None
    rng = random.Random(seed)
    return changed(before, brute.paper(rng.choice([min(busy, key=lambda b: b[0]), *busy])[1]), seed)


def shown(value) -> str:
    if isinstance(value, tuple | list) and value and hasattr(value[0], "numerator"):
        return str([round(float(v), 6) for v in value])
    return str(value)


def hearings(asked: argparse.Namespace) -> Iterator[Hearing]:
    for seed in range(asked.first, asked.first + asked.worlds):
        searching = asked.searching if seed % asked.every == 0 and not asked.brief else 0.0
        for one in (seed, BASELINE + seed):
            hearing = Hearing(one, searching, brief=asked.brief)
            try:
                hearing.hold()
            except Exception:  # a defect of one of the parties must not end the others' hearing
                hearing.complain("broke off", traceback.format_exc())
            yield hearing


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--searching", type=float, default=1.0, help="seconds for each search")
    parser.add_argument("--every", type=int, default=10, help="search every n-th world")
    parser.add_argument("--brief", action="store_true", help="without bounds and planner")
    parser.add_argument("--telling", type=int, default=0, help="tell the counts every n worlds")
    asked = parser.parse_args()
    counts: Counter[str] = Counter()
    began = time.process_time()
    complaints = 0
    for hearing in hearings(asked):
        counts.update(hearing.counts)
        if asked.telling and counts["worlds"] % asked.telling == 0:
            print(dict(counts), file=sys.stderr, flush=True)
        for complaint in hearing.complaints:
            complaints += 1
            print(complaint, flush=True)
    for name, number in counts.items():
        print(f"{name:<16}{number:>8}")
    print(f"{'disagreements':<16}{complaints:>8}")
    print(f"{'CPU seconds':<16}{time.process_time() - began:>8.0f}")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
