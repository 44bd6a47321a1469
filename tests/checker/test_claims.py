"""False figures of classes.csv, enrolments.csv, coverage.csv and the coverage of result.json."""

from datetime import date

import pytest

from models.plan import Enrolment
from models.result import CoverageRow
from tests.builders import cadre, held, history, plan, scenario, tier, training_class, unit
from tests.checker.claiming import true_coverage, true_result
from tests.checker.saying import breaches, changed_class, false_figures

S = scenario(
    units=(unit("U1"), unit("U2"), unit("U3")),
    tiers=(tier("P"), tier("D")),
    cadres=(cadre(1), cadre(2), cadre(3, unit="U2"), cadre(4, tier="D")),
    classes=(training_class("K1"), training_class("K2")),
)
GOOD = plan(S, held())


def test_true_claims_are_silent():
    assert false_figures(S, GOOD, true_result(S, GOOD), true_coverage(S, GOOD)) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"programme": "B"}, "classes.csv K1 programme: claims B, is A"),
        ({"end": date(2024, 3, 5)}, "classes.csv K1 end: claims 2024-03-05, is 2024-03-04"),
        ({"end": None}, "classes.csv K1 end: claims -, is 2024-03-04"),
        ({"venue": "V2"}, "classes.csv K1 venue: claims V2, is V1"),
        ({"venue": None}, "classes.csv K1 venue: claims -, is V1"),
        ({"size": 2}, "classes.csv K1 size: claims 2, is 3"),
        ({"cost": 349.9}, "classes.csv K1 cost: claims 349.9, is 350"),
        ({"cost": 350.01}, None),
    ],
)
def test_classes_that_open(fields, said):
    paper = changed_class(GOOD, "K1", **fields)
    assert breaches(S, paper) == []
    assert false_figures(S, paper) == ([] if said is None else [said])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"start": date(2024, 3, 4)}, "classes.csv K2 start: claims 2024-03-04, is -"),
        ({"end": date(2024, 3, 4)}, "classes.csv K2 end: claims 2024-03-04, is -"),
        ({"room": "R1"}, "classes.csv K2 room: claims R1, is -"),
        ({"venue": "V1"}, "classes.csv K2 venue: claims V1, is -"),
        ({"size": 4}, "classes.csv K2 size: claims 4, is 0"),
        ({"cost": 1}, "classes.csv K2 cost: claims 1, is 0"),
    ],
)
def test_classes_that_do_not_open(fields, said):
    paper = changed_class(GOOD, "K2", **fields)
    assert breaches(S, paper) == []
    assert false_figures(S, paper) == [said]


def test_enrolments_repeat_by_start_day_then_class_id():
    s = scenario(
        classes=tuple(training_class(f"K{n}") for n in (1, 2, 3)),
        history=(history("CB-0001", "O", "2023-01-01", "M1"),),
        rules={"max_classes_per_cadre": 3},
    )
    paper = plan(
        s,
        held("K3", date(2024, 3, 4), cadres=[1]),
        held("K1", date(2024, 3, 5), cadres=[1]),
        held("K2", date(2024, 3, 5), cadres=[1]),
    )
    assert [text for text in false_figures(s, paper) if text.startswith("enrol")] == [
        "enrolments.csv CB-0001 K1 repeat_periods: claims 0, is 8",
        "enrolments.csv CB-0001 K2 repeat_periods: claims 0, is 8",
        "enrolments.csv CB-0001 K3 repeat_periods: claims 0, is 4",
    ]


def test_enrolments_km():
    s = scenario(distances=({"unit": "U1", "venue": "V1", "km": 12.5},))
    rows = (
        Enrolment(cadre="CB-0001", class_id="K1", km=12.5),
        Enrolment(cadre="CB-0002", class_id="K1", km=12.49),
        Enrolment(cadre="CB-0003", class_id="K1", km=12.4),
    )
    paper = plan(s, held()).model_copy(update={"enrolments": rows})
    assert false_figures(s, paper) == ["enrolments.csv CB-0003 K1 km: claims 12.4, is 12.5"]


def row(tier_id="P", unit_id=None, **fields):
    """A true row of coverage.csv for the good plan."""
    true = {
        ("P", None): (3, 3, 0, 3, 0),
        ("D", None): (1, 1, 0, 0, 1),
        ("P", "U1"): (2, None, 0, 2, None),
        ("P", "U2"): (1, None, 0, 1, None),
        ("P", "U3"): (0, None, 0, 0, None),
        ("D", "U1"): (1, None, 0, 0, None),
    }
    names = ("population", "target", "covered_before", "covered_after", "shortfall")
    values = dict(zip(names, true[tier_id, unit_id], strict=True))
    return CoverageRow(tier=tier_id, unit=unit_id, **values | fields)


TIERS = (row("P"), row("D"))
UNITS = (row("P", "U1"), row("P", "U2"), row("D", "U1"))


def test_coverage_rows_of_units_may_stand_or_be_left_out():
    assert false_figures(S, GOOD, coverage=TIERS) == []
    assert false_figures(S, GOOD, coverage=(*TIERS, *UNITS)) == []
    assert false_figures(S, GOOD, coverage=(*TIERS, *UNITS, row("P", "U3"))) == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            (row(population=4), row("D")),
            "coverage.csv P population: claims 4, is 3",
        ),
        ((row(target=None), row("D")), "coverage.csv P target: claims -, is 3"),
        ((row(covered_before=1), row("D")), "coverage.csv P covered_before: claims 1, is 0"),
        ((row(covered_after=2), row("D")), "coverage.csv P covered_after: claims 2, is 3"),
        ((row(), row("D", shortfall=0)), "coverage.csv D shortfall: claims 0, is 1"),
        (TIERS[:1], "coverage.csv D: is missing"),
        (TIERS[1:], "coverage.csv P: is missing"),
        ((*TIERS, row()), "coverage.csv P: stands more than once"),
        ((*TIERS, *UNITS[1:]), "coverage.csv P U1: is missing"),
        (
            (*TIERS, *UNITS[:2], row("D", "U1", target=1)),
            "coverage.csv D U1 target: claims 1, is -",
        ),
        (
            (*TIERS, *UNITS[:2], row("D", "U1", covered_after=1)),
            "coverage.csv D U1 covered_after: claims 1, is 0",
        ),
        (
            (*TIERS, *UNITS, row().model_copy(update={"unit": "U9"})),
            "coverage.csv P U9: is not in the scenario",
        ),
        (
            (*TIERS, row().model_copy(update={"tier": "X"})),
            "coverage.csv X: is not in the scenario",
        ),
    ],
)
def test_coverage_csv(rows, said):
    assert false_figures(S, GOOD, coverage=rows) == [said]


def test_coverage_of_the_result():
    good = true_result(S, GOOD)
    tiers = list(good.coverage)
    lie = tiers[0].model_copy(update={"covered_after": 2, "shortfall": 1})
    stranger = tiers[0].model_copy(update={"tier": "X"})
    for rows, said in (
        (
            [lie, tiers[1]],
            [
                "coverage.P.covered_after: claims 2, is 3",
                "coverage.P.shortfall: claims 1, is 0",
            ],
        ),
        (tiers[1:], ["coverage.P: is missing"]),
        ([*tiers, tiers[1]], ["coverage.D: stands more than once"]),
        ([*tiers, stranger], ["coverage.X: is not in the scenario"]),
    ):
        claimed = good.model_copy(update={"coverage": tuple(rows)})
        assert false_figures(S, GOOD, claimed) == said
