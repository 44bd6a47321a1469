"""The words of the terminal in Vietnamese and English, with numbers by the custom of each."""

from models.result import Status
from models.rules import Words
from models.scenario import Language

TEXTS: dict[str, Words] = {
    # the course of a run
    "load": Words("Đọc dữ liệu", "Reading the input"),
    "derive": Words("Chuẩn bị", "Preparing"),
    "construct": Words("Lập kế hoạch đầu tiên", "Building a first plan"),
    "repair": Words("Sửa kế hoạch đã ban hành", "Repairing the published plan"),
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
    "standby": Words(
        "Dạy thay: {covered} trên {sessions} buổi ({share}) có người dạy thay đã nêu tên",
        "Standby: {covered} of {sessions} sessions ({share}) have a named substitute",
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
    # sweeps
    "sweep_loaded": Words(
        "{title}: {runs} lần chạy, {before} lần đã xong từ trước",
        "{title}: {runs} runs, {before} of them finished before",
    ),
    "sweep_running": Words("đang chạy", "running"),
    "sweep_ending": Words(
        "Đang dừng: những lần chạy đã xong được giữ; chạy lại lệnh này để tiếp tục.",
        "Ending: finished runs are kept; give the same command again to go on.",
    ),
    "sweep_shortfall": Words("thiếu {value}", "shortfall {value}"),
    "sweep_repeat": Words("trùng lặp {value}", "repeat {value}"),
    "sweep_cost": Words("chi phí {value}", "cost {value}"),
    "sweep_done": Words(
        "{runs} lần chạy: {plans} có kế hoạch, {errors} bị lỗi",
        "{runs} runs: {plans} with a plan, {errors} ended in an error",
    ),
    "sweep_best": Words("Không bị vượt: {names}", "Non-dominated: {names}"),
    "sweep_files": Words(
        "Bảng và biểu đồ trong {folder}: index.html, sweep.csv, sweep.parquet",
        "Table and charts are in {folder}: index.html, sweep.csv, sweep.parquet",
    ),
    "ended_optimal": Words("tối ưu", "optimal"),
    "ended_feasible": Words("hợp lệ", "feasible"),
    "ended_infeasible": Words("mâu thuẫn", "infeasible"),
    "ended_none": Words("chưa có kế hoạch", "no plan"),
    "ended_error": Words("lỗi", "error"),
    # stress
    "stress_head": Words(
        "{title}: {draws} lần thử ngẫu nhiên (hạt giống {seed})",
        "{title}: {draws} random disruptions (seed {seed})",
    ),
    "stress_events": Words(
        "Trung bình mỗi lần: {lecturers} lượt giảng viên vắng một tuần, {rooms} lượt phòng mất một "
        "tuần, {learners} học viên vắng, {classes} lớp bị hủy; {fallen} lớp không dạy được",
        "On average: {lecturers} lecturer weeks away, {rooms} room weeks lost, {learners} learners "
        "absent, {classes} classes cancelled; {fallen} classes cannot be held",
    ),
    "stress_unrepaired": Words(
        "Không điều chỉnh: còn {mean} trong {gained} người mà kế hoạch đưa đi học "
        "(xấu nhất {worst})",
        "Without repair: {mean} of the {gained} persons whom the plan covers stay covered "
        "(worst draw {worst})",
    ),
    "stress_repaired": Words(
        "Có điều chỉnh: còn {mean} (xấu nhất {worst})",
        "With repair: {mean} stay covered (worst draw {worst})",
    ),
    "stress_standby": Words(
        "Đã tính người dạy thay nêu tên trong kế hoạch.", "Named substitutes step in."
    ),
    "stress_planned": Words("Kế hoạch", "Planned"),
    "stress_left": Words("Còn lại", "Left"),
    "stress_left_worst": Words("Xấu nhất", "Worst"),
    "stress_mended": Words("Sau điều chỉnh", "Repaired"),
    "stress_lecturers": Words(
        "Phụ thuộc nhiều nhất vào giảng viên (vắng cả kỳ)",
        "Lecturers the plan depends on most (away for the whole horizon)",
    ),
    "stress_rooms": Words(
        "Phụ thuộc nhiều nhất vào phòng (mất cả kỳ)",
        "Rooms the plan depends on most (lost for the whole horizon)",
    ),
    "stress_weeks": Words(
        "Phụ thuộc nhiều nhất vào tuần (không học được tuần đó)",
        "Weeks the plan depends on most (no class held in it)",
    ),
    "stress_loss": Words(
        "{name}: mất {persons} người, {count} lớp ({classes})",
        "{name}: {persons} persons lost, classes: {count} ({classes})",
    ),
    "stress_draw": Words("lần thử {number}/{draws}", "draw {number}/{draws}"),
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
