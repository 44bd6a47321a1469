"""The audit says what it looked up and what not, and takes silence for no answer."""

import json
import subprocess

import pytest

from tests.packaging import audit, sbom
from tests.packaging.sbom import Pinned

CLEAN = {"name": "click", "version": "8.1", "vulns": []}
SKIPPED = {"name": "rich", "skip_reason": "Dependency not found on PyPI"}
HOLED = {
    "name": "holed",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}, {"id": "PYSEC-2", "fix_versions": []}],
}


def report(*rows):
    return json.dumps({"dependencies": rows, "fixes": []})


def test_what_was_skipped_is_not_counted_as_looked_up():
    assert audit.answer_of(report(CLEAN, SKIPPED)) == (1, 1, ())
    assert audit.answer_of(report(CLEAN, HOLED)).known == (
        "holed 1.0: PYSEC-1, mended in 1.1",
        "holed 1.0: PYSEC-2, mended in no version yet",
    )


@pytest.mark.parametrize(
    ("stdout", "said"),
    [("", "does not answer"), (report(SKIPPED), "knows none"), ("Traceback", "does not answer")],
)
def test_where_nothing_is_looked_up_nothing_is_claimed(monkeypatch, tmp_path, stdout, said, capsys):
    monkeypatch.setattr(audit.venv, "create", lambda *_, **__: None)
    ended = subprocess.CompletedProcess([], 0, stdout, "")
    monkeypatch.setattr(audit.subprocess, "run", lambda *_, **__: ended)
    told = audit.ask(tmp_path)
    assert said in told
    monkeypatch.setattr(audit, "ask", lambda _: told)
    assert audit.main() == 0
    assert "known vulnerabilities: not looked up" in capsys.readouterr().out


def test_a_known_vulnerability_fails_the_audit(monkeypatch, capsys):
    monkeypatch.setattr(audit, "ask", lambda _: audit.answer_of(report(CLEAN, HOLED)))
    assert audit.main() == 1
    assert "2 in 2 packages looked up" in capsys.readouterr().out


def test_the_lock_has_no_fault_and_faults_would_be_told(monkeypatch):
    assert audit.faults_of_the_lock() == []
    pins = [
        Pinned("click", "0.0.1", ("0" * 64,)),
        Pinned("rich", sbom.metadata.version("rich"), ()),
        Pinned("no-such-package", "1", ("0" * 64,)),
    ]
    monkeypatch.setattr(sbom, "pins", lambda: pins)
    monkeypatch.setattr(audit, "allowed", lambda purpose: {"MIT"} if "run" in purpose else set())
    told = "\n".join(audit.faults_of_the_lock())
    for part in ("click: 0.0.1 is pinned", "rich: pinned without", "no-such-package: pinned and"):
        assert part in told
    assert "is not allowed" in told
