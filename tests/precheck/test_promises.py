"""What `check` promises: nothing wrong, no warning; one thing wrong, just that one warning."""

import pytest

from tests.precheck.test_out_of_reach import SHORT
from tests.precheck.trial import check, codes, sound

TEN = 10


def test_a_scenario_where_nothing_is_wrong_gets_no_warning():
    assert [finding.code for finding in check(sound(), "en") if finding.severity != "I"] == []


def test_there_are_at_least_ten_scenarios_with_different_things_wrong():
    assert len({code for code, *_ in SHORT.values()}) >= TEN


@pytest.mark.parametrize("name", SHORT)
def test_a_scenario_where_one_thing_is_wrong_gets_just_that_warning(name):
    code, wrong, right = SHORT[name]
    assert codes(sound(**wrong)) == [f"W-{code}"]
    assert codes(sound(**wrong | right)) == []
