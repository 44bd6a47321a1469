"""Scenarios in which something is missing altogether are looked at without a fault of ours."""

import pytest

from tests.builders import cadre, programme, tier, training_class
from tests.precheck.trial import check, codes, sound, status_of

BARE = {
    "no classes": ({"classes": ()}, ["W-SEAT-01"]),
    "no programmes": ({"classes": (), "programmes": ()}, ["W-SEAT-01"]),
    "no cadres": ({"cadres": (), "history": ()}, ["W-ELIG-02"]),
    "no lecturers": ({"lecturers": (), "qualifications": ()}, ["W-LEC-01", "W-SEAT-01"]),
    "no rooms": ({"rooms": ()}, ["W-SEAT-01", "W-SIZE-01"]),
    "no venues": ({"rooms": (), "venues": ()}, ["W-SEAT-01", "W-SIZE-01"]),
    "no requirements": ({"requirements": ()}, ["W-REQ-02"]),
    "no tiers of a programme": (
        {"programmes": (programme(tiers=()),)},
        ["W-ELIG-02", "W-SEAT-01"],
    ),
    "nobody may attend any class": ({"rules": {"max_classes_per_cadre": 0}}, ["W-REQ-01"]),
    "no modules at all": (
        {"modules": (), "programmes": (), "classes": (), "qualifications": ()},
        ["W-SEAT-01"],
    ),
    "a tier without cadres": ({"tiers": (tier(), tier("D"))}, []),
    "a class for nobody in particular": (
        {"programmes": (programme(size={"min": 0, "max": 0}),)},
        ["W-SEAT-01"],
    ),
    "a closed class": (
        {"classes": (training_class(), training_class("K2", fixed={"open": False}))},
        [],
    ),
    "one slot a day": (
        {"calendar": {"slots": [{"id": "S", "name": "S", "start": "07:30", "end": "11:30"}]}},
        [],
    ),
    "nobody eligible": ({"cadres": (cadre(1, eligible=False),), "history": ()}, ["W-ELIG-02"]),
}


@pytest.mark.parametrize("name", BARE)
def test_what_is_said_where_something_is_missing(name):
    fields, expected = BARE[name]
    assert codes(sound(**fields)) == expected
    assert check(sound(**fields), "vi")[0].message if expected else True


def test_a_required_class_without_anything_is_impossible():
    for fields in ({"rooms": ()}, {"lecturers": (), "qualifications": ()}):
        value = sound(classes=(training_class("K1", required=True),), **fields)
        assert [code for code in codes(value) if code.startswith("E")]
        assert status_of(value) == "INFEASIBLE"
