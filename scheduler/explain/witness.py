"""An attempt to open a class that did not open, to see whether that would have been better."""

from collections.abc import Iterator, Sequence

from models.explanation import Fact
from models.rules import Component
from scheduler.explain.kinds import Kind
from scheduler.explain.price import better, over_budget, price_of_values
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice
from scheduler.formulation.decisions import ClassDecision, evaluate
from scheduler.formulation.instance import Menu

Place = tuple[int, int, Menu]
ATTEMPTS = 12
OPENED = 4


def witness(situation: Situation, kind: Kind, places: Sequence[Place], voice: Voice) -> Fact:
    """Return what opening a class at one of the places would do to the plan.

    Without a way to teach it there, or with too little money left, it says that.
    """
    inst = situation.instance
    k = situation.closed(kind)[0]
    tried = _spread(places)
    chosen: tuple[ClassDecision, dict[Component, float]] | None = None
    dear: list[float] = []
    for decision in _openings(situation, k, tried):
        changed = {**situation.decisions, k: decision}
        components = evaluate(inst, changed)
        if over_budget(situation, components[Component.COST]):
            dear.append(components[Component.COST] - situation.usage.cost)
            continue
        gains = better(situation, components)
        chosen = (decision, components) if chosen is None or gains else chosen
        if gains:
            break
    if chosen is None:
        if dear:
            left = situation.usage.budget_left()
            return voice.fact("shut_budget", need=min(dear), left=left)
        return voice.fact("shut_together", tried=len(tried))
    decision, components = chosen
    return voice.fact(
        "shut_missed" if better(situation, components) else "shut_worse",
        start=inst.date_of(decision.start),
        room=inst.room_ids[decision.room],
        size=len(decision.members),
        price=price_of_values(situation, components, voice),
    )


def _spread(places: Sequence[Place]) -> list[Place]:
    """Return a few of the best places on different days."""
    chosen: dict[int, Place] = {}
    for place in places:
        chosen.setdefault(place[0], place)
    return list(chosen.values())[:ATTEMPTS]


def _openings(situation: Situation, k: int, places: Sequence[Place]) -> Iterator[ClassDecision]:
    """Yield the class opened at places where the solver's own search finds lecturers and people."""
    # The solver is loaded only where it is needed: it takes most of a second.
    from scheduler.solve.columns import Columns
    from scheduler.solve.figures import Figures
    from scheduler.solve.state import State
    from scheduler.solve.teach import Teacher

    inst = situation.instance
    state = State(inst)
    for number, decision in sorted(situation.decisions.items()):
        state.add(number, decision)
    columns = Columns(state, Figures(inst))
    teacher = Teacher(state, mismatch_weight=1.0, fee_weight=0.0)
    found = 0
    for start, room, menu in places:
        taught = teacher.assign(k, menu, start, int(inst.room_venue[room]))
        column = None if taught is None else columns.people(k, menu, start, room)
        if taught is None or column is None:
            continue
        order, lecturers = taught
        yield ClassDecision(start, room, menu, order, lecturers, column.members)
        found += 1
        if found >= OPENED:
            return
