"""The floors of the house: who may import whom, and what an import may drag in."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted([ROOT / "cli.py", *ROOT.glob("models/**/*.py"), *ROOT.glob("scheduler/**/*.py")])

FLOOR_2 = {"models", "scheduler.errors"}
# What each room may import besides itself and the standard library.
MAY_IMPORT: dict[str, set[str]] = {
    "models": {"pydantic"},
    "scheduler.errors": set(),
    "scheduler.interruption": set(),
    "scheduler.calendar": FLOOR_2 | {"holidays"},
    "scheduler.edits": FLOOR_2 | {"pydantic"},
    "scheduler.load": FLOOR_2
    | {
        "scheduler.calendar",
        "scheduler.edits",
        "scheduler.record",
        "pydantic",
        "yaml",
        "openpyxl",
    },
    "scheduler.checker": {"models"},
    "scheduler.outputs": FLOOR_2 | {"xlsxwriter", "icalendar", "jinja2"},
    "scheduler.formulation": FLOOR_2 | {"numpy", "ortools"},
    "scheduler.terminal": {"models", "rich"},
    "scheduler.catalogue": {"models"},
    "scheduler.file_schema": {"models"},
    "scheduler.record": FLOOR_2 | {"pg8000", "sqlalchemy"},
    "scheduler.samples": {"numpy"},
    "scheduler.solve": FLOOR_2 | {"scheduler.formulation", "numpy", "ortools"},
    "scheduler.explain": FLOOR_2 | {"scheduler.formulation", "scheduler.solve", "numpy", "ortools"},
    "scheduler.precheck": FLOOR_2 | {"scheduler.formulation", "numpy", "ortools"},
    "scheduler.reasoning": FLOOR_2 | {"scheduler.solve", "scheduler.explain", "scheduler.precheck"},
    "scheduler.plan": FLOOR_2
    | {
        "scheduler.load",
        "scheduler.checker",
        "scheduler.outputs",
        "scheduler.solve",
        "scheduler.reasoning",
    },
    "scheduler.compare": FLOOR_2,
    "scheduler.comparing": FLOOR_2
    | {"scheduler.load", "scheduler.checker", "scheduler.compare", "scheduler.outputs"},
    "scheduler.repairing": FLOOR_2
    | {
        "scheduler.checker",
        "scheduler.load",
        "scheduler.outputs",
        "scheduler.explain",
        "scheduler.plan",
        "scheduler.reasoning",
        "scheduler.solve",
    },
    "scheduler.verification": FLOOR_2 | {"scheduler.load", "scheduler.checker"},
    "scheduler.explanation": FLOOR_2 | {"scheduler.load", "scheduler.explain"},
    "scheduler.inspection": FLOOR_2
    | {"scheduler.load", "scheduler.precheck", "scheduler.catalogue"},
    "scheduler.sweep": FLOOR_2
    | {"scheduler.load", "scheduler.outputs", "scheduler.plan", "pandas", "pyarrow", "distributed"},
    "scheduler.stress": FLOOR_2
    | {
        "scheduler.checker",
        "scheduler.load",
        "scheduler.formulation",
        "scheduler.solve",
        "numpy",
    },
    "scheduler.documents": FLOOR_2
    | {
        "scheduler.checker",
        "scheduler.load",
        "scheduler.outputs",
        "scheduler.record",
        "docx",
        "mailmerge",
    },
    "scheduler.attendance": FLOOR_2 | {"scheduler.load", "scheduler.record"},
    "scheduler.caldav": FLOOR_2 | {"httpx", "icalendar", "keyring"},
    "scheduler.publication": FLOOR_2 | {"scheduler.load", "scheduler.outputs", "scheduler.record"},
    "scheduler.publishing": FLOOR_2
    | {
        "scheduler.caldav",
        "scheduler.checker",
        "scheduler.load",
        "scheduler.outputs",
        "scheduler.publication",
        "scheduler.record",
    },
    "scheduler.releases": FLOOR_2
    | {"scheduler.load", "scheduler.outputs", "scheduler.publication", "scheduler.record"},
    "scheduler.serve": FLOOR_2
    | {
        "scheduler.checker",
        "scheduler.comparing",
        "scheduler.edits",
        "scheduler.explanation",
        "scheduler.file_schema",
        "scheduler.formulation",
        "scheduler.inspection",
        "scheduler.interruption",
        "scheduler.load",
        "scheduler.outputs",
        "scheduler.plan",
        "scheduler.publishing",
        "scheduler.releases",
        "scheduler.repairing",
        "scheduler.samples",
        "scheduler.terminal",
        "yaml",
        "jinja2",
        "multipart",
        "pydantic",
        "starlette",
        "uvicorn",
    },
    "scheduler.commands": FLOOR_2
    | {
        "click",
        "scheduler.attendance",
        "scheduler.caldav",
        "scheduler.comparing",
        "scheduler.interruption",
        "scheduler.plan",
        "scheduler.documents",
        "scheduler.publishing",
        "scheduler.releases",
        "scheduler.repairing",
        "scheduler.serve",
        "scheduler.stress",
        "scheduler.sweep",
        "scheduler.terminal",
    },
    "cli": FLOOR_2
    | {
        "scheduler.commands",
        "click",
        "scheduler.explanation",
        "scheduler.file_schema",
        "scheduler.inspection",
        "scheduler.interruption",
        "scheduler.plan",
        "scheduler.samples",
        "scheduler.terminal",
        "scheduler.verification",
    },
}
SOFT_LIMIT, HARD_LIMIT = 250, 400


def room(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "scheduler" else parts[0]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> set[str]:
    """Names of all modules that a file imports anywhere, relative ones with their dots."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            if module == "scheduler":
                found.update(f"scheduler.{alias.name}" for alias in node.names)
            else:
                found.add(module)
    return found


