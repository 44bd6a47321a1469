"""A scenario as the checks see it: groups of classes, people to be covered, derived arrays."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from models.finding import Finding, Severity, SubjectKind
from models.scenario import Language, Scenario
from scheduler.formulation.decisions import within_repeat_share
from scheduler.formulation.derive import derive
from scheduler.formulation.instance import Bools, ClassData, Instance, Ints
from scheduler.precheck.groups import Group, group_of
from scheduler.precheck.telling import tell


@dataclass(frozen=True)
class Case:
    """Everything the checks read; `groups` leaves out frozen classes and those fixed closed.

    `held[i]` tells whether a frozen class has cadre i.
    """

    scenario: Scenario
    language: Language
    instance: Instance
    groups: tuple[Group, ...]
    frozen: tuple[ClassData, ...]
    held: Bools
    _repeats: dict[tuple[str, ...], Bools] = field(default_factory=dict)

    def without(self, ids: Collection[str]) -> "Case":
        """Return the case without the classes that are known never to open."""
        groups = tuple(g for g in self.groups if not set(g.ids) & set(ids))
        frozen = tuple(cls for cls in self.frozen if cls.id not in ids)
        return replace(self, groups=groups, frozen=frozen)

    def finding(
        self,
        name: str,
        variant: str,
        severity: Severity,
        subjects: Mapping[SubjectKind, Collection[str]],
        numbers: Mapping[str, float],
        **values: Any,
    ) -> Finding:
        """Return a finding in words; `numbers` may stand in its texts like the other values."""
        return tell(self.language, name, variant, severity, subjects, numbers, **values)

    def date(self, day: int) -> date:
        """Return the calendar date of a day of the horizon."""
        return self.instance.date_of(day)

    def fits_repeat(self, group: Group) -> Bools:
        """Return [i]: some menu keeps within `max_repeat_share`; all where menus are unknown."""
        if group.ids not in self._repeats:
            fits: Bools = np.full(self.instance.num_cadres, not (group.all_menus and group.menus))
            for menu in group.menus:
                if fits.all():
                    break
                fits = fits | within_repeat_share(self.instance, menu)
            self._repeats[group.ids] = fits
        return self._repeats[group.ids]

    def served(self, group: Group) -> Bools:
        """Return [i]: a venue with a usable room of the class serves the unit of i."""
        venues = sorted({int(self.instance.room_venue[room]) for room in group.rooms})
        units = np.asarray(self.instance.serves[venues].any(axis=0))
        result: Bools = units[self.instance.unit_of]
        return result

    def lecturers(self, group: Group, module: int) -> tuple[int, ...]:
        """Return the lecturers who may teach a module in the class, what it fixes included."""
        instance = self.instance
        able = group.programme.level[:, module] > 0
        able &= instance.lecturer_total >= instance.module_sessions[module]
        able &= (instance.lecturer_day > 0) & (instance.lecturer_week > 0)
        if module in group.cls.lecturers:
            able &= np.arange(len(able)) == group.cls.lecturers[module]
        return tuple(int(x) for x in np.flatnonzero(able))

    def lecturer_names(self, ids: Collection[str]) -> list[str]:
        """Return id and name of lecturers, sorted."""
        return sorted(f"{x.id} {x.name}" for x in self.scenario.lecturers if x.id in ids)

    def contents(self, group: Group) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield what the class must teach: (how many, of which modules)."""
        for module in group.programme.core:
            yield 1, (module,)
        for count, options in group.programme.choices:
            fixed = [m for m in options if m in group.cls.electives]
            yield from ((1, (module,)) for module in fixed)
            left = tuple(m for m in options if m not in group.cls.electives)
            if count > len(fixed):
                yield count - len(fixed), left

    @cached_property
    def cover_groups(self) -> list[str]:
        """The ids of the cover groups of planned cadres, by index."""
        planned = set(self.instance.cadre_ids)
        return sorted(
            {c.cover_group for c in self.scenario.cadres if c.cover_group and c.id in planned}
        )

    @cached_property
    def need(self) -> Ints:
        """[T]: persons still to be covered for the target, members of frozen classes aside."""
        instance = self.instance
        provided = self.held & ~instance.covered
        held = np.bincount(instance.tier_of[provided], minlength=len(instance.tier_need))
        result: Ints = np.maximum(0, instance.tier_need - held)
        return result

    @cached_property
    def wanted(self) -> Bools:
        """[i]: not covered, in no frozen class, in a tier whose target is not met yet."""
        instance = self.instance
        result: Bools = ~instance.covered & ~self.held & (self.need > 0)[instance.tier_of]
        return result

    def admits(self, group: Group, tier: int) -> bool:
        """Tell whether the class is for a tier and may count for a requirement that names it."""
        named = self.instance.requirement_names[:, tier]
        counts = bool((group.programme.counts_for & named).any())
        return counts and tier in group.programme.tiers


def open_case(scenario: Scenario, language: Language, instance: Instance | None = None) -> Case:
    """Return the case of a scenario."""
    instance = instance or derive(scenario)
    definitions = {item.id: item for item in scenario.classes}
    alike: dict[str, list[ClassData]] = {}
    frozen = []
    for cls in instance.classes:
        definition = definitions[cls.id]
        if cls.frozen is not None:
            frozen.append(cls)
        elif cls.must_open or definition.fixed.open is not False:
            key = definition.model_copy(update={"id": "x"}).model_dump_json()
            alike.setdefault(key, []).append(cls)
    groups = tuple(
        group_of(instance, classes, definitions[classes[0].id]) for classes in alike.values()
    )
    held = np.zeros(instance.num_cadres, dtype=bool)
    for cls in frozen:
        if cls.frozen is not None:
            held[cls.frozen.members[cls.frozen.members >= 0]] = True
    return Case(scenario, language, instance, groups, tuple(frozen), held)
