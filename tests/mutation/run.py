"""Put faults into checker and program one by one and count how many the tests catch.

`python -m tests.mutation.run checker program --sample 200 --seed 1`; each mutant lives in a forked
process whose function has another code. The quickest judges come first: the golden cases, then
some hearings of the brute force, then the tests of the place.
"""

import argparse
import importlib
import inspect
import io
import json
import os
import resource
import sys
import time
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from functools import cached_property

import pytest

from scheduler.checker import verify
from scheduler.load import load_coverage, load_plan, load_result, load_scenario
from tests.agreement.court import BASELINE, Hearing
from tests.mutation.mutants import ROOT, Mutant, code_of, sample

SECONDS = 240  # of processor time; a mutant that needs more is caught: it never ends
HEARD = [*range(30), *(BASELINE + seed for seed in range(30))]
TESTS = {
    "checker": ["tests/checker", "tests/test_golden_cases.py", "tests/test_altered_plans.py"],
    "program": [
        "tests/formulation/test_program_rules.py",
        "tests/formulation/test_program_kept_classes.py",
        "tests/formulation/test_program_golden_cases.py",
        "tests/formulation/test_program_agreement.py",
    ],
}
CASES = sorted((ROOT / "tests" / "cases").glob("*/expected.json"))


def golden() -> list:
    """The golden cases, read before anything is broken."""
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


def break_function(mutant: Mutant) -> None:
    """Give the live function the mutant's code, wherever it was imported to."""
    module = importlib.import_module(mutant.file.removesuffix(".py").replace("/", "."))
    owner = module
    *above, name = mutant.function.split(".")
    for one in above:
        owner = getattr(owner, one)
    found = inspect.getattr_static(owner, name)
    if isinstance(found, property):
        found = found.fget
    elif isinstance(found, cached_property):
        found = found.func
    elif isinstance(found, staticmethod | classmethod):
        found = found.__func__
    inspect.unwrap(found).__code__ = code_of(mutant)


def judge(place: str, mutant: Mutant, cases) -> str:
    """Who catches the mutant, "survives" where nobody does (in a process of its own)."""
    break_function(mutant)
    try:
        if place == "checker" and not golden_agree(cases):
            return "golden cases"
        if any(Hearing(seed).hold().complaints for seed in HEARD):
            return "brute force"
    except Exception:
        return "crash"
    options = ["-q", "-x", "-p", "no:cacheprovider", "--no-header", "--tb=no"]
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        ended = pytest.main([*options, *TESTS[place]])
    return "survives" if ended == 0 else "tests"


def outcome(place: str, mutant: Mutant, cases) -> str:
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        sys.stdout.flush()
        try:
            said = judge(place, mutant, cases)
        except BaseException as error:
            said = f"crash {type(error).__name__}"
        os.write(there, said.encode())
        os._exit(0)
    os.close(there)
    with os.fdopen(here) as stream:
        said = stream.read()
    os.waitpid(child, 0)
    return said or "never ends"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="+", choices=list(TESTS))
    parser.add_argument("--sample", type=int, default=150, help="mutants of each place; 0: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=0.9, help="share to be caught")
    asked = parser.parse_args()
    os.chdir(ROOT)
    cases = golden()
    enough = True
    for place in asked.places:
        began = time.monotonic()
        chosen = sample(place, asked.sample, asked.seed)
        counts: Counter[str] = Counter()
        for mutant in chosen:
            said = outcome(place, mutant, cases)
            counts[said] += 1
            if said == "survives":
                print(f"survives: {mutant}", flush=True)
        caught = 1 - counts["survives"] / max(1, len(chosen))
        enough = enough and caught >= asked.least
        told = ", ".join(f"{name} {number}" for name, number in sorted(counts.items()))
        took = time.monotonic() - began
        print(f"{place}: {caught:.1%} of {len(chosen)} caught ({told}), {took:.0f} s", flush=True)
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main())
