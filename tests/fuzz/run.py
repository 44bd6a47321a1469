"""Fuzz one reader or all of them: guided by coverage where atheris is there, else blindly.

`python -m tests.fuzz.run [TARGET ...] --seconds 60`; atheris is no dependency: install it into an
environment of its own (`pip install atheris`). What breaks a reader is kept in tests/corpus.
"""

import argparse
import hashlib
import importlib.util
import random
import subprocess
import sys
import time

from tests.fuzz.targets import TARGETS, TESTS, Bench, seeds

PIECES = (
    b"\x00 \xff \xfe\xff \r \n , ; \" ' : - # ! & * | > % @ ` { } [ ] ~ = < << 0 -1 1e999 nan .inf "
    b"null true 2024-02-30 0x1F ../ \xe2\x80\x8b \xe2\x80\xae \xef\xbb\xbf a\xcc\x81 9999"
).split(b" ")


def mutated(rng: random.Random, data: bytes) -> bytes:
    """Return bytes with a few places cut, doubled, overwritten or filled with something odd."""
    for _ in range(rng.choice([1, 1, 1, 2, 4])):
        place = rng.randint(0, len(data))
        length = rng.choice([0, 0, 1, 1, 3, 20])
        piece = rng.choice(
            [
                rng.choice(PIECES),
                data[place : place + length] * 2,
                bytes([rng.randrange(256)]),
                data[(other := rng.randint(0, len(data))) : other + rng.randint(1, 40)],
                b"",
            ]
        )
        data = data[:place] + piece + data[place + length :]
    return data


def blind(target: str, seconds: float, seed: int) -> tuple[int, list[bytes]]:
    """Try mutated seeds for some seconds; return how many, and those that break the reader."""
    rng, known = random.Random(seed), seeds(target)
    tried, broken = 0, []
    end = time.monotonic() + seconds
    with Bench() as bench:
        while time.monotonic() < end:
            data = mutated(rng, rng.choice(known))
            tried += 1
            try:
                TARGETS[target](bench, data)
            except Exception:
                broken.append(data)
    return tried, broken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], default=[])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chosen = asked.targets or list(TARGETS)
    code = 0
    for target in chosen:
        if importlib.util.find_spec("atheris") is not None:
            command = [sys.executable, "-m", "tests.fuzz.guided", target]
            ended = subprocess.run([*command, str(asked.seconds)], check=False)
            code = code or ended.returncode
            continue
        tried, broken = blind(target, asked.seconds, asked.seed)
        for data in broken:
            path = TESTS / "corpus" / target / hashlib.sha256(data).hexdigest()[:16]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        print(f"{target}: {tried} inputs tried, {len(broken)} break it", flush=True)
        code = code or bool(broken)
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
