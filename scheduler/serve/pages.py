"""Pages: templates with everything escaped, in the reader's language, with the session's keys."""

from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from models.scenario import Language
from scheduler.serve.texts import Say

COOKIE = "schedule-language"
KNOWN_STATUS = (401, 403, 404, 405, 409, 413, 500)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("scheduler.serve", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["inurl"] = lambda text: quote(str(text), safe="")
    return environment


def language_of(request: Request) -> Language:
    """Return the language chosen in this browser, else that of the start, else the browser's."""
    chosen = request.cookies.get(COOKIE)
    if chosen == "vi":
        return "vi"
    if chosen == "en":
        return "en"
    settings = request.app.state.settings if "app" in request.scope else None
    if settings is not None and settings.language is not None:
        return settings.language  # type: ignore[no-any-return]
    accepted = request.headers.get("accept-language", "vi").lower()
    return "en" if accepted.startswith("en") else "vi"


def page(request: Request, name: str, status: int = 200, /, **values: Any) -> Response:
    """Return a filled template; it knows `say`, `language`, `csrf` and the values given."""
    return HTMLResponse(fill(request, name, **values), status)


def fill(request: Request, name: str, /, **values: Any) -> str:
    """Return a filled template as text, for a part of a page or an event of a stream."""
    language = language_of(request)
    keys = request.app.state.keys
    inside = keys.knows(request)
    return (
        _environment()
        .get_template(name)
        .render(
            say=Say(language),
            language=language,
            csrf=keys.csrf if inside else "",
            inside=inside,
            **values,
        )
    )


def address_of_plan(name: str) -> str:
    """Return the address of a plan's page."""
    return f"/plans/{quote(name, safe='')}"


def by_htmx(request: Request) -> bool:
    """Tell whether a part of a page is asked for, not a page."""
    return "hx-request" in request.headers


def refuse(request: Request, status: int) -> Response:
    """Return the page that says kindly why not."""
    known = status if status in KNOWN_STATUS else 500 if status >= 500 else 404
    name = "refused_part.html.j2" if by_htmx(request) else "refused.html.j2"
    return page(request, name, status, number=status, key=f"refused_{known}")
