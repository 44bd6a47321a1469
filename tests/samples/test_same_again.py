"""A seed gives the same bytes, in the repository too; another seed gives other people."""

import time
from pathlib import Path

import pytest

import cli
from scheduler.samples import KINDS, sample_files, write_sample
from scheduler.samples.people import MIDDLES
from tests.samples.reading import number_of_classes, people_by_tier, table, texts

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.mark.parametrize("kind", ["province", "demo", "term"])
def test_the_files_of_the_repository_are_the_generated_ones(kind):
    for path, text in texts(kind).items():
        assert (SCENARIOS / path).read_bytes() == text.encode(), path


@pytest.mark.parametrize("kind", ["demo", "term"])
def test_a_seed_gives_the_same_texts_again(kind):
    assert sample_files(kind, seed=1) == texts(kind)


@pytest.mark.parametrize("kind", ["demo", "province"])
def test_another_seed_gives_other_people_in_the_same_number(kind):
    assert table(kind, "cadres", seed=2) != table(kind, "cadres")
    assert people_by_tier(kind, seed=2) == people_by_tier(kind)
    assert table(kind, "history", seed=2) != table(kind, "history")


def test_the_scenario_itself_does_not_depend_on_the_seed():
    assert texts("province", seed=2)["2024.yaml"] == texts("province")["2024.yaml"]


@pytest.mark.parametrize("factor", [0.5, 2])
def test_people_grow_by_the_factor(factor):
    assert people_by_tier("province", cadres=factor) == {
        tier: round(count * factor) for tier, count in people_by_tier("province").items()
    }
    assert number_of_classes("province", cadres=factor) == 40


@pytest.mark.parametrize("factor", [2, 8])
def test_classes_grow_by_the_factor_and_lecturers_with_them(factor):
    assert number_of_classes("province", classes=factor) == 40 * factor
    assert len(table("province", "lecturers", classes=factor)) == 60 * factor


def test_every_kind_is_written_with_all_its_files(tmp_path):
    path = write_sample("demo", tmp_path / "new" / "folder")
    assert path == tmp_path / "new" / "folder" / "demo.yaml"
    for name, text in texts("demo").items():
        assert (tmp_path / "new" / "folder" / name).read_bytes() == text.encode()


def test_the_largest_sample_takes_less_than_15_seconds():
    start = time.process_time()
    texts("organisers", seed=7)
    assert time.process_time() - start < 15


def test_the_repository_stays_small():
    size = sum(
        len(t.encode()) for kind in ("province", "demo", "term") for t in texts(kind).values()
    )
    assert size < 6_000_000


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_is_real(kind):
    for name in ("cadres", "lecturers"):
        for row in table(kind, name):
            assert len(row["name"].split()) == 3
            assert row["name"].split()[1] in MIDDLES
    assert all(row["id"].startswith("CB-") for row in table(kind, "cadres"))
    assert "email" not in table(kind, "lecturers")[0]


def test_the_command_line_offers_every_kind():
    choices = next(param.type.choices for param in cli.init.params if param.name == "kind")
    assert set(choices) == set(KINDS)
