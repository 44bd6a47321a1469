"""Who was away from the classes of a plan, counted by tier and unit for the report."""

from collections import Counter
from collections.abc import Sequence

from models.attendance import Presence
from models.record import Mark
from scheduler.documents.values import Absences
from scheduler.outputs.view import View


def absences(view: View, marks: Sequence[Mark]) -> Absences | None:
    """Return excused and not excused absences, None where none of the classes was marked.

    A mark that was corrected does not count.
    """
    people = {cadre.id: cadre for cadre in view.scenario.cadres}
    in_force = {
        (mark.class_id, mark.cadre): mark
        for mark in sorted(marks, key=lambda mark: mark.number)
        if mark.class_id in view.courses and mark.cadre in people
    }
    if not in_force:
        return None
    excused: Counter[tuple[str, str | None]] = Counter()
    unexcused: Counter[tuple[str, str | None]] = Counter()
    for mark in in_force.values():
        if not mark.completed:
            cadre = people[mark.cadre]
            count = excused if mark.note == Presence.EXCUSED else unexcused
            count.update([(cadre.tier, None), (cadre.tier, cadre.unit)])
    return {key: (excused[key], unexcused[key]) for key in excused | unexcused}
