"""Reads the plans that the Java side wrote, back into decisions."""

from pathlib import Path

import numpy as np

from benchmarks.timefold.problem import Order, part_of
from scheduler.formulation.decisions import ClassDecision, Decisions, Part
from scheduler.formulation.instance import Instance


def read_plans(instance: Instance, order: Order, path: Path) -> list[tuple[float, Decisions]]:
    """Return the plans with their seconds."""
    if not path.exists():
        return []
    found: list[tuple[float, Decisions]] = []
    seconds = 0.0
    block: list[list[int]] = []
    for line in path.read_text(encoding="ascii").splitlines():
        kind, *words = line.split()
        if kind == "plan":
            seconds, block = float(words[0]), []
            continue
        block.append([int(word) for word in words])
        if kind == "a":
            found.append((seconds, _decisions(instance, order, block)))
    return found


def _decisions(instance: Instance, order: Order, block: list[list[int]]) -> Decisions:
    courses = block[: len(order.classes)]
    parts = block[len(order.classes) : -1]
    attends = np.array(block[-1])
    decisions: Decisions = {}
    for place, (k, (start, room, menu_index)) in enumerate(
        zip(order.classes, courses, strict=True)
    ):
        if start < 0:
            continue
        menu = order.menus[place][menu_index]
        placed: list[tuple[int, Part]] = []
        lecturers: dict[int, int] = {}
        for (course, number), (offset, lecturer) in zip(order.parts, parts, strict=True):
            if course == place:
                part = part_of(instance, k, menu, number)
                placed.append((offset, part))
                if part.is_module:
                    lecturers[part.index] = lecturer
        decisions[k] = ClassDecision(
            start=start,
            room=room,
            menu=menu,
            order=_whole(instance, k, placed),
            lecturers=lecturers,
            members=np.flatnonzero(attends == place),
        )
    return decisions


def _whole(instance: Instance, k: int, placed: list[tuple[int, Part]]) -> tuple[Part, ...]:
    """Return all parts of a class in order, the activities that stand first and last included."""
    programme = instance.programmes[instance.classes[k].programme]
    ends = {
        position: [
            Part(False, a.index, a.sessions) for a in programme.activities if a.position == position
        ]
        for position in ("first", "last")
    }
    middle = [part for _, part in sorted(placed)]
    return (*ends["first"], *middle, *ends["last"])
