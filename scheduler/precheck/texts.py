"""The words of the findings in both languages: helpers for lists, numbers, days; short pieces."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from scheduler.errors import Catalogue, Sentence
from scheduler.precheck.sentences import SENTENCES

PIECES: dict[str, Sentence] = {
    "nothing": Sentence("", ""),
    "list_more": Sentence("{first} and {count} more", "{first} và {count} mục nữa"),
    "units_without": Sentence(
        "; units without any row: {names}", "; đơn vị chưa có dòng nào: {names}"
    ),
    "no_one": Sentence("nobody", "không ai"),
    "almost": Sentence(
        "almost qualified: {names}; extend a qualification or replace the module",
        "gần đủ điều kiện: {names}; mở rộng phân công hoặc thay chuyên đề",
    ),
    "nobody_almost": Sentence(
        "add a qualification or replace the module", "thêm phân công hoặc thay chuyên đề"
    ),
    "meant": Sentence("; did you mean {names}?", "; có phải ý là {names}?"),
    "nearest": Sentence(
        "nearest possible start: {days}", "ngày khai giảng gần nhất có thể: {days}"
    ),
    "blocked": Sentence("closed: {days}", "nghỉ: {days}"),
    "weekends": Sentence("only weekends cut it", "chỉ có ngày nghỉ cuối tuần xen giữa"),
    "outside": Sentence("it lies outside the horizon", "nằm ngoài kỳ kế hoạch"),
    "frozen_until": Sentence(
        "everything before {day} is frozen", "mọi ngày trước {day} đã đóng băng"
    ),
    "outside_horizon": Sentence("it lies outside the horizon", "ngoài kỳ kế hoạch"),
    "outside_window": Sentence(
        "it lies outside the window {start}–{end}", "ngoài khung thời gian {start}–{end}"
    ),
    "before_freeze": Sentence(
        "it lies before {day}, the end of what is frozen",
        "trước {day}, mốc đóng băng",
    ),
    "no_working_day": Sentence(
        "it is no working day ({weekday})", "không phải ngày làm việc ({weekday})"
    ),
    "closed": Sentence("it is closed for its tiers; {blocked}", "đối tượng nghỉ; {blocked}"),
    "window_ends": Sentence("the window ends {end}", "khung thời gian kết thúc {end}"),
    "run_ends": Sentence(
        "the days from then on do not suffice; {blocked}", "không đủ ngày liền nhau; {blocked}"
    ),
    "mon": Sentence("Monday", "thứ Hai"),
    "tue": Sentence("Tuesday", "thứ Ba"),
    "wed": Sentence("Wednesday", "thứ Tư"),
    "thu": Sentence("Thursday", "thứ Năm"),
    "fri": Sentence("Friday", "thứ Sáu"),
    "sat": Sentence("Saturday", "thứ Bảy"),
    "sun": Sentence("Sunday", "Chủ nhật"),
    "rooms_that_fit": Sentence("rooms that are large enough: {names}", "phòng đủ chỗ: {names}"),
    "no_room_fits": Sentence("no room of the scenario is large enough", "không phòng nào đủ chỗ"),
    "lecturer_not_taught": Sentence(
        "the programme does not teach the module", "chương trình không dạy chuyên đề này"
    ),
    "lecturer_unqualified": Sentence(
        "not qualified for every tier of the programme",
        "không đủ điều kiện với mọi đối tượng của chương trình",
    ),
    "lecturer_limited": Sentence(
        "max_sessions, max_per_week or max_per_day does not allow it",
        "vượt max_sessions, max_per_week hoặc max_per_day",
    ),
    "lecturer_away": Sentence("away on every possible date", "vắng vào mọi ngày có thể"),
    "cadre_not_planned": Sentence(
        "not planned (not eligible, or not active on the last day of the horizon)",
        "không thuộc diện lập kế hoạch (không đủ điều kiện hoặc không công tác vào ngày cuối kỳ)",
    ),
    "cadre_not_admitted": Sentence(
        "not admitted by tier or title", "không đúng đối tượng hoặc chức danh"
    ),
    "cadre_not_served": Sentence(
        "no venue of the class serves their unit", "không địa điểm nào của lớp phục vụ đơn vị"
    ),
    "cadre_repeats": Sentence(
        "more than max_repeat_share of the class is known to them",
        "đã học quá max_repeat_share nội dung của lớp",
    ),
    "cadre_away": Sentence(
        "away or not active on every possible date", "vắng hoặc không công tác vào mọi ngày có thể"
    ),
}

say = Catalogue(SENTENCES).say
maybe = Catalogue(PIECES).say


def number(value: float) -> Sentence:
    """Return a number as people write it: 1,234.5 in English, 1.234,5 in Vietnamese."""
    plain = f"{value:,.2f}".rstrip("0").rstrip(".")
    return Sentence(plain, plain.translate(str.maketrans(",.", ".,")))


def day(value: date) -> str:
    """Return a date as people write it."""
    return f"{value:%d/%m/%Y}"


def listed(names: Sequence[str], most: int = 6) -> Sentence:
    """Return names with commas, the first ones where there are many."""
    first = ", ".join(names[:most])
    if len(names) <= most:
        return Sentence(first, first)
    return maybe("list_more", first=first, count=len(names) - most)


def spoken(value: Any) -> Any:
    """Return a value of a sentence; numbers in both customs."""
    return number(value) if isinstance(value, int | float) else value
