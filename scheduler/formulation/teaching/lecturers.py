"""Lecturers across classes: one class per slot, one venue a day, limits (H7, H8)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from scheduler.formulation.teaching.board import Board

Literals = list[cp_model.IntVar]


@dataclass
class _Uses:
    """The teaching literals by what they use up."""

    slot: dict[tuple[int, int], Literals] = field(default_factory=lambda: defaultdict(list))
    day: dict[tuple[int, int], Literals] = field(default_factory=lambda: defaultdict(list))
    week: dict[tuple[int, int], Literals] = field(default_factory=lambda: defaultdict(list))
    venue: dict[tuple[int, int], dict[int, Literals]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )


def lecturer_rules(board: Board) -> None:
    """Hold H7 and H8 for the sessions of the free classes beside those of the others."""
    uses = _uses(board)
    for literals in uses.slot.values():
        if len(literals) > 1:
            board.model.add_at_most_one(literals)
    for venues in uses.venue.values():
        if len(venues) > 1:
            _one_venue(board, venues)
    _limits(board, uses)


def _uses(board: Board) -> _Uses:
    inst = board.instance
    uses = _Uses()
    for (o, part, q, x), literal in board.teach.items():
        option = board.options[o]
        first = option.start * inst.slots_per_day + q
        venue = int(inst.room_venue[option.room])
        board.load[x].append((literal, part.sessions))
        for h in range(first, first + part.sessions):
            day = h // inst.slots_per_day
            uses.slot[x, h].append(literal)
            uses.day[x, day].append(literal)
            uses.week[x, int(inst.week[day])].append(literal)
            uses.venue[x, day][venue].append(literal)
    return uses


def _limits(board: Board, uses: _Uses) -> None:
    inst = board.instance
    for (x, day), literals in uses.day.items():
        left = int(inst.lecturer_day[x]) - board.used_day[x, day]
        if left < min(len(literals), inst.slots_per_day):
            board.model.add(sum(literals) <= left)
    for (x, week), literals in uses.week.items():
        left = int(inst.lecturer_week[x]) - board.used_week[x, week]
        if left < len(literals):
            board.model.add(sum(literals) <= left)
    for x, terms in board.load.items():
        left = int(inst.lecturer_total[x]) - board.used_total[x]
        left = max(0, left - board.reserved.get(x, 0))
        if left < sum(sessions for _, sessions in terms):
            board.model.add(sum(s * v for v, s in terms) <= left)


def _one_venue(board: Board, venues: Mapping[int, Literals]) -> None:
    at = []
    for literals in venues.values():
        here = board.model.new_bool_var("")
        at.append(here)
        for literal in literals:
            board.model.add_implication(literal, here)
    board.model.add_at_most_one(at)
