"""False figures of result.json: components, levels, bounds, gaps and the status."""

import pytest

from models.result import RunRecord
from models.scenario import SolveOptions
from tests.builders import cadre, held, plan, qualified, scenario
from tests.checker.claiming import changed_level, true_result
from tests.checker.saying import false_figures

S = scenario(cadres=(cadre(1), cadre(2), cadre(3), cadre(4, priority=8)))
GOOD = plan(S, held())
TRUE = true_result(S, GOOD)  # levels: 1; 8; 3.5; 4


def said(result):
    return false_figures(S, GOOD, result)


def claiming(**components):
    return TRUE.model_copy(update={"components": TRUE.components | components})


def test_true_claims_are_silent():
    assert [level.value for level in TRUE.levels] == [1, 8, 3.5, 4]
    assert said(TRUE) == []


@pytest.mark.parametrize(
    "name",
    ["shortfall", "priority", "repeat", "travel", "cost", "classes", "mismatch", "peak_load"],
)
def test_components(name):
    true = f"{TRUE.components[name]:g}"
    lie = TRUE.components[name] + 0.5
    assert said(claiming(**{name: lie})) == [f"components.{name}: claims {lie:g}, is {true}"]


def test_components_are_true_within_a_hundredth():
    assert said(claiming(cost=350.009, repeat=0.01)) == []
    assert said(claiming(repeat=0.02)) == ["components.repeat: claims 0.02, is 0"]


def test_a_component_is_missing():
    rest = {name: value for name, value in TRUE.components.items() if name != "risk"}
    claimed = TRUE.model_copy(update={"components": rest})
    assert said(claimed) == ["components.risk: is missing, is in truth 0"]


def test_moves_appears_only_with_a_baseline():
    assert said(claiming(moves=0)) == ["components.moves: appears only with a baseline"]
    s = S.model_copy(update={"baseline": plan(S, held(cadres=[1, 2]))})
    assert false_figures(s, GOOD, TRUE) == ["components.moves: is missing, is in truth 1"]
    assert false_figures(s, GOOD, claiming(moves=1)) == []


def test_a_mismatch_without_meaning_is_not_judged():
    s = S.model_copy(update={"qualifications": (qualified("L1"),)})
    assert false_figures(s, GOOD, claiming(mismatch=99)) == []


@pytest.mark.parametrize(
    ("number", "fields", "false"),
    [
        (2, {"value": 9}, ["levels.2.value: claims 9, is 8"]),
        (2, {"bound": 7.98, "gap": 0.0025}, []),
        (
            2,
            {"bound": 8.5, "gap": -0.0625},
            ["levels.2.bound: the bound 8.5 lies above the value 8"],
        ),
        (2, {"bound": 8.009, "gap": -0.001125}, []),
        (2, {"gap": 0.004}, ["levels.2.gap: claims 0.004, is 0"]),
        (2, {"gap": 0.0001}, []),  # what rounding may leave at the most
        (2, {"gap": 0.000101}, ["levels.2.gap: claims 0.000101, is 0"]),
        (2, {"gap": None}, ["levels.2.gap: claims -, is 0"]),
        (2, {"bound": 7.98, "gap": 0.02}, ["levels.2.gap: claims 0.02, is 0.0025"]),
        (
            3,
            {"bound": 3.4, "gap": 0.028571},
            ["status: claims optimal, but level 3 has the gap 0.028571, above 0.005"],
        ),
        (3, {"bound": 3.4824965, "gap": 0.005001}, []),  # a millionth more than what was asked
        (
            3,
            {"bound": 3.482496, "gap": 0.005001},
            ["status: claims optimal, but level 3 has the gap 0.005001, above 0.005"],
        ),
        (1, {"bound": None, "gap": None}, ["status: claims optimal, but level 1 has no bound"]),
        (
            4,
            {"bound": None, "gap": 0},
            [
                "levels.4.gap: claims 0, is -",
                "status: claims optimal, but level 4 has no bound",
            ],
        ),
        (
            1,
            {"objective": {"shortfall": 2}},
            ["levels.1.objective: claims shortfall 2, is shortfall 1"],
        ),
        (1, {"objective": {"shortfall": 1, "risk": 0}}, []),
    ],
)
def test_levels(number, fields, false):
    assert said(changed_level(TRUE, number, **fields)) == false


def test_the_gap_is_relative_above_one_and_absolute_below():
    s = S.model_copy(update={"objective": ({"cost": 0.001}, {"cost": 0.1})})
    good = true_result(s, GOOD)  # 0.35 and 35
    small = changed_level(good, 1, bound=0.348, gap=0.002)
    assert false_figures(s, GOOD, small) == []
    large = changed_level(good, 2, bound=34.93, gap=0.002)
    assert false_figures(s, GOOD, large) == []
    assert false_figures(s, GOOD, changed_level(good, 2, bound=34.93, gap=0.07)) == [
        "levels.2.gap: claims 0.07, is 0.002"
    ]


def test_a_value_as_it_was_rounded_gives_its_own_gap():
    s = S.model_copy(update={"objective": ({"cost": 0.0011},)})  # 0.385
    good = changed_level(true_result(s, GOOD), 1, value=0.39, bound=0.389, gap=0.001)
    assert false_figures(s, GOOD, good) == []


def test_levels_missing_and_too_many():
    short = TRUE.model_copy(update={"levels": TRUE.levels[:3]})
    assert said(short) == [
        "levels.4: is missing",
        "status: claims optimal, but level 4 has no bound",
    ]
    extra = TRUE.model_copy(update={"levels": (*TRUE.levels, TRUE.levels[0])})
    assert said(extra) == ["levels.5: is not in the scenario"]


@pytest.mark.parametrize(
    ("status", "false"),
    [
        ("optimal", []),
        ("feasible", []),
        ("infeasible", ["status: claims infeasible, but here is a plan"]),
        ("none", ["status: claims none, but here is a plan"]),
    ],
)
def test_status(status, false):
    assert said(TRUE.model_copy(update={"status": status})) == false


def test_status_against_the_gap_that_was_asked():
    level = changed_level(TRUE, 3, bound=3.43, gap=0.02)
    asked = {"seed": 1, "workers": 1, "wall_seconds": 0.1}
    for gap, is_true in ((0.02, True), (0.019, False)):
        run = RunRecord(**asked, gap=gap)
        assert (said(level.model_copy(update={"run": run})) == []) is is_true
    silent = level.model_copy(update={"run": RunRecord(**asked)})
    assert said(silent) == ["status: claims optimal, but level 3 has the gap 0.02, above 0.005"]
    s = S.model_copy(update={"solve": SolveOptions(gap=0.05)})
    assert false_figures(s, GOOD, silent) == []


def test_a_feasible_plan_may_have_any_gap():
    level = changed_level(TRUE, 3, bound=-1, gap=4.5 / 3.5)
    assert said(level.model_copy(update={"status": "feasible"})) == []
