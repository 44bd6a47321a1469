"""The pages of runs: begin one, watch it, stop it."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from models.scenario import Language
from scheduler.serve.desk_words import phase_words
from scheduler.serve.pages import language_of, page
from scheduler.serve.reading import scenario_of
from scheduler.serve.runs import files
from scheduler.serve.runs.store import Runs, Seen, TooManyRunsError
from scheduler.serve.workspace import Place, Workspace
from scheduler.terminal.levels import level_row
from scheduler.terminal.words import number

OUT = "out"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
MOST_NAMES = 10_000
LONGEST = 24 * 3600.0  # seconds


def runs_of(request: Request) -> Runs:
    """Return the runs of the workspace."""
    state = request.app.state
    if not hasattr(state, "runs"):
        state.runs = Runs(state.workspace.own("runs"))
    return state.runs  # type: ignore[no-any-return]


def free_name(workspace: Workspace, name: str) -> str:
    """Return a name of a plan that is not taken: `demo`, `demo-2` and so on."""
    out = workspace.root / OUT
    tries = (name if n == 1 else f"{name}-{n}" for n in range(1, MOST_NAMES))
    return next(one for one in tries if not (out / one).exists())


def plan_of(plans: Iterable[Place], seen: Seen) -> Place | None:
    """Return the plan that a run wrote, where it is still there."""
    if seen.request is None or seen.state != "planned":
        return None
    path = Path(seen.request.workspace) / seen.request.output
    return next((place for place in plans if place.path == path), None)


def scenario_name(scenarios: Iterable[Place], seen: Seen) -> str | None:
    """Return the name of the scenario that a run was for, where it is still there."""
    if seen.request is None:
        return None
    path = Path(seen.request.within) / seen.request.scenario
    return next((place.name for place in scenarios if place.path == path), None)


async def start_run(request: Request) -> Response:
    """Begin a run of a scenario and lead to its page."""
    place = scenario_of(request)
    async with request.form() as form:
        given = {key: str(value).strip() for key, value in form.items()}
    return await run_in_threadpool(begin, request, place, given)


def begin(request: Request, place: Place, given: dict[str, str]) -> Response:
    """Judge what was typed, begin the run, lead to its page."""
    workspace: Workspace = request.app.state.workspace
    name = given.get("output") or free_name(workspace, place.path.stem.lower())
    faults = []
    if not NAME.fullmatch(name):
        faults.append("run_bad_name")
    elif (workspace.root / OUT / name).exists() and "replace" not in given:
        faults.append("run_name_taken")
    limit = _positive(given.get("time_limit", ""), faults, "run_bad_limit")
    if limit is not None and limit > LONGEST:
        faults.append("run_bad_limit")
    if faults:
        return page(request, "refused_input.html.j2", 422, keys=faults, back=back_to(place))
    asked = files.Request(
        workspace=str(workspace.root),
        within=str(place.root),
        scenario=place.path.relative_to(place.root).as_posix(),
        output=f"{OUT}/{name}",
        how="repair" if given.get("how") == "repair" else "plan",
        time_limit=limit,
        asked=files.now(),
    )
    try:
        run = runs_of(request).start(asked)
    except TooManyRunsError:
        keys = ["run_too_many"]
        return page(request, "refused_input.html.j2", 409, keys=keys, back=back_to(place))
    return RedirectResponse(f"/runs/{run}", 303)


def back_to(place: Place) -> tuple[str, str]:
    """Return address and name of a scenario's page, for a link."""
    return place.name, place.name


def _positive(text: str, faults: list[str], key: str) -> float | None:
    if not text:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        faults.append(key)
        return None
    return value


def show_run(request: Request) -> Response:
    """Return the page of one run."""
    return page(request, "run.html.j2", **_values(request))


def show_progress(request: Request) -> Response:
    """Return the part of the page that changes while the run goes on; its end is a page anew."""
    values = _values(request)
    if not values["run"].under_way:
        return Response(headers={"HX-Refresh": "true"})
    return page(request, "parts/progress.html.j2", **values)


async def stop_run(request: Request) -> Response:
    """Ask a run to end with its best plan or, where it is ending already, to end at once."""
    seen = _seen(request)
    async with request.form() as form:
        at_once = "at_once" in form
    await run_in_threadpool(runs_of(request).stop, seen.id, at_once=at_once)
    return RedirectResponse(f"/runs/{seen.id}", 303)


def forget_run(request: Request) -> Response:
    """Take a run that is over out of the list; its plan stays."""
    seen = _seen(request)
    if not runs_of(request).forget(seen.id):
        raise HTTPException(409)
    return RedirectResponse("/", 303)


def _seen(request: Request) -> Seen:
    seen = runs_of(request).get(request.path_params["run"])
    if seen is None:
        raise HTTPException(404)
    return seen


def _values(request: Request) -> dict[str, Any]:
    seen, workspace = _seen(request), request.app.state.workspace
    language: Language = language_of(request)
    levels = seen.progress.levels if seen.progress is not None else ()
    return {
        "run": seen,
        "plan": plan_of(workspace.plans(), seen),
        "scenario": scenario_name(workspace.scenarios(), seen),
        "phase": "" if seen.progress is None else phase_words(seen.progress.phase, language),
        "levels": [level_row(level, language) for level in levels],
        "elapsed": elapsed(seen),
        "num": lambda value, digits=0: number(value, language, digits),
        "told": told(seen, language),
    }


def told(seen: Seen, language: str) -> list[str]:
    """Return faults and words of a run, files named from the workspace on."""
    if seen.status is None:
        return []
    lines = [fault.fault().text(language) for fault in seen.status.faults]
    lines += seen.status.words
    folders = () if seen.request is None else (seen.request.within, seen.request.workspace)
    for folder in folders:
        lines = [line.replace(f"{folder}/", "") for line in lines]
    return lines


def elapsed(seen: Seen) -> float:
    """Return the seconds that a run has taken, as far as is known."""
    status = seen.status
    if status is None:
        return 0.0
    if status.ended is None and not seen.under_way:
        return 0.0 if seen.progress is None else seen.progress.elapsed
    end = datetime.now(UTC) if status.ended is None else datetime.fromisoformat(status.ended)
    return max(0.0, (end - datetime.fromisoformat(status.began)).total_seconds())


routes = [
    Route("/scenarios/{name}/run", start_run, methods=["POST"]),
    Route("/runs/{run}", show_run),
    Route("/runs/{run}/progress", show_progress),
    Route("/runs/{run}/stop", stop_run, methods=["POST"]),
    Route("/runs/{run}/forget", forget_run, methods=["POST"]),
]
