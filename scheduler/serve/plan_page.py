"""The page of a plan: look at it, try a change, accept it, undo, redo."""

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from models.scenario import Language
from scheduler.errors import InputError
from scheduler.outputs.figures import day, spoken
from scheduler.outputs.levels import percent, status_text
from scheduler.outputs.words import Words
from scheduler.serve import sheet
from scheduler.serve.calendar import events
from scheduler.serve.changes import ChangeError, read_change
from scheduler.serve.consequences import consequences, try_change
from scheduler.serve.drafting import Desk
from scheduler.serve.journal import Journal, name_of
from scheduler.serve.opened import Opened
from scheduler.serve.pages import address_of_plan, by_htmx, language_of, page, refuse
from scheduler.serve.workspace import DRAFTS, Place, Workspace


def place_of(request: Request) -> Place:
    """Return the plan that the address names; 404 where the workspace has none of that name."""
    workspace: Workspace = request.app.state.workspace
    place = workspace.plan(request.path_params["name"])
    if place is None:
        raise HTTPException(404)
    return place


def desk_of(request: Request) -> Desk:
    """Return the desk of the application."""
    desk: Desk = request.app.state.desk
    return desk


def show_plan(request: Request) -> Response:
    """Show the version of a plan at which one stands; a draft leads to the plan it belongs to."""
    place = place_of(request)
    if place.is_draft:
        origin = place.name[: place.name.rindex(":")].removesuffix(DRAFTS)
        if request.app.state.workspace.plan(origin) is not None:
            return RedirectResponse(address_of_plan(origin), 303)
    journal, opened = desk_of(request).current(place)
    return page(request, "plan.html.j2", **_page_values(request, place, journal, opened))


def _page_values(
    request: Request, place: Place, journal: Journal, opened: Opened
) -> dict[str, Any]:
    language = language_of(request)
    words = Words(language)
    horizon = opened.scenario.horizon
    return {
        **_common(place, journal, language),
        "journal": journal,
        "version_name": name_of(place, journal.current),
        "scenario": opened.scenario,
        "status": status_text(opened.result, words),
        "tiers": sheet.tiers(opened, language),
        "levels": sheet.levels(opened, language),
        "moves": sheet.move_lines(opened, language) if journal.head > 1 else (),
        "reasons": opened.result.reasons,
        "courses": tuple(opened.view(language).courses.values()),
        "percent": lambda share: percent(share, words),
        "data": {
            "plan": place.name,
            "events": events(opened, language),
            "first": horizon.start.isoformat(),
            "last": horizon.end.isoformat(),
            "months": (horizon.end.year - horizon.start.year) * 12
            + (horizon.end.month - horizon.start.month)
            + 1,
            "language": language,
        },
    }


def _common(place: Place, journal: Journal, language: Language) -> dict[str, Any]:
    return {
        "plan": place,
        "address": address_of_plan(place.name),
        "stamp": journal.stamp,
        "day": day,
        "number": lambda value: spoken(value, language),
    }


def show_class(request: Request) -> Response:
    """Show one class with what may be changed about it."""
    place = place_of(request)
    language = language_of(request)
    journal, opened = desk_of(request).fresh(place, request.query_params.get("stamp", ""))
    class_id = request.query_params.get("class", "")
    if not class_id:
        return Response()
    found = sheet.class_sheet(opened, class_id, language)
    if found is None:
        raise HTTPException(404)
    return page(request, "class.html.j2", sheet=found, **_common(place, journal, language))


def tell_newer(request: Request) -> Response:
    """Answer with a banner where the page is outdated, else with nothing."""
    place = place_of(request)
    journal = desk_of(request).journals.read(place)
    if journal.stamp == request.query_params.get("stamp"):
        return Response(status_code=204)
    return page(request, "newer.html.j2", address=address_of_plan(place.name))


async def _form(request: Request) -> dict[str, str]:
    async with request.form() as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


def act(work: Callable[[Request, Place, dict[str, str]], Response]) -> Callable[..., Any]:
    """Return a route that reads the form and does its work in a thread."""

    async def endpoint(request: Request) -> Response:
        form = await _form(request)
        return await run_in_threadpool(_guarded, work, request, form)

    endpoint.__qualname__ = work.__qualname__
    return endpoint


def _guarded(
    work: Callable[[Request, Place, dict[str, str]], Response],
    request: Request,
    form: dict[str, str],
) -> Response:
    place = place_of(request)
    try:
        return work(request, place, form)
    except ChangeError as error:
        said = error.sentence.vi if language_of(request) == "vi" else error.sentence.en
        return page(request, "refusal.html.j2", 422, lines=[said])
    except InputError as error:
        lines = [
            fault.vi if language_of(request) == "vi" and fault.vi else fault.message
            for fault in error.faults
        ]
        return page(request, "refusal.html.j2", 422, lines=lines)


def check_change(request: Request, place: Place, form: dict[str, str]) -> Response:
    """Try a change on paper and show what it would bring."""
    language = language_of(request)
    journal, opened = desk_of(request).fresh(place, form.get("stamp", ""))
    trial = try_change(read_change(form, opened), opened, language)
    told = consequences(trial, opened, language)
    return page(request, "consequences.html.j2", told=told, **_common(place, journal, language))


def accept_change(request: Request, place: Place, form: dict[str, str]) -> Response:
    """Carry a change out with what repair must change besides; show the new version."""
    language = language_of(request)
    desk = desk_of(request)
    _, opened = desk.fresh(place, form.get("stamp", ""))
    outcome = desk.accept(place, form.get("stamp", ""), read_change(form, opened), language)
    if outcome.journal is None:
        lines = list(outcome.result.reasons)
        return page(request, "refusal.html.j2", 422, lines=lines, repair=True)
    return _again(request, place)


def tell_stale(request: Request, error: Exception) -> Response:
    """Say kindly that the page is outdated, with a way to what is new."""
    if not by_htmx(request):
        return refuse(request, 409)
    return page(request, "stale.html.j2", 409, address=address_of_plan(place_of(request).name))


def undo(request: Request, place: Place, form: dict[str, str]) -> Response:
    """Go back one version."""
    desk_of(request).step(place, form.get("stamp", ""), back=True)
    return _again(request, place)


def redo(request: Request, place: Place, form: dict[str, str]) -> Response:
    """Take the version undone last back in force."""
    desk_of(request).step(place, form.get("stamp", ""), back=False)
    return _again(request, place)


def _again(request: Request, place: Place) -> Response:
    """Have the browser load the page of the plan."""
    address = address_of_plan(place.name)
    if by_htmx(request):
        return Response(headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)


routes = [
    Route("/plans/{name}", show_plan),
    Route("/plans/{name}/class", show_class),
    Route("/plans/{name}/newer", tell_newer),
    Route("/plans/{name}/check", act(check_change), methods=["POST"]),
    Route("/plans/{name}/accept", act(accept_change), methods=["POST"]),
    Route("/plans/{name}/undo", act(undo), methods=["POST"]),
    Route("/plans/{name}/redo", act(redo), methods=["POST"]),
]
