"""A museum of bad inputs: each exhibit changes the good scenario once and shows what is said."""

from pathlib import Path

import openpyxl
import pytest
import yaml

from scheduler.errors import InputError
from scheduler.load import load_scenario

HERE = Path(__file__).parent
GOOD = HERE / "good"
EXHIBITS = sorted(HERE.glob("exhibits/*.yaml"))


def furnish(folder, changes):
    """Copy the good scenario and carry out the changes of an exhibit."""
    files = {p.relative_to(GOOD).as_posix(): p.read_bytes() for p in GOOD.rglob("*.*")}
    for change in changes:
        name = change["file"]
        if "sheets" in change:
            workbook(folder / name, change["sheets"])
        elif "text" in change:
            files[name] = change["text"].encode()
        elif "hex" in change:
            files[name] = bytes.fromhex(change["hex"])
        elif change.get("remove"):
            del files[name]
        else:
            old = change["replace"].encode()
            assert files[name].count(old) == 1, f"{name} must hold {change['replace']!r} once"
            files[name] = files[name].replace(old, change["by"].encode())
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def workbook(path, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def test_good_scenario_and_what_if_have_no_fault():
    assert load_scenario(GOOD / "scenario.yaml").warnings == ()
    assert load_scenario(GOOD / "what-if.yaml").scenario.name == "good-what-if"


def test_museum_is_large():
    assert len(EXHIBITS) >= 40


@pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda path: path.stem)
def test_exhibit(exhibit, tmp_path, monkeypatch):
    content = yaml.safe_load(exhibit.read_text(encoding="utf-8"))
    furnish(tmp_path, content["changes"])
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        load_scenario(content.get("read", "scenario.yaml"))
    assert caught.value.text() == content["said"].rstrip("\n")
    assert caught.value.text("vi") == content["said_vi"].rstrip("\n")
