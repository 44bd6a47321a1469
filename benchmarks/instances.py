"""The instances: samples by kind, seed and size, written into a folder when they are needed.

`province@2x4` is the province with twice the cadres and four times the candidate classes.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from scheduler.samples import KINDS, write_sample

SETS = {
    "ladder-cadres": ("province@1x1", "province@2x1", "province@4x1", "province@8x1"),
    "ladder-classes": ("province@1x1", "province@1x2", "province@1x4", "province@1x8"),
}
_NAME = re.compile(r"(?P<kind>[a-z]+)(@(?P<cadres>[0-9.]+)x(?P<classes>[0-9.]+))?")


@dataclass(frozen=True)
class Size:
    """A kind of sample and its factors."""

    kind: str
    cadres: float
    classes: float


def size_of(name: str) -> Size:
    """Return what an instance's name means; raises ValueError with a sentence."""
    match = _NAME.fullmatch(name)
    if match is None or match["kind"] not in KINDS:
        raise ValueError(
            f"unknown instance {name!r}: expected one of {', '.join(KINDS)}, "
            "with @CADRESxCLASSES for another size, as in province@2x1"
        )
    return Size(match["kind"], float(match["cadres"] or 1), float(match["classes"] or 1))


def expand(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the instances, sets replaced by their members, each once, in the order given."""
    found = [name for given in names for name in SETS.get(given, (given,))]
    for name in found:
        size_of(name)
    return tuple(dict.fromkeys(found))


def write_instance(name: str, seed: int, folder: Path) -> Path:
    """Write the sample below `folder`, if it is not there, and return its scenario."""
    size = size_of(name)
    place = folder / f"{name}-seed{seed}"
    done = place / ".written"
    if done.exists():
        return place / done.read_text(encoding="utf-8")
    path = write_sample(size.kind, place, seed=seed, cadres=size.cadres, classes=size.classes)
    done.write_text(str(path.relative_to(place)), encoding="utf-8")
    return path
