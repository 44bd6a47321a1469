"""Classes opened beside others that may move."""

import math
from datetime import date

from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan, to_plan
from scheduler.formulation.teaching import Effort
from scheduler.solve import insert as module
from scheduler.solve.figures import Figures
from scheduler.solve.insert import FAR, insert
from scheduler.solve.opening import Opener
from scheduler.solve.state import State
from tests.builders import cadre, held, plan, scenario, training_class

SATURDAY = date(2024, 3, 9)


def test_a_class_that_can_stand_nowhere_does_not_keep_others_from_opening():
    """Its window is a Saturday: there is no option from which to read what it would teach."""
    nowhere = training_class("K3", window={"from": SATURDAY, "to": SATURDAY})
    instance = derive(
        scenario(
            cadres=tuple(cadre(n, priority=1) for n in range(1, 7)),
            classes=(training_class("K1"), training_class("K2"), nowhere),
        )
    )
    state = State(instance)
    opener = Opener(instance, state, Figures(instance), seed=1)
    kept = from_plan(instance, plan(instance.scenario, held("K1")))
    state.add(0, kept[0])
    assert opener.options_of(2) == []
    packed = insert(opener, [1, 2], FAR, Effort(1.0, math.inf, 1))
    assert packed is not None
    assert sorted(packed) == [0, 1]
    assert sum(row.open for row in to_plan(instance, packed).classes) == 2


def test_of_many_classes_those_near_in_time_may_change(monkeypatch):
    """K4 opens beside three others; no more than one of them is in the program with it."""
    names = [f"K{n}" for n in range(1, 5)]
    instance = derive(
        scenario(
            cadres=tuple(cadre(n, priority=1) for n in range(1, 9)),
            classes=tuple(training_class(name) for name in names),
        )
    )
    days = [date(2024, 3, 4), date(2024, 6, 3), date(2024, 9, 2)]
    begun = from_plan(
        instance,
        plan(
            instance.scenario,
            *(held(names[n], day, cadres=(2 * n + 1, 2 * n + 2)) for n, day in enumerate(days)),
        ),
    )
    state = State(instance)
    opener = Opener(instance, state, Figures(instance), seed=1)
    for k, decision in begun.items():
        state.add(k, decision)
    seen = []
    real = module.TeachingProgram

    def watched(inst, decisions, options, *others, **named):
        seen.append({option.k for option in options})
        return real(inst, decisions, options, *others, **named)

    monkeypatch.setattr(module, "TeachingProgram", watched)
    monkeypatch.setattr(module, "AROUND", 1)
    found = insert(opener, [3], FAR, Effort(1.0, math.inf, 1))
    assert found is not None
    assert sorted(found) == [0, 1, 2, 3]
    assert len(seen[0]) == 2
    (near,) = seen[0] - {3}
    assert all(found[k] is begun[k] for k in range(3) if k != near)
    assert abs(found[3].start - begun[near].start) <= max(
        abs(found[3].start - begun[k].start) for k in range(3)
    )
