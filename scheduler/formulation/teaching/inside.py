"""The inside of a class: its parts in order, one lecturer for each module (H4, H5, H6, H15)."""

from collections import defaultdict

import numpy as np
from ortools.sat.python import cp_model

from scheduler.formulation.decisions import Part, parts_of
from scheduler.formulation.teaching.board import Board, Option


def inside(board: Board, o: int, option: Option) -> None:
    """Cover every slot of an option exactly once, if it is chosen; order pairs hold (H5)."""
    inst = board.instance
    chosen = board.choose[o]
    parts = parts_of(inst, option.k, option.menu)
    covering: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    where: dict[Part, list[tuple[int, cp_model.IntVar]]] = {}
    for part in parts:
        where[part] = []
        for q in _positions(board, option, part, parts):
            literal = _begin(board, o, option, part, q)
            if literal is None:
                continue
            where[part].append((q, literal))
            for slot in range(q, q + part.sessions):
                covering[slot].append(literal)
        board.model.add(sum(v for _, v in where[part]) == chosen)
    for slot in range(option.menu.length):
        board.model.add(sum(covering[slot]) == chosen)
    programme = inst.programmes[inst.classes[option.k].programme]
    for m, n in programme.order:
        a = Part(True, m, int(inst.module_sessions[m]))
        b = Part(True, n, int(inst.module_sessions[n]))
        if a in where and b in where:
            first = sum(q * v for q, v in where[a])
            second = sum(q * v for q, v in where[b])
            board.model.add(second >= first + a.sessions).only_enforce_if(chosen)


def _positions(board: Board, option: Option, part: Part, parts: list[Part]) -> list[int]:
    """Return where a part can begin: first and last activities have one place only."""
    inst = board.instance
    cls = inst.classes[option.k]
    activities = inst.programmes[cls.programme].activities
    position = {p: activities[p.index].position for p in parts if not p.is_module}
    firsts = [p for p in parts if position.get(p) == "first"]
    lasts = [p for p in parts if position.get(p) == "last"]
    length = option.menu.length
    if part in firsts:
        return [sum(p.sessions for p in firsts[: firsts.index(part)])]
    if part in lasts:
        return [length - sum(p.sessions for p in lasts[lasts.index(part) :])]
    if part.is_module and cls.frozen is not None:
        return [board.decisions[option.k].first_slots()[part]]
    low = sum(p.sessions for p in firsts)
    high = length - sum(p.sessions for p in lasts) - part.sessions
    return list(range(low, high + 1))


def _begin(board: Board, o: int, option: Option, part: Part, q: int) -> cp_model.IntVar | None:
    if not part.is_module:
        literal = board.model.new_bool_var("")
        board.begin[o, part, q] = literal
        return literal
    lecturers = _lecturers(board, option, part, q)
    if not lecturers:
        return None
    literal = board.model.new_bool_var("")
    board.begin[o, part, q] = literal
    taught = []
    for lecturer in lecturers:
        teaches = board.model.new_bool_var("")
        board.teach[o, part, q, lecturer] = teaches
        taught.append(teaches)
    board.model.add(sum(taught) == literal)
    return literal


def _lecturers(board: Board, option: Option, part: Part, q: int) -> list[int]:
    """Return who may give a module from position q on (H6, H7, H15), free classes aside."""
    inst = board.instance
    cls = inst.classes[option.k]
    level = inst.programmes[cls.programme].level[:, part.index]
    fixed = cls.lecturers.get(part.index)
    if cls.frozen is not None:
        fixed = cls.frozen.lecturers.get(part.index)
    able = np.flatnonzero(level > 0) if fixed is None else [fixed] if level[fixed] > 0 else []
    first = option.start * inst.slots_per_day + q
    slots = slice(first, first + part.sessions)
    venue = int(inst.room_venue[option.room])
    days = {h // inst.slots_per_day for h in range(slots.start, slots.stop)}
    return [
        int(x)
        for x in able
        if inst.lecturer_free[x, slots].all()
        and not board.busy[x, slots].any()
        and all(board.venue_of.get((int(x), day), venue) == venue for day in days)
    ]
