"""What a plan hangs on: the coverage lost when one lecturer, room or week alone is missing."""

from collections.abc import Iterable, Iterator

from models.stress import Dependence
from scheduler.formulation.decisions import Decisions
from scheduler.formulation.instance import Instance
from scheduler.stress.disruption import Disruption, Exposure, weeks_of
from scheduler.stress.survival import Standbys, covered_by_tier, surviving


class Dependences:
    """Takes one thing after the other away from a plan and counts what is lost."""

    def __init__(
        self, instance: Instance, decisions: Decisions, exposure: Exposure, standbys: Standbys
    ) -> None:
        """Keep the plan."""
        self.instance = instance
        self.decisions = decisions
        self.exposure = exposure
        self.standbys = standbys
        self.covered = int(covered_by_tier(instance, decisions).sum())

    def lecturers(self) -> tuple[Dependence, ...]:
        """Return every lecturer who teaches, away for the whole horizon, worst first."""
        names = {lecturer.id: lecturer.name for lecturer in self.instance.scenario.lecturers}
        found = []
        for x in sorted({x for x, _ in self.exposure.lecturers}):
            name = self.instance.lecturer_ids[x]
            away = frozenset((x, int(week)) for week in set(self.instance.week.tolist()))
            found.append(self._without(name, names[name], Disruption(lecturers=away)))
        return _worst_first(found)

    def rooms(self) -> tuple[Dependence, ...]:
        """Return every room in use, lost for the whole horizon, worst first."""
        names = {room.id: room.name or "" for room in self.instance.scenario.rooms}
        found = []
        for r in sorted({r for r, _ in self.exposure.rooms}):
            name = self.instance.room_ids[r]
            lost = frozenset((r, week) for week in set(self.instance.week.tolist()))
            found.append(self._without(name, names[name], Disruption(rooms=lost)))
        return _worst_first(found)

    def weeks(self) -> tuple[Dependence, ...]:
        """Return every week with a class day, without any class that has a day in it."""
        return _worst_first(self._weeks())

    def _weeks(self) -> Iterator[Dependence]:
        inst = self.instance
        weeks_of_class = {k: weeks_of(inst, self.decisions, k) for k in self.decisions}
        for week in sorted(set().union(*weeks_of_class.values())):
            fallen = frozenset(k for k, weeks in weeks_of_class.items() if week in weeks)
            first = inst.date_of(int((inst.week == week).nonzero()[0][0]))
            year, number, _ = first.isocalendar()
            yield self._without(f"{year}-W{number:02}", "", Disruption(classes=fallen))

    def _without(self, name: str, title: str, loss: Disruption) -> Dependence:
        left = surviving(self.instance, self.decisions, loss, self.standbys)
        persons = self.covered - int(covered_by_tier(self.instance, left).sum())
        fallen = sorted(self.instance.classes[k].id for k in self.decisions if k not in left)
        return Dependence(id=name, name=title, persons=persons, classes=tuple(fallen))


def _worst_first(found: Iterable[Dependence]) -> tuple[Dependence, ...]:
    return tuple(sorted(found, key=lambda one: (-one.persons, -len(one.classes), one.id)))
