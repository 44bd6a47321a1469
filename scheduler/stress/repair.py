"""Repair of a disrupted plan: the scenario with its losses, planned anew near the old plan."""

import time
from collections.abc import Callable
from datetime import date, timedelta

from models.people import Unavailability
from models.plan import Plan
from models.rules import Component
from models.scenario import Level, Scenario
from models.training_class import Fixed, TrainingClass
from scheduler.formulation.decisions import Decisions
from scheduler.formulation.instance import Instance
from scheduler.solve import solve
from scheduler.stress.disruption import Disruption

Repair = Callable[[Scenario, Plan, float], Plan | None]


def replan(scenario: Scenario, start: Plan, seconds: float) -> Plan | None:
    """Return a plan of a disrupted scenario, close to its baseline; None where there is none."""
    return solve(scenario, start=start, deadline=time.monotonic() + seconds).plan


REPAIR: Repair = replan
"""How plans are repaired here: the one place to put a better repair into."""


def disrupted(
    instance: Instance, decisions: Decisions, plan: Plan, loss: Disruption, left: Decisions
) -> Scenario:
    """Return the scenario after a disruption, with the plan as its baseline.

    Lecturers, rooms and learners are unavailable, cancelled classes closed. What a class fixes is
    released where the class was hit, since it cannot be kept; nothing is frozen.
    """
    scenario = instance.scenario
    hit = {instance.classes[k].id for k in decisions if k not in left}
    hit |= {instance.classes[k].id for k, _ in loss.learners}
    cancelled = {instance.classes[k].id for k in loss.classes}
    update = {
        "unavailability": (*scenario.unavailability, *_absences(instance, decisions, loss)),
        "classes": tuple(_released(item, hit, cancelled) for item in scenario.classes),
        "baseline": plan,
        "freeze_before": None,
        "objective": _with_moves(scenario.objective),
    }
    return scenario.model_copy(update=update)


def _released(item: TrainingClass, hit: set[str], cancelled: set[str]) -> TrainingClass:
    if item.id in cancelled:
        return item.model_copy(update={"required": False, "fixed": Fixed(open=False)})
    if item.id in hit:
        return item.model_copy(update={"required": False, "fixed": Fixed()})
    return item


def _absences(instance: Instance, decisions: Decisions, loss: Disruption) -> list[Unavailability]:
    rows = []
    for x, week in sorted(loss.lecturers):
        first, last = week_dates(instance, week)
        rows.append(
            Unavailability(kind="lecturer", id=instance.lecturer_ids[x], start=first, end=last)
        )
    for r, week in sorted(loss.rooms):
        first, last = week_dates(instance, week)
        rows.append(Unavailability(kind="room", id=instance.room_ids[r], start=first, end=last))
    for k, i in sorted(loss.learners):
        first = instance.date_of(decisions[k].start)
        last = first + timedelta(days=decisions[k].menu.days - 1)
        rows.append(Unavailability(kind="cadre", id=instance.cadre_ids[i], start=first, end=last))
    return rows


def week_dates(instance: Instance, week: int) -> tuple[date, date]:
    """Return the first and the last day of a week by its running number, inside the horizon."""
    days = (instance.week == week).nonzero()[0]
    return instance.date_of(int(days[0])), instance.date_of(int(days[-1]))


def _with_moves(objective: tuple[Level, ...]) -> tuple[Level, ...]:
    if any(Component.MOVES in level for level in objective):
        return objective
    return (objective[0], {Component.MOVES: 1.0}, *objective[1:])
