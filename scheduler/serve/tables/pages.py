"""The pages of tables: look at one, bring in another, mend cells, take it over or drop it."""

from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from scheduler.load.schema import TABLES
from scheduler.load.sheets import SheetError
from scheduler.load.tables import see_table
from scheduler.serve.pages import by_htmx, language_of, page
from scheduler.serve.reading import scenario_of, shelf
from scheduler.serve.scenarios import put, shown_fault
from scheduler.serve.tables.judging import (
    as_csv,
    cell_text,
    final_files,
    judge,
    known_references,
)
from scheduler.serve.tables.staging import UnknownTableError, Upload, Uploads, stamp
from scheduler.serve.workspace import Place, Workspace
from scheduler.terminal.words import number

ROWS_A_PAGE = 100
ELSEWHERE = 100


def uploads_of(request: Request) -> Uploads:
    """Return the uploads that wait for a decision."""
    return Uploads(request.app.state.workspace.own("uploads"))


def show_table(request: Request) -> Response:
    """Return a page of rows of a table as it is in use."""
    place, table = scenario_of(request), request.path_params["table"]
    known = known_references(place)
    reference = known.get(table)
    if reference is None or reference.path is None:
        raise HTTPException(404)
    if not reference.path.resolve().is_relative_to(place.root) or not reference.path.is_file():
        raise HTTPException(404)
    try:
        content = reference.path.read_bytes()
        seen = see_table(TABLES[table], reference.path, content, reference.sheet)
    except SheetError as error:
        words = getattr(error.sentence, language_of(request))
        return page(request, "fault.html.j2", 422, lines=[f"{reference.text}: {words}"])
    body = seen.rows if seen.header is None else seen.rows[seen.header + 1 :]
    head = [] if seen.header is None else seen.rows[seen.header][1]
    last = max(1, -(-len(body) // ROWS_A_PAGE))
    wanted = request.query_params.get("page", "1")
    at = min(max(int(wanted), 1), last) if wanted.isascii() and wanted.isdecimal() else 1
    rows = body[(at - 1) * ROWS_A_PAGE : at * ROWS_A_PAGE]
    return page(
        request,
        "table.html.j2",
        place=place,
        reference=reference,
        head=[cell_text(cell) for cell in head],
        rows=[(line, [cell_text(cell) for cell in cells]) for line, cells in rows],
        num_rows=number(len(body), language_of(request)),
        at=at,
        last=last,
    )


async def receive(request: Request) -> Response:
    """Keep an upload and lead to its judgement; nothing in use is touched."""
    place = scenario_of(request)
    async with request.form(max_files=1, max_fields=10) as form:
        sent, table = form.get("file"), str(form.get("table") or "")
        if not isinstance(sent, UploadFile) or not sent.filename:
            return _no(request, "upload_no_file")
        filename, content = Path(sent.filename).name[:200], await sent.read()
    if table and table not in TABLES:
        raise HTTPException(404)
    return await run_in_threadpool(_keep, request, place, table or None, filename, content)


def _keep(
    request: Request, place: Place, table: str | None, filename: str, content: bytes
) -> Response:
    if Path(filename).suffix.lower() not in (".csv", ".xlsx", ".xlsm"):
        return _no(request, "upload_bad_kind")
    known = known_references(place)
    if not known:
        raise HTTPException(404)
    stamps = {name: stamp(reference.path) for name, reference in known.items()}
    try:
        upload = uploads_of(request).add(place.name, filename, content, table, stamps)
    except UnknownTableError:
        return _no(request, "upload_unknown_table")
    except SheetError as error:
        return _no(
            request, "upload_unreadable", reason=getattr(error.sentence, language_of(request))
        )
    return _lead(request, f"/uploads/{upload.id}")


def _lead(request: Request, address: str) -> Response:
    """Lead the browser on, whether a form or a script of ours asked."""
    if by_htmx(request):
        return Response(headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)


def _no(request: Request, key: str, **values: str) -> Response:
    """Say why an upload is not taken, in the place that the form keeps for it."""
    status = 200 if by_htmx(request) else 422
    return page(request, "parts/told.html.j2", status, key=key, values=values)


def show_upload(request: Request) -> Response:
    """Return an upload with its faults in place."""
    upload, place = _upload(request)
    return _judged(request, upload, place)


def _judged(request: Request, upload: Upload, place: Place, status: int = 200) -> Response:
    uploads, language = uploads_of(request), language_of(request)
    judgement = judge(place, uploads, upload)
    known = known_references(place)
    return page(
        request,
        "upload.html.j2",
        status,
        upload=upload,
        place=place,
        judgement=judgement,
        targets={name: known[name].text for name in upload.parts},
        elsewhere=[shown_fault(one, place, language) for one in judgement.elsewhere[:ELSEWHERE]],
        num_elsewhere=len(judgement.elsewhere),
        warnings=[getattr(one, language) for one in judgement.warnings],
        shared=shared_with(request, place, upload),
        told=lambda fault: fault.vi if language == "vi" and fault.vi else fault.message,
    )


def shared_with(request: Request, place: Place, upload: Upload) -> list[str]:
    """Return the other scenarios that read the files which the upload would replace."""
    mine = {known_references(place)[table].path for table in upload.parts} - {None}
    found = []
    for other in request.app.state.workspace.scenarios():
        if other.path == place.path or shelf(request).peek(other.path).kind != "scenario":
            continue
        if mine & {reference.path for reference in known_references(other).values()}:
            found.append(other.name)
    return found


async def mend(request: Request) -> Response:
    """Change cells of an upload and judge it again."""
    upload, place = _upload(request)
    async with request.form() as form:
        given = {key: str(value) for key, value in form.items()}
    return await run_in_threadpool(_mend, request, upload, place, given)


def _mend(request: Request, upload: Upload, place: Place, given: dict[str, str]) -> Response:
    uploads = uploads_of(request)
    with request.app.state.workspace.lock(f"upload {upload.id}"):
        for table in upload.parts:
            changes = {}
            for key, text in given.items():
                kind, _, rest = key.partition(" ")
                cell = rest.split(" ")
                if kind == table and len(cell) == 2 and all(one.isdecimal() for one in cell):
                    changes[int(cell[0]), int(cell[1])] = text.strip()
            if changes:
                content = as_csv(uploads, upload, table, changes)
                upload = uploads.replace_part(upload, table, content)
    return RedirectResponse(f"/uploads/{upload.id}", 303)


def accept(request: Request) -> Response:
    """Put an upload in place, file by file whole, and keep what was there before."""
    upload, place = _upload(request)
    workspace: Workspace = request.app.state.workspace
    uploads = uploads_of(request)
    with workspace.lock(str(place.path)):
        known = known_references(place)
        if any(stamp(known[name].path) != part.replaces for name, part in upload.parts.items()):
            raise HTTPException(409)
        if not judge(place, uploads, upload).good:
            return _judged(request, upload, place, 422)
        files = final_files(place, uploads, upload)
        if not all(path.parent.resolve().is_relative_to(place.root) for path in files):
            raise HTTPException(403)
        for path, content in files.items():  # the scenario last: it never names what is not there
            put(workspace, place, path, content)
    uploads.drop(upload.id)
    return RedirectResponse(f"/scenarios/{place.name}", 303)


def drop(request: Request) -> Response:
    """Forget an upload; what is in use stays."""
    upload, place = _upload(request)
    uploads_of(request).drop(upload.id)
    return RedirectResponse(f"/scenarios/{quote(place.name)}", 303)


def _upload(request: Request) -> tuple[Upload, Place]:
    upload = uploads_of(request).get(request.path_params["upload"])
    if upload is None:
        raise HTTPException(404)
    place = request.app.state.workspace.scenario(upload.scenario)
    if place is None or not known_references(place):
        raise HTTPException(404)
    return upload, place


routes = [
    Route("/scenarios/{name}/tables/{table}", show_table),
    Route("/scenarios/{name}/upload", receive, methods=["POST"]),
    Route("/uploads/{upload}", show_upload),
    Route("/uploads/{upload}/mend", mend, methods=["POST"]),
    Route("/uploads/{upload}/accept", accept, methods=["POST"]),
    Route("/uploads/{upload}/drop", drop, methods=["POST"]),
]
