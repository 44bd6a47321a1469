"""Starts the server: opens the port, tells the address, ends at Ctrl-C."""

import socket
from collections.abc import Callable
from dataclasses import replace

import uvicorn

from scheduler.errors import UsageError
from scheduler.serve.app import create_app
from scheduler.serve.security import ENTRANCE
from scheduler.serve.settings import Settings
from scheduler.serve.workspace import Workspace


def run(workspace: Workspace, settings: Settings, tell: Callable[[str], None]) -> None:
    """Serve until interrupted; `tell` gets the address to open, with its token."""
    listener = _listen(settings.host, settings.port)
    with listener:
        settings = replace(settings, port=listener.getsockname()[1])
        server = uvicorn.Server(
            uvicorn.Config(
                create_app(workspace, settings),
                log_level="warning",
                access_log=False,  # addresses hold names of plans and ids of people
                server_header=False,
                date_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=3,
            )
        )
        tell(address_of(settings))
        server.run(sockets=[listener])


def address_of(settings: Settings) -> str:
    """Return the address to open in a browser."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "") else settings.host
    shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"http://{shown}:{settings.port}{ENTRANCE}?token={settings.token}"


def _listen(host: str, port: int) -> socket.socket:
    plain = host.strip("[]")
    try:
        family = socket.getaddrinfo(plain, port, type=socket.SOCK_STREAM)[0][0]
        made = socket.create_server((plain, port), family=family)
    except OSError as error:
        raise UsageError(
            f"{host}:{port}: cannot listen here: {error.strerror or error}; choose another --port, "
            "or --port 0 for a free one"
        ) from None
    # A socket that does not say it is TCP is served with Nagle's algorithm: every answer then
    # waits up to 40 ms for the browser's acknowledgement of its first part.
    return socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, fileno=made.detach())
