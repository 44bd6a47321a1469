"""The working year of the sample province: days off, closures, seasons of risk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.samples.flow import listed

Entry = dict[str, object]


@dataclass(frozen=True)
class CalendarTexts:
    """The lists of a scenario's calendar."""

    days_off: Sequence[Entry]
    extra_workdays: Sequence[date]
    closures: Sequence[Entry]
    risk: Sequence[Entry]

    @property
    def texts(self) -> dict[str, str]:
        """The lists as YAML text, by the names of their places."""
        days = ", ".join(map(str, self.extra_workdays))
        return {
            "days_off": listed(self.days_off, 4),
            "extra_workdays": f"[{days}]",
            "closures": listed(self.closures, 4),
            "risk": listed(self.risk, 4),
        }


def calendar_2024() -> CalendarTexts:
    """Return the year 2024 as a planner would write it."""
    return CalendarTexts(
        days_off=[
            _entry((2024, 1, 2), (2024, 1, 5), "Tổng kết năm cũ"),
            _entry((2024, 2, 5), (2024, 2, 7), "Giáp Tết"),
            _entry((2024, 2, 15), (2024, 2, 16), "Ra quân đầu năm"),
        ],
        extra_workdays=[date(2024, 5, 4)],
        closures=[
            _entry((2024, 5, 13), (2024, 5, 24), "Mùa gặt vụ đông xuân", units=["H06", "H07"]),
            _entry((2024, 6, 24), (2024, 6, 28), "Sơ kết sáu tháng", tiers=["P", "D"]),
            _entry((2024, 7, 8), (2024, 7, 12), "Kỳ họp HĐND giữa năm", tiers=["P", "D"]),
            _entry(
                (2024, 9, 4), (2024, 9, 13), "Mùa gặt vụ hè thu", tiers=["G"], units=["H06", "H07"]
            ),
            _entry((2024, 11, 18), (2024, 11, 22), "Chuẩn bị đại hội đảng bộ", tiers=["D"]),
            _entry((2024, 12, 2), (2024, 12, 6), "Chuẩn bị kỳ họp HĐND", tiers=["P"]),
            _entry((2024, 12, 9), (2024, 12, 13), "Kỳ họp HĐND cuối năm", tiers=["P", "D"]),
            _entry((2024, 12, 16), (2024, 12, 20), "Chuẩn bị đại hội chi bộ", tiers=["G"]),
            _entry((2024, 12, 23), (2024, 12, 31), "Tổng kết cuối năm"),
        ],
        risk=[
            _entry((2024, 9, 15), (2024, 11, 30), "Mùa mưa bão", weight=1),
            _entry((2024, 10, 1), (2024, 10, 31), "Cao điểm lũ", weight=1),
        ],
    )


def calendar_of_term() -> CalendarTexts:
    """Return the years of the term: the same closures each year, and the congresses of 2025."""
    closures: list[Entry] = [_entry((2021, 8, 1), (2021, 9, 30), "Giãn cách phòng dịch")]
    for year in range(2021, 2025):
        closures += [
            _entry((year, 7, 5), (year, 7, 9), "Kỳ họp HĐND giữa năm", tiers=["P", "D"]),
            _entry((year, 12, 6), (year, 12, 13), "Kỳ họp HĐND cuối năm", tiers=["P", "D"]),
            _entry((year, 12, 23), (year, 12, 31), "Tổng kết cuối năm"),
        ]
    closures += [
        _entry((2025, 5, 5), (2025, 6, 30), "Đại hội chi bộ, đảng bộ cơ sở", tiers=["G"]),
        _entry((2025, 6, 2), (2025, 8, 31), "Đại hội cấp trên cơ sở", tiers=["D"]),
        _entry((2025, 7, 1), (2025, 10, 31), "Sắp xếp bộ máy, đại hội đảng bộ tỉnh"),
    ]
    risk = [
        _entry((year, 9, 15), (year, 11, 30), "Mùa mưa bão", weight=1) for year in range(2021, 2026)
    ]
    return CalendarTexts(
        days_off=[_entry((2020, 10, 1), (2020, 12, 31), "Sau đại hội, chưa có kế hoạch")],
        extra_workdays=[date(2024, 5, 4), date(2025, 4, 26)],
        closures=closures,
        risk=risk,
    )


def _entry(
    first: tuple[int, int, int], last: tuple[int, int, int], reason: str, **more: object
) -> Entry:
    return {"from": date(*first), "to": date(*last), **more, "reason": reason}
