"""Who may come in and what leaves: host, session, origin, forgery, sizes, headers.

One layer around the whole application, so that a route cannot forget any of it.
"""

import hashlib
import hmac
import logging
import os
import socket
import traceback
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scheduler.serve.settings import Settings

ENTRANCE, STATIC = "/enter", "/static/"
DEBUG = "SCHEDULE_DEBUG"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FORM = "application/x-www-form-urlencoded"
HEADER, FIELD = "x-csrf-token", "csrf"
# htmx and FullCalendar write style sheets of their own: styles may stand in the page, scripts not.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: browsers would then send forms without their origin, which is checked here.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
NO_STORE, ASK_AGAIN = "no-store", "private, no-cache"

log = logging.getLogger("scheduler.serve")
Refusal = Callable[[Request, int], Response]


class Pass:
    """Keys of one session, all derived from the token: a restart with it keeps them good."""

    def __init__(self, settings: Settings) -> None:
        self._token = settings.token
        self.cookie = f"schedule-{settings.port}"  # cookies do not tell ports apart
        self.session = self._derived("session")
        self.csrf = self._derived("csrf")

    def _derived(self, purpose: str) -> str:
        return hmac.new(self._token.encode(), purpose.encode(), hashlib.sha256).hexdigest()

    def opens(self, token: str) -> bool:
        """Tell whether this is the token."""
        return _same(token, self._token)

    def knows(self, request: Request) -> bool:
        """Tell whether the request comes from a browser that showed the token."""
        return _same(request.cookies.get(self.cookie, ""), self.session)


class Guard:
    """The layer; `refuse` makes the page that says no."""

    def __init__(self, app: ASGIApp, settings: Settings, keys: Pass, refuse: Refusal) -> None:
        self.app = app
        self.settings = settings
        self.keys = keys
        self.refuse = refuse
        self.hosts = _hosts(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a refusal, or pass the request on with its limits set."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        guarded = _Answer(scope, send)
        limited = _Limited(receive, self._limit(request))
        try:
            answer = await self._judge(request, limited)
            await (answer or self.app)(scope, limited, guarded)
        except _TooLarge:
            await self._fail(request, 413, receive, guarded)
        except Exception as error:
            _note(scope, error)
            await self._fail(request, 500, receive, guarded)

    async def _fail(self, request: Request, status: int, receive: Receive, send: "_Answer") -> None:
        if not send.begun:
            await self.refuse(request, status)(request.scope, receive, send)

    def _limit(self, request: Request) -> int:
        upload = request.headers.get("content-type", "").startswith("multipart/")
        return self.settings.upload_limit if upload else self.settings.body_limit

    async def _judge(self, request: Request, receive: "_Limited") -> Response | None:
        """Return the refusal, None where the request may pass."""
        host = request.headers.get("host", "")
        if not self._is_ours(host):
            return PlainTextResponse("unknown host\n", 421)
        path = request.url.path
        if path == ENTRANCE:
            return self._enter(request)
        if path.startswith(STATIC) and request.method in SAFE:
            return None
        if not self.keys.knows(request):
            return self.refuse(request, 401)
        if _too_long(request, receive.limit):
            return self.refuse(request, 413)
        if request.method in SAFE:
            return None
        if not _same_origin(request, host) or not await self._meant(request, receive):
            return self.refuse(request, 403)
        return None

    def _is_ours(self, host: str) -> bool:
        name, _, port = host.rpartition(":") if host[-1:] != "]" and ":" in host else (host, "", "")
        if port and port != str(self.settings.port) and self.settings.local:
            return False
        name = name.strip("[]").lower()
        return name in self.hosts or (not self.settings.local and _is_address(name))

    def _enter(self, request: Request) -> Response:
        """Exchange the token for the cookie; the way on is always the same."""
        if request.method != "GET":
            return self.refuse(request, 405)
        if not self.keys.opens(request.query_params.get("token", "")):
            return self.refuse(request, 401)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(
            self.keys.cookie,
            self.keys.session,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return answer

    async def _meant(self, request: Request, receive: "_Limited") -> bool:
        """Tell whether the request carries the key that only our own pages know."""
        shown = request.headers.get(HEADER)
        if shown is None and request.headers.get("content-type", "").split(";")[0] == FORM:
            fields = parse_qs((await receive.whole()).decode("utf-8", "replace"))
            shown = fields.get(FIELD, [""])[-1]
        return _same(shown or "", self.keys.csrf)


class _TooLarge(Exception):
    """The body is longer than allowed."""


class _Limited:
    """The body as it arrives, counted; what was read ahead is handed out once more."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._ahead: list[Message] = []
        self.limit = limit
        self._size = 0

    async def __call__(self) -> Message:
        if self._ahead:
            return self._ahead.pop(0)
        message = await self._receive()
        self._size += len(message.get("body", b""))
        if self._size > self.limit:
            raise _TooLarge
        return message

    async def whole(self) -> bytes:
        """Return the whole body and keep it for the route."""
        parts, more = [], True
        while more:
            message = await self()
            parts.append(message)
            more = message["type"] == "http.request" and message.get("more_body", False)
        self._ahead = parts
        return b"".join(part.get("body", b"") for part in parts)


class _Answer:
    """The way out: puts the headers on every answer and knows whether one has begun."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._send = send
        self._kept = scope["path"].startswith(STATIC)
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            kept = self._kept and message["status"] == 200
            headers["Cache-Control"] = ASK_AGAIN if kept else NO_STORE
        await self._send(message)


def route_of(scope: Scope) -> str:
    """Return the function that answers: unlike the address it names nobody."""
    return str(getattr(scope.get("endpoint"), "__qualname__", "no route"))


def _note(scope: Scope, error: Exception) -> None:
    """Log where an error arose, not what it says: its words may name people.

    The whole of it goes to the file that SCHEDULE_DEBUG names, as on the command line.
    """
    if debug := os.environ.get(DEBUG):
        text = "".join(traceback.format_exception(error))
        Path(debug).write_text(text, encoding="utf-8")
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = (
        "?" if place is None else f"{place.tb_frame.f_globals.get('__name__')}:{place.tb_lineno}"
    )
    log.error("%s %s: %s at %s", scope["method"], route_of(scope), type(error).__name__, where)


def _hosts(settings: Settings) -> frozenset[str]:
    own = {"127.0.0.1", "localhost", "::1", settings.host.strip("[]").lower()}
    if not settings.local:
        own.add(socket.gethostname().lower())
    return frozenset(own | {name.lower() for name in settings.names})


def _is_address(name: str) -> bool:
    # A rebound name is a name: whoever comes by the bare address has not been lured.
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _same_origin(request: Request, host: str) -> bool:
    """Tell whether the browser says that one of our own pages asks."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    if origin is not None:
        return urlsplit(origin).netloc.lower() == host.lower()
    return site == "same-origin"


def _too_long(request: Request, limit: int) -> bool:
    length = request.headers.get("content-length", "0")
    return not length.isdigit() or int(length) > limit


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
