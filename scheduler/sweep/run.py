"""The façade of `sweep`: load the file, plan what is not planned yet, write table and page."""

import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from models.result import Result
from models.scenario import Language
from models.sweep import SweepRow
from scheduler.load.sweep import LoadedSweep, PlannedRun, digest_of, load_sweep
from scheduler.outputs.sweep_page import sweep_html
from scheduler.sweep.cluster import run_on_cluster
from scheduler.sweep.local import processors, run_locally
from scheduler.sweep.parcel import ERROR, SCENARIO, pack, unpack
from scheduler.sweep.store import MARK, Store
from scheduler.sweep.table import csv_of, mark_best, parquet_of, table_of


@dataclass(frozen=True)
class SweepSettings:
    """Where the runs are done; `scheduler` is the address of a Dask cluster."""

    output: Path | None = None
    jobs: int | None = None
    scheduler: str | None = None
    retries: int = 2
    language: Language | None = None


class SweepWatcher(Protocol):
    """Someone who is told how a sweep goes; `started` is called from other threads."""

    def loaded(self, sweep: LoadedSweep, language: Language, finished: int) -> None:
        """Hear what is planned and how many runs were finished before."""

    def started(self, run: str) -> None:
        """Hear that a run begins on this machine."""

    def finished(self, row: SweepRow) -> None:
        """Hear how a run ended."""


@dataclass(frozen=True)
class SweepOutcome:
    """What became of a sweep; `rows` are in the order of the file."""

    folder: Path
    rows: tuple[SweepRow, ...]
    interrupted: bool = False

    @property
    def failed(self) -> bool:
        """Return whether a run ended without an answer, which a further sweep may bring."""
        return any(row.status == "error" for row in self.rows)


def run_sweep(
    path: Path,
    settings: SweepSettings,
    watcher: SweepWatcher,
    stop: Callable[[], bool] = lambda: False,
) -> SweepOutcome:
    """Plan all runs of a sweep file; what finished before with the same input is not repeated."""
    sweep = load_sweep(path)
    language: Language = settings.language or sweep.language
    store = Store(settings.output or Path("out") / sweep.name)
    rows: dict[str, SweepRow] = {}
    waiting: dict[str, _Waiting] = {}
    for run in sweep.runs:
        data = run.data()
        result = store.finished(run, data)
        if result is not None:
            rows[run.id] = _row(run, result)
        else:
            waiting[run.id] = _Waiting(run, digest_of(data), zlib.compress(data))
    store.write({MARK: (json.dumps({"format": 1, "name": sweep.name}) + "\n").encode()})
    watcher.loaded(sweep, language, len(rows))
    for name, outcome in _outcomes(waiting, settings, watcher, stop):
        if name in rows:
            continue  # nothing counts twice
        rows[name] = _keep(store, waiting[name].run, outcome)
        watcher.finished(rows[name])
    ordered = mark_best([rows[run.id] for run in sweep.runs if run.id in rows])
    if ordered:
        frame = table_of(ordered)
        page = sweep_html(sweep.title, sweep.axes, ordered, len(sweep.runs), language)
        store.write(
            {"sweep.csv": csv_of(frame), "sweep.parquet": parquet_of(frame), "index.html": page}
        )
    return SweepOutcome(store.folder, ordered, interrupted=len(rows) < len(sweep.runs))


@dataclass(frozen=True)
class _Waiting:
    """A run still to be done; its scenario is kept small until its turn comes."""

    run: PlannedRun
    digest: str
    small: bytes

    def parcel(self) -> bytes:
        return pack({SCENARIO: zlib.decompress(self.small)})


def _outcomes(
    waiting: dict[str, _Waiting],
    settings: SweepSettings,
    watcher: SweepWatcher,
    stop: Callable[[], bool],
) -> Iterator[tuple[str, bytes]]:
    parcels = {name: one.parcel for name, one in waiting.items()}
    if not parcels:
        return iter(())
    if settings.scheduler is not None:
        keys = {name: f"{name}-{one.digest}" for name, one in waiting.items()}
        return run_on_cluster(parcels, keys, settings.scheduler, settings.retries, stop)
    return run_locally(parcels, settings.jobs or processors(), watcher.started, stop)


def _keep(store: Store, run: PlannedRun, outcome: bytes) -> SweepRow:
    files = unpack(outcome)
    if ERROR in files:
        reason = files[ERROR].decode(errors="replace")
        return SweepRow(
            run=run.id,
            scenario=run.base,
            labels=run.labels,
            seed=run.scenario.solve.seed,
            status="error",
            reason=" ".join(reason.split()),
        )
    return _row(run, store.keep(run.id, files))


def _row(run: PlannedRun, result: Result) -> SweepRow:
    planned = result.status in ("optimal", "feasible")
    return SweepRow(
        run=run.id,
        scenario=run.base,
        labels=run.labels,
        seed=result.run.seed,
        status=result.status.value,
        result=result,
        reason="" if planned else " ".join(result.reasons),
    )
