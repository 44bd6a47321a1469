"""The desk of a plan: a change is tried, accepted, undone; nothing else is ever changed."""

import csv
import gc
import json
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from scheduler.checker import verify
from scheduler.load import load_coverage, load_plan, load_result, load_scenario
from scheduler.serve import drafting
from scheduler.serve.opened import KEPT
from tests.serve.client import visitor

PLAN = "/plans/out:demo"
HTMX = {"hx-request": "true"}


def stamp_of(page):
    return re.search(r'name="stamp" value="([^"]+)"', page.text)[1]


def version_of(page):
    return int(re.search(r'data-version="(\d+)"', page.text)[1])


def rows(folder, name="classes"):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def opened(folder):
    return [row for row in rows(folder) if row["open"] == "1"]


def send(client, what, stamp, **form):
    return client.post(f"{PLAN}/{what}", data={"stamp": stamp, **form}, headers=HTMX)


def a_week_later(row):
    return (date.fromisoformat(row["start"]) + timedelta(days=7)).isoformat()


def valid(folder):
    scenario = load_scenario(folder / "scenario.json").scenario
    plan = load_plan(folder)
    verdict = verify(scenario, plan, load_result(folder), load_coverage(folder))
    return not verdict.violations and not verdict.false


def possible_move(client, stamp, folder):
    """A class and a day that no rule of the calendar forbids, as the desk itself tells."""
    for row in opened(folder):
        for weeks in range(1, 10):
            day = date.fromisoformat(row["start"]) + timedelta(days=7 * weeks)
            move = {"kind": "move", "class": row["class"], "start": day.isoformat()}
            answer = send(client, "check", stamp, **move)
            if answer.status_code == 200 and 'button class="primary"' in answer.text:
                return move, answer
    raise AssertionError("no class can be moved")


def another_lecturer(client, stamp, folder):
    """A class, a module of it and somebody else who is qualified, as the desk itself offers."""
    for row in opened(folder):
        panel = client.get(f"{PLAN}/class", params={"stamp": stamp, "class": row["class"]})
        for form in panel.text.split('class="teach"')[1:]:
            module = re.search(r'name="module" value="([^"]+)"', form)[1]
            for other in re.findall(r'<option value="([^"]+)">', form):
                return row, module, other
    raise AssertionError("nobody else is qualified for anything")


def test_the_page_shows_coverage_levels_and_calendar(client, workspace):
    page = client.get(PLAN)
    assert page.status_code == 200
    assert version_of(page) == 1
    data = json.loads(re.search(r'id="plan-data">(.*?)</script>', page.text, re.DOTALL)[1])
    drawn = {one["id"]: one["start"] for one in data["events"] if "id" in one}
    assert drawn == {one["class"]: one["start"] for one in opened(workspace / "out" / "demo")}
    assert "Lãnh đạo" in page.text
    assert "Giỗ Tổ" in page.text or "Ngày lễ" in page.text or "day-holiday" in page.text


def test_a_change_is_tried_without_a_trace_and_accepted_as_a_new_version(client, workspace):
    folder = workspace / "out" / "demo"
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    stamp = stamp_of(client.get(PLAN))
    move, told = possible_move(client, stamp, folder)
    assert move["class"] in told.text
    assert not (workspace / ".desk").exists()
    answer = send(client, "accept", stamp, **move)
    assert answer.headers["hx-redirect"] == "/plans/out%3Ademo"
    draft = workspace / "out" / "demo-drafts" / "v2"
    assert valid(draft)
    moved = {row["class"]: row for row in opened(draft)}[move["class"]]
    wanted = re.search(r'name="start" value="([^"]+)"', told.text)[1]
    assert moved["start"] == wanted
    assert rows(draft, "moves")[0]["class"]
    assert version_of(client.get(PLAN)) == 2
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    client.app.state.desk.wait()
    assert (draft / "index.html").exists()
    assert (draft / "timetable.xlsx").exists()
    assert rows(draft, "moves")


