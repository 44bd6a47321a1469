"""Classes that can never open for want of content, lecturers or people."""

from collections.abc import Iterator

import numpy as np

from models.finding import Finding
from scheduler.formulation.instance import Bools, Instance
from scheduler.precheck.case import Case
from scheduler.precheck.dates import starts_with_room
from scheduler.precheck.groups import Group, most_sessions, severity_of
from scheduler.precheck.programmes import is_too_long, lacking
from scheduler.precheck.texts import day, listed, maybe, number


def no_such_choice(case: Case) -> Iterator[Finding]:
    """CHOOSE-01: fixed electives that no choice offers, or more of a choice than its count."""
    for group in case.groups:
        fixed, choices = group.cls.electives, group.programme.choices
        offered = {m for _, options in choices for m in options}
        foreign = [m for m in fixed if m not in offered]
        if foreign:
            yield _choice(case, group, "foreign", foreign, len(fixed), len(fixed) - len(foreign))
        for count, options in choices:
            taken = [m for m in fixed if m in options]
            if len(taken) > count:
                yield _choice(case, group, "many", taken, len(taken), count)


def _choice(
    case: Case, group: Group, variant: str, modules: list[int], needed: int, available: int
) -> Finding:
    names = [case.instance.module_ids[m] for m in modules]
    return case.finding(
        "CHOOSE-01",
        variant,
        severity_of([group]),
        {"class": group.ids, "programme": [group.programme.id], "module": names},
        {"needed": needed, "available": available},
        classes=listed(group.ids),
        programme=group.programme.id,
        modules=listed(names),
    )


def no_free_lecturer(case: Case) -> Iterator[Finding]:
    """LEC-03: from no possible start on does every module have a free qualified lecturer."""
    for group in case.groups:
        starts = starts_with_room(case, group)
        if not starts or is_too_long(case, group) or lacking(case, group):
            continue
        if any(never_free(case, group, m) for m in group.cls.lecturers):
            continue  # FIX-03 says so
        span = most_sessions(case.instance, group.programme)
        contents = list(case.contents(group))
        able = []
        for start in starts:
            able.append([_teachable(case, group, part, start, span) for part in contents])
            if all(able[-1]):
                break
        if all(able[-1]):
            continue
        yield _nobody_free(case, group, starts, contents, able)


def _teachable(
    case: Case, group: Group, part: tuple[int, tuple[int, ...]], start: int, span: int
) -> bool:
    """Tell whether enough of some modules have a lecturer with free slots within the class."""
    count, modules = part
    first = start * case.instance.slots_per_day
    taught = 0
    for module in modules:
        sessions = int(case.instance.module_sessions[module])
        taught += any(
            free_run(case.instance, x, first, first + span, sessions)
            for x in case.lecturers(group, module)
        )
        if taught >= count:
            return True
    return taught >= count


def _nobody_free(
    case: Case,
    group: Group,
    starts: list[int],
    contents: list[tuple[int, tuple[int, ...]]],
    able: list[list[bool]],
) -> Finding:
    instance = case.instance
    often = np.array(able).sum(axis=0)
    lost = sorted({m for n in np.flatnonzero(often == often.min()) for m in contents[n][1]})
    modules = [instance.module_ids[m] for m in lost]
    teachers = {instance.lecturer_ids[x] for m in lost for x in case.lecturers(group, m)}
    return case.finding(
        "LEC-03",
        "away" if len(starts) > 1 else "single",
        severity_of([group]),
        {"class": group.ids, "module": modules, "lecturer": teachers},
        {"starts": len(starts), "with_lecturers": 0},
        classes=listed(group.ids),
        modules=listed(modules),
        lecturers=listed(case.lecturer_names(teachers)),
        first=day(case.date(starts[0])),
        last=day(case.date(starts[-1])),
    )


