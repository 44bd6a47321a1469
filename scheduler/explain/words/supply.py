"""Sentences about lecturers and rooms, and about questions that cannot be answered."""

from models.rules import Words

SUPPLY_WORDS: dict[str, Words] = {
    # unknown ids
    "kind_cadre": Words("cán bộ", "cadre"),
    "kind_class": Words("lớp", "class"),
    "kind_lecturer": Words("giảng viên", "lecturer"),
    "kind_unit": Words("đơn vị", "unit"),
    "kind_tier": Words("đối tượng", "tier"),
    "kind_room": Words("phòng", "room"),
    "unknown_near": Words(
        "không có {kind} '{id}'; gần nhất: {near}", "there is no {kind} '{id}'; nearest: {near}"
    ),
    "unknown_few": Words(
        "không có {kind} '{id}'; chỉ có: {known}", "there is no {kind} '{id}'; there are: {known}"
    ),
    "unknown": Words(
        "không có {kind} '{id}'; mã có dạng {example}",
        "there is no {kind} '{id}'; ids look like {example}",
    ),
    # a lecturer
    "title_lecturer": Words("Giảng viên {id}: {name}", "Lecturer {id}: {name}"),
    "section_load": Words("Khối lượng", "Load"),
    "load_total": Words(
        "{used} trên {limit} buổi của kỳ; {days} ngày dạy, thù lao {fee}",
        "{used} of {limit} sessions of the horizon; {days} teaching days, fee {fee}",
    ),
    "load_free": Words(
        "{used} buổi, kỳ này không giới hạn; {days} ngày dạy, thù lao {fee}",
        "{used} sessions, no limit over the horizon; {days} teaching days, fee {fee}",
    ),
    "load_week": Words(
        "Tuần nhiều nhất (từ {day}): {used} buổi, giới hạn {limit}",
        "Busiest week (from {day}): {used} sessions, limit {limit}",
    ),
    "load_day": Words(
        "Ngày nhiều nhất ({day}): {used} buổi, giới hạn {limit}",
        "Busiest day ({day}): {used} sessions, limit {limit}",
    ),
    "load_place": Words(
        "Xếp thứ {place} trên {all} giảng viên về số buổi; nhiều nhất là {most} buổi",
        "Number {place} of {all} lecturers by sessions; the most is {most} sessions",
    ),
    "lecturer_away": Words(
        "Vắng {first} đến {last} {slot} {reason}", "Away {first} to {last} {slot} {reason}"
    ),
    "section_may_teach": Words("Được dạy", "May teach"),
    "may_teach": Words(
        "{module} ({title}): mức {level}; kế hoạch dạy {taught} lần, tự dạy {own} lần",
        "{module} ({title}): level {level}; taught {taught} times in the plan, {own} times by them",
    ),
    "may_teach_nothing": Words(
        "Không đủ điều kiện dạy chuyên đề nào trong các chương trình",
        "Qualified for no module of any programme",
    ),
    "section_sessions": Words("Các buổi dạy", "Sessions"),
    "no_sessions": Words("Không dạy buổi nào", "Teaches nothing"),
    "session": Words(
        "{class_id}, {module}, {day} {slot}, {room} ({venue}): mức {level}",
        "{class_id}, {module}, {day} {slot}, {room} ({venue}): level {level}",
    ),
    "could_replace": Words(
        "{count} người thay được: {lecturers}", "{count} could replace them: {lecturers}"
    ),
    "could_replace_one": Words(
        "{lecturer} (mức {level}, đang dạy {load} buổi): {why}",
        "{lecturer} (level {level}, teaches {load} sessions): {why}",
    ),
    "nobody_replaces": Words(
        "Không ai thay được trong {count} người đủ điều kiện", "None of the {count} qualified can"
    ),
    "section_others_teach": Words("Những buổi người khác dạy", "Sessions that others give"),
    "others_summary": Words(
        "{count} chuyên đề do người khác dạy mà người này đủ điều kiện; nhận được {possible}",
        "{count} modules are given by others that this lecturer may teach; {possible} could be "
        "taken over",
    ),
    "others_barred": Words("{count}: {rule}", "{count}: {rule}"),
    "take_over": Words(
        "{class_id}, {module}, {day} {slot}, thay {lecturer}: {price}",
        "{class_id}, {module}, {day} {slot}, for {lecturer}: {price}",
    ),
    "rule_bar_lecturer_fixed": Words("đã ấn định người dạy [H15]", "the lecturer is fixed [H15]"),
    "rule_bar_lecturer_away": Words("vắng vào lúc đó [H7]", "away at that time [H7]"),
    "rule_bar_lecturer_busy": Words("dạy lớp khác lúc đó [H7]", "teaches another class then [H7]"),
    "rule_bar_lecturer_venue": Words(
        "ngày đó dạy ở địa điểm khác [H7]", "teaches at another venue on the day [H7]"
    ),
    "rule_bar_lecturer_day": Words("hết số buổi của ngày [H8]", "the day's sessions are used [H8]"),
    "rule_bar_lecturer_week": Words(
        "hết số buổi của tuần [H8]", "the week's sessions are used [H8]"
    ),
    "rule_bar_lecturer_total": Words(
        "hết số buổi của kỳ [H8]", "the horizon's sessions are used [H8]"
    ),
    "rule_bar_budget": Words("vượt ngân sách [H14]", "over the budget [H14]"),
    "rule_budget": Words("vượt ngân sách [H14]", "over the budget [H14]"),
    # a room
    "title_room": Words("Phòng {id}: {name}", "Room {id}: {name}"),
    "section_room": Words("Phòng", "The room"),
    "room": Words(
        "Địa điểm {venue} ({venue_name}), {capacity} chỗ, {cost} mỗi ngày",
        "Venue {venue} ({venue_name}), {capacity} seats, {cost} a day",
    ),
    "room_online": Words("Trực tuyến, không ai phải đi lại", "Online, nobody travels"),
    "room_allowed": Words(
        "{count} trên {all} lớp được dùng phòng này", "{count} of {all} classes may use it"
    ),
    "room_days": Words(
        "{working} ngày làm việc: {used} ngày có lớp, {blocked} ngày không dùng được, {free} ngày "
        "trống",
        "{working} working days: {used} in use, {blocked} blocked, {free} free",
    ),
    "room_blocked": Words(
        "Không dùng được {first} đến {last} {reason}", "Blocked {first} to {last} {reason}"
    ),
    "section_room_weeks": Words("Theo tuần", "By week"),
    "room_week": Words(
        "Tuần từ {day}: {used} trên {slots} buổi dùng được ({classes})",
        "Week of {day}: {used} of {slots} available slots used ({classes})",
    ),
    "room_unused": Words("Không lớp nào dùng phòng này", "No class uses this room"),
    "section_room_classes": Words("Các lớp", "Classes"),
    "room_class": Words(
        "{class_id} ({programme}), {start} đến {end}: {size} người trên {seats} chỗ",
        "{class_id} ({programme}), {start} to {end}: {size} people on {seats} seats",
    ),
    "section_room_free": Words("Những ngày trống", "Free days"),
    "room_free": Words(
        "{first} đến {last}: {days} ngày làm việc liền nhau",
        "{first} to {last}: {days} working days in a row",
    ),
    "room_never_free": Words("Không còn ngày làm việc nào trống", "No working day is free"),
}
