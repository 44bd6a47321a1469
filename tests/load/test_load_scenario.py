"""Whole scenarios: golden cases, classes by repeat, holidays, warnings, the JSON of a plan."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from models.scenario import Scenario
from scheduler.errors import InputError
from scheduler.load import load_coverage, load_plan, load_result, load_scenario

ROOT = Path(__file__).parent.parent
CASES = sorted(ROOT.glob("cases/*/scenario.yaml"))
GOOD = ROOT / "bad_input" / "good"


@pytest.fixture
def good(tmp_path):
    shutil.copytree(GOOD, tmp_path, dirs_exist_ok=True)
    return tmp_path


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_case_loads_and_returns_through_json(path, tmp_path):
    scenario = load_scenario(path).scenario
    assert Scenario.model_validate_json(scenario.model_dump_json()) == scenario
    copy = tmp_path / "scenario.json"
    copy.write_text(scenario.model_dump_json(), encoding="utf-8")
    assert load_scenario(copy).scenario == scenario
    plan = load_plan(path.parent / "plan")
    assert type(plan).model_validate(plan.model_dump()) == plan
    load_result(path.parent / "plan")
    load_coverage(path.parent / "plan")


def test_every_value_of_the_good_scenario():
    scenario = load_scenario(GOOD / "scenario.yaml").scenario
    assert [entry.id for entry in scenario.classes] == ["A-01", "A-02", "B-01"]
    assert scenario.classes[0].venues == ("V1",)
    assert scenario.objective[1] == {"cost": 1e-6, "travel": 0.01}
    assert scenario.tiers[0].path[2024].share == 0.85
    assert scenario.programmes[1].counts_for is None
    assert scenario.solve.time_limit == 10
    assert scenario.solve.gap == 0.005
    assert scenario.rules.memory_years == 5
    assert scenario.baseline is None


def test_repeat_beyond_99_takes_three_digits(good):
    change(good / "scenario.yaml", "repeat: 2", "repeat: 100")
    ids = [entry.id for entry in load_scenario(good / "scenario.yaml").scenario.classes]
    assert (ids[0], ids[98], ids[99]) == ("A-01", "A-99", "A-100")


def test_public_holidays_hold_observed_and_substituted_days():
    holidays = load_scenario(GOOD / "scenario.yaml").scenario.calendar.public_holidays
    assert date(2024, 4, 29) in holidays  # the Monday before 30 April, swapped
    assert date(2023, 1, 2) in holidays  # for 1 January 2023, a Sunday
    assert list(holidays) == sorted(holidays)


def test_no_country_no_public_holidays(good):
    change(good / "scenario.yaml", "country: VN", "country: null")
    assert load_scenario(good / "scenario.yaml").scenario.calendar.public_holidays == ()


def test_sections_that_are_left_out_take_their_defaults(good):
    path = good / "scenario.yaml"
    text = path.read_text(encoding="utf-8")
    for key in ("calendar", "rules", "solve", "organisation"):
        start = text.index(f"\n{key}:") + 1
        lines = text[start:].splitlines(keepends=True)
        size = 1 + next(
            (n for n, line in enumerate(lines[1:]) if line[0] not in " #"), len(lines) - 1
        )
        text = text[:start] + "".join(lines[size:])
    path.write_text(text, encoding="utf-8")
    scenario = load_scenario(path).scenario
    assert [slot.id for slot in scenario.calendar.slots] == ["S", "C"]
    assert scenario.calendar.workdays == ("mon", "tue", "wed", "thu", "fri")
    assert scenario.rules.max_absent is None
    assert scenario.rules.max_repeat_share == 1
    assert scenario.solve.time_limit == 60


def test_numbers_where_text_is_wanted_are_taken_as_written(good):
    path = good / "scenario.yaml"
    change(path, "{id: D, name: Diện D", "{id: 007, name: 4")
    change(path, "tiers: [P, D], window", "tiers: [P, 007], window")
    change(path, "tiers: [P, D], modules", "tiers: [P, 007], modules")
    change(good / "data" / "cadres.csv", "CB-0003,Cán bộ 0003,D", "CB-0003,Cán bộ 0003,007")
    tier = load_scenario(path).scenario.tiers[1]
    assert (tier.id, tier.name) == ("007", "4")


def test_empty_tables_and_no_classes_are_fine(good):
    change(
        good / "data" / "cadres.csv",
        (GOOD / "data/cadres.csv").read_text("utf-8"),
        "id,name,tier,unit\n",
    )
    change(good / "scenario.yaml", ", cadres: [CB-0001]", "")
    loaded = load_scenario(good / "scenario.yaml")
    assert loaded.scenario.cadres == ()
    assert len(loaded.warnings) == 1


def test_history_of_unknown_cadres_is_left_out_with_one_warning(good):
    path = good / "data" / "history.csv"
    rows = "".join(f"CB-{n},OLD,2022-01-01,M1,,\n" for n in range(100, 120))
    path.write_text(path.read_text("utf-8") + rows, encoding="utf-8")
    loaded = load_scenario(good / "scenario.yaml")
    assert len(loaded.scenario.history) == 2
    assert loaded.warnings == (
        "20 history rows of 20 unknown cadres are ignored (CB-100, CB-101, CB-102, CB-103, "
        "CB-104, CB-105, CB-106, CB-107, CB-108, CB-109, …)",
    )


def test_unknown_modules_of_the_history_are_kept_with_one_warning(good):
    change(good / "data" / "history.csv", "2022-05-05,M1", "2022-05-05,X9")
    loaded = load_scenario(good / "scenario.yaml")
    assert loaded.scenario.history[0].module == "X9"
    assert len(loaded.warnings) == 1
    assert "X9" in loaded.warnings[0]


def test_warnings_speak_the_language_of_the_scenario(good):
    change(good / "scenario.yaml", "language: en", "language: vi")
    change(good / "data" / "history.csv", "2022-05-05,M1", "2024-05-05,X9")
    warnings = load_scenario(good / "scenario.yaml").warnings
    assert warnings == (
        "1 chuyên đề trong lịch sử không có trong bảng chuyên đề; vẫn tính hoàn thành nhưng "
        "không có nội dung (X9)",
        "1 dòng lịch sử có ngày từ 2024-01-01 (đầu kỳ kế hoạch) trở đi, không được tính",
    )


def test_digest_follows_every_file(good):
    path = good / "scenario.yaml"
    first = load_scenario(path).input_sha256
    assert load_scenario(path).input_sha256 == first
    change(good / "data" / "rooms.csv", "R1,V1,10", "R1,V1,11")
    assert load_scenario(path).input_sha256 != first


def test_digest_does_not_follow_the_place(good, tmp_path):
    shutil.copytree(good, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("elsewhere"))
    one = load_scenario(good / "scenario.yaml").input_sha256
    assert load_scenario(tmp_path / "elsewhere" / "scenario.yaml").input_sha256 == one


def test_error_knows_the_language_of_the_scenario(good):
    change(good / "scenario.yaml", "language: en", "language: vi")
    change(good / "scenario.yaml", "max_days: 5", "max_dais: 5")
    with pytest.raises(InputError) as caught:
        load_scenario(good / "scenario.yaml")
    assert caught.value.language == "vi"
    assert "khóa lạ" in caught.value.text("vi")


def test_missing_file_is_a_fault(tmp_path):
    with pytest.raises(InputError, match="file not found"):
        load_scenario(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="file not found"):
        load_scenario(tmp_path / "none.json")


def test_faults_of_a_scenario_json_are_told(tmp_path):
    text = load_scenario(GOOD / "scenario.yaml").scenario.model_dump_json()
    path = tmp_path / "scenario.json"
    path.write_text(text.replace('"unit":"U2"', '"unit":"U9"').replace('"id":"R2"', '"id":"R1"'))
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    assert caught.value.text() == (
        f"{path}: cadres.1.unit: unknown unit 'U9'\n"
        f"{path}: cadres.2.unit: unknown unit 'U9'\n"
        f"{path}: rooms.1.id: 'R1' stands twice in rooms"
    )
    path.write_text(text.replace('"capacity":10', '"capacity":"ten"'))
    with pytest.raises(
        InputError, match=r"rooms\.0\.capacity: found 'ten'; expected a whole number"
    ):
        load_scenario(path)
    path.write_text("{")
    with pytest.raises(InputError, match="broken JSON"):
        load_scenario(path)


def test_scenario_json_keeps_its_public_holidays(tmp_path):
    text = load_scenario(GOOD / "scenario.yaml").scenario.model_dump_json()
    path = tmp_path / "scenario.json"
    path.write_text(text.replace('"2024-04-29",', ""))
    holidays = load_scenario(path).scenario.calendar.public_holidays
    assert date(2024, 4, 29) not in holidays
    assert date(2024, 4, 30) in holidays


def test_contents_given_are_taken_for_those_of_the_files(good):
    path = good / "scenario.yaml"
    before = load_scenario(path)
    units = good / before.files[1].relative_to(good)
    text = path.read_text(encoding="utf-8")
    changed = load_scenario(path, instead={path: text.replace("title: ", "title: x ").encode()})
    assert changed.scenario.title == f"x {before.scenario.title}"
    assert changed.input_sha256 != before.input_sha256
    with pytest.raises(InputError) as caught:
        load_scenario(path, within=good, instead={units: b""})
    assert {fault.file for fault in caught.value.faults} >= {str(units)}
    assert load_scenario(path, instead={}).input_sha256 == before.input_sha256
    assert path in before.files
