"""Plans side by side in the browser: figures with bounds, coverage, cost, classes, people."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from scheduler.comparing import compare_folders
from scheduler.outputs.comparison.words import Speech
from scheduler.serve.pages import language_of, page

MOST_PLANS = 6
MOVERS_SHOWN = 200


def compare(request: Request) -> Response:
    """Return the plans that the address names side by side."""
    workspace, language = request.app.state.workspace, language_of(request)
    names = list(dict.fromkeys(request.query_params.getlist("plan")))
    known = {place.name: place for place in workspace.plans()}
    if any(name not in known for name in names):
        raise HTTPException(404)
    if not 2 <= len(names) <= MOST_PLANS:
        return page(request, "refused_input.html.j2", 422, keys=["compare_number"], back=None)
    comparison, _ = compare_folders([known[name].path for name in names], language)
    return page(
        request,
        "comparison.html.j2",
        names=names,
        c=comparison,
        t=Speech(language),
        shown=MOVERS_SHOWN,
    )


routes = [Route("/compare", compare)]
