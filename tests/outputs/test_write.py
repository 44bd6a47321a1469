"""The whole folder: complete, repeatable on any machine, read back, quick at a province's size."""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.scenario import Scenario
from scheduler.load import load_coverage, load_plan, load_result, load_scenario
from scheduler.outputs import write_folder
from scheduler.outputs.texts import TEXTS
from scheduler.outputs.write import plan_files
from tests.outputs.sample import PROVINCE, make

ROOT = Path(__file__).parent.parent.parent
PRINT_DIGESTS = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from tests.outputs.sample import make
from scheduler.outputs.write import plan_files
for path, content in plan_files(*make().parts).items():
    print(hashlib.sha256(content).hexdigest(), path)
"""


@pytest.fixture(scope="module")
def sample():
    return make()


def test_all_files_are_there(sample, tmp_path):
    assert write_folder(tmp_path / "plan", *sample.parts) == ()
    names = {path.name for path in (tmp_path / "plan").iterdir()}
    assert names == {
        *("result.json", "classes.csv", "sessions.csv", "enrolments.csv", "coverage.csv"),
        *("lecturers.csv", "timetable.xlsx", "index.html", "ics", "scenario.json"),
    }
    assert {path.name for path in (tmp_path / "plan" / "ics").iterdir()} == {
        *("all.ics", "classes", "lecturers", "rooms"),
    }


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_the_same_bytes_on_any_machine(sample, zone):
    expected = [
        f"{hashlib.sha256(content).hexdigest()} {path}"
        for path, content in plan_files(*sample.parts).items()
    ]
    environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": str(len(zone)), "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", PRINT_DIGESTS, str(ROOT)],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == expected


def test_the_time_of_the_run_stands_in_one_place(sample):
    run = sample.result.run.model_copy(update={"wall_seconds": 1234.5})
    later = sample.result.model_copy(update={"run": run})
    one = plan_files(*sample.parts)
    other = plan_files(sample.scenario, sample.plan, later, sample.coverage)
    assert {path for path in one if one[path] != other[path]} == {"result.json"}


def test_what_is_written_is_read_back(sample, tmp_path):
    write_folder(tmp_path / "plan", *sample.parts)
    content = (tmp_path / "plan" / "scenario.json").read_text(encoding="utf-8")
    assert Scenario.model_validate_json(content) == sample.scenario
    assert load_scenario(tmp_path / "plan" / "scenario.json").scenario == sample.scenario
    plan = load_plan(tmp_path / "plan")
    assert plan.sessions == tuple(
        sorted(sample.plan.sessions, key=lambda row: (row.class_id, row.seq))
    )
    assert [row.cadre for row in plan.enrolments] == [row.cadre for row in sample.plan.enrolments]
    result = load_result(tmp_path / "plan")
    assert result.coverage == sample.result.coverage
    assert result.components == pytest.approx(sample.result.components)
    assert set(load_coverage(tmp_path / "plan")) == set(sample.coverage)


def test_the_language_may_be_chosen(sample):
    one = plan_files(*sample.parts, language="en")
    assert b"Open classes" in one["index.html"]
    assert b"SUMMARY:P-01: Opening" in one["ics/classes/P-01.ics"]
    same = ("classes.csv", "sessions.csv", "result.json", "scenario.json")
    assert all(one[path] == plan_files(*sample.parts)[path] for path in same)


def test_every_text_exists_in_both_languages_with_the_same_blanks():
    for key, texts in TEXTS.items():
        blanks = [sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in texts]
        assert blanks[0] == blanks[1], key
        assert all(texts), key


def test_no_text_is_left_over():
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "scheduler" / "outputs").rglob("*")
        if path.suffix in (".py", ".j2") and path.name != "texts.py"
    )
    built = ("sheet_", "head_", "about_", "status_", "short_", "part_", "day_", "level_")
    unused = [
        key
        for key in TEXTS
        if f'"{key}"' not in source and f"'{key}'" not in source and not key.startswith(built)
    ]
    assert unused == []


def test_nothing_of_a_persons_absence_or_address_leaves_the_scenario_file(sample):
    for path, content in plan_files(*sample.parts).items():
        if path != "scenario.json":
            assert b"l0@quang-tri.example" not in content


def test_a_province_is_written_in_seconds(tmp_path):
    province = make(PROVINCE)
    began = time.perf_counter()
    write_folder(tmp_path / "plan", *province.parts)
    taken = time.perf_counter() - began
    assert taken < 12  # about 2 seconds on a quiet machine
    sizes = {path.name: path.stat().st_size for path in (tmp_path / "plan").rglob("*.*")}
    assert sizes["index.html"] < 3_000_000
    assert sizes["all.ics"] < 1_000_000
