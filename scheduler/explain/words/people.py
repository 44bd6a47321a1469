"""Sentences about a cadre or a unit, and about what keeps a cadre out of a class."""

from models.rules import Words

PEOPLE_WORDS: dict[str, Words] = {
    # a cadre
    "title_cadre": Words("Cán bộ {id}: {name}", "Cadre {id}: {name}"),
    "section_who": Words("Là ai", "Who"),
    "cadre": Words(
        "Đối tượng {tier}, đơn vị {unit} ({unit_name}), chức danh {title}",
        "Tier {tier}, unit {unit} ({unit_name}), title {title}",
    ),
    "not_eligible": Words(
        "Không thuộc diện lập kế hoạch (eligible là không) [H1]",
        "Not planned: marked as not eligible [H1]",
    ),
    "not_active": Words(
        "Không thuộc diện lập kế hoạch: ngày {day} không công tác (từ {first} đến {last}) [H1]",
        "Not planned: not active on {day} (active from {first} to {last}) [H1]",
    ),
    "section_coverage": Words("Yêu cầu", "Requirements"),
    "covered_before": Words("Đã được phủ trước kế hoạch này", "Covered already before this plan"),
    "covered_by_plan": Words("Được phủ nhờ kế hoạch này", "Covered by this plan"),
    "uncovered": Words("Chưa được phủ: {why}", "Stays uncovered, one of those who {why}"),
    "requirement": Words(
        "{requirement} (theo {unit}): cần {least}, đã tính {before}, kế hoạch cho {plan}, "
        "còn thiếu {rest}",
        "{requirement} (in {unit}): {least} needed, {before} counted before, {plan} by the plan, "
        "{rest} missing",
    ),
    "unit_class": Words("lớp", "classes"),
    "unit_day": Words("ngày", "days"),
    "unit_period": Words("tiết", "periods"),
    "no_requirement": Words(
        "Không yêu cầu nào nêu đối tượng này: ai cũng được coi là đã phủ",
        "No requirement names this tier: everybody counts as covered",
    ),
    "section_attends": Words("Dự lớp", "Attends"),
    "attends_nothing": Words("Không dự lớp nào", "Attends no class"),
    "attends": Words(
        "{class_id} ({programme}), {start} đến {end}, phòng {room} ({venue}): {km} km, "
        "{repeat} tiết trùng lặp",
        "{class_id} ({programme}), {start} to {end}, room {room} ({venue}): {km} km, "
        "{repeat} periods repeated",
    ),
    "heard": Words(
        "{topic}: {periods} tiết, đã học ở {module} ngày {day}",
        "{topic}: {periods} periods, had in {module} on {day}",
    ),
    "leaving": Words("Nếu không dự lớp này: {price}", "Without this class: {price}"),
    "must_attend": Words("Đã ấn định phải dự lớp này [H15]", "Fixed to attend this class [H15]"),
    "leaving_small": Words(
        "Không rút được: lớp còn {size} người, ít nhất phải {least} [H3]",
        "Cannot leave: the class would have {size} people, at least {least} are needed [H3]",
    ),
    "section_open": Words("Các lớp mở khác", "Other open classes"),
    "section_closed": Words("Các lớp không mở", "Classes that did not open"),
    "nothing_else": Words("Không có lớp nào khác", "There is no other class"),
    # an open class and a cadre
    "open_class": Words(
        "{class_id} ({programme}), {start} đến {end}, phòng {room} ({venue})",
        "{class_id} ({programme}), {start} to {end}, room {room} ({venue})",
    ),
    "closed_class": Words("{classes} ({programme})", "{classes} ({programme})"),
    "other_tiers": Words(
        "Dành cho đối tượng khác [H1]: {classes}", "For other tiers [H1]: {classes}"
    ),
    "bar_tier": Words(
        "chương trình dành cho đối tượng {tiers} [H1]",
        "the programme is for tiers {tiers} [H1]",
    ),
    "bar_frozen": Words(
        "lớp đã đóng băng, giữ đúng học viên của kế hoạch gốc [H15]",
        "the class is frozen and keeps exactly the cadres of the baseline [H15]",
    ),
    "bar_title": Words(
        "chương trình chỉ nhận chức danh: {titles} [H1]",
        "the programme admits only the titles {titles} [H1]",
    ),
    "bar_inactive": Words("chỉ công tác từ {first} [H1]", "is active only from {first} on [H1]"),
    "bar_count": Words(
        "đã dự {count} lớp, nhiều nhất {limit} [H2]",
        "attends {count} classes, at most {limit} [H2]",
    ),
    "bar_day": Words(
        "cùng ngày với {other}, lớp đang dự [H2]",
        "on the same day as {other}, which is attended [H2]",
    ),
    "bar_full": Words(
        "hết chỗ: {size} người trên {seats} chỗ [H3]", "full: {size} people on {seats} seats [H3]"
    ),
    "bar_venue": Words(
        "địa điểm {venue} không phục vụ đơn vị {unit} [H10]",
        "venue {venue} does not serve unit {unit} [H10]",
    ),
    "bar_away": Words("vắng: {absences} [H11]", "away: {absences} [H11]"),
    "absence": Words("{first} đến {last} ({reason})", "{first} to {last} ({reason})"),
    "absence_cadre": Words("cá nhân bận", "the cadre is away"),
    "absence_unit": Words("đơn vị {unit} bận", "unit {unit} is away"),
    "absence_closure": Words("ngày nghỉ của đơn vị {units}", "closure of {units}"),
    "bar_unit": Words(
        "ngày {day} đơn vị {unit} đã có {count} người dự lớp, nhiều nhất {limit} [H12]",
        "on {day} unit {unit} has {count} people in class, at most {limit} [H12]",
    ),
    "bar_group": Words(
        "{other} cùng nhóm thay thế {group} dự {class_id} những ngày đó [H12]",
        "{other} of the same cover group {group} attends {class_id} on those days [H12]",
    ),
    "bar_share": Words(
        "đã học {seen} trên {periods} tiết ({share}), cho phép {limit} tiết [H13]",
        "has had {seen} of {periods} periods ({share}), {limit} are allowed [H13]",
    ),
    "bar_budget": Words(
        "vượt ngân sách: {cost} trên {budget} [H14]", "over the budget: {cost} of {budget} [H14]"
    ),
    "bar_fixed": Words("đã ấn định phải dự {other} [H15]", "is fixed to attend {other} [H15]"),
    "bar_left_small": Words(
        "rút khỏi {other} thì lớp đó còn {size} người, ít nhất phải {least} [H3]",
        "leaving {other} would leave it {size} people, at least {least} are needed [H3]",
    ),
    "bar_nobody_replaced": Words(
        "và không đổi chỗ được cho ai trong lớp",
        "and nobody in the class can make way",
    ),
    "possible": Words(
        "dự được: {repeat} tiết trùng lặp, {km} km", "possible: {repeat} periods repeated, {km} km"
    ),
    "if_added": Words("thêm vào lớp: {price}", "put in: {price}"),
    "if_replacing": Words(
        "thay {other}, người ít ảnh hưởng nhất: {price}",
        "in place of {other}, the least loss: {price}",
    ),
    "if_moved": Words("chuyển từ {left} sang: {price}", "moved from {left}: {price}"),
    "if_moved_replacing": Words(
        "chuyển từ {left} sang, thay {other}: {price}",
        "moved from {left}, in place of {other}: {price}",
    ),
    # a class that did not open and a cadre
    "bar_never_present": Words(
        "vắng trong mọi đợt ngày học có thể: {absences} [H11]",
        "away on every possible run of class days: {absences} [H11]",
    ),
    "bar_never_served": Words(
        "những ngày dự được, không địa điểm nào của lớp phục vụ đơn vị {unit} [H10]",
        "on the days left no venue of the class serves unit {unit} [H10]",
    ),
    "could_take": Words(
        "dự được nếu lớp mở, ví dụ từ {start} ở {venue} ({repeat} tiết trùng lặp, {km} km)",
        "possible if it opened, for example from {start} at {venue} ({repeat} periods repeated, "
        "{km} km)",
    ),
    "not_opened": Words("không mở vì: {why}", "it did not open: {why}"),
    # a unit
    "title_unit": Words("Đơn vị {id}: {name}", "Unit {id}: {name}"),
    "section_members": Words("Cán bộ thuộc diện lập kế hoạch", "Planned cadres"),
    "members": Words(
        "Đối tượng {tier}: {population} người, đã phủ {before} trước và {after} sau kế hoạch",
        "Tier {tier}: {population} people, {before} covered before and {after} after the plan",
    ),
    "no_members": Words(
        "Đơn vị không có cán bộ thuộc diện lập kế hoạch", "No planned cadre is in this unit"
    ),
    "section_absent": Words("Vắng mặt vì đi học", "Absent in class"),
    "cap": Words(
        "Nhiều nhất {limit} người vắng mỗi ngày ({rule}) [H12]",
        "At most {limit} people absent on a day ({rule}) [H12]",
    ),
    "cap_rule": Words(
        "{value} của {size} người, ít nhất một", "{value} of {size} people, at least one"
    ),
    "cap_count": Words("số người cố định", "a fixed number"),
    "no_cap": Words("Không giới hạn số người vắng", "No limit on absences"),
    "most_absent": Words(
        "Ngày vắng nhiều nhất: {day}, {count} người; {full} ngày ở mức giới hạn",
        "Most absent on {day}: {count} people; {full} days at the limit",
    ),
    "never_absent": Words("Không ai vắng vì đi học", "Nobody is absent in class"),
    "section_unit_classes": Words("Các lớp có người dự", "Classes attended"),
    "unit_class_row": Words(
        "{class_id} ({programme}), {start} đến {end}, phòng {room} ({venue}): {count} người, "
        "{km} km",
        "{class_id} ({programme}), {start} to {end}, room {room} ({venue}): {count} people, "
        "{km} km",
    ),
    "section_why": Words("Vì sao", "Why"),
    "unit_all": Words(
        "Mọi cán bộ thuộc diện lập kế hoạch của đơn vị đều được phủ.",
        "All planned cadres of the unit are covered.",
    ),
    # a tier
    "title_tier": Words("Đối tượng {id}: {name}", "Tier {id}: {name}"),
    "section_target": Words("Chỉ tiêu", "Target"),
    "target_now": Words(
        "Năm {year}: {target} người trên {population} ({rule}), trọng số {weight}",
        "{year}: {target} people of {population} ({rule}), weight {weight}",
    ),
    "target_path": Words("Lộ trình {year}: {rule}", "Path {year}: {rule}"),
    "rule_share": Words("tỷ lệ {share}", "share {share}"),
    "rule_count": Words("{count} người", "{count} people"),
    "tier_coverage": Words(
        "Đã phủ {before} trước, {after} sau kế hoạch; thiếu {shortfall}",
        "{before} covered before, {after} after the plan; {shortfall} short",
    ),
    "tier_programme": Words(
        "{programme}: mở {opened} trên {all} lớp, {people} người của đối tượng này, "
        "trong đó {gained} người được phủ nhờ kế hoạch",
        "{programme}: {opened} of {all} classes open, {people} people of this tier, {gained} of "
        "them covered by the plan",
    ),
    "section_programmes": Words("Các lớp nhận đối tượng này", "Classes that admit it"),
    "section_unopened": Words("Các lớp không mở", "Classes that did not open"),
}
