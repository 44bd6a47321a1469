"""Texts of published calendars and lists of changes: key to Vietnamese and English."""

CHANGE_TEXTS = {
    "unit_calendar": ("Lịch học của đơn vị: {name}", "Training of unit: {name}"),
    "cadre_calendar": ("Lịch học tập, bồi dưỡng", "My training"),
    "changes_calendar": (
        "Thay đổi, lần phát hành {number}: {name}",
        "Changes, release {number}: {name}",
    ),
    "cancelled_mark": ("Hủy: ", "Cancelled: "),
    "left_mark": ("Không còn trong lịch này: ", "No longer in this calendar: "),
    "changes_title": ("Thay đổi lịch: {name}", "Changes of the timetable: {name}"),
    "changes_lecturer": ("Thay đổi lịch giảng dạy: {name}", "Changes of your teaching: {name}"),
    "release_line": ("Lần phát hành {number}, ngày {date}", "Release {number} of {date}"),
    "since_line": (
        "Lần phát hành {number}, ngày {date}, so với lần phát hành {before}",
        "Release {number} of {date}, compared with release {before}",
    ),
    "no_changes": ("Không có thay đổi.", "Nothing has changed."),
    "change_cancelled": ("Hủy ({n} buổi)", "Cancelled ({n} sessions)"),
    "change_moved": ("Đổi thời gian ({n} buổi)", "Moved to another time ({n} sessions)"),
    "change_changed": (
        "Đổi phòng, chuyên đề hoặc giảng viên ({n} buổi)",
        "Other room, module or lecturer ({n} sessions)",
    ),
    "change_new": ("Mới ({n} buổi)", "New ({n} sessions)"),
    "change_restored": ("Tổ chức trở lại ({n} buổi)", "Taking place again ({n} sessions)"),
    "lecturer_cancelled": (
        "Hủy hoặc không còn phụ trách ({n} buổi)",
        "Cancelled or no longer yours ({n} sessions)",
    ),
    "lecturer_new": ("Mới được phân công ({n} buổi)", "New for you ({n} sessions)"),
    "lecturer_restored": ("Phân công trở lại ({n} buổi)", "Yours again ({n} sessions)"),
    "was": ("trước", "before"),
    "is": ("nay", "now"),
    "no_lecturer": ("không có giảng viên", "no lecturer"),
}
