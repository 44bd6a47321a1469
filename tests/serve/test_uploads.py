"""Tables that come in: judged beside the good ones, faults at their cells, taken over on demand."""

import io
import re

import openpyxl
import pytest

from scheduler.load import load_scenario
from scheduler.serve.tables.references import references, with_reference
from tests.serve.client import visitor
from tests.serve.running import demo_workspace

CADRES = "demo-data/cadres.csv"
INPUT = re.compile(r'<input name="(cadres \d+ \d+)" value="([^"]*)"')


@pytest.fixture
def workspace(tmp_path):
    return demo_workspace(tmp_path)


@pytest.fixture
def client(workspace):
    return visitor(workspace)


def send(client, name, content, table="", scenario="demo.yaml"):
    return client.post(
        f"/scenarios/{scenario}/upload", data={"table": table}, files={"file": (name, content)}
    )


def upload(client, name, content, table="", scenario="demo.yaml"):
    answer = send(client, name, content, table, scenario)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def rows_of(workspace, file=CADRES):
    text = (workspace / file).read_text(encoding="utf-8")
    return [line.split(",") for line in text.splitlines()]


def as_bytes(rows):
    return "\n".join(",".join(row) for row in rows).encode()


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_good_table_takes_the_place_of_the_old_one_on_demand(client, workspace):
    rows = rows_of(workspace)
    before = (workspace / CADRES).read_bytes()
    (workspace / CADRES).chmod(0o640)
    address = upload(client, "cadres.csv", as_bytes(rows[:-1]))
    assert "Không có lỗi" in client.get(address).text
    assert (workspace / CADRES).read_bytes() == before
    assert client.post(f"{address}/accept").status_code == 303
    assert (workspace / CADRES).read_bytes() == as_bytes(rows[:-1])
    assert (workspace / CADRES).stat().st_mode & 0o777 == 0o640
    kept = list((workspace / ".desk" / "kept").rglob("*cadres.csv"))
    assert [one.read_bytes() for one in kept] == [before]
    assert [one.stat().st_mode & 0o777 for one in kept] == [0o600]
    assert client.get(address).status_code == 404


def test_faults_stand_in_their_cells_and_can_be_mended_there(client, workspace):
    rows = rows_of(workspace)
    tier = rows[0].index("tier")
    good = rows[5][tier]
    rows[5][tier] = "<script>alert(1)</script>"
    before = (workspace / CADRES).read_bytes()
    address = upload(client, "ds.csv", as_bytes(rows), "cadres")
    page = client.get(address).text
    assert "<script>alert" not in page
    (cell, value), *others = INPUT.findall(page)
    assert (cell, others) == (f"cadres 6 {tier}", [])
    assert value == "&lt;script&gt;alert(1)&lt;/script&gt;"
    assert client.post(f"{address}/accept").status_code == 422
    assert (workspace / CADRES).read_bytes() == before
    assert client.post(f"{address}/mend", data={cell: "Z"}).status_code == 303
    [(cell, value)] = INPUT.findall(client.get(address).text)
    assert value == "Z"
    client.post(f"{address}/mend", data={cell: good})
    assert INPUT.findall(client.get(address).text) == []
    expected = load_scenario(workspace / "demo.yaml").scenario
    assert client.post(f"{address}/accept").status_code == 303
    assert load_scenario(workspace / "demo.yaml").scenario == expected


def test_a_workbook_brings_several_tables_with_its_own_rows(client, workspace):
    cadres, units = rows_of(workspace), rows_of(workspace, "demo-data/units.csv")
    title = [["Danh sách cán bộ"], []]
    content = workbook(**{"Cán bộ": [*title, *cadres], "units": units, "Ghi chú": [["x"]]})
    address = upload(client, "so-lieu.xlsx", content)
    page = client.get(address).text
    assert "Không có lỗi" in page
    assert '<h2 id="h-cadres">' in page
    assert '<h2 id="h-units">' in page
    expected = load_scenario(workspace / "demo.yaml").scenario
    assert client.post(f"{address}/accept").status_code == 303
    assert load_scenario(workspace / "demo.yaml").scenario == expected
    cadres[7][cadres[0].index("unit")] = "X9"
    page = client.get(upload(client, "b.xlsx", workbook(cadres=[*title, *cadres]))).text
    assert [cell for cell, _ in INPUT.findall(page)] == [f"cadres 10 {cadres[0].index('unit')}"]


def test_faults_elsewhere_are_told_too(client, workspace):
    units = rows_of(workspace, "demo-data/units.csv")
    address = upload(client, "units.csv", as_bytes([row for row in units if row[0] != "X3"]))
    page = client.get(address).text
    assert "Lỗi ở chỗ khác" in page
    assert "demo-data/cadres.csv:" in page
    assert str(workspace) not in page


def test_a_table_that_changed_meanwhile_is_not_overwritten(client, workspace):
    rows = rows_of(workspace)
    first = upload(client, "cadres.csv", as_bytes(rows[:-1]))
    second = upload(client, "cadres.csv", as_bytes(rows[:-2]))
    assert client.post(f"{first}/accept").status_code == 303
    answer = client.post(f"{second}/accept")
    assert answer.status_code == 409
    assert "phiên bản mới hơn" in answer.text
    assert (workspace / CADRES).read_bytes() == as_bytes(rows[:-1])
    assert client.post(f"{second}/drop").status_code == 303
    assert client.get(second).status_code == 404


