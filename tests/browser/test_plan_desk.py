"""The desk of a plan in a real browser: drag, accept, undo, tabs, languages, no barriers."""

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from cli import run_safely
from tests.browser.chromium import needs_chromium, serious_faults
from tests.browser.server import served

pytestmark = needs_chromium
ROOT = Path(__file__).parents[2]
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PLAN = "/plans/out%3Ademo"
EVENT = "#calendar a.fc-event:not(.fc-bg-event)"


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planned") / "demo"
    options = ["--time-limit", "2", "--workers", "1", "--quiet", "--output", str(folder)]
    assert run_safely([str(ROOT / "scenarios" / "demo.yaml"), *options]) == 0
    return folder


@pytest.fixture
def address(planned, tmp_path):
    shutil.copytree(planned, tmp_path / "out" / "demo")
    with served(tmp_path) as found:
        yield found


@pytest.fixture
def visitor(chromium, address):
    """Opens tabs of one browser that was let in; what they complain of is judged at the end."""
    complaints, contexts = [], []

    def enter(**fields):
        context = chromium.new_context(**{"viewport": DESK, "locale": "vi-VN"} | fields)
        context.set_default_timeout(30_000)
        contexts.append(context)
        context.new_page().goto(address)

        def tab():
            page = context.new_page()
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(address.partition("/enter")[0] + PLAN)
            ready(page)
            return page

        return tab

    yield enter
    for context in contexts:
        context.close()
    assert [text for text in complaints if "409" not in text and "422" not in text] == []


def ready(page):
    page.wait_for_selector("html[data-ready]", state="attached")


def version(page):
    return page.locator("#version").get_attribute("data-version")


def drag(page, event, day):
    """Drag an event by its first day onto a day, as a hand would, in steps."""
    event.scroll_into_view_if_needed()
    box = event.bounding_box()
    target = page.locator(f"#calendar td[data-date='{day}']:not(.fc-day-other)").bounding_box()
    page.mouse.move(box["x"] + 12, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(target["x"] + 20, target["y"] + target["height"] / 2, steps=12)
    page.mouse.up()
    page.wait_for_selector("#told .card")


def drag_somewhere(page):
    """Drag classes a week on or back until one can be accepted; return its name and new day."""
    found = page.evaluate("JSON.parse(document.getElementById('plan-data').textContent).events")
    for one in found:
        if "id" not in one:
            continue
        start = date.fromisoformat(one["start"])
        for days in (7, -7, 14, -14):
            day = start + timedelta(days=days)
            page.evaluate("window.scrollTo(0, 0); sessionStorage.clear()")
            if (
                day.month != start.month
                or page.locator(f"{EVENT}[aria-label^='{one['id']}:']").count() == 0
            ):
                continue
            drag(page, page.locator(f"{EVENT}[aria-label^='{one['id']}:']").first, day.isoformat())
            if page.locator("#told button.primary").count():
                return one["id"]
            page.click("#told [data-discard]")
    raise AssertionError("no class can be dragged")


def test_a_class_is_dragged_repaired_and_taken_back(visitor, tmp_path):
    page = visitor()()
    name = None
    for _ in range(3):  # a month each
        try:
            name = drag_somewhere(page)
            break
        except AssertionError:
            page.click("#calendar .fc-next-button")
    assert name is not None
    assert name in page.locator("#told .said").inner_text()
    page.click("#told button.primary")
    page.wait_for_selector("#version[data-version='2']")
    ready(page)
    assert name in page.locator(".last").inner_text()
    assert (tmp_path / "out" / "demo-drafts" / "v2" / "classes.csv").exists()
    page.click("#undo")
    page.wait_for_selector("#version[data-version='1']")
    page.click("#redo")
    page.wait_for_selector("#version[data-version='2']")
    page.reload()
    assert version(page) == "2"


def test_what_is_dragged_and_left_goes_back(visitor):
    page = visitor()()
    before = page.locator(EVENT).first.bounding_box()
    name = page.locator(EVENT).first.get_attribute("aria-label").partition(":")[0]
    first = page.locator(EVENT).first
    events = page.evaluate("JSON.parse(document.getElementById('plan-data').textContent).events")
    start = date.fromisoformat(next(one["start"] for one in events if one.get("id") == name))
    shift = 7 if (start + timedelta(days=7)).month == start.month else -7
    drag(page, first, (start + timedelta(days=shift)).isoformat())
    page.keyboard.press("Escape")
    page.wait_for_selector("#told .card", state="detached")
    assert page.locator(f"{EVENT}[aria-label^='{name}:']").first.bounding_box() == before
    assert version(page) == "1"


def test_everything_works_by_keyboard(visitor):
    page = visitor()()
    page.locator(EVENT).first.press("Enter")
    page.wait_for_selector("#class .card")
    page.wait_for_function("document.activeElement.closest('#class') !== null")
    page.locator("#class summary").last.press("Enter")
    page.locator("#class button[value='pin']").press("Enter")
    page.wait_for_selector("#told .card")
    page.wait_for_function("document.activeElement.closest('#told') !== null")
    page.locator("#told button.primary").press("Enter")
    page.wait_for_selector("#version[data-version='2']")
    ready(page)
    assert page.locator("#calendar .pinned").count() == 1
    page.select_option("#choose", index=1)
    page.wait_for_selector("#class .card")


def test_two_tabs_do_not_undo_each_other(visitor):
    tab = visitor()
    one, two = tab(), tab()
    for page in (one, two):
        page.locator(EVENT).first.click()
        page.wait_for_selector("#class .card")
        page.locator("#class summary").last.click()
    two.click("#class button[value='pin']")
    two.wait_for_selector("#told button.primary")
    one.click("#class button[value='pin']")
    one.click("#told button.primary")
    one.wait_for_selector("#version[data-version='2']")
    two.click("#told button.primary")
    two.wait_for_selector("#told [role='alert']")
    assert "cửa sổ khác" in two.locator("#told").inner_text()
    two.wait_for_selector("#newer .banner")
    two.click("#newer a")
    two.wait_for_selector("#version[data-version='2']")


def test_the_language_is_swapped_and_kept(visitor):
    page = visitor()()
    assert page.locator("html").get_attribute("lang") == "vi"
    page.click("header button[name='language']")
    page.wait_for_selector("html[lang='en']")
    ready(page)
    assert page.locator("h2", has_text="Calendar of classes").count() == 1
    page.reload()
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_barred_and_nothing_runs_off_the_side(visitor, viewport, scheme):
    page = visitor(viewport=viewport, color_scheme=scheme)()
    assert serious_faults(page) == []
    assert page.evaluate(SIDEWAYS) == 0
    page.select_option("#choose", index=1)
    page.wait_for_selector("#class .card")
    for summary in page.locator("#class summary").all()[1:]:
        summary.click()
    page.locator("#class button[value='cancel']").click()
    page.wait_for_selector("#told .card")
    assert serious_faults(page) == []
    assert page.evaluate(SIDEWAYS) == 0
    page.goto(re.sub(r"\?.*", "", page.url) + "/publish")
    assert serious_faults(page) == []
    assert page.evaluate(SIDEWAYS) == 0
