"""A small organisation with a class that was published and held, without a solver."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import openpyxl

from models.scenario import Organisation
from scheduler.attendance.marking import Settings, attend
from scheduler.outputs import tables
from scheduler.publishing import Settings as Publishing
from scheduler.publishing import publish_folder
from tests.builders import cadre, held, plan, scenario, unit

NOW = datetime(2024, 3, 10, 8, tzinfo=UTC)
NAMES = ("Nguyễn Văn Hà", "Nguyễn Văn Hạ", "Trần Thị Lan", "Trần Thị Lan", "Đỗ Bình")
UNITS = ("U1", "U1", "U1", "U2", "U2")
GUEST = cadre(6, name="Lê Khách", unit="U2")


def people(**fields):
    named = zip(NAMES, UNITS, strict=True)
    some = [cadre(n, name=name, unit=at, **fields) for n, (name, at) in enumerate(named, start=1)]
    return (*some, GUEST)


def world(**fields):
    defaults = {
        "organisation": Organisation(id="org", name="Tỉnh ủy", domain="org.example"),
        "units": (unit("U1", name="Sở Nội vụ"), unit("U2", name="Ban Tổ chức")),
        "cadres": people(),
    }
    return scenario(**defaults | fields)


def write_plan(folder: Path, chosen, paper) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "scenario.json": chosen.model_dump_json(by_alias=True).encode(),
        "classes.csv": tables.classes_csv(paper),
        "sessions.csv": tables.sessions_csv(paper),
        "enrolments.csv": tables.enrolments_csv(paper),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


class Office:
    """A record with one release, in which class K1 is held by all but the guest."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.record = str(folder / "record.sqlite")
        self.publish(world(), held(cadres=range(1, 6)))

    def publish(self, chosen, *opened, now=NOW):
        folder = write_plan(self.folder / f"plan-{chosen.name}", chosen, plan(chosen, *opened))
        settings = Publishing(record=self.record, who="planner")
        done = publish_folder(folder, settings, now=now)
        assert done.release is not None, done.verdict
        return done.release

    def csv(self, *rows, name="list.csv"):
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return str(path)

    def xlsx(self, *rows, name="list.xlsx"):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        path = self.folder / name
        book.save(path)
        return str(path)

    def attend(self, path, class_id="K1", **asked):
        settings = Settings(record=self.record, who="school", **asked)
        return attend(class_id, path, settings, now=NOW)
