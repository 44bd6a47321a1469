"""Plans to write, made without a solver: a small one and one of a province's size."""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from models.base import DateRange
from models.calendar import Calendar, Closure, DailySlot, DayOff, RiskPeriod
from models.curriculum import Activity, Choice, Module, Programme, Requirement, Size
from models.people import Cadre, HistoryRow, Target, Tier, Unit
from models.plan import Enrolment, Plan, PlannedClass, PlannedSession
from models.resources import Lecturer, Qualification, Room, Venue
from models.result import CoverageRow, LevelResult, Result, RunRecord, Status, TierCoverage
from models.rules import Component
from models.scenario import Organisation, Scenario
from models.training_class import TrainingClass

SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Hồ", "Đỗ", "Bùi")
MIDDLES = ("Văn", "Thị", "Đức", "Minh", "Quốc")
GIVEN = ("An", "Bình", "Cường", "Dũng", "Hà", "Hạnh", "Lan", "Nam", "Phương", "Quý", "Tâm", "Yến")
TITLES = ("Bí thư", "Phó Bí thư", "Chủ tịch", "Trưởng phòng", "Ủy viên Ban Thường vụ")
MODULES = (
    "Những điểm mới trong các văn kiện của Đảng và việc vận dụng ở địa phương",
    "Xây dựng, chỉnh đốn Đảng và hệ thống chính trị trong sạch, vững mạnh",
    "Chuyển đổi số trong cơ quan Đảng, Nhà nước",
    "Phát triển kinh tế thị trường định hướng xã hội chủ nghĩa; thể chế, chính sách",
    "Quốc phòng, an ninh trong tình hình mới",
    "Kỹ năng lãnh đạo, quản lý và xử lý tình huống",
    "Phòng, chống tham nhũng, lãng phí, tiêu cực",
)
TIERS = (
    Tier(id="P", name="Diện Ban Thường vụ Tỉnh ủy quản lý", weight=3, target=Target(share=0.85)),
    Tier(id="D", name="Diện cấp ủy trực thuộc quản lý", weight=2, target=Target(share=0.9)),
    Tier(id="G", name="Cán bộ, đảng viên cơ sở", weight=1, target=Target(count=7000)),
)


@dataclass(frozen=True)
class Sample:
    """All that the writers are given."""

    scenario: Scenario
    plan: Plan
    result: Result
    coverage: tuple[CoverageRow, ...]

    @property
    def parts(self):
        return self.scenario, self.plan, self.result, self.coverage

    def with_scenario(self, **changes):
        return replace(self, scenario=self.scenario.model_copy(update=changes))


@dataclass(frozen=True)
class Scale:
    cadres: int = 60
    units: int = 6
    modules: int = 7
    lecturers: int = 8
    rooms: int = 3
    classes: int = 4
    size: int = 12
    history: int = 2


SMALL = Scale()
PROVINCE = Scale(10_073, 164, 45, 60, 13, 40, 70, 6)


def make(scale: Scale = SMALL) -> Sample:
    """Return a plan whose classes never meet, with the last class not opening."""
    scenario = _scenario(scale)
    plan = _plan(scenario, scale)
    coverage = _coverage(scenario, plan)
    return Sample(scenario, plan, _result(scenario, plan, coverage), coverage)


def _scenario(scale: Scale) -> Scenario:
    cadres = tuple(_cadre(number, scale) for number in range(scale.cadres))
    modules = tuple(
        Module(
            id=f"M{n + 1:02d}",
            title=MODULES[n % len(MODULES)],
            topics={f"t{n}": 1},
            sessions=2 - n % 2,
        )
        for n in range(scale.modules)
    )
    rooms = tuple(
        Room(id=f"R{n + 1}", venue=f"V{n % 2 + 1}", capacity=120, name=f"Hội trường {n + 1}")
        for n in range(scale.rooms)
    )
    return Scenario(
        name="quang-tri-2024",
        title="Kế hoạch bồi dưỡng, cập nhật kiến thức năm 2024",
        organisation=Organisation(
            id="quang-tri", name="Tỉnh ủy Quảng Trị", domain="quang-tri.example"
        ),
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        term=DateRange(start=date(2020, 10, 1), end=date(2025, 10, 31)),
        horizon=DateRange(start=date(2024, 1, 1), end=date(2024, 12, 31)),
        calendar=_calendar(),
        units=tuple(
            Unit(id=f"U{n + 1:03d}", name=f"Đảng bộ xã số {n + 1}") for n in range(scale.units)
        ),
        cadres=cadres,
        history=tuple(
            HistoryRow(
                cadre=cadre.id,
                class_id=f"K{n % 4}",
                date=date(2022, 3, 1 + n),
                module=modules[n].id,
            )
            for cadre in cadres
            for n in range(min(scale.history, len(modules)))
        ),
        modules=modules,
        lecturers=tuple(
            Lecturer(
                id=f"L{n + 1:02d}",
                name=_name(n * 7 + 3),
                fee=500_000,
                max_sessions=40,
                email=f"l{n}@quang-tri.example",
            )
            for n in range(scale.lecturers)
        ),
        qualifications=(Qualification(lecturer="L01", module="*", level=3),),
        venues=(
            Venue(id="V1", name="Trường Chính trị tỉnh"),
            Venue(id="V2", name="Trung tâm huyện"),
        ),
        rooms=rooms,
        tiers=TIERS,
        requirements=(
            Requirement(id="refresher", tiers=("P", "D", "G"), window="term", unit="class", min=1),
        ),
        programmes=tuple(_programme(tier, modules) for tier in TIERS),
        classes=tuple(
            TrainingClass(id=f"{tier}-{number:02d}", programme=f"{tier}-2024")
            for tier, number in _numbered(scale.classes)
        ),
        objective=(
            {Component.SHORTFALL: 1},
            {Component.REPEAT: 1, Component.PRIORITY: 4},
            {Component.COST: 1e-6, Component.TRAVEL: 0.01},
            {Component.PEAK_LOAD: 1, Component.RISK: 1},
        ),
    )


