"""Sentences about what stays uncovered and about classes that did not open."""

from models.rules import Words

SHORTFALL_WORDS: dict[str, Words] = {
    # a tier
    "tier_short": Words(
        "Đối tượng {tier}: thiếu {shortfall} người so với chỉ tiêu {target}. "
        "{uncovered} trên {population} cán bộ thuộc diện lập kế hoạch chưa được phủ: {parts}.",
        "Tier {tier}: {shortfall} short of the target of {target}. "
        "{uncovered} of {population} planned cadres stay uncovered: {parts}.",
    ),
    "tier_met": Words(
        "Đối tượng {tier}: đạt chỉ tiêu {target}. "
        "{uncovered} trên {population} cán bộ thuộc diện lập kế hoạch chưa được phủ: {parts}.",
        "Tier {tier}: the target of {target} is met. "
        "{uncovered} of {population} planned cadres stay uncovered: {parts}.",
    ),
    "tier_all": Words(
        "Đối tượng {tier}: cả {population} cán bộ thuộc diện lập kế hoạch đều được phủ.",
        "Tier {tier}: all {population} planned cadres are covered.",
    ),
    "tier_too_small": Words(
        "Đối tượng {tier}: thiếu {shortfall} người so với chỉ tiêu {target}, "
        "nhưng cả {population} cán bộ thuộc diện lập kế hoạch đều được phủ: "
        "chỉ tiêu lớn hơn số người.",
        "Tier {tier}: {shortfall} short of the target of {target}, although all {population} "
        "planned cadres are covered: the target is larger than the tier.",
    ),
    "unit_uncovered": Words(
        "Đơn vị {unit}: {uncovered} cán bộ thuộc diện lập kế hoạch chưa được phủ: {parts}.",
        "Unit {unit}: {uncovered} planned cadres stay uncovered: {parts}.",
    ),
    "ceiling": Words(
        "{hopeless} người trong số đó không kế hoạch nào phủ được; nhiều nhất phủ được "
        "{possible} người.",
        "No plan of this scenario covers {hopeless} of them; at most {possible} can be covered.",
    ),
    "ceiling_short": Words(
        "{hopeless} người trong số đó không kế hoạch nào phủ được, nên kế hoạch nào cũng thiếu ít "
        "nhất {least} người.",
        "No plan of this scenario covers {hopeless} of them, so every plan is at least {least} "
        "short.",
    ),
    "weightless": Words(
        "Mục tiêu không tính điểm thiếu của đối tượng này.",
        "The objective gives no weight to this tier's shortfall.",
    ),
    "seats": Words(
        "Các lớp nhận đối tượng {tier} có nhiều nhất {seats} chỗ; cần phủ thêm {need} người.",
        "The classes that admit tier {tier} have {seats} seats at most; {need} more people "
        "would have to be covered.",
    ),
    # causes; `units` is empty or names where most of them are
    "cause_attends": Words(
        "{count} đã dự đủ số lớp cho phép mà vẫn chưa đủ yêu cầu",
        "{count} attend as many classes as allowed already, and still lack something",
    ),
    "cause_admitted": Words(
        "{count} không được chương trình của lớp nào nhận",
        "{count} are admitted by no class's programme",
    ),
    "cause_given": Words(
        "{count} còn thiếu điều mà các lớp được dự không tính cho hoặc không đủ",
        "{count} lack more than the classes they may attend count for",
    ),
    "cause_dated": Words(
        "{count} chỉ được dự những lớp không có ngày và phòng nào dùng được",
        "{count} are admitted only by classes without a possible date and room",
    ),
    "cause_away": Words(
        "{count} vắng, nghỉ hoặc chưa công tác trong mọi đợt học có thể",
        "{count} are away, closed or not yet active on every possible run of class days",
    ),
    "cause_repeat": Words(
        "{count} đã học quá tỷ lệ cho phép của mọi lớp được dự",
        "{count} have had more than the allowed share of every class they could attend",
    ),
    "cause_venue": Words(
        "{count} thuộc đơn vị không địa điểm nào của các lớp đó phục vụ {units}",
        "{count} are in units that no venue of such a class serves {units}",
    ),
    "cause_closed": Words(
        "{count} chỉ dự được những lớp không mở",
        "{count} could attend only classes that did not open",
    ),
    "cause_elsewhere": Words(
        "{count} chỉ dự được nếu một lớp đã mở có ngày, nơi hoặc chuyên đề tự chọn khác",
        "{count} could attend only if an open class had another date, place or elective",
    ),
    "cause_full": Words(
        "{count} dự được lớp đã mở nhưng các lớp đó đã hết chỗ {units}",
        "{count} could attend open classes, but these are full {units}",
    ),
    "cause_unit_cap": Words(
        "{count} bị giới hạn số người vắng của đơn vị giữ lại ở những lớp còn chỗ {units}",
        "{count} are held back by their unit's cap on absences where seats are free {units}",
    ),
    "cause_cover_group": Words(
        "{count} có người cùng nhóm thay thế đang dự lớp vào những ngày của lớp còn chỗ {units}",
        "{count} have someone of their cover group in class on the days where seats are "
        "free {units}",
    ),
    "cause_budget": Words(
        "{count} vừa chỗ ở lớp đã mở nhưng ngân sách không còn đủ",
        "{count} fit into an open class, but the budget does not reach",
    ),
    "cause_spare": Words(
        "{count} còn chỗ ở lớp đã mở nhưng bị bỏ lại vì mức quan trọng hơn hoặc vì tìm chưa đủ lâu",
        "{count} fit into an open class, but were given up for a more important level or not "
        "found in the time",
    ),
    "cause_spare_unasked": Words(
        "{count} còn chỗ ở lớp đã mở; phủ thêm họ không làm tăng giá trị của kế hoạch",
        "{count} fit into an open class; covering them as well is worth nothing to the plan",
    ),
    "most_in": Words("(nhiều nhất: {units})", "(most: {units})"),
    # classes that did not open
    "unopened": Words(
        "{classes} ({programme}) không mở: {why}.", "{classes} ({programme}) did not open: {why}."
    ),
    "shut_fixed": Words("đã ấn định là không mở", "fixed to stay closed"),
    "shut_strangers": Words(
        "ấn định {count} cán bộ ngoài diện lập kế hoạch",
        "{count} of the cadres it fixes are not planned",
    ),
    "shut_long": Words(
        "chương trình cần {days} ngày, nhiều nhất được {limit}",
        "the programme takes {days} days, at most {limit} are allowed",
    ),
    "shut_electives": Words(
        "các chuyên đề tự chọn đã ấn định không hợp với chương trình",
        "the electives it fixes do not fit the programme",
    ),
    "shut_start": Words(
        "ngày khai giảng ấn định {start} không dùng được ({days} ngày học liền nhau)",
        "its fixed start {start} is not possible ({days} class days in a row)",
    ),
    "shut_dates": Words(
        "từ {first} đến {last} không có {days} ngày học liền nhau",
        "there are no {days} class days in a row from {first} to {last}",
    ),
    "shut_no_rooms": Words("không có phòng nào được dùng", "it may use no room"),
    "shut_small_rooms": Words(
        "phòng lớn nhất có {seats} chỗ, lớp cần ít nhất {least} người",
        "its largest room has {seats} seats, it needs at least {least} people",
    ),
    "shut_room_away": Words(
        "không phòng nào dùng được trong các đợt ngày có thể",
        "none of its rooms is available on any possible run of days",
    ),
    "shut_unqualified": Words(
        "không ai dạy được {modules} cho mọi đối tượng của chương trình",
        "nobody is qualified for {modules} before every tier of the programme",
    ),
    "shut_sessions": Words(
        "giảng viên còn dạy được {modules} không đủ buổi: cần {need}, còn {left}",
        "those who could still teach {modules} have too few sessions left: {need} needed, "
        "{left} left",
    ),
    "shut_rooms_taken": Words(
        "phòng của lớp đã dùng cho lớp khác trong mọi đợt ngày có thể ({dates})",
        "its rooms are taken by other classes on every possible run of days ({dates})",
    ),
    "shut_teaching_days": Words(
        "đợt ngày nào còn phòng ({dates}) cũng có chuyên đề không ai rảnh dạy; "
        "nhiều nhất là {module} ({times} trên {dates})",
        "on every run of days with a free room ({dates}) some module has nobody free to teach "
        "it, most often {module} ({times} of {dates})",
    ),
    "shut_people": Words(
        "nhiều nhất {most} người còn dự được cùng một đợt, lớp cần ít nhất {least}",
        "at most {most} people could still attend it together, it needs {least}",
    ),
    "shut_budget": Words(
        "cần ít nhất {need}, ngân sách còn {left}",
        "it costs at least {need}, the budget has {left}",
    ),
    "shut_worse": Words(
        "có thể mở ngày {start} ở {room} với {size} người, nhưng không đáng: {price}",
        "it could open on {start} in {room} with {size} people, which is not worth it: {price}",
    ),
    "shut_missed": Words(
        "có thể mở ngày {start} ở {room} với {size} người, kế hoạch sẽ {price}; "
        "hãy cho chạy lâu hơn",
        "it could open on {start} in {room} with {size} people, and the plan would be "
        "{price}; give the run more time",
    ),
    "shut_together": Words(
        "từng giới hạn một thì mở được, nhưng trong {tried} đợt ngày đã thử không đợt nào có đủ "
        "giảng viên và người học cùng lúc",
        "each limit alone would let it open, but on none of the {tried} runs of days tried did "
        "lecturers and people come together",
    ),
    # a changed plan
    "price_change": Words("{name} {change} {unit}", "{name} {change} {unit}"),
    "price_none": Words("không mức nào thay đổi", "no level changes"),
    "price_better": Words(
        "tốt hơn ở mức {level} ({change}): {changes}",
        "better at level {level} ({change}): {changes}",
    ),
    "price_worse": Words(
        "kém hơn ở mức {level} ({change}): {changes}",
        "worse at level {level} ({change}): {changes}",
    ),
    # levers
    "lever_class": Words(
        "Ước tính, chưa xét giảng viên: thêm một lớp {programme} ở {venue} nhận được đến {count} "
        "người chưa được phủ của đối tượng {tier}, ví dụ từ {start}.",
        "Estimate, lecturers aside: one more class of programme {programme} at {venue} could take "
        "up to {count} of the uncovered of tier {tier}, for example from {start}.",
    ),
    "lever_closed": Words(
        "Ước tính, chưa xét giảng viên: lớp {class_id} ({programme}), nếu mở ở {venue}, nhận được "
        "đến {count} người chưa được phủ của đối tượng {tier}, ví dụ từ {start}.",
        "Estimate, lecturers aside: class {class_id} ({programme}), if it opened at {venue}, could "
        "take up to {count} of the uncovered of tier {tier}, for example from {start}.",
    ),
    "lever_cap": Words(
        "Ước tính: nếu không có giới hạn số người vắng, đến {count} người của đối tượng {tier} "
        "vào được {seats} chỗ còn trống.",
        "Estimate: without the cap on absences up to {count} of tier {tier} could take the {seats} "
        "free seats.",
    ),
    # levers pulled and solved again
    "margin_class": Words("thêm một lớp {programme}", "one more class of programme {programme}"),
    "margin_lecturer": Words(
        "thêm một giảng viên dạy {module}", "one more lecturer for module {module}"
    ),
    "margin_class_and_lecturer": Words(
        "thêm một lớp {programme} cùng một giảng viên dạy {module}",
        "one more class of programme {programme} together with a lecturer for module {module}",
    ),
    "margin_class_and_budget": Words(
        "thêm một lớp {programme} cùng ngân sách tăng 10 % (từ {old} lên {new})",
        "one more class of programme {programme} together with 10% more budget ({old} to {new})",
    ),
    "margin_lecturer_and_budget": Words(
        "thêm một giảng viên dạy {module} cùng ngân sách tăng 10 % (từ {old} lên {new})",
        "one more lecturer for module {module} together with 10% more budget ({old} to {new})",
    ),
    "margin_budget": Words(
        "tăng ngân sách 10 % (từ {old} lên {new})", "10% more budget ({old} to {new})"
    ),
    "margin_gain": Words("{count} người đối tượng {tier}", "{count} more of tier {tier}"),
    "margin": Words(
        "Giải lại có giới hạn từ kế hoạch này: {change} thì phủ thêm ít nhất {gains}.",
        "Solved again within limits from this plan: {change} covers at least {gains}.",
    ),
    "margin_nothing": Words(
        "Giải lại có giới hạn từ kế hoạch này: {change} chưa thấy phủ thêm được ai của đối tượng "
        "{tier}.",
        "Solved again within limits from this plan: {change} was not found to cover anybody more "
        "of tier {tier}.",
    ),
    "margin_blocked": Words(
        "Giải lại có giới hạn từ kế hoạch này: {change} chưa thấy phủ thêm được ai của đối tượng "
        "{tier}; bên cạnh kế hoạch này thì {why}.",
        "Solved again within limits from this plan: {change} was not found to cover anybody more "
        "of tier {tier}; beside this plan {why}.",
    ),
    "margin_none_needed": Words(
        "Tìm tiếp một lúc mà không thay đổi gì đã phủ thêm ít nhất {gains}: hãy cho chạy lâu hơn.",
        "A short search without any change covers at least {gains}: give the run more time.",
    ),
    "margins_cut": Words(
        "Không đủ thời gian để giải lại cho từng giải pháp; hãy tăng giới hạn thời gian.",
        "There was no time to solve again for every lever; raise the time limit.",
    ),
}
