"""Tables: separators, header rows, names of columns, workbooks and defaults."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from scheduler.load.faults import Faults
from scheduler.load.schema import TABLES, normal_header
from scheduler.load.tables import TableReader


def read(table, text, name="t.csv", sheet=None):
    faults = Faults()
    data = text.encode() if isinstance(text, str) else text
    found = TableReader(TABLES[table], name, sheet, faults).read(Path(name), data)
    return found, [str(fault) for fault in faults.found]


def rows(table, text):
    found, faults = read(table, text)
    assert faults == []
    return found.rows


def workbook(path, *lines, title="trang"):
    book = openpyxl.Workbook()
    book.active.title = title
    for line in lines:
        book.active.append(line)
    book.save(path)
    return path.read_bytes()


def test_blank_cells_take_the_defaults():
    [cadre] = rows("cadres", "id,name,tier,unit,title,eligible,priority\nC1,A,P,U1,,,\n")
    assert (cadre.title, cadre.eligible, cadre.priority) == (None, True, 0)


def test_missing_optional_columns_take_the_defaults():
    [row] = rows("history", "cadre,class,date,module\nC1,K,2020-01-01,M1\n")
    assert row.completed is True
    assert row.counts_for is None


def test_counts_for_blank_is_every_and_dash_is_none():
    text = "cadre,class,date,module,counts_for\nC1,K,2020-01-01,M1,\nC1,K,2020-01-01,M2,-\n"
    assert [row.counts_for for row in rows("history", text)] == [None, ()]


def test_semicolons_decide_the_decimal_comma():
    assert rows("distances", "unit;venue;km\nU1;V1;12,5\n")[0].km == 12.5
    _, faults = read("distances", 'unit,venue,km\nU1,V1,"12,5"\n')
    assert len(faults) == 1


def test_title_rows_with_the_other_separator_do_not_confuse():
    text = "DANH SÁCH; lập ngày 1, tháng 2\n;;\n\nunit,venue,km\nU1,V1,12.5\n"
    assert rows("distances", text)[0].km == 12.5


def test_byte_order_mark_and_windows_lines():
    assert rows("venues", "\ufeffid,name\r\nV1,Cơ sở\r\n")[0].id == "V1"


def test_lines_are_counted_through_cells_of_several_lines():
    _, faults = read("units", 'id,name,lat\nU1,"U\n1",1\nU2,V1,x\n')
    assert faults == ["t.csv:4: lat: found 'x'; expected a number"]


def test_rows_shorter_than_the_header_and_blank_rows():
    text = "id,name,serves\nV1,A\n , ,\n\nV2,B,U1\n"
    assert [venue.serves for venue in rows("venues", text)] == [(), ("U1",)]


def test_text_is_composed():
    [venue] = rows("venues", "id,name\nV1,Co\u031b so\u031b\u0309\n")
    assert venue.name == "Cơ sở"


@pytest.mark.parametrize(
    ("header", "plain"),
    [("Mã", "ma"), ("  HỌ  VÀ TÊN ", "ho va ten"), ("Đơn vị", "don vi"), ("Từ\nngày", "tu ngay")],
)
def test_headers_lose_case_diacritics_and_blanks(header, plain):
    assert normal_header(header) == plain


def test_names_mean_what_the_table_has():
    assert TABLES["modules"].column_of("Chuyên đề") == "title"
    assert TABLES["history"].column_of("chuyen de") == "module"
    assert TABLES["lecturers"].column_of("Giảng viên") == "name"
    assert TABLES["qualifications"].column_of("giảng viên") == "lecturer"
    assert TABLES["units"].column_of("đơn vị") is None
    assert TABLES["unavailability"].column_of("Đến ngày") == "to"


def test_no_two_names_of_a_table_collide():
    for schema in TABLES.values():
        assert set(schema.headers.values()) == set(schema.columns)


def test_a_bad_row_keeps_its_id_known():
    table, faults = read("rooms", "id,venue,capacity\nR1,V1,x\nR2,V1,5\n")
    assert [room.id for room in table.rows] == ["R2"]
    assert set(table.ids) == {"R1", "R2"}
    assert len(faults) == 1


def test_workbook_cells_of_every_kind(tmp_path):
    data = workbook(
        tmp_path / "b.xlsx",
        ["Danh sách"],
        [],
        ["Mã", "Tên", "Đối tượng", "Đơn vị", "active_from", "eligible", "Ưu tiên", "# ghi chú"],
        [1, "Nguyễn", "P", "U1", datetime(2020, 5, 1), True, "0,5", "x"],
        ["C2", "Trần", "P", "U1", "01/06/2021", "không", 2.5, None],
        [None] * 8,
    )
    table, faults = read("cadres", data, "b.xlsx", "trang")
    assert faults == []
    first, second = table.rows
    assert (first.id, first.active_from, first.eligible) == ("1", date(2020, 5, 1), True)
    assert (first.priority, second.priority) == (0.5, 2.5)
    assert (second.active_from, second.eligible) == (date(2021, 6, 1), False)


def test_only_sheet_needs_no_name(tmp_path):
    data = workbook(tmp_path / "b.xlsx", ["id", "name"], ["V1", "A"])
    table, faults = read("venues", data, "b.xlsx")
    assert (faults, len(table.rows)) == ([], 1)


def test_faults_of_a_workbook_name_sheet_and_row(tmp_path):
    data = workbook(tmp_path / "b.xlsx", ["title"], ["id", "venue", "capacity"], ["R1", "V1", 1.5])
    _, faults = read("rooms", data, "b.xlsx", "trang")
    assert faults == ["b.xlsx#trang:3: capacity: found 1.5; expected a whole number"]


@pytest.mark.parametrize("schema", TABLES.values(), ids=lambda schema: schema.name)
def test_header_alone_is_an_empty_table(schema):
    needed = [column.name for column in schema.columns.values() if column.required]
    assert rows(schema.name, ";".join(needed) + "\n") == []