def _numbered(classes: int) -> list[tuple[str, int]]:
    tiers = ["P" if n < 2 else "D" if n % 2 else "G" for n in range(classes)]
    return [(tier, tiers[: n + 1].count(tier)) for n, tier in enumerate(tiers)]


def _calendar() -> Calendar:
    return Calendar(
        country="VN",
        days_off=(DayOff(start=date(2024, 2, 8), end=date(2024, 2, 14), reason="Tết"),),
        extra_workdays=(date(2024, 5, 4),),
        closures=(
            Closure(start=date(2024, 12, 2), end=date(2024, 12, 6), tiers=("P",), reason="HĐND"),
        ),
        risk=(
            RiskPeriod(
                start=date(2024, 9, 15), end=date(2024, 11, 30), weight=1, reason="mùa mưa bão"
            ),
        ),
        slots=(
            DailySlot(id="S", name="Sáng", start=time(7, 30), end=time(11, 30)),
            DailySlot(id="C", name="Chiều", start=time(13, 30), end=time(17)),
        ),
        public_holidays=(
            *(date(2024, 1, 1), date(2024, 4, 18), date(2024, 4, 30), date(2024, 5, 1)),
            *(date(2024, 9, 2), date(2024, 9, 3)),
        ),
    )


def _programme(tier: Tier, modules: tuple[Module, ...]) -> Programme:
    ids = [module.id for module in modules]
    return Programme(
        id=f"{tier.id}-2024",
        title=f"Bồi dưỡng, cập nhật kiến thức đối tượng {'PDG'.index(tier.id) + 3}",
        tiers=(tier.id,),
        modules=tuple(ids[:4]),
        choose=(Choice(count=1, options=tuple(ids[4:6])),),
        activities=(
            Activity(kind="opening", sessions=1, position="first"),
            Activity(kind="discussion", sessions=1),
            Activity(kind="closing", sessions=1, position="last"),
        ),
        size=Size(min=5, max=100),
        max_days=5,
    )


