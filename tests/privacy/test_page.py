"""The page on privacy says what the code does."""

from click import Command

import cli
from scheduler.outputs.readers import OUTPUTS
from tests.privacy.page import PAGE, page


def test_the_table_is_that_of_the_code():
    text = PAGE.read_text(encoding="utf-8")
    assert page(text) == text, "write it with `python -m tests.privacy.page`"


def test_every_command_that_writes_stands_in_the_table():
    made = {word for one in OUTPUTS for word in one.made.split(", ")} - {"SCENARIO"}
    known: dict[str, Command] = cli.cli.commands
    assert made <= known.keys()
    silent = {"rules", "schema", "init", "templates", "import-record", "erase"}  # no data of a plan
    alike = {"repair", "releases", "show", "diff", "feeds"}  # plan folders, and the office's own
    assert known.keys() - made - silent - alike <= {"serve"}, "say who may read what it writes"