def test_undo_and_redo_walk_through_the_versions(client, workspace):
    folder = workspace / "out" / "demo"
    stamp = stamp_of(client.get(PLAN))
    move, _ = possible_move(client, stamp, folder)
    send(client, "accept", stamp, **move)
    page = client.get(PLAN)
    send(client, "undo", stamp_of(page))
    page = client.get(PLAN)
    assert version_of(page) == 1
    send(client, "redo", stamp_of(page))
    page = client.get(PLAN)
    assert version_of(page) == 2
    send(client, "undo", stamp_of(page))
    stamp = stamp_of(client.get(PLAN))
    send(client, "accept", stamp, kind="pin", **{"class": opened(folder)[0]["class"]})
    page = client.get(PLAN)
    assert version_of(page) == 3
    assert re.search(r'id="redo"[^>]*disabled', page.text), "a new change leaves nothing to redo"
    assert (workspace / "out" / "demo-drafts" / "v2" / "classes.csv").exists(), "nothing is lost"


def test_an_outdated_page_changes_nothing(client, workspace):
    folder = workspace / "out" / "demo"
    name = opened(folder)[0]["class"]
    old = stamp_of(client.get(PLAN))
    send(client, "accept", old, kind="pin", **{"class": name})
    for what in ("check", "accept", "undo", "redo", "publish"):
        answer = send(client, what, old, kind="cancel", sure="yes", who="A", **{"class": name})
        assert answer.status_code == 409, what
        assert PLAN.replace(":", "%3A") in answer.text, "with a way to what is new"
    assert client.get(f"{PLAN}/class", params={"stamp": old, "class": name}).status_code == 409
    assert version_of(client.get(PLAN)) == 2
    assert not (workspace / "record.sqlite").exists()


def test_another_tab_hears_of_something_newer(client, workspace):
    old = stamp_of(client.get(PLAN))
    assert client.get(f"{PLAN}/newer", params={"stamp": old}).status_code == 204
    name = opened(workspace / "out" / "demo")[0]["class"]
    send(client, "accept", old, kind="pin", **{"class": name})
    answer = client.get(f"{PLAN}/newer", params={"stamp": old})
    assert answer.status_code == 200
    assert "banner" in answer.text


def test_a_restart_finds_everything_as_it_was(client, workspace):
    name = opened(workspace / "out" / "demo")[0]["class"]
    send(client, "accept", stamp_of(client.get(PLAN)), kind="pin", **{"class": name})
    again = visitor(workspace)
    page = again.get(PLAN)
    assert version_of(page) == 2
    assert stamp_of(page) == stamp_of(client.get(PLAN))
    send(again, "undo", stamp_of(page))
    assert version_of(client.get(PLAN)) == 1
    again.app.state.desk.wait()


