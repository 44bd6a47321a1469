"""The workbook as other programs open it: content, safety, print set-up."""

import io
import re
import shutil
import subprocess
from datetime import datetime

import openpyxl
import pytest

from models.scenario import Organisation
from scheduler.outputs.view import View
from scheduler.outputs.words import Words
from scheduler.outputs.workbook import timetable_xlsx
from tests import builders
from tests.outputs.sample import make

SHEETS = {
    "vi": [
        *("Mục lục", "Kế hoạch", "Lịch học", "Lịch giảng viên", "Tải giảng viên", "Lịch phòng"),
        *("Danh sách lớp", "Triệu tập", "Chỉ tiêu", "Kết quả"),
    ],
    "en": [
        *("Index", "Plan", "Timetable", "Lecturers", "Lecturer load", "Rooms"),
        *("Class lists", "By unit", "Coverage", "Results"),
    ],
}


def xlsx(sample, language="vi"):
    view = View(sample.scenario, sample.plan, language)
    return timetable_xlsx(view, sample.result, sample.coverage, Words(language))


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def table(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]


@pytest.fixture(scope="module")
def sample():
    return make()


@pytest.fixture(scope="module")
def book(sample):
    return opened(xlsx(sample))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_sheets(sample, language):
    assert opened(xlsx(sample, language)).sheetnames == SHEETS[language]


def test_the_index_links_to_every_sheet(book):
    links = [cell.hyperlink.location for row in book["Mục lục"] for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in SHEETS["vi"][1:]]


def test_every_sheet_leads_back_to_the_index(book):
    for name in SHEETS["vi"][1:]:
        first = book[name]["A1"]
        assert first.hyperlink.location == "'Mục lục'!A1"
        assert first.hyperlink.tooltip == "Về mục lục"
        assert first.value == "Tỉnh ủy Quảng Trị"


def test_plan(book, sample):
    rows = table(book["Kế hoạch"])
    assert rows[0] == [
        *("STT", "Mã lớp", "Tên lớp", "Đối tượng", "Số HV", "Số ngày", "Từ ngày", "Đến ngày"),
        *("Địa điểm", "Kinh phí (đồng)", "Ghi chú"),
    ]
    assert rows[1] == [
        *(1, "P-01", "Bồi dưỡng, cập nhật kiến thức đối tượng 3"),
        *("Diện Ban Thường vụ Tỉnh ủy quản lý", 12, 5, datetime(2024, 1, 8), datetime(2024, 1, 12)),
        *("Hội trường 1, Trường Chính trị tỉnh", 4_000_000.3, None),
    ]
    assert [row[1] for row in rows[1:4]] == ["P-01", "P-02", "G-01"]
    assert rows[4][1:6] == ["Tổng cộng", None, None, len(sample.plan.enrolments), 15]
    assert rows[-2][0] == "Các lớp không mở (1)"
    assert rows[-1][:2] == [1, "D-01"]


def test_a_class_of_the_plan_leads_to_its_timetable(book):
    target = book["Kế hoạch"]["B5"].hyperlink.location
    sheet, cell = target.split("!")
    assert sheet == "'Lịch học'"
    assert book["Lịch học"][cell].value == "Lớp P-01: Bồi dưỡng, cập nhật kiến thức đối tượng 3"


def test_timetable_per_class(book):
    rows = table(book["Lịch học"])
    assert rows[0] == [
        *("Thứ", "Ngày", "Buổi", "Giờ", "Nội dung / Chuyên đề", "Giảng viên, báo cáo viên"),
        *("Địa điểm", "Ghi chú"),
    ]
    assert "12 học viên · từ 08/01/2024 đến 12/01/2024" in rows[2][0]
    assert rows[3][:6] == [
        *("Thứ Hai", datetime(2024, 1, 8), "Sáng", "07:30 - 11:30", "Khai giảng", None),
    ]
    assert rows[4][:4] == [None, None, "Chiều", "13:30 - 17:00"]
    assert rows[4][7] == "buổi 1/2"
    merged = {str(one) for one in book["Lịch học"].merged_cells.ranges}
    assert {"A7:A8", "B7:B8"} <= merged
    assert book["Lịch học"]["B7"].number_format == "dd/mm/yyyy"


def test_every_session_stands_once_with_its_class_room_and_lecturer(book, sample):
    taught = [row for row in sample.plan.sessions if row.lecturer]
    hours = re.compile(r"\d\d:\d\d - \d\d:\d\d")
    for name, expected in (
        ("Lịch học", sample.plan.sessions),
        ("Lịch phòng", sample.plan.sessions),
        ("Lịch giảng viên", taught),
    ):
        cells = [row[3] for row in table(book[name])]
        assert sum(bool(cell and hours.fullmatch(cell)) for cell in cells) == len(expected)


def test_class_lists_name_everyone_once(book, sample):
    rows = table(book["Danh sách lớp"])
    assert rows[0] == ["STT", "Mã", "Họ và tên", "Chức vụ", "Đơn vị", "Ghi chú"]
    people = [row[1] for row in rows if isinstance(row[0], int)]
    assert sorted(people) == sorted(row.cadre for row in sample.plan.enrolments)
    units = table(book["Triệu tập"])[1:]
    assert sorted(row[1] for row in units) == sorted(people)
    names = {cadre.id: cadre.name for cadre in sample.scenario.cadres}
    assert all(row[2] == names[row[1]] for row in units)
    order = [unit.name for unit in sample.scenario.units]
    assert [order.index(row[0]) for row in units] == sorted(order.index(row[0]) for row in units)


