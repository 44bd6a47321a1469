"""What is left of a plan after a disruption when nobody repairs it."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from scheduler.formulation.decisions import Decisions, covered_after
from scheduler.formulation.instance import Instance, Ints
from scheduler.stress.disruption import Disruption, teaching_weeks, weeks_of

Standbys = Mapping[tuple[int, int], int]  # class and module -> lecturer who stands by


def surviving(
    instance: Instance, decisions: Decisions, disruption: Disruption, standbys: Standbys
) -> Decisions:
    """Return the classes that are held all the same, with the learners who come.

    A class falls when it is cancelled, when its room is lost on one of its days, or when a module
    has neither its lecturer nor the one who stands by: H5 wants every module taught.
    """
    left: Decisions = {}
    for k, decision in decisions.items():
        if k in disruption.classes or not _has_room(instance, decisions, k, disruption):
            continue
        if not all(
            _is_taught(instance, decisions, (k, module), disruption, standbys)
            for module in decision.lecturers
        ):
            continue
        stays = [i for i in decision.members.tolist() if (k, i) not in disruption.learners]
        if stays:
            left[k] = replace(decision, members=np.array(stays, dtype=np.int64))
    return left


def _has_room(instance: Instance, decisions: Decisions, k: int, disruption: Disruption) -> bool:
    room = decisions[k].room
    return not any((room, week) in disruption.rooms for week in weeks_of(instance, decisions, k))


def _is_taught(
    instance: Instance,
    decisions: Decisions,
    duty: tuple[int, int],
    disruption: Disruption,
    standbys: Standbys,
) -> bool:
    k, module = duty
    if not disruption.lecturers:
        return True
    weeks = teaching_weeks(instance, decisions, k, module)

    def comes(lecturer: int) -> bool:
        return not any((lecturer, week) in disruption.lecturers for week in weeks)

    substitute = standbys.get(duty)
    return comes(decisions[k].lecturers[module]) or (substitute is not None and comes(substitute))


def covered_by_tier(instance: Instance, decisions: Decisions) -> Ints:
    """Return the persons covered after a plan, tier by tier."""
    covered = covered_after(instance, decisions)
    counts: Ints = np.bincount(instance.tier_of[covered], minlength=len(instance.tier_weight))
    return counts
