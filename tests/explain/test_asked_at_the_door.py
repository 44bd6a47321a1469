"""The command `explain`: from a plan folder to text or JSON, and questions it cannot answer."""

import json

import pytest

import cli
from models.explanation import Explanation
from scheduler.explain.answer import KINDS
from scheduler.outputs import write_folder
from tests.builders import held, scenario
from tests.run.fakes import solved

IDS = {"cadre": "CB-0001", "class": "K1", "lecturer": "L1", "unit": "U1", "tier": "P", "room": "R1"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A plan folder of the default scenario."""
    chosen = scenario()
    found = solved(chosen, opened=(held(cadres=(1, 2)),))
    folder = tmp_path_factory.mktemp("plans") / "small"
    write_folder(folder, chosen, found.plan, found.result, found.coverage, language="en")
    return folder


def asked(capsys, *arguments):
    code = cli.run_safely(["explain", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_door_knows_every_kind():
    assert set(cli.EXPLAINED) == set(KINDS) == set(IDS)


@pytest.mark.parametrize("kind", sorted(IDS))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_is_answered_in_both_languages(capsys, folder, kind, language):
    code, out, err = asked(capsys, folder, kind, IDS[kind], "--language", language)
    assert (code, err) == (0, "")
    assert IDS[kind] in out.splitlines()[0]
    assert "{" not in out


def test_without_an_option_the_scenarios_language_is_spoken(capsys, folder):
    assert asked(capsys, folder, "cadre", "CB-0003")[1].startswith("Cadre CB-0003")


@pytest.mark.parametrize("kind", sorted(IDS))
def test_json_is_the_same_explanation(capsys, folder, kind):
    code, out, _ = asked(capsys, folder, kind, IDS[kind], "--json")
    assert code == 0
    answer = Explanation.model_validate_json(out)
    assert (answer.kind, answer.id) == (kind, IDS[kind])
    assert json.loads(out)["sections"][0]["facts"][0]["code"]


def test_an_unknown_id_names_the_nearest(capsys, folder):
    code, out, err = asked(capsys, folder, "cadre", "CB-001")
    assert (code, out) == (2, "")
    assert err == "Error: there is no cadre 'CB-001'; nearest: CB-0001, CB-0003, CB-0002\n"


def test_an_unknown_id_far_from_all_names_all_where_there_are_few(capsys, folder):
    code, _, err = asked(capsys, folder, "tier", "xyz", "--language", "vi")
    assert (code, err) == (2, "Error: không có đối tượng 'xyz'; chỉ có: P\n")


def test_an_unknown_kind_names_the_kinds(capsys, folder):
    code, _, err = asked(capsys, folder, "kader", "CB-0001")
    assert code == 2
    assert "'cadre'" in err


def test_a_folder_without_a_plan(capsys, tmp_path):
    code, _, err = asked(capsys, tmp_path, "tier", "P")
    assert code == 2
    assert "scenario.json" in err
