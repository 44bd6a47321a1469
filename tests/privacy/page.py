"""The table of docs/privacy.md as the code has it; `python -m tests.privacy.page` writes it."""

from pathlib import Path

from scheduler.outputs.readers import OUTPUTS

PAGE = Path(__file__).parents[2] / "docs" / "privacy.md"
START, END = "<!-- readers -->\n", "<!-- end -->"
MADE = {
    "share": "plan folder, `share`",
    "publish": "`publish`",
    "documents": "`documents`",
}


def table():
    rows = ["| output | made by | public | unit | admin |", "|---|---|---|---|---|"]
    for one in OUTPUTS:
        made = MADE.get(one.made, ", ".join(f"`{name}`" for name in one.made.split(", ")))
        seen = " | ".join(one_may.value for one_may in (one.public, one.unit, one.admin))
        rows.append(f"| {one.name} | {made} | {seen} |")
    return "\n".join(rows) + "\n"


def page(text):
    head, _, rest = text.partition(START)
    return f"{head}{START}{table()}{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