def test_loads_and_coverage(book, sample):
    loads = table(book["Tải giảng viên"])[1:]
    assert [row[1] for row in loads] == [one.id for one in sample.scenario.lecturers]
    assert sum(row[4] for row in loads) == sum(bool(row.lecturer) for row in sample.plan.sessions)
    coverage = table(book["Chỉ tiêu"])[1:]
    assert len(coverage) == len(sample.coverage)
    assert coverage[0][:4] == ["Diện Ban Thường vụ Tỉnh ủy quản lý", "Toàn đối tượng", 20, 17]
    assert coverage[0][6] == pytest.approx(coverage[0][5] / 20)
    assert coverage[1][3] is None


def test_results(book, sample):
    rows = table(book["Kết quả"])
    assert rows[1][:2] == [1, "Thiếu so với chỉ tiêu"]
    assert rows[1][5].startswith("Đã chứng minh tốt nhất")
    assert "có thể còn giảm được nhiều nhất 0,05" in rows[2][5]
    assert rows[3][3:5] == [None, None]
    assert rows[3][5].startswith("Chưa xét tới mức này")
    lines = {row[1]: row[2] for row in rows if row[5] == "đồng"}
    fees = sum(bool(row.lecturer) for row in sample.plan.sessions) * 500_000
    assert lines["Thù lao giảng viên"] == fees
    assert lines["Tổng cộng"] == fees + lines["Tiền phòng"]
    texts = [row[0] for row in rows]
    assert {*sample.result.reasons, *sample.result.warnings} <= set(texts)


def test_every_sheet_prints_on_a4_landscape(book):
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_area
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.freeze_panes == "A5"
    assert len(book["Lịch học"].row_breaks.brk) == 2


def test_single_tables_have_a_filter(book):
    filtered = [sheet.title for sheet in book if sheet.auto_filter.ref]
    assert filtered == ["Kế hoạch", "Tải giảng viên", "Triệu tập", "Chỉ tiêu"]
    assert book["Kế hoạch"].auto_filter.ref == "A4:K7"


def test_everything_is_in_times_new_roman(book):
    fonts = {cell.font.name for sheet in book for row in sheet for cell in row if cell.value}
    assert fonts == {"Times New Roman"}


def test_columns_fit_what_they_hold(book):
    widths = book["Kế hoạch"].column_dimensions
    assert widths["C"].width >= 0.95 * len("Bồi dưỡng, cập nhật kiến thức đối tượng 3")
    assert widths["G"].width >= 10


EVIL = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://x.example")',
    "http://x.example",
    "{=1}",
)


@pytest.mark.parametrize("text", EVIL)
def test_texts_are_never_formulas_links_or_numbers(text):
    organisation = Organisation(id="o", name=text, domain="x.example")
    scenario = builders.scenario(
        title=text,
        organisation=organisation,
        cadres=tuple(builders.cadre(n, name=text, title=text) for n in (1, 2, 3)),
        units=(builders.unit(name=text),),
        modules=(builders.module("M1", title=text), builders.module("M2", "b", title=text)),
        lecturers=(builders.lecturer("L1", name=text, kind=text), builders.lecturer("L2")),
        programmes=(builders.programme(title=text),),
        rooms=(builders.room(name=text),),
        venues=(builders.venue(name=text),),
        tiers=(builders.tier(name=text),),
        classes=(builders.training_class(text), builders.training_class("-")),
    )
    sample = make()
    plan = builders.plan(scenario, builders.held(text))
    result = sample.result.model_copy(update={"warnings": (text,), "reasons": (text,)})
    view = View(scenario, plan, "en")
    book = opened(timetable_xlsx(view, result, (), Words("en")))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert {cell.data_type for cell in cells if cell.value} <= {"s", "n", "d"}
    assert sum(cell.value == text for cell in cells) > 20
    assert all(cell.hyperlink.target is None for cell in cells if cell.hyperlink)


def test_the_date_of_making_is_the_horizons(book):
    assert book.properties.created == datetime(2024, 1, 1)
    assert book.properties.creator == "Tỉnh ủy Quảng Trị"


def test_a_very_long_title_is_cut_not_lost():
    modules = (builders.module("M1", title="dài " * 20_000), builders.module("M2", "b"))
    scenario = builders.scenario(modules=modules)
    view = View(scenario, builders.plan(scenario, builders.held()), "en")
    book = opened(timetable_xlsx(view, make().result, (), Words("en")))
    assert any(str(row[4]).startswith("dài dài") for row in table(book["Timetable"]))


def test_a_plan_without_classes_is_a_workbook_too():
    scenario = builders.scenario()
    view = View(scenario, builders.plan(scenario), "en")
    book = opened(timetable_xlsx(view, make().result, (), Words("en")))
    assert book.sheetnames == SHEETS["en"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_opens_and_prints_it(sample, tmp_path):
    (tmp_path / "timetable.xlsx").write_bytes(xlsx(sample))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "timetable.xlsx"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=180, check=True
    )
    told = [line for line in done.stderr.splitlines() if "javaldx" not in line]
    assert told == []
    printed = (tmp_path / "timetable.pdf").read_bytes()
    boxes = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert len(boxes) > len(SHEETS["vi"])
    assert {(round(float(wide)), round(float(high))) for wide, high in boxes} == {(842, 595)}
