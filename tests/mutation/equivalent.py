"""Faults that change nothing that can be observed, each with the reason why."""

from tests.mutation.mutants import Mutant

# (file, function, fault, the broken expression as written): why it is harmless
PROOFS: dict[tuple[str, str, str, str], str] = {}


def key_of(mutant: Mutant) -> tuple[str, str, str, str]:
    return mutant.file, mutant.function, mutant.fault, mutant.text


def is_equivalent(mutant: Mutant) -> bool:
    return key_of(mutant) in PROOFS
