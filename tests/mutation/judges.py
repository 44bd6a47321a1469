"""Who may catch a fault: golden cases, tiny scenarios whose every plan is known, then the tests.

What does not depend on the faulty code (files read, plans tried) is prepared once, before anything
is broken; the quickest judges come first.
"""

import contextlib
import io
import json
from collections.abc import Iterator

import pytest

from scheduler.checker import verify
from scheduler.load import load_coverage, load_plan, load_result, load_scenario
from tests.agreement.court import BASELINE, Hearing
from tests.agreement.fixed_plans import hold_fixed_plans
from tests.mutation.mutants import ROOT

HEARD = {"checker": 90, "program": 45}  # so many seeds, and as many with a baseline
DIRECTED = {
    "checker": ["tests/test_golden_cases.py"],
    "program": [
        "tests/formulation/test_program_rules.py",
        "tests/formulation/test_program_edges.py",
        "tests/formulation/test_program_guards.py",
        "tests/formulation/test_program_candidates.py",
        "tests/formulation/test_program_thinning.py",
        "tests/formulation/test_program_symmetry.py",
        "tests/formulation/test_program_course.py",
        "tests/formulation/test_program_beside.py",
        "tests/formulation/test_program_empty.py",
        "tests/formulation/test_program_requirements.py",
        "tests/formulation/test_program_worth.py",
        "tests/formulation/test_program_kept_classes.py",
        "tests/formulation/test_program_parts.py",
        "tests/formulation/test_scaled_form.py",
        "tests/formulation/test_scaling.py",
    ],
}
TESTS = {
    "checker": ["tests/checker", "tests/test_altered_plans.py"],
    "program": [
        "tests/formulation/test_program_golden_cases.py",
        "tests/formulation/test_program_agreement.py",
        "tests/solve/test_exact.py",
    ],
}
CASES = sorted((ROOT / "tests" / "cases").glob("*/expected.json"))


def golden() -> list:
    """The golden cases as read."""
    found = []
    for path in CASES:
        case = path.parent
        scenario = load_scenario(case / "scenario.yaml").scenario
        paper = case / "plan"
        plan = load_plan(paper), load_result(paper), load_coverage(paper)
        found.append((scenario, plan, json.loads(path.read_text(encoding="utf-8"))))
    return found


def golden_agree(cases) -> bool:
    for scenario, (plan, result, coverage), expected in cases:
        verdict = verify(scenario, plan, result, coverage)
        found = {(v.rule.value, v.subject) for v in verdict.violations}
        if found != {(item["rule"], item["subject"]) for item in expected["violations"]}:
            return False
        for name, amount in verdict.components.items():
            if abs(amount - expected["components"][name.value]) > 0.01:
                return False
        if [row.model_dump() for row in verdict.coverage] != expected["coverage"]:
            return False
        if len(verdict.false) != len(expected.get("false", [])):
            return False
    return True


class Judges:
    """The judges of one place, prepared."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.cases = golden() if place == "checker" else []
        self.hearings = list(prepared(HEARD[place]))

    def caught_by(self) -> str:
        """Who catches the fault that is in the code now, "survives" where nobody does."""
        try:
            if self.place == "checker" and not golden_agree(self.cases):
                return "golden cases"
            if any(map(self.complaints, self.hearings)):
                return "brute force"
            if tests_fail(DIRECTED[self.place]):
                return "tests"
            if any(map(self.complaints_on_fixed_plans, self.hearings)):
                return "brute force"
        except Exception:
            return "crash"
        return "tests" if tests_fail(TESTS[self.place]) else "survives"

    def complaints(self, hearing: Hearing) -> list[str]:
        """Let those who use the place's code be heard about one scenario."""
        if self.place == "program":
            hearing.exact_program()
        elif hearing.best is not None:
            hearing.plan_of_brute_force()
            hearing.changed_plans()
        if self.place == "program" and hearing.best is not None and not hearing.complaints:
            hearing.parts()
        return hearing.complaints

    def complaints_on_fixed_plans(self, hearing: Hearing) -> list[str]:
        if self.place == "program":
            hold_fixed_plans(hearing)
        return hearing.complaints


def prepared(number: int) -> Iterator[Hearing]:
    for seed in range(number):
        for hearing in (Hearing(seed), Hearing(BASELINE + seed)):
            if hearing.prepare():
                yield hearing


def tests_fail(files: list[str]) -> bool:
    options = ["-q", "-x", "-p", "no:cacheprovider", "--no-header", "--tb=no"]
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
        ended = pytest.main([*options, *files])
    if ended not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED):
        raise RuntimeError(f"the tests could not be run: {ended!r}")
    return ended is not pytest.ExitCode.OK
