"""The command blocks of a page, and a small checkout in which they run one after the other.

A block of ```sh, ```bash or ```console is a command block. In ```console a line that begins with
`$ ` is a command, any other line must be said by it (`…` stands for anything). A comment on the
line above a block says what else is to know:

    <!-- not run: WHY -->    it cannot run in a test; tests/docs/test_commands.py counts these
    <!-- exit 2 -->          it ends with this code, on purpose
    <!-- serves -->          its last command is a server: it must answer, then it is interrupted
"""

import os
import re
import signal
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

LANGUAGES = ("sh", "bash", "console")
FENCE = re.compile(
    r"^(?P<mark><!-- [^\n]* -->\n)?```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.M | re.S
)
MARK = re.compile(r"<!-- (?:(?P<why>not run: .+)|exit (?P<code>\d+)|(?P<serves>serves)) -->\n")
ADDRESS = re.compile(r"http://\S+")
PATIENCE = 900  # a machine may be busy with something else
# A page names limits for a province; the small scenarios of a test need less.
LIMITS = {"--time-limit": 2, "--repair-time": 1, "--limit": 2, "--draws": 1, "--count": 1}


@dataclass(frozen=True)
class Block:
    """Commands of a page: `said` are texts that must come out, `excuse` says why it is not run."""

    page: str
    line: int
    commands: str
    said: tuple[str, ...] = ()
    excuse: str | None = None
    code: int = 0
    serves: bool = False

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


class BlockError(AssertionError):
    """A block that did not do what its page says."""


def blocks(page: Path, name: str) -> tuple[Block, ...]:
    """Return the command blocks of a page in order."""
    text = page.read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        mark = MARK.fullmatch(match["mark"] or "")
        if match["kind"] not in LANGUAGES:
            if mark:
                raise BlockError(f"{name}: a mark above a block that holds no commands: {mark[0]}")
            continue
        commands, said = match["text"], ()
        if match["kind"] == "console":
            lines = match["text"].splitlines()
            commands = "".join(line[2:] + "\n" for line in lines if line.startswith("$ "))
            said = tuple(line.strip() for line in lines if line.strip() and line[:2] != "$ ")
        found.append(
            Block(
                page=name,
                line=text.count("\n", 0, match.start("text")) + 1,
                commands=commands,
                said=said,
                excuse=mark["why"].removeprefix("not run: ") if mark and mark["why"] else None,
                code=int(mark["code"]) if mark and mark["code"] else 0,
                serves=bool(mark and mark["serves"]),
            )
        )
    return tuple(found)


def fitted(commands: str) -> str:
    """Return commands with the limits of time and number that a test can afford."""

    def least(match: re.Match[str]) -> str:
        return f"{match[1]} {min(float(match[2]), LIMITS[match[1]]):g}"

    return re.sub(rf"({'|'.join(LIMITS)}) (\d+)", least, commands)


class Shell:
    """Runs blocks one after the other; what one sets or where it goes holds for the next."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.here = str(folder)
        self.environment = environment

    def run(self, block: Block) -> None:
        """Run a block and raise where its end, or what it says, is not as the page has it."""
        if block.serves:
            self._serve(block)
            return
        state = self.folder.parent / "state"
        script = f"trap 'pwd >{state}; env -0 >>{state}' EXIT\n{fitted(block.commands)}"
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=self.here,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
        )
        if done.returncode != block.code:
            raise BlockError(f"{block} ended with {done.returncode}:\n{done.stdout}")
        _compare(block, done.stdout)
        here, _, rest = state.read_text(encoding="utf-8").partition("\n")
        self.here = here
        self.environment = dict(
            line.split("=", 1) for line in rest.split("\0") if "=" in line and line[:1] != "_"
        )

    def _serve(self, block: Block) -> None:
        log = self.folder.parent / "server.log"
        with log.open("w", encoding="utf-8") as said:
            server = subprocess.Popen(
                ["bash", "-euo", "pipefail", "-c", f"exec {block.commands.strip()} --port 0"],
                cwd=self.here,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        try:
            address = _wait_for_address(server, log)
            opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            with opener.open(address, timeout=60) as answer:
                if answer.status != 200 or b"<html" not in answer.read():
                    raise BlockError(f"{block}: {address} answered {answer.status}")
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(timeout=60)
            except subprocess.TimeoutExpired:
                server.kill()
        if server.returncode not in (0, 130):
            raise BlockError(f"{block} ended with {server.returncode}:\n{log.read_text()}")


def _wait_for_address(server: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        found = ADDRESS.search(log.read_text(encoding="utf-8"))
        if found:
            return found[0]
        time.sleep(0.1)
    raise BlockError(f"no server came up:\n{log.read_text(encoding='utf-8')}")


def _compare(block: Block, output: str) -> None:
    """Raise where a line that the page shows was not said, in the order of the page."""
    plain, place = " ".join(output.split()), 0
    for line in block.said:
        pattern = re.sub(r"(\\ )?…(\\ )?", ".*?", re.escape(" ".join(line.split())))
        match = re.compile(pattern).search(plain, place)
        if match is None:
            raise BlockError(f"{block} did not say {line!r} (in this order):\n{output}")
        place = match.end()


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment of a person who has just opened a terminal in the checkout."""
    kept = {name: os.environ[name] for name in ("TMPDIR",) if name in os.environ}
    return {
        **kept,
        "HOME": str(folder.parent),
        "LANG": "C.UTF-8",
        "LOGNAME": "planner",
        "NO_COLOR": "1",
        "PATH": f"{folder / '.venv' / 'bin'}:{os.environ['PATH']}",
    }
