"""Pages that cannot drift: what they say of commands, files and exit codes is compared."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import cli
from tests.docs.cli_page import PAGE, commands, page

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def shell_lines(text: str) -> list[list[str]]:
    """Return the words of each call of `schedule` or `make` in a block of commands."""
    blocks = re.findall(r"```(?:sh|bash|console)\n(.*?)```", text, flags=re.DOTALL)
    lines = (line.removeprefix("$ ") for block in blocks for line in block.splitlines())
    calls = re.compile(r"(\.venv/bin/)?schedule |make ")
    return [shlex.split(line, comments=True) for line in lines if calls.match(line)]


def make_targets() -> set[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", text, flags=re.MULTILINE))


def test_the_page_of_the_command_line_is_the_programs_own():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"


def test_every_command_and_option_has_help():
    for name, command in commands().items():
        assert command.help, name
        for option in command.params:
            assert option.param_type_name == "argument" or option.help, (name, option.name)


def test_the_help_of_the_program_names_every_command_and_planning_option():
    text = CliRunner().invoke(cli, ["--help"]).output
    for name in cli.commands:
        assert re.search(rf"^  {name} ", text, flags=re.MULTILINE)
    for option in commands()["SCENARIO"].params:
        if option.param_type_name == "option":
            assert option.opts[0] in text


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_shell_blocks_name_commands_that_exist(path):
    for words in shell_lines(path.read_text(encoding="utf-8")):
        if words[0] == "make":
            assert words[1] in make_targets()
            continue
        if words[1] == "--version":
            continue
        known = commands()
        command = known.get(words[1], known["SCENARIO"])
        words = words[: words.index(">")] if ">" in words else words
        options = {name for option in command.params for name in option.opts}
        assert {word for word in words if word.startswith("--")} <= options


def test_the_readme_shows_how_to_plan_and_test():
    lines = shell_lines(README)
    assert ["make", "plan"] in lines
    assert ["make", "test"] in lines


def test_readme_and_page_have_the_same_exit_codes():
    def codes(text: str) -> list[str]:
        return re.findall(r"^\| (\d+) \|", text, flags=re.MULTILINE)

    assert codes(README) == codes(page()) == ["0", "1", "2", "3", "4", "70", "130"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target


def test_every_dependency_is_justified_and_used():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    record = (ROOT / "docs" / "decisions" / "0006-dependencies.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in record.splitlines() if line.startswith("| ")]
    justified = {name.strip() for row in rows for name in row.split(",")}
    names = {
        re.split(r"[<>=]", entry)[0]
        for entry in [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    }
    assert justified - {"package"} == names
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for path in [ROOT / "cli.py", *ROOT.glob("models/**/*.py"), *ROOT.glob("scheduler/**/*.py")]
    )
    by_others = {"tzdata", "python-multipart"}  # loaded by zoneinfo and by starlette
    spelt = {"pyyaml": "yaml", "docx-mailmerge2": "mailmerge", "python-docx": "docx"}
    for entry in project["dependencies"]:
        name = re.split(r"[<>=]", entry)[0]
        pattern = rf"^\s*(import|from) {spelt.get(name, name)}\b"
        assert name in by_others or re.search(pattern, source, flags=re.MULTILINE), name


def test_the_lock_names_no_place_and_pins_every_dependency():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = [line for line in lock.splitlines() if not line.startswith("#")]
    assert not [line for line in pins if "/" in line or "index" in line or "trusted" in line]
    pinned = {line.split("==")[0] for line in pins if "==" in line}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for entry in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        assert re.split(r"[<>=]", entry)[0] in pinned
    for block in re.split(r"\n(?=[a-z])", "\n".join(pins).strip()):
        assert "--hash=sha256:" in block, block.splitlines()[0]
