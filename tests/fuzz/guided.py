"""One reader fuzzed by atheris, guided by the coverage of our own code; ends the process itself."""

import hashlib
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["scheduler", "models"]):
    from tests.fuzz.targets import TARGETS, TESTS, Bench, seeds


def main(target: str, seconds: str) -> None:
    work = Path("build/fuzz") / target
    work.mkdir(parents=True, exist_ok=True)
    (TESTS / "corpus" / target).mkdir(parents=True, exist_ok=True)
    for data in seeds(target):
        (work / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    bench = Bench()
    limits = [f"-max_total_time={int(float(seconds))}", "-max_len=20000", "-timeout=300"]
    kept = f"-artifact_prefix={TESTS / 'corpus' / target}/"
    report = ["-print_final_stats=1", "-verbosity=1"]
    atheris.Setup(
        [sys.argv[0], *limits, *report, kept, str(work)], lambda data: TARGETS[target](bench, data)
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:3])
