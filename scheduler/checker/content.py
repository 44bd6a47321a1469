"""What a class teaches: H5 core modules, choices, activities, order and consecutive sessions."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby

from models.curriculum import Programme
from models.result import Violation
from models.rules import Rule
from scheduler.checker.evidence import Evidence
from scheduler.checker.exact import shown
from scheduler.checker.paper import HeldClass


def h5_core_and_choices(evidence: Evidence) -> Iterator[Violation]:
    """H5: core(p) is taught, |taught from each choice| = count, nothing else is taught."""
    for held, _, programme in evidence.held_classes():
        taught, class_id = set(held.modules), held.class_id
        for module in programme.modules:
            if module not in taught:
                yield evidence.breach(
                    Rule.H5, class_id, "h5_core", class_id=class_id, module=module
                )
        allowed = set(programme.modules)
        for choice in programme.choose:
            allowed.update(choice.options)
            count = len(taught & set(choice.options))
            if count != choice.count:
                yield evidence.breach(
                    Rule.H5,
                    class_id,
                    "h5_choice",
                    class_id=class_id,
                    count=count,
                    options=", ".join(choice.options),
                    wanted=choice.count,
                )
        for module in sorted(taught & evidence.facts.modules.keys() - allowed):
            yield evidence.breach(
                Rule.H5,
                class_id,
                "h5_foreign",
                class_id=class_id,
                module=module,
                programme=programme.id,
            )


def h5_sessions_of_modules(evidence: Evidence) -> Iterator[Violation]:
    """H5: a taught module has its number of sessions, all consecutive, so it is taught once."""
    for held, _, _ in evidence.held_classes():
        runs = Counter(label for label, _ in groupby(held.sessions, lambda s: (s.kind, s.module)))
        counts = Counter(row.module for row in held.taught)
        for module in held.modules:
            if module not in evidence.facts.modules:
                continue
            wanted = evidence.facts.modules[module].sessions
            if counts[module] != wanted:
                yield evidence.breach(
                    Rule.H5,
                    held.class_id,
                    "h5_sessions",
                    class_id=held.class_id,
                    module=module,
                    count=counts[module],
                    wanted=wanted,
                )
            if runs["module", module] > 1:
                yield evidence.breach(
                    Rule.H5, held.class_id, "h5_split", class_id=held.class_id, module=module
                )


def h5_order(evidence: Evidence) -> Iterator[Violation]:
    """H5: for each pair (m, n) taught, the last session of m comes before the first of n."""
    for held, _, programme in evidence.held_classes():
        places: dict[str | None, list[int]] = defaultdict(list)
        for place, row in enumerate(held.sessions):
            if row.kind == "module":
                places[row.module].append(place)
        for first, second in programme.order:
            if first in places and second in places and places[first][-1] > places[second][0]:
                yield evidence.breach(
                    Rule.H5,
                    held.class_id,
                    "h5_order",
                    class_id=held.class_id,
                    first=first,
                    second=second,
                )


def h5_activities(evidence: Evidence) -> Iterator[Violation]:
    """H5: kinds(k) = first activities, modules mixed with free activities, last activities."""
    for held, _, programme in evidence.held_classes():
        kinds = [row.kind for row in held.sessions]
        first, last = _kinds(programme, "first"), _kinds(programme, "last")
        end = len(kinds) - len(last)
        ends = {
            "h5_first": (first, kinds[: len(first)]),
            "h5_last": (last, kinds[max(len(first), end) :]),
        }
        broken = {key: pair for key, pair in ends.items() if pair[0] != pair[1]}
        for key, (wanted, found) in broken.items():
            yield evidence.breach(
                Rule.H5,
                held.class_id,
                key,
                class_id=held.class_id,
                wanted=", ".join(wanted),
                found=shown(", ".join(found)),
            )
        if not broken:
            yield from _free_activities(evidence, held, programme, kinds[len(first) : end])


def _kinds(programme: Programme, position: str) -> list[str]:
    return [
        activity.kind
        for activity in programme.activities
        if activity.position == position
        for _ in range(activity.sessions)
    ]


def _free_activities(
    evidence: Evidence, held: HeldClass, programme: Programme, kinds: list[str]
) -> Iterator[Violation]:
    wanted: dict[str, list[int]] = defaultdict(list)
    found: dict[str, list[int]] = defaultdict(list)
    for activity in programme.activities:
        if activity.position == "any":
            wanted[activity.kind].append(activity.sessions)
    for kind, rows in groupby(kinds):
        if kind != "module":
            found[kind].append(len(list(rows)))
    for kind in sorted(wanted.keys() | found.keys()):
        if not _fill(found[kind], sorted(wanted[kind], reverse=True)):
            yield evidence.breach(
                Rule.H5,
                held.class_id,
                "h5_activity",
                class_id=held.class_id,
                kind=kind,
                found=_blocks(found[kind]),
                wanted=_blocks(wanted[kind]),
            )


def _blocks(sizes: list[int]) -> str:
    return " + ".join(map(str, sizes)) or "0"


def _fill(blocks: list[int], pieces: list[int]) -> bool:
    """Tell whether the pieces, each used whole and once, fill the blocks exactly."""
    if sum(blocks) != sum(pieces):
        return False
    if not pieces:
        return True
    piece, rest = pieces[0], pieces[1:]
    return any(
        _fill([*blocks[:place], block - piece, *blocks[place + 1 :]], rest)
        for place, block in enumerate(blocks)
        if block >= piece and block not in blocks[:place]
    )
