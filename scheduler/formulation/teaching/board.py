"""What the rooms of the teaching program share: options, variables, and what others use.

Index sets: option o of a class (start, room, menu, members), part of the class, position q inside
the class (in slots), lecturer x. Variables: choose[o]; begin[o, part, q]; teach[o, part, q, x].
Who attends is part of an option; classes outside the program stay as they are.
"""

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from ortools.sat.python import cp_model

from scheduler.formulation.decisions import ClassDecision, Decisions, Part
from scheduler.formulation.instance import Bools, Instance, Ints, Menu


@dataclass(frozen=True)
class Effort:
    """Limits of one solve: `work` in deterministic seconds, and a time of time.monotonic().

    Building the program counts. It ends sooner where no plan is better by more than `gap`, a share
    of the objective.
    """

    work: float
    until: float
    seed: int
    wide: bool = False
    gap: float = 0.0

    @property
    def seconds(self) -> float:
        """What is left; never nothing, since solvers take that for no limit."""
        return max(0.05, self.until - time.monotonic())


@dataclass(frozen=True, eq=False)
class Option:
    """One way to hold class k; `value` is its worth if chosen."""

    k: int
    start: int
    room: int
    menu: Menu
    members: Ints
    value: float = 0.0

    @property
    def days(self) -> range:
        """The days of the class."""
        return range(self.start, self.start + self.menu.days)


def as_it_is(k: int, decision: ClassDecision) -> Option:
    """Return the option that keeps start, room, menu and people of an open class."""
    return Option(k, decision.start, decision.room, decision.menu, decision.members)


@dataclass
class Board:
    """The program under construction: options, variables and the sessions of other classes."""

    instance: Instance
    decisions: Decisions
    options: list[Option]
    reserved: Mapping[int, int] = field(default_factory=dict)  # [x]: sessions for other classes
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    of_class: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    choose: list[cp_model.IntVar] = field(default_factory=list)
    begin: dict[tuple[int, Part, int], cp_model.IntVar] = field(default_factory=dict)
    teach: dict[tuple[int, Part, int, int], cp_model.IntVar] = field(default_factory=dict)
    load: dict[int, list[tuple[cp_model.IntVar, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    shared: dict[tuple[int, int], bool] = field(default_factory=dict)
    busy: Bools = field(init=False)  # [x, h]
    room_busy: Bools = field(init=False)  # [r, h]
    venue_of: dict[tuple[int, int], int] = field(default_factory=dict)  # [x, day]
    used_total: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    used_day: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    used_week: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    used_month: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def __post_init__(self) -> None:
        """Note what the classes outside the program use."""
        for o, option in enumerate(self.options):
            self.of_class[option.k].append(o)
            self.choose.append(self.model.new_bool_var(""))
        inst = self.instance
        self.busy = np.zeros((len(inst.lecturer_ids), inst.num_slots), dtype=bool)
        self.room_busy = np.zeros((len(inst.room_ids), inst.num_slots), dtype=bool)
        for k, decision in self.decisions.items():
            if k not in self.of_class:
                self._use(decision)

    def _use(self, decision: ClassDecision) -> None:
        inst = self.instance
        first = decision.start * inst.slots_per_day
        self.room_busy[decision.room, first : first + decision.menu.length] = True
        self.used_month[int(inst.month[decision.start])] += 1
        for part, offset in decision.first_slots().items():
            if not part.is_module:
                continue
            x = decision.lecturers[part.index]
            self.used_total[x] += part.sessions
            for h in range(first + offset, first + offset + part.sessions):
                day = h // inst.slots_per_day
                self.busy[x, h] = True
                self.venue_of[x, day] = int(inst.room_venue[decision.room])
                self.used_day[x, day] += 1
                self.used_week[x, int(inst.week[day])] += 1
