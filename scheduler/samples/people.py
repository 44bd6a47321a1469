"""The cadres of a sample: tiers, titles, units, cover groups; every name is invented."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scheduler.samples.geography import UnitRow
from scheduler.samples.table import Row, Table, shares, stream, words

SURNAMES = words("Nguyễn;Trần;Lê;Phạm;Hoàng;Phan;Võ;Đặng;Bùi;Đỗ;Hồ;Ngô;Dương;Lý")
# Words that are no middle names in use: nobody real is meant.
MIDDLES = words("Suối;Rạng;Biếc;Sương;Đồi;Ghềnh;Nắng;Mây;Sóng;Lúa;Ngàn;Bến")
GIVEN = words(
    "An;Bình;Chi;Dung;Dũng;Đức;Giang;Hà;Hải;Hiền;Hoa;Hòa;Hùng;Hương;Khánh;Lan;Linh;Long;Mai;Minh;"
    "Nam;Nga;Ngọc;Nhung;Phong;Phúc;Phương;Quang;Sơn;Tâm;Thanh;Thảo;Thắng;Thủy;Trang;Trung;Tuấn;"
    "Tùng;Vân;Việt;Vinh;Xuân;Yến"
)

# Titles by tier and kind of unit: the first entries are the leaders, the last ones repeat.
TITLES: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {
    ("P", "body"): (
        ("Giám đốc", "Phó Giám đốc", "Phó Giám đốc"),
        ("Phó Giám đốc", "Ủy viên Ban Chấp hành", "Chuyên viên cao cấp"),
    ),
    ("P", "district"): (
        (
            "Bí thư cấp ủy huyện",
            "Phó Bí thư cấp ủy huyện",
            "Chủ tịch UBND huyện",
            "Phó Chủ tịch UBND huyện",
            "Phó Chủ tịch UBND huyện",
        ),
        ("Ủy viên Ban Thường vụ",),
    ),
    ("D", "body"): ((), ("Trưởng phòng", "Phó Trưởng phòng", "Phó Trưởng phòng")),
    ("D", "district"): (
        (),
        ("Trưởng phòng", "Phó Trưởng phòng", "Trưởng ban", "Phó Trưởng ban", "Hiệu trưởng"),
    ),
    ("D", "commune"): (
        (
            "Bí thư đảng ủy",
            "Phó Bí thư đảng ủy",
            "Chủ tịch UBND xã",
            "Phó Chủ tịch UBND xã",
            "Chủ tịch HĐND xã",
            "Chủ tịch MTTQ xã",
        ),
        ("Ủy viên Ban Thường vụ", "Hiệu trưởng", "Trưởng đoàn thể"),
    ),
}
GRASSROOTS_TITLES = (
    ("Bí thư chi bộ", 20),
    ("Phó Bí thư chi bộ", 15),
    ("Chi ủy viên", 20),
    ("Trưởng thôn", 15),
    ("Công chức", 20),
    ("Trưởng đoàn thể", 10),
)
# Leaders who stand in for one another, by their place in TITLES; they never leave together.
COVER_GROUPS: dict[tuple[str, str], tuple[tuple[int, ...], ...]] = {
    ("P", "body"): ((0, 1, 2),),
    ("P", "district"): ((0, 1), (2, 3, 4)),
    ("D", "commune"): ((0, 1), (2, 3)),
}


@dataclass(frozen=True)
class CadreRow:
    """A cadre of the sample; `planned` is false for those who are not in the population."""

    id: str
    name: str
    tier: str
    unit: str
    title: str
    priority: float = 1.0
    cover_group: str | None = None
    active_from: date | None = None
    active_to: date | None = None
    eligible: bool = True

    @property
    def planned(self) -> bool:
        """Eligible and not gone before the horizon ends (nobody arrives after it)."""
        return self.eligible and self.active_to is None


def make_cadres(
    seed: int, units: tuple[UnitRow, ...], sizes: dict[str, int], digits: int = 5
) -> tuple[CadreRow, ...]:
    """Return exactly `sizes[tier]` planned cadres per tier and about 1 % others.

    The order within a tier is random, so that the first half of a tier is a fair half.
    """
    rng = stream(seed, "people")
    cadres: list[CadreRow] = []
    for tier, count in sizes.items():
        rows = _tier(rng, tier, count, units)
        rows += [_unplanned(rng, row) for row in rng.sample(rows, max(1, count // 100))]
        rng.shuffle(rows)
        cadres += rows
    return tuple(
        replace(row, id=f"CB-{number:0{digits}}") for number, row in enumerate(cadres, start=1)
    )


def cadres_table(cadres: tuple[CadreRow, ...]) -> Table:
    """Return the table of cadres."""
    rows: list[Row] = [
        (
            c.id,
            c.name,
            c.tier,
            c.unit,
            c.title,
            c.active_from,
            c.active_to,
            None if c.eligible else "không",
            c.priority,
            c.cover_group,
        )
        for c in cadres
    ]
    header = ("id", "name", "tier", "unit", "title", "active_from", "active_to", "eligible")
    return Table("cadres", (*header, "priority", "cover_group"), tuple(rows))


def invent_name(rng: random.Random) -> str:
    """Return a name that looks Vietnamese and belongs to nobody."""
    return f"{rng.choice(SURNAMES)} {rng.choice(MIDDLES)} {rng.choice(GIVEN)}"


# How the people of a tier spread over the kinds of units, and how much one unit differs.
_SPREAD: dict[str, dict[str, float]] = {
    "P": {"body": 7.0, "district": 16.0},
    "D": {"body": 14.0, "district": 80.0, "commune": 11.0, "branch": 9.0},
    "G": {"body": 10.0, "district": 36.0, "commune": 53.0, "branch": 50.0},
}
_ISLAND = "H10"


def _tier(rng: random.Random, tier: str, count: int, units: tuple[UnitRow, ...]) -> list[CadreRow]:
    homes = [unit for unit in units if unit.kind in _SPREAD[tier]]
    weights = [
        _SPREAD[tier][unit.kind] * rng.uniform(0.75, 1.3) * (0.25 if unit.id == _ISLAND else 1)
        for unit in homes
    ]
    rows: list[CadreRow] = []
    for unit, size in zip(homes, shares(count, weights), strict=True):
        rows += _unit_staff(rng, tier, unit, size)
    return rows


def _unit_staff(rng: random.Random, tier: str, unit: UnitRow, size: int) -> list[CadreRow]:
    key = (tier, unit.kind if unit.kind != "branch" else "body")
    leaders, others = TITLES.get(key, ((), ()))
    groups = COVER_GROUPS.get(key, ())
    rows = []
    for place in range(size):
        group = next((n for n, members in enumerate(groups, 1) if place in members), None)
        since, priority = _appointment(rng)
        title = leaders[place] if place < len(leaders) else _other_title(rng, tier, others)
        rows.append(
            CadreRow(
                id="",
                name=invent_name(rng),
                tier=tier,
                unit=unit.id,
                title=title,
                priority=priority,
                active_from=since,
                cover_group=None if group is None else f"{unit.id}-{tier}{group}",
            )
        )
    return _pair_cells(rows, unit.id) if tier == "G" else rows


def _other_title(rng: random.Random, tier: str, others: tuple[str, ...]) -> str:
    if tier != "G":
        return rng.choice(others)
    titles, weights = zip(*GRASSROOTS_TITLES, strict=True)
    return str(rng.choices(titles, weights)[0])


def _appointment(rng: random.Random) -> tuple[date | None, float]:
    """Most serve since before the term; one in eight came later and comes first for training."""
    if rng.random() >= 0.125:
        return None, 1.0
    since = date(2023, 1, 2) + timedelta(days=rng.randrange(450))
    return since, 3.0 if since >= date(2024, 1, 1) else 2.0


def _pair_cells(rows: list[CadreRow], unit: str) -> list[CadreRow]:
    """Let the first secretaries and deputies of Party cells stand in for each other, in pairs."""
    heads = [i for i, row in enumerate(rows) if row.title == "Bí thư chi bộ"]
    deputies = [i for i, row in enumerate(rows) if row.title == "Phó Bí thư chi bộ"]
    for number, pair in enumerate(zip(heads, deputies, strict=False), start=1):
        for index in pair:
            rows[index] = replace(rows[index], cover_group=f"{unit}-C{number}")
    return rows


def _unplanned(rng: random.Random, like: CadreRow) -> CadreRow:
    """Return a colleague who has left or is not to be planned."""
    row = replace(like, name=invent_name(rng), cover_group=None, priority=1.0, active_from=None)
    if rng.random() < 0.5:
        return replace(row, eligible=False)
    return replace(row, active_to=date(2023, 1, 31) + timedelta(days=rng.randrange(420)))
