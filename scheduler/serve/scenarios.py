"""The page of a scenario or what-if: what it is, its tables, its faults; its text to edit."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from models.scenario import Scenario
from scheduler.errors import Fault, InputError
from scheduler.inspection import check_scenario
from scheduler.load import load_scenario
from scheduler.serve.pages import language_of, page
from scheduler.serve.reading import scenario_at, scenario_of, shelf
from scheduler.serve.runs.pages import free_name
from scheduler.serve.tables.judging import known_references
from scheduler.serve.tables.staging import stamp
from scheduler.serve.whatif.writing import edits_of
from scheduler.serve.workspace import Place, Workspace, write_whole
from scheduler.terminal.words import number

KEPT = "kept"
MOST_FAULTS = 200


def show_scenario(request: Request) -> Response:
    """Return the page of one scenario, with its faults where it has any."""
    place = scenario_of(request)
    return page(request, "scenario.html.j2", **values_of(request, place))


def values_of(request: Request, place: Place) -> dict[str, Any]:
    """Return what the page of a scenario says."""
    language = language_of(request)
    peeked = shelf(request).peek(place.path)
    faults: tuple[Fault, ...] = ()
    loaded = None
    try:
        loaded = shelf(request).load(place)
    except InputError as error:
        faults = error.faults
    base = scenario_at(request, place.path.parent / peeked.base) if peeked.base else None
    scenario = None if loaded is None else loaded.scenario
    return {
        "place": place,
        "peeked": peeked,
        "base": base,
        "scenario": scenario,
        "warnings": [] if loaded is None else [getattr(one, language) for one in loaded.remarks],
        "faults": [shown_fault(fault, place, language) for fault in faults[:MOST_FAULTS]],
        "num_faults": len(faults),
        "tables": [] if peeked.kind == "what-if" else table_lines(place, scenario),
        "edits": edits_of(place.path, language) if peeked.kind == "what-if" else [],
        "output": free_name(request.app.state.workspace, place.path.stem.lower()),
        "limit": None if scenario is None else number(scenario.solve.time_limit, language),
        "num": lambda value: number(value, language),
    }


def table_lines(place: Place, scenario: Scenario | None) -> list[dict[str, Any]]:
    """Return every table with its file and, where the scenario could be read, its rows."""
    return [
        {
            "table": one.table,
            "text": one.text,
            "rows": None if scenario is None else len(getattr(scenario, one.table)),
        }
        for one in known_references(place).values()
    ]


def shown_fault(fault: Fault, place: Place, language: str) -> str:
    """Return a fault as one line whose file is named from the workspace on."""
    line = fault.text(language)
    return line.replace(f"{place.root}/", "")


def check(request: Request) -> Response:
    """Return what can be said of a scenario before it is run."""
    place = scenario_of(request)
    language = language_of(request)
    shelf(request).load(place)  # within the workspace: raises the page of its faults
    findings, _ = check_scenario(place.path, language)
    return page(request, "parts/findings.html.j2", findings=findings)


def show_text(request: Request) -> Response:
    """Return the text of a scenario file to edit."""
    place = scenario_of(request)
    content = place.path.read_bytes()
    text = content.decode("utf-8-sig", "replace")
    return page(request, "text.html.j2", place=place, text=text, faults=[], stamp=_stamp(place))


async def save_text(request: Request) -> Response:
    """Judge a new text and put it in place where it is good, or was faulty before as well."""
    place = scenario_of(request)
    async with request.form() as form:
        given = {key: str(value) for key, value in form.items()}
    return await run_in_threadpool(_save, request, place, given)


def _save(request: Request, place: Place, given: dict[str, str]) -> Response:
    workspace: Workspace = request.app.state.workspace
    text = given.get("text", "").replace("\r\n", "\n")
    content = text.encode()
    with workspace.lock(str(place.path)):
        if given.get("stamp") != _stamp(place):
            raise HTTPException(409)
        faults = faults_of(place, {place.path: content})
        if faults and not ("anyway" in given and faults_of(place, {})):
            language = language_of(request)
            lines = [shown_fault(fault, place, language) for fault in faults[:MOST_FAULTS]]
            values = {"place": place, "text": text, "faults": lines, "stamp": _stamp(place)}
            return page(request, "text.html.j2", 422, **values)
        put(workspace, place, place.path, content)
    return RedirectResponse(f"/scenarios/{place.name}", 303)


def faults_of(place: Place, instead: dict[Path, bytes]) -> tuple[Fault, ...]:
    """Return the faults of a scenario, with other contents in place of its files."""
    try:
        load_scenario(place.path, place.root, instead)
    except InputError as error:
        return error.faults
    return ()


def put(workspace: Workspace, place: Place, path: Path, content: bytes) -> None:
    """Replace a file whole and keep what it held; who may read it stays as it was."""
    mode = None
    if path.is_file():
        mode = path.stat().st_mode & 0o777
        moment = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
        kept = workspace.own(KEPT, place.name, f"{moment}-{path.name}")
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(path, kept)
        kept.chmod(0o600)
    write_whole(path, content)
    if mode is not None:
        path.chmod(mode)


def _stamp(place: Place) -> str:
    return stamp(place.path)


routes = [
    Route("/scenarios/{name}", show_scenario),
    Route("/scenarios/{name}/check", check),
    Route("/scenarios/{name}/text", show_text),
    Route("/scenarios/{name}/text", save_text, methods=["POST"]),
]
