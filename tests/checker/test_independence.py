"""The checker shares nothing with the solver and loads nothing heavy."""

import subprocess
import sys


def test_importing_the_checker_loads_no_solver_and_no_reader_of_files():
    heavy = ("numpy", "ortools", "pandas", "yaml", "openpyxl", "holidays", "scheduler.formulation")
    script = f"import scheduler.checker, sys; print([m for m in {heavy} if m in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
