"""A third planner: every plan of a tiny scenario is tried, by the letter of the problem page.

A plan is a tuple of one choice per class (None: not open). Rules and values are worked out from
`Reading` in the plainest way; only what cannot differ is asked once and remembered.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache, cached_property

from models.plan import Enrolment, Plan, PlannedClass, PlannedSession
from models.scenario import Scenario
from tests.agreement.reading import Reading, exact


@dataclass(frozen=True)
class Part:
    """A module (by id) or an activity (by its place in the programme's list)."""

    module: str | None
    activity: int | None
    sessions: int


@dataclass(frozen=True)
class Choice:
    """An open class: its parts in their order, each module with its lecturer, and the cadres."""

    start: date
    room: str
    parts: tuple[Part, ...]
    lecturers: tuple[tuple[str, str], ...]
    cadres: frozenset[str] = frozenset()


class Brute:
    """All plans of one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.reading = Reading(scenario)
        self.definitions = scenario.classes
        self._people: dict = {}
        for name in ("sessions", "days", "modules", "taught", "covered_by"):
            setattr(self, name, cache(getattr(self, name)))

    # What a class looks like on paper.

    def sessions(self, choice: Choice) -> list[tuple[date, str, Part]]:
        slots = self.reading.slots
        rows = [part for part in choice.parts for _ in range(part.sessions)]
        return [
            (choice.start + timedelta(days=n // len(slots)), slots[n % len(slots)], part)
            for n, part in enumerate(rows)
        ]

    def days(self, choice: Choice) -> list[date]:
        return sorted({day for day, _, _ in self.sessions(choice)})

    def modules(self, choice: Choice) -> list[str]:
        return [part.module for part in choice.parts if part.module is not None]

    def taught(self, choice: Choice) -> list[tuple[str, date, str]]:
        """(lecturer, day, slot) of every session that is taught."""
        by = dict(choice.lecturers)
        return [(by[p.module], d, s) for d, s, p in self.sessions(choice) if p.module is not None]

    def seq(self, choice: Choice) -> dict[str, int]:
        """First place of every module in the class, from 1."""
        found: dict[str, int] = {}
        for n, (_, _, part) in enumerate(self.sessions(choice), start=1):
            if part.module is not None:
                found.setdefault(part.module, n)
        return found

    # Everything that could be chosen, legal or not, and what is legal of it.

    def candidates(self, k: int, *, rooms=None, starts=None, lecturers=None) -> Iterator[Choice]:
        """Every choice without cadres whose modules are those that H5 counts."""
        programme = self.reading.programmes[self.definitions[k].programme]
        activities = [Part(None, n, a.sessions) for n, a in enumerate(programme.activities)]
        menus = itertools.product(
            *(itertools.combinations(choice.options, choice.count) for choice in programme.choose)
        )
        for menu in menus:
            names = [*programme.modules, *itertools.chain(*menu)]
            parts = [Part(m, None, self.reading.modules[m].sessions) for m in names] + activities
            teachers = [
                list(self.reading.lecturers) if lecturers is None else lecturers(m) for m in names
            ]
            for order in itertools.permutations(parts):
                if not self.order_holds(programme, order):
                    continue
                for chosen in itertools.product(*teachers):
                    by = tuple(zip(names, chosen, strict=True))
                    for start, room in itertools.product(
                        starts or self.reading.days, rooms or self.reading.rooms
                    ):
                        yield Choice(start, room, order, by)

    def order_holds(self, programme, order) -> bool:
        """H5: activities stand first and last as listed, and the order pairs hold."""
        at = {part.activity: n for n, part in enumerate(order) if part.activity is not None}
        first = [n for n, a in enumerate(programme.activities) if a.position == "first"]
        last = [n for n, a in enumerate(programme.activities) if a.position == "last"]
        if [at[n] for n in first] != list(range(len(first))):
            return False
        if [at[n] for n in last] != list(range(len(order) - len(last), len(order))):
            return False
        place = {part.module: n for n, part in enumerate(order) if part.module is not None}
        return all(place[a] < place[b] for a, b in programme.order if a in place and b in place)

    def class_holds(self, k: int, choice: Choice) -> bool:
        """H4, H6, H9, H11 and H15 as far as they speak of one class without its cadres."""
        reading, definition = self.reading, self.definitions[k]
        programme = reading.programmes[definition.programme]
        days = self.days(choice)
        horizon = self.scenario.horizon
        for day in days:
            window = definition.window
            if not reading.working(day) or not horizon.start <= day <= horizon.end:
                return False
            if window is not None and not window.start <= day <= window.end:
                return False
            if reading.closed(programme, day):
                return False
        if programme.max_days is not None and len(days) > programme.max_days:
            return False
        if any(not reading.level(who, m, programme) for m, who in choice.lecturers):
            return False
        if any(reading.away("lecturer", {who}, d, s) for who, d, s in self.taught(choice)):
            return False
        if choice.room not in reading.rooms_of(definition):
            return False
        if not all(reading.room_free(choice.room, d, s) for d, s, _ in self.sessions(choice)):
            return False
        return self.fixed_holds(k, choice) and self.freeze_holds(k, choice)

    def fixed_holds(self, k: int, choice: Choice | None) -> bool:
        fixed = self.definitions[k].fixed
        if choice is None:
            return fixed.open is not True and not self.definitions[k].required and not fixed.cadres
        by = dict(choice.lecturers)
        return (
            fixed.open is not False
            and fixed.start in (None, choice.start)
            and fixed.room in (None, choice.room)
            and set(fixed.electives) <= set(by)
            and all(by.get(m, who) == who for m, who in fixed.lecturers.items())
        )

    @cached_property
    def frozen(self) -> dict:
        """The open classes of the baseline that start before `freeze_before`."""
        freeze, baseline = self.scenario.freeze_before, self.scenario.baseline
        if freeze is None or baseline is None:
            return {}
        rows = {row.class_id: row for row in baseline.classes if row.open and row.start < freeze}
        return {k: rows[d.id] for k, d in enumerate(self.definitions) if d.id in rows}

    @cached_property
    def before(self) -> dict:
        """Of each open class of the baseline: row, {module: (lecturer, first seq)} and cadres."""
        baseline, found = self.scenario.baseline, {}
        for row in baseline.classes if baseline else ():
            if not row.open:
                continue
            taught: dict[str, tuple[str, int]] = {}
            for one in sorted(baseline.sessions, key=lambda one: one.seq):
                if one.class_id == row.class_id and one.module is not None:
                    taught.setdefault(one.module, (one.lecturer, one.seq))
            members = {e.cadre for e in baseline.enrolments if e.class_id == row.class_id}
            found[row.class_id] = (row, taught, members)
        return found

    def freeze_holds(self, k: int, choice: Choice | None) -> bool:
        if k in self.frozen:
            if choice is None:
                return False
            row, taught, _ = self.before[self.definitions[k].id]
            order = sorted(taught, key=lambda m: taught[m][1])
            return (
                (choice.start, choice.room) == (row.start, row.room)
                and sorted(self.seq(choice), key=self.seq(choice).get) == order
                and dict(choice.lecturers) == {m: who for m, (who, _) in taught.items()}
            )
        freeze = self.scenario.freeze_before
        return choice is None or freeze is None or choice.start >= freeze

    def together_holds(self, choices) -> bool:
        """H7, H8 and H9 over all classes."""
        lecturing, rooms, venues = Counter(), Counter(), defaultdict(set)
        daily, weekly, whole = Counter(), Counter(), Counter()
        for choice in choices:
            if choice is None:
                continue
            for day, slot, _ in self.sessions(choice):
                rooms[choice.room, day, slot] += 1
            for who, day, slot in self.taught(choice):
                lecturing[who, day, slot] += 1
                venues[who, day].add(self.reading.rooms[choice.room].venue)
                daily[who, day] += 1
                weekly[who, day.isocalendar()[:2]] += 1
                whole[who] += 1
        if max([*rooms.values(), *lecturing.values(), *map(len, venues.values())], default=0) > 1:
            return False
        limits = (("max_per_day", daily), ("max_per_week", weekly), ("max_sessions", whole))
        for name, counts in limits:
            for key, number in counts.items():
                who = key if isinstance(key, str) else key[0]
                limit = getattr(self.reading.lecturers[who], name)
                if limit is not None and number > limit:
                    return False
        return True

    # Cadres.

    def may_attend(self, k: int, choice: Choice, cadre) -> bool:
        """H1, H10, H11 and H13 of one cadre and one class."""
        reading = self.reading
        programme = reading.programmes[self.definitions[k].programme]
        if cadre.id not in reading.cadres or cadre.tier not in programme.tiers:
            return False
        if programme.titles and cadre.title not in programme.titles:
            return False
        if not all(reading.may_be_in_class_on(cadre, day) for day in self.days(choice)):
            return False
        serves = reading.venues[reading.rooms[choice.room].venue].serves
        if serves and not reading.below(serves, cadre.unit):
            return False
        whole = again = Fraction(0)
        for module in self.modules(choice):
            for topic, periods in reading.topic_periods(module).items():
                whole += periods
                again += periods if topic in reading.seen[cadre.id] else 0
        return again <= exact(reading.rules.max_repeat_share) * whole

    def size_holds(self, k: int, choice: Choice) -> bool:
        """H3, and who attends by H15."""
        definition = self.definitions[k]
        size = self.reading.programmes[definition.programme].size
        most = min(size.max, self.reading.rooms[choice.room].capacity)
        frozen = k not in self.frozen or choice.cadres == self.before[definition.id][2]
        fixed = set(definition.fixed.cadres) <= choice.cadres
        return size.min <= len(choice.cadres) <= most and frozen and fixed

    def members_hold(self, choices) -> bool:
        """H1, H2, H3, H10 to H13 and the cadres of H15."""
        reading = self.reading
        number, busy, absent, covering = Counter(), Counter(), Counter(), Counter()
        for k, choice in enumerate(choices):
            if choice is None:
                continue
            if not self.size_holds(k, choice):
                return False
            for cadre_id in choice.cadres:
                cadre = reading.cadres.get(cadre_id)
                if cadre is None or not self.may_attend(k, choice, cadre):
                    return False
                number[cadre_id] += 1
                for day in self.days(choice):
                    busy[cadre_id, day] += 1
                    absent[cadre.unit, day] += 1
                    if cadre.cover_group is not None:
                        covering[cadre.cover_group, day] += 1
        if max([*busy.values(), *covering.values()], default=0) > 1:
            return False
        if max(number.values(), default=0) > reading.rules.max_classes_per_cadre:
            return False
        limits = {unit: reading.limit_of_unit(unit) for unit, _ in absent}
        return all(limits[u] is None or n <= limits[u] for (u, _), n in absent.items())

    # What a plan is worth.

    def covered(self, cadre, choices) -> bool:
        attended = tuple(
            (k, choice.start, len(self.days(choice)), tuple(self.modules(choice)))
            for k, choice in enumerate(choices)
            if choice is not None and cadre.id in choice.cadres
        )
        return self.covered_by(cadre.id, attended)

    def covered_by(self, cadre_id, attended) -> bool:
        """Is every requirement that names the cadre's tier met by history and these classes?"""
        reading = self.reading
        cadre = reading.cadres[cadre_id]
        for requirement in self.scenario.requirements:
            if cadre.tier not in requirement.tiers:
                continue
            given = reading.given_by_history(cadre.id, requirement)
            first, last = reading.window(requirement)
            for k, start, days, modules in attended:
                counts = reading.programmes[self.definitions[k].programme].counts_for
                if counts is not None and requirement.id not in counts:
                    continue
                if not first <= start <= last:
                    continue
                if requirement.unit == "class":
                    given += 1
                elif requirement.unit == "day":
                    given += days
                else:
                    given += sum(reading.periods(m) for m in modules)
            if given < exact(requirement.min):
                return False
        return True

    def repeat_of(self, cadre_id, attended) -> Fraction:
        """Periods given again to one cadre by the classes attended."""
        total, largest = defaultdict(Fraction), defaultdict(Fraction)
        for choice in attended:
            for module in self.modules(choice):
                for topic, periods in self.reading.topic_periods(module).items():
                    total[topic] += periods
                    largest[topic] = max(largest[topic], periods)
        seen = self.reading.seen[cadre_id]
        return sum(
            (p - (0 if topic in seen else largest[topic]) for topic, p in total.items()),
            Fraction(0),
        )

    def of_people(self, choices) -> dict[str, Fraction]:
        """The components that depend on who attends, `cost` as far as it does."""
        reading, rules = self.reading, self.reading.rules
        found = dict.fromkeys(("shortfall", "priority", "repeat", "travel", "moves"), Fraction(0))
        covered = Counter()
        person_days = 0
        for cadre in reading.population:
            attended = [c for c in choices if c is not None and cadre.id in c.cadres]
            if self.covered(cadre, choices):
                covered[cadre.tier] += 1
            else:
                found["priority"] += exact(cadre.priority)
            found["repeat"] += self.repeat_of(cadre.id, attended)
            for choice in attended:
                found["travel"] += reading.distance(cadre.unit, choice.room)
                person_days += len(self.days(choice))
        for tier in self.scenario.tiers:
            missing = max(0, reading.target(tier) - covered[tier.id])
            found["shortfall"] += exact(tier.weight) * missing
        found["cost"] = person_days * exact(rules.allowance_per_person_day)
        found["cost"] += exact(rules.travel_cost_per_km) * found["travel"]
        for definition, choice in zip(self.definitions, choices, strict=True):
            now = set() if choice is None else choice.cadres
            was = self.before[definition.id][2] if definition.id in self.before else set()
            found["moves"] += exact(rules.moves.enrolment) * len(set(now) ^ set(was))
        return found

    def of_classes(self, choices) -> dict[str, Fraction]:
        """The components that depend on the classes alone."""
        reading = self.reading
        names = ("cost", "classes", "mismatch", "peak_load", "peak_month", "risk", "moves")
        found = dict.fromkeys(names, Fraction(0))
        load, months = Counter(), Counter()
        for k, choice in enumerate(choices):
            found["moves"] += self.moves_of_class(k, choice)
            if choice is None:
                continue
            programme = reading.programmes[self.definitions[k].programme]
            days = self.days(choice)
            found["classes"] += 1
            months[choice.start.year, choice.start.month] += 1
            found["cost"] += len(days) * exact(reading.rooms[choice.room].cost_per_day)
            for who, _, _ in self.taught(choice):
                load[who] += 1
                found["cost"] += exact(reading.lecturers[who].fee)
            for module, who in choice.lecturers:
                found["mismatch"] += 3 - reading.level(who, module, programme)
            for day in days:
                for row in self.scenario.calendar.risk:
                    found["risk"] += exact(row.weight) if row.start <= day <= row.end else 0
        found["peak_load"] = Fraction(max(load.values(), default=0))
        found["peak_month"] = Fraction(max(months.values(), default=0))
        return found

    def moves_of_class(self, k: int, choice: Choice | None) -> Fraction:
        weights = self.reading.rules.moves
        known = self.before.get(self.definitions[k].id)
        if self.scenario.baseline is None or (known is None and choice is None):
            return Fraction(0)
        if known is None or choice is None:
            return exact(weights.class_)
        row, taught, _ = known
        points = Fraction(0)
        if (row.start, row.room) != (choice.start, choice.room):
            points += exact(weights.class_)
        by, place = dict(choice.lecturers), self.seq(choice)
        for module in set(by) & set(taught):
            if taught[module] != (by[module], place[module]):
                points += exact(weights.module)
        return points

    def components(self, choices) -> dict[str, Fraction]:
        found = self.of_classes(choices)
        for name, amount in self.of_people(choices).items():
            found[name] = found.get(name, Fraction(0)) + amount
        return found

    def levels(self, components) -> tuple[Fraction, ...]:
        return tuple(
            sum((exact(w) * components[name.value] for name, w in level.items()), Fraction(0))
            for level in self.scenario.objective
        )

    def holds(self, choices) -> bool:
        """Is this plan, with its cadres, valid?"""
        for k, choice in enumerate(choices):
            if choice is None:
                if not (self.fixed_holds(k, None) and self.freeze_holds(k, None)):
                    return False
            elif not self.class_holds(k, choice):
                return False
        if not self.together_holds(choices) or not self.members_hold(choices):
            return False
        budget = self.reading.rules.budget
        return budget is None or self.components(choices)["cost"] <= exact(budget)

    # Trying them all.

    def structures(self, k: int) -> list[Choice]:
        """Every legal choice of a class without its cadres, one of those that differ in nothing."""
        programme = self.reading.programmes[self.definitions[k].programme]

        def teachers(module):
            return [w for w in self.reading.lecturers if self.reading.level(w, module, programme)]

        found: dict = {}
        known = self.definitions[k].id in self.before
        for choice in self.candidates(
            k, rooms=self.reading.rooms_of(self.definitions[k]), lecturers=teachers
        ):
            order = tuple(sorted(self.seq(choice).items())) if known else ()
            by = tuple(sorted(choice.lecturers))
            key = (choice.start, choice.room, order, by, frozenset(self.taught(choice)))
            if key not in found and self.class_holds(k, choice):
                found[key] = choice
        return list(found.values())

    def options(self) -> list[list[Choice | None]]:
        """All choices of every class, first of all not to open it where that is allowed."""
        found = []
        for k in range(len(self.definitions)):
            closed = [None] if self.fixed_holds(k, None) and self.freeze_holds(k, None) else []
            found.append([*closed, *self.structures(k)])
        return found

    def people(self, choices, kept=()) -> list:
        """Every valid way to fill these classes: (components, cadres per class).

        `kept` are pairs (class, its cadres) of classes that are filled already.
        """
        key = tuple(
            c and (c.start, c.room, frozenset(self.modules(c)), len(self.sessions(c)))
            for c in choices
        )
        key = (key, kept)
        if key not in self._people:
            able = [
                [None]
                if c is None
                else list(
                    subsets([x.id for x in self.reading.population if self.may_attend(k, c, x)])
                )
                for k, c in enumerate(choices)
            ]
            for k, members in kept:
                able[k] = [members]
            ways: dict = {}
            for members in itertools.product(*able):
                filled = fill(choices, members)
                if self.members_hold(filled):
                    worth = self.of_people(filled)
                    ways.setdefault(tuple(worth.items()), members)
            self._people[key] = [(dict(worth), members) for worth, members in ways.items()]
        return self._people[key]

    def plans(self, options=None, kept=()) -> Iterator[tuple[tuple[Fraction, ...], tuple]]:
        """Every valid plan with the values of its levels, those worth the same once or more."""
        budget = self.reading.rules.budget
        for choices in itertools.product(*(options or self.options())):
            if not self.together_holds(choices):
                continue
            fixed = self.of_classes(choices)
            for worth, members in self.people(choices, kept):
                both = {n: fixed.get(n, 0) + worth.get(n, 0) for n in {*fixed, *worth}}
                if budget is None or both["cost"] <= exact(budget):
                    yield self.levels(both), (choices, members)

    def worths(self, options=None) -> dict[tuple[Fraction, ...], tuple]:
        """The values that valid plans have, each with a plan that has them."""
        found: dict = {}
        for values, plan in self.plans(options):
            found.setdefault(values, plan)
        return {values: fill(*plan) for values, plan in found.items()}

    # The plan on paper.

    def paper(self, choices) -> Plan:
        reading, rules = self.reading, self.reading.rules
        classes, sessions, enrolments = [], [], []
        everyone = {cadre.id: cadre for cadre in self.scenario.cadres}
        attended = defaultdict(list)
        for definition, choice in zip(self.definitions, choices, strict=True):
            if choice is None:
                row = PlannedClass(
                    class_id=definition.id, programme=definition.programme, open=False
                )
                classes.append(row)
                continue
            days = self.days(choice)
            cost = len(days) * exact(reading.rooms[choice.room].cost_per_day)
            cost += sum(exact(reading.lecturers[who].fee) for who, _, _ in self.taught(choice))
            for cadre in choice.cadres:
                km = reading.distance(everyone[cadre].unit, choice.room)
                cost += len(days) * exact(rules.allowance_per_person_day)
                cost += exact(rules.travel_cost_per_km) * km
                attended[cadre].append((choice.start, definition.id, choice, km))
            classes.append(
                PlannedClass(
                    class_id=definition.id,
                    programme=definition.programme,
                    open=True,
                    start=choice.start,
                    end=days[-1],
                    room=choice.room,
                    venue=reading.rooms[choice.room].venue,
                    size=len(choice.cadres),
                    cost=float(cost),
                )
            )
            by = dict(choice.lecturers)
            programme = reading.programmes[definition.programme]
            for n, (day, slot, part) in enumerate(self.sessions(choice), start=1):
                kind = "module"
                if part.activity is not None:
                    kind = programme.activities[part.activity].kind
                sessions.append(
                    PlannedSession(
                        class_id=definition.id,
                        seq=n,
                        date=day,
                        slot=slot,
                        kind=kind,
                        module=part.module,
                        lecturer=by.get(part.module),
                    )
                )
        for cadre, rows in attended.items():
            rows.sort(key=lambda row: row[:2])
            for n, (_, class_id, _, km) in enumerate(rows):
                earlier = [row[2] for row in rows[:n]]
                more = self.repeat_of(cadre, [row[2] for row in rows[: n + 1]])
                more -= self.repeat_of(cadre, earlier)
                enrolments.append(
                    Enrolment(
                        cadre=cadre, class_id=class_id, repeat_periods=float(more), km=float(km)
                    )
                )
        return Plan(
            classes=tuple(sorted(classes, key=lambda row: row.class_id)),
            sessions=tuple(sorted(sessions, key=lambda row: (row.class_id, row.seq))),
            enrolments=tuple(sorted(enrolments, key=lambda row: (row.cadre, row.class_id))),
        )


def read(brute: Brute, plan: Plan) -> tuple[Choice | None, ...]:
    """The choices that a plan on paper tells, whose form is sound."""
    found: list[Choice | None] = []
    for definition in brute.definitions:
        (row,) = [row for row in plan.classes if row.class_id == definition.id]
        if not row.open:
            found.append(None)
            continue
        rows = [one for one in plan.sessions if one.class_id == definition.id]
        activities = brute.reading.programmes[definition.programme].activities
        left = list(range(len(activities)))
        parts: list[Part] = []
        lecturers: dict[str, str] = {}
        place = 0
        while place < len(rows):
            one = rows[place]
            if one.module is not None:
                part = Part(one.module, None, brute.reading.modules[one.module].sessions)
                lecturers[one.module] = one.lecturer
            else:
                number = next(n for n in left if activities[n].kind == one.kind)
                left.remove(number)
                part = Part(None, number, activities[number].sessions)
            parts.append(part)
            place += part.sessions
        cadres = frozenset(e.cadre for e in plan.enrolments if e.class_id == definition.id)
        choice = Choice(row.start, row.room, tuple(parts), tuple(lecturers.items()), cadres)
        told = [(d, s, p.module) for d, s, p in brute.sessions(choice)]
        assert told == [(one.date, one.slot, one.module) for one in rows]
        found.append(choice)
    return tuple(found)


def subsets(items):
    return (
        frozenset(chosen)
        for size in range(len(items) + 1)
        for chosen in itertools.combinations(items, size)
    )


def fill(choices, members):
    return tuple(
        None if c is None else Choice(c.start, c.room, c.parts, c.lecturers, m)
        for c, m in zip(choices, members, strict=True)
    )
