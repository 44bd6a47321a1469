"""Seeded disruptions of a plan: who and what is missing, drawn by the rates of the scenario."""

import random
from dataclasses import dataclass

from models.scenario import StressRates
from scheduler.formulation.decisions import Decisions
from scheduler.formulation.instance import Instance


@dataclass(frozen=True)
class Disruption:
    """What goes wrong: lecturers and rooms by week, learners by class, whole classes."""

    lecturers: frozenset[tuple[int, int]] = frozenset()
    rooms: frozenset[tuple[int, int]] = frozenset()
    learners: frozenset[tuple[int, int]] = frozenset()
    classes: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Exposure:
    """What a plan uses and so can lose, each sorted: lecturer and room weeks, seats, classes."""

    lecturers: tuple[tuple[int, int], ...]
    rooms: tuple[tuple[int, int], ...]
    learners: tuple[tuple[int, int], ...]
    classes: tuple[int, ...]


def exposure_of(instance: Instance, decisions: Decisions) -> Exposure:
    """Return everything of a plan that a disruption can take away."""
    lecturers: set[tuple[int, int]] = set()
    rooms: set[tuple[int, int]] = set()
    learners: set[tuple[int, int]] = set()
    for k, decision in decisions.items():
        rooms |= {(decision.room, week) for week in weeks_of(instance, decisions, k)}
        learners |= {(k, i) for i in decision.members.tolist()}
        for module, lecturer in decision.lecturers.items():
            weeks = teaching_weeks(instance, decisions, k, module)
            lecturers |= {(lecturer, week) for week in weeks}
    return Exposure(
        tuple(sorted(lecturers)),
        tuple(sorted(rooms)),
        tuple(sorted(learners)),
        tuple(sorted(decisions)),
    )


def weeks_of(instance: Instance, decisions: Decisions, k: int) -> set[int]:
    """Return the ISO weeks, as running numbers, in which a class has a day."""
    decision = decisions[k]
    days = range(decision.start, decision.start + decision.menu.days)
    return {int(instance.week[day]) for day in days}


def teaching_weeks(instance: Instance, decisions: Decisions, k: int, module: int) -> set[int]:
    """Return the ISO weeks in which a class has a session of a module."""
    decision = decisions[k]
    first = decision.start * instance.slots_per_day
    for part, offset in decision.first_slots().items():
        if part.is_module and part.index == module:
            slots = range(first + offset, first + offset + part.sessions)
            return {int(instance.week[slot // instance.slots_per_day]) for slot in slots}
    return set()


def draw(exposure: Exposure, rates: StressRates, seed: int, number: int) -> Disruption:
    """Return the disruption of one draw; the same seed and number give the same."""
    chance = random.Random(f"{seed}/{number}")
    return Disruption(
        lecturers=frozenset(
            x for x in exposure.lecturers if chance.random() < rates.lecturer_absent
        ),
        rooms=frozenset(x for x in exposure.rooms if chance.random() < rates.room_lost),
        learners=frozenset(x for x in exposure.learners if chance.random() < rates.learner_absent),
        classes=frozenset(x for x in exposure.classes if chance.random() < rates.class_cancelled),
    )