def _name(number: int) -> str:
    middle = MIDDLES[number // 3 % len(MIDDLES)]
    return f"{SURNAMES[number % len(SURNAMES)]} {middle} {GIVEN[number // 5 % len(GIVEN)]}"


def _cadre(number: int, scale: Scale) -> Cadre:
    share = number / scale.cadres
    return Cadre(
        id=f"CB-{number + 1:05d}",
        name=f"{_name(number)} {number + 1}",
        tier="P" if share < 0.041 or number < 20 else "D" if share < 0.305 else "G",
        unit=f"U{number % scale.units + 1:03d}",
        title=TITLES[number % len(TITLES)],
    )


def _plan(scenario: Scenario, scale: Scale) -> Plan:
    classes, sessions, enrolments = [], [], []
    free = defaultdict(list)
    for cadre in scenario.cadres:
        free[cadre.tier].append(cadre.id)
    for number, one in enumerate(scenario.classes):
        if number == len(scenario.classes) - 1:
            classes.append(PlannedClass(class_id=one.id, programme=one.programme, open=False))
            continue
        week = date(2024, 1, 8) + timedelta(weeks=number * 44 // len(scenario.classes) // 2 * 2)
        room = scenario.rooms[number % len(scenario.rooms)]
        rows = _sessions(scenario, one, week, number)
        programme = next(p for p in scenario.programmes if p.id == one.programme)
        pool = free[programme.tiers[0]]
        people, free[programme.tiers[0]] = pool[: scale.size], pool[scale.size :]
        sessions += rows
        enrolments += [
            Enrolment(cadre=cadre, class_id=one.id, repeat_periods=0.1 + 0.2, km=12.5)
            for cadre in people
        ]
        classes.append(
            PlannedClass(
                class_id=one.id,
                programme=one.programme,
                open=True,
                start=rows[0].date,
                end=rows[-1].date,
                room=room.id,
                venue=room.venue,
                size=len(people),
                cost=4_000_000 + (0.1 + 0.2 if number == 0 else 0),
            )
        )
    return Plan(classes=tuple(classes), sessions=tuple(sessions), enrolments=tuple(enrolments))


def _sessions(scenario: Scenario, one: TrainingClass, monday: date, number: int):
    programme = next(p for p in scenario.programmes if p.id == one.programme)
    lengths = {module.id: module.sessions for module in scenario.modules}
    content: list[tuple[str, str | None]] = [("opening", None)]
    for module in (*programme.modules, programme.choose[0].options[number % 2]):
        content += [("module", module)] * lengths[module]
    content[4:4] = [] if content[4] == content[3] else [("discussion", None)]
    content.append(("closing", None))
    half = len(scenario.lecturers) // 2
    rows = []
    for seq, (kind, module) in enumerate(content[:10], start=1):
        teacher = None
        if module:
            place = (
                number // 2 * 3 + programme.modules.index(module)
                if module in programme.modules
                else number
            ) % half + half * (number % 2)
            teacher = scenario.lecturers[place].id
        rows.append(
            PlannedSession(
                class_id=one.id,
                seq=seq,
                date=monday + timedelta(days=(seq - 1) // 2),
                slot="SC"[(seq - 1) % 2],
                kind=kind,
                module=module,
                lecturer=teacher,
            )
        )
    return rows


def _coverage(scenario: Scenario, plan: Plan) -> tuple[CoverageRow, ...]:
    attending = {row.cadre for row in plan.enrolments}
    rows = []
    for tier in scenario.tiers:
        members = [cadre for cadre in scenario.cadres if cadre.tier == tier.id]
        before = Counter(cadre.unit for cadre in members if int(cadre.id[3:]) % 2)
        after = Counter(
            cadre.unit for cadre in members if int(cadre.id[3:]) % 2 or cadre.id in attending
        )
        wanted = (
            tier.target.count
            if tier.target.share is None
            else math.ceil(tier.target.share * len(members))
        )
        rows.append(
            CoverageRow(
                tier=tier.id,
                population=len(members),
                target=wanted,
                covered_before=before.total(),
                covered_after=after.total(),
                shortfall=max(0, wanted - after.total()),
            )
        )
        rows += [
            CoverageRow(
                tier=tier.id,
                unit=unit,
                population=size,
                covered_before=before[unit],
                covered_after=after[unit],
            )
            for unit, size in sorted(Counter(cadre.unit for cadre in members).items())
        ]
    return tuple(rows)


def _result(scenario: Scenario, plan: Plan, coverage: tuple[CoverageRow, ...]) -> Result:
    tiers = tuple(
        TierCoverage(**row.model_dump(exclude={"unit"})) for row in coverage if not row.unit
    )
    missing = sum(
        tier.weight * row.shortfall for tier, row in zip(scenario.tiers, tiers, strict=True)
    )
    components = dict.fromkeys(Component, 0.0) | {
        Component.SHORTFALL: missing,
        Component.REPEAT: 0.1 + 0.2,
        Component.COST: 123_456_789.0,
        Component.CLASSES: sum(row.open for row in plan.classes),
        Component.TRAVEL: 35_000.25,
        Component.PEAK_LOAD: 6,
        Component.PEAK_MONTH: 4,
        Component.RISK: 12,
    }
    del components[Component.MOVES]
    return Result(
        scenario=scenario.name,
        status=Status.FEASIBLE,
        components=components,
        levels=(
            LevelResult(objective=scenario.objective[0], value=missing, bound=missing, gap=0),
            LevelResult(objective=scenario.objective[1], value=0.1 + 0.2, bound=0.25, gap=0.05),
            LevelResult(objective=scenario.objective[2], value=473.459291789),
            LevelResult(objective=scenario.objective[3], value=18),
        ),
        coverage=tiers,
        warnings=("3 dòng lịch sử có chuyên đề không nằm trong bảng chuyên đề",),
        reasons=("G: còn thiếu vì không đủ lớp: mọi lớp của G-2024 đã đầy",),
        run=RunRecord(
            seed=1,
            workers=1,
            wall_seconds=9.1000000001,
            input_sha256="0" * 64,
            versions={"ortools": "9.15"},
        ),
    )
