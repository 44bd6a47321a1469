"""The pages of what-ifs: choose what changes, fill its form, mend its faults, add and remove."""

import os
import re
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from models.edits import EDIT_TYPES
from models.rules import Component
from scheduler.errors import Fault
from scheduler.outputs.comparison.words import Speech
from scheduler.serve.pages import language_of, page
from scheduler.serve.reading import scenario_of, shelf
from scheduler.serve.scenarios import faults_of, put, shown_fault
from scheduler.serve.whatif.fields import Field, edit_fields
from scheduler.serve.whatif.typing_in import at, raw_edit
from scheduler.serve.whatif.writing import edits_of, new_file, with_edit, without_edit
from scheduler.serve.workspace import Place, Workspace, write_whole

FOLDER = "whatif"
WHOLE = ""  # the path of an edit as a whole
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
GROUPS = (
    ("away", ("lecturer-unavailable", "room-unavailable", "cadre-unavailable", "unit-unavailable")),
    ("classes", ("fix-class", "drop-class", "cancel-class", "online-fallback", "add-classes")),
    ("aims", ("set-target", "set-rule", "set-objective", "scale-cadres", "close-days")),
    ("more", ("add-lecturer", "add-room", "add-module", "add-programme", "replace-module")),
    ("other", ("merge-units", "set")),
)


def choose(request: Request) -> Response:
    """Return the kinds of change to choose from, or the form of the kind chosen."""
    place = scenario_of(request)
    into = _into(request, place, request.query_params.get("into", ""))
    kind = request.query_params.get("kind")
    if kind is None:
        return page(request, "what_if_kinds.html.j2", place=place, into=into, groups=GROUPS)
    _require_kind(kind)
    return _form(request, place, into, kind, {}, {}, ())


def _into(request: Request, place: Place, name: str) -> Place | None:
    """Return the what-if that gets one change more: the scenario itself, or none."""
    if not name:
        return None
    if name != place.name or shelf(request).peek(place.path).kind != "what-if":
        raise HTTPException(404)
    return place


def _require_kind(kind: str) -> None:
    if kind not in EDIT_TYPES:
        raise HTTPException(404)


def _form(
    request: Request,
    place: Place,
    into: Place | None,
    kind: str,
    head: dict[str, str],
    raw: dict[str, Any],
    faults: tuple[Fault, ...],
    status: int = 200,
    problems: tuple[str, ...] = (),
) -> Response:
    """Return the form of an edit, filled with what was typed, faults at their fields."""
    language = language_of(request)
    scenario = shelf(request).load(place).scenario
    fields = edit_fields(kind, scenario)
    number = len(edits_of(place.path, language)) if into else 0
    at_field, elsewhere = _placed(faults, number, fields)
    return page(
        request,
        "what_if.html.j2",
        status,
        place=place,
        into=into,
        kind=kind,
        fields=fields,
        head=dict.fromkeys(HEAD, "") | head,
        raw=raw,
        value=lambda path: at(raw, path),
        faults={
            path: [one.vi if language == "vi" and one.vi else one.message for one in found]
            for path, found in at_field.items()
        },
        elsewhere=[shown_fault(one, place, language) for one in elsewhere],
        problems=problems,
        plans=[one.name for one in request.app.state.workspace.plans() if one.root == place.root],
        component=lambda key: Speech(language).component(Component(key)),
    )


def _placed(
    faults: tuple[Fault, ...], number: int, fields: tuple[Field, ...]
) -> tuple[dict[str, list[Fault]], list[Fault]]:
    """Sort the faults of an edit to the fields that caused them; others stay apart."""
    keys = {field.key for field in fields}
    found: dict[str, list[Fault]] = {}
    elsewhere = []
    for fault in faults:
        place = (fault.column or "").partition(":")[0]
        path = place.removeprefix(f"edits.{number}.")
        if place == f"edits.{number}":
            found.setdefault(WHOLE, []).append(fault)
        elif path != place and path.partition(".")[0] in keys:
            found.setdefault(path, []).append(fault)
        else:
            elsewhere.append(fault)
    return found, elsewhere


