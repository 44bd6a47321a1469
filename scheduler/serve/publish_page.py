"""Publishing: one looks once more, says who publishes, and confirms."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models.record import Tenant
from scheduler.errors import UsageError
from scheduler.publishing import Published, folder_name, publish_folder
from scheduler.publishing import Settings as Asked
from scheduler.serve.drafting import Desk
from scheduler.serve.opened import Opened
from scheduler.serve.pages import address_of_plan, page
from scheduler.serve.plan_page import act, desk_of, place_of
from scheduler.serve.settings import Settings
from scheduler.serve.workspace import Place

NO_ORGANISATION = (
    "Kịch bản chưa có organisation (id, name, domain); hãy thêm vào rồi xếp lại.",
    "The scenario has no organisation (id, name, domain); add it and plan again.",
)


def ask(request: Request) -> Response:
    """Show what would be published, and ask."""
    place = place_of(request)
    journal, opened = desk_of(request).current(place)
    settings: Settings = request.app.state.settings
    return page(
        request,
        "publish.html.j2",
        address=address_of_plan(place.name),
        stamp=journal.stamp,
        title=opened.scenario.title,
        number=journal.head,
        folder=_output(place, opened).relative_to(place.root).as_posix(),
        record=settings.record_name,
    )


def publish(request: Request, place: Place, form: dict[str, str]) -> Response:
    """Publish the version that the page showed; refused where it is outdated or doubted."""
    desk: Desk = desk_of(request)
    settings: Settings = request.app.state.settings
    if form.get("sure") != "yes":
        return ask(request)
    with desk.workspace.lock(place.name):
        _, opened = desk.fresh(place, form.get("stamp", ""))
        done = publish_folder(
            opened.folder,
            Asked(
                record=settings.record_of(place.root),
                who=form.get("who", "").strip() or None,
                output=_output(place, opened),
                language=opened.scenario.language,
            ),
        )
    return page(
        request,
        "published.html.j2",
        200 if done.release else 422,
        address=address_of_plan(place.name),
        done=done,
        complaints=_complaints(done),
    )


def _complaints(done: Published) -> list[str]:
    return [
        *(f"{one.rule} {one.subject}: {one.message}" for one in done.verdict.violations),
        *done.verdict.false,
    ]


def _output(place: Place, opened: Opened) -> Path:
    """Return where the calendars go: beside the plan itself, whichever version is published."""
    owner = opened.scenario.organisation
    if owner is None:
        raise UsageError(NO_ORGANISATION[0 if opened.scenario.language == "vi" else 1])
    tenant = Tenant(id=owner.id, name=owner.name, domain=owner.domain)
    return place.path.parent / "published" / folder_name(tenant)


routes = [
    Route("/plans/{name}/publish", ask),
    Route("/plans/{name}/publish", act(publish), methods=["POST"]),
]
