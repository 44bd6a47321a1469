"""What the checker says of files that contradict themselves and of false figures."""

from scheduler.checker.words.sentence import Sentence

FILE_SENTENCES: dict[str, Sentence] = {
    "form_class_unknown": Sentence(
        "Lớp {class_id} có trong {file} nhưng không có trong kịch bản",
        "class {class_id} stands in {file} but is not in the scenario",
    ),
    "form_class_missing": Sentence(
        "classes.csv thiếu lớp {class_id} của kịch bản",
        "classes.csv does not list class {class_id} of the scenario",
    ),
    "form_class_twice": Sentence(
        "classes.csv ghi lớp {class_id} {count} lần",
        "classes.csv lists class {class_id} {count} times",
    ),
    "form_no_start": Sentence(
        "{class_id} mở nhưng không có ngày khai giảng",
        "{class_id} opens without a start day",
    ),
    "form_no_room": Sentence(
        "{class_id} mở nhưng không có phòng",
        "{class_id} opens without a room",
    ),
    "form_no_sessions": Sentence(
        "{class_id} mở nhưng không có buổi học nào",
        "{class_id} opens without a session",
    ),
    "form_closed_sessions": Sentence(
        "{class_id} không mở nhưng sessions.csv có {count} buổi của lớp",
        "{class_id} does not open but sessions.csv gives it {count} sessions",
    ),
    "form_room_unknown": Sentence(
        "{class_id} học ở phòng {room} không có trong kịch bản",
        "{class_id} meets in room {room}, which is not in the scenario",
    ),
    "form_numbers": Sentence(
        "Các buổi của {class_id} được đánh số {found}, phải là 1 đến {count} theo thời gian",
        "the sessions of {class_id} are numbered {found}, not 1 to {count} in the order of time",
    ),
    "form_slot_unknown": Sentence(
        "Buổi {seq} của {class_id} dùng ca {slot} không có trong kịch bản",
        "session {seq} of {class_id} uses slot {slot}, which is not in the scenario",
    ),
    "form_no_module": Sentence(
        "Buổi {seq} của {class_id} là chuyên đề nhưng không ghi chuyên đề nào",
        "session {seq} of {class_id} is of kind module but names no module",
    ),
    "form_module_unknown": Sentence(
        "Buổi {seq} của {class_id} dạy chuyên đề {module} không có trong kịch bản",
        "session {seq} of {class_id} teaches module {module}, which is not in the scenario",
    ),
    "form_lecturer_unknown": Sentence(
        "Buổi {seq} của {class_id} ghi giảng viên {lecturer} không có trong kịch bản",
        "session {seq} of {class_id} names lecturer {lecturer}, who is not in the scenario",
    ),
    "form_activity_lecturer": Sentence(
        "Buổi {seq} của {class_id} là hoạt động {kind} nhưng ghi giảng viên {lecturer}",
        "session {seq} of {class_id} is the activity {kind} but names lecturer {lecturer}",
    ),
    "form_activity_module": Sentence(
        "Buổi {seq} của {class_id} là hoạt động {kind} nhưng ghi chuyên đề {module}",
        "session {seq} of {class_id} is the activity {kind} but names module {module}",
    ),
    "form_cadre_unknown": Sentence(
        "{cadre} dự {class_id} nhưng không có trong kịch bản",
        "{cadre} attends {class_id} but is not in the scenario",
    ),
    "form_enrolled_twice": Sentence(
        "enrolments.csv ghi {cadre} dự {class_id} {count} lần",
        "enrolments.csv lists {cadre} in {class_id} {count} times",
    ),
    "false_figure": Sentence("ghi {claimed}, đúng ra là {true}", "claims {claimed}, is {true}"),
    "false_missing": Sentence("thiếu", "is missing"),
    "false_missing_figure": Sentence("thiếu, đúng ra là {true}", "is missing, is in truth {true}"),
    "false_unknown": Sentence("không có trong kịch bản", "is not in the scenario"),
    "false_twice": Sentence("được ghi nhiều lần", "stands more than once"),
    "false_no_baseline": Sentence(
        "chỉ có nghĩa khi có kế hoạch gốc", "appears only with a baseline"
    ),
    "false_bound": Sentence(
        "cận dưới {claimed} lớn hơn giá trị {true}",
        "the bound {claimed} lies above the value {true}",
    ),
    "false_status_plan": Sentence(
        "ghi {status} nhưng có kế hoạch", "claims {status}, but here is a plan"
    ),
    "false_status_bound": Sentence(
        "ghi optimal nhưng mức {level} không có cận dưới",
        "claims optimal, but level {level} has no bound",
    ),
    "false_status_gap": Sentence(
        "ghi optimal nhưng mức {level} có khoảng cách {gap}, lớn hơn {asked}",
        "claims optimal, but level {level} has the gap {gap}, above {asked}",
    ),
}
