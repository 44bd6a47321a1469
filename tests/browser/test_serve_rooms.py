"""The served application in a real browser: a faulty workbook, a killed server, what-ifs, axe."""

import json
import re

import openpyxl
import pytest

from scheduler.samples import write_sample
from tests.browser.chromium import needs_chromium, serious_faults
from tests.serve.running import Planner, end_runs, served

pytestmark = needs_chromium
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PATIENCE = 120_000  # milliseconds, more than a stopped machine needs


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served") / "workspace"
    write_sample("demo", folder)
    temporary = tmp_path_factory.mktemp("temporary")
    with served(folder, temporary) as running:
        planner = Planner(running)
        for name in ("demo", "again"):
            planner.run_to_its_end("demo.yaml", time_limit="2", output=name)
        planner.close()
        yield running


@pytest.fixture
def visit(chromium, server):
    """Opens the application; what a page complained of is judged at the end."""
    complaints, pages = [], []

    def open_page(address="/", viewport=DESK, **fields):
        page = chromium.new_page(viewport=viewport, locale="vi-VN", **fields)
        page.set_default_timeout(PATIENCE)
        pages.append(page)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(server.address)
        page.goto(server.origin + address)
        return page

    open_page.complaints = complaints
    yield open_page
    for page in pages:
        page.close()
    assert complaints == []


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def faulty_workbook(folder, path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Cán bộ"
    sheet.append(["DANH SÁCH CÁN BỘ"])
    lines = (folder / "demo-data" / "cadres.csv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        cells = [cell or None for cell in line.split(",")]
        if number == 30:
            cells[lines[0].split(",").index("tier")] = "<b>K</b>"
        sheet.append(cells)
    book.save(path)


@pytest.mark.slow
def test_a_faulty_workbook_is_mended_in_place_and_accepted(visit, server, tmp_path):
    faulty_workbook(server.folder, tmp_path / "ds.xlsx")
    table = server.folder / "demo-data" / "cadres.csv"
    before = table.read_bytes()
    page = visit("/scenarios/demo.yaml")
    page.set_input_files("input[type=file]", tmp_path / "ds.xlsx")
    press(page, "Gửi và kiểm tra")
    page.wait_for_url("**/uploads/*")
    wrong = page.locator("td.wrong input")
    assert wrong.count() == 1
    assert wrong.input_value() == "<b>K</b>"
    assert "không có đối tượng" in page.locator("td.wrong .why").inner_text().lower()
    assert page.get_by_role("button", name="Chấp nhận, thay bảng đang dùng").count() == 0
    assert serious_faults(page) == []
    assert table.read_bytes() == before
    wrong.fill("D")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Chấp nhận, thay bảng đang dùng").click()
    page.wait_for_url("**/scenarios/demo.yaml")
    assert table.read_bytes() != before
    table.write_bytes(before)


@pytest.mark.slow
def test_no_table_at_all_is_told_where_one_chose_it(visit, tmp_path):
    (tmp_path / "thu.csv").write_text("a,b\n", encoding="utf-8")
    page = visit("/scenarios/demo.yaml")
    page.set_input_files("input[type=file]", tmp_path / "thu.csv")
    press(page, "Gửi và kiểm tra")
    page.locator("#upload-answer", has_text="hãy chọn bảng").wait_for()


@pytest.mark.slow
def test_a_killed_server_finds_its_run_again(visit, server):
    page = visit("/scenarios/demo.yaml")
    path = server.folder / "demo.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("gap: 0.005", "gap: 0"), encoding="utf-8")
    page.fill("[name=output]", "killed")
    page.fill("[name=time_limit]", "600")
    press(page, "Chạy")
    page.wait_for_url("**/runs/*")
    page.locator("#progress tbody tr").first.wait_for()
    server.kill()
    visit.complaints.clear()  # the page asked in vain
    server.start()
    page.reload()
    visit.complaints.clear()
    assert page.locator("#progress strong").inner_text() == "đang chạy"
    assert serious_faults(page) == []
    press(page, "Dừng và giữ phương án tốt nhất")
    page.get_by_role("link", name="Mở phương án out:killed").wait_for()
    result = json.loads((server.folder / "out" / "killed" / "result.json").read_bytes())
    assert result["run"]["interrupted"]
    path.write_text(text, encoding="utf-8")
    end_runs(server.folder)


@pytest.mark.slow
def test_a_what_if_from_the_form_with_the_keyboard(visit, server):
    page = visit("/scenarios/demo.yaml")
    page.get_by_role("link", name="Lập giả định mới").click()
    page.get_by_role("link", name="Giảng viên vắng").click()
    page.locator("[name='file.name']").focus()
    page.keyboard.type("l01-vang")
    page.select_option("[name=lecturer]", "L01")
    page.fill("[name=from]", "2024-05-10")
    page.fill("[name=to]", "2024-05-06")
    press(page, "Kiểm tra và lưu")
    why = page.locator(".why").first
    assert "2024-05-06" in why.inner_text()
    visit.complaints.clear()  # the browser notes that the answer was no
    page.fill("[name=to]", "2024-05-17")
    press(page, "Kiểm tra và lưu")
    page.wait_for_url("**/scenarios/whatif:l01-vang.yaml")
    assert "Giảng viên L01 vắng từ 10/05/2024" in page.locator("ol").inner_text()
    assert (server.folder / "whatif" / "l01-vang.yaml").is_file()


PAGES = (
    "/",
    "/scenarios/demo.yaml",
    "/scenarios/demo.yaml/text",
    "/scenarios/demo.yaml/tables/cadres",
    "/scenarios/demo.yaml/what-if",
    "/scenarios/demo.yaml/what-if?kind=add-lecturer",
    "/scenarios/demo.yaml/what-if?kind=set-objective",
    "/plans/out:demo/files",
    "/compare?plan=out:demo&plan=out:again",
)


@pytest.mark.slow
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_no_serious_fault_and_nothing_scrolls_sideways(visit, server, viewport):
    page = visit(viewport=viewport, color_scheme="dark" if viewport is PHONE else "light")
    for address in PAGES:
        page.goto(server.origin + address)
        assert serious_faults(page) == [], address
        assert page.evaluate(SIDEWAYS) <= 0, address


@pytest.mark.slow
def test_the_page_of_a_plan_stands_apart_and_works(visit, server):
    page = visit("/plans/out:demo/files/index.html")
    page.fill("#find", "P-01")
    assert re.match(r"\d", page.locator("#found").inner_text())
    page.click("#language")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate("self.origin") == "null"
