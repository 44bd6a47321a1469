"""The words of the terminal in Vietnamese and English, with numbers by the custom of each."""

from models.result import Status
from models.rules import Words
from models.scenario import Language

TEXTS: dict[str, Words] = {
    # the course of a run
    "load": Words("Đọc dữ liệu", "Reading the input"),
    "derive": Words("Chuẩn bị", "Preparing"),
    "construct": Words("Lập kế hoạch đầu tiên", "Building a first plan"),
    "improve": Words("Cải thiện và tính cận dưới", "Improving and proving bounds"),
    "bounds": Words("Tính cận dưới", "Proving bounds"),
    "conflict_remedies": Words("Tìm cách gỡ xung đột", "Looking for remedies of the conflict"),
    "check": Words("Kiểm tra độc lập", "Checking independently"),
    "write": Words("Ghi kết quả", "Writing the files"),
    "loaded": Words(
        "{title}: {cadres} cán bộ, {classes} lớp dự kiến, {lecturers} giảng viên",
        "{title}: {cadres} cadres, {classes} possible classes, {lecturers} lecturers",
    ),
    "ending": Words(
        "Đang dừng: kế hoạch tốt nhất đến lúc này sẽ được ghi. Nhấn Ctrl-C lần nữa để bỏ ngay.",
        "Ending: the best plan so far will be written. Press Ctrl-C again to abandon it at once.",
    ),
    "abandoned": Words(
        "Đã bỏ ngang; thư mục kết quả vẫn nguyên vẹn.", "Abandoned; the output folder is intact."
    ),
    "limit": Words("giới hạn {seconds} giây", "limit {seconds} s"),
    "seconds": Words("{seconds} giây", "{seconds} s"),
    # the tables
    "level": Words("Mức ưu tiên", "Level"),
    "value": Words("Giá trị", "Value"),
    "bound": Words("Không thể dưới", "Not below"),
    "gap": Words("Cách tối ưu", "Gap"),
    "tier": Words("Đối tượng", "Tier"),
    "population": Words("Cán bộ", "Cadres"),
    "before": Words("Trước", "Before"),
    "target": Words("Chỉ tiêu", "Target"),
    "after": Words("Sau", "After"),
    "shortfall": Words("Thiếu", "Short"),
    "covered": Words("Độ phủ", "Covered"),
    # how near a level is to its optimum
    "proven": Words("đã chứng minh tối ưu", "proven optimal"),
    "within": Words("trong mức cho phép {asked}", "within the {asked} asked for"),
    "outside": Words("chưa đạt mức cho phép {asked}", "wider than the {asked} asked for"),
    "no_bound": Words("chưa có cận dưới", "no bound yet"),
    # the strip of weeks
    "strip_classes": Words("Lớp mỗi tuần", "Classes a week"),
    "strip_risk": Words("Mùa rủi ro", "Risk season"),
    "strip_most": Words("(nhiều nhất {n})", "(at most {n})"),
    # the figures
    "classes": Words("Số lớp mở: {open} trên {all} lớp dự kiến", "Classes: {open} of {all} open"),
    "repeat": Words(
        "Trùng lặp: {value} người-tiết, {each} tiết mỗi lượt học",
        "Repeat: {value} person-periods, {each} periods for each enrolment",
    ),
    "lecturers": Words(
        "Giảng viên: {busy} trên {all} người dạy; nhiều nhất {name} ({most} buổi), "
        "trung bình {mean} buổi",
        "Lecturers: {busy} of {all} teach; most {name} ({most} sessions), mean {mean} sessions",
    ),
    "cost": Words("Chi phí: {value} đồng", "Cost: {value}"),
    "travel": Words("Đi lại: {value} người-km", "Travel: {value} person-km"),
    "moves": Words(
        "Thay đổi so với kế hoạch gốc: {value} điểm", "Changes against the baseline: {value} points"
    ),
    "enrolments": Words("Lượt học: {value}", "Enrolments: {value}"),
    "warnings": Words("Lưu ý ({count})", "Warnings ({count})"),
    "reasons": Words("Vì sao còn thiếu ({count})", "Why a shortfall remains ({count})"),
    "more": Words("... và {count} mục nữa, xem {file}", "... and {count} more, see {file}"),
    "files": Words(
        "Kế hoạch nằm trong {folder}: mở {page} bằng trình duyệt, {book} bằng Excel; "
        "lịch trong {calendars}",
        "The plan is in {folder}: open {page} in a browser, {book} in a spreadsheet; "
        "calendars in {calendars}",
    ),
    # runs without a plan
    "infeasible": Words(
        "Không có kế hoạch nào: các quy tắc cứng mâu thuẫn với nhau.",
        "There is no plan: the hard rules contradict each other.",
    ),
    "conflict": Words("Xung đột nhỏ nhất tìm được:", "The smallest conflict found:"),
    "remedies": Words(
        "Cách gỡ ít tốn kém nhất tìm được (chọn một):", "The cheapest remedies found (choose one):"
    ),
    "none": Words(
        "Chưa tìm được kế hoạch nào trong {seconds} giây; hãy tăng --time-limit.",
        "No plan was found within {seconds} s; give more with --time-limit.",
    ),
    "no_plan_yet": Words(
        "Đã dừng trước khi có kế hoạch nào.", "Interrupted before there was any plan."
    ),
    "nothing_written": Words(
        "Không ghi gì; thư mục kết quả cũ (nếu có) giữ nguyên.",
        "Nothing was written; a former folder stays as it was.",
    ),
    # findings before solving, the catalogue
    "errors": Words("không thể: {count}", "impossible: {count}"),
    "checks_warn": Words("cảnh báo: {count}", "warnings: {count}"),
    "notes": Words("ghi chú: {count}", "notes: {count}"),
    "sound": Words("Không thấy điều gì cản trở", "Nothing stands in the way"),
    "cadres": Words("cán bộ", "cadres"),
    "rules": Words("Quy tắc cứng", "Hard rules"),
    "components": Words("Thành phần của mục tiêu", "Components of the objective"),
    "at_level": Words("mức ưu tiên {level}, trọng số {weight}", "level {level}, weight {weight}"),
    # verification
    "valid": Words(
        "Kế hoạch hợp lệ: không vi phạm quy tắc nào.", "The plan is valid: no rule is broken."
    ),
    "true": Words("Mọi số liệu công bố đều đúng.", "Every figure claimed is true."),
    "broken": Words("Vi phạm quy tắc ({count})", "Broken rules ({count})"),
    "false": Words("Số liệu sai ({count})", "False figures ({count})"),
    "figures": Words("Số liệu", "Figures"),
}