def never_free(case: Case, group: Group, module: int) -> bool:
    """Tell whether none of the lecturers of a module is free from any possible start on."""
    instance, span = case.instance, most_sessions(case.instance, group.programme)
    sessions = int(instance.module_sessions[module])
    firsts = [start * instance.slots_per_day for start in group.starts]
    return not any(
        free_run(instance, x, first, first + span, sessions)
        for x in case.lecturers(group, module)
        for first in firsts
    )


def free_run(instance: Instance, lecturer: int, first: int, end: int, length: int) -> bool:
    """Tell whether a lecturer has so many free slots in a row in a span of slots."""
    free = instance.lecturer_free[lecturer, max(0, first) : end]
    if length == 1:
        return bool(free.any())
    windows = (
        np.lib.stride_tricks.sliding_window_view(free, length) if len(free) >= length else free[:0]
    )
    return bool(windows.size) and bool(windows.all(axis=-1).any())


def too_small(case: Case) -> Iterator[Finding]:
    """SIZE-01: size.min > seats of the largest allowed room, or > cadres who could attend."""
    for group in case.groups:
        least = group.programme.size_min
        allowed = case.instance.rooms(group.cls.index)
        if group.cls.room is not None and not allowed:
            continue  # FIX-04 says so
        if not group.rooms:
            yield _room_too_small(case, group, allowed)
        elif least and group.programme.admits.any() and not is_too_long(case, group):
            starts = starts_with_room(case, group)
            if starts:
                yield from _too_few(case, group, starts)


def _room_too_small(case: Case, group: Group, allowed: list[int]) -> Finding:
    instance, least = case.instance, group.programme.size_min
    largest = max(allowed, key=lambda room: int(instance.room_capacity[room]), default=None)
    fitting = [
        instance.room_ids[room]
        for room in np.argsort(instance.room_capacity, kind="stable").tolist()
        if instance.room_capacity[room] >= max(1, least)
    ]
    return case.finding(
        "SIZE-01",
        "no_room" if largest is None else "room",
        severity_of([group]),
        {"class": group.ids, "room": [] if largest is None else [instance.room_ids[largest]]},
        {"needed": 1, "available": 0}
        if largest is None
        else {"needed": least, "available": int(instance.room_capacity[largest])},
        classes=listed(group.ids),
        room="" if largest is None else instance.room_ids[largest],
        rooms=maybe("rooms_that_fit", names=listed(fitting)) if fitting else maybe("no_room_fits"),
    )


def _too_few(case: Case, group: Group, starts: list[int]) -> Iterator[Finding]:
    """Compare the least size with the cadres who could attend on the best of all dates."""
    instance, least = case.instance, group.programme.size_min
    able = group.programme.admits & case.fits_repeat(group)
    together = each = 0
    venues = sorted({int(instance.room_venue[room]) for room in group.rooms})
    masks = [able & instance.serves[venue][instance.unit_of] for venue in venues]
    for start in starts:
        present = instance.attends(start, group.days)
        for mask in masks:
            here = mask & present
            count = int(here.sum())
            each = max(each, count)
            if count >= least:
                together = max(together, most_at_once(case, here))
            if together >= least:
                return
    admitted = int(group.programme.admits.sum())
    variant, available = ("people", each) if each < least else ("day", together)
    yield case.finding(
        "SIZE-01",
        variant,
        severity_of([group]),
        {"class": group.ids, "programme": [group.programme.id]},
        {"needed": least, "available": available},
        classes=listed(group.ids),
        admitted=number(admitted),
        fresh=number(int(able.sum())),
        each=number(each),
    )


def most_at_once(case: Case, mask: Bools) -> int:
    """Return a bound on how many of some cadres can be in class on one day (H12)."""
    instance = case.instance
    counts = np.bincount(instance.unit_of[mask], minlength=len(instance.unit_cap))
    by_unit = int(np.minimum(counts, instance.unit_cap).sum())
    groups = instance.group_of[mask]
    grouped = groups[groups >= 0]
    by_group = int(mask.sum()) - len(grouped) + len(np.unique(grouped))
    return min(by_unit, by_group)
