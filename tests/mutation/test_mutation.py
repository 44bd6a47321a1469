"""The tool that puts faults into the code breaks what it says; proofs speak of real code."""

import ast
import marshal

from tests.mutation.equivalent import PROOFS, key_of
from tests.mutation.mutants import PLACES, ROOT, body_nodes, code_of, faults_of, mutants, sample


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


def test_assertions_are_left_alone():
    assert faults("def f(a, b):\n    assert a < 1\n    return zip(a, b, strict=True)") == []


def test_a_mutant_has_other_code_than_its_function():
    for place in PLACES:
        for mutant in sample(place, 12, 3):
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
    known = {key_of(mutant) for place in PLACES for mutant in mutants(place)}
    assert PROOFS.keys() <= known
    assert all(len(why) > 20 for why in PROOFS.values())
