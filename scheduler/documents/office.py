"""Word documents to PDF by LibreOffice, where it is present."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from scheduler.errors import UsageError

PROGRAMS = ("soffice", "libreoffice")
SECONDS_PER_DOCUMENT, SECONDS_TO_START = 20, 300
BATCH = 40


def office() -> str:
    """Return the program; raises UsageError where there is none."""
    for name in PROGRAMS:
        if found := shutil.which(name):
            return found
    raise UsageError(
        "--pdf: LibreOffice is not installed (no soffice on the PATH); install it, for example "
        "with `apt-get install libreoffice-writer`, or leave out --pdf and save as PDF in Word"
    )


def to_pdf(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the PDF of each .docx under the same path with its own ending."""
    program = office()
    result: dict[str, bytes] = {}
    paths = sorted(documents)
    with tempfile.TemporaryDirectory(prefix="schedule-") as place:
        profile = (Path(place) / "profile").as_uri()
        for first in range(0, len(paths), BATCH):
            work = Path(place) / f"batch-{first}"
            work.mkdir()
            # names of our own: no id can clash or be mistaken for an option
            names = {f"{number:04d}": path for number, path in enumerate(paths[first:][:BATCH])}
            for name, path in names.items():
                (work / f"{name}.docx").write_bytes(documents[path])
            _convert(program, profile, work, len(names))
            for name, path in names.items():
                made = work / f"{name}.pdf"
                if not made.is_file():
                    raise UsageError(
                        f"--pdf: LibreOffice could not convert {path}; is its part for "
                        "Word documents (libreoffice-writer) installed?"
                    )
                result[str(Path(path).with_suffix(".pdf"))] = made.read_bytes()
    return result


def _convert(program: str, profile: str, work: Path, number: int) -> None:
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
    command += ["--convert-to", "pdf", "--outdir", str(work)]
    command += sorted(str(path) for path in work.glob("*.docx"))
    patience = SECONDS_TO_START + SECONDS_PER_DOCUMENT * number
    try:
        run = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # soffice starts programs of its own, which end with it
        )
    except OSError as error:
        raise UsageError(f"--pdf: {program} cannot be run: {error.strerror}") from None
    try:
        said, _ = run.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        raise UsageError(f"--pdf: LibreOffice did not answer within {patience} s") from None
    finally:
        _end(run)
    if run.returncode:
        last = said.strip().splitlines()
        raise UsageError(f"--pdf: LibreOffice failed: {last[-1] if last else run.returncode}")


def _end(run: "subprocess.Popen[str]") -> None:
    """End what a conversion has left running, where it was given up."""
    if run.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(run.pid, signal.SIGKILL)
    else:
        run.kill()
    run.communicate()
