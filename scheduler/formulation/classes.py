"""Candidate classes by indices: windows, rooms, fixed parts, the baseline and what it freezes."""

import itertools
from collections import defaultdict

import numpy as np

from models.plan import Plan, PlannedClass, PlannedSession
from models.training_class import TrainingClass
from scheduler.formulation.curriculum import make_menu
from scheduler.formulation.instance import BaselineClass, ClassData, Frozen, Instance, Menu


def derive_classes(instance: Instance) -> None:
    """Fill `classes` of the instance, sorted by id."""
    scenario = instance.scenario
    programmes = {programme.id: programme.index for programme in instance.programmes}
    cadres = {cadre: i for i, cadre in enumerate(instance.cadre_ids)}
    baseline = {}
    if scenario.baseline is not None:
        baseline = _baseline(instance, scenario.baseline, cadres)
    known = {cls.id for cls in scenario.classes}
    weights = scenario.rules.moves
    instance.lost_moves = sum(
        weights.class_ + weights.enrolment * len(before.members)
        for cls, before in baseline.items()
        if cls not in known
    )
    instance.classes = [
        _class(instance, k, cls, programmes[cls.programme], cadres, baseline.get(cls.id))
        for k, cls in enumerate(sorted(scenario.classes, key=lambda item: item.id))
    ]


def _class(
    instance: Instance,
    k: int,
    cls: TrainingClass,
    p: int,
    cadres: dict[str, int],
    baseline: BaselineClass | None,
) -> ClassData:
    modules = {module: m for m, module in enumerate(instance.module_ids)}
    lecturers = {lecturer: x for x, lecturer in enumerate(instance.lecturer_ids)}
    fixed = cls.fixed
    first, last = 0, instance.num_days - 1
    if cls.window is not None:
        first, last = (
            max(first, _day(instance, cls.window.start)),
            min(last, _day(instance, cls.window.end)),
        )
    frozen = None
    freeze = instance.scenario.freeze_before
    if freeze is not None:
        if baseline is not None and baseline.start < _day(instance, freeze):
            frozen = _frozen(baseline)
        else:
            first = max(first, _day(instance, freeze))
    start = None if fixed.start is None else _day(instance, fixed.start)
    room = None if fixed.room is None else instance.room_ids.index(fixed.room)
    if frozen is not None:
        # Two different commands cannot both hold: an impossible start says so.
        start = frozen.start if start in (None, frozen.start) else -1
        room = frozen.room if room in (None, frozen.room) else -1
    unknown = [cadre for cadre in fixed.cadres if cadre not in cadres]
    may_open = fixed.open is not False and not unknown and bool(_menus_of(instance, p))
    return ClassData(
        index=k,
        id=cls.id,
        programme=p,
        rooms=_rooms(instance, cls),
        first_day=first,
        last_day=last,
        must_open=cls.required or fixed.open is True or bool(fixed.cadres) or frozen is not None,
        may_open=may_open,
        start=start,
        room=room,
        electives=tuple(sorted(modules[m] for m in fixed.electives)),
        lecturers={modules[m]: lecturers[x] for m, x in sorted(fixed.lecturers.items())},
        members=np.array(sorted(cadres[c] for c in fixed.cadres if c in cadres), dtype=np.int64),
        frozen=frozen,
        baseline=baseline,
    )


def _menus_of(instance: Instance, p: int) -> tuple[Menu, ...]:
    return instance.programmes[p].menus


def _day(instance: Instance, day: object) -> int:
    return (day - instance.scenario.horizon.start).days  # type: ignore[operator,no-any-return]


def _rooms(instance: Instance, cls: TrainingClass) -> tuple[int, ...]:
    if not cls.rooms and not cls.venues:
        return tuple(range(len(instance.room_ids)))
    return tuple(
        r
        for r, room in enumerate(instance.room_ids)
        if room in cls.rooms or instance.venue_ids[instance.room_venue[r]] in cls.venues
    )


def _frozen(baseline: BaselineClass) -> Frozen:
    modules = sorted(baseline.teaching, key=lambda m: baseline.teaching[m][1])
    return Frozen(
        start=baseline.start,
        room=-1 if baseline.room is None else baseline.room,
        modules=tuple(modules),
        lecturers={m: -1 if x is None else x for m, (x, _) in baseline.teaching.items()},
        members=baseline.members,
    )


def _baseline(instance: Instance, plan: Plan, cadres: dict[str, int]) -> dict[str, BaselineClass]:
    sessions: dict[str, list[PlannedSession]] = defaultdict(list)
    for session in plan.sessions:
        sessions[session.class_id].append(session)
    members: dict[str, list[str]] = defaultdict(list)
    for enrolment in plan.enrolments:
        members[enrolment.class_id].append(enrolment.cadre)
    return {
        row.class_id: _baseline_class(
            instance, row, sessions[row.class_id], members[row.class_id], cadres
        )
        for row in plan.classes
        if row.open and row.start is not None
    }


def _baseline_class(
    instance: Instance,
    row: PlannedClass,
    sessions: list[PlannedSession],
    members: list[str],
    cadres: dict[str, int],
) -> BaselineClass:
    modules = {module: m for m, module in enumerate(instance.module_ids)}
    lecturers = {lecturer: x for x, lecturer in enumerate(instance.lecturer_ids)}
    rooms = {room: r for r, room in enumerate(instance.room_ids)}
    teaching: dict[int, tuple[int | None, int]] = {}
    for session in sorted(sessions, key=lambda item: item.seq):
        if session.module is None or session.module not in modules:
            continue
        lecturer = None if session.lecturer is None else lecturers.get(session.lecturer)
        teaching.setdefault(modules[session.module], (lecturer, session.seq))
    # Members who are no longer planned stay in the list as -1, so that moves can count them.
    return BaselineClass(
        start=_day(instance, row.start),
        room=None if row.room is None else rooms.get(row.room),
        teaching=teaching,
        members=np.array(sorted(cadres.get(cadre, -1) for cadre in members), dtype=np.int64),
    )


def menus_of_class(instance: Instance, k: int) -> list[Menu]:
    """Return the menus that class k may take, what it fixes or freezes included (H5, H15)."""
    cls = instance.classes[k]
    programme = instance.programmes[cls.programme]
    wanted = set(cls.electives)
    exact = None
    if cls.frozen is not None:
        exact = set(cls.frozen.modules) - set(programme.core)
    menus = [
        menu
        for menu in programme.menus
        if wanted <= set(menu.electives) and (exact is None or exact == set(menu.electives))
    ]
    if menus or not (wanted or exact):
        return menus
    return _completed(instance, k, exact if exact is not None else wanted, exact is not None)


def _completed(instance: Instance, k: int, wanted: set[int], exact: bool) -> list[Menu]:
    """Return menus with the wanted electives when enumeration stopped before it met them."""
    programme = instance.programmes[instance.classes[k].programme]
    options = []
    for count, modules in programme.choices:
        taken = [m for m in modules if m in wanted]
        free = [m for m in modules if m not in wanted]
        if len(taken) > count or (exact and len(taken) != count):
            return []
        options.append(
            [(*taken, *rest) for rest in itertools.combinations(free, count - len(taken))]
        )
    offered = {m for _, modules in programme.choices for m in modules}
    if not wanted <= offered:
        return []
    fixed = sum(activity.sessions for activity in programme.activities)
    menus = [
        make_menu(instance, programme.core, tuple(sorted(itertools.chain(*combination))), fixed)
        for combination in itertools.islice(itertools.product(*options), 100)
    ]
    return [m for m in menus if programme.max_days is None or m.days <= programme.max_days]