STATUS_WORDS: dict[Status, Words] = {
    Status.OPTIMAL: Words(
        "TỐI ƯU (mọi mức trong khoảng cho phép {gap})",
        "OPTIMAL (every level proven within {gap})",
    ),
    Status.FEASIBLE: Words(
        "HỢP LỆ (chưa chứng minh tối ưu đến {gap})", "FEASIBLE (not proven within {gap})"
    ),
    Status.INFEASIBLE: Words("MÂU THUẪN", "INFEASIBLE"),
    Status.NONE: Words("CHƯA CÓ KẾ HOẠCH", "NO PLAN"),
}


def pick(words: Words, language: Language) -> str:
    """Return the sentence of the language."""
    return words.vi if language == "vi" else words.en


def text(key: str, language: Language, /, **values: str) -> str:
    """Return a text of the catalogue with its places filled."""
    return pick(TEXTS[key], language).format(**values)


def number(value: float, language: Language, digits: int = 2) -> str:
    """Return the number as people write it: 1.234,5 in Vietnamese, 1,234.5 in English."""
    plain = f"{value:,.{digits}f}"
    if digits:
        plain = plain.rstrip("0").rstrip(".")
    if plain == "-0":
        plain = "0"
    return plain.translate(str.maketrans(",.", ".,")) if language == "vi" else plain


def percent(share: float, language: Language, digits: int = 1) -> str:
    """Return a share as a percentage: 2,5 % in Vietnamese, 2.5% in English."""
    shown = number(100 * share, language, digits)
    return f"{shown} %" if language == "vi" else f"{shown}%"
