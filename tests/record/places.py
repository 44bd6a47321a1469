"""Where a record may lie in tests: a SQLite file, and a real PostgreSQL server on loopback."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

import pg8000.native
import pytest

SKIPPED = "PostgreSQL's initdb and postgres are not installed (Debian: apt-get install postgresql)"


def binary(name):
    """The newest program of PostgreSQL of that name, None where there is none."""
    packaged = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = str(packaged[-1]) if packaged else shutil.which(name)
    return found


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Postgres:
    """A server of its own in a temporary folder, run by an unprivileged user."""

    def __init__(self, initdb, postgres):
        self.folder = Path(tempfile.mkdtemp(prefix="schedule-pg-"))
        self.port = free_port()
        as_user = {}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            as_user = {"user": "nobody", "extra_groups": []}
            shutil.chown(self.folder, "nobody")
        common = {"cwd": self.folder, "stdout": subprocess.DEVNULL, **as_user}
        data = str(self.folder / "data")
        subprocess.run(
            [initdb, "-D", data, "-U", "planner", "-A", "trust", "-E", "UTF8", "-N", "--locale=C"],
            check=True,
            stderr=subprocess.DEVNULL,
            **common,
        )
        settings = [f"port={self.port}", "listen_addresses=127.0.0.1", "fsync=off"]
        settings.append(f"unix_socket_directories={self.folder}")
        options = [part for setting in settings for part in ("-c", setting)]
        self.log = (self.folder / "log").open("wb")
        self.process = subprocess.Popen([postgres, "-D", data, *options], stderr=self.log, **common)
        self._wait()

    def _wait(self):
        for _ in range(600):
            try:
                self.run("SELECT 1")
                return
            except (pg8000.exceptions.InterfaceError, pg8000.exceptions.DatabaseError):
                assert self.process.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.05)
        raise AssertionError("the server does not come up")

    def run(self, statement):
        with pg8000.native.Connection(
            "planner", host="127.0.0.1", port=self.port, database="postgres"
        ) as connection:
            return connection.run(statement)

    def new_database(self):
        name = f"record_{uuid.uuid4().hex}"
        self.run(f"CREATE DATABASE {name}")
        return f"postgresql://planner@127.0.0.1:{self.port}/{name}"

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=60)
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres():
    initdb, server = binary("initdb"), binary("postgres")
    if initdb is None or server is None:
        pytest.skip(SKIPPED)
    running = Postgres(initdb, server)
    yield running
    running.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """The place of a new record, once on each kind of database."""
    if request.param == "sqlite":
        return str(tmp_path / "record.sqlite")
    return request.getfixturevalue("postgres").new_database()
