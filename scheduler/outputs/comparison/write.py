"""Write the files of a comparison into a folder of their own."""

import json
from datetime import date
from pathlib import Path

from models.comparison import Comparison
from scheduler.errors import UsageError
from scheduler.outputs.comparison.page import comparison_html
from scheduler.outputs.comparison.sheets import comparison_xlsx
from scheduler.outputs.folder import replace_files

NAMES = ("comparison.html", "comparison.json", "comparison.xlsx")


def write_comparison(folder: Path, comparison: Comparison, language: str, made: date) -> None:
    """Write page, workbook and JSON; what else lies in the folder stays."""
    if (folder / "result.json").exists():
        raise UsageError(f"{folder}: is a plan folder; choose another --output")
    data = json.dumps(comparison.as_json(), ensure_ascii=False, indent=1) + "\n"
    files = {
        "comparison.html": comparison_html(comparison, language),
        "comparison.json": data.encode(),
        "comparison.xlsx": comparison_xlsx(comparison, language, made),
    }
    replace_files(folder, files)
