"""Rooms and people across classes (H1-H3, H9-H12)."""

from collections import defaultdict

import numpy as np
from ortools.sat.python import cp_model

from scheduler.formulation.instance import Ints
from scheduler.formulation.teaching.board import Board, Option


def room_rules(board: Board) -> None:
    """H9 for the free classes among themselves and beside the others."""
    inst = board.instance
    by_slot: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
    for option, literal in zip(board.options, board.choose, strict=True):
        first = option.start * inst.slots_per_day
        slots = range(first, first + option.menu.length)
        if board.room_busy[option.room, slots.start : slots.stop].any():
            board.model.add(literal == 0)
        for h in slots:
            by_slot[option.room, h].append(literal)
    for literals in by_slot.values():
        if len(literals) > 1:
            board.model.add_at_most_one(literals)


def people_rules(board: Board, *, apart: bool) -> None:
    """H1, H2, H3, H10, H11 and H12 for the members of each option."""
    by_day: dict[int, list[int]] = defaultdict(list)
    for o, (option, literal) in enumerate(zip(board.options, board.choose, strict=True)):
        if not _members_fit(board, option):
            board.model.add(literal == 0)
        for day in option.days:
            by_day[day].append(o)
    if apart:
        _between_classes(board, by_day)
        if board.instance.scenario.rules.max_classes_per_cadre == 1:
            _same_people(board)


def _between_classes(board: Board, by_day: dict[int, list[int]]) -> None:
    """Hold units' limits and keep shared people apart on every day with several classes."""
    fixed: dict[int, list[int]] = defaultdict(list)
    for k, decision in board.decisions.items():
        if k not in board.of_class:
            for day in range(decision.start, decision.start + decision.menu.days):
                fixed[day].append(k)
    done: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
    for day, options in by_day.items():
        key = tuple(options), tuple(fixed[day])
        classes = {board.options[o].k for o in options}
        if key in done or len(classes) + len(fixed[day]) < 2:
            continue
        done.add(key)
        _unit_day(board, options, fixed[day])
        _clashes(board, options, fixed[day])


def _members_fit(board: Board, option: Option) -> bool:
    inst = board.instance
    if len(option.members) > inst.capacity(option.k, option.room):
        return False
    serves = inst.serves[inst.room_venue[option.room]][inst.unit_of[option.members]]
    there = inst.attends(option.start, option.menu.days)[option.members]
    return bool(serves.all() and there.all())


def _unit_day(board: Board, options: list[int], others: list[int]) -> None:
    inst = board.instance
    size = len(inst.unit_cap)
    base = np.zeros(size, dtype=np.int64)
    for k in others:
        base += np.bincount(inst.unit_of[board.decisions[k].members], minlength=size)
    counts = np.stack(
        [np.bincount(inst.unit_of[board.options[o].members], minlength=size) for o in options]
    )
    most: dict[int, Ints] = {}
    for o, row in zip(options, counts, strict=True):
        k = board.options[o].k
        most[k] = np.maximum(most.get(k, 0), row)
    for u in np.flatnonzero(base + sum(most.values()) > inst.unit_cap):
        column = counts[:, u]
        terms = [int(n) * board.choose[o] for o, n in zip(options, column, strict=True) if n]
        if terms:
            board.model.add(sum(terms) <= int(inst.unit_cap[u] - base[u]))


def _clashes(board: Board, options: list[int], others: list[int]) -> None:
    """Keep apart what meets on one day and shares a cadre or a cover group."""
    for n, o in enumerate(options):
        mine = board.options[o]
        if any(_share(board, mine.members, board.decisions[k].members) for k in others):
            board.model.add(board.choose[o] == 0)
        for p in options[n + 1 :]:
            other = board.options[p]
            if other.k != mine.k and _share(board, mine.members, other.members):
                board.model.add_at_most_one([board.choose[o], board.choose[p]])


def _same_people(board: Board) -> None:
    """Keep options of different classes apart that share a cadre on any days (H2)."""
    several = [k for k, options in board.of_class.items() if len(options) > 1]
    for n, k in enumerate(several):
        for other in several[n + 1 :]:
            for o in board.of_class[k]:
                for p in board.of_class[other]:
                    one, two = board.options[o].members, board.options[p].members
                    if len(np.intersect1d(one, two, assume_unique=True)):
                        board.model.add_at_most_one([board.choose[o], board.choose[p]])


def _share(board: Board, one: Ints, two: Ints) -> bool:
    key = (id(one), id(two))
    if key not in board.shared:
        g1, g2 = board.instance.group_of[one], board.instance.group_of[two]
        board.shared[key] = bool(
            len(np.intersect1d(one, two, assume_unique=True))
            or len(np.intersect1d(g1[g1 >= 0], g2[g2 >= 0]))
        )
    return board.shared[key]
