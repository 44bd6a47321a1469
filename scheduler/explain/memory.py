"""What a cadre has had before: each topic with the module and the date of the history."""

from datetime import date

import numpy as np

from models.explanation import Fact
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice
from scheduler.formulation.decisions import marginal_repeat
from scheduler.formulation.history import years_before
from scheduler.formulation.instance import Menu


def heard(situation: Situation, i: int) -> dict[int, tuple[date, str]]:
    """Return topic -> (last date, module) of what cadre i has had and still remembers."""
    inst = situation.instance
    scenario = inst.scenario
    cadre = inst.cadre_ids[i]
    modules = {module.id: module for module in scenario.modules}
    topics = {topic: t for t, topic in enumerate(inst.topic_ids)}
    since = years_before(scenario.horizon.start, scenario.rules.memory_years)
    found: dict[int, tuple[date, str]] = {}
    for row in scenario.history:
        if row.cadre != cadre or not row.completed or row.module not in modules:
            continue
        if since <= row.date < scenario.horizon.start:
            for topic in modules[row.module].topics:
                t = topics[topic]
                found[t] = max(found.get(t, (row.date, row.module)), (row.date, row.module))
    return found


def heard_facts(situation: Situation, i: int, menu: Menu, voice: Voice) -> tuple[Fact, ...]:
    """Return the topics of a menu that cadre i has had, most periods first."""
    inst = situation.instance
    known = {t: one for t, one in heard(situation, i).items() if menu.total[t] > 0}
    order = sorted(known, key=lambda t: (-menu.total[t], inst.topic_ids[t]))
    return tuple(
        voice.fact(
            "heard",
            topic=inst.topic_ids[t],
            periods=float(menu.total[t]),
            module=known[t][1],
            day=known[t][0],
        )
        for t in order
    )


def repeat_of(situation: Situation, i: int, k: int, menu: Menu, start: int) -> float:
    """Return the repeat of a menu for cadre i over history and the classes attended before it."""
    inst = situation.instance
    had = np.zeros((1, len(inst.topic_ids)))
    for other in situation.usage.classes_of.get(i, []):
        decision = situation.decisions[other]
        if other != k and (decision.start, other) < (start, k):
            had = np.maximum(had, decision.menu.largest[None, :])
    value = float(marginal_repeat(inst, menu, had, inst.seen[[i]])[0])
    return 0.0 if abs(value) < 1e-9 else value
