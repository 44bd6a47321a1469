"""Audit of what comes from others: the lock (works without a network), then known vulnerabilities.

`python -m tests.packaging.audit`, or `make audit`. The second part asks the vulnerability service
of pip-audit, which is put into a throw-away environment; where none of this answers, that is said
and nothing is claimed. Exit code 1: a fault of the lock or a known vulnerability.
"""

import json
import re
import subprocess
import sys
import tempfile
import venv
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from tests.packaging import sbom
from tests.packaging.sbom import ROOT

DECISION = ROOT / "docs" / "decisions" / "0006-dependencies.md"
LOCK = ROOT / "requirements.lock"
PATIENCE = 300  # seconds for each of installing and asking


class Answer(NamedTuple):
    """What the vulnerability service said: packages looked up and not, and what is known."""

    looked_up: int
    not_looked_up: int
    known: tuple[str, ...]


def allowed(purpose: str) -> set[str]:
    """The licences that the decision allows for a run, or for development only."""
    text = DECISION.read_text(encoding="utf-8").partition("## Allowed licences")[2]
    (told,) = [part for part in text.split("\n- ") if part.startswith(f"For {purpose}")]
    return {" ".join(name.split()) for name in re.findall("`([^`]+)`", told)}


def faults_of_the_lock() -> list[str]:
    """Pins without hashes, other versions installed, licences that are not allowed."""
    found = []
    needed, ours = sbom.needed_for_a_run(), (allowed("a run"), allowed("development only"))
    for pin in sbom.pins():
        if not pin.hashes:
            found.append(f"{pin.name}: pinned without a hash")
        try:
            installed = metadata.version(pin.name)
        except metadata.PackageNotFoundError:
            found.append(f"{pin.name}: pinned and not installed")
            continue
        if installed != pin.version:
            found.append(f"{pin.name}: {pin.version} is pinned, {installed} installed")
        may = ours[0] if sbom.normal(pin.name) in needed else ours[0] | ours[1]
        found += [
            f"{pin.name}: licence {licence} is not allowed"
            for licence in sbom.licences(pin.name)
            if licence not in may
        ]
    return found


def answer_of(report: str) -> Answer:
    """Read the JSON report of pip-audit; a package that it skipped was not looked up."""
    rows = json.loads(report)["dependencies"]
    skipped = [row for row in rows if "skip_reason" in row]
    known = [
        f"{row['name']} {row['version']}: {one['id']}, mended in "
        + (", ".join(one.get("fix_versions", ())) or "no version yet")
        for row in rows
        for one in row.get("vulns", ())
    ]
    return Answer(len(rows) - len(skipped), len(skipped), tuple(known))


def ask(folder: Path) -> Answer | str:
    """Ask the vulnerability service about the lock; a sentence where it does not answer."""
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    quiet = ("--quiet", "--disable-pip-version-check")
    try:
        subprocess.run(
            [python, "-m", "pip", "install", *quiet, "pip-audit"],
            check=True,
            capture_output=True,
            timeout=PATIENCE,
        )
        options = ("--require-hashes", "--disable-pip", "--progress-spinner", "off")
        asked = subprocess.run(
            [python, "-m", "pip_audit", "-r", str(LOCK), *options, "--format", "json"],
            check=False,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
        )
        answer = answer_of(asked.stdout)
    except (subprocess.SubprocessError, json.JSONDecodeError, KeyError):
        return "the vulnerability service does not answer from here"
    if not answer.looked_up:
        return "the vulnerability service knows none of the packages from here"
    return answer


def main() -> int:
    faults = faults_of_the_lock()
    for fault in faults:
        print(fault)
    number = len(sbom.pins())
    print(f"lock: {number} pins; hashes, installed versions and licences: {len(faults)} faults")
    with tempfile.TemporaryDirectory(prefix="audit-") as folder:
        answer = ask(Path(folder) / "env")
    if isinstance(answer, str):
        print(f"known vulnerabilities: not looked up ({answer})")
        return 1 if faults else 0
    for known in answer.known:
        print(known)
    print(
        f"known vulnerabilities: {len(answer.known)} in {answer.looked_up} packages looked up; "
        f"{answer.not_looked_up} not looked up"
    )
    return 1 if faults or answer.known else 0


if __name__ == "__main__":
    sys.exit(main())
