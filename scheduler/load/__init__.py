"""Reads what people give: scenarios, tables, what-ifs and plan folders; all faults at once."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from models.finding import Place, SubjectKind
from models.plan import Plan
from models.scenario import Language, Scenario
from scheduler.errors import Sentence
from scheduler.load.edited import edit_held, read_edited
from scheduler.load.plans import load_coverage, load_plan, load_result
from scheduler.load.reading import Reading
from scheduler.load.what_if import read_any

__all__ = [
    "Loaded",
    "edit_loaded",
    "load_coverage",
    "load_edited",
    "load_plan",
    "load_result",
    "load_scenario",
]


@dataclass(frozen=True)
class Loaded:
    """A resolved scenario, what to tell about its input, and the digest of all files read.

    `changes` tells the edits of a what-if as sentences, those of its base first; `remarks` are the
    warnings in both languages; `places` tells where what has an id was written, of the cadres
    those only whom a class fixes; `files` are all files read.
    """

    scenario: Scenario
    warnings: tuple[str, ...]
    input_sha256: str
    changes: tuple[str, ...] = ()
    remarks: tuple[Sentence, ...] = ()
    places: Mapping[tuple[SubjectKind, str], Place] = field(default_factory=dict)
    files: tuple[Path, ...] = ()


def load_scenario(
    path: Path | str, within: Path | None = None, instead: Mapping[Path, bytes] | None = None
) -> Loaded:
    """Return the resolved scenario of a scenario, what-if or scenario.json; raises InputError.

    Where `within` is given (a scenario that somebody else sent), no file outside it is read.
    `instead` holds contents by path that are taken for those of the files: what would be, if.
    """
    reading = Reading(within=within, instead=instead or {})
    with _collector_paused():
        scenario = read_any(reading, Path(path))
    return _loaded(reading, scenario)


def _loaded(reading: Reading, scenario: Scenario) -> Loaded:
    remarks = tuple(sorted(reading.warnings.values()))
    return Loaded(
        scenario,
        tuple(sorted(getattr(remark, scenario.language) for remark in remarks)),
        reading.digest.hexdigest(),
        tuple(reading.changes),
        remarks,
        reading.places,
        tuple(reading.read_already),
    )


def load_edited(
    folder: Path,
    edits: Sequence[str],
    *,
    freeze_before: date | None = None,
    language: Language | None = None,
) -> Loaded:
    """Return the scenario of a plan folder after edits, with the folder's plan as its baseline.

    Edits are YAML or JSON as in a what-if file. Raises InputError with all faults.
    """
    reading = Reading()
    with _collector_paused():
        scenario = read_edited(reading, folder, edits, freeze_before, language)
    return _loaded(reading, scenario)


def edit_loaded(
    scenario: Scenario, plan: Plan, edits: Sequence[str], *, language: Language | None = None
) -> Loaded:
    """Return a scenario at hand after edits, with a plan of it as its baseline.

    As `load_edited`, for whoever holds both in memory. Raises InputError with all faults.
    """
    reading = Reading()
    with _collector_paused():
        edited = edit_held(reading, scenario, plan, edits, language)
    return _loaded(reading, edited)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking the growing rows again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
