"""The first page: scenarios, plans and runs of the workspace; and the choice of language."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from scheduler.serve.creating import KINDS
from scheduler.serve.pages import COOKIE, by_htmx, language_of, page
from scheduler.serve.reading import plan_line, shelf
from scheduler.serve.runs.pages import plan_of, runs_of, scenario_name
from scheduler.terminal.words import number

RUNS_SHOWN, PLANS_SHOWN = 12, 100


def show_home(request: Request) -> Response:
    """Return the page that lists what there is, the newest plans and runs first."""
    workspace, language = request.app.state.workspace, language_of(request)
    folders, files = workspace.plans(), workspace.scenarios()
    plans = [plan_line(place) for place in folders if not place.is_draft]
    plans.sort(key=lambda line: line.made.timestamp() if line.made else 0.0, reverse=True)
    scenarios = [(place, shelf(request).peek(place.path)) for place in files]
    runs = runs_of(request).all(RUNS_SHOWN)
    return page(
        request,
        "home.html.j2",
        plans=plans[:PLANS_SHOWN],
        more_plans=max(0, len(plans) - PLANS_SHOWN),
        scenarios=[pair for pair in scenarios if pair[1].kind in ("scenario", "what-if")],
        others=[place for place, peeked in scenarios if peeked.kind not in ("scenario", "what-if")],
        runs=[(seen, scenario_name(files, seen), plan_of(folders, seen)) for seen in runs],
        going=any(seen.under_way for seen in runs),
        kinds=KINDS,
        num=lambda value: number(value, language),
        moment=moment,
    )


def moment(value: datetime | str | None) -> str:
    """Return a moment as people read it, in the time of this machine."""
    if value is None:
        return ""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.astimezone().strftime("%d/%m/%Y %H:%M")


async def choose_language(request: Request) -> Response:
    """Keep the language in the browser and have it load its page again."""
    async with request.form() as form:  # closed: it may have come with files
        chosen = "en" if form.get("language") == "en" else "vi"
    refresh = by_htmx(request)
    answer = Response(headers={"HX-Refresh": "true"}) if refresh else RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, chosen, max_age=31_536_000, httponly=True, samesite="strict")
    return answer


routes = [
    Route("/", show_home),
    Route("/language", choose_language, methods=["POST"]),
]
