"""The bill of materials of requirements.lock as CycloneDX JSON, the same bytes for the same lock.

`python -m tests.packaging.sbom > build/sbom.json`; `make sbom` does that. Licences come from the
metadata of the installed packages; `required` is what a run needs, `optional` what developing adds.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
NAME = re.compile(r"[A-Za-z0-9_.-]+")


class Pinned(NamedTuple):
    name: str
    version: str
    hashes: tuple[str, ...]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> list[Pinned]:
    """What the lock pins, by name."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    found = list(PIN.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        Pinned(match[1], match[2], tuple(HASH.findall(text[match.start() : end])))
        for match, end in zip(found, ends, strict=True)
    ]


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def needed_for_a_run() -> set[str]:
    """The dependencies of a run and all that they bring along, as far as they are installed."""
    waiting = [normal(NAME.match(one)[0]) for one in project()["dependencies"]]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            brought = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        found.add(name)
        waiting += [normal(NAME.match(one)[0]) for one in brought if "extra ==" not in one]
    return found & {normal(pin.name) for pin in pins()}


def licences(name: str) -> Iterator[str]:
    """What a package says of its licence: its expression, else its classifiers, else its text."""
    told = metadata.metadata(name)
    if expression := told.get("License-Expression"):
        yield expression
        return
    classes = [c for c in told.get_all("Classifier") or [] if c.startswith("License ::")]
    names = [c.rpartition(" :: ")[2] for c in classes if c != "License :: OSI Approved"]
    yield from names or [(told.get("License") or "unknown").splitlines()[0].strip()]


def component(pin: Pinned, needed: set[str]) -> dict:
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{normal(pin.name)}@{pin.version}",
        "name": normal(pin.name),
        "version": pin.version,
        "scope": "required" if normal(pin.name) in needed else "optional",
        "purl": f"pkg:pypi/{normal(pin.name)}@{pin.version}",
        "licenses": [{"license": {"name": name}} for name in licences(pin.name)],
        "hashes": [{"alg": "SHA-256", "content": one} for one in sorted(pin.hashes)],
    }


def bill() -> dict:
    about, needed = project(), needed_for_a_run()
    this = {"type": "application", "name": about["name"], "version": about["version"]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": this | {"licenses": [{"license": {"id": about["license"]}}]}},
        "components": [component(pin, needed) for pin in pins()],
    }


if __name__ == "__main__":
    print(json.dumps(bill(), indent=1, ensure_ascii=False))
