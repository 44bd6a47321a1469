"""New scenarios: a sample to learn from, or empty tables to fill, in a folder of their own."""

import re
import secrets
import shutil
from pathlib import Path
from string import Template

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from scheduler.load.schema import TABLES
from scheduler.samples import KINDS as SAMPLES
from scheduler.samples import write_sample
from scheduler.serve.pages import language_of, page
from scheduler.serve.workspace import Workspace

EMPTY = "empty"
KINDS = (EMPTY, *SAMPLES)
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
TEMPLATES = Path(__file__).parent / "templates"


async def create(request: Request) -> Response:
    """Write a new scenario and lead to its page."""
    async with request.form() as form:
        name, kind = str(form.get("name", "")).strip(), str(form.get("kind", ""))
    if kind not in KINDS:
        return page(request, "refused_input.html.j2", 422, keys=["new_bad_kind"], back=None)
    if not NAME.fullmatch(name):
        return page(request, "refused_input.html.j2", 422, keys=["new_bad_name"], back=None)
    workspace: Workspace = request.app.state.workspace
    path = await run_in_threadpool(write_new, workspace, name, kind, language_of(request))
    if path is None:
        return page(request, "refused_input.html.j2", 409, keys=["new_name_taken"], back=None)
    made = next((place.name for place in workspace.scenarios() if place.path == path), None)
    return RedirectResponse("/" if made is None else f"/scenarios/{made}", 303)


def write_new(workspace: Workspace, name: str, kind: str, language: str) -> Path | None:
    """Write a scenario into a new folder, whole or not at all; None where the name is taken."""
    folder = workspace.root / name
    with workspace.lock(f"new {name}"):
        if folder.exists():
            return None
        fresh = workspace.own(f"new-{secrets.token_hex(4)}")
        try:
            if kind == EMPTY:
                scenario = _write_empty(fresh, name, language)
            else:
                scenario = write_sample(kind, fresh)
            fresh.rename(folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return folder / scenario.relative_to(fresh)


def _write_empty(folder: Path, name: str, language: str) -> Path:
    data = folder / "data"
    data.mkdir(parents=True)
    for table, schema in TABLES.items():
        header = ",".join(schema.columns)
        (data / f"{table}.csv").write_text(f"{header}\n", encoding="utf-8")
    text = Template((TEMPLATES / f"empty.{language}.yaml").read_text(encoding="utf-8"))
    path = folder / f"{name}.yaml"
    path.write_text(text.substitute(name=name), encoding="utf-8")
    return path


routes = [Route("/new", create, methods=["POST"])]
