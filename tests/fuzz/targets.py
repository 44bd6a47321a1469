"""What is fuzzed: each reader as a function of bytes that may only answer with a list of faults."""

import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

from scheduler.errors import InputError
from scheduler.load import load_coverage, load_plan, load_result, load_scenario
from scheduler.load.faults import Faults
from scheduler.load.schema import PLAN_TABLES, TABLES
from scheduler.load.tables import TableReader
from scheduler.load.yaml_core import read_yaml

TESTS = Path(__file__).parents[1]
GOOD = TESTS / "bad_input" / "good"
CASES = TESTS / "cases"
SCHEMAS = [*TABLES.values(), *PLAN_TABLES.values()]


class Bench:
    """A folder with a good scenario, a what-if and a plan, in which one file is replaced."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
        shutil.copytree(GOOD, self.folder, dirs_exist_ok=True)
        shutil.copytree(CASES / "41-false-figures" / "plan", self.folder / "plan")
        shutil.copytree(CASES / "54-every-edit", self.folder / "edited")
        book = openpyxl.Workbook()
        book.active.append(["id", "venue", "capacity"])
        book.active.append(["R1", "V1", 10])
        stream = io.BytesIO()
        book.save(stream)
        self.book = stream.getvalue()

    def __enter__(self) -> "Bench":
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder)

    def put(self, name: str, data: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(data)
        return path


def answered(read: Callable[[], object]) -> None:
    """Let a reader answer; faults are fine where each of them says something."""
    told = None
    try:
        read()
    except InputError as error:
        told = error
    if told is not None:
        assert told.faults
        for text in (told.text("en"), told.text("vi")):
            assert all(c == "\n" or c.isprintable() or c == "\u00a0" for c in text), ascii(text)


def fuzz_yaml(bench: Bench, data: bytes) -> None:
    document = read_yaml(data)
    assert document.value is not None or document.faults or data.strip()


def fuzz_table(bench: Bench, data: bytes) -> None:
    schema = SCHEMAS[data[0] % len(SCHEMAS)] if data else SCHEMAS[0]
    faults = Faults()
    table = TableReader(schema, "t.csv", None, faults).read(Path("t.csv"), data[1:])
    assert len(table.rows) == len(table.lines)
    answered(lambda: faults.stop())


def fuzz_workbook(bench: Bench, data: bytes) -> None:
    """The bytes are the sheet inside a sound archive; as an archive they are tried as well."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bench.book)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, data if name.endswith("sheet1.xml") else old.read(name))
    for content in (stream.getvalue(), data):
        faults = Faults()
        TableReader(TABLES["rooms"], "t.xlsx", None, faults).read(Path("t.xlsx"), content)
        answered(faults.stop)


def fuzz_scenario(bench: Bench, data: bytes) -> None:
    path = bench.put("fuzzed.yaml", data)
    answered(lambda: load_scenario(path, within=bench.folder))


def fuzz_what_if(bench: Bench, data: bytes) -> None:
    path = bench.put("edited/fuzzed.yaml", data)
    answered(lambda: load_scenario(path, within=bench.folder))


def fuzz_resolved(bench: Bench, data: bytes) -> None:
    path = bench.put("fuzzed.json", data)
    answered(lambda: load_scenario(path, within=bench.folder))


def fuzz_result(bench: Bench, data: bytes) -> None:
    bench.put("plan/result.json", data)
    answered(lambda: load_result(bench.folder / "plan"))


def fuzz_plan(bench: Bench, data: bytes) -> None:
    """The three files one after the other, parted by a line of `%`."""
    parts = [*data.split(b"\n%\n"), b"", b"", b""]
    for name, part in zip(("classes", "sessions", "enrolments", "coverage"), parts, strict=False):
        bench.put(f"plan/{name}.csv", part)
    answered(lambda: load_plan(bench.folder / "plan"))
    answered(lambda: load_coverage(bench.folder / "plan"))


TARGETS = {
    "yaml": fuzz_yaml,
    "table": fuzz_table,
    "workbook": fuzz_workbook,
    "scenario": fuzz_scenario,
    "what-if": fuzz_what_if,
    "resolved": fuzz_resolved,
    "result": fuzz_result,
    "plan": fuzz_plan,
}


def seeds(target: str) -> list[bytes]:
    """Sound inputs to start from, and what is kept in the corpus."""
    found = {
        "yaml": [GOOD / "scenario.yaml"],
        "scenario": [GOOD / "scenario.yaml"],
        "what-if": [GOOD / "what-if.yaml", CASES / "54-every-edit" / "scenario.yaml"],
        "result": [CASES / "41-false-figures" / "plan" / "result.json"],
    }
    data = [path.read_bytes() for path in found.get(target, [])]
    if target == "table":
        for number, name in enumerate(TABLES):
            data.append(bytes([number]) + (GOOD / "data" / f"{name}.csv").read_bytes())
    elif target == "plan":
        folder = CASES / "41-false-figures" / "plan"
        names = ("classes", "sessions", "enrolments", "coverage")
        data.append(b"\n%\n".join((folder / f"{name}.csv").read_bytes() for name in names))
    elif target == "resolved":
        scenario = load_scenario(GOOD / "scenario.yaml").scenario
        plain = scenario.model_dump(mode="json", by_alias=True)
        data.append(json.dumps(plain, ensure_ascii=False).encode())
    elif target == "workbook":
        with Bench() as bench, zipfile.ZipFile(io.BytesIO(bench.book)) as archive:
            data.append(archive.read("xl/worksheets/sheet1.xml"))
    kept = sorted((TESTS / "corpus" / target).glob("*"))
    return data + [path.read_bytes() for path in kept]
