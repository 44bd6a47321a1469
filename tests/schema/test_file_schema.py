"""The JSON Schema for editors: valid itself, right about good files and about bad ones."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from cli import cli
from models.edits import EDIT_TYPES
from models.scenario_file import ScenarioFile
from models.sweep import SweepFile
from models.what_if import WhatIfFile
from scheduler.file_schema import file_schema
from scheduler.load.yaml_core import read_yaml

ROOT = Path(__file__).parents[2]
EXHIBITS = ROOT / "tests" / "bad_input" / "exhibits"
SHIPPED = sorted(
    [
        *ROOT.glob("scenarios/**/*.yaml"),
        *ROOT.glob("tests/cases/*/*.yaml"),
        *ROOT.glob("tests/bad_input/good/**/*.yaml"),
    ]
)
SCENARIO = Draft202012Validator(file_schema())
WHAT_IF = Draft202012Validator(file_schema(what_if=True))
SWEEP = Draft202012Validator(file_schema(sweep=True))


def faults(path_or_bytes) -> list[str]:
    """What an editor would underline, as dotted paths."""
    data = path_or_bytes if isinstance(path_or_bytes, bytes) else path_or_bytes.read_bytes()
    value = read_yaml(data).value
    judge = WHAT_IF if "base" in value else SWEEP if "scenarios" in value else SCENARIO
    return [".".join(map(str, fault.absolute_path)) for fault in judge.iter_errors(value)]


@pytest.mark.parametrize("kind", [{}, {"what_if": True}, {"sweep": True}])
def test_the_schema_is_one(kind):
    Draft202012Validator.check_schema(file_schema(**kind))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("grid: {rules.budget: [1, null], t: [{label: x, edits: []}]}", []),
        ("gird: {}", [""]),
        ("grid: {rules.budget: []}", ["grid.rules.budget"]),
        ("seeds: [-1]", ["seeds.0"]),
        ("runs: [{edits: []}]", ["runs.0"]),
    ],
)
def test_a_sweep_file_is_judged(text, where):
    head = "format: 1\nname: a\nscenarios: [b.yaml]\n"
    assert faults(f"{head}{text}\n".encode()) == where


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_shipped_files_are_good(path):
    assert faults(path) == []


def test_every_key_of_the_types_is_there_and_no_other():
    pairs = ((SCENARIO, ScenarioFile), (WHAT_IF, WhatIfFile), (SWEEP, SweepFile))
    for schema, model in ((judge.schema, model) for judge, model in pairs):
        names = {info.alias or name for name, info in model.model_fields.items()}
        assert set(schema["properties"]) == names
        assert not schema["additionalProperties"]
    edits = WHAT_IF.schema["$defs"]
    known = {part["properties"]["edit"]["const"] for part in edits.values() if _is_edit(part)}
    assert known == set(EDIT_TYPES)


def _is_edit(part) -> bool:
    return "edit" in part.get("properties", {})


GOOD = (ROOT / "scenarios" / "demo.yaml").read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("format: 1", "format: 2", "format"),
        ("max_absent: 0.25", "max_absnt: 0.25", "rules"),
        ("country: VN", "country: VN\n  public_holidays: []", "calendar"),
        ("language: vi", "language: fr", "language"),
        (
            "country: VN",
            "slots: [{id: S, name: S, start: half, end: '11:30'}]",
            "calendar.slots.0.start",
        ),
    ],
)
def test_it_sees_what_the_loader_refuses(old, new, place):
    text = GOOD.decode()
    assert old in text
    assert place in faults(text.replace(old, new, 1).encode())


def test_plain_numbers_and_blanks_are_taken_as_the_loader_takes_them():
    text = GOOD.decode()
    assert text.count("id: P, ") == 1
    assert faults(text.replace("id: P, ", "id: 7, ").encode()) == []
    assert (
        faults(
            text.replace(
                "country: VN", "slots: [{id: 1, name: 1, start: '7:30', end: '11:30'}]"
            ).encode()
        )
        == []
    )
    what_if = "format: 1\nname: more\nbase: a.yaml\ntitle:\nedits:\n"
    assert faults(what_if.encode()) == []


def test_rows_in_edits_are_written_as_in_tables():
    edit = """
format: 1
name: more
base: ../demo.yaml
edits:
  - edit: add-module
    module: {mã: M99, title: Mới, topics: "a;b:2"}
    qualifications: [{lecturer: L01}]
  - {edit: add-room, room: {id: R9, venue: V1, capacity: 40, online: có}}
  - {edit: set-target, tier: D, share: 2}
"""
    assert faults(edit.encode()) == ["edits.2"]


@pytest.mark.parametrize("what_if", [False, True])
def test_the_command_prints_it(what_if):
    done = CliRunner().invoke(cli, ["schema", *(["--what-if"] if what_if else [])])
    assert done.exit_code == 0
    assert json.loads(done.output) == file_schema(what_if=what_if)
