"""Programmes by indices: menus of electives, who may teach, whom they admit, when they may run."""

import itertools
import math

import numpy as np
import numpy.typing as npt

from models.curriculum import Programme
from scheduler.formulation.instance import Activity, Bools, Instance, Menu, ProgrammeData

MENUS_AT_MOST = 400


def derive_programmes(instance: Instance) -> None:
    """Fill `programmes` and `open_days` of the instance."""
    scenario = instance.scenario
    levels = _levels_by_tier(instance)
    titles = {cadre.id: cadre.title for cadre in scenario.cadres}
    title_of = [titles[cadre] for cadre in instance.cadre_ids]
    instance.programmes = []
    for p, programme in enumerate(sorted(scenario.programmes, key=lambda item: item.id)):
        instance.programmes.append(_programme(instance, p, programme, levels, title_of))
        instance.open_days[p] = _open_days(instance, programme)


def _levels_by_tier(instance: Instance) -> npt.NDArray[np.int8]:
    """Return [T, l, m]: the best level of lecturer l for module m before tier T, 0 none."""
    scenario = instance.scenario
    tiers = {tier.id: n for n, tier in enumerate(scenario.tiers)}
    lecturers = {lecturer: n for n, lecturer in enumerate(instance.lecturer_ids)}
    modules = {module: n for n, module in enumerate(instance.module_ids)}
    themes: dict[str, list[int]] = {}
    for module in scenario.modules:
        if module.theme is not None:
            themes.setdefault(module.theme, []).append(modules[module.id])
    levels = np.zeros((len(tiers), len(lecturers), len(modules)), dtype=np.int8)
    for row in scenario.qualifications:
        if row.module == "*":
            which = list(range(len(modules)))
        elif row.module in modules:
            which = [modules[row.module]]
        else:
            which = themes.get(row.module.removeprefix("theme:"), [])
        rows = range(len(tiers)) if row.tier is None else [tiers[row.tier]]
        for tier in rows:
            part = levels[tier, lecturers[row.lecturer]]
            part[which] = np.maximum(part[which], row.level)
    return levels


def _programme(
    instance: Instance,
    p: int,
    programme: Programme,
    levels: npt.NDArray[np.int8],
    title_of: list[str | None],
) -> ProgrammeData:
    scenario = instance.scenario
    tier_index = {tier.id: n for n, tier in enumerate(scenario.tiers)}
    modules = {module: n for n, module in enumerate(instance.module_ids)}
    tiers = tuple(sorted(tier_index[tier] for tier in programme.tiers))
    admits = np.isin(instance.tier_of, tiers)
    if programme.titles:
        allowed = set(programme.titles)
        admits &= np.array([title in allowed for title in title_of], dtype=bool)
    choices = tuple(
        (choice.count, tuple(sorted(modules[m] for m in choice.options)))
        for choice in programme.choose
    )
    activities = tuple(
        Activity(n, activity.kind, activity.sessions, activity.position)
        for n, activity in enumerate(programme.activities)
    )
    core = tuple(sorted(modules[m] for m in programme.modules))
    level = levels[list(tiers)].min(axis=0) if tiers else levels.max(axis=0, initial=0)
    return ProgrammeData(
        index=p,
        id=programme.id,
        tiers=tiers,
        core=core,
        choices=choices,
        activities=activities,
        order=tuple((modules[a], modules[b]) for a, b in programme.order),
        size_min=programme.size.min,
        size_max=programme.size.max,
        max_days=programme.max_days,
        counts_for=np.array(
            [
                programme.counts_for is None or requirement.id in programme.counts_for
                for requirement in scenario.requirements
            ],
            dtype=bool,
        ),
        menus=tuple(_menus(instance, core, choices, activities, programme.max_days)),
        level=level,
        admits=admits,
    )


def _menus(
    instance: Instance,
    core: tuple[int, ...],
    choices: tuple[tuple[int, tuple[int, ...]], ...],
    activities: tuple[Activity, ...],
    max_days: int | None,
) -> list[Menu]:
    options = [itertools.combinations(modules, count) for count, modules in choices]
    fixed = sum(activity.sessions for activity in activities)
    menus = []
    for combination in itertools.islice(itertools.product(*options), MENUS_AT_MOST):
        menu = make_menu(instance, core, tuple(sorted(itertools.chain(*combination))), fixed)
        if max_days is None or menu.days <= max_days:
            menus.append(menu)
    return menus


def make_menu(
    instance: Instance, core: tuple[int, ...], electives: tuple[int, ...], fixed_slots: int
) -> Menu:
    """Return the menu of a set of electives; `fixed_slots` is what the activities take."""
    modules = core + electives
    rows = np.array(modules, dtype=np.int64)
    length = fixed_slots + int(instance.module_sessions[rows].sum())
    exposure = instance.exposure[rows]
    return Menu(
        electives=electives,
        modules=modules,
        length=length,
        days=math.ceil(length / instance.slots_per_day),
        periods=float(instance.module_periods[rows].sum()),
        total=exposure.sum(axis=0),
        largest=exposure.max(axis=0, initial=0.0),
    )


def _open_days(instance: Instance, programme: Programme) -> Bools:
    """Return [d]: d is worked and no closure of the programme's tiers or of all holds it."""
    days = instance.working.copy()
    origin = instance.scenario.horizon.start
    for closure in instance.scenario.calendar.closures:
        if closure.units or (closure.tiers and not set(closure.tiers) & set(programme.tiers)):
            continue
        first = max(0, (closure.start - origin).days)
        days[first : max(first, (closure.end - origin).days + 1)] = False
    return days
