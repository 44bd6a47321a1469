"""The factory: collects the routes of all rooms and puts the guard around them."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from scheduler.errors import InputError, ScheduleError
from scheduler.serve import (
    comparison,
    creating,
    home,
    plan_page,
    publish_page,
    results,
    scenarios,
)
from scheduler.serve.drafting import Desk, StaleError
from scheduler.serve.pages import by_htmx, language_of, page, refuse
from scheduler.serve.runs import pages as runs
from scheduler.serve.security import Guard, Pass
from scheduler.serve.settings import Settings
from scheduler.serve.tables import pages as tables
from scheduler.serve.whatif import pages as whatif
from scheduler.serve.workspace import Workspace

# Each room brings `routes: list[Route]`.
ROOMS = (
    *(home, creating, scenarios, tables, whatif, runs, results, comparison),
    *(plan_page, publish_page),
)
STATIC = Path(__file__).parent / "static"


def create_app(workspace: Workspace, settings: Settings) -> Starlette:
    """Return the application for a workspace; its state holds workspace, settings and keys."""
    keys = Pass(settings)
    routes: list[BaseRoute] = [Mount("/static", StaticFiles(directory=STATIC), name="static")]
    for room in ROOMS:
        routes += room.routes
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, settings=settings, keys=keys, refuse=refuse)],
        exception_handlers={
            HTTPException: _http_error,
            StaleError: plan_page.tell_stale,
            ScheduleError: _our_error,
        },
        lifespan=_lifespan,
    )
    app.state.workspace = workspace
    app.state.settings = settings
    app.state.keys = keys
    app.state.desk = Desk(workspace)
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    """Open the plan that was made last before somebody asks; finish versions at the end."""
    desk: Desk = app.state.desk
    threading.Thread(target=desk.warm, name="warm", daemon=True).start()
    yield
    await run_in_threadpool(desk.wait)


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return refuse(request, error.status_code)


def _our_error(request: Request, error: Exception) -> Response:
    """Say what is wrong with the input or the request, fault by fault."""
    text = error.text(language_of(request)) if isinstance(error, InputError) else str(error)
    name = "refusal.html.j2" if by_htmx(request) else "fault.html.j2"
    return page(request, name, 422, lines=text.splitlines())
