"""What the cadres have attended before: the province's own classes and those of others."""

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.samples.curriculum import FORMER_EDITIONS, ModuleRow, ProgrammeRow
from scheduler.samples.people import CadreRow
from scheduler.samples.table import Row, Table, stream, words

HEADER = ("cadre", "class", "date", "module", "completed", "counts_for")
_CLASS_SIZES = {"P": 62, "D": 66, "G": 90}


@dataclass(frozen=True)
class Past:
    """How much has happened before the horizon.

    `covered` is the exact number of planned cadres per tier who have completed a class of the
    province in `years`; `others_share` of the people have also been taught by other organisers in
    `others_years`, which covers nobody. `rows` limits the table: rows of others are left out.
    """

    covered: dict[str, int]
    years: tuple[int, ...]
    others_years: tuple[int, ...]
    others_share: float = 0.4
    others_modules: tuple[int, int] = (2, 8)
    rows: int | None = None


@dataclass(frozen=True)
class _Editions:
    """Which module stood in for a module of today in a former year."""

    year_of: dict[str, int]
    former: dict[str, str]

    def in_year(self, module: str, year: int) -> str | None:
        """Return the module, its former edition, or None where neither existed."""
        for candidate in (module, self.former.get(module)):
            if candidate is not None and self.year_of[candidate] <= year:
                return candidate
        return None


def history_table(
    seed: int,
    past: Past,
    cadres: tuple[CadreRow, ...],
    programmes: tuple[ProgrammeRow, ...],
    modules: tuple[ModuleRow, ...],
    former: dict[str, str] | None = None,
    name: str = "history",
) -> Table:
    """Return the rows, sorted by cadre, day and module.

    `former` maps a module to its last edition.
    """
    rng = stream(seed, "history", name)
    former = FORMER_EDITIONS if former is None else former
    editions = {module.id: module.edition for module in modules}
    rows = _own(rng, past, cadres, programmes, _Editions(editions, former))
    others = _others(rng, past, cadres, modules, former)
    room = len(others) if past.rows is None else past.rows - len(rows)
    rows += others if room >= len(others) else rng.sample(others, room)
    rows.sort(key=lambda row: tuple(map(str, row)))
    return Table(name, HEADER, tuple(rows))


def _own(
    rng: random.Random,
    past: Past,
    cadres: tuple[CadreRow, ...],
    programmes: tuple[ProgrammeRow, ...],
    editions: _Editions,
) -> list[Row]:
    rows: list[Row] = []
    for tier, count in past.covered.items():
        served = [c for c in cadres if c.tier == tier and c.planned and c.active_from is None]
        people = rng.sample(served, count)
        people.sort(key=lambda cadre: (rng.randrange(4), cadre.unit, cadre.id))
        gone = [c for c in cadres if c.tier == tier and not c.planned]
        people += rng.sample(gone, len(gone) // 3)
        choices = [p for p in programmes if p.tier == tier]
        for number, start in enumerate(range(0, len(people), _CLASS_SIZES[tier]), start=1):
            members = people[start : start + _CLASS_SIZES[tier]]
            rows += _past_class(rng, past, f"{tier}{number:02}", members, choices, editions)
    return rows


def _past_class(
    rng: random.Random,
    past: Past,
    label: str,
    members: list[CadreRow],
    programmes: list[ProgrammeRow],
    editions: _Editions,
) -> list[Row]:
    """Return the rows of one class of one former year, in the editions of that time."""
    monday = _monday(rng, rng.choice(past.years))
    day = monday + timedelta(days=rng.randint(0, 1))
    class_id = f"{label}-{monday.year}"
    rows: list[Row] = []
    taught: dict[str, tuple[str, ...]] = {}
    for cadre in members:
        fitting = [p for p in programmes if not p.titles or cadre.title in p.titles]
        programme = fitting[0] if len(fitting) == 1 else fitting[int(label[1:]) % len(fitting)]
        if programme.id not in taught:
            taught[programme.id] = _modules_of(rng, programme, editions, monday.year)
        suffix = "" if len(taught) == 1 else f"-{len(taught)}"
        for place, module in enumerate(taught[programme.id]):
            when = day + timedelta(days=place // 2)
            rows.append((cadre.id, class_id + suffix, when, module, None, None))
    return rows


def _modules_of(
    rng: random.Random, programme: ProgrammeRow, editions: _Editions, year: int
) -> tuple[str, ...]:
    chosen = [m for count, options in programme.choices for m in rng.sample(options, count)]
    return tuple(filter(None, (editions.in_year(m, year) for m in (*programme.core, *chosen))))


_OTHERS = ("TW", "BTC", "UBKT", "SNV", "MTTQ", "HOI", "QS", "CA")
# What everybody teaches, and therefore what people hear more than once.
_POPULAR = words("M18;M19;M20;M05;M06;M08;M09;M12;M13;M23;M32;M33;M39;M40;M41")


def _others(
    rng: random.Random,
    past: Past,
    cadres: tuple[CadreRow, ...],
    modules: tuple[ModuleRow, ...],
    former: dict[str, str],
) -> list[Row]:
    """Return short courses of other organisers, a module or two each, which cover nobody."""
    oldest = min(past.others_years)
    pool = [m.id for m in modules if m.id not in former and m.edition <= oldest]
    pool += [m for m in _POPULAR if m in pool] * 3
    courses = _courses(rng, past, pool, max(40, len(cadres) // 40))
    rows: list[Row] = []
    attended = rng.sample(cadres, round(len(cadres) * past.others_share))
    for cadre in attended:
        wanted = rng.randint(*past.others_modules)
        seen: set[str] = set()
        for course in rng.sample(courses, wanted):
            class_id, day, contents = course
            if len(seen) >= wanted or (cadre.active_from and day < cadre.active_from):
                continue
            completed = None if rng.random() < 0.94 else "không"
            for module in contents:
                if module not in seen and len(seen) < wanted:
                    seen.add(module)
                    rows.append((cadre.id, class_id, day, module, completed, "-"))
    return rows


def _courses(
    rng: random.Random, past: Past, pool: list[str], count: int
) -> list[tuple[str, date, tuple[str, ...]]]:
    numbers: dict[tuple[str, int], int] = defaultdict(int)
    courses = []
    for _ in range(count):
        organiser = rng.choice(_OTHERS)
        monday = _monday(rng, rng.choice(past.others_years))
        numbers[organiser, monday.year] += 1
        class_id = f"{organiser}-{monday.year}-{numbers[organiser, monday.year]:02}"
        contents = tuple(dict.fromkeys(rng.choices(pool, k=rng.choice((1, 2, 2, 3)))))
        courses.append((class_id, monday + timedelta(days=rng.randrange(5)), contents))
    return courses


def _monday(rng: random.Random, year: int) -> date:
    """Return a Monday between March and early December."""
    first = date(year, 3, 1)
    first += timedelta(days=-first.weekday() % 7)
    return first + timedelta(days=7 * rng.randrange(39))
