"""Faults that change no plan and no figure, each with the reason why; they are not counted.

`harmless.csv` tells them: file, function, fault and the broken expression, then why it is harmless.
Where an expression stands several times in a function the reason holds for each of them.
"""

import csv
from pathlib import Path

from tests.mutation.mutants import Mutant

Key = tuple[str, str, str, str]
TABLE = Path(__file__).parent / "harmless.csv"


def _proofs() -> dict[Key, str]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return {
            (row["file"], row["function"], row["fault"], row["text"]): row["why"]
            for row in csv.DictReader(stream)
        }


PROOFS = _proofs()


def key_of(mutant: Mutant) -> Key:
    return mutant.file, mutant.function, mutant.fault, mutant.text


def is_equivalent(mutant: Mutant) -> bool:
    return key_of(mutant) in PROOFS
