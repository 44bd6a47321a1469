"""Every command block of the documentation is run as it stands, page by page."""

import re
import shutil
from pathlib import Path

import pytest

from tests.docs.checkout import make_checkout, plan_demo
from tests.docs.commands import LIMITS, Block, BlockError, Shell, blocks, fitted, surroundings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = {
    str(path.relative_to(ROOT)): path
    for path in sorted([*ROOT.glob("*.md"), *DOCS.glob("**/*.md")])
}
BLOCKS = {name: blocks(path, name) for name, path in PAGES.items()}
TWINS = {name: f"docs/{name.removeprefix('docs/vi/')}" for name in PAGES if "/vi/" in name}
# A Vietnamese page has the commands of its English twin; it is run where it shows what they say.
RUN = [
    name
    for name, found in BLOCKS.items()
    if any(block.excuse is None for block in found)
    and (name not in TWINS or any(block.said for block in found))
]
# What a test cannot do; everything else is run. A new excuse is a new line here, on purpose.
EXCUSED = {
    ("README.md", "make test"): "these tests are part of it",
    ("docs/tutorial.md", "make setup"): "it fetches packages, a minute or two",
    ("docs/documents.md", "schedule documents out/demo --kind"): "it needs LibreOffice",
    ("docs/publishing.md", "export SCHEDULE_CALDAV_USER"): "it needs a calendar server",
    ("docs/sweeps.md", "schedule sweep scenarios"): "it needs a Dask cluster",
    ("docs/two-years.md", "python -m tests.attendance"): "it takes ten minutes",
    ("docs/benchmarks/README.md", "make bench"): "it takes from minutes to hours",
}


@pytest.fixture(scope="session")
def checkout(tmp_path_factory):
    """A small checkout with the plan of the tutorial, made once and copied for each page."""
    folder = tmp_path_factory.mktemp("docs") / "checkout"
    folder.mkdir()
    make_checkout(folder)
    plan_demo(folder, surroundings(folder))
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", RUN)
def test_the_commands_of_a_page_do_what_it_says(name, checkout, tmp_path):
    folder = tmp_path / "checkout"
    shutil.copytree(checkout, folder, symlinks=True)
    for path in folder.glob(".venv/bin/*"):
        path.write_text(path.read_text().replace(str(checkout), str(folder)))
    (folder / ".venv" / ".installed").write_text(f"{folder}\n")
    if any("init demo my-demo" in block.commands for block in BLOCKS[name]):
        shutil.rmtree(folder / "my-demo")  # the page makes it itself
        shutil.rmtree(folder / "out")
    shell = Shell(folder, surroundings(folder))
    for block in BLOCKS[name]:
        if block.excuse is None:
            shell.run(block)


@pytest.mark.parametrize("name", TWINS)
def test_a_vietnamese_page_has_the_commands_of_its_twin(name):
    def plain(found: tuple[Block, ...]) -> list[tuple[object, ...]]:
        return [
            (b.commands.replace(" --language en", ""), b.excuse, b.code, b.serves) for b in found
        ]

    assert plain(BLOCKS[name]) == plain(BLOCKS[TWINS[name]])


def test_what_is_not_run_is_known_and_has_its_reason():
    left_out = [b for name in BLOCKS.keys() - TWINS.keys() for b in BLOCKS[name] if b.excuse]
    assert len(left_out) == len(EXCUSED) <= 8
    for block in left_out:
        (key,) = [key for page, key in EXCUSED if page == block.page]
        assert block.commands.startswith(key), block
        assert block.excuse == EXCUSED[block.page, key], block


def test_no_command_hides_outside_a_command_block():
    """Blocks of other kinds and indented ones hold data, not commands."""
    for name, path in PAGES.items():
        text = re.sub(
            r"^```.*?^```$", _without_commands, path.read_text("utf-8"), flags=re.M | re.S
        )
        hidden = re.findall(r"^(?: {4}|\$ )?(?:\S*/)?(?:schedule|make|python3?) \S+.*$", text, re.M)
        assert hidden == [], name


def _without_commands(match: re.Match[str]) -> str:
    return "" if match[0].startswith(("```sh\n", "```bash\n", "```console\n")) else match[0]


def write(folder: Path, text: str) -> tuple[Block, ...]:
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8")
    return blocks(path, "page.md")


def shell_in(folder: Path) -> Shell:
    inner = folder / "inner"
    inner.mkdir()
    return Shell(inner, surroundings(inner))


def test_a_block_that_fails_is_reported(tmp_path):
    (block,) = write(tmp_path, "```sh\ntrue\nfalse\necho never\n```\n")
    with pytest.raises(BlockError, match=r"page.md:2 ended with 1"):
        shell_in(tmp_path).run(block)


def test_an_expected_failure_must_come(tmp_path):
    fails, works = write(
        tmp_path, "<!-- exit 2 -->\n```sh\nexit 2\n```\n\n<!-- exit 2 -->\n```sh\ntrue\n```\n"
    )
    shell = shell_in(tmp_path)
    shell.run(fails)
    with pytest.raises(BlockError):
        shell.run(works)


def test_what_a_console_block_shows_must_be_said(tmp_path):
    good, bad = write(
        tmp_path,
        "```console\n$ echo one; echo two\none\nt…\n```\n```console\n$ echo one\ntwo\n```\n",
    )
    shell = shell_in(tmp_path)
    shell.run(good)
    with pytest.raises(BlockError, match="did not say 'two'"):
        shell.run(bad)


def test_what_one_block_sets_holds_for_the_next(tmp_path):
    first, second = write(
        tmp_path,
        "```sh\nexport WORD=here\nmkdir below\ncd below\n```\n"
        "```console\n$ echo $WORD $(basename $PWD)\nhere below\n```\n",
    )
    shell = shell_in(tmp_path)
    shell.run(first)
    shell.run(second)


def test_a_mark_belongs_to_a_command_block(tmp_path):
    with pytest.raises(BlockError):
        write(tmp_path, "<!-- not run: it is long -->\n```yaml\na: 1\n```\n")


def test_limits_are_cut_and_nothing_else():
    assert (
        fitted("x --time-limit 60 --seed 60")
        == f"x --time-limit {LIMITS['--time-limit']} --seed 60"
    )
    assert fitted("x --time-limit 2") == "x --time-limit 2"