async def save(request: Request) -> Response:
    """Judge a change with everything else; write the what-if where nothing is wrong."""
    place = scenario_of(request)
    async with request.form(max_fields=5000) as form:
        return await run_in_threadpool(_save, request, place, form)


def _save(request: Request, place: Place, form: FormData) -> Response:
    kind = str(form.get("kind") or "")
    _require_kind(kind)
    into = _into(request, place, str(form.get("into") or ""))
    raw = raw_edit(kind, edit_fields(kind, shelf(request).load(place).scenario), form)
    workspace: Workspace = request.app.state.workspace
    head = {key: str(form.get(f"file.{key}") or "").strip() for key in HEAD}
    if into is not None:
        return _add(request, workspace, into, kind, raw)
    name = head["name"]
    path = folder_of(place) / f"{name}.yaml"
    if not path.parent.resolve().is_relative_to(place.root):
        raise HTTPException(403)
    if not NAME.fullmatch(name):
        return _form(request, place, None, kind, head, raw, (), 422, ("what_if_bad_name",))
    with workspace.lock(str(path)):
        if path.exists():
            return _form(request, place, None, kind, head, raw, (), 422, ("what_if_name_taken",))
        text = new_file(_head(workspace, place, path, head), [raw])
        made = Place(path.name, path, place.root)
        faults = faults_of(made, {path: text.encode()})
        if faults:
            return _form(request, place, None, kind, head, raw, faults, 422)
        write_whole(path, text.encode())
    return _lead(workspace, path)


HEAD = ("name", "title", "baseline", "freeze_before")


def folder_of(place: Place) -> Path:
    """Return the folder for what-ifs on a scenario: beside it, or where it lies among others."""
    folder = place.path.parent
    return folder if folder.name == FOLDER else folder / FOLDER


def _head(workspace: Workspace, place: Place, path: Path, head: dict[str, str]) -> dict[str, Any]:
    """Return the keys of a what-if file that stand before its edits."""
    plan = workspace.plan(head["baseline"]) if head["baseline"] else None
    if head["baseline"] and plan is None:
        raise HTTPException(404)
    return {
        "format": 1,
        "name": head["name"],
        "title": head["title"],
        "base": _relative(place.path, path),
        "baseline": None if plan is None else _relative(plan.path, path),
        "freeze_before": head["freeze_before"],
    }


def _relative(target: Path, file: Path) -> str:
    return Path(os.path.relpath(target, file.parent)).as_posix()


def _add(
    request: Request, workspace: Workspace, into: Place, kind: str, raw: dict[str, Any]
) -> Response:
    with workspace.lock(str(into.path)):
        text = with_edit(into.path.read_text(encoding="utf-8-sig"), raw)
        faults = faults_of(into, {into.path: text.encode()})
        if faults:
            return _form(request, into, into, kind, {}, raw, faults, 422)
        put(workspace, into, into.path, text.encode())
    return _lead(workspace, into.path)


def _lead(workspace: Workspace, path: Path) -> Response:
    made = next((place.name for place in workspace.scenarios() if place.path == path), None)
    return RedirectResponse("/" if made is None else f"/scenarios/{made}", 303)


def remove(request: Request) -> Response:
    """Take one change out of a what-if; what stands on it later is judged anew."""
    place = scenario_of(request)
    number = int(request.path_params["number"])
    workspace: Workspace = request.app.state.workspace
    with workspace.lock(str(place.path)):
        if not 0 <= number < len(edits_of(place.path, "en")):
            raise HTTPException(409)
        text = without_edit(place.path.read_text(encoding="utf-8-sig"), number)
        put(workspace, place, place.path, text.encode())
    return RedirectResponse(f"/scenarios/{place.name}", 303)


routes = [
    Route("/scenarios/{name}/what-if", choose),
    Route("/scenarios/{name}/what-if", save, methods=["POST"]),
    Route("/scenarios/{name}/edits/{number:int}/remove", remove, methods=["POST"]),
]
