"""Large amounts in the workbook are shown whole, so that they fit their column."""

from io import BytesIO
from pathlib import Path

import openpyxl

from scheduler.load import load_plan, load_result, load_scenario
from scheduler.outputs.write import plan_files

CASE = Path(__file__).parents[1] / "cases" / "41-false-figures"


def test_money_without_decimals_where_it_is_large() -> None:
    scenario = load_scenario(CASE / "scenario.yaml").scenario
    plan, result = load_plan(CASE / "plan"), load_result(CASE / "plan")
    assert result is not None
    dear = plan.classes[0].model_copy(update={"cost": 23_406_452.0291})
    cheap = plan.model_copy(update={"classes": (dear, *plan.classes[1:])})
    files = plan_files(scenario, cheap, result, ())
    book = openpyxl.load_workbook(BytesIO(files["timetable.xlsx"]))
    formats = {
        cell.number_format
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, float) and cell.value > 1000
    }
    assert formats == {"#,##0"}
