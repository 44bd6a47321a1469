"""What the pages know about files: scenarios loaded once as long as no file of theirs changes."""

import json
import os
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from scheduler.load import Loaded, load_scenario
from scheduler.load.yaml_core import read_yaml
from scheduler.serve.workspace import Place

KEPT = 2
LARGEST = 2_000_000  # bytes of a YAML file that the list of scenarios looks into
Stamp = tuple[int, int]


@dataclass(frozen=True)
class Peeked:
    """What a YAML file is at first sight: `kind` is scenario, what-if, sweep or other."""

    kind: str
    title: str = ""
    base: str = ""
    baseline: str = ""


class Shelf:
    """The scenarios read last, with the stamps of all their files."""

    def __init__(self) -> None:
        self._loaded: OrderedDict[Path, tuple[dict[Path, Stamp | None], Loaded]] = OrderedDict()
        self._peeked: dict[Path, tuple[Stamp | None, Peeked]] = {}
        self._lock = threading.Lock()

    def load(self, place: Place) -> Loaded:
        """Return a scenario as its files are now; raises InputError."""
        with self._lock:
            known = self._loaded.get(place.path)
            if known is not None and all(stamp_of(p) == s for p, s in known[0].items()):
                self._loaded.move_to_end(place.path)
                return known[1]
        loaded = load_scenario(place.path, place.root)
        stamps = {path: stamp_of(path) for path in loaded.files}
        with self._lock:
            self._loaded[place.path] = (stamps, loaded)
            while len(self._loaded) > KEPT:
                self._loaded.popitem(last=False)
        return loaded

    def peek(self, path: Path) -> Peeked:
        """Return what a YAML file is."""
        stamp = stamp_of(path)
        with self._lock:
            known = self._peeked.get(path)
        if known is None or known[0] != stamp:
            known = (stamp, _peek(path, stamp))
            with self._lock:
                if len(self._peeked) > 1000:
                    self._peeked.clear()
                self._peeked[path] = known
        return known[1]


def stamp_of(path: Path) -> Stamp | None:
    """Return what tells one state of a file from another, None where there is no file."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        return None
    return state.st_mtime_ns, state.st_size


def _peek(path: Path, stamp: Stamp | None) -> Peeked:
    if stamp is None or stamp[1] > LARGEST:
        return Peeked("other")
    try:
        value = read_yaml(path.read_bytes()).value
    except OSError:
        return Peeked("other")
    if not isinstance(value, dict):
        return Peeked("other")
    title = str(value.get("title") or "")
    if "tables" in value:
        return Peeked("scenario", title)
    if "base" in value and ("edits" in value or "baseline" in value):
        return Peeked(
            "what-if", title, str(value.get("base") or ""), str(value.get("baseline") or "")
        )
    return Peeked("sweep" if "sweep" in value or "base" in value else "other", title)


@dataclass(frozen=True)
class PlanLine:
    """A plan in a list."""

    place: Place
    status: str
    made: datetime | None
    shortfall: float | None


def plan_line(place: Place) -> PlanLine:
    """Return what a list says of a plan; a damaged result is a plan without status."""
    path = place.path / "result.json"
    try:
        result: Any = json.loads(path.read_bytes())
        status = str(result["status"])
        short = result.get("components", {}).get("shortfall")
        made = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        return PlanLine(place, status, made, short if isinstance(short, int | float) else None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return PlanLine(place, "", None, None)


def scenario_of(request: Request) -> Place:
    """Return the scenario that the address names; raises the page that there is none."""
    place = request.app.state.workspace.scenario(request.path_params["name"])
    if place is None:
        raise HTTPException(404)
    return place  # type: ignore[no-any-return]


def scenario_at(request: Request, path: Path) -> Place | None:
    """Return the scenario of the workspace that lies at a path."""
    wanted = Path(os.path.normpath(path))
    places = request.app.state.workspace.scenarios()
    return next((place for place in places if place.path == wanted), None)


def shelf(request: Request) -> Shelf:
    """Return the shelf of the application."""
    state = request.app.state
    if not hasattr(state, "shelf"):
        state.shelf = Shelf()
    return state.shelf  # type: ignore[no-any-return]
