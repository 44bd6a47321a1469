"""What classes that keep their dates want of lecturers: who gives their modules, or could."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scheduler.formulation.decisions import ClassDecision, Decisions
from scheduler.formulation.instance import Instance


@dataclass(frozen=True)
class Standing:
    """A module of class k from a slot of the horizon on; `able` are the lecturers to choose from.

    The first of them is the one who has it.
    """

    k: int
    module: int
    slot: int
    sessions: int
    week: int
    able: tuple[int, ...]


def standings(instance: Instance, kept: Decisions, *, free: bool) -> Iterator[Standing]:
    """Yield the modules of the kept classes, with other lecturers where they are `free`.

    Lecturers that a class names, and those of frozen classes, stay. Others are qualified and there
    (H6, H7).
    """
    for k, decision in sorted(kept.items()):
        first = decision.start * instance.slots_per_day
        week = int(instance.week[decision.start])
        for part, offset in decision.first_slots().items():
            if part.is_module:
                slot, m = first + offset, part.index
                able = [decision.lecturers[m]]
                if free:
                    able += _others(instance, k, decision, m, slice(slot, slot + part.sessions))
                yield Standing(k, m, slot, part.sessions, week, tuple(able))


def _others(instance: Instance, k: int, decision: ClassDecision, m: int, slots: slice) -> list[int]:
    cls = instance.classes[k]
    if cls.frozen is not None or m in cls.lecturers:
        return []
    qualified = instance.programmes[cls.programme].level[:, m] > 0
    there = instance.lecturer_free[:, slots].all(axis=1)
    able: list[int] = np.flatnonzero(qualified & there).tolist()
    return [x for x in able if x != decision.lecturers[m]]
