"""Nobody comes in without the token, nothing is changed from elsewhere, nothing leaks."""

import logging

import pytest
from starlette.routing import Route

from scheduler.serve.security import HEADERS
from tests.serve.client import HOST, ORIGIN, TOKEN, stranger, visitor

FOREIGN = "http://evil.example"


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def every_route(client):
    """The address of each route with its methods, places filled with a word."""
    for route in client.app.routes:
        if isinstance(route, Route):
            path = route.path
            while "{" in path:
                start, end = path.index("{"), path.index("}")
                path = path[:start] + "x" + path[end + 1 :]
            for method in route.methods or ():
                yield method, path


def test_the_token_is_exchanged_for_a_cookie_and_a_fixed_address(folder):
    client = stranger(folder)
    answer = client.get("/enter", params={"token": TOKEN, "next": FOREIGN})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "x", "Đ"])
def test_another_token_lets_nobody_in(folder, token):
    client = stranger(folder)
    assert client.get("/enter", params={"token": token}).status_code == 401
    assert client.get("/").status_code == 401


def test_every_route_needs_the_cookie(folder):
    client = stranger(folder)
    routes = list(every_route(client))
    assert ("POST", "/language") in routes
    for method, path in routes:
        answer = client.request(method, path, headers={"origin": ORIGIN})
        assert answer.status_code == 401, (method, path)
        assert client.app.state.keys.csrf not in answer.text


def test_every_change_needs_the_key_and_our_own_origin(folder):
    client = visitor(folder)
    changes = [(m, path) for m, path in every_route(client) if m not in ("GET", "HEAD")]
    assert ("POST", "/plans/x/accept") in changes
    for method, path in changes:
        ours = {"origin": ORIGIN, "x-csrf-token": client.app.state.keys.csrf}
        for wrong in ({"origin": FOREIGN}, {"x-csrf-token": "0" * 64}, {"x-csrf-token": ""}):
            answer = client.request(method, path, headers=ours | wrong)
            assert answer.status_code == 403, (method, path, wrong)
        assert client.request(method, path, headers=ours).status_code != 403, (method, path)


def test_a_forged_cookie_opens_nothing(folder):
    client = stranger(folder)
    client.cookies.set(client.app.state.keys.cookie, TOKEN)
    assert client.get("/").status_code == 401


def test_static_files_need_no_cookie_and_stay_in_their_folder(folder):
    client = stranger(folder)
    assert client.get("/static/desk.css").status_code == 200
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"):
        assert client.get(path).status_code in (401, 404), path
    assert client.post("/static/desk.css").status_code == 401


def test_a_change_needs_the_key_of_our_pages(folder):
    client = visitor(folder)
    assert client.post("/language", data={"language": "en"}).status_code == 303
    del client.headers["x-csrf-token"]
    assert client.post("/language", data={"language": "en"}).status_code == 403
    assert client.post("/language", data={"csrf": "wrong"}).status_code == 403
    field = {"csrf": client.app.state.keys.csrf, "language": "en"}
    answer = client.post("/language", data=field)
    assert answer.status_code == 303
    assert "schedule-language=en" in answer.headers["set-cookie"]
    multipart = client.post("/language", data=field, files={"f": b""})
    assert multipart.status_code == 403, "an upload shows its key in the header"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": ORIGIN}, 303),
        ({"origin": ORIGIN, "sec-fetch-site": "same-origin"}, 303),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({}, 403),
        ({"origin": "null"}, 403),
        ({"origin": FOREIGN}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"origin": ORIGIN, "sec-fetch-site": "cross-site"}, 403),
        ({"origin": ORIGIN, "sec-fetch-site": "same-site"}, 403),
        ({"origin": FOREIGN, "sec-fetch-site": "same-origin"}, 403),
    ],
)
def test_a_change_comes_from_our_own_origin(folder, headers, status):
    client = visitor(folder)
    del client.headers["origin"]
    answer = client.post("/language", data={"language": "vi"}, headers=headers)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (HOST, 200),
        ("localhost:8765", 200),
        ("[::1]:8765", 200),
        ("127.0.0.1:80", 421),
        ("evil.example", 421),
        ("evil.example:8765", 421),
        ("127.0.0.1.evil.example:8765", 421),
        ("10.0.0.1:8765", 421),
        ("", 421),
    ],
)
def test_a_rebound_name_is_refused(folder, host, status):
    client = visitor(folder)
    assert client.get("/", headers={"host": host}).status_code == status


def test_beyond_this_machine_addresses_and_known_names_are_taken(folder):
    client = visitor(folder, host="0.0.0.0", names=("desk.example",))
    for host, status in (
        ("10.0.0.1:8765", 200),
        ("desk.example", 200),
        ("evil.example:8765", 421),
    ):
        assert client.get("/", headers={"host": host}).status_code == status, host


def test_every_answer_carries_the_headers(folder):
    client = visitor(folder)
    outside = stranger(folder)
    answers = [
        client.get("/"),
        client.get("/nothing/here"),
        client.post("/language", headers={"origin": FOREIGN}),
        outside.get("/"),
        outside.get("/", headers={"host": "evil.example"}),
        client.get("/static/desk.css"),
    ]
    assert [one.status_code for one in answers] == [200, 404, 403, 401, 421, 200]
    for answer in answers:
        for name, value in HEADERS.items():
            assert answer.headers[name] == value
    assert {one.headers["cache-control"] for one in answers[:-1]} == {"no-store"}
    policy = HEADERS["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy


def test_a_body_that_is_too_large_is_refused(folder):
    client = visitor(folder, body_limit=1000, upload_limit=2000)
    assert client.post("/language", content=b"x" * 1001).status_code == 413
    form = {"content-type": "application/x-www-form-urlencoded"}
    chunks = client.post("/language", content=iter([b"x" * 600] * 3), headers=form)
    assert chunks.status_code == 413, "also where no length is told beforehand"
    small = {"f": b"x" * 1200}
    assert client.post("/language", files=small).status_code == 303
    assert client.post("/language", files={"f": b"x" * 2500}).status_code == 413
    assert client.post("/language", headers={"content-length": "many"}).status_code == 413


def test_an_error_shows_no_traceback_and_its_words_are_not_logged(folder, caplog):
    client = visitor(folder)

    def fails(request):
        raise ValueError("Nguyễn Văn A")

    client.app.router.routes.append(Route("/fails", fails))
    with caplog.at_level(logging.DEBUG):
        answer = client.get("/fails")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "Nguyễn" not in answer.text + caplog.text
    assert "ValueError" in caplog.text
