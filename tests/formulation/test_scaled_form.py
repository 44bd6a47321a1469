"""A form in integers errs on the safe side, and by how much it says itself."""

import itertools
import math
import random
from fractions import Fraction

import pytest
from ortools.sat.python.cp_model import CpModel

from scheduler.formulation.program.form import Form, ScaledForm, bounds_of, width


def scaled(rng):
    """A form whose weights no common scale can hold, so that integers are rounded."""
    model, form = CpModel(), Form(constant=rng.choice([0.0, 2.5, -1.0]))
    for _ in range(3):
        weight = rng.choice([1e-9, 0.1, 1 / 3, math.pi, 2e8 / 7, 1e13 / 3]) * rng.choice([1, -1])
        form.add(model.new_int_var(rng.choice([0, 1]), rng.choice([1, 3, 1000]), ""), weight)
    return form, ScaledForm(form)


@pytest.mark.parametrize("seed", range(60))
def test_rounding_never_cuts_a_solution_off(seed):
    form, whole = scaled(random.Random(seed))
    domains = [tuple(variable.proto.domain) for variable in form.variables]
    points = list(itertools.product(*domains))
    truths = []
    for point in points:
        values = dict(zip((v.index for v in form.variables), point, strict=True))
        truth = form.constant + math.fsum(
            weight * values[v.index] for v, weight in zip(form.variables, form.weights, strict=True)
        )
        number = sum(
            n * values[v.index] for v, n in zip(whole.variables, whole.numbers, strict=True)
        )
        slack = 1e-9 * max(1.0, abs(truth))
        noise = 1 + 2e-12 * abs(number)  # of floating point, which `truth` has as well
        assert whole.floor(truth) - noise <= number <= whole.limit(truth) + noise
        assert whole.bound(number) <= truth + slack
        truths.append(truth)
    assert whole.least <= min(truths) + 1e-9 * max(1.0, abs(min(truths)))


def test_there_is_rounding_to_speak_of():
    assert sum(scaled(random.Random(seed))[1].error > 0.1 for seed in range(60)) > 5


def test_noise_of_floating_point_moves_no_limit():
    """Ten times 0.1 is 1 and not the next integer above or below, whatever the noise."""
    model, form = CpModel(), Form()
    form.add(model.new_int_var(0, 1000, ""), 0.1)
    whole = ScaledForm(form)
    assert (whole.scale, whole.error) == (10, 0)
    for number in range(1001):
        for value in (number * 0.1, number / 10, sum([0.1] * number)):
            assert whole.limit(value) == whole.floor(value) == number
            assert whole.bound(number + 1e-7) == pytest.approx(number / 10)
    assert whole.least == 0.0


def test_a_form_that_is_rounded_says_how_far_it_may_err():
    for seed in range(60):
        form, whole = scaled(random.Random(seed))
        if whole.error:
            value = form.constant + 0.5
            assert whole.limit(value) >= (value - whole.constant) * whole.scale + whole.error - 1
            assert whole.floor(value) <= (value - whole.constant) * whole.scale - whole.error + 1
            ends = zip(form.variables, form.weights, strict=True)
            least = form.constant + math.fsum(
                min(weight * end for end in tuple(variable.proto.domain))
                for variable, weight in ends
            )
            slack = 1e-9 * max(1.0, abs(least))
            assert least - 2 * whole.error / whole.scale - slack <= whole.least <= least + slack


@pytest.mark.parametrize(
    ("least", "most", "range_"), [(0, 1, 1), (0, 7, 7), (2, 5, 3), (-2, 5, 7), (4, 4, 1)]
)
def test_the_range_of_a_variable(least, most, range_):
    variable = CpModel().new_int_var(least, most, "")
    assert bounds_of(variable) == (least, most)
    assert width(variable) == range_


def test_terms_that_cancel_out_are_left_away_and_others_add_up():
    model, form, other = CpModel(), Form(1.0), Form(2.0)
    one, two, three = (model.new_int_var(0, 9, "") for _ in range(3))
    form.add_all([two, one, two], [3, 2, 0])
    form.add(three, 4)
    other.add_all([three, two], [2, 5])
    form.plus(other, -2)
    merged = form.merged()
    assert merged.constant == -3
    assert [v.index for v in merged.variables] == [one.index, two.index]
    assert merged.weights == [2, -7]


@pytest.mark.parametrize("seed", range(20))
def test_bounds_are_safe_to_the_last_digit_that_rounding_leaves(seed):
    """Exact arithmetic tells them from what is off by the rounding of the weights alone."""
    rng = random.Random(seed)
    model, form = CpModel(), Form()
    for _ in range(40):
        form.add(model.new_int_var(0, 1000, ""), rng.uniform(1, 2) * rng.choice([1, -1]))
    whole = ScaledForm(form)
    assert whole.error > 1000
    low = {v.index: 0 if w > 0 else 1000 for v, w in zip(form.variables, form.weights, strict=True)}
    truth = sum(
        Fraction(w) * low[v.index] for v, w in zip(form.variables, form.weights, strict=True)
    )
    number = sum(n * low[v.index] for v, n in zip(whole.variables, whole.numbers, strict=True))
    noise = Fraction(abs(number), 2**50 * int(whole.scale))
    error = Fraction(whole.error) / int(whole.scale)
    for bound in (whole.least, whole.bound(number)):
        assert truth - 2 * error - noise <= Fraction(bound) <= truth + noise
    away = Fraction(number, int(whole.scale)) - truth
    assert abs(away) <= error
    assert Fraction(whole.least) <= truth + away - error + noise
    assert Fraction(whole.bound(number)) <= truth + away - error + noise
