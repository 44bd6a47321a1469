"""The templates of the pages for people, with the style that all of them share."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

TEMPLATES = Path(__file__).parent / "templates"
VENDOR = Path(__file__).parent / "vendor"
PARTS = (
    (TEMPLATES, ("page.css", "page.js", "charts.js")),
    (VENDOR, ("d3.min.js", "plot.umd.min.js")),
)


@cache
def template(name: str) -> Template:
    """Return a template; every value is escaped, an unknown one is an error."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for folder, parts in PARTS:
        for part in parts:
            text = (folder / part).read_text(encoding="utf-8")
            environment.globals[part.replace(".", "_")] = text
    return environment.get_template(name)
