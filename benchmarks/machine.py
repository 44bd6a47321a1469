"""On what the runs were made: system, processor, memory and the versions that matter."""

import os
import platform
import re
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

from benchmarks.records import Machine

PACKAGES = ("numpy", "ortools")


def this_machine(workers: int) -> Machine:
    """Return what this machine is; `workers` is how many of its cores the runs may use."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    versions = {"python": platform.python_version(), "java": _java()}
    for package in PACKAGES:
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return Machine(
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        processor=_processor(),
        cores=workers,
        memory_gigabytes=round(pages / 2**30, 1),
        versions=dict(sorted(versions.items())),
    )


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or "unknown"
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else platform.processor() or "unknown"


def _java() -> str:
    if shutil.which("java") is None:
        return "none"
    told = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False)
    found = re.search(r'"([^"]+)"', told.stderr)
    return found[1] if found else "unknown"
