"""The variables of the program that other rooms meet: classes with dates, rooms, menus, people."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from benchmarks.clock import NotAttemptedError
from scheduler.formulation.classes import menus_of_class
from scheduler.formulation.decisions import Part
from scheduler.formulation.instance import Bools, Instance, Menu

Var = cp_model.IntVar
Expr = cp_model.LinearExpr | int
Sum = cp_model.LinearExpr


@dataclass
class ClassVars:
    """The decisions about one class; `at` maps (start day, days) to a literal.

    A class that does not open has start day 0 and length 0.
    """

    index: int
    opens: Var
    menus: list[tuple[Menu, Var]]
    at: dict[tuple[int, int], Var]
    rooms: dict[int, Var]
    start_day: Var
    days: cp_model.IntervalVar
    slots: cp_model.IntervalVar
    length: Expr
    offsets: dict[Part, Expr] = field(default_factory=dict)
    taught: dict[int, Var] = field(default_factory=dict)
    slot_of: dict[int, Var] = field(default_factory=dict)
    lecturers: dict[int, dict[int, Var]] = field(default_factory=dict)
    attends: dict[int, Var] = field(default_factory=dict)
    by_unit: dict[int, Var] = field(default_factory=dict)


class Frame:
    """The program under construction: the model, the instance and the variables of all classes."""

    def __init__(self, instance: Instance) -> None:
        """Make the variables of dates, rooms and menus (H3, H4, H5, H9, H11, H15)."""
        self.instance = instance
        self.model = cp_model.CpModel()
        self.floating: list[Var] = []
        self.classes = {
            cls.index: self._class(cls.index) for cls in instance.classes if cls.may_open
        }
        if any(cls.must_open and not cls.may_open for cls in instance.classes):
            raise NotAttemptedError("a class must open that cannot")
        self._rooms()
        self._same_classes()

    def flag(self, name: str) -> Var:
        """Return a new literal."""
        return self.model.new_bool_var(name)

    def at_least(self, choices: Sequence[tuple[Var, Expr]], most: int, name: str) -> Var:
        """Return a variable that is at least the expression of each choice that is taken."""
        value = self.model.new_int_var(0, max(0, most), name)
        self.floating.append(value)
        for literal, expression in choices:
            self.model.add(value >= expression).only_enforce_if(literal)
        return value

    def only_if(self, interval: cp_model.IntervalVar, present: Var) -> cp_model.IntervalVar:
        """Return the same interval for another literal of presence."""
        start: Expr = interval.start_expr()  # type: ignore[assignment]
        size: Expr = interval.size_expr()  # type: ignore[assignment]
        end: Expr = interval.end_expr()  # type: ignore[assignment]
        return self.model.new_optional_interval_var(start, size, end, present, "")

    def _class(self, k: int) -> ClassVars:
        instance, model, cls = self.instance, self.model, self.instance.classes[k]
        opens = self.flag(f"open[{cls.id}]")
        menus = [(m, self.flag(f"menu[{cls.id}]")) for m in menus_of_class(instance, k)]
        lasting = sorted({menu.days for menu, _ in menus})
        at = {
            (day, days): self.flag(f"at[{cls.id},{day}]")
            for days in lasting
            for day in instance.starts(k, days)
        }
        rooms = {r: self.flag(f"room[{cls.id},{r}]") for r in instance.rooms(k)}
        model.add(sum(literal for _, literal in menus) == opens)
        model.add(sum(at.values()) == opens)
        model.add(sum(rooms.values()) == opens)
        for days in lasting:
            of_menus = sum(literal for menu, literal in menus if menu.days == days)
            model.add(sum(x for (_, n), x in at.items() if n == days) == of_menus)
        if cls.must_open:
            model.add(opens == 1)
        start = model.new_int_var(0, instance.num_days - 1, f"start[{cls.id}]")
        model.add(start == sum(day * literal for (day, _), literal in at.items()))
        return ClassVars(
            index=k,
            opens=opens,
            menus=menus,
            at=at,
            rooms=rooms,
            start_day=start,
            days=self._interval(start, sum(n * x for (_, n), x in at.items()), lasting, opens),
            slots=self._interval(
                start * instance.slots_per_day,
                sum(menu.length * x for menu, x in menus),
                sorted({menu.length for menu, _ in menus}),
                opens,
            ),
            length=sum(menu.length * x for menu, x in menus),
        )

    def _interval(
        self, start: Expr, size: Expr, sizes: list[int], present: Var
    ) -> cp_model.IntervalVar:
        if len(sizes) == 1:
            return self.model.new_optional_fixed_size_interval_var(start, sizes[0], present, "")
        most = max(sizes, default=0)
        length = self.model.new_int_var(0, most, "")
        end = self.model.new_int_var(0, self.instance.num_slots + most, "")
        self.model.add(length == size)
        self.model.add(end == start + length)
        return self.model.new_optional_interval_var(start, length, end, present, "")

    def _rooms(self) -> None:
        """H9: no room twice in a slot, nor while it is away."""
        for room, free in enumerate(self.instance.room_free):
            held = [*self.away(free)]
            for cls in self.classes.values():
                if room in cls.rooms:
                    held.append(self.only_if(cls.slots, cls.rooms[room]))
            self.model.add_no_overlap(held)

    def away(self, free: Bools) -> list[cp_model.IntervalVar]:
        """Return the runs of slots that are not free as fixed intervals."""
        runs: list[cp_model.IntervalVar] = []
        begin: int | None = None
        for slot, is_free in enumerate([*free.tolist(), True]):
            if not is_free and begin is None:
                begin = slot
            elif is_free and begin is not None:
                runs.append(self.model.new_fixed_size_interval_var(begin, slot - begin, ""))
                begin = None
        return runs

    def _same_classes(self) -> None:
        """Classes that differ in nothing open in order and start in order."""
        last: dict[object, ClassVars] = {}
        for k, cls in sorted(self.classes.items()):
            kind = kind_of(self.instance, k)
            before = last.get(kind) if kind is not None else None
            if before is not None:
                self.model.add_implication(cls.opens, before.opens)
                self.model.add(before.start_day <= cls.start_day).only_enforce_if(cls.opens)
            if kind is not None:
                last[kind] = cls


def kind_of(instance: Instance, k: int) -> object | None:
    """Return what two classes have in common when they differ in nothing; None: unlike any."""
    cls = instance.classes[k]
    if cls.must_open or cls.start is not None or cls.room is not None or len(cls.members):
        return None
    if cls.electives or cls.lecturers:
        return None
    return cls.programme, cls.rooms, cls.first_day, cls.last_day
