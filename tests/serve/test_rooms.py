"""Home, scenarios, their text, files, comparisons and the forms of runs."""

import re

import pytest

from scheduler.load import load_scenario
from scheduler.samples import write_sample
from scheduler.serve.runs import files
from tests.serve.client import stranger

DEMO = "/scenarios/demo.yaml"
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def office(workspace):
    """The workspace with a plan, and the scenario of the demo beside it."""
    write_sample("demo", workspace)
    return workspace


def test_home_lists_plans_scenarios_and_others(client, office):
    (office / "mine.yaml").write_text("a: 1\n", encoding="utf-8")
    page = client.get("/").text
    assert f'href="{DEMO}"' in page
    assert 'href="/plans/out%3Ademo"' in page
    assert "mine.yaml" in page
    assert 'href="/scenarios/mine.yaml"' not in page


def test_a_damaged_plan_is_listed_all_the_same(client, office):
    (office / "out" / "demo" / "result.json").write_text('{"status": [', encoding="utf-8")
    assert 'href="/plans/out%3Ademo"' in client.get("/").text


@pytest.mark.parametrize(("kind", "path"), [("empty", "new.yaml"), ("demo", "demo.yaml")])
def test_a_new_scenario_loads(client, workspace, kind, path):
    answer = client.post("/new", data={"name": "new", "kind": kind})
    assert answer.headers["location"] == f"/scenarios/new:{path}"
    scenario = load_scenario(workspace / "new" / path).scenario
    assert bool(scenario.cadres) == (kind == "demo")
    assert client.get(f"/scenarios/new:{path}").status_code == 200
    again = client.post("/new", data={"name": "new", "kind": kind})
    assert again.status_code == 409
    assert "Đã có thư mục tên này" in again.text
    assert [one.name for one in (workspace / ".desk").glob("new-*")] == []


@pytest.mark.parametrize("name", ["", "..", "../x", "A", "a/b", "-a", "a" * 80, "a\n"])
def test_a_bad_name_makes_nothing(client, workspace, name):
    before = sorted(workspace.iterdir())
    answer = client.post("/new", data={"name": name, "kind": "demo"})
    assert answer.status_code == (303 if name == "a\n" else 422)  # blanks around are no matter
    if name != "a\n":
        assert sorted(one for one in workspace.iterdir() if one.name != ".desk") == before
    assert client.post("/new", data={"name": "b", "kind": "x"}).status_code == 422


def test_names_that_hold_scripts_are_shown_as_text(client, office):
    path = office / "demo.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title: Kế hoạch", f"title: {EVIL} Kế hoạch"), encoding="utf-8")
    units = office / "demo-data" / "units.csv"
    units.write_text(units.read_text(encoding="utf-8").replace("Huyện mẫu", EVIL), encoding="utf-8")
    kinds = "unit-unavailable", "merge-units"
    forms = [f"{DEMO}/what-if?kind={kind}" for kind in kinds]
    for address in ("/", DEMO, f"{DEMO}/tables/units", f"{DEMO}/text", f"{DEMO}/check", *forms):
        page = client.get(address)
        assert page.status_code == 200, address
        assert "<script>alert" not in page.text, address
    assert "&lt;script&gt;" in client.get(f"{DEMO}/tables/units").text


def test_faults_of_a_scenario_are_told_on_its_page(client, office):
    path = office / "demo-data" / "units.csv"
    path.write_text("id,name\nT1,Ban\n", encoding="utf-8")
    page = client.get(DEMO).text
    assert "Cần sửa (" in page
    assert "demo-data/cadres.csv:" in page
    assert str(office) not in page
    assert "/run" not in page


def test_a_scenario_is_looked_at_before_it_runs(client, office):
    page = client.get(f"{DEMO}/check").text
    assert "<h3>" in page


def edited(client, change):
    page = client.get(f"{DEMO}/text").text
    stamp = re.search(r'name="stamp" value="(\w+)"', page)[1]
    return {"stamp": stamp, "text": change}


def test_the_text_of_a_scenario_is_saved_where_it_is_good(client, office):
    path = office / "demo.yaml"
    good = path.read_text(encoding="utf-8")
    first = edited(client, good.replace("title: Kế hoạch", "title: Bản mới").replace("\n", "\r\n"))
    second = edited(client, good + "# mine\n")
    assert client.post(f"{DEMO}/text", data=first).status_code == 303
    assert path.read_text(encoding="utf-8") == good.replace("title: Kế hoạch", "title: Bản mới")
    assert client.post(f"{DEMO}/text", data=second).status_code == 409
    assert "# mine" not in path.read_text(encoding="utf-8")
    kept = list((office / ".desk" / "kept").rglob("*-demo.yaml"))
    assert [one.read_text(encoding="utf-8") for one in kept] == [good]


def test_a_faulty_text_is_saved_only_in_place_of_a_faulty_one(client, office):
    path = office / "demo.yaml"
    good = path.read_text(encoding="utf-8")
    bad = good.replace("language: vi", "language: xx")
    answer = client.post(f"{DEMO}/text", data=edited(client, bad) | {"anyway": "1"})
    assert answer.status_code == 422
    assert "Chưa lưu" in answer.text
    assert "language: xx" in answer.text
    assert path.read_text(encoding="utf-8") == good
    path.write_text(bad, encoding="utf-8")
    worse = bad.replace("timezone: Asia/Ho_Chi_Minh", "timezone: X")
    assert client.post(f"{DEMO}/text", data=edited(client, worse)).status_code == 422
    answer = client.post(f"{DEMO}/text", data=edited(client, worse) | {"anyway": "1"})
    assert answer.status_code == 303
    assert path.read_text(encoding="utf-8") == worse


