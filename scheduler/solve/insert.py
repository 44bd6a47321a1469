"""Open more classes where greedy teaching fails: others may change dates and lecturers too."""

from dataclasses import dataclass

import numpy as np

from models.rules import Component
from scheduler.formulation.decisions import Decisions
from scheduler.formulation.teaching import Effort, Option, TeachingProgram, as_it_is
from scheduler.solve.opening import Opener
from scheduler.solve.opening import Option as Place


@dataclass(frozen=True)
class Reach:
    """How far an insertion reaches: options looked at and offered, open classes that may move."""

    looked_at: int
    offered: int
    moved: int
    places: int


NEAR = Reach(looked_at=60, offered=24, moved=8, places=6)
BRIEF = Reach(looked_at=30, offered=10, moved=4, places=4)
FAR = Reach(looked_at=36, offered=10, moved=1000, places=9)
PRESENT = 0.8
AROUND = 60  # of more open classes only those near in time may change


def insert(opener: Opener, closed: list[int], reach: Reach, effort: Effort) -> Decisions | None:
    """Return a plan with some of the closed classes open beside all others, None where none is.

    Orders and lecturers of all open classes are free, of many those near in time; some of them
    may also change their dates with the people they have.
    """
    state = opener.state
    offered = [option for k in closed for option in _offers(opener, k, reach)]
    if not offered:
        return None
    around = sorted(state.decisions)
    if len(around) > AROUND:
        around, offered = _around(opener, offered)
    options = [as_it_is(j, state.decisions[j]) for j in around]
    options += _other_places(opener, closed, around, reach)
    # Offers of one type were valued one at a time: together they may want the same people.
    program = TeachingProgram(
        opener.inst, state.decisions, options + offered, frozenset(closed), apart=len(closed) == 1
    )
    weight = dict.fromkeys(Component, 0.0)
    for component in (Component.MISMATCH, Component.COST, Component.MOVES):
        weight[component] = opener.columns.coefficient[component]
    return program.solve_values(weight, effort)


def _around(opener: Opener, offered: list[Option]) -> tuple[list[int], list[Option]]:
    """Return the open classes nearest to the start of one of the offers, and the offers there."""
    decisions = opener.state.decisions
    day = opener.random.choice(offered).start
    near = sorted(decisions, key=lambda j: (abs(decisions[j].start - day), j))[:AROUND]
    reach = abs(decisions[near[-1]].start - day)
    return sorted(near), [option for option in offered if abs(option.start - day) <= reach]


def _offers(opener: Opener, k: int, reach: Reach) -> list[Option]:
    """Return the most valuable options of a closed class that are worth opening."""
    found: list[Option] = []
    for option in opener.ranked(k, reach.looked_at, teachable=False):
        column = opener.columns.people(k, option.menu, option.start, option.room)
        if column is not None and column.value < 0:
            found.append(
                Option(k, option.start, option.room, option.menu, column.members, column.value)
            )
    found.sort(key=lambda option: option.value)
    return found[: reach.offered]


def _other_places(
    opener: Opener, closed: list[int], around: list[int], reach: Reach
) -> list[Option]:
    """Return other dates, rooms and menus for some of the open classes `around`."""
    inst, state = opener.inst, opener.state
    movable = [j for j in around if inst.classes[j].frozen is None]
    opener.random.shuffle(movable)
    first = [option for k in closed for option in opener.options_of(k)[:1]]
    wanted = {m for option in first for m in option.menu.modules}
    movable.sort(key=lambda j: -len(wanted & set(state.decisions[j].menu.modules)))
    options: list[Option] = []
    for j in movable[: reach.moved]:
        places = 0
        for place in opener.ranked(j, 3 * reach.places, teachable=False):
            option = _moved(opener, j, place)
            if option is not None:
                options.append(option)
                places += 1
            if places >= reach.places:
                break
    return options


def _moved(opener: Opener, j: int, place: Place) -> Option | None:
    """Return an open class at another place with those of its people who can come along."""
    inst, columns = opener.inst, opener.columns
    decision = opener.state.decisions[j]
    programme = inst.programmes[inst.classes[j].programme]
    there = columns.static(programme.index, place.menu, place.room)
    able = np.isin(decision.members, there.cadres, assume_unique=True)
    able &= inst.attends(place.start, place.menu.days)[decision.members]
    members = decision.members[able]
    least = max(programme.size_min, PRESENT * len(decision.members))
    if not least <= len(members) <= inst.capacity(j, place.room):
        return None
    if not np.isin(columns.fixed(j), members).all():
        return None
    here = columns.static(programme.index, decision.menu, decision.room)
    value = there.of(members) - here.of(decision.members)
    value += (len(decision.members) - len(members)) * columns.worth_of_a_seat(j)
    return Option(j, place.start, place.room, place.menu, members, value)
