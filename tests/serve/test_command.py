"""`schedule serve` at the command line: whom it lets others reach, and how it ends."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

import cli

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--host", "0.0.0.0"], "give a --token of at least 16 characters"),
        (["--host", "0.0.0.0", "--token", "short"], "has 5 characters"),
        (["--token", "short"], "has 5 characters"),
        (["absent"], "absent: no such folder"),
    ],
)
def test_bad_usage_is_told(arguments, message, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SCHEDULE_TOKEN", raising=False)
    assert cli.run_safely(["serve", *arguments]) == 2
    assert message in capsys.readouterr().err


def started(folder, *arguments):
    return subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), "serve", str(folder), "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def test_it_tells_its_address_answers_and_ends_at_ctrl_c(tmp_path):
    server = started(tmp_path)
    try:
        address = server.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/enter\?token=[\w-]{32}", address)
        with httpx.Client(follow_redirects=True, trust_env=False) as client:
            assert client.get(address.partition("?")[0]).status_code == 401
            answer = client.get(address)
            assert answer.status_code == 200
            assert str(answer.url).endswith("/")
            assert "server" not in answer.headers
        server.send_signal(signal.SIGINT)
        _, told = server.communicate(timeout=60)
        assert server.returncode in (0, 130)
        assert "Traceback" not in told
    finally:
        server.kill()
        server.communicate()


def test_another_address_is_warned_of(tmp_path):
    server = started(tmp_path, "--host", "0.0.0.0", "--token", "0123456789abcdef")
    try:
        address = server.stdout.readline().strip()
        assert address.endswith("/enter?token=0123456789abcdef")
    finally:
        server.kill()
        _, told = server.communicate()
    assert "nothing is encrypted" in told
