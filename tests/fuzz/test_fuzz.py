"""What once broke a reader breaks it no more, and some hundreds of new inputs do not either."""

import random

import pytest

from tests.fuzz.run import mutated
from tests.fuzz.targets import TARGETS, Bench, seeds

INPUTS = {"scenario": 40, "what-if": 40, "workbook": 60}


@pytest.mark.parametrize("target", TARGETS)
def test_corpus(target):
    with Bench() as bench:
        for data in seeds(target):
            TARGETS[target](bench, data)


@pytest.mark.parametrize("target", TARGETS)
def test_mutated_inputs(target):
    rng, known = random.Random(8), seeds(target)
    with Bench() as bench:
        for _ in range(INPUTS.get(target, 200)):
            TARGETS[target](bench, mutated(rng, rng.choice(known)))
