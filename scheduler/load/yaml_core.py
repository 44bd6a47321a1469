"""YAML by the 1.2 core schema, as plain values that remember the line of every part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from scheduler.errors import Sentence
from scheduler.load.messages import say
from scheduler.load.sheets import SheetError, decode

MAX_DEPTH = 40
MAX_EXPANSION = 100_000
MAX_MEGABYTES = 8
Path = tuple[Any, ...]

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

NULL = re.compile(r"null|Null|NULL|~|")
BOOL = re.compile(r"true|True|TRUE|false|False|FALSE")
INT = re.compile(r"[-+]?[0-9]{1,300}")
OCTAL = re.compile(r"0o[0-7]{1,300}")
HEX = re.compile(r"0x[0-9a-fA-F]{1,300}")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
CORE = "tag:yaml.org,2002:"
PLAIN = "plain"


class _Loader(_Base):  # type: ignore[misc]
    """A loader that only composes; every scalar stays text until we read it."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """Return our own tags, so that `5`, `"5"` and `!!str 5` stay apart."""
        if kind is yaml.ScalarNode:
            return PLAIN if implicit[0] else f"{CORE}str"
        return f"{CORE}seq" if kind is yaml.SequenceNode else f"{CORE}map"


@dataclass
class Document:
    """The value of a YAML file; `lines` maps the path of every part to its line.

    `texts` holds plain scalars that are not text as they were written; `faults` are what only
    YAML can have: duplicate keys, keys that are not text, unknown tags.
    """

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    texts: dict[Path, str] = field(default_factory=dict)
    faults: list[tuple[int, Path, Sentence]] = field(default_factory=list)

    def line(self, path: Path) -> int | None:
        """Return the line of a path, or of the nearest part above it that has one."""
        parts = tuple(str(part) if not isinstance(part, int) else part for part in path)
        while parts and parts not in self.lines:
            parts = parts[:-1]
        return self.lines.get(parts)


def read_yaml(data: bytes) -> Document:
    """Read one YAML document; what makes it unreadable as a whole is its only fault."""
    document = Document()
    try:
        if len(data) > MAX_MEGABYTES * 1_000_000:
            size = len(data) // 1_000_000
            raise _Unreadable(say("yaml_large", size=size, most=MAX_MEGABYTES), 1)
        text = decode(data)
        parts = _probe(text)
        node = yaml.compose(text, Loader=_Loader)
        if node is None:
            raise _Unreadable(say("yaml_empty"), 1)
        document.value = _Reader(document, parts + MAX_EXPANSION).read(node, ())
        if document.value is None and not document.faults:  # null, ~ or an anchor of nothing
            raise _Unreadable(say("yaml_empty"), node.start_mark.line + 1)
    except SheetError as error:
        document.faults = [(error.line or 1, (), error.sentence)]
    except _Unreadable as error:
        document.faults = [(error.line, (), error.sentence)]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = " ".join(filter(None, (error.context, error.problem)))
        line = mark.line + 1 if mark else 1
        document.faults = [(line, (), say("yaml_broken", reason=reason))]
    except yaml.YAMLError as error:
        document.faults = [(1, (), say("yaml_broken", reason=str(error).splitlines()[0]))]
    return document


class _Unreadable(Exception):
    """The document as a whole cannot be read."""

    def __init__(self, sentence: Sentence, line: int) -> None:
        self.sentence = sentence
        self.line = line
        super().__init__(sentence.en)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _probe(text: str) -> int:
    """Return how many parts are written; refuse several documents and endless depth."""
    depth = documents = parts = 0
    for event in yaml.parse(text, Loader=_Loader):
        parts += 1
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Unreadable(say("yaml_documents"), _line(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _Unreadable(say("yaml_deep", depth=MAX_DEPTH), _line(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return parts


class _Reader:
    """Walks the nodes once; aliases are expanded up to a bound, so that no file explodes."""

    def __init__(self, document: Document, limit: int) -> None:
        self.document = document
        self.limit = limit
        self.parts = 0
        self.open: set[int] = set()

    def read(self, node: Any, path: Path) -> Any:
        line = node.start_mark.line + 1
        self.parts += 1
        if self.parts > self.limit or id(node) in self.open:
            raise _Unreadable(say("yaml_aliases"), line)
        self.document.lines.setdefault(path, line)
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, path)
        self.open.add(id(node))
        value: Any
        if isinstance(node, yaml.SequenceNode):
            value = [self.read(child, (*path, i)) for i, child in enumerate(node.value)]
        else:
            value = dict(self.entries(node, path))
        self.open.discard(id(node))
        return value

    def entries(self, node: Any, path: Path) -> Iterator[tuple[str, Any]]:
        seen: dict[str, int] = {}
        for key_node, child in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.document.faults.append((line, path, say("yaml_key_not_text")))
                continue
            key = key_node.value
            if key in seen:
                twice = say("yaml_key_twice", first=seen[key])
                self.document.faults.append((line, (*path, key), twice))
                continue
            seen[key] = line
            self.document.lines[(*path, key)] = line
            yield key, self.read(child, (*path, key))

    def scalar(self, node: Any, path: Path) -> Any:
        text: str = node.value
        value: Any = core_value(text) if node.tag == PLAIN else text
        if node.tag in SCALARS:
            value = core_value(text)
        if node.tag not in (PLAIN, f"{CORE}str") and not isinstance(
            value, SCALARS.get(node.tag, ())
        ):
            line = node.start_mark.line + 1
            self.document.faults.append(
                (line, path, say("yaml_tag", tag=node.tag.replace(CORE, "!!"), value=text))
            )
        if value is not None and not isinstance(value, str):
            self.document.texts[path] = text
        return value


SCALARS: dict[str, tuple[type, ...]] = {
    f"{CORE}int": (int,),
    f"{CORE}float": (float, int),
    f"{CORE}bool": (bool,),
    f"{CORE}null": (type(None),),
}


def core_value(text: str) -> Any:
    """Return the value of a plain scalar by the core schema."""
    if NULL.fullmatch(text):
        return None
    if BOOL.fullmatch(text):
        return text.lower() == "true"
    if INT.fullmatch(text):
        return int(text)
    if OCTAL.fullmatch(text):
        return int(text[2:], 8)
    if HEX.fullmatch(text):
        return int(text[2:], 16)
    if FLOAT.fullmatch(text):
        return float(text)
    return text
