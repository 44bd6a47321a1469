"""Files made to hurt: bombs, pipes, links, macros and formulas; each is refused or read as data."""

import io
import os
import re
import time
import unicodedata
import zipfile
from pathlib import Path

import openpyxl
import pytest

from scheduler.errors import InputError
from scheduler.load import load_scenario, reading, sheets
from tests.bad_input.test_bad_input import GOOD, furnish


@pytest.fixture
def folder(tmp_path, monkeypatch):
    furnish(tmp_path, [])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(path="scenario.yaml", **how):
    with pytest.raises(InputError) as caught:
        load_scenario(path, **how)
    return caught.value.text()


def name_table(old, new):
    path = Path("scenario.yaml")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def rooms(*rows, name="book.xlsx"):
    """Let the rooms stand in a workbook."""
    book = openpyxl.Workbook()
    book.active.title = "rooms"
    for row in [("id", "venue", "capacity"), *rows]:
        book.active.append(row)
    book.save(name)
    name_table("data/rooms.csv", f"{name}#rooms")
    return Path(name)


def packed(path, changes):
    """Change parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (parts | changes).items():
            archive.writestr(name, data)
    return parts


def test_a_yaml_file_of_a_hundred_megabytes(folder):
    with Path("scenario.yaml").open("ab") as stream:
        stream.truncate(100_000_000)
    began = time.process_time()
    assert said() == (
        "scenario.yaml:1: 100 MB of YAML; expected at most 8 MB; people and history belong into "
        "tables"
    )
    assert time.process_time() - began < 5


def test_a_table_larger_than_any_organisation(folder):
    with Path("data/cadres.csv").open("ab") as stream:
        stream.truncate(300_000_000)
    text = said()
    assert text.startswith("scenario.yaml:21: tables.cadres: data/cadres.csv has 300 MB; expected ")


def test_a_table_of_empty_lines_is_a_table(folder):
    with Path("data/cadres.csv").open("ab") as stream:
        stream.write(b"\n" * 300_000 + b",,,\r\n" * 100_000)
    assert len(load_scenario("scenario.yaml").scenario.cadres) == 3


def test_more_cells_than_a_table_of_people_has(folder, monkeypatch):
    monkeypatch.setattr(sheets, "MAX_MILLION_CELLS", 0)
    assert "more than 0 million cells" in said()


def test_a_workbook_that_unpacks_to_very_much(folder):
    path = rooms(("R1", "V1", 10), ("R2", "V2", 40))
    packed(path, {"xl/media/image1.png": bytes(80_000_000)})
    assert path.stat().st_size < 200_000
    assert said() == (
        "book.xlsx#rooms: the workbook unpacks to 80 MB; expected at most 64 MB; save the sheet "
        "as CSV"
    )


def test_entities_in_a_workbook_do_not_explode(folder):
    path = rooms(("R1", "V1", 10), ("R2", "V2", 40))
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    parts = packed(path, {})
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]>' + sheet.replace("</v>", "&l9;</v>", 1)
    packed(path, {"xl/worksheets/sheet1.xml": bomb})
    began = time.process_time()
    assert said().startswith("book.xlsx#rooms: not a readable XLSX workbook (")
    assert time.process_time() - began < 5


def test_files_of_the_machine_do_not_come_in_through_a_workbook(folder):
    Path("secret.txt").write_text("secret", encoding="utf-8")
    path = rooms(("R1", "V1", 10), ("R2", "V2", 40))
    parts = packed(path, {})
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    address = Path("secret.txt").resolve().as_uri()
    bomb = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]>' + sheet.replace("</v>", "&e;</v>", 1)
    packed(path, {"xl/worksheets/sheet1.xml": bomb})
    text = said()
    assert text.startswith("book.xlsx#rooms: not a readable XLSX workbook (")
    assert "secret" not in text


def test_rows_of_one_far_cell_take_no_room(folder):
    path = rooms(("R1", "V1", 10), ("R2", "V2", 40))
    parts = packed(path, {})
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"/></row>' for n in range(4, 2000))
    sheet = (
        parts["xl/worksheets/sheet1.xml"].decode().replace("</sheetData>", rows + "</sheetData>")
    )
    packed(path, {"xl/worksheets/sheet1.xml": sheet})
    began = time.process_time()
    assert said().startswith("book.xlsx#rooms: more than 20 million cells; expected a table ")
    assert time.process_time() - began < 20


def test_a_formula_without_a_value_is_no_blank_cell(folder):
    rooms(("R1", "V1", "=5+5"), ("R2", "V2", 40))
    assert said() == (
        "book.xlsx#rooms:2: cell C2 holds a formula without a stored value; open and save the "
        "workbook in a spreadsheet program, or paste values"
    )


def test_a_formula_with_a_value_is_that_value(folder):
    path = rooms(("R1", "V1", "=5+5"), ("R2", "V2", 40))
    parts = packed(path, {})
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    worked_out, number = re.subn(r"<f>5\+5</f><v ?/?>(</v>)?", "<f>5+5</f><v>10</v>", sheet)
    assert number == 1
    packed(path, {"xl/worksheets/sheet1.xml": worked_out})
    assert load_scenario("scenario.yaml").scenario.rooms[0].capacity == 10


def test_macros_are_never_run_and_not_in_the_way(folder):
    path = rooms(("R1", "V1", 10), ("R2", "V2", 40), name="book.xlsm")
    packed(path, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(100)})
    assert len(load_scenario("scenario.yaml").scenario.rooms) == 2


def test_text_that_looks_like_a_formula_stays_text(folder):
    rooms(("R1", "V1", 10), ("R2", "V2", 40))
    book = openpyxl.load_workbook("book.xlsx")
    book["rooms"]["D1"] = "name"
    book["rooms"]["D2"] = "=HYPERLINK()"
    book["rooms"]["D2"].data_type = "s"
    book.save("book.xlsx")
    assert load_scenario("scenario.yaml").scenario.rooms[0].name == "=HYPERLINK()"


def test_a_pipe_keeps_nobody_waiting(folder):
    os.mkfifo("pipe.csv")
    name_table("data/units.csv", "pipe.csv")
    assert said() == (
        "scenario.yaml:20: tables.units: pipe.csv is a device, a pipe or a socket; expected a "
        "plain file"
    )


def test_links_are_followed_but_not_for_ever(folder):
    Path("data/units.csv").rename("elsewhere.csv")
    Path("data/units.csv").symlink_to("../elsewhere.csv")
    assert load_scenario("scenario.yaml").scenario.units
    Path("data/units.csv").unlink()
    Path("data/units.csv").symlink_to("units.csv")
    assert "data/units.csv" in said()


def test_tables_may_be_shared_by_folders_side_by_side(folder):
    Path("year").mkdir()
    text = Path("scenario.yaml").read_text(encoding="utf-8").replace(" data/", " ../data/")
    Path("year/scenario.yaml").write_text(text, encoding="utf-8")
    assert load_scenario("year/scenario.yaml").scenario.units
    assert load_scenario("year/scenario.yaml", within=folder).scenario.units
    lines = said("year/scenario.yaml", within=folder / "year").splitlines()
    assert len(lines) == 10
    assert all(f"lies outside the folder {folder / 'year'}" in line for line in lines)


@pytest.mark.parametrize("way", ["link", "above", "absolute"])
def test_a_scenario_that_somebody_sent_reads_nothing_outside(folder, tmp_path_factory, way):
    outside = tmp_path_factory.mktemp("outside") / "units.csv"
    outside.write_bytes((GOOD / "data" / "units.csv").read_bytes())
    if way == "link":
        Path("data/units.csv").unlink()
        Path("data/units.csv").symlink_to(outside)
    else:
        name = str(outside) if way == "absolute" else os.path.relpath(outside)
        name_table("data/units.csv", name)
    assert load_scenario("scenario.yaml").scenario.units
    text = said(within=folder)
    assert "lies outside the folder" in text
    assert "Tỉnh" not in text


def test_ids_in_decomposed_form_are_the_same_ids(folder):
    for path in [Path("scenario.yaml"), *Path("data").iterdir()]:
        text = path.read_text(encoding="utf-8").replace("U1", "Đơn-vị-ắ")
        form = "NFD" if path.name == "cadres.csv" else "NFC"
        path.write_text(unicodedata.normalize(form, text), encoding="utf-8")
    assert "Đơn-vị-ắ" in {cadre.unit for cadre in load_scenario("scenario.yaml").scenario.cadres}


def test_a_table_that_is_written_while_it_is_read_is_read_again(folder, monkeypatch):
    whole = Path("data/units.csv").read_bytes()
    read = iter([(1, None), (len(whole), whole)])
    once = reading._read_once
    monkeypatch.setattr(reading, "PAUSE", 0.0)
    monkeypatch.setattr(
        reading, "_read_once", lambda path: next(read) if path.name == "units.csv" else once(path)
    )
    assert load_scenario("scenario.yaml").scenario.units


def test_a_table_that_never_comes_to_rest_is_told(folder, monkeypatch):
    once = reading._read_once
    monkeypatch.setattr(reading, "PAUSE", 0.0)
    monkeypatch.setattr(
        reading, "_read_once", lambda path: (1, None) if path.name == "units.csv" else once(path)
    )
    assert said() == (
        "scenario.yaml:20: tables.units: data/units.csv is being written while it is read; try "
        "again when that has ended"
    )


def test_a_change_between_opening_and_reading_is_seen(folder, monkeypatch):
    path = Path("data/units.csv")
    real = os.fstat
    calls = []

    def fstat(handle):
        calls.append(handle)
        if len(calls) == 2:
            with path.open("ab") as stream:
                stream.write(b"U7,x,,\n")
        return real(handle)

    monkeypatch.setattr(reading.os, "fstat", fstat)
    assert reading._read_once(path)[1] is None
    assert reading._read_once(path)[1] == path.read_bytes()
