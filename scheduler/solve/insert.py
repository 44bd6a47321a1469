"""Open one more class where greedy teaching fails: every lecturer may change place at once."""

from models.rules import Component
from scheduler.formulation.decisions import Decisions
from scheduler.formulation.teaching import Option, TeachingProgram, as_it_is
from scheduler.solve.opening import Opener

LOOKED_AT = 60
OFFERED = 24
MOVED = 8
PLACES = 6


def insert(opener: Opener, k: int, seconds: float, workers: int = 1) -> Decisions | None:
    """Return a plan with class k open beside all others, None where none was found in time.

    Orders and lecturers of all open classes are free; a few of them may also change their dates
    with the people they have.
    """
    state = opener.state
    offered = _offers(opener, k)
    if not offered:
        return None
    options = [as_it_is(j, d) for j, d in sorted(state.decisions.items())]
    options += _other_places(opener, k)
    program = TeachingProgram(opener.inst, state.decisions, options + offered, frozenset())
    weight = dict.fromkeys(Component, 0.0)
    for component in (Component.MISMATCH, Component.COST, Component.MOVES):
        weight[component] = opener.columns.coefficient[component]
    return program.solve_values(weight, seconds, workers, opener.random.randrange(10**6))


def _offers(opener: Opener, k: int) -> list[Option]:
    """Return the most valuable options of a closed class that are worth opening."""
    found: list[Option] = []
    for option in opener.ranked(k, LOOKED_AT, teachable=False):
        column = opener.columns.people(k, option.menu, option.start, option.room)
        if column is not None and column.value < 0:
            found.append(
                Option(k, option.start, option.room, option.menu, column.members, column.value)
            )
    found.sort(key=lambda option: option.value)
    return found[:OFFERED]


def _other_places(opener: Opener, k: int) -> list[Option]:
    """Return other dates for a few open classes, with the room and the people they have."""
    inst, state = opener.inst, opener.state
    movable = [j for j in sorted(state.decisions) if inst.classes[j].frozen is None and j != k]
    opener.random.shuffle(movable)
    wanted = set(opener.options[opener.type_of[k]][0].menu.modules)
    movable.sort(key=lambda j: -len(wanted & set(state.decisions[j].menu.modules)))
    options: list[Option] = []
    for j in movable[:MOVED]:
        decision = state.decisions[j]
        places = 0
        for option in opener.ranked(j, 10 * PLACES, teachable=False):
            if option.room != decision.room or option.menu is not decision.menu:
                continue
            if inst.attends(option.start, option.menu.days)[decision.members].all():
                options.append(Option(j, option.start, option.room, option.menu, decision.members))
                places += 1
            if places >= PLACES:
                break
    return options
