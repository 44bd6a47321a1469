"""The scenario as arrays: indices instead of ids, days and slots instead of dates.

Index sets used throughout the formulation: cadre i (planned cadres only, sorted by id), unit u,
tier T, day d (0 is `horizon.from`), slot h = d * slots_per_day + position in the day, lecturer l,
room r, venue v, module m, topic t, programme p, class k, requirement q. Intervals are half-open.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from models.rules import Component
from models.scenario import Scenario

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Activity:
    """One activity of a programme: `index` in the programme's list, length in slots."""

    index: int
    kind: str
    sessions: int
    position: str


@dataclass(frozen=True)
class Menu:
    """One way to take the electives of a programme; `modules` are core, then electives, sorted.

    `length` is in slots, `days` in days; `total[t]` the periods on topic t, `largest[t]` the
    largest single exposure to t inside the class.
    """

    electives: tuple[int, ...]
    modules: tuple[int, ...]
    length: int
    days: int
    periods: float
    total: Floats
    largest: Floats


@dataclass(frozen=True)
class ProgrammeData:
    """One programme by indices; `level[l, m]` is 0 where lecturer l may not teach module m."""

    index: int
    id: str
    tiers: tuple[int, ...]
    core: tuple[int, ...]
    choices: tuple[tuple[int, tuple[int, ...]], ...]
    activities: tuple[Activity, ...]
    order: tuple[tuple[int, int], ...]
    size_min: int
    size_max: int
    max_days: int | None
    counts_for: Bools
    menus: tuple[Menu, ...]
    level: npt.NDArray[np.int8]
    admits: Bools


@dataclass(frozen=True)
class Frozen:
    """What a class keeps from the baseline because it starts before `freeze_before`."""

    start: int
    room: int
    modules: tuple[int, ...]
    lecturers: dict[int, int]
    members: Ints


@dataclass(frozen=True)
class BaselineClass:
    """An open class of the baseline: start day, room, module -> (lecturer, first seq), members."""

    start: int
    room: int | None
    teaching: dict[int, tuple[int | None, int]]
    members: Ints


@dataclass(frozen=True)
class ClassData:
    """One candidate class by indices; `first_day` and `last_day` bound its days (inclusive)."""

    index: int
    id: str
    programme: int
    rooms: tuple[int, ...]
    first_day: int
    last_day: int
    must_open: bool
    may_open: bool
    start: int | None
    room: int | None
    electives: tuple[int, ...]
    lecturers: dict[int, int]
    members: Ints
    frozen: Frozen | None = None
    baseline: BaselineClass | None = None


@dataclass
class Instance:
    """Everything the formulation reads; arrays are never changed after `derive`."""

    scenario: Scenario
    num_days: int
    slots_per_day: int
    working: Bools  # [d]
    week: Ints  # [d] running number of the ISO week
    month: Ints  # [d] running number of the calendar month
    risk: Floats  # [d]
    cadre_ids: list[str]
    tier_of: Ints  # [i]
    unit_of: Ints  # [i]
    priority: Floats  # [i]
    group_of: Ints  # [i] cover group, -1 none
    away: npt.NDArray[np.int32]  # [d + 1, i] number of days before d on which i cannot attend
    seen: Bools  # [i, t]
    remaining: (
        Floats  # [i, q] what requirement q still wants of i (0 where it does not name the tier)
    )
    covered: Bools  # [i] covered before the plan
    unit_cap: Ints  # [u] most planned cadres absent on one day
    tier_weight: Floats  # [T]
    tier_need: Ints  # [T] persons still to be covered to reach the target
    tier_target: Ints
    tier_population: Ints
    requirement_start: Ints  # [q] first start day that counts for q
    requirement_unit: list[str]
    requirement_min: Floats
    requirement_names: Bools  # [q, T]
    module_ids: list[str]
    module_sessions: Ints
    module_periods: Floats
    topic_ids: list[str]
    exposure: Floats  # [m, t] topic periods
    lecturer_ids: list[str]
    lecturer_free: Bools  # [l, h]
    lecturer_total: Ints  # [l]
    lecturer_week: Ints
    lecturer_day: Ints
    lecturer_fee: Floats
    room_ids: list[str]
    room_free: Bools  # [r, h]
    room_venue: Ints
    room_capacity: Ints
    room_cost: Floats
    room_online: Bools
    venue_ids: list[str]
    serves: Bools  # [v, u]
    km: Floats  # [u, r]
    programmes: list[ProgrammeData]
    classes: list[ClassData]
    open_days: dict[int, Bools] = field(default_factory=dict)  # [p][d] working and not closed
    weights: Floats = field(default_factory=lambda: np.zeros((0, 0)))  # [level, component]
    has_baseline: bool = False
    lost_moves: float = 0.0  # points of open baseline classes that the scenario no longer has

    @property
    def num_cadres(self) -> int:
        """Number of planned cadres."""
        return len(self.cadre_ids)

    @property
    def num_slots(self) -> int:
        """Number of slots of the horizon."""
        return self.num_days * self.slots_per_day

    def date_of(self, day: int) -> date:
        """Return the calendar date of a day index."""
        return self.scenario.horizon.start + timedelta(days=int(day))

    def weight(self, level: int, component: Component) -> float:
        """Return the weight of a component at a level (0 where the level does not name it)."""
        return float(self.weights[level, COMPONENTS.index(component)])

    def attends(self, start: int, days: int) -> Bools:
        """Return [i]: nothing keeps i away on any of the days start .. start + days - 1."""
        free: Bools = self.away[start + days] == self.away[start]
        return free

    def starts(self, k: int, days: int) -> list[int]:
        """Return the start days on which class k can hold `days` days (H4, H11, H15)."""
        cls = self.classes[k]
        open_days = self.open_days[cls.programme]
        if cls.start is not None:
            possible = [cls.start]
        else:
            possible = list(range(cls.first_day, cls.last_day - days + 2))
        return [
            d
            for d in possible
            if d >= cls.first_day and d + days - 1 <= cls.last_day and open_days[d : d + days].all()
        ]

    def rooms(self, k: int) -> list[int]:
        """Return the rooms that class k may use (H9, H15)."""
        cls = self.classes[k]
        return list(cls.rooms) if cls.room is None else [cls.room] if cls.room in cls.rooms else []

    def room_is_free(self, room: int, start: int, length: int) -> bool:
        """Tell whether a room is available in every slot of a class (H9), other classes aside."""
        first = start * self.slots_per_day
        return bool(self.room_free[room, first : first + length].all())

    def capacity(self, k: int, room: int) -> int:
        """Return the most cadres that class k can have in a room (H3)."""
        programme = self.programmes[self.classes[k].programme]
        return int(min(programme.size_max, self.room_capacity[room]))

    def gain(self, p: int, menu: Menu, start: int) -> Floats:
        """Return [q]: what attending a class of programme p gives to each requirement."""
        programme = self.programmes[p]
        values = {"class": 1.0, "day": float(menu.days), "period": menu.periods}
        gains = np.array([values[unit] for unit in self.requirement_unit], dtype=float)
        counts = programme.counts_for & (start >= self.requirement_start)
        result: Floats = np.where(counts, gains, 0.0)
        return result


COMPONENTS: tuple[Component, ...] = tuple(Component)
