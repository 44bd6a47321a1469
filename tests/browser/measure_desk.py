"""How quick the desk is: `python -m tests.browser.measure_desk PLAN_FOLDER [--changes N]`.

Serves a copy of the folder and works it through chromium as a planner would: opens the page, asks
for what follows of moving a class (as a drag does), accepts, undoes. Prints a table in Markdown.
Each time is from the request of the person to the moment the answer can be seen and used; before
each request the planner looks at the page for two seconds.
"""

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from tests.browser.chromium import browser
from tests.browser.server import served

ASK = """([name, day]) => new Promise((done) => {
  const told = document.getElementById("told");
  const holder = document.getElementById("calendar");
  const began = performance.now();
  told.addEventListener("htmx:afterSwap", () => requestAnimationFrame(() => setTimeout(() =>
    done(performance.now() - began))), { once: true });
  htmx.ajax("POST", holder.dataset.check, { source: holder, target: told, swap: "innerHTML",
    values: { stamp: holder.dataset.stamp, kind: "move", class: name, start: day } });
})"""
LOOKING = 2000  # milliseconds for which a planner looks at a page before the next step
EVENTS = "JSON.parse(document.getElementById('plan-data').textContent).events"


def ready(page):
    page.wait_for_selector("html[data-ready]", state="attached", timeout=120_000)


def timed(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def opened(page, address):
    page.goto(address)
    ready(page)


def tried(page, draw):
    """Ask for a move of one class by some weeks; seconds until the consequences are shown."""
    classes = [one for one in page.evaluate(EVENTS) if "id" in one]
    one = draw.choice(classes)
    weeks = draw.choice([-4, -3, -2, -1, 1, 2, 3, 4])
    day = date.fromisoformat(one["start"]) + timedelta(weeks=weeks)
    return page.evaluate(ASK, [one["id"], day.isoformat()]) / 1000


def accepted(page):
    """Accept what is shown; seconds until one sees what came of it, and what that was."""
    button = page.locator("#told button.primary")
    repaired = "sửa" in button.inner_text()
    before = page.locator("#version").get_attribute("data-version")
    began = time.perf_counter()
    button.click()
    page.wait_for_selector(
        f"#version:not([data-version='{before}']), #told [role='alert']", timeout=120_000
    )
    ready(page)
    seconds = time.perf_counter() - began
    if page.locator("#told [role='alert']").count():
        return seconds, "none"
    return seconds, "repair" if repaired else "fits"


def taken_back(page):
    before = page.locator("#version").get_attribute("data-version")
    page.click("#undo")
    page.wait_for_selector(f"#version:not([data-version='{before}'])", timeout=120_000)
    ready(page)


def measure(folder, changes):
    """Seconds of each kind of step."""
    draw = random.Random(1)
    found = {"open": [], "check": [], "fits": [], "repair": [], "none": []}
    with tempfile.TemporaryDirectory() as top:
        shutil.copytree(folder, Path(top) / "out" / "plan")
        with served(Path(top)) as address, browser() as chromium:
            context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
            page = context.new_page()
            page.goto(address)
            plan = address.partition("/enter")[0] + "/plans/out%3Aplan"
            found["first"] = [timed(lambda: opened(page, plan))]
            found["open"] = [timed(lambda: opened(page, plan)) for _ in range(10)]
            while len(found["fits"]) + len(found["repair"]) < changes:
                page.wait_for_timeout(LOOKING)
                found["check"].append(tried(page, draw))
                print(len(found["check"]), f"{found['check'][-1]:.2f}", file=sys.stderr, flush=True)
                if page.locator("#told button.primary").count():
                    seconds, outcome = accepted(page)
                    print(outcome, f"{seconds:.2f}", file=sys.stderr, flush=True)
                    found[outcome].append(seconds)
                    if outcome != "none":
                        taken_back(page)
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--changes", type=int, default=20)
    asked = parser.parse_args()
    words = {
        "first": "first opening after the start",
        "open": "page opened, interactive",
        "check": "move checked, consequences shown",
        "fits": "accepted, nothing else to change",
        "repair": "accepted with repair, new version shown",
        "none": "told that no repair was found",
    }
    print("| step | times | median, s | 90 %, s | longest, s |\n|---|---|---|---|---|")
    for kind, seconds in measure(asked.folder, asked.changes).items():
        ordered = sorted(seconds)
        if ordered:
            high = ordered[min(len(ordered) - 1, int(0.9 * len(ordered)))]
            figures = (statistics.median(ordered), high, ordered[-1])
            cells = " | ".join(f"{one:.2f}" for one in figures)
            print(f"| {words[kind]} | {len(ordered)} | {cells} |")


if __name__ == "__main__":
    main()
