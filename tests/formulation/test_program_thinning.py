"""Start days that stand for others: enough of them, no two in one week."""

from datetime import timedelta

import pytest

from scheduler.formulation.derive import derive
from scheduler.formulation.program.thinning import useful_starts
from tests.builders import MONDAY, held, module, plan, scenario, training_class

TEN_WEEKS = {
    "horizon": {"from": MONDAY, "to": MONDAY + timedelta(days=69)},
    "objective": ({"shortfall": 1},),  # months play no role
}
LONG = (module("M1", "a", sessions=5), module("M2", "b", sessions=4))  # five days


@pytest.mark.parametrize("classes", [1, 2, 3])
@pytest.mark.parametrize("days", [1, 5])
def test_of_days_that_nothing_distinguishes_as_many_stay_as_there_are_classes(classes, days):
    fields = {"modules": LONG} if days == 5 else {}
    instance = derive(
        scenario(
            classes=tuple(training_class(f"K{n}") for n in range(classes)),
            **TEN_WEEKS,
            **fields,
        )
    )
    for starts in useful_starts(instance).values():
        touched = [set(instance.week[start : start + days].tolist()) for start in starts]
        assert len(starts) == classes
        assert len(set().union(*touched)) == sum(map(len, touched))


def test_a_day_that_is_kept_stays_beside_those_that_suffice():
    instance = derive(scenario(**TEN_WEEKS))
    assert useful_starts(instance) == {0: (0,)}
    assert useful_starts(instance, [(0, 17)]) == {0: (0, 17)}


def test_the_day_of_the_baseline_stays_beside_those_that_suffice():
    before = plan(scenario(**TEN_WEEKS), held(start=MONDAY + timedelta(days=17)))
    assert useful_starts(derive(scenario(**TEN_WEEKS, baseline=before))) == {0: (0, 17)}
