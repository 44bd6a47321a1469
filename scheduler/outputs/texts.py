"""Texts of the files for people: key to Vietnamese and English."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    # calendars
    "all_calendar": ("Toàn bộ lịch: {title}", "Whole timetable: {title}"),
    "class_calendar": ("Lớp {id}: {title}", "Class {id}: {title}"),
    "lecturer_calendar": ("Lịch giảng dạy: {name}", "Teaching: {name}"),
    "room_calendar": ("Lịch phòng: {name}", "Room: {name}"),
    "people": ("Số học viên: {size}", "People: {size}"),
    "programme_line": ("Chương trình: {title}", "Programme: {title}"),
    "lecturer_line": ("Giảng viên: {name}", "Lecturer: {name}"),
    "part_of": ("Buổi {part}/{parts}", "Session {part} of {parts}"),
    "big_calendar": (
        "{file} lớn hơn 1 MB, một số ứng dụng lịch không nhập được tệp lớn như vậy: "
        "hãy dùng lịch của từng lớp, giảng viên hoặc phòng",
        "{file} is larger than 1 MB, more than some calendar applications import: "
        "use the calendars per class, lecturer or room",
    ),
}
