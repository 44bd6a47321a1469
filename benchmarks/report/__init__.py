"""Tables and plots of the results."""

from pathlib import Path

from benchmarks.records import Results
from benchmarks.report.page import write_page


def write_report(results: Results, folder: Path) -> list[Path]:
    """Write results.json, the page and its plots into a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / "results.json"
    data.write_text(results.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return [data, *write_page(results, folder)]
