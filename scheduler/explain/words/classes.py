"""Sentences about a class: why this date, room, lecturers and people."""

from models.rules import Words

CLASS_WORDS: dict[str, Words] = {
    "title_class": Words("Lớp {id}: {programme} – {name}", "Class {id}: {programme} – {name}"),
    "section_class": Words("Lớp", "The class"),
    "class_open": Words(
        "Mở từ {start} đến {end}, phòng {room} ({venue}); chi phí {cost}",
        "Open from {start} to {end}, room {room} ({venue}); cost {cost}",
    ),
    "class_closed": Words("Không mở: {why}", "Did not open: {why}"),
    "class_unreadable": Words(
        "Tệp của kế hoạch nói lớp mở, nhưng các buổi học không hợp với kịch bản; hãy chạy verify",
        "The plan's files say it opens, but its sessions do not fit the scenario; run verify",
    ),
    "class_required": Words("Lớp bắt buộc phải mở [H15]", "The class is required to open [H15]"),
    "class_fixed": Words("Đã ấn định: {fixed} [H15]", "Fixed: {fixed} [H15]"),
    "fixed_open": Words("mở", "open"),
    "fixed_closed": Words("không mở", "closed"),
    "fixed_start": Words("ngày {start}", "start {start}"),
    "fixed_room": Words("phòng {room}", "room {room}"),
    "fixed_electives": Words("chuyên đề tự chọn {modules}", "electives {modules}"),
    "fixed_lecturers": Words("giảng viên {pairs}", "lecturers {pairs}"),
    "fixed_cadres": Words("{count} cán bộ", "{count} cadres"),
    "class_frozen": Words(
        "Đóng băng: bắt đầu trước {day}, giữ như kế hoạch gốc [H15]",
        "Frozen: it starts before {day} and stays as in the baseline [H15]",
    ),
    "class_without": Words(
        "Nếu không mở lớp này (không ai chuyển lớp): {price}",
        "Without this class (nobody moved elsewhere): {price}",
    ),
    # people
    "section_people": Words("Người học", "People"),
    "class_size": Words(
        "{size} người; ít nhất {least}, nhiều nhất {most} (chương trình {limit}, "
        "phòng {seats} chỗ) [H3]",
        "{size} people; at least {least}, at most {most} (programme {limit}, room {seats} seats) "
        "[H3]",
    ),
    "class_gain": Words(
        "{gained} người được phủ nhờ kế hoạch, {before} đã được phủ từ trước, {never} vẫn chưa",
        "{gained} covered by the plan, {before} covered already, {never} still not",
    ),
    "class_waiting": Words(
        "{count} người chưa được phủ cũng dự được lớp này nếu còn chỗ",
        "{count} uncovered people could attend it as well if there were seats",
    ),
    "class_unit_counts": Words("Theo đơn vị: {units}", "By unit: {units}"),
    # dates
    "section_dates": Words(
        "Ngày khác với cùng người học, phòng, giảng viên",
        "Other dates with the same people, room and lecturers",
    ),
    "dates_none": Words("Không có ngày khai giảng nào khác", "No other start is possible"),
    "dates_summary": Words(
        "{starts} ngày khai giảng khác theo lịch: {possible} dùng được",
        "{starts} other starts by the calendar: {possible} are possible",
    ),
    "dates_barred": Words("{count} ngày: {rule}", "{count} starts: {rule}"),
    "date_barred": Words("{start}: {why}", "{start}: {why}"),
    "date_possible": Words("{start} dùng được: {price}", "{start} is possible: {price}"),
    "date_room_away": Words("phòng không dùng được [H9]", "the room is not available [H9]"),
    "date_room_taken": Words(
        "phòng đã dùng cho lớp {other} [H9]", "the room is taken by class {other} [H9]"
    ),
    "date_lecturer": Words("{lecturer}: {why}", "{lecturer}: {why}"),
    "date_people_away": Words(
        "{count} người học vắng [H11]", "{count} of its people are away [H11]"
    ),
    "date_people_busy": Words(
        "{count} người học dự lớp khác trong những ngày đó [H2]",
        "{count} of its people attend another class on these days [H2]",
    ),
    "date_unit": Words(
        "{units} đơn vị vượt số người vắng cho phép [H12]",
        "{units} units would pass their cap on absences [H12]",
    ),
    "date_group": Words(
        "{groups} nhóm thay thế có hai người cùng vắng [H12]",
        "{groups} cover groups would have two people away [H12]",
    ),
    "rule_room_away": Words("phòng không dùng được [H9]", "the room is not available [H9]"),
    "rule_room_taken": Words("phòng đã dùng cho lớp khác [H9]", "another class has the room [H9]"),
    "rule_lecturer": Words(
        "có giảng viên không dạy được [H7, H8]", "a lecturer cannot teach then [H7, H8]"
    ),
    "rule_people_away": Words("có người học vắng [H11]", "some of its people are away [H11]"),
    "rule_people_busy": Words(
        "có người học dự lớp khác [H2]", "some of its people attend another class [H2]"
    ),
    "rule_unit": Words(
        "vượt số người vắng cho phép của đơn vị [H12]", "a unit's cap on absences is passed [H12]"
    ),
    "rule_group": Words(
        "hai người cùng nhóm thay thế cùng vắng [H12]", "two of a cover group would be away [H12]"
    ),
    # rooms
    "section_rooms": Words("Phòng khác cùng ngày", "Other rooms on the same days"),
    "rooms_none": Words("Lớp không được dùng phòng nào khác", "It may use no other room"),
    "room_barred": Words("{room} ({venue}): {why}", "{room} ({venue}): {why}"),
    "room_possible": Words(
        "{room} ({venue}) dùng được: {price}", "{room} ({venue}) is possible: {price}"
    ),
    "room_small": Words(
        "{seats} chỗ cho {size} người [H3]", "{seats} seats for {size} people [H3]"
    ),
    "room_serves": Words(
        "không phục vụ đơn vị của {count} người học [H10]",
        "does not serve the units of {count} of its people [H10]",
    ),
    "room_venue": Words(
        "{lecturers} dạy ở địa điểm khác trong ngày [H7]",
        "{lecturers} teach at another venue on the day [H7]",
    ),
    # lecturers
    "section_lecturers": Words("Giảng viên", "Lecturers"),
    "module_taught": Words(
        "{module} ({title}), {day} {slot}: {lecturer} mức {level}, {fee} mỗi buổi",
        "{module} ({title}), {day} {slot}: {lecturer} level {level}, {fee} a session",
    ),
    "substitute": Words(
        "{lecturer} mức {level}, {fee} mỗi buổi, đang dạy {load} buổi: {why}",
        "{lecturer} level {level}, {fee} a session, teaches {load} sessions: {why}",
    ),
    "substitute_price": Words("thay được; {price}", "possible; {price}"),
    "nobody_else": Words(
        "Không ai khác dạy được chuyên đề này", "Nobody else may teach this module"
    ),
    "bar_lecturer_fixed": Words("đã ấn định {lecturer} [H15]", "{lecturer} is fixed [H15]"),
    "bar_lecturer_away": Words("vắng ngày {day} {slot} [H7]", "away on {day} {slot} [H7]"),
    "bar_lecturer_busy": Words(
        "dạy lớp {other} ngày {day} {slot} [H7]", "teaches class {other} on {day} {slot} [H7]"
    ),
    "bar_lecturer_venue": Words(
        "ngày {day} dạy ở {venue} [H7]", "teaches at {venue} on {day} [H7]"
    ),
    "bar_lecturer_day": Words(
        "ngày {day} đã {used} trên {limit} buổi [H8]",
        "has {used} of {limit} sessions on {day} already [H8]",
    ),
    "bar_lecturer_week": Words(
        "tuần của {day} đã {used} trên {limit} buổi [H8]",
        "has {used} of {limit} sessions in the week of {day} already [H8]",
    ),
    "bar_lecturer_total": Words(
        "đã {used} trên {limit} buổi của kỳ, cần thêm {need} [H8]",
        "has {used} of {limit} sessions of the horizon, {need} more are needed [H8]",
    ),
    # repeat
    "section_repeat": Words("Nội dung trùng lặp", "Repeated content"),
    "repeat_total": Words(
        "{repeat} người-tiết trùng lặp, {each} tiết mỗi người trên {periods} tiết của lớp",
        "{repeat} person-periods repeated, {each} periods a person of the {periods} of the class",
    ),
    "repeat_topic": Words(
        "{topic}: {count} trên {size} người đã học, {repeat} người-tiết",
        "{topic}: {count} of {size} people have had it, {repeat} person-periods",
    ),
    "repeat_none": Words("Không ai phải học lại", "Nobody hears anything again"),
}
