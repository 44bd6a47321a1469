"""A person is taken out of what the served application keeps: former files, waiting uploads."""

import csv
import io

import openpyxl
import pytest

import cli
from scheduler.erasure import folders
from scheduler.erasure.desk import desk_work
from scheduler.erasure.person import Person
from scheduler.erasure.places import Kind, Place
from tests.privacy.places import holding, mode
from tests.serve.client import visitor
from tests.serve.tiny import TABLES, tiny_workspace

GONE, NAME = "NHAN-1", "Nguyễn Văn Ẩn Danh"
CADRES = TABLES["cadres"].replace("C1,An", f"{GONE},{NAME}")
HISTORY = TABLES["history"].replace("C1,", f"{GONE},") + "C2,OLD,2023-05-10,M1\n"
AWAY = f"kind,id,from,to\nlecturer,L1,2024-03-04,2024-03-05\ncadre,{GONE},2024-03-06,2024-03-07\n"


def workbook(**tables):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, text in tables.items():
        sheet = book.create_sheet(title)
        for row in csv.reader(io.StringIO(text)):
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def workspace(tmp_path):
    """Tables in use that name the person no more; former ones and uploads that do."""
    place = tiny_workspace(tmp_path)
    for name, text in (("cadres", CADRES), ("history", HISTORY), ("unavailability", AWAY)):
        (place / f"{name}.csv").write_text(text, encoding="utf-8")
    scenario = place / "tiny.yaml"
    good = scenario.read_text(encoding="utf-8")
    named = good.replace("programme: A}", f"programme: A, fixed: {{cadres: [{GONE}]}}}}")
    assert named != good
    scenario.write_text(named, encoding="utf-8")
    client = visitor(place)
    page = client.get("/scenarios/tiny.yaml/text").text
    stamp = page.partition('name="stamp" value="')[2].partition('"')[0]
    given = {"text": good, "stamp": stamp}
    assert client.post("/scenarios/tiny.yaml/text", data=given).status_code == 303
    for name, text in (("history", HISTORY), ("unavailability", AWAY), ("cadres", CADRES)):
        lines = [line for line in text.splitlines(keepends=True) if GONE not in line]
        address = sent(client, f"{name}.csv", "".join(lines).encode())
        assert client.post(f"{address}/accept").status_code == 303, name
    return place


def sent(client, name, content):
    answer = client.post("/scenarios/tiny.yaml/upload", files={"file": (name, content)})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def run(*words):
    return cli.run_safely([str(word) for word in words])


def kept(workspace, name):
    [path] = (workspace / ".desk" / "kept").glob(f"*/*-{name}")
    return path


def test_former_files_lose_the_person_and_nothing_else(workspace, capsys):
    assert {path.rpartition("-")[2] for path, _ in holding(workspace, [GONE])} == {
        *("tiny.yaml", "cadres.csv", "history.csv", "unavailability.csv"),
    }
    assert run("erase", GONE, workspace, "--dry-run") == 0
    assert holding(workspace, [GONE, NAME])
    assert run("erase", GONE, workspace, "--language", "en") == 0
    assert f"{GONE} is erased" in capsys.readouterr().out
    assert holding(workspace, [GONE, NAME]) == []
    for name, text in (("cadres", CADRES), ("history", HISTORY), ("unavailability", AWAY)):
        others = [line for line in text.splitlines(keepends=True) if GONE not in line]
        assert kept(workspace, f"{name}.csv").read_text(encoding="utf-8") == "".join(others)
        assert mode(kept(workspace, f"{name}.csv")) == 0o600
    assert "cadres: [ERASED-0001]" in kept(workspace, "tiny.yaml").read_text(encoding="utf-8")
    assert run("erase", GONE, workspace, "--language", "en") == 0
    assert "in none of the places" in capsys.readouterr().out


def test_an_upload_that_waits_brings_everybody_else(workspace):
    client = visitor(workspace)
    new = CADRES.replace("P,U2", "P,U1")
    address = sent(client, "cadres.csv", new.encode())
    other = sent(client, "units.csv", TABLES["units"].encode())
    assert run("erase", GONE, workspace / ".desk") == 0
    assert holding(workspace, [GONE, NAME]) == []
    assert client.post(f"{address}/accept").status_code == 303
    rows = [line for line in new.splitlines(keepends=True) if GONE not in line]
    assert (workspace / "cadres.csv").read_text(encoding="utf-8") == "".join(rows)
    assert client.get(other).status_code == 200


