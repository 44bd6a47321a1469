"""Sentences about the changes of a repaired plan and their reasons."""

from models.rules import Words

MOVE_WORDS: dict[str, Words] = {
    "at": Words("{day} {room}", "{day} {room}"),
    "taught": Words("{lecturer}, {day} {slot}", "{lecturer}, {day} {slot}"),
    "because": Words("{subject}: {why}", "{subject}: {why}"),
    # classes
    "move_class_gone": Words(
        "lớp không còn trong kịch bản", "the class is no longer in the scenario"
    ),
    "move_class_off": Words("lớp bị hủy [H15]", "the class is called off [H15]"),
    "move_class_fixed": Words(
        "ngày hoặc phòng đã ấn định khác [H15]", "another date or room is fixed [H15]"
    ),
    "move_room_unknown": Words(
        "phòng không còn dùng được cho lớp [H9]", "the class may no longer use the room [H9]"
    ),
    "move_days_closed": Words(
        "có ngày không được mở lớp trong thời gian cũ [H4, H11]",
        "the old dates hold a day without classes [H4, H11]",
    ),
    "move_nobody_teaches": Words(
        "{module} mất giảng viên {lecturer} trong thời gian cũ và đổi ngày là cách đổi ít nhất "
        "tìm được",
        "{module} lost {lecturer} on the old dates, and other dates were the smallest change found",
    ),
    "move_too_few": Words(
        "chỉ còn {left} trên {size} học viên dự được ngày cũ, ít nhất phải {least} [H3]",
        "only {left} of {size} members can attend on the old dates, at least {least} are "
        "needed [H3]",
    ),
    "move_dropped_lecturer": Words(
        "{module} mất giảng viên {lecturer} và không tìm được ngày khác",
        "{module} lost {lecturer} and no other date was found",
    ),
    "move_budget": Words(
        "để giữ trong ngân sách {budget} [H14]", "to keep the budget of {budget} [H14]"
    ),
    "move_cover_more": Words(
        "mở để bù người còn thiếu của đối tượng {tiers}", "opens to win back people of tier {tiers}"
    ),
    "move_required": Words("lớp bắt buộc phải mở [H15]", "the class is required to open [H15]"),
    "move_part_of_chain": Words(
        "nhường chỗ cho thay đổi khác của kế hoạch", "makes way for another change of the plan"
    ),
    # modules
    "move_not_qualified": Words(
        "{lecturer} không đủ điều kiện dạy [H6]", "{lecturer} is not qualified [H6]"
    ),
    "move_with_class": Words("lớp đổi ngày hoặc phòng", "the class moved"),
    "move_order": Words(
        "thứ tự trong lớp đổi vì {modules} mất giảng viên",
        "the order of the class changed because {modules} lost the lecturer",
    ),
    "move_elective": Words(
        "chuyên đề tự chọn {module} mất giảng viên {lecturer}",
        "the elective {module} lost {lecturer}",
    ),
    "move_edition": Words(
        "chương trình không còn {module}", "the programme no longer holds {module}"
    ),
    # people
    "move_class_closed": Words("lớp không mở nữa", "the class does not open any more"),
    "move_not_planned": Words(
        "không còn trong diện lập kế hoạch [H1]", "is no longer planned [H1]"
    ),
    "move_away": Words("vắng trong những ngày của lớp [H11]", "is away on days of the class [H11]"),
    "move_not_admitted": Words(
        "chương trình hoặc địa điểm không nhận [H1, H10]",
        "is not admitted by programme or venue [H1, H10]",
    ),
    "move_repeat": Words(
        "đã học quá nhiều nội dung của lớp [H13]", "has had too much of the content [H13]"
    ),
    "move_other_class": Words("chuyển sang lớp {other}", "goes to class {other}"),
    "move_from_class": Words("chuyển từ lớp {other}", "comes from class {other}"),
    "move_room_small": Words(
        "phòng mới chỉ có {seats} chỗ [H3]", "the new room seats {seats} [H3]"
    ),
    "move_unit_cap": Words(
        "đơn vị {unit} hết số người được vắng [H12]", "unit {unit} can release nobody else [H12]"
    ),
    "move_wins_back": Words(
        "bù người còn thiếu của đối tượng {tier}", "wins back a person of tier {tier}"
    ),
    "move_fills": Words(
        "để lớp đủ {least} người [H3]", "so that the class has {least} people [H3]"
    ),
    "move_fixed_cadre": Words("đã ấn định dự lớp [H15]", "is fixed to attend [H15]"),
    "move_trade": Words(
        "đổi để tổng thể tốt hơn", "changed because the plan as a whole is better for it"
    ),
}