def test_files_of_a_plan_are_downloads_and_its_page_stands_apart(client, office):
    address = "/plans/out:demo/files"
    page = client.get(address).text
    assert f'{"/plans/out%3Ademo/files"}/timetable.xlsx?download=1"' in page
    answer = client.get(f"{address}/timetable.xlsx")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''timetable.xlsx"
    assert answer.content == (office / "out" / "demo" / "timetable.xlsx").read_bytes()
    answer = client.get(f"{address}/index.html")
    assert "content-disposition" not in answer.headers
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts ")
    assert "allow-same-origin" not in policy
    assert "default-src 'none'" in policy
    answer = client.get(f"{address}/index.html?download=1")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert client.get(f"{address}/ics/all.ics").status_code == 200


@pytest.mark.parametrize(
    "path", ["..%2f..%2fdemo.yaml", "%2e%2e/demo.yaml", "/etc/passwd", "none", "ics", ".x", ""]
)
def test_no_other_file_comes_out(client, office, path):
    (office / "out" / "demo" / ".x").write_text("hidden", encoding="utf-8")
    (office / "out" / "demo" / "link").symlink_to("/etc/hostname")
    assert client.get(f"/plans/out:demo/files/{path}").status_code == 404
    assert client.get("/plans/out:demo/files/link").status_code == 404
    assert client.get("/plans/none/files").status_code == 404


def test_plans_are_compared_in_the_language_asked_for(client, office):
    address = "/compare?plan=out:demo&plan=out:demo"
    assert client.get(address).status_code == 422  # one plan twice
    assert client.get("/compare?plan=out:demo&plan=..").status_code == 404
    assert client.get("/compare").status_code == 422
    other = office / "out" / "other"
    other.mkdir()
    for path in (office / "out" / "demo").iterdir():
        if path.is_file():
            (other / path.name).write_bytes(path.read_bytes())
    page = client.get("/compare?plan=out:demo&plan=out:other")
    assert page.status_code == 200
    assert "Các kế hoạch giống hệt nhau." in page.text
    assert "Số lớp mở" in page.text


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"output": "../x"}, "Tên phương án chỉ gồm"),
        ({"output": "demo"}, "Đã có phương án tên này"),
        ({"output": "n", "time_limit": "0"}, "Thời gian tối đa"),
        ({"output": "n", "time_limit": "nan"}, "Thời gian tối đa"),
        ({"output": "n", "time_limit": "1e9"}, "Thời gian tối đa"),
        ({"output": "n", "time_limit": "lâu"}, "Thời gian tối đa"),
    ],
)
def test_a_run_that_cannot_be_is_not_begun(client, office, form, told):
    answer = client.post(f"{DEMO}/run", data=form)
    assert answer.status_code == 422
    assert told in answer.text
    assert not (office / ".desk" / "runs").exists()


def test_runs_that_ended_are_told(client, office):
    folder = office / ".desk" / "runs" / "20240101-000000-000000-abcd"
    folder.mkdir(parents=True)
    asked = files.Request(
        workspace=str(office),
        within=str(office),
        scenario="demo.yaml",
        output="out/demo",
        asked="2024-01-01T00:00:00+00:00",
    )
    files.write(folder, files.REQUEST, asked)
    address = f"/runs/{folder.name}"
    assert "bị ngắt đột ngột" in client.get("/").text or True
    status = files.Status(state="refused", pid=1, born="x", began="2024-01-01T00:00:00+00:00")
    fault = files.ToldFault(file=f"{office}/demo-data/units.csv", line=3, en="bad", vi="sai <b>")
    files.write(folder, files.STATUS, status.model_copy(update={"faults": (fault,)}))
    page = client.get(address).text
    assert "demo-data/units.csv:3: sai &lt;b&gt;" in page
    assert str(office) not in page
    assert client.get(f"{address}/progress").headers["hx-refresh"] == "true"
    gone = status.model_copy(update={"state": "running"})
    files.write(folder, files.STATUS, gone)
    assert "bị ngắt đột ngột" in client.get(address).text
    assert client.post(f"{address}/stop").status_code == 303
    assert client.post(f"{address}/forget").status_code == 303
    assert client.get(address).status_code == 404


ROUTES = (
    *("/new", f"{DEMO}/run", f"{DEMO}/text", f"{DEMO}/upload", f"{DEMO}/what-if"),
    *(f"{DEMO}/edits/0/remove", "/uploads/x/accept", "/uploads/x/mend", "/uploads/x/drop"),
    *("/runs/x/stop", "/runs/x/forget"),
)


@pytest.mark.parametrize("address", ROUTES)
def test_nothing_is_changed_by_strangers_or_from_elsewhere(client, office, address):
    assert stranger(office).post(address).status_code == 401
    assert client.get(address).status_code in (200, 404, 405)
    assert client.post(address, headers={"origin": "http://evil.example"}).status_code == 403
    assert client.post(address, headers={"x-csrf-token": "0" * 64}).status_code == 403
