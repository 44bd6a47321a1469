"""Ids of every odd kind go all the way: planned by hand, written, read back, judged."""

import csv
import html
import re
import zipfile
from pathlib import PurePosixPath

import pytest

import cli
from scheduler.load import load_plan, load_scenario
from scheduler.outputs import write_folder
from tests.builders import (
    cadre,
    held,
    lecturer,
    module,
    plan,
    programme,
    qualified,
    room,
    scenario,
    training_class,
    venue,
)
from tests.run.fakes import solved

ODD = (
    "../../up",
    "a/b",
    "C:\\x",
    "a b",
    "=1+1",
    "-rf",
    "+84",
    "@x",
    "CON",
    "com1.txt",
    "..",
    "<script>alert(1)</script>",
    "x;y,z",
    'say "so"',
    "'=x",
    "Đơn vị ắ",
    "#1",
    "a\u00a0b",
    "~",
    "x" * 300,
)


def odd(name):
    return scenario(
        title=f"{name} & <b>title</b>",
        cadres=tuple(cadre(id=f"{name}{n}", name=f"{name} <i>{n}</i>") for n in (1, 2)),
        modules=(module("M1", "a"), module("M2", "b")),
        lecturers=(lecturer(name, name=f"=HYPERLINK({name})"), lecturer("L2")),
        qualifications=(qualified(name), qualified("L2")),
        venues=(venue(name),),
        rooms=(room(name, venue=name, name=f"-{name}"),),
        programmes=(programme(name),),
        classes=(training_class(name, programme=name),),
    )


@pytest.fixture(scope="module", params=ODD, ids=lambda name: f"id-{ODD.index(name)}")
def written(request, tmp_path_factory):
    name = request.param
    chosen = odd(name)
    opened = held(
        name, room_id=name, parts=(("M1", name), ("M2", "L2")), cadres=(f"{name}1", f"{name}2")
    )
    answer = solved(chosen, opened=(opened,))
    folder = tmp_path_factory.mktemp("odd") / "plan"
    write_folder(folder, chosen, answer.plan, answer.result, answer.coverage)
    return name, folder, chosen, plan(chosen, opened)


def test_an_odd_id_goes_all_the_way(written, capsys):
    name, folder, chosen, paper = written
    assert load_plan(folder) == paper
    assert load_scenario(folder / "scenario.json").scenario.classes == chosen.classes
    assert cli.run_safely(["verify", str(folder)]) == 0, capsys.readouterr()
    for kind, one in (("class", name), ("lecturer", name), ("cadre", f"{name}1"), ("room", name)):
        assert cli.run_safely(["explain", str(folder), kind, "--", one]) == 0, one
    assert "\x1b" not in capsys.readouterr().out
    with (folder / "classes.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["class"] for row in csv.DictReader(stream)] == [name]


def test_an_odd_id_harms_no_file(written):
    name, folder, *_ = written
    for path in folder.rglob("*"):
        assert path.resolve().is_relative_to(folder.resolve())
        assert re.fullmatch(r"[A-Za-z0-9_.~-]{1,100}", path.name)
        assert PurePosixPath(path.name).stem.lower() not in {"con", "com1", "nul"}
    with zipfile.ZipFile(folder / "timetable.xlsx") as book:
        sheets = [n for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in book.read(n) for n in sheets)
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
    assert "<i>1</i>" not in page
    assert html.escape(name, quote=False).split("\u00a0")[0][:40] in page.replace(
        "&#34;", '"'
    ).replace("&#39;", "'")
    for path in folder.glob("ics/**/*.ics"):
        for line in path.read_bytes().decode().split("\r\n"):
            assert not line or line[0] == " " or re.match(r"[A-Z-]+[;:]", line), line
