"""The whole path on generated scenarios and edits; `python -m tests.path.walk` walks more."""

import pytest
from hypothesis import HealthCheck, given, settings

from tests.path.walk import CORPUS, not_worse, read, take, take_in_its_own_folder, walks

KEPT = sorted(CORPUS.glob("*.json"))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_walks_kept_in_the_corpus(path, tmp_path):
    assert take(read(path), tmp_path) == "changed"


def test_the_corpus_knows_most_kinds_of_edits():
    assert len({edit["edit"] for path in KEPT for edit in read(path).edits}) >= 19


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(walks())
def test_plan_verify_plan_again_change_verify(walk):
    take_in_its_own_folder(walk)


def test_a_worse_plan_is_told_from_a_better_one():
    assert not_worse([1.0, 5.0], [2.0, 0.0])
    assert not_worse([1.0, 0.0], [1.0, 0.0])
    assert not not_worse([1.0, 0.1], [1.0, 0.0])
