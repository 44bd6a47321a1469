"""Every way a run can fail by the user's doing, as sentences with place, value and remedy."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

MAX_CANDIDATES = 5000


class Sentence(NamedTuple):
    """One sentence in both languages."""

    en: str
    vi: str


class Catalogue:
    """Sentences under keys, with places for values; a value may be a sentence itself."""

    def __init__(self, sentences: Mapping[str, Sentence]) -> None:
        self.sentences = sentences

    def say(self, key: str, **values: Any) -> Sentence:
        """Return the sentence of a key with its values filled in, in both languages."""
        in_each = [
            template.format(**{name: _spoken(value, n) for name, value in values.items()})
            for n, template in enumerate(self.sentences[key])
        ]
        return Sentence(*in_each)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that may have been meant, None where none is near.

    Ids that differ in their numbers only are different ids, not slips: L3 is not meant as L1.
    """
    names = set(known)
    if len(names) > MAX_CANDIDATES:
        return None  # too many to compare
    candidates = sorted(name for name in names if not _other_number(word, name))
    close = difflib.get_close_matches(word, candidates, n=1, cutoff=0.6)
    return close[0] if close else None


def _other_number(word: str, name: str) -> bool:
    mine, other = re.findall(r"\d+", word), re.findall(r"\d+", name)
    same_text = re.sub(r"\d+", "0", word) == re.sub(r"\d+", "0", name)
    return same_text and list(map(int, mine)) != list(map(int, other))


def visible(text: str) -> str:
    """Return text as one line in which nothing hides and nothing commands a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\u00a0" else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _spoken(value: Any, language: int) -> Any:
    return value[language] if isinstance(value, Sentence) else value


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of the input: where it stands, what was found and what was expected.

    `message` is English; `vi` says the same in Vietnamese where the fault has such a sentence.
    """

    file: str
    line: int | None = None
    column: str | None = None
    message: str = ""
    sheet: str | None = None
    vi: str = ""

    def __str__(self) -> str:
        return self.text()

    def text(self, language: str = "en") -> str:
        """Return the fault as one line: place, column and sentence."""
        message = self.vi if language == "vi" and self.vi else self.message
        place = self.file
        if self.sheet is not None:
            place += f"#{self.sheet}"
        if self.line is not None:
            place += f":{self.line}"
        whole = f"{place}: {self.column}: {message}" if self.column else f"{place}: {message}"
        return visible(whole)


# Errors whose words the interpreter makes of types and names of the program.
_TYPES_ONLY = (
    *(AttributeError, ImportError, IndexError, NameError, RecursionError, ZeroDivisionError),
)


def told_of(error: BaseException) -> str:
    """Return type and words of an unexpected error, the words only where they are our own.

    What libraries say of a value may hold a person's name; then the place in the code stands.
    """
    kind, words = type(error).__name__, str(error)
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code if trace is not None else None
    literal = code is not None and words in code.co_consts
    if not words or literal or (isinstance(error, _TYPES_ONLY) and words.isascii()):
        return f"{kind}: {words}"
    place = f" at {code.co_filename}:{trace.tb_lineno}" if code and trace else ""
    return f"{kind}{place} (its words may hold data and are left out)"


def traceback_of(error: BaseException) -> str:
    """Return where an unexpected error and those behind it arose, without values of data."""
    import traceback

    parts: list[str] = []
    seen: set[int] = set()
    chain: BaseException | None = error
    while chain is not None and id(chain) not in seen:
        seen.add(id(chain))
        frames = "".join(traceback.format_tb(chain.__traceback__))
        parts.append(f"Traceback (most recent call last):\n{frames}{told_of(chain)}\n")
        chain = chain.__cause__ or (None if chain.__suppress_context__ else chain.__context__)
    return "\n".join(reversed(parts))


class ScheduleError(Exception):
    """Base of the errors that the command line turns into a message and an exit code."""

    exit_code = 2


class InputError(ScheduleError):
    """The input is wrong; carries every fault found, in order of place.

    `language` is that of the scenario, where it could be read.
    """

    def __init__(self, faults: list[Fault], language: str | None = None) -> None:
        self.faults = tuple(
            sorted(
                set(faults),
                key=lambda f: (f.file, f.sheet or "", f.line or 0, f.column or "", f.message),
            )
        )
        self.language = language
        super().__init__(self.text())

    def text(self, language: str = "en") -> str:
        """Return all faults, one a line."""
        return "\n".join(fault.text(language) for fault in self.faults)


class UsageError(ScheduleError):
    """The command cannot be carried out as given, for example a folder that is not a plan."""


class DisagreementError(ScheduleError):
    """Solver and checker disagree about a plan: a defect of ours."""

    exit_code = 70
