"""Relaxations of what concerns a class: size, days, parts, room (H3-H5, H9)."""

from datetime import timedelta
from functools import partial

from models.curriculum import Programme
from models.resources import Room
from models.scenario import Scenario
from models.training_class import TrainingClass
from scheduler.formulation.instance import ClassData
from scheduler.solve.relax_presence import closures, presence
from scheduler.solve.relaxation import (
    ABILITY,
    PERMISSION,
    WISH,
    Case,
    Family,
    altered,
    dated,
    numeric,
    single,
    with_item,
    with_rules,
)
from scheduler.solve.remedy_words import day, listed, say

LONGEST = 31


def programme_of(case: Case, cls: TrainingClass) -> Programme:
    """Return the programme of a class."""
    return next(item for item in case.scenario.programmes if item.id == cls.programme)


def data_of(case: Case, cls: TrainingClass) -> ClassData:
    """Return the arrays of a class."""
    return next(item for item in case.instance.classes if item.id == cls.id)


def shortest(case: Case, cls: TrainingClass) -> int:
    """Return the least number of days that a class takes, 0 where it has no menu."""
    menus = case.instance.programmes[data_of(case, cls).programme].menus
    return min((menu.days for menu in menus), default=0)


def h3_size(case: Case, subject: str) -> list[Family]:
    """Smaller or larger classes, larger or other rooms, more classes or repeats for each cadre."""
    cls = case.definition(subject)
    if cls is None:
        return []
    programme = programme_of(case, cls)
    size, pid = programme.size, programme.id
    found = numeric(
        size.min,
        range(size.min - 1, 0, -1),
        lambda new: with_item(case.scenario, "programmes", pid, size=altered(size, min=new)),
        lambda new: say("size_min", programme=pid, old=size.min, new=new),
    )
    fixed = len(cls.fixed.cadres)
    found += numeric(
        size.max,
        range(size.max + 1, fixed + 1),
        lambda new: with_item(case.scenario, "programmes", pid, size=altered(size, max=new)),
        lambda new: say("size_max", programme=pid, old=size.max, new=new),
    )
    for room in case.scenario.rooms:
        r = case.instance.room_ids.index(room.id)
        if r in data_of(case, cls).rooms and cls.fixed.room in (None, room.id):
            found += _capacity(case, room, max(size.min, fixed))
    found += other_rooms(case, cls) + _other_people(case, programme)
    return found + more_repeats(case) + more_classes(case)


def _capacity(case: Case, room: Room, seats: int) -> list[Family]:
    return numeric(
        room.capacity,
        range(room.capacity + 1, seats + 1),
        lambda new: with_item(case.scenario, "rooms", room.id, capacity=new),
        lambda new: say("capacity", room=room.id, old=room.capacity, new=new),
        ABILITY,
    )


def _other_people(case: Case, programme: Programme) -> list[Family]:
    """Admit other tiers or all titles, have units available, lift their closures."""
    scenario, pid, tiers = case.scenario, programme.id, programme.tiers
    found = [
        single(
            PERMISSION,
            say("admit_tier", tier=tier.id, programme=pid),
            partial(with_item, scenario, "programmes", pid, tiers=(*tiers, tier.id)),
        )
        for tier in scenario.tiers
        if tier.id not in tiers
    ]
    if programme.titles:
        sentence = say("admit_all", programme=pid)
        found.append(
            single(PERMISSION, sentence, lambda: with_item(scenario, "programmes", pid, titles=()))
        )
    units = [unit.id for unit in scenario.units]
    return found + presence(case, "unit", units) + closures(case, lambda row: bool(row.units))


def more_repeats(case: Case) -> list[Family]:
    """Let people hear more again."""
    old = case.scenario.rules.max_repeat_share
    return numeric(
        old,
        [n / 100 for n in range(1, 101) if n / 100 > old + 1e-9],
        lambda new: with_rules(case.scenario, max_repeat_share=new),
        lambda new: say("repeat_share", old=old, new=new),
    )


def more_classes(case: Case) -> list[Family]:
    """Let cadres attend more classes."""
    old = case.scenario.rules.max_classes_per_cadre
    return numeric(
        old,
        range(old + 1, max(len(case.classes), 1) + 1),
        lambda new: with_rules(case.scenario, max_classes_per_cadre=new),
        lambda new: say("often", old=old, new=new),
    )