def rooms() -> set[str]:
    return {room(module_name(path)) for path in FILES} - {"scheduler"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_only_what_the_room_may(path):
    here = room(module_name(path))
    if here == "scheduler":
        assert imported(path) == set(), "the package itself imports nothing"
        return
    names = {room(name) for name in imported(path)}
    outside = {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names}
    assert outside <= MAY_IMPORT[here] | {here}


def test_no_relative_import_and_nobody_imports_the_door():
    for path in [*FILES, *ROOT.glob("tests/**/*.py")]:
        names = imported(path)
        assert not [name for name in names if name.startswith(".")], path
        if "tests" not in path.parts:
            assert "cli" not in names, path


def test_the_rules_speak_of_rooms_that_exist():
    planned = {"scheduler.explain", "scheduler.precheck"}
    assert rooms() <= set(MAY_IMPORT)
    assert set(MAY_IMPORT) - rooms() <= planned


def test_floor_two_is_blind_to_itself():
    blind = {"calendar", "edits", "checker", "outputs", "formulation", "terminal", "samples"}
    blind |= {"record", "caldav"}
    names = {f"scheduler.{name}" for name in blind}
    for name in names:
        assert not MAY_IMPORT[name] & (names | {"scheduler.load"})
    workshop = {"scheduler.calendar", "scheduler.edits", "scheduler.record"}
    assert MAY_IMPORT["scheduler.load"] & names == workshop


def test_every_room_stands_on_the_map():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for name in rooms():
        assert f"`{'cli.py' if name == 'cli' else name}`" in page, name


def loaded_by(statement: str, *suspects: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*(set({suspects!r}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.split())


def test_the_checker_loads_no_solver_and_no_reader():
    heavy = ("ortools", "pandas", "yaml", "numpy", "openpyxl", "scheduler.formulation")
    assert loaded_by("import scheduler.checker", *heavy) == set()


def test_the_door_opens_without_the_heavy_furniture():
    heavy = ("ortools", "pandas", "numpy", "pydantic", "rich", "icalendar", "holidays", "openpyxl")
    heavy += ("starlette", "uvicorn", "jinja2")
    assert loaded_by("import cli", *heavy) == set()


def test_verification_loads_no_solver():
    assert loaded_by("import scheduler.verification", "ortools", "scheduler.formulation") == set()


def test_no_solver_takes_the_signals_of_the_command_line():
    for path in FILES:
        source = path.read_text(encoding="utf-8")
        solvers = source.count("CpSolver()")
        assert source.count("catch_sigint_signal = False") == solvers, path


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_files_stay_small():
    sizes = {str(path.relative_to(ROOT)): lines(path) for path in FILES}
    assert {name: size for name, size in sizes.items() if size > HARD_LIMIT} == {}
    large = [name for name, size in sizes.items() if size > SOFT_LIMIT]
    assert len(large) <= len(sizes) // 8, f"seldom over {SOFT_LIMIT} lines: {large}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_says_what_it_is_for(path):
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring
    assert docstring.splitlines()[0].rstrip().endswith((".", "…"))
