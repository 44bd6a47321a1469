"""A plan folder of two units with distinct names, secrets in every free text, and its parts."""

from datetime import date

import pytest

from models.people import Unavailability
from models.result import CoverageRow, Result, RunRecord, Status
from scheduler.checker import verify
from scheduler.outputs import write_folder
from tests import builders
from tests.publishing import plans
from tests.record.places import place, postgres

__all__ = ["place", "postgres"]

NAMES = (
    "Nguyễn Văn Ẩn Danh",
    "Trần Thị Kín",
    "Lê Đức Riêng",
    "Phạm Minh Tư",
    "Hồ Thị Mật",
    "Bùi Q",
)
SECRET = "REASON-KEPT-SECRET"


def scenario(**fields):
    """Six cadres `NHAN-…` of two units; reasons, addresses, fees and fixed people are secret."""
    cadres = tuple(
        builders.cadre(
            n + 1,
            id=f"NHAN-{n + 1}",
            name=name,
            unit="U1" if n < 3 else "U2",
            title=f"Chức danh {n + 1}",
            priority=n,
        )
        for n, name in enumerate(NAMES)
    )
    away = [("cadre", "NHAN-1"), ("lecturer", "L3"), ("unit", "U2")]
    defaults = {
        "cadres": cadres,
        "lecturers": tuple(
            builders.lecturer(
                one, name=f"TS. {one}", email=f"{one}@mail.example", fee=777001, kind="KIND-SECRET"
            )
            for one in ("L1", "L2", "L3")
        ),
        "history": tuple(
            builders.history(f"NHAN-{n}", "K-OLD", "2022-03-01", "M1") for n in (1, 2, 4)
        ),
        "unavailability": tuple(
            Unavailability(
                kind=kind,
                id=one,
                start=date(2024, 8, 1),
                end=date(2024, 8, 2),
                reason=f"{SECRET} {NAMES[0]}",
            )
            for kind, one in away
        ),
        "classes": (
            builders.training_class("K1", fixed={"cadres": ("NHAN-1",)}),
            builders.training_class("K2"),
            builders.training_class("K3"),
        ),
    }
    return plans.scenario(**{**defaults, **fields})


def made(of=None, classes=None):
    """A scenario, a plan of it, and claims that the checker finds true."""
    of = of or scenario()
    people = {"K1": (1, 2), "K2": (3, 4), "K3": (5, 6)}
    opened = classes or [
        plans.held(name, week, cadres=tuple(f"NHAN-{n}" for n in people[name]))
        for week, name in enumerate(people)
    ]
    heard = {row.cadre for row in of.history}  # all of M1, 8 periods
    bare = builders.plan(of, *opened)
    rows = [
        row.model_copy(update={"repeat_periods": 8 if row.cadre in heard else 0})
        for row in bare.enrolments
    ]
    plan = bare.model_copy(update={"enrolments": tuple(rows)})
    first = verify(of, plan)
    known = {one.id: one for one in of.cadres}
    enrolled = {row.cadre for row in plan.enrolments}
    before = {row.cadre for row in of.history if row.date >= of.term.start}
    units = []
    for unit in of.units:
        people_here = {one.id for one in known.values() if one.unit == unit.id}
        if people_here:
            units.append(
                CoverageRow(
                    tier="P",
                    unit=unit.id,
                    population=len(people_here),
                    covered_before=len(people_here & before),
                    covered_after=len(people_here & (before | enrolled)),
                )
            )
    whole = first.coverage[0]
    rows = (CoverageRow(**whole.model_dump()), *units)
    result = Result(
        scenario=of.name,
        status=Status.FEASIBLE,
        components=first.components,
        levels=first.levels,
        coverage=first.coverage,
        warnings=(f"history of NHAN-1 and {NAMES[0]}",),
        reasons=("reason about NHAN-2",),
        run=RunRecord(seed=1, workers=1, wall_seconds=1, input_sha256="0" * 64),
    )
    return of, plan, result, rows


@pytest.fixture
def folder(tmp_path):
    """A whole plan folder whose figures are true."""
    target = tmp_path / "plan"
    write_folder(target, *made())
    return target
