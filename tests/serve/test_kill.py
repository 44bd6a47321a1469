"""Killed at any moment of an accepted change, the server is found as it was before or after it."""

import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from tests.serve.client import visitor
from tests.serve.test_plan_desk import PLAN, opened, send, stamp_of, valid, version_of

ROOT = Path(__file__).parents[2]


@contextlib.contextmanager
def running(folder):
    """The server as a process, and a client that was let in; killed at the end in any case."""
    server = subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), "serve", str(folder), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    try:
        address = server.stdout.readline().strip()
        base = address.partition("/enter")[0]
        with httpx.Client(base_url=base, follow_redirects=True, trust_env=False) as client:
            page = client.get(address).text
            client.headers["x-csrf-token"] = page.partition('name="csrf" value="')[2][:64]
            client.headers["origin"] = base
            client.timeout = 120
            yield server, client
    finally:
        server.kill()
        server.communicate()


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.15, 0.4])
def test_a_server_killed_while_it_accepts_loses_nothing(workspace, delay):
    name = opened(workspace / "out" / "demo")[0]["class"]
    with running(workspace) as (server, client):
        stamp = stamp_of(client.get(PLAN))
        answers = []

        def accept():
            with contextlib.suppress(httpx.HTTPError):
                answers.append(send(client, "accept", stamp, kind="cancel", **{"class": name}))

        asking = threading.Thread(target=accept)
        asking.start()
        asking.join(delay)
        server.kill()
        asking.join()
    again = visitor(workspace)
    page = again.get(PLAN)
    assert page.status_code == 200
    version = version_of(page)
    assert version in (1, 2)
    if answers and answers[0].status_code == 200:
        assert version == 2, "what was answered is there"
    draft = workspace / "out" / "demo-drafts" / "v2"
    assert valid(draft if version == 2 else workspace / "out" / "demo")
    send(
        again,
        "accept",
        stamp_of(page),
        kind="pin",
        **{"class": opened(workspace / "out" / "demo")[1]["class"]},
    )
    assert version_of(again.get(PLAN)) in (2, 3)
    again.app.state.desk.wait()
