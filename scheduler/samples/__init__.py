"""The seeded generator of the sample scenarios; nothing in them is about real people."""

from collections.abc import Callable
from pathlib import Path

from scheduler.samples.demo import demo_files
from scheduler.samples.organisers import organisers_files
from scheduler.samples.province import province_files
from scheduler.samples.term import term_files

_KINDS: dict[str, Callable[[int, float, float], dict[str, str]]] = {
    "province": province_files,
    "demo": demo_files,
    "term": term_files,
    "organisers": organisers_files,
}
KINDS = tuple(_KINDS)


def sample_files(
    kind: str, *, seed: int = 1, cadres: float = 1.0, classes: float = 1.0
) -> dict[str, str]:
    """Return the texts of a sample by their paths, the scenario first."""
    return _KINDS[kind](seed, cadres, classes)


def write_sample(
    kind: str, folder: Path, *, seed: int = 1, cadres: float = 1.0, classes: float = 1.0
) -> Path:
    """Write a sample below a folder and return the path of its scenario."""
    texts = sample_files(kind, seed=seed, cadres=cadres, classes=classes)
    for name, text in texts.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return Path(folder) / next(iter(texts))