def other_rooms(case: Case, cls: TrainingClass) -> list[Family]:
    """Allow rooms that the class may not use, or move it out of its fixed room."""
    found = []
    allowed = {case.instance.room_ids[r] for r in data_of(case, cls).rooms}
    for room in case.scenario.rooms:
        rooms = cls.rooms if room.id in allowed else (*cls.rooms, room.id)
        if cls.fixed.room is not None and room.id != cls.fixed.room:

            def move(rooms: tuple[str, ...] = rooms, room_id: str = room.id) -> Scenario:
                fixed = altered(cls.fixed, room=room_id)
                return with_item(case.scenario, "classes", cls.id, rooms=rooms, fixed=fixed)

            sentence = say("move_room", class_id=cls.id, old=cls.fixed.room, room=room.id)
            extra = 0.0 if room.id in allowed else 0.5
            found.append(single(PERMISSION + extra, sentence, move))
        elif room.id not in allowed:
            sentence = say("allow_room", class_id=cls.id, room=room.id)

            def allow(rooms: tuple[str, ...] = rooms) -> Scenario:
                return with_item(case.scenario, "classes", cls.id, rooms=rooms)

            found.append(single(PERMISSION, sentence, allow))
    return found


def h4_days(case: Case, subject: str) -> list[Family]:
    """Longer classes, wider windows, more working days."""
    cls = case.definition(subject)
    if cls is None:
        return []
    programme, horizon = programme_of(case, cls), case.scenario.horizon
    found = []
    if programme.max_days is not None:
        old = programme.max_days
        found += numeric(
            old,
            range(old + 1, LONGEST + 1),
            lambda new: with_item(case.scenario, "programmes", programme.id, max_days=new),
            lambda new: say("max_days", programme=programme.id, old=old, new=new),
        )
    if cls.window is not None:
        window = cls.window
        later = [window.end + timedelta(n) for n in range(1, (horizon.end - window.end).days + 1)]
        found += dated(
            window.end,
            later,
            lambda new: with_item(
                case.scenario, "classes", cls.id, window=altered(window, end=new)
            ),
            lambda new: say("window_end", class_id=cls.id, old=window.end, new=new),
        )
        room = (window.start - horizon.start).days
        found += dated(
            window.start,
            [window.start - timedelta(n) for n in range(1, room + 1)],
            lambda new: with_item(
                case.scenario, "classes", cls.id, window=altered(window, start=new)
            ),
            lambda new: say("window_start", class_id=cls.id, old=window.start, new=new),
        )
    return found + _extra_workdays(case, cls)


def _extra_workdays(case: Case, cls: TrainingClass) -> list[Family]:
    """Work on the days off that a fixed start meets."""
    start, instance = data_of(case, cls).start, case.instance
    if start is None or start < 0:
        return []
    days = range(start, min(start + shortest(case, cls), instance.num_days))
    off = [instance.date_of(d) for d in days if not instance.working[d]]
    calendar = case.scenario.calendar
    extra = (*calendar.extra_workdays, *off)
    if not off:
        return []
    sentence = say("workday", days=listed(day(one) for one in off))
    changed = altered(calendar, extra_workdays=extra)
    return [
        single(
            PERMISSION + 1.0 * len(off),
            sentence,
            lambda: case.scenario.model_copy(update={"calendar": changed}),
        )
    ]


def h5_parts(case: Case, subject: str) -> list[Family]:
    """Drop a pair of the order, or the place of an activity."""
    cls = case.definition(subject)
    if cls is None:
        return []
    programme = programme_of(case, cls)
    pid, found = programme.id, []
    for n, (a, b) in enumerate(programme.order):
        rest = programme.order[:n] + programme.order[n + 1 :]
        found.append(
            single(
                WISH,
                say("order", a=a, b=b, programme=pid),
                partial(with_item, case.scenario, "programmes", pid, order=rest),
            )
        )
    for n, activity in enumerate(programme.activities):
        if activity.position != "any":
            moved = altered(activity, position="any")
            rows = (*programme.activities[:n], moved, *programme.activities[n + 1 :])
            found.append(
                single(
                    WISH,
                    say("position", kind=activity.kind, programme=pid, old=activity.position),
                    partial(with_item, case.scenario, "programmes", pid, activities=rows),
                )
            )
    return found


def h9_room(case: Case, subject: str) -> list[Family]:
    """Other rooms for the classes of the conflict, or the room available again."""
    room = next((room for room in case.scenario.rooms if room.id == subject), None)
    if room is None:
        return []
    found = [family for cls in case.classes for family in other_rooms(case, cls)]
    return found + presence(case, "room", {subject}) + presence(case, "venue", {room.venue})
