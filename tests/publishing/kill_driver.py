"""Publishes again and again, killed one write later each time; prints what was found as JSON.

Run with the library of kill_points.c preloaded: FOLDER and the number of the release, 1 or 2.
"""

import ctypes
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

from scheduler.publishing import Settings, publish_folder
from scheduler.record import open_record
from scheduler.record.backup import record_faults
from tests import builders
from tests.publishing import plans

NOW = datetime(2024, 1, 2, tzinfo=UTC)
LIBRARY = ctypes.CDLL(None)


def publish(folder, place, number):
    settings = Settings(record=place, who="Lan", output=folder / "public")
    return publish_folder(folder / f"plan{number}", settings, now=NOW)


def killed_at(point, folder, place, number):
    """Publish in a child that dies at a point; True where it got so far."""
    child = os.fork()
    if child == 0:
        LIBRARY.kill_points_arm(ctypes.c_long(point))
        try:
            publish(folder, place, number)
        except BaseException as error:
            os.write(2, f"{point}: {error!r}\n".encode())
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return True
    assert os.waitstatus_to_exitcode(status) == 0, point
    return False


def faults(folder, place, number):
    """What is not whole after a kill while release `number` was made."""
    if Path(place).exists():
        with sqlite3.connect(place) as database:
            (answer,) = database.execute("PRAGMA integrity_check").fetchone()
            if answer != "ok":
                yield f"integrity: {answer}"
        database.close()
        try:
            record = open_record(place)
        except Exception as error:
            if number > 1 or "holds no record" not in str(error):
                yield f"does not open: {error}"
        else:
            yield from record_faults(record)
            there = [one.number for one in record.releases("qt")]
            if there not in (list(range(1, number)), list(range(1, number + 1))):
                yield f"releases: {there}"
    elif number > 1:
        yield "the record is gone"
    yield from folder_faults(folder / "public", number)


def folder_faults(public, number):
    if not public.exists():
        if number > 1:
            yield "the folder is gone"
        return
    about = json.loads((public / "release.json").read_bytes())
    if about["release"] not in (number - 1, number):
        yield f"the folder is of release {about['release']}"
    for path, digest in about["files"].items():
        if hashlib.sha256((public / path).read_bytes()).hexdigest() != digest:
            yield f"{path} is not whole"


def recovered(folder, place, number):
    """What is left undone after the same command was given again."""
    done = publish(folder, place, number)
    if done.release.number != number:
        yield f"published again as {done.release.number}"
    if list(faults(folder, place, number)):
        yield "not whole after all"
    if json.loads((folder / "public" / "release.json").read_bytes())["release"] != number:
        yield "the folder is behind"
    left = [path.name for path in folder.iterdir() if path.name.startswith(".")]
    if left:
        yield f"left over: {left}"


def run(folder, number):
    """Kill at every point of making release `number`; return how many there were."""
    base = folder / "base"
    shutil.rmtree(base, ignore_errors=True)
    base.mkdir()
    given = plans.scenario(classes=(builders.training_class("K1"),))
    for one in (1, 2):
        plans.folder(
            base / f"plan{one}",
            [plans.held("K1", 0, one, parts=[("M1", "L1"), ("M2", "L1")])],
            given,
        )
    found, point = [], 0
    if number == 2:
        publish(base, str(base / "record.sqlite"), 1)
    while True:
        point += 1
        here = folder / "here"
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(base, here)
        place = str(here / "record.sqlite")
        killed = killed_at(point, here, place, number)
        found += [f"{point}: {fault}" for fault in faults(here, place, number)]
        if not killed:
            return point - 1, found
        if number > 1 or point % 4 == 0:
            found += [f"{point}: again: {fault}" for fault in recovered(here, place, number)]


def main():
    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    points, found = run(folder, number)
    print(json.dumps({"points": points, "faults": found}))


if __name__ == "__main__":
    main()
