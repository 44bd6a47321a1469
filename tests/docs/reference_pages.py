"""The reference pages that are written from the types: files, tables, edits, rules, checks."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from models.edits import EDIT_TYPES
from models.rules import COMPONENT_WORDS, RULE_WORDS
from scheduler.catalogue import COMPONENT_VALUES, RULE_VALUES
from scheduler.file_schema import TIME, file_schema
from scheduler.load import load_scenario
from scheduler.load.schema import OWN_NAMES, TABLES, VIETNAMESE, TableSchema, normal_header
from scheduler.precheck.codes import CODES
from tests.docs import field_words

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
WRITTEN = "Written by `make docs` from the types that the program reads the files by."
# Headers as people write them; the program understands them without diacritics too.
HEADERS = [
    "mã",
    "họ và tên",
    "tên",
    "đối tượng",
    "đơn vị",
    "chức danh",
    "chức vụ",
    "học viên",
    "lớp",
    "ngày",
    "chuyên đề",
    "nội dung",
    "số buổi",
    "số tiết",
    "giảng viên",
    "mức",
    "địa điểm",
    "phòng",
    "sức chứa",
    "từ ngày",
    "đến ngày",
    "buổi",
    "lý do",
    "ưu tiên",
]
CELLS = {
    "text": "text",
    "integer": "whole number",
    "number": "number",
    "yesno": "yes or no",
    "date": "date",
    "list": "list, `;` between",
    "topics": "list with weights",
    "counts": "list, `;` between",
    "skill": "text",
    "word": "one of five words",
}
Node = dict[str, Any]


def scenario_page() -> str:
    """Return the page of the keys of a scenario file."""
    schema = file_schema()
    parts = {"ScenarioFile": schema, **schema["$defs"]}
    text = [
        "# Scenario file\n",
        f"{WRITTEN} An introduction stands in [Formats in short](formats.md). A key without a"
        " default must be there; an unknown key is an error.\n",
    ]
    for name in field_words.SCENARIO:
        title = "The file" if name == "ScenarioFile" else name
        text += [f"## {title}\n", f"{_sentence(parts[name])}\n", *_keys(name, parts[name]), ""]
    return "\n".join(text).rstrip() + "\n"


def _sentence(part: Node) -> str:
    sentence = field_words.SENTENCES.get(part["title"], part.get("description", ""))
    return sentence.replace("None", "blank")


def _keys(name: str, part: Node) -> Iterator[str]:
    yield "| key | kind | default | says |"
    yield "|---|---|---|---|"
    for key, node in part["properties"].items():
        default = "" if key in part.get("required", ()) else _default(node)
        words = field_words.SCENARIO[name][key]
        yield f"| `{key}` | {_kind(node)} | {default} | {words} |"


def _default(node: Node) -> str:
    value = node.get("default")
    if "$ref" in node and value is None:
        return "its defaults"
    if value in (None, "", [], {}):
        return "none"
    if isinstance(value, list):
        value = [item.get("id") if isinstance(item, dict) else item for item in value]
        return f"`{', '.join(map(str, value))}`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _kind(node: Node) -> str:
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        if name in field_words.SCENARIO:
            return f"[{name}](#{name.lower()})"
        return {"Component": "component"}[name]
    if "anyOf" in node:
        kinds = [_kind(item) for item in node["anyOf"] if item.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if "const" in node or "enum" in node:
        return ", ".join(f"`{word}`" for word in node.get("enum", [node.get("const")]))
    kind = node.get("type")
    first = next(k for k in kind if k != "null") if isinstance(kind, list) else kind
    if first == "array":
        inner = node.get("items") or {}
        pair = node.get("prefixItems")
        return f"list of {_kind(inner)}" if inner else f"pair of {_kind(pair[0])}"
    if first == "object":
        names = node.get("propertyNames", {})
        keys = f"{_kind(names)}s" if "$ref" in names else "names"
        return f"map of {keys} to: {_kind(node['additionalProperties'])}"
    if node.get("format") == "date":
        return "date"
    if node.get("pattern") == TIME:
        return "time"
    word = {"string": "text", "integer": "whole number", "number": "number", "boolean": "yes or no"}
    return word[first] + _range(node)


def _range(node: Node) -> str:
    low, high = node.get("minimum"), node.get("maximum")
    if low is not None and high is not None:
        return f", {low:g} to {high:g}"
    if "exclusiveMinimum" in node:
        return f", above {node['exclusiveMinimum']:g}"
    return "" if low is None else f", {low:g} or more"


def tables_page() -> str:
    """Return the page of the columns of every table."""
    text = [
        "# Tables\n",
        f"{WRITTEN} Tables are CSV (UTF-8, comma or semicolon) or a sheet of a workbook."
        " A column in bold must be there and filled; columns whose header begins with `#` are"
        " notes. Headers count in any case, with or without diacritics. Dates are `2024-05-13`,"
        " `13/05/2024` or date cells; yes and no are true/false, 1/0, yes/no, có/không.\n",
    ]
    for name, table in TABLES.items():
        text += [f"## {name}\n", *_columns(name, table), ""]
    return "\n".join(text).rstrip() + "\n"


def _columns(name: str, table: TableSchema) -> Iterator[str]:
    yield "| column | header in Vietnamese | kind | blank is | says |"
    yield "|---|---|---|---|---|"
    for column in table.columns.values():
        shown = f"**{column.name}**" if column.required else column.name
        blank = "" if column.filled else _blank(column.blank)
        words = field_words.TABLES[name][column.name]
        vietnamese = ", ".join(_headers(name, table, column.name))
        yield f"| {shown} | {vietnamese} | {CELLS[column.kind]} | {blank} | {words} |"


def _blank(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return {None: "not given", (): "empty", "": "empty"}.get(value, str(value))


def _headers(name: str, table: TableSchema, column: str) -> list[str]:
    names = VIETNAMESE | OWN_NAMES.get(name, {})
    return [h for h in HEADERS if names[normal_header(h)] == column and column in table.columns]


def what_if_page() -> str:
    """Return the page of what-if and sweep files."""
    words = {
        "format": "version of this format",
        "name": "names the plan folder",
        "title": "heading; that of the base where not given",
        "organisation": "who plans; that of the base where not given",
        "language": "of everything people read",
        "base": "the scenario, or another what-if file, that is changed",
        "baseline": "a plan folder to stay close to: `moves` becomes the second level",
        "freeze_before": "with `baseline`: classes that start earlier stay as they are",
        "solve": "limits of the run; keys that are not given stay those of the base",
        "edits": "what is different, in order",
    }
    sweep_words = {
        "format": "version of this format",
        "name": "names the folder of the sweep",
        "title": "heading",
        "language": "of everything people read; that of the first scenario where not given",
        "scenarios": "scenarios, what-if files or `scenario.json`, relative to this file",
        "grid": "axes: a path with values, or a name with labelled lists of edits",
        "runs": "further runs beside the grid",
        "seeds": "each run once for each of them",
        "solve": "limits of every run",
    }
    return "\n".join(
        [
            "# What-if and sweep files\n",
            f"{WRITTEN} How to use them: [Ask what-if, compare, repair](changing.md) and [Many"
            " runs](sweeps.md).\n",
            "## What-if file\n",
            *_plain_keys(file_schema(what_if=True), words),
            "\n## Edits\n",
            "Each edit has the key `edit`; keys in bold must be there.\n",
            "| edit | keys | does |",
            "|---|---|---|",
            *(f"| `{name}` | {_edit_keys(name)} | {_doc(name)} |" for name in EDIT_TYPES),
            "\n## Sweep file\n",
            *_plain_keys(file_schema(sweep=True), sweep_words),
            "",
        ]
    )


def _plain_keys(schema: Node, words: dict[str, str]) -> Iterator[str]:
    yield "| key | must be there | says |"
    yield "|---|---|---|"
    for key in schema["properties"]:
        yield f"| `{key}` | {'yes' if key in schema['required'] else ''} | {words[key]} |"


def _edit_keys(name: str) -> str:
    fields = {
        info.alias or key: info.is_required()
        for key, info in EDIT_TYPES[name].model_fields.items()
        if key != "edit"
    }
    ordered = sorted(fields.items(), key=lambda item: not item[1])
    return ", ".join(f"**`{key}`**" if needed else f"`{key}`" for key, needed in ordered)


def _doc(name: str) -> str:
    return " ".join((EDIT_TYPES[name].__doc__ or "").split())


def rules_page() -> str:
    """Return the page of all rules and components in both languages."""
    scenario = load_scenario(ROOT / "scenarios" / "demo.yaml").scenario
    text = [
        "# Rules and aims\n",
        "Written by `make docs` from the program. `schedule rules SCENARIO` prints the same with"
        " the values of a scenario; the formulas stand in [Formulation](formulation.md).\n",
        "## Hard rules\n",
        "A plan that breaks one of them is never written.\n",
        "| rule | in English | in Vietnamese | set by |",
        "|---|---|---|---|",
    ]
    for rule, words in RULE_WORDS.items():
        keys = _set_by(RULE_VALUES[rule](scenario)) if rule in RULE_VALUES else ""
        text.append(f"| {rule.value} | {words.en} | {words.vi} | {keys} |")
    text += [
        "\n## Components of the objective\n",
        "Each level of `objective` is a sum of these, weighted; less is better.\n",
        "| component | in English | unit | in Vietnamese | set by |",
        "|---|---|---|---|---|",
    ]
    for component, words in COMPONENT_WORDS.items():
        keys = COMPONENT_VALUES[component](scenario) if component in COMPONENT_VALUES else {}
        text.append(
            f"| `{component.value}` | {words.en} | {words.unit_en} | {words.vi} ({words.unit_vi}) "
            f"| {_set_by(keys)} |"
        )
    return "\n".join(text) + "\n"


def _set_by(values: dict[str, Any]) -> str:
    """Return the keys of a scenario; those of single tiers become one."""
    keys = [re.sub(r"^tiers\.\w+\.", "tiers.", key) for key in values]
    return ", ".join(f"`{key}`" for key in dict.fromkeys(keys))


def checks_page() -> str:
    """Return docs/checks.md with its table of codes as the program has them now."""
    rows = ["| code | rules | compares |", "|---|---|---|"]
    for name, code in CODES.items():
        names = [f"{severity}-{name}" for severity in code.severities]
        anchor = "--".join(names).lower()
        codes = " · ".join(names)
        rows.append(f"| [{codes}](#{anchor}) | {', '.join(code.rules)} | {code.compares} |")
    table = "\n".join(rows)
    text = (DOCS / "checks.md").read_text(encoding="utf-8")
    pattern = r"(<!-- generated: codes -->\n).*?(<!-- end -->)"
    return re.sub(pattern, lambda m: f"{m[1]}{table}\n{m[2]}", text, flags=re.DOTALL)


PAGES: dict[str, Callable[[], str]] = {
    "scenario-file.md": scenario_page,
    "tables.md": tables_page,
    "what-if-file.md": what_if_page,
    "rules.md": rules_page,
    "checks.md": checks_page,
}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