def test_killed_before_the_journal_nothing_happened(client, workspace, monkeypatch):
    folder = workspace / "out" / "demo"
    name = opened(folder)[0]["class"]
    stamp = stamp_of(client.get(PLAN))

    def dies(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(drafting.Journals, "write", dies)
        with pytest.raises(KeyboardInterrupt):
            client.app.state.desk.accept(
                client.app.state.workspace.plan("out:demo"),
                stamp,
                drafting.Change(kind="pin", class_id=name),
                "vi",
            )
    page = client.get(PLAN)
    assert (version_of(page), stamp_of(page)) == (1, stamp)
    send(client, "accept", stamp, kind="pin", **{"class": name})
    assert version_of(client.get(PLAN)) in (2, 3), "the bare draft is not in the way"


def test_a_draft_left_bare_is_completed_later(client, workspace):
    name = opened(workspace / "out" / "demo")[0]["class"]
    send(client, "accept", stamp_of(client.get(PLAN)), kind="pin", **{"class": name})
    client.app.state.desk.wait()
    page = workspace / "out" / "demo-drafts" / "v2" / "index.html"
    page.unlink()
    again = visitor(workspace)
    assert again.get(PLAN).status_code == 200
    again.app.state.desk.wait()
    assert page.exists()


def test_a_plan_made_anew_begins_anew(client, workspace):
    folder = workspace / "out" / "demo"
    name = opened(folder)[0]["class"]
    old = stamp_of(client.get(PLAN))
    send(client, "accept", old, kind="pin", **{"class": name})
    client.app.state.desk.wait()
    shutil.copytree(workspace / "out" / "demo-drafts" / "v2", folder, dirs_exist_ok=True)
    page = client.get(PLAN)
    assert version_of(page) == 1
    assert stamp_of(page) != old
    send(client, "accept", stamp_of(page), kind="cancel", **{"class": name})
    assert version_of(client.get(PLAN)) == 3, "no earlier draft is written over"


def test_a_lecturer_is_exchanged_and_a_class_called_off(client, workspace):
    folder = workspace / "out" / "demo"
    page = client.get(PLAN)
    row, module, lecturer = another_lecturer(client, stamp_of(page), folder)
    change = {"kind": "teach", "class": row["class"], "module": module, "lecturer": lecturer}
    assert send(client, "check", stamp_of(page), **change).status_code == 200
    send(client, "accept", stamp_of(page), **change)
    draft = workspace / "out" / "demo-drafts" / "v2"
    assert valid(draft)
    taught = [
        s for s in rows(draft, "sessions") if (s["class"], s["module"]) == (row["class"], module)
    ]
    assert {one["lecturer"] for one in taught} == {lecturer}
    page = client.get(PLAN)
    told = send(client, "check", stamp_of(page), kind="cancel", **{"class": row["class"]})
    assert f"{row['size']} người" in told.text
    send(client, "accept", stamp_of(page), kind="cancel", **{"class": row["class"]})
    third = workspace / "out" / "demo-drafts" / "v3"
    assert valid(third)
    assert row["class"] not in {one["class"] for one in opened(third)}


def test_a_pinned_class_is_freed_and_bounds_are_no_longer_claimed(client, workspace):
    name = opened(workspace / "out" / "demo")[0]["class"]
    send(client, "accept", stamp_of(client.get(PLAN)), kind="pin", **{"class": name})
    first = workspace / "out" / "demo-drafts" / "v2"
    fixed = {c.id: c.fixed for c in load_scenario(first / "scenario.json").scenario.classes}
    assert fixed[name].start is not None
    assert load_result(first).levels == load_result(workspace / "out" / "demo").levels
    send(client, "accept", stamp_of(client.get(PLAN)), kind="free", **{"class": name})
    second = workspace / "out" / "demo-drafts" / "v3"
    fixed = {c.id: c.fixed for c in load_scenario(second / "scenario.json").scenario.classes}
    assert fixed[name].start is None
    assert valid(second)
    assert {level.bound for level in load_result(second).levels} == {None}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": "explode", "class": "D-01"}, "Không rõ thay đổi nào"),
        ({"kind": "pin", "class": "nobody"}, "Lớp nobody không mở"),
        ({"kind": "move", "class": "", "start": "2024-05-06"}, "không mở"),
    ],
)
def test_what_cannot_be_understood_is_said_kindly(client, change, told):
    answer = send(client, "check", stamp_of(client.get(PLAN)), **change)
    assert answer.status_code == 422
    assert told in answer.text


@pytest.mark.parametrize("day", ["32/13/2024", "soon", "2024-99-01", "1/2", "/", "٣/٤/٢٠٢٤x"])
def test_a_wrong_day_is_named(client, workspace, day):
    name = opened(workspace / "out" / "demo")[0]["class"]
    stamp = stamp_of(client.get(PLAN))
    answer = send(client, "check", stamp, kind="move", start=day, **{"class": name})
    assert answer.status_code == 422
    assert day in answer.text


def test_a_day_beyond_the_horizon_cannot_be_accepted(client, workspace):
    name = opened(workspace / "out" / "demo")[0]["class"]
    stamp = stamp_of(client.get(PLAN))
    move = {"kind": "move", "class": name, "start": "2024-11-04"}
    answer = send(client, "check", stamp, **move)
    assert "H4" in answer.text
    assert 'class="primary"' not in answer.text
    answer = send(client, "accept", stamp, **move)
    assert answer.status_code == 422, "what is sent all the same finds no plan"
    assert version_of(client.get(PLAN)) == 1


