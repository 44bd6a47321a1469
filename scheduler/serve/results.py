"""The files of a plan: its page to look at, everything to download."""

import mimetypes
from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from scheduler.serve.pages import language_of, page
from scheduler.serve.workspace import Place
from scheduler.terminal.words import number

# A plan's page carries its own script and style; it runs apart from the application: without its
# cookies, its address or a way to ask it anything.
APART = (
    "sandbox allow-scripts allow-popups allow-modals allow-downloads; default-src 'none'; "
    "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PAGES = (".html",)


def plan_of_request(request: Request) -> Place:
    """Return the plan that the address names."""
    place = request.app.state.workspace.plan(request.path_params["name"])
    if place is None:
        raise HTTPException(404)
    return place  # type: ignore[no-any-return]


def list_files(request: Request) -> Response:
    """Return the list of a plan's files."""
    place, language = plan_of_request(request), language_of(request)
    files = request.app.state.workspace.files(place)
    sizes = {name: number(path.stat().st_size / 1000, language, 1) for name, path in files.items()}
    top = [name for name in files if "/" not in name]
    return page(
        request,
        "files.html.j2",
        place=place,
        pages=[name for name in top if name.endswith(PAGES)],
        top=top,
        below=[name for name in files if "/" in name],
        sizes=sizes,
    )


def send_file(request: Request) -> Response:
    """Return a file: a page to look at, anything else as a download."""
    place = plan_of_request(request)
    name = request.path_params["path"]
    path: Path | None = request.app.state.workspace.files(place).get(name)
    if path is None:
        raise HTTPException(404)
    if name.endswith(PAGES) and "download" not in request.query_params:
        return FileResponse(
            path, media_type="text/html", headers={"Content-Security-Policy": APART}
        )
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    header = f"attachment; filename*=UTF-8''{quote(path.name, safe='')}"
    return FileResponse(path, media_type=kind, headers={"Content-Disposition": header})


routes = [
    Route("/plans/{name}/files", list_files),
    Route("/plans/{name}/files/{path:path}", send_file),
]
