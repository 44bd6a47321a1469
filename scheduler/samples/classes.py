"""The candidate classes of the sample province, for a year, for a term, and scaled."""

from dataclasses import dataclass
from datetime import date

from scheduler.samples.table import shares

ClassEntry = dict[str, object]
_LOWLAND = ("V01", "V02", "V05", "V06", "V07")
_NORTH = ("V01", "V03", "V04")
_HIGHLAND = ("V08", "V09")


@dataclass(frozen=True)
class ClassKind:
    """A run of like candidates; `id` gets numbers from 01 where `count` is above one."""

    id: str
    count: int
    programme: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    window: tuple[tuple[int, int], tuple[int, int]] | None = None
    required: bool = False
    fixed: tuple[tuple[str, object], ...] = ()

    @property
    def single(self) -> bool:
        """What is required or fixed is there once, however many classes there are."""
        return self.required or bool(self.fixed)

    def entry(self, year: int, count: int) -> ClassEntry:
        """Return the entry of the scenario file that makes `count` classes."""
        entry: ClassEntry = {"id": self.id}
        if count > 1:
            entry["repeat"] = count
        entry["programme"] = self.programme
        entry |= {key: list(ids) for key, ids in self.where}
        if self.window is not None:
            (from_month, from_day), (to_month, to_day) = self.window
            entry["window"] = {
                "from": date(year, from_month, from_day),
                "to": date(year, to_month, to_day),
            }
        if self.required:
            entry["required"] = True
        if self.fixed:
            entry["fixed"] = dict(self.fixed)
        return entry


_SCHOOL = (("venues", ("V00",)),)

# 5 classes of tier P, 14 of D, 21 of G.
CLASSES_2024 = (
    ClassKind("P-01", 1, "P-5N", (("rooms", ("R01", "R02")),), ((3, 1), (6, 30)), required=True),
    ClassKind("P-02", 1, "P-5N", _SCHOOL, ((7, 15), (12, 20))),
    ClassKind("P-K", 3, "P-3N", _SCHOOL),
    ClassKind("D-DAU", 1, "D-CHUNG", fixed=(("start", date(2024, 3, 25)), ("room", "R02"))),
    ClassKind("D-A", 4, "D-CHUNG"),
    ClassKind("D-HT", 1, "D-CHUNG", (("rooms", ("R02", "R03")),), ((4, 1), (8, 30))),
    ClassKind("D-B", 4, "D-DANG"),
    ClassKind("D-C", 3, "D-QLNN"),
    ClassKind("D-TINH", 1, "D-QLNN", _SCHOOL, ((3, 1), (6, 30))),
    ClassKind("G-A", 4, "G-2N", (("venues", _LOWLAND),)),
    ClassKind("G-B", 3, "G-2N", (("venues", _NORTH),)),
    ClassKind("G-HT", 1, "G-2N", (("rooms", ("R03",)),)),
    ClassKind("G-C", 3, "G-3N", (("venues", (*_LOWLAND, "V00")),)),
    ClassKind("G-D", 2, "G-3N", (("venues", _NORTH),)),
    ClassKind(
        "G-LU",
        1,
        "G-3N",
        (("venues", ("V06", "V07")),),
        ((6, 1), (9, 13)),
        fixed=(("electives", ("M43",)),),
    ),
    ClassKind("G-M", 3, "G-MN", (("venues", _HIGHLAND),)),
    ClassKind("G-CB", 4, "G-CB"),
)


def yearly_classes(factor: float = 1.0) -> list[ClassEntry]:
    """Return the candidates of the year 2024, `factor` times as many in all."""
    single = sum(kind.count for kind in CLASSES_2024 if kind.single)
    total = round(factor * sum(kind.count for kind in CLASSES_2024))
    weights = [0 if kind.single else kind.count for kind in CLASSES_2024]
    counts = shares(max(0, total - single), weights)
    return [
        kind.entry(2024, kind.count if kind.single else count)
        for kind, count in zip(CLASSES_2024, counts, strict=True)
        if kind.single or count
    ]


def count_classes(entries: list[ClassEntry]) -> int:
    """Return how many classes the entries make."""
    return sum(int(str(entry.get("repeat", 1))) for entry in entries)


# Weight of each year of the term: the first is short, the last has congresses.
_TERM_YEARS = {2021: 44, 2022: 46, 2023: 48, 2024: 42, 2025: 20}


def term_classes(total: int = 200) -> list[ClassEntry]:
    """Return `total` candidates spread over the years of the term, each with a window."""
    entries: list[ClassEntry] = []
    free = [kind for kind in CLASSES_2024 if not kind.fixed or kind.id == "G-LU"]
    counts = shares(total, _TERM_YEARS.values())
    for (year, _), count in zip(_TERM_YEARS.items(), counts, strict=True):
        sizes = shares(count, [kind.count for kind in free])
        for kind, size in zip(free, sizes, strict=True):
            if size:
                entries.append(_term_entry(kind, year, size))
    return entries


def _term_entry(kind: ClassKind, year: int, size: int) -> ClassEntry:
    edition = "2021" if year < 2024 else "2024"
    entry: ClassEntry = {"id": f"{kind.id}-{year}", "repeat": size}
    entry["programme"] = f"{kind.programme}-{edition}"
    entry |= {key: list(ids) for key, ids in kind.where}
    last = date(year, 12, 20) if year < 2025 else date(2025, 6, 27)
    entry["window"] = {"from": date(year, 3, 1), "to": last}
    return entry
