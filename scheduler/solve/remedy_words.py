"""What each remedy of a conflict says, in both languages; values are filled in."""

from collections.abc import Iterable
from datetime import date

from scheduler.errors import Catalogue, Sentence

WORDS = Catalogue(
    {
        # sizes and rooms
        "size_min": Sentence(
            "lower the least size of programme {programme} from {old} to {new}",
            "giảm sĩ số tối thiểu của chương trình {programme} từ {old} xuống {new}",
        ),
        "size_max": Sentence(
            "raise the largest size of programme {programme} from {old} to {new}",
            "tăng sĩ số tối đa của chương trình {programme} từ {old} lên {new}",
        ),
        "capacity": Sentence(
            "raise the capacity of room {room} from {old} to {new} seats",
            "tăng sức chứa của phòng {room} từ {old} lên {new} chỗ",
        ),
        "allow_room": Sentence(
            "allow room {room} for class {class_id}", "cho lớp {class_id} dùng phòng {room}"
        ),
        "move_room": Sentence(
            "move class {class_id} from its fixed room {old} to {room}",
            "chuyển lớp {class_id} từ phòng đã chốt {old} sang phòng {room}",
        ),
        # days
        "move_start": Sentence(
            "move the fixed start of class {class_id} from {old} to {new}",
            "dời ngày khai giảng đã chốt của lớp {class_id} từ {old} sang {new}",
        ),
        "max_days": Sentence(
            "lengthen max_days of programme {programme} from {old} to {new}",
            "tăng số ngày tối đa (max_days) của chương trình {programme} từ {old} lên {new}",
        ),
        "window_end": Sentence(
            "let the window of class {class_id} end on {new} instead of {old}",
            "lùi ngày cuối khung thời gian của lớp {class_id} từ {old} đến {new}",
        ),
        "window_start": Sentence(
            "let the window of class {class_id} begin on {new} instead of {old}",
            "cho khung thời gian của lớp {class_id} bắt đầu từ {new} thay vì {old}",
        ),
        "workday": Sentence("work on {days} (extra_workdays)", "làm việc bù {days}"),
        "closure": Sentence("lift the closure {span}", "bỏ đợt nghỉ riêng {span}"),
        "freeze": Sentence(
            "move freeze_before from {old} to {new}",
            "dời mốc đóng băng (freeze_before) từ {old} về {new}",
        ),
        # contents and teaching
        "order": Sentence(
            "drop the order of {a} before {b} in programme {programme}",
            "bỏ thứ tự {a} trước {b} trong chương trình {programme}",
        ),
        "position": Sentence(
            "let activity {kind} of programme {programme} take any place, not {old}",
            "cho hoạt động {kind} của chương trình {programme} ở vị trí bất kỳ thay vì {old}",
        ),
        "qualify": Sentence(
            "qualify lecturer {lecturer} for module {module}",
            "giao giảng viên {lecturer} đủ điều kiện dạy chuyên đề {module}",
        ),
        "present": Sentence("have {who} available {span}", "bố trí để {who} không vắng {span}"),
        "limit": Sentence(
            "give lecturer {lecturer} {more} more sessions: {name} from {old} to {new}",
            "thêm {more} buổi cho giảng viên {lecturer}: {name} từ {old} lên {new}",
        ),
        "other_lecturer": Sentence(
            "let {new} instead of {old} teach module {module} in class {class_id}",
            "để {new} thay {old} dạy chuyên đề {module} ở lớp {class_id}",
        ),
        "elective": Sentence(
            "drop the fixed module {module} of class {class_id}",
            "bỏ chuyên đề đã chốt {module} của lớp {class_id}",
        ),
        # people
        "max_absent": Sentence(
            "raise max_absent of unit {unit} from {old} to {new}",
            "tăng mức vắng tối đa (max_absent) của đơn vị {unit} từ {old} lên {new}",
        ),
        "cover_group": Sentence(
            "take {cadre} out of cover group {group}",
            "đưa {cadre} ra khỏi nhóm thay thế {group}",
        ),
        "cadres_off": Sentence(
            "take {cadres} off the fixed cadres of class {class_id}",
            "đưa {cadres} ra khỏi danh sách đã chốt của lớp {class_id}",
        ),
        "often": Sentence(
            "raise max_classes_per_cadre from {old} to {new}",
            "tăng số lớp tối đa của một cán bộ (max_classes_per_cadre) từ {old} lên {new}",
        ),
        "repeat_share": Sentence(
            "raise max_repeat_share from {old} to {new}",
            "tăng tỷ lệ học lại cho phép (max_repeat_share) từ {old} lên {new}",
        ),
        "serve": Sentence(
            "let venue {venue} serve unit {unit}", "cho địa điểm {venue} phục vụ đơn vị {unit}"
        ),
        "eligible": Sentence(
            "make {cadre} eligible again", "đưa {cadre} trở lại diện lập kế hoạch"
        ),
        "active_from": Sentence(
            "let {cadre} be active from {new} instead of {old}",
            "tính {cadre} công tác từ {new} thay vì {old}",
        ),
        "admit_tier": Sentence(
            "admit tier {tier} to programme {programme}",
            "nhận đối tượng {tier} vào chương trình {programme}",
        ),
        "admit_title": Sentence(
            "admit title {title} to programme {programme}",
            "nhận chức danh {title} vào chương trình {programme}",
        ),
        "admit_all": Sentence(
            "admit every title to programme {programme}",
            "nhận mọi chức danh vào chương trình {programme}",
        ),
        # money, and whether a class opens at all
        "budget": Sentence(
            "raise the budget from {old} to {new}", "tăng ngân sách từ {old} lên {new}"
        ),
        "may_open": Sentence(
            "drop `fixed.open: false` of class {class_id}",
            "bỏ `fixed.open: false` của lớp {class_id}",
        ),
        "may_close": Sentence(
            "let class {class_id} stay closed: drop {what}",
            "cho phép không mở lớp {class_id}: bỏ {what}",
        ),
        # how they are told
        "lecturer": Sentence("lecturer {id}", "giảng viên {id}"),
        "room": Sentence("room {id}", "phòng {id}"),
        "venue": Sentence("venue {id}", "địa điểm {id}"),
        "cadre": Sentence("cadre {id}", "cán bộ {id}"),
        "unit": Sentence("unit {id}", "đơn vị {id}"),
        "verified": Sentence("{first} (verified).", "{first} (đã kiểm chứng)."),
        "both": Sentence(
            "{first}, and {second} (verified together).",
            "{first}, đồng thời {second} (đã kiểm chứng cùng nhau).",
        ),
    }
)


def say(key: str, **values: object) -> Sentence:
    """Return the sentence of a key; dates and numbers are written as people write them."""
    return WORDS.say(key, **{name: _shown(value) for name, value in values.items()})


def span(first: date, last: date) -> str:
    """Return a span of days as people write it."""
    return day(first) if first == last else f"{day(first)}–{day(last)}"


def day(value: date) -> str:
    """Return a date as people write it."""
    return f"{value:%d/%m/%Y}"


def listed(ids: Iterable[str]) -> str:
    """Return ids one after the other."""
    return ", ".join(ids)


def _shown(value: object) -> object:
    if isinstance(value, date):
        return day(value)
    return shown(value) if isinstance(value, float | int) else value


def shown(value: float) -> Sentence:
    """Return a number as people write it: 1,234.5 in English, 1.234,5 in Vietnamese."""
    plain = f"{value:,.4f}".rstrip("0").rstrip(".")
    return Sentence(plain, plain.translate(str.maketrans(",.", ".,")))
