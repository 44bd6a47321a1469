"""A real CalDAV server on loopback, with users and passwords."""

import os
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.record.places import free_port

USER, PASSWORD = "planner", "bí mật"


class Radicale:
    """Radicale in a process of its own; `url` is the calendar home of its one user."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/{USER}/"
        (folder / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
        settings = {
            "server-hosts": f"127.0.0.1:{self.port}",
            "auth-type": "htpasswd",
            "auth-htpasswd-filename": str(folder / "users"),
            "auth-htpasswd-encryption": "plain",
            "auth-delay": "0",
            "storage-filesystem-folder": str(folder / "collections"),
            "logging-level": "warning",
        }
        options = [f"--{name}={value}" for name, value in settings.items()]
        self.log = (folder / "log").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--config", os.devnull, *options],
            stdout=self.log,
            stderr=self.log,
        )
        for _ in range(600):
            try:
                httpx.get(self.url)
                return
            except httpx.TransportError:
                assert self.process.poll() is None, (folder / "log").read_text()
                time.sleep(0.05)
        raise AssertionError("the server does not come up")

    def get(self, path):
        """What any CalDAV client gets, for example the whole of a collection as one calendar."""
        answer = httpx.get(self.url + path, auth=httpx.BasicAuth(USER, PASSWORD))
        answer.raise_for_status()
        return answer.content

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=60)
        self.log.close()


@pytest.fixture
def radicale(tmp_path, monkeypatch):
    folder = tmp_path / "radicale"
    folder.mkdir()
    server = Radicale(folder)
    monkeypatch.setenv("SCHEDULE_CALDAV_USER", USER)
    monkeypatch.setenv("SCHEDULE_CALDAV_PASSWORD", PASSWORD)
    yield server
    server.close()
