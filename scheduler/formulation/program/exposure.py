"""What cadres have already had of what a class may teach."""

import numpy as np

from scheduler.formulation.instance import Floats, Instance, Ints
from scheduler.formulation.program.course import Course

TOLERANCE = 1e-7


def excess(instance: Instance, modules: tuple[int, ...], cadres: Ints) -> Floats:
    """Return [i, m]: periods of m on topics that i has seen, minus the share that H13 allows."""
    share = instance.scenario.rules.max_repeat_share
    rows = instance.exposure[list(modules)]
    result: Floats = instance.seen[cadres].astype(float) @ rows.T - share * rows.sum(axis=1)
    return result


def excess_range(instance: Instance, course: Course, cadres: Ints) -> tuple[Floats, Floats]:
    """Return [i]: the least and the most excess over all menus of the course."""
    base: Floats = excess(instance, course.always, cadres).sum(axis=1)
    least, most = base.copy(), base.copy()
    if course.menus is not None and course.optional:
        totals = [
            excess(instance, tuple(sorted(menu - set(course.always))), cadres).sum(axis=1)
            for menu in course.menus
        ]
        return least + np.min(totals, axis=0), most + np.max(totals, axis=0)
    for count, options in course.groups:
        ordered = np.sort(excess(instance, options, cadres), axis=1)
        least += ordered[:, :count].sum(axis=1)
        most += ordered[:, ordered.shape[1] - count :].sum(axis=1)
    return least, most
