"""A small organisation with valid plan folders to publish, and what one does to them."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from models.plan import Plan
from models.scenario import Organisation, Scenario
from scheduler.outputs import tables
from tests import builders

ORGANISATION = Organisation(id="qt", name="Tỉnh ủy mẫu", domain="qt.example")
NAMES = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Đức Cường", "Phạm Minh Dũng", "Hồ Thị Hà", "Bùi Lan")
MONDAY = builders.MONDAY


def scenario(**fields: Any) -> Scenario:
    """Six cadres of two units, three classes, three lecturers with addresses, two rooms."""
    cadres = tuple(
        builders.cadre(place + 1, name=name, unit="U1" if place < 3 else "U2")
        for place, name in enumerate(NAMES)
    )
    lecturers = tuple(
        builders.lecturer(one, name=f"TS. {name}", email=f"{one.lower()}@qt.example")
        for one, name in (("L1", "Đỗ Thị Quý"), ("L2", "Võ Đức Tâm"), ("L3", "Mai Yến"))
    )
    defaults = {
        "name": "qt-2024",
        "title": "Bồi dưỡng 2024",
        "language": "vi",
        "organisation": ORGANISATION,
        "units": (builders.unit("U1"), builders.unit("U2")),
        "cadres": cadres,
        "lecturers": lecturers,
        "qualifications": tuple(builders.qualified(one.id) for one in lecturers),
        "modules": (
            builders.module("M1", "a", title="Chuyên đề một; văn kiện, nghị quyết", sessions=2),
            builders.module("M2", "b"),
        ),
        "rooms": (builders.room("R1", name="Hội trường A"), builders.room("R2")),
        "classes": tuple(builders.training_class(one) for one in ("K1", "K2", "K3")),
    }
    return builders.scenario(**{**defaults, **fields})


def held(class_id: str, week: int, day: int = 0, **fields: Any) -> builders.Held:
    """A class in a week from Monday 4 March 2024, by L1 and L2 unless said otherwise."""
    start = MONDAY + timedelta(weeks=week, days=day)
    cadres = {"K1": (1, 2), "K2": (3, 4), "K3": (5, 6)}.get(class_id, (1, 2))
    return builders.held(class_id, start, **{"cadres": cadres, **fields})


FIRST = (held("K1", 0), held("K2", 1), held("K3", 2))
# K1 a day later, K2 not at all, M2 of K3 by L3.
SECOND = (held("K1", 0, 1), held("K3", 2, parts=(("M1", "L1"), ("M2", "L3"))))


def folder(
    place: Path,
    classes: Sequence[builders.Held] = FIRST,
    of: Scenario | None = None,
    plan: Plan | None = None,
) -> Path:
    """Write a plan folder as far as a publication reads it."""
    given = of or scenario()
    rows = plan or builders.plan(given, *classes)
    place.mkdir(parents=True, exist_ok=True)
    (place / "scenario.json").write_text(given.model_dump_json(by_alias=True), encoding="utf-8")
    (place / "classes.csv").write_bytes(tables.classes_csv(rows))
    (place / "sessions.csv").write_bytes(tables.sessions_csv(rows))
    (place / "enrolments.csv").write_bytes(tables.enrolments_csv(rows))
    return place


def texts(published: Path) -> Iterable[tuple[Path, str]]:
    """Every file of a published folder as text."""
    for path in sorted(published.rglob("*")):
        if path.is_file():
            yield path, path.read_text(encoding="utf-8")
