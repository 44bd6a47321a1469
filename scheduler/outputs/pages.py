"""The templates of the pages for people, with the style that all of them share."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

TEMPLATES = Path(__file__).parent / "templates"


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
    for part in ("page.css", "page.js"):
        text = (TEMPLATES / part).read_text(encoding="utf-8")
        environment.globals[part.replace(".", "_")] = text
    return environment.get_template(name)
