"""A browser's stand-in: asks the application as pages of its own do, or as somebody else would."""

import warnings

from scheduler.serve.app import create_app
from scheduler.serve.settings import Settings
from scheduler.serve.workspace import Workspace

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the successor of httpx that it asks for is not ours to bring
    from starlette.testclient import TestClient

TOKEN = "a-token-of-tests-0123456789"
HOST = "127.0.0.1:8765"
ORIGIN = f"http://{HOST}"


def stranger(folder, **settings):
    """A client that nobody has let in."""
    app = create_app(Workspace(folder), Settings(token=TOKEN, **settings))
    return TestClient(app, base_url=ORIGIN, follow_redirects=False)


def visitor(folder, **settings):
    """A client with the cookie, which sends what our pages send with each change."""
    client = stranger(folder, **settings)
    assert client.get("/enter", params={"token": TOKEN}).status_code == 303
    client.headers["origin"] = ORIGIN
    client.headers["x-csrf-token"] = client.app.state.keys.csrf
    return client
