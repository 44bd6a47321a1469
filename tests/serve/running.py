"""The served application as a process of its own, as a planner starts it."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from scheduler.samples import write_sample

ROOT = Path(__file__).parents[2]
TOKEN = "a-token-of-tests-0123456789"
CSRF = re.compile(r'name="csrf" value="([0-9a-f]+)"')


class Served:
    """A server on a workspace; `port` 0 takes a free one, and a restart takes the same again."""

    def __init__(self, folder, temporary, port=0):
        self.folder = folder
        self.temporary = temporary
        self.port = port
        self.process = None

    def start(self):
        command = [sys.executable, str(ROOT / "cli.py"), "serve", str(self.folder)]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), "--token", TOKEN],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(self.temporary)},
            start_new_session=True,
        )
        self.address = self.process.stdout.readline().strip()
        assert self.address, "the server has not started"
        self.port = int(re.search(r":(\d+)/", self.address)[1])
        return self

    def kill(self, number=signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid, number)
        self.process.communicate(timeout=120)

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"


def demo_workspace(folder):
    """A workspace with the demo and its tables below a folder."""
    write_sample("demo", folder / "workspace")
    return folder / "workspace"


@contextlib.contextmanager
def served(folder, temporary):
    """A running server, which is killed with all runs of its workspace at the end."""
    server = Served(folder, temporary).start()
    try:
        yield server
    finally:
        server.kill()
        end_runs(folder)


def end_runs(folder):
    from scheduler.serve.runs.store import Runs

    runs = Runs(folder / ".desk" / "runs")
    for seen in runs.all():
        if seen.under_way and seen.status is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(seen.status.pid, signal.SIGKILL)


class Planner:
    """Someone who uses the pages without a browser: follows their forms with their keys."""

    def __init__(self, server):
        self.client = httpx.Client(
            base_url=server.origin,
            headers={"origin": server.origin},
            follow_redirects=True,
            trust_env=False,
            timeout=300,
        )
        page = self.client.get(server.address)
        assert page.status_code == 200
        self.csrf = CSRF.search(page.text)[1]

    def get(self, address):
        return self.client.get(address)

    def post(self, address, **fields):
        return self.client.post(address, data=fields | {"csrf": self.csrf})

    def run_to_its_end(self, scenario, patience=600, **fields):
        """Begin a run by its form and watch its page until it is over; its id and last page."""
        page = self.post(f"/scenarios/{scenario}/run", **fields)
        assert "/runs/" in str(page.url), page.text
        name = str(page.url).rpartition("/")[2]
        until = time.monotonic() + patience
        while "every 1s" in page.text:
            assert time.monotonic() < until
            time.sleep(0.1)
            page = self.get(f"/runs/{name}/progress")
            assert page.status_code == 200
        return name, self.get(f"/runs/{name}").text

    def close(self):
        self.client.close()