def test_a_workbook_that_waits_is_dropped_where_it_names_the_person(workspace):
    client = visitor(workspace)
    theirs = sent(client, "a.xlsx", workbook(cadres=CADRES, units=TABLES["units"]))
    others = sent(client, "b.xlsx", workbook(units=TABLES["units"]))
    assert run("erase", GONE, workspace) == 0
    assert holding(workspace, [GONE, NAME]) == []
    assert client.get(theirs).status_code == 404
    assert client.get(others).status_code == 200


def test_a_name_of_the_file_sent_is_found_too(workspace):
    client = visitor(workspace)
    address = sent(client, f"units {NAME}.csv", TABLES["units"].encode())
    assert run("erase", GONE, workspace) == 0
    assert holding(workspace, [GONE, NAME]) == []
    assert client.get(address).status_code == 404


def test_tables_in_use_are_told_of_not_touched(workspace, capsys):
    history = (workspace / "history.csv").read_text(encoding="utf-8")
    (workspace / "history.csv").write_text(f"{history}{GONE},OLD,2023-05-10,M1\n", encoding="utf-8")
    before = (workspace / "history.csv").read_bytes()
    assert run("erase", GONE, workspace, "--language", "en") == 1
    told = capsys.readouterr().out.partition("These still name the person")[2]
    assert [line for line in told.splitlines() if line.startswith("- ")] == [
        f"- {workspace / 'history.csv'}"
    ]
    assert (workspace / "history.csv").read_bytes() == before
    assert {path for path, _ in holding(workspace, [GONE, NAME])} == {"history.csv"}


def test_all_or_nothing(workspace, monkeypatch):
    from scheduler.erasure.desk import DeskWork

    client = visitor(workspace)
    sent(client, "cadres.csv", CADRES.encode())
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    whole, calls = folders.Work.write, []

    def write(work):
        calls.append(work)
        whole(work)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(DeskWork, "write", write)
    assert run("erase", GONE, workspace) == 2
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("cadre", "before", "row"),
    [
        # a mere number is the person's only where people stand
        ("12", "id,name,tier,unit\n12,A,P,U1\n7,B,P,12\n", "12,A,P,U1\n"),
        ("12", "id,name\n12,Unit\n", ""),
        ("12", "kind,id,from,to\nroom,12,2024-01-01,2024-01-02\n", ""),
        # the separator, the form of lines, a mark at the begin and cells of several lines stay
        (
            "AB-1",
            '\ufeffid;name;tier;unit\r\nAB-1;"A\r\nA";P;U\r\nC;"D\nD";P;U\r\n',
            'AB-1;"A\r\nA";P;U\r\n',
        ),
        (
            "AB-1",
            "List\n\nMã,Họ và tên,Đối tượng,Đơn vị\nAB-1~2,A,P,U\nC,D,P,U\n",
            "AB-1~2,A,P,U\n",
        ),
        ("AB-1", "not a table\nof AB-1\nat all\n", "of AB-1\n"),
        ("AB-1", "id,name,tier,unit\nAB-12,A,P,U\nXAB-1,A,P,U\n", ""),
    ],
)
def test_rows_go_by_what_stands_in_which_column(cadre, before, row, tmp_path):
    place = Place(tmp_path, Kind.KEPT, {"x.csv": before.encode()})
    work = desk_work(place, Person(cadre, 1), "en")
    told = before if work is None else work.files["x.csv"].decode()
    assert told == before.replace(row, "")
    assert (work is None) == (row == "")


@pytest.mark.parametrize(
    "data",
    [
        "id,name,tier,unit\nAB-1,A,P,U\n".encode("utf-16"),
        b'id,name,tier,unit\nAB-1,"A,P,U\n',
        b"id,name,tier,unit\nAB-1,\xff,P,U\n",
    ],
)
def test_what_cannot_be_read_is_removed_where_it_names_the_person(data, tmp_path):
    place = Place(tmp_path, Kind.KEPT, {"x.csv": data})
    assert desk_work(place, Person("AB-1", 1), "en").files == {}
    assert desk_work(place, Person("AB-2", 1), "en") is None
