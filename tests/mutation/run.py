"""Put faults into checker and program one by one and count how many the tests catch.

`python -m tests.mutation.run checker program --sample 200 --seed 1`; each mutant lives in a forked
process whose function has another code. Survivors that `equivalent` proves harmless do not count.
"""

import argparse
import importlib
import inspect
import os
import resource
import sys
import time
from collections import Counter
from functools import cached_property

from tests.mutation.equivalent import is_equivalent
from tests.mutation.judges import Judges
from tests.mutation.mutants import FAMILIES, PLACES, ROOT, Mutant, code_of, sample

SECONDS = 240  # of processor time; a mutant that needs more is caught: it never ends


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


def outcome(mutant: Mutant, judges: Judges) -> str:
    """Break, judge and forget, in a process of its own."""
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        sys.stdout.flush()
        try:
            break_function(mutant)
            said = judges.caught_by()
        except BaseException as error:
            said = f"defect of the tool: {error!r}"
        os.write(there, said.encode())
        os._exit(0)
    os.close(there)
    with os.fdopen(here) as stream:
        said = stream.read()
    os.waitpid(child, 0)
    return said or "never ends"


def judge_place(place: str, asked: argparse.Namespace) -> float:
    """Judge a sample of the mutants of a place; return the share that is caught."""
    began = time.monotonic()
    judges = Judges(place)
    chosen = [
        m for m in sample(place, asked.sample, asked.seed, asked.family) if asked.only in str(m)
    ]
    counts: Counter[str] = Counter()
    for mutant in chosen:
        said = outcome(mutant, judges)
        if said == "survives" and is_equivalent(mutant):
            said = "harmless"
        if said.startswith("defect"):
            raise SystemExit(f"{mutant}: {said}")
        counts[said] += 1
        if said == "survives" or asked.tell:
            print(f"{said}: {mutant}", flush=True)
    number = len(chosen) - counts["harmless"]
    caught = 1 - counts["survives"] / max(1, number)
    told = ", ".join(f"{name} {number}" for name, number in sorted(counts.items()))
    took = time.monotonic() - began
    print(f"{place}: {caught:.1%} of {number} caught ({told}), {took:.0f} s", flush=True)
    return caught


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="+", choices=list(PLACES))
    parser.add_argument("--sample", type=int, default=150, help="mutants of each place; 0: all")
    parser.add_argument("--family", default="small", choices=list(FAMILIES), help="kind of fault")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=0.95, help="share to be caught")
    parser.add_argument("--only", default="", help="mutants whose description holds this text")
    parser.add_argument("--tell", action="store_true", help="tell of every mutant")
    asked = parser.parse_args()
    os.chdir(ROOT)
    shares = [judge_place(place, asked) for place in asked.places]
    return 0 if all(share >= asked.least for share in shares) else 1


if __name__ == "__main__":
    sys.exit(main())
