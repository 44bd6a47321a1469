"""What the checker says when a hard rule is broken; keys begin with the rule."""

from scheduler.checker.words.sentence import Sentence

RULE_SENTENCES: dict[str, Sentence] = {
    "h1_not_eligible": Sentence(
        "{cadre} dự {class_id} nhưng không thuộc diện được cử đi học",
        "{cadre} attends {class_id} but is not eligible",
    ),
    "h1_not_planned": Sentence(
        "{cadre} dự {class_id} nhưng không công tác vào ngày {day}, ngày cuối của kỳ kế hoạch",
        "{cadre} attends {class_id} but is not active on {day}, the last day of the horizon",
    ),
    "h1_tier": Sentence(
        "{cadre} thuộc đối tượng {tier}, chương trình {programme} của {class_id} không nhận",
        "{cadre} is of tier {tier}, which programme {programme} of {class_id} does not admit",
    ),
    "h1_title": Sentence(
        "{cadre} có chức danh {title}, chương trình {programme} của {class_id} không nhận",
        "{cadre} has the title {title}, which programme {programme} of {class_id} does not admit",
    ),
    "h1_not_active": Sentence(
        "{cadre} dự {class_id} nhưng không công tác vào ngày {day}",
        "{cadre} attends {class_id} but is not active on {day}",
    ),
    "h2_count": Sentence(
        "{cadre} dự {count} lớp ({classes}), tối đa {limit}",
        "{cadre} attends {count} classes ({classes}), at most {limit}",
    ),
    "h2_same_day": Sentence(
        "{cadre} dự {first} và {second} trong cùng ngày {day}",
        "{cadre} attends {first} and {second} on {day}",
    ),
    "h3_too_few": Sentence(
        "{class_id} có {size} học viên, tối thiểu {limit}",
        "{class_id} has {size} cadres, at least {limit}",
    ),
    "h3_too_many": Sentence(
        "{class_id} có {size} học viên, tối đa {limit}",
        "{class_id} has {size} cadres, at most {limit}",
    ),
    "h3_room_full": Sentence(
        "{class_id} có {size} học viên, phòng {room} chứa {limit}",
        "{class_id} has {size} cadres, room {room} holds {limit}",
    ),
    "h3_closed": Sentence(
        "{class_id} không mở nhưng có {size} học viên",
        "{class_id} does not open but has {size} cadres",
    ),
    "h4_start": Sentence(
        "{class_id} khai giảng ngày {start} nhưng buổi học đầu tiên là {day} {slot}, "
        "không phải buổi đầu của ngày đó",
        "{class_id} starts on {start} but its first session is {day} {slot}, "
        "not the first slot of that day",
    ),
    "h4_break": Sentence(
        "{class_id} không học liên tục: sau {day} {slot} là {next_day} {next_slot}",
        "{class_id} does not run without a break: after {day} {slot} comes {next_day} {next_slot}",
    ),
    "h4_not_working": Sentence(
        "{class_id} học ngày {day}, không phải ngày làm việc",
        "{class_id} meets on {day}, which is not a working day",
    ),
    "h4_window": Sentence(
        "{class_id} học ngày {day}, ngoài khung thời gian {start} đến {end}",
        "{class_id} meets on {day}, outside its window {start} to {end}",
    ),
    "h4_horizon": Sentence(
        "{class_id} học ngày {day}, ngoài kỳ kế hoạch {start} đến {end}",
        "{class_id} meets on {day}, outside the horizon {start} to {end}",
    ),
    "h4_max_days": Sentence(
        "{class_id} học {count} ngày, tối đa {limit}",
        "{class_id} takes {count} days, at most {limit}",
    ),
    "h5_core": Sentence(
        "{class_id} không dạy chuyên đề bắt buộc {module}",
        "{class_id} does not teach the core module {module}",
    ),
    "h5_foreign": Sentence(
        "{class_id} dạy {module}, không thuộc chương trình {programme}",
        "{class_id} teaches {module}, which is not in programme {programme}",
    ),
    "h5_sessions": Sentence(
        "{class_id} dạy {module} {count} buổi, phải là {wanted}",
        "{class_id} teaches {module} in {count} sessions, not in {wanted}",
    ),
    "h5_split": Sentence(
        "Các buổi của {module} trong {class_id} không liền nhau",
        "the sessions of {module} in {class_id} are not consecutive",
    ),
    "h5_choice": Sentence(
        "{class_id} chọn {count} chuyên đề trong {options}, phải là {wanted}",
        "{class_id} takes {count} modules out of {options}, not {wanted}",
    ),
    "h5_first": Sentence(
        "{class_id} phải bắt đầu bằng {wanted}, không phải {found}",
        "{class_id} must begin with {wanted}, not with {found}",
    ),
    "h5_last": Sentence(
        "{class_id} phải kết thúc bằng {wanted}, không phải {found}",
        "{class_id} must end with {wanted}, not with {found}",
    ),
    "h5_activity": Sentence(
        "{class_id} có hoạt động {kind} với số buổi liền nhau {found}, phải là {wanted}",
        "{class_id} has the activity {kind} in blocks of {found} sessions, not of {wanted}",
    ),
    "h5_order": Sentence(
        "{class_id} dạy {second} trước khi xong {first}",
        "{class_id} teaches {second} before {first} is over",
    ),
    "h6_none": Sentence(
        "{class_id} không có giảng viên cho {module}",
        "{class_id} has no lecturer for {module}",
    ),
    "h6_several": Sentence(
        "{class_id} có nhiều giảng viên cho {module}: {lecturers}",
        "{class_id} has several lecturers for {module}: {lecturers}",
    ),
    "h6_not_qualified": Sentence(
        "{lecturer} dạy {module} ở {class_id} nhưng không đủ điều kiện dạy cho đối tượng {tiers}",
        "{lecturer} teaches {module} in {class_id} but is not qualified for tier {tiers}",
    ),
    "h7_two_classes": Sentence(
        "{lecturer} dạy {classes} cùng lúc vào {day} {slot}",
        "{lecturer} teaches {classes} on {day} {slot}",
    ),
    "h7_away": Sentence(
        "{lecturer} dạy {class_id} vào {day} {slot} nhưng vắng",
        "{lecturer} teaches {class_id} on {day} {slot} but is not available",
    ),
    "h7_two_venues": Sentence(
        "{lecturer} dạy ở {venues} trong cùng ngày {day}",
        "{lecturer} teaches at {venues} on {day}",
    ),
    "h8_day": Sentence(
        "{lecturer} dạy {count} buổi ngày {day}, tối đa {limit}",
        "{lecturer} teaches {count} sessions on {day}, at most {limit}",
    ),
    "h8_week": Sentence(
        "{lecturer} dạy {count} buổi trong tuần {week}, tối đa {limit}",
        "{lecturer} teaches {count} sessions in week {week}, at most {limit}",
    ),
    "h8_horizon": Sentence(
        "{lecturer} dạy {count} buổi trong kỳ, tối đa {limit}",
        "{lecturer} teaches {count} sessions in the horizon, at most {limit}",
    ),
    "h9_two_classes": Sentence(
        "Phòng {room} có {classes} cùng lúc vào {day} {slot}",
        "room {room} holds {classes} on {day} {slot}",
    ),
    "h9_away": Sentence(
        "Phòng {room} không dùng được vào {day} {slot} khi {class_id} học",
        "room {room} is not available on {day} {slot}, when {class_id} meets",
    ),
    "h9_not_allowed": Sentence(
        "{class_id} học ở phòng {room}, không thuộc các phòng của lớp",
        "{class_id} meets in room {room}, which is not one of those it may use",
    ),
    "h10_not_served": Sentence(
        "{cadre} dự {class_id} tại {venue}, nơi không phục vụ đơn vị {unit}",
        "{cadre} attends {class_id} at {venue}, which does not serve unit {unit}",
    ),
    "h11_class_closed": Sentence(
        "{class_id} học ngày {day}, trong thời gian nghỉ {start} đến {end} của {tiers}{reason}",
        "{class_id} meets on {day}, in the closure {start} to {end} of {tiers}{reason}",
    ),
    "h11_unit_closed": Sentence(
        "{cadre} dự {class_id} ngày {day}, khi đơn vị {unit} nghỉ{reason}",
        "{cadre} attends {class_id} on {day}, when unit {unit} is closed{reason}",
    ),
    "h11_cadre_away": Sentence(
        "{cadre} dự {class_id} ngày {day} nhưng vắng{reason}",
        "{cadre} attends {class_id} on {day} but is not available{reason}",
    ),
    "h11_unit_away": Sentence(
        "{cadre} dự {class_id} ngày {day} nhưng đơn vị {unit} vắng{reason}",
        "{cadre} attends {class_id} on {day} but unit {unit} is not available{reason}",
    ),
    "h12_unit": Sentence(
        "Đơn vị {unit} có {count} người đi học ngày {day}, tối đa {limit}: {cadres}",
        "unit {unit} has {count} cadres in class on {day}, at most {limit}: {cadres}",
    ),
    "h12_group": Sentence(
        "Nhóm thay thế {group} có {count} người đi học ngày {day}: {cadres}",
        "cover group {group} has {count} cadres in class on {day}: {cadres}",
    ),
    "h13_repeat": Sentence(
        "{cadre} đã học {seen} trong {total} tiết nội dung của {class_id}, tối đa {limit}",
        "{cadre} has had {seen} of the {total} topic periods of {class_id}, at most {limit}",
    ),
    "h14_budget": Sentence(
        "Kế hoạch tốn {cost}, ngân sách là {budget}",
        "the plan costs {cost}, the budget is {budget}",
    ),
    "h15_must_open": Sentence(
        "{class_id} được ấn định mở nhưng không mở",
        "{class_id} is fixed to open but does not open",
    ),
    "h15_must_not_open": Sentence(
        "{class_id} được ấn định không mở nhưng mở",
        "{class_id} is fixed not to open but opens",
    ),
    "h15_required": Sentence(
        "{class_id} bắt buộc mở nhưng không mở",
        "{class_id} is required but does not open",
    ),
    "h15_start": Sentence(
        "{class_id} được ấn định khai giảng ngày {wanted} nhưng khai giảng ngày {found}",
        "{class_id} is fixed to start on {wanted} but starts on {found}",
    ),
    "h15_room": Sentence(
        "{class_id} được ấn định học ở phòng {wanted} nhưng học ở {found}",
        "{class_id} is fixed to room {wanted} but meets in {found}",
    ),
    "h15_elective": Sentence(
        "{class_id} được ấn định chọn {module} nhưng không dạy",
        "{class_id} is fixed to take {module} but does not teach it",
    ),
    "h15_lecturer": Sentence(
        "{module} ở {class_id} được ấn định cho {wanted} nhưng do {found} dạy",
        "{module} in {class_id} is fixed to {wanted} but is taught by {found}",
    ),
    "h15_cadre": Sentence(
        "{cadre} được ấn định dự {class_id} nhưng không dự",
        "{cadre} is fixed to attend {class_id} but does not",
    ),
    "h15_frozen_closed": Sentence(
        "{class_id} đã đóng băng nhưng không mở",
        "{class_id} is frozen but does not open",
    ),
    "h15_frozen_part": Sentence(
        "{class_id} đã đóng băng nhưng đổi {part} từ {wanted} thành {found}",
        "{class_id} is frozen but changes its {part} from {wanted} to {found}",
    ),
    "h15_frozen_cadres": Sentence(
        "{class_id} đã đóng băng nhưng đổi học viên; thêm: {added}; bớt: {removed}",
        "{class_id} is frozen but changes its cadres; added: {added}; removed: {removed}",
    ),
    "h15_before_freeze": Sentence(
        "{class_id} khai giảng ngày {start}, trước ngày đóng băng {freeze}",
        "{class_id} starts on {start}, before the freeze of {freeze}",
    ),
    "part_start": Sentence("ngày khai giảng", "start"),
    "part_room": Sentence("phòng", "room"),
    "part_modules": Sentence("thứ tự chuyên đề", "modules or their order"),
    "part_lecturers": Sentence("giảng viên", "lecturers"),
    "and": Sentence("và", "and"),
    "everybody": Sentence("mọi đối tượng", "everybody"),
}