def test_unknown_plans_and_names_that_lead_elsewhere_are_not_found(client, workspace):
    (workspace.parent / "secret").mkdir(exist_ok=True)
    for name in ("out:nothing", "..:secret", "%2e%2e", "..%2fsecret", "out:demo%00"):
        assert client.get(f"/plans/{name}").status_code == 404, name
    assert client.get("/plans/out/demo").status_code == 404


def test_a_draft_leads_to_the_plan_it_belongs_to(client, workspace):
    name = opened(workspace / "out" / "demo")[0]["class"]
    send(client, "accept", stamp_of(client.get(PLAN)), kind="pin", **{"class": name})
    answer = client.get("/plans/out:demo-drafts:v2")
    assert (answer.status_code, answer.headers["location"]) == (303, "/plans/out%3Ademo")


def test_publishing_is_confirmed_and_released_once(client, workspace):
    page = client.get(f"{PLAN}/publish")
    assert page.status_code == 200
    stamp = stamp_of(page)
    unsure = client.post(f"{PLAN}/publish", data={"stamp": stamp, "who": "Phòng Đào tạo"})
    assert not (workspace / "record.sqlite").exists()
    assert 'name="sure"' in unsure.text
    form = {"stamp": stamp, "who": "Phòng Đào tạo", "sure": "yes"}
    done = client.post(f"{PLAN}/publish", data=form)
    assert done.status_code == 200
    assert "lần 1" in done.text
    assert (workspace / "out" / "published" / "demo").is_dir()
    again = client.post(f"{PLAN}/publish", data=form)
    assert "đã có đúng phương án này" in again.text
    name = opened(workspace / "out" / "demo")[0]["class"]
    send(client, "accept", stamp, kind="cancel", **{"class": name})
    form["stamp"] = stamp_of(client.get(PLAN))
    assert "lần 2" in client.post(f"{PLAN}/publish", data=form).text


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files by /proc")
def test_long_use_leaves_no_file_open_and_keeps_few_plans(client, workspace):
    name = opened(workspace / "out" / "demo")[0]["class"]

    def used():
        stamp = stamp_of(client.get(PLAN))
        client.post(f"{PLAN}/publish", data={"stamp": stamp, "who": "A", "sure": "yes"})
        send(client, "accept", stamp, kind="pin", **{"class": name})
        send(client, "undo", stamp_of(client.get(PLAN)))
        client.app.state.desk.wait()
        gc.collect()
        return len(list(Path("/proc/self/fd").iterdir()))

    first = used()
    assert [used() for _ in range(3)][-1] <= first
    assert len(client.app.state.desk.shelf) <= KEPT


def test_names_that_hold_markup_stay_text(client, workspace):
    path = workspace / "out" / "demo" / "scenario.json"
    evil = "<script>alert(1)</script>\"'&</script>"
    scenario = json.loads(path.read_text(encoding="utf-8"))
    scenario["title"] = evil
    for section in ("tiers", "rooms", "lecturers", "venues", "units"):
        for one in scenario[section]:
            one["name"] = evil
    for one in (*scenario["programmes"], *scenario["modules"]):
        one["title"] = evil
    for one in scenario["calendar"]["closures"] + scenario["calendar"]["risk"]:
        one["reason"] = evil
    path.write_text(json.dumps(scenario, ensure_ascii=False), encoding="utf-8")
    page = client.get(PLAN)
    name = opened(workspace / "out" / "demo")[0]["class"]
    stamp = stamp_of(page)
    panel = client.get(f"{PLAN}/class", params={"stamp": stamp, "class": name})
    told = send(client, "check", stamp, kind="cancel", **{"class": name})
    for answer in (page, panel, told, client.get(f"{PLAN}/publish")):
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert answer.text.count("</script>") == answer.text.count("<script"), "none broken out of"
    assert "alert(1)" in page.text


def test_english_and_vietnamese_say_the_same(client):
    client.cookies.set("schedule-language", "en")
    assert "Calendar of classes" in client.get(PLAN).text
    client.cookies.set("schedule-language", "vi")
    assert "Lịch các lớp" in client.get(PLAN).text
