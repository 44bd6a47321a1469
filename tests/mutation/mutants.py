"""Small faults put into the code on purpose: which there can be, and how one is made."""

import ast
import copy
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLACES = {
    "checker": ["scheduler/checker/*.py"],
    "program": ["scheduler/formulation/program/*.py"],
}
COMPARISONS = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "floor": "ceil", "ceil": "floor"}


@dataclass(frozen=True)
class Mutant:
    """One fault: where it stands, in which function, what it is, and which node by number.

    `text` is the statement or expression that is broken, with what stands around a constant.
    """

    file: str
    line: int
    function: str
    fault: str
    node: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.function}: {self.fault}: {self.text}"


def faults_of(node: ast.AST) -> Iterator[str]:
    """Say what can be broken about a node."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in COMPARISONS:
            yield f"{type(op).__name__} becomes {COMPARISONS[type(op)].__name__}"
        case ast.BoolOp(op=op):
            yield "and becomes or" if isinstance(op, ast.And) else "or becomes and"
        case ast.BinOp(op=op) if type(op) in ARITHMETIC:
            yield f"{type(op).__name__} becomes {ARITHMETIC[type(op)].__name__}"
        case ast.Constant(value=bool() | int() as value):
            yield f"{value} becomes {not value if isinstance(value, bool) else value + 1}"
        case ast.Call(func=ast.Name(id=name)) if name in CALLS:
            yield f"{name} becomes {CALLS[name]}"
        case ast.UnaryOp(op=ast.Not()):
            yield "not is dropped"
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield "statement is dropped"
        case ast.AugAssign() | ast.Continue():
            yield "statement is dropped"


def control_faults_of(node: ast.AST) -> Iterator[str]:
    """Say what can be broken about which statements run, and for what: faults of another kind."""
    match node:
        case ast.If() | ast.IfExp():
            yield from ("condition always holds", "condition never holds")
        case ast.comprehension(ifs=[_, *_]):
            yield from ("condition always holds", "condition never holds", "first is left out")
        case ast.For() | ast.comprehension():
            yield "first is left out"
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield "assignment is dropped"


FAMILIES = {"small": faults_of, "control": control_faults_of}


def broken(node: ast.AST, fault: str) -> ast.AST:
    """Return the node with a fault; of small faults a node has only one."""
    new = copy.deepcopy(node)
    match new:
        case ast.If() | ast.IfExp():
            new.test = ast.Constant(fault == "condition always holds")
        case ast.comprehension() if fault.startswith("condition"):
            new.ifs = [ast.Constant(fault == "condition always holds")]
        case ast.For() | ast.comprehension():
            new.iter = ast.parse("list(_)[1:]", mode="eval").body
            new.iter.value.args = [copy.deepcopy(node.iter)]
        case ast.Compare(ops=[op]):
            new.ops = [COMPARISONS[type(op)]()]
        case ast.BoolOp(op=op):
            new.op = ast.Or() if isinstance(op, ast.And) else ast.And()
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return operand
        case ast.BinOp(op=op):
            new.op = ARITHMETIC[type(op)]()
        case ast.Constant(value=value):
            new.value = (not value) if isinstance(value, bool) else value + 1
        case ast.Call(func=ast.Name() as name):
            name.id = CALLS[name.id]
        case _:
            return ast.copy_location(ast.Pass(), node)
    return new


def functions_of(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield functions and methods with their qualified names; inner ones belong to the outer."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"{node.name}.{inner.name}", inner


def body_nodes(function: ast.FunctionDef) -> list[ast.AST]:
    """The nodes of a function's body in a fixed order, without annotations and assertions.

    That lists of `zip` are as long as each other (`strict`) is an assertion too.
    """
    found: list[ast.AST] = []

    def walk(node: ast.AST) -> None:
        if isinstance(node, ast.Assert) or (isinstance(node, ast.keyword) and node.arg == "strict"):
            return
        found.append(node)
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    walk(child)

    for statement in function.body:
        walk(statement)
    return found


def with_text(
    function: ast.FunctionDef, faults: Callable[[ast.AST], Iterator[str]]
) -> Iterator[tuple[ast.AST, str]]:
    """The nodes with their source; a constant with the expression that it stands in."""
    around = {
        child: node
        for node in ast.walk(function)
        if isinstance(node, ast.expr | ast.stmt)
        for child in ast.iter_child_nodes(node)
    }
    for node in body_nodes(function):
        shown = around.get(node, node) if isinstance(node, ast.Constant) else node
        yield node, " ".join(ast.unparse(shown).split())[:120] if any(faults(node)) else ""


def mutants(place: str, family: str = "small") -> list[Mutant]:
    """Every mutant of a place, in the order of files and lines."""
    found = []
    faults = FAMILIES[family]
    for pattern in PLACES[place]:
        for path in sorted(ROOT.glob(pattern)):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            name = path.relative_to(ROOT).as_posix()
            for qualified, function in functions_of(tree):
                for number, (node, text) in enumerate(with_text(function, faults)):
                    for fault in faults(node):
                        line = getattr(node, "lineno", function.lineno)
                        found.append(Mutant(name, line, qualified, fault, number, text))
    return found


def sample(place: str, number: int, seed: int, family: str = "small") -> list[Mutant]:
    """A seeded choice of mutants (0: all), mixed: what a run has done by any time is a sample."""
    every = mutants(place, family)
    return random.Random(seed).sample(every, min(number or len(every), len(every)))


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def code_of(mutant: Mutant):
    """Return the code object of the mutant's function with the fault in it."""
    path = ROOT / mutant.file
    tree = ast.parse(path.read_text(encoding="utf-8"))
    function = dict(functions_of(tree))[mutant.function]
    node = body_nodes(function)[mutant.node]
    _Replace(node, broken(node, mutant.fault)).visit(function)
    ast.fix_missing_locations(tree)
    code = compile(tree, str(path), "exec")
    for name in mutant.function.split("."):
        code = next(c for c in code.co_consts if hasattr(c, "co_name") and c.co_name == name)
    return code
