"""The tool that puts faults into the code breaks what it says; proofs speak of real code."""

import ast
import marshal

import pytest

from tests.mutation.equivalent import PROOFS, key_of
from tests.mutation.mutants import (
    FAMILIES,
    PLACES,
    ROOT,
    body_nodes,
    code_of,
    faults_of,
    mutants,
    sample,
)


def faults(source):
    (function,) = ast.parse(source).body
    return [fault for node in body_nodes(function) for fault in faults_of(node)]


def test_what_is_broken():
    assert faults("def f(a, b):\n    return a < b and not a") == [
        "and becomes or",
        "Lt becomes LtE",
        "not is dropped",
    ]
    assert faults("def f(a):\n    a += 1") == ["statement is dropped", "1 becomes 2"]


def test_what_is_broken_about_control():
    (function,) = ast.parse("""def f(a, b):
    if a:
        b[0] = [x for x in b if x]
    for x in a:
        c = 1 if x else 2
""").body
    told = [fault for node in body_nodes(function) for fault in FAMILIES["control"](node)]
    assert told == [
        *("condition always holds", "condition never holds"),
        "assignment is dropped",
        *("condition always holds", "condition never holds", "first is left out"),
        "first is left out",
        *("condition always holds", "condition never holds"),
    ]


def test_assertions_are_left_alone():
    assert faults("def f(a, b):\n    assert a < 1\n    return zip(a, b, strict=True)") == []


@pytest.mark.parametrize("family", FAMILIES)
def test_a_mutant_has_other_code_than_its_function(family):
    for place in PLACES:
        for mutant in sample(place, 12, 3, family):
            whole = compile(
                (ROOT / mutant.file).read_text("utf-8"), str(ROOT / mutant.file), "exec"
            )
            for name in mutant.function.split("."):
                codes = (c for c in whole.co_consts if hasattr(c, "co_name"))
                whole = next(code for code in codes if code.co_name == name)
            assert marshal.dumps(code_of(mutant)) != marshal.dumps(whole), mutant


def test_a_sample_is_the_same_again_and_of_the_size_asked():
    assert sample("checker", 20, 1) == sample("checker", 20, 1)
    assert len(set(sample("program", 30, 1))) == 30
    assert len(sample("checker", 0, 1)) == len(mutants("checker"))


def test_every_proof_speaks_of_a_mutant_that_there_is():
    known = {key_of(m) for place in PLACES for family in FAMILIES for m in mutants(place, family)}
    assert PROOFS.keys() <= known
    assert all(len(why) > 20 for why in PROOFS.values())
