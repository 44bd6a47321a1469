"""The first page: the scenarios and plans of the workspace; and the choice of language."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from scheduler.serve.pages import COOKIE, by_htmx, page


def show_home(request: Request) -> Response:
    """Return the page that lists what there is."""
    workspace = request.app.state.workspace
    return page(
        request,
        "home.html.j2",
        scenarios=workspace.scenarios(),
        plans=[place for place in workspace.plans() if not place.is_draft],
    )


async def choose_language(request: Request) -> Response:
    """Keep the language in the browser and have it load its page again."""
    async with request.form() as form:  # closed: it may have come with files
        chosen = "en" if form.get("language") == "en" else "vi"
    answer: Response = RedirectResponse("/", 303)
    if by_htmx(request):
        answer = Response(headers={"HX-Refresh": "true"})
    answer.set_cookie(COOKIE, chosen, max_age=31_536_000, httponly=True, samesite="strict")
    return answer


routes = [
    Route("/", show_home),
    Route("/language", choose_language, methods=["POST"]),
]
