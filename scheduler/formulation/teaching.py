"""When, where and by whom, for classes whose people and menus are given: an exact program.

Index sets: option o of a class (start, room, menu, members), part of the class, position q inside
the class (in slots), lecturer x. Variables: choose[o]; begin[o, part, q]; teach[o, part, q, x].
Who attends is part of an option; classes outside the program stay as they are.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from models.rules import Component
from scheduler.formulation.decisions import ClassDecision, Decisions, Part, class_cost, parts_of
from scheduler.formulation.instance import Instance, Ints, Menu

SCALE_TO = 10**7
Term = tuple[cp_model.IntVar, float]


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


class TeachingProgram:
    """The program for a set of free classes; all other open classes stay as they are."""

    def __init__(
        self,
        instance: Instance,
        decisions: Decisions,
        options: list[Option],
        optional: frozenset[int] = frozenset(),
    ) -> None:
        """Build variables and rules; the classes in `optional` may stay closed."""
        self.instance = instance
        self.decisions = decisions
        self.options = options
        self.of_class: dict[int, list[int]] = defaultdict(list)
        for o, option in enumerate(options):
            self.of_class[option.k].append(o)
        self.model = cp_model.CpModel()
        self.choose: list[cp_model.IntVar] = []
        self.begin: dict[tuple[int, Part, int], cp_model.IntVar] = {}
        self.teach: dict[tuple[int, Part, int, int], cp_model.IntVar] = {}
        self._fixed_usage()
        for o, option in enumerate(options):
            self.choose.append(self.model.new_bool_var(""))
            self._inside(o, option)
        for k, chosen in self.of_class.items():
            literals = [self.choose[o] for o in chosen]
            if k in optional:
                self.model.add_at_most_one(literals)
            else:
                self.model.add_exactly_one(literals)
        self._lecturer_rules()
        self._room_rules()
        self._people_rules()
        self._peaks()
        self._budget()

    # ---- variables and the inside of a class (H4, H5, H6, H15)

    def _inside(self, o: int, option: Option) -> None:
        inst = self.instance
        chosen = self.choose[o]
        parts = parts_of(inst, option.k, option.menu)
        covering: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        where: dict[Part, list[tuple[int, cp_model.IntVar]]] = {}
        for part in parts:
            where[part] = []
            for q in self._positions(option, part, parts):
                literal = self._begin(o, option, part, q)
                if literal is None:
                    continue
                where[part].append((q, literal))
                for slot in range(q, q + part.sessions):
                    covering[slot].append(literal)
            self.model.add(sum(v for _, v in where[part]) == chosen)
        for slot in range(option.menu.length):
            self.model.add(sum(covering[slot]) == chosen)
        programme = inst.programmes[inst.classes[option.k].programme]
        for m, n in programme.order:
            a = Part(True, m, int(inst.module_sessions[m]))
            b = Part(True, n, int(inst.module_sessions[n]))
            if a in where and b in where:
                first = sum(q * v for q, v in where[a])
                second = sum(q * v for q, v in where[b])
                self.model.add(second >= first + a.sessions).only_enforce_if(chosen)

    def _positions(self, option: Option, part: Part, parts: list[Part]) -> list[int]:
        """Return where a part can begin: first and last activities have one place only."""
        inst = self.instance
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
            return [self.decisions[option.k].first_slots()[part]]
        low = sum(p.sessions for p in firsts)
        high = length - sum(p.sessions for p in lasts) - part.sessions
        return list(range(low, high + 1))

    def _begin(self, o: int, option: Option, part: Part, q: int) -> cp_model.IntVar | None:
        if not part.is_module:
            literal = self.model.new_bool_var("")
            self.begin[o, part, q] = literal
            return literal
        lecturers = self._lecturers(option, part, q)
        if not lecturers:
            return None
        literal = self.model.new_bool_var("")
        self.begin[o, part, q] = literal
        taught = []
        for lecturer in lecturers:
            teaches = self.model.new_bool_var("")
            self.teach[o, part, q, lecturer] = teaches
            taught.append(teaches)
        self.model.add(sum(taught) == literal)
        return literal

    def _lecturers(self, option: Option, part: Part, q: int) -> list[int]:
        """Return who may give a module from position q on (H6, H7, H15), free classes aside."""
        inst = self.instance
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
            and not self.busy[x, slots].any()
            and all(self.venue_of.get((int(x), day), venue) == venue for day in days)
        ]

    # ---- what the other classes use

    def _fixed_usage(self) -> None:
        inst = self.instance
        self.busy = np.zeros((len(inst.lecturer_ids), inst.num_slots), dtype=bool)
        self.room_busy = np.zeros((len(inst.room_ids), inst.num_slots), dtype=bool)
        self.venue_of: dict[tuple[int, int], int] = {}
        self.used_total: dict[int, int] = defaultdict(int)
        self.used_day: dict[tuple[int, int], int] = defaultdict(int)
        self.used_week: dict[tuple[int, int], int] = defaultdict(int)
        self.used_month: dict[int, int] = defaultdict(int)
        for k, decision in self.decisions.items():
            if k in self.of_class:
                continue
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

    # ---- rules across classes

    def _lecturer_rules(self) -> None:
        """H7 and H8 for the sessions of the free classes beside those of the others."""
        inst = self.instance
        by_slot: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
        by_day: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
        by_week: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
        by_venue: dict[tuple[int, int], dict[int, list[cp_model.IntVar]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self.load: dict[int, list[tuple[cp_model.IntVar, int]]] = defaultdict(list)
        for (o, part, q, x), literal in self.teach.items():
            place = self.options[o]
            first = place.start * inst.slots_per_day + q
            venue = int(inst.room_venue[place.room])
            self.load[x].append((literal, part.sessions))
            for h in range(first, first + part.sessions):
                day = h // inst.slots_per_day
                by_slot[x, h].append(literal)
                by_day[x, day].append(literal)
                by_week[x, int(inst.week[day])].append(literal)
                by_venue[x, day][venue].append(literal)
        for literals in by_slot.values():
            if len(literals) > 1:
                self.model.add_at_most_one(literals)
        for (x, day), literals in by_day.items():
            left = int(inst.lecturer_day[x]) - self.used_day[x, day]
            if left < min(len(literals), inst.slots_per_day):
                self.model.add(sum(literals) <= left)
        for (x, week), literals in by_week.items():
            left = int(inst.lecturer_week[x]) - self.used_week[x, week]
            if left < len(literals):
                self.model.add(sum(literals) <= left)
        for x, terms in self.load.items():
            left = int(inst.lecturer_total[x]) - self.used_total[x]
            if left < sum(sessions for _, sessions in terms):
                self.model.add(sum(s * v for v, s in terms) <= left)
        for venues in by_venue.values():
            if len(venues) > 1:
                self._one_venue(venues)

    def _one_venue(self, venues: Mapping[int, list[cp_model.IntVar]]) -> None:
        at = []
        for literals in venues.values():
            here = self.model.new_bool_var("")
            at.append(here)
            for literal in literals:
                self.model.add_implication(literal, here)
        self.model.add_at_most_one(at)

    def _room_rules(self) -> None:
        """H9 for the free classes among themselves and beside the others."""
        inst = self.instance
        by_slot: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
        for option, literal in zip(self.options, self.choose, strict=True):
            first = option.start * inst.slots_per_day
            slots = range(first, first + option.menu.length)
            if self.room_busy[option.room, slots.start : slots.stop].any():
                self.model.add(literal == 0)
            for h in slots:
                by_slot[option.room, h].append(literal)
        for literals in by_slot.values():
            if len(literals) > 1:
                self.model.add_at_most_one(literals)

    def _people_rules(self) -> None:
        """H1, H2, H3, H10, H11 and H12 for the members of each option."""
        inst = self.instance
        by_day: dict[int, list[int]] = defaultdict(list)
        for o, (option, literal) in enumerate(zip(self.options, self.choose, strict=True)):
            if not self._members_fit(option):
                self.model.add(literal == 0)
            for day in option.days:
                by_day[day].append(o)
        fixed: dict[int, list[int]] = defaultdict(list)
        for k, decision in self.decisions.items():
            if k not in self.of_class:
                for day in range(decision.start, decision.start + decision.menu.days):
                    fixed[day].append(k)
        self._shared: dict[tuple[int, int], bool] = {}
        done: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
        for day, options in by_day.items():
            key = tuple(options), tuple(fixed[day])
            classes = {self.options[o].k for o in options}
            if key in done or len(classes) + len(fixed[day]) < 2:
                continue
            done.add(key)
            self._unit_day(options, fixed[day])
            self._clashes(options, fixed[day])
        if inst.scenario.rules.max_classes_per_cadre == 1:
            self._same_people()

    def _members_fit(self, option: Option) -> bool:
        inst = self.instance
        if len(option.members) > inst.capacity(option.k, option.room):
            return False
        serves = inst.serves[inst.room_venue[option.room]][inst.unit_of[option.members]]
        there = inst.attends(option.start, option.menu.days)[option.members]
        return bool(serves.all() and there.all())

    def _unit_day(self, options: list[int], others: list[int]) -> None:
        inst = self.instance
        size = len(inst.unit_cap)
        base = np.zeros(size, dtype=np.int64)
        for k in others:
            base += np.bincount(inst.unit_of[self.decisions[k].members], minlength=size)
        counts = np.stack(
            [np.bincount(inst.unit_of[self.options[o].members], minlength=size) for o in options]
        )
        most: dict[int, Ints] = {}
        for o, row in zip(options, counts, strict=True):
            k = self.options[o].k
            most[k] = np.maximum(most.get(k, 0), row)
        for u in np.flatnonzero(base + sum(most.values()) > inst.unit_cap):
            column = counts[:, u]
            terms = [int(n) * self.choose[o] for o, n in zip(options, column, strict=True) if n]
            if terms:
                self.model.add(sum(terms) <= int(inst.unit_cap[u] - base[u]))

    def _clashes(self, options: list[int], others: list[int]) -> None:
        """Keep apart what meets on one day and shares a cadre or a cover group."""
        for n, o in enumerate(options):
            mine = self.options[o]
            if any(self._share(mine.members, self.decisions[k].members) for k in others):
                self.model.add(self.choose[o] == 0)
            for p in options[n + 1 :]:
                other = self.options[p]
                if other.k != mine.k and self._share(mine.members, other.members):
                    self.model.add_at_most_one([self.choose[o], self.choose[p]])

    def _same_people(self) -> None:
        """Keep options of different classes apart that share a cadre on any days (H2)."""
        several = [k for k, options in self.of_class.items() if len(options) > 1]
        for n, k in enumerate(several):
            for other in several[n + 1 :]:
                for o in self.of_class[k]:
                    for p in self.of_class[other]:
                        one, two = self.options[o].members, self.options[p].members
                        if len(np.intersect1d(one, two, assume_unique=True)):
                            self.model.add_at_most_one([self.choose[o], self.choose[p]])

    def _share(self, one: Ints, two: Ints) -> bool:
        key = (id(one), id(two))
        if key not in self._shared:
            g1, g2 = self.instance.group_of[one], self.instance.group_of[two]
            self._shared[key] = bool(
                len(np.intersect1d(one, two, assume_unique=True))
                or len(np.intersect1d(g1[g1 >= 0], g2[g2 >= 0]))
            )
        return self._shared[key]

    # ---- worth

    def _peaks(self) -> None:
        inst = self.instance
        self.peak_load = self.model.new_int_var(0, max(1, inst.num_slots), "peak_load")
        for x in range(len(inst.lecturer_ids)):
            terms = self.load.get(x, [])
            base = self.used_total[x]
            if terms or base:
                self.model.add(sum(s * v for v, s in terms) + base <= self.peak_load)
        months: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for option, literal in zip(self.options, self.choose, strict=True):
            months[int(inst.month[option.start])].append(literal)
        self.peak_month = self.model.new_int_var(0, len(inst.classes), "peak_month")
        for month in range(int(inst.month[-1]) + 1):
            count = sum(months[month]) + self.used_month[month]
            self.model.add(count <= self.peak_month)

    def terms(self, weight: Mapping[Component, float]) -> list[Term]:
        """Return what this program decides of the components, times their weights."""
        terms: list[Term] = []
        for option, literal in zip(self.options, self.choose, strict=True):
            terms.append((literal, self._place_worth(option, weight)))
        for (o, part, q, x), literal in self.teach.items():
            terms.append((literal, self._teaching_worth(self.options[o], part, q, x, weight)))
        terms.append((self.peak_load, weight[Component.PEAK_LOAD]))
        terms.append((self.peak_month, weight[Component.PEAK_MONTH]))
        return [(variable, value) for variable, value in terms if value]

    def _place_worth(self, option: Option, weight: Mapping[Component, float]) -> float:
        inst = self.instance
        rules = inst.scenario.rules
        days = option.menu.days
        km = float(inst.km[inst.unit_of[option.members], option.room].sum())
        money = float(inst.room_cost[option.room]) * days + rules.travel_cost_per_km * km
        value = weight[Component.TRAVEL] * km + weight[Component.COST] * money
        value += weight[Component.RISK] * float(inst.risk[option.start : option.start + days].sum())
        before = inst.classes[option.k].baseline
        if before is not None and (before.start, before.room) != (option.start, option.room):
            value += weight[Component.MOVES] * rules.moves.class_
        return value

    def _teaching_worth(
        self, option: Option, part: Part, q: int, x: int, weight: Mapping[Component, float]
    ) -> float:
        inst = self.instance
        cls = inst.classes[option.k]
        quality = int(inst.programmes[cls.programme].level[x, part.index])
        value = weight[Component.MISMATCH] * (3 - quality)
        value += weight[Component.COST] * float(inst.lecturer_fee[x]) * part.sessions
        if cls.baseline is not None and part.index in cls.baseline.teaching:
            lecturer, seq = cls.baseline.teaching[part.index]
            if lecturer != x or seq != q + 1:
                value += weight[Component.MOVES] * inst.scenario.rules.moves.module
        return value

    def _budget(self) -> None:
        inst = self.instance
        budget = inst.scenario.rules.budget
        if budget is None:
            return
        base = sum(
            class_cost(inst, k, d) for k, d in self.decisions.items() if k not in self.of_class
        )
        terms: list[Term] = []
        for option, literal in zip(self.options, self.choose, strict=True):
            bare = ClassDecision(option.start, option.room, option.menu, (), {}, option.members)
            terms.append((literal, class_cost(inst, option.k, bare)))
        for (_, part, _, x), literal in self.teach.items():
            terms.append((literal, float(inst.lecturer_fee[x]) * part.sessions))
        scale = SCALE_TO / max(1.0, budget)
        # Rounded up on the left and down on the right: never over the budget.
        self.model.add(
            sum(int(np.ceil(value * scale - 1e-9)) * v for v, value in terms if value)
            <= int(np.floor((budget - base) * scale))
        )

    # ---- solving

    def solve_levels(
        self, levels: range, seconds: float, workers: int, seed: int
    ) -> Decisions | None:
        """Minimise the levels one after another; return the plan, None where none was found."""
        self._hint(self.decisions)
        best: Decisions | None = None
        for level in levels:
            weight = {c: self.instance.weight(level, c) for c in Component}
            terms = self.terms(weight)
            if not terms:
                continue
            best = self._minimize(terms, seconds / len(levels), workers, seed, keep=True) or best
        return best

    def solve_values(
        self, weight: Mapping[Component, float], seconds: float, workers: int, seed: int
    ) -> Decisions | None:
        """Minimise the options' values plus the weighted components in one sum."""
        self._hint(self.decisions)
        terms = self.terms(weight)
        terms += [(v, o.value) for o, v in zip(self.options, self.choose, strict=True) if o.value]
        return self._minimize(terms, seconds, workers, seed, keep=False)

    def _minimize(
        self, terms: list[Term], seconds: float, workers: int, seed: int, *, keep: bool
    ) -> Decisions | None:
        scale = SCALE_TO / 100 / max(1e-9, max((abs(v) for _, v in terms), default=1.0))
        expression = sum(round(value * scale) * variable for variable, value in terms)
        self.model.minimize(expression)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.05, seconds)
        solver.parameters.num_workers = workers
        solver.parameters.random_seed = seed
        solver.parameters.catch_sigint_signal = False  # Ctrl-C is the command line's
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        best = self._extract(solver)
        if keep:
            self.model.add(expression <= round(solver.objective_value))
            self._hint(best)
        return best

    def _is(self, o: int, decisions: Decisions) -> bool:
        option = self.options[o]
        d = decisions.get(option.k)
        same = d is not None and d.start == option.start and d.room == option.room
        return bool(same and d is not None and d.menu is option.menu)

    def _hint(self, decisions: Decisions) -> None:
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        now = [self._is(o, decisions) for o in range(len(self.options))]
        offsets = {k: decisions[k].first_slots() for k in self.of_class if k in decisions}
        for o, literal in enumerate(self.choose):
            self.model.add_hint(literal, now[o])
        for (o, part, q), literal in self.begin.items():
            here = now[o] and offsets[self.options[o].k].get(part) == q
            self.model.add_hint(literal, here)
        for (o, part, q, x), literal in self.teach.items():
            k = self.options[o].k
            here = now[o] and offsets[k].get(part) == q
            self.model.add_hint(literal, here and decisions[k].lecturers.get(part.index) == x)

    def _extract(self, solver: cp_model.CpSolver) -> Decisions:
        chosen = {o for o, literal in enumerate(self.choose) if solver.boolean_value(literal)}
        order: dict[int, list[tuple[int, Part]]] = defaultdict(list)
        lecturers: dict[int, dict[int, int]] = defaultdict(dict)
        for (o, part, q), literal in self.begin.items():
            if o in chosen and solver.boolean_value(literal):
                order[o].append((q, part))
        for (o, part, _, x), literal in self.teach.items():
            if o in chosen and solver.boolean_value(literal):
                lecturers[o][part.index] = x
        result = {k: d for k, d in self.decisions.items() if k not in self.of_class}
        for o in sorted(chosen):
            option = self.options[o]
            result[option.k] = ClassDecision(
                start=option.start,
                room=option.room,
                menu=option.menu,
                order=tuple(part for _, part in sorted(order[o])),
                lecturers=lecturers[o],
                members=option.members,
            )
        return result