def test_a_scenario_with_a_workbook_gets_a_csv_file_and_its_text_stays(client, workspace):
    path = workspace / "demo.yaml"
    text = path.read_text(encoding="utf-8")
    rows = rows_of(workspace)
    (workspace / "book.xlsx").write_bytes(workbook(people=rows))
    path.write_text(text.replace(CADRES, "book.xlsx#people"), encoding="utf-8")
    expected = load_scenario(path).scenario
    address = upload(client, "cadres.csv", as_bytes(rows))
    assert client.post(f"{address}/accept").status_code == 303
    assert path.read_text(encoding="utf-8") == text
    assert load_scenario(path).scenario == expected


@pytest.mark.parametrize(
    ("name", "content", "table", "told"),
    [
        ("cadres.exe", b"x", "", "Chỉ nhận"),
        ("list.csv", b"x", "", "hãy chọn bảng"),
        ("cadres.xlsx", b"x", "", "Không đọc được"),
        ("book.xlsx", workbook(a=[["x"]], b=[["y"]]), "", "hãy chọn bảng"),
    ],
)
def test_what_is_no_table_is_told_at_once(client, workspace, name, content, table, told):
    answer = send(client, name, content, table)
    assert answer.status_code == 422
    assert told in answer.text
    answer = client.post(
        "/scenarios/demo.yaml/upload",
        data={"table": table},
        files={"file": (name, content)},
        headers={"hx-request": "true"},
    )
    assert answer.status_code == 200
    assert told in answer.text
    assert not (workspace / ".desk" / "uploads").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"id,name\n", b'id,name,tier,unit\n"a', b"a;b;c\n1;2;3\n", b"\x00" * 50],
)
def test_a_broken_table_is_shown_as_far_as_it_goes(client, workspace, content):
    before = (workspace / CADRES).read_bytes()
    address = upload(client, "cadres.csv", content)
    answer = client.get(address)
    assert answer.status_code == 200
    assert "Còn lỗi" in answer.text
    assert client.post(f"{address}/accept").status_code == 422
    assert (workspace / CADRES).read_bytes() == before


def test_a_file_name_of_the_sender_leads_nowhere(client, workspace):
    rows = rows_of(workspace)
    address = upload(client, "../../../cadres.csv", as_bytes(rows))
    assert client.get(address).status_code == 200
    names = {one.name for one in (workspace / ".desk" / "uploads").rglob("*") if one.is_file()}
    assert names == {"content.csv", "upload.json"}
    for name in ("%2e%2e", "..%2f..", "x"):
        assert client.get(f"/uploads/{name}").status_code == 404


def test_too_large_a_file_is_refused(workspace):
    client = visitor(workspace, upload_limit=10_000)
    assert send(client, "cadres.csv", b"x" * 20_000).status_code == 413


def test_an_upload_survives_a_restart(client, workspace):
    address = upload(client, "cadres.csv", as_bytes(rows_of(workspace)[:-1]))
    again = visitor(workspace)
    assert "Không có lỗi" in again.get(address).text
    assert again.post(f"{address}/accept").status_code == 303


def test_other_scenarios_with_the_table_are_named(client, workspace):
    copy = workspace / "other.yaml"
    text = (workspace / "demo.yaml").read_text(encoding="utf-8")
    copy.write_text(text.replace("name: demo\n", "name: other\n"), encoding="utf-8")
    page = client.get(upload(client, "cadres.csv", as_bytes(rows_of(workspace)))).text
    assert "Các kịch bản khác cũng dùng bảng này: other.yaml." in page


def test_a_table_is_shown_page_by_page(client, workspace):
    page = client.get("/scenarios/demo.yaml/tables/cadres").text
    rows = rows_of(workspace)
    assert rows[1][0] in page
    assert rows[-1][0] not in page
    assert rows[-1][0] in client.get("/scenarios/demo.yaml/tables/cadres?page=4").text
    assert client.get("/scenarios/demo.yaml/tables/cadres?page=x").status_code == 200
    assert client.get("/scenarios/demo.yaml/tables/distances").status_code == 404
    assert client.get("/scenarios/demo.yaml/tables/nothing").status_code == 404


def test_a_table_outside_the_workspace_is_not_shown(client, workspace):
    (workspace.parent / "secret.csv").write_text("id,name\nS,secret\n", encoding="utf-8")
    path = workspace / "demo.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("demo-data/units.csv", "../secret.csv"), encoding="utf-8")
    assert client.get("/scenarios/demo.yaml/tables/units").status_code == 404
    assert "S,secret" not in client.get("/scenarios/demo.yaml").text


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("tables:\n  units: a.csv  # u\n  rooms: r.csv\n", "  rooms: r.csv\n  distances: d.csv\n"),
        ("tables: {units: a.csv, rooms: r.csv}\n", "rooms: r.csv, distances: d.csv}"),
        ("tables:\n  units: a.csv\n  rooms: r.csv # last", "r.csv # last\n  distances: d.csv"),
    ],
)
def test_only_the_place_of_a_table_changes_in_the_text(tmp_path, text, new):
    changed = with_reference(text, "units", "new place.csv")
    assert changed == text.replace("a.csv", '"new place.csv"')
    added = with_reference(text, "distances", "d.csv")
    assert new in added
    assert references(tmp_path / "s.yaml", added.encode())["distances"].text == "d.csv"
