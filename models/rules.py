"""The catalogue of hard rules and components: the only place where their ids get a meaning."""

from enum import StrEnum
from typing import NamedTuple


class Rule(StrEnum):
    """Ids of the hard rules; FORM stands for files that contradict themselves."""

    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    H4 = "H4"
    H5 = "H5"
    H6 = "H6"
    H7 = "H7"
    H8 = "H8"
    H9 = "H9"
    H10 = "H10"
    H11 = "H11"
    H12 = "H12"
    H13 = "H13"
    H14 = "H14"
    H15 = "H15"
    FORM = "FORM"


class Component(StrEnum):
    """Names of the components of a plan's worth; all are minimised."""

    SHORTFALL = "shortfall"
    PRIORITY = "priority"
    REPEAT = "repeat"
    TRAVEL = "travel"
    COST = "cost"
    CLASSES = "classes"
    MISMATCH = "mismatch"
    PEAK_LOAD = "peak_load"
    PEAK_MONTH = "peak_month"
    RISK = "risk"
    MOVES = "moves"


class Words(NamedTuple):
    """A sentence in both languages, with the unit of what it measures where it measures."""

    vi: str
    en: str
    unit_vi: str = ""
    unit_en: str = ""


RULE_WORDS: dict[Rule, Words] = {
    Rule.H1: Words(
        "Chỉ cán bộ thuộc diện lập kế hoạch, đúng đối tượng và chức danh, đang công tác mọi ngày của lớp mới được dự lớp.",
        "Only planned cadres of an admitted tier and title, active on every day of the class, attend it.",
    ),
    Rule.H2: Words(
        "Mỗi cán bộ dự không quá số lớp tối đa và không dự hai lớp trong một ngày.",
        "A cadre attends at most the allowed number of classes and never two on one day.",
    ),
    Rule.H3: Words(
        "Lớp mở có sĩ số từ tối thiểu đến tối đa và vừa sức chứa của phòng; lớp không mở không có học viên.",
        "An open class has at least its least size and at most its largest size and the room's capacity.",
    ),
    Rule.H4: Words(
        "Lớp học liên tục từ buổi đầu của ngày khai giảng, các ngày liền nhau và đều là ngày làm việc trong khung thời gian, không quá số ngày tối đa.",
        "A class runs without a break over consecutive working days inside its window, at most its days.",
    ),
    Rule.H5: Words(
        "Lớp dạy đủ chuyên đề bắt buộc, đúng số chuyên đề tự chọn, hoạt động đúng vị trí và đúng thứ tự.",
        "A class teaches every core module once, the right number of electives, in the required order.",
    ),
    Rule.H6: Words(
        "Mỗi chuyên đề có đúng một giảng viên đủ điều kiện với mọi đối tượng của chương trình.",
        "Each module has one lecturer, qualified for every tier of the programme.",
    ),
    Rule.H7: Words(
        "Giảng viên dạy mỗi buổi nhiều nhất một lớp, chỉ khi rảnh, và mỗi ngày ở một địa điểm.",
        "A lecturer teaches one class per slot at most, only when available, at one venue a day.",
    ),
    Rule.H8: Words(
        "Giảng viên không vượt số buổi tối đa trong ngày, trong tuần và trong kỳ.",
        "A lecturer's limits per day, per week and over the horizon hold.",
    ),
    Rule.H9: Words(
        "Mỗi phòng mỗi buổi có nhiều nhất một lớp, phòng rảnh và được phép dùng cho lớp.",
        "A room holds one class per slot at most, is available, and is allowed for the class.",
    ),
    Rule.H10: Words(
        "Địa điểm của lớp phục vụ đơn vị của học viên.",
        "The venue of the class serves the cadre's unit.",
    ),
    Rule.H11: Words(
        "Không học vào ngày nghỉ của đối tượng; cán bộ hoặc đơn vị vắng ngày nào thì không dự lớp có ngày đó.",
        "No class on closed days of its tiers; nobody attends a class while away.",
    ),
    Rule.H12: Words(
        "Mỗi ngày mỗi đơn vị vắng không quá số người cho phép; không hai người cùng nhóm thay thế cùng vắng.",
        "On no day more of a unit are away than allowed, nor two of one cover group.",
    ),
    Rule.H13: Words(
        "Nội dung đã học chiếm không quá tỷ lệ cho phép của lớp.",
        "What a cadre has already had is at most the allowed share of the class.",
    ),
    Rule.H14: Words("Tổng chi phí không vượt ngân sách.", "The total cost is at most the budget."),
    Rule.H15: Words(
        "Những gì đã ấn định thì giữ nguyên; lớp bắt buộc phải mở; lớp đã đóng băng không đổi.",
        "What is fixed stays; required classes open; frozen classes do not change.",
    ),
    Rule.FORM: Words(
        "Các tệp của kế hoạch không tự mâu thuẫn.",
        "The files of the plan do not contradict themselves.",
    ),
}

COMPONENT_WORDS: dict[Component, Words] = {
    Component.SHORTFALL: Words(
        "Thiếu so với chỉ tiêu", "Shortfall against targets", "người", "persons"
    ),
    Component.PRIORITY: Words("Ưu tiên chưa được học", "Priority not covered", "điểm", "points"),
    Component.REPEAT: Words(
        "Nội dung trùng lặp", "Repeated content", "người-tiết", "person-periods"
    ),
    Component.TRAVEL: Words("Quãng đường đi lại", "Travel", "người-km", "person-km"),
    Component.COST: Words("Chi phí", "Cost", "đồng", "currency"),
    Component.CLASSES: Words("Số lớp mở", "Open classes", "lớp", "classes"),
    Component.MISMATCH: Words("Lệch chuyên môn giảng viên", "Lecturer mismatch", "điểm", "points"),
    Component.PEAK_LOAD: Words(
        "Tải cao nhất của một giảng viên", "Highest lecturer load", "buổi", "sessions"
    ),
    Component.PEAK_MONTH: Words("Tháng nhiều lớp nhất", "Busiest month", "lớp", "classes"),
    Component.RISK: Words(
        "Ngày học trong mùa rủi ro", "Class days at risk", "ngày có trọng số", "weighted days"
    ),
    Component.MOVES: Words(
        "Thay đổi so với kế hoạch gốc", "Changes against the baseline", "điểm", "points"
    ),
}
