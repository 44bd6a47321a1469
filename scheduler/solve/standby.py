"""Who stands by for whom: a free, qualified substitute for as many sessions as possible."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from ortools.sat.python import cp_model

from models.plan import Standby
from models.result import StandbyShare
from scheduler.formulation.decisions import Decisions
from scheduler.formulation.instance import Instance
from scheduler.formulation.paper import to_plan

EFFORT = 4.0  # deterministic time, so that the same plan gives the same substitutes
LEVELS = 3


@dataclass(frozen=True)
class _Duty:
    """A module of an open class: what one substitute would take over as a whole (H6)."""

    k: int
    module: int
    lecturer: int
    venue: int
    slots: tuple[int, ...]


def name_standby(
    instance: Instance, decisions: Decisions
) -> tuple[tuple[Standby, ...], StandbyShare]:
    """Return a row for every taught session, by class and place, and the share covered."""
    found, proven = standby_of(instance, decisions)
    names = {
        (instance.classes[k].id, instance.module_ids[module]): instance.lecturer_ids[x]
        for (k, module), x in found.items()
    }
    rows = tuple(
        Standby(
            class_id=row.class_id,
            seq=row.seq,
            date=row.date,
            slot=row.slot,
            module=row.module,
            lecturer=row.lecturer,
            standby=names.get((row.class_id, row.module)),
        )
        for row in sorted(to_plan(instance, decisions).sessions, key=lambda r: (r.class_id, r.seq))
        if row.module is not None and row.lecturer is not None
    )
    covered = sum(row.standby is not None for row in rows)
    return rows, StandbyShare(sessions=len(rows), covered=covered, proven=proven)


def standby_of(instance: Instance, decisions: Decisions) -> tuple[dict[tuple[int, int], int], bool]:
    """Return who stands by, by class and module, and whether no more sessions can be covered.

    Even if all substitutes were called at once, H6, H7 and H8 would hold beside their own
    sessions: duties count against the limits of a day, a week and the horizon. A substitute takes
    a module as a whole. Among the choices that cover most sessions, better qualified people win.
    """
    chosen, proven = _choose(instance, _duties(instance, decisions))
    return {(duty.k, duty.module): x for duty, x in chosen.items()}, proven


def _duties(instance: Instance, decisions: Decisions) -> list[_Duty]:
    found = []
    for k, decision in sorted(decisions.items()):
        first = decision.start * instance.slots_per_day
        offsets = decision.first_slots()
        for part in decision.order:
            if part.is_module:
                begin = first + offsets[part]
                venue = int(instance.room_venue[decision.room])
                slots = tuple(range(begin, begin + part.sessions))
                lecturer = decision.lecturers[part.index]
                found.append(_Duty(k, part.index, lecturer, venue, slots))
    return found


class _Own:
    """What every lecturer teaches anyway: slots, venues of days, loads."""

    def __init__(self, instance: Instance, duties: list[_Duty]) -> None:
        self.instance = instance
        self.busy: set[tuple[int, int]] = set()
        self.venues: dict[tuple[int, int], int] = {}
        self.loads: Counter[tuple[str, int, int]] = Counter()
        for duty in duties:
            for slot in duty.slots:
                self.busy.add((duty.lecturer, slot))
                self.venues[duty.lecturer, slot // instance.slots_per_day] = duty.venue
            self.loads.update(self.spans(duty.lecturer, duty))

    def spans(self, x: int, duty: _Duty) -> list[tuple[str, int, int]]:
        """Return what each session of a duty counts for: a day, a week and the horizon."""
        days = [slot // self.instance.slots_per_day for slot in duty.slots]
        weeks = [int(self.instance.week[day]) for day in days]
        return [
            *(("day", x, day) for day in days),
            *(("week", x, week) for week in weeks),
            *(("horizon", x, 0) for _ in days),
        ]

    def limit(self, span: tuple[str, int, int]) -> int:
        """Return how many sessions a lecturer may have left in a span."""
        kind, x, _ = span
        limits = {
            "day": self.instance.lecturer_day,
            "week": self.instance.lecturer_week,
            "horizon": self.instance.lecturer_total,
        }
        return int(limits[kind][x]) - self.loads[span]

    def can(self, x: int, duty: _Duty) -> bool:
        """Tell whether lecturer x could take over a duty, looking at this duty alone (H6, H7)."""
        inst = self.instance
        if (
            x == duty.lecturer
            or not inst.programmes[inst.classes[duty.k].programme].level[x, duty.module]
        ):
            return False
        if any((x, h) in self.busy or not inst.lecturer_free[x, h] for h in duty.slots):
            return False
        days = {h // inst.slots_per_day for h in duty.slots}
        return all(self.venues.get((x, day), duty.venue) == duty.venue for day in days)


def _choose(instance: Instance, duties: list[_Duty]) -> tuple[dict[_Duty, int], bool]:
    """Return the substitute of each duty that has one, and whether no more can be covered."""
    own = _Own(instance, duties)
    program = cp_model.CpModel()
    takes = {
        (n, x): program.new_bool_var(f"duty {n} by {x}")
        for n, duty in enumerate(duties)
        for x in range(len(instance.lecturer_ids))
        if own.can(x, duty)
    }
    slots: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
    spans: dict[tuple[str, int, int], list[cp_model.IntVar]] = defaultdict(list)
    by_duty: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for (n, x), var in takes.items():
        by_duty[n].append(var)
        for slot in duties[n].slots:
            slots[x, slot].append(var)
        for span in own.spans(x, duties[n]):
            spans[span].append(var)
    for several in (*by_duty.values(), *slots.values()):
        program.add_at_most_one(several)
    for span, several in spans.items():
        if len(several) > own.limit(span):
            program.add(sum(several) <= max(0, own.limit(span)))
    _one_venue_a_day(program, instance, duties, takes)
    program.maximize(_worth(instance, duties, takes))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_deterministic_time = EFFORT
    status = solver.solve(program)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {}, False
    chosen = {duties[n]: x for (n, x), var in takes.items() if solver.boolean_value(var)}
    return chosen, status == cp_model.OPTIMAL


def _one_venue_a_day(
    program: cp_model.CpModel,
    instance: Instance,
    duties: list[_Duty],
    takes: dict[tuple[int, int], cp_model.IntVar],
) -> None:
    """H7: who stands by in one venue on a day does not in another."""
    at: dict[tuple[int, int], dict[int, list[cp_model.IntVar]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for (n, x), var in takes.items():
        for day in {slot // instance.slots_per_day for slot in duties[n].slots}:
            at[x, day][duties[n].venue].append(var)
    for (x, day), venues in at.items():
        if len(venues) < 2:
            continue
        here = [program.new_bool_var(f"{x} on {day} at {venue}") for venue in venues]
        program.add_at_most_one(here)
        for place, several in zip(here, venues.values(), strict=True):
            for var in several:
                program.add_implication(var, place)


def _worth(
    instance: Instance, duties: list[_Duty], takes: dict[tuple[int, int], cp_model.IntVar]
) -> cp_model.LinearExprT:
    first = LEVELS * len(duties) + 1  # one session more outweighs every level
    terms = []
    for (n, x), var in takes.items():
        duty = duties[n]
        level = instance.programmes[instance.classes[duty.k].programme].level
        terms.append((first * len(duty.slots) + int(level[x, duty.module])) * var)
    return sum(terms)
