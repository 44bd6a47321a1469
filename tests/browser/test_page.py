"""The page in a real browser: it loads alone, answers, keeps to its width, and bars nobody."""

import pytest

from scheduler.outputs.write import plan_files
from tests.browser.chromium import needs_chromium, serious_faults
from tests.outputs.sample import make

pytestmark = needs_chromium
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def sample():
    made = make()
    units = tuple(
        unit.model_copy(update={"lat": 16.6 + n / 20, "lon": 107 + n / 30})
        for n, unit in enumerate(made.scenario.units)
    )
    venues = tuple(
        one.model_copy(update={"lat": 16.7, "lon": 107.05}) for one in made.scenario.venues
    )
    return made.with_scenario(units=units, venues=venues)


@pytest.fixture(scope="module")
def address(sample, tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    files = plan_files(sample.scenario, sample.plan, sample.result, sample.coverage)
    (folder / "index.html").write_bytes(files["index.html"])
    return (folder / "index.html").as_uri()


@pytest.fixture
def visit(chromium, address):
    """Opens the page; what it complained of or asked the network for is judged at the end."""
    complaints, requests, pages = [], [], []

    def open_page(viewport=DESK, **fields):
        page = chromium.new_page(viewport=viewport, **fields)
        page.set_default_timeout(10_000)
        pages.append(page)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(address)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert complaints == []
    assert set(requests) == {address}


def count(page, selector):
    return page.locator(selector).count()


def test_it_draws_every_figure_and_explains_it_on_hover_and_focus(visit, sample):
    page = visit()
    for name in ("map", "load", "repeat", "cost"):
        assert count(page, f"#chart-{name} svg[role=group][aria-label]") == 1, name
        assert count(page, f"#chart-{name} svg a[tabindex='0'][aria-label]") == 1, name
    assert count(page, "#chart-map a[href^='#unit-']") == len(sample.scenario.units)
    first = page.locator("#chart-load a").first
    first.hover()
    assert page.locator("#tip").inner_text() == first.get_attribute("aria-label")
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()
    first.focus()
    page.keyboard.press("ArrowRight")
    following = page.locator("#chart-load a").nth(1)
    assert page.locator("#tip").inner_text() == following.get_attribute("aria-label")
    assert page.locator("#why-1").is_hidden()
    page.locator(".tile a").first.focus()
    assert page.locator("#why-1").is_visible()


def test_a_mark_leads_to_its_list(visit, sample):
    page = visit()
    unit = page.locator("#unit-U003")
    assert unit.is_hidden()
    page.locator("#chart-map a[href='#unit-U003']").focus()
    page.keyboard.press("Enter")
    unit.wait_for(state="visible")
    page.locator("#year a.b").first.click()
    page.locator("#class-P-01 table").wait_for(state="visible")


def test_search_and_filter(visit, sample):
    page = visit()
    cadre = sample.scenario.cadres[0]
    page.fill("#find", cadre.id.lower())
    assert page.locator("#found").inner_text() == "1 mục phù hợp"
    assert cadre.name in page.locator("#hits").inner_text()
    assert page.locator("#cadre-table tbody tr").all_inner_texts()[0].startswith(cadre.id)
    page.fill("#find", "dang bo xa so 3")
    assert page.locator("#hits a", has_text="Đảng bộ xã số 3").count() > 0
    lecturer = sample.scenario.lecturers[0]
    page.fill("#find", lecturer.id)
    page.select_option("#kind", "lecturer")
    assert page.locator("#lecturers tr.item:visible").count() == 1
    assert page.locator("#classes details.class:visible").count() == 3
    page.click("#clear")
    page.select_option("#tier", "P")
    assert page.locator("#classes details.class:visible").count() == 2
    page.fill("#find", "xyzzy")
    assert page.locator("#found").inner_text() == "Không có mục nào phù hợp."
    page.click("#clear")
    assert page.locator("#classes details.class:visible").count() == 3


def test_who_attends_a_class(visit, sample):
    page = visit()
    page.locator("#class-P-01 summary").click()
    page.locator("#class-P-01 .of-class").click()
    attending = {row.cadre for row in sample.plan.enrolments if row.class_id == "P-01"}
    rows = page.locator("#cadre-table tbody tr td:first-child").all_inner_texts()
    assert set(rows) == attending


def test_the_other_language_and_back(visit):
    page = visit()
    page.fill("#find", "P-01")
    page.click("#language")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("#h-map").inner_text() == "Map"
    assert page.input_value("#find") == "P-01"
    assert "matching entries" in page.locator("#found").inner_text()
    assert count(page, "#chart-map svg") == 1
    page.click("#language")
    assert page.locator("#h-map").inner_text() == "Bản đồ"
    assert count(page, "main") == 1


def test_dark_when_wished_and_when_asked(visit):
    ground = "getComputedStyle(document.body).backgroundColor"
    page = visit(color_scheme="light")
    light = page.evaluate(ground)
    page.click("#theme")
    dark = page.evaluate(ground)
    assert dark != light
    assert visit(color_scheme="dark").evaluate(ground) == dark


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_scrolls_sideways(visit, viewport):
    page = visit(viewport)
    assert page.evaluate(SIDEWAYS) <= 0
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.click("#language")
    assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(visit, scheme):
    page = visit(DESK if scheme == "light" else PHONE, color_scheme=scheme)
    page.fill("#find", "P-01")
    if scheme == "dark":
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert serious_faults(page) == []


def test_it_prints_on_a4(visit):
    printed = visit().pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 594" in printed or b"/MediaBox [0 0 595" in printed


def test_without_a_script_the_tables_are_there(chromium, address):
    page = chromium.new_page(java_script_enabled=False)
    page.goto(address)
    assert page.locator("noscript p", has_text="JavaScript").count() >= 1
    page.locator("#repeat details.alt summary").click()
    assert page.locator("#repeat details.alt table").is_visible()
    page.close()
