"""What is said of targets, persons, content and data."""

from scheduler.errors import Sentence

REACH: dict[str, Sentence] = {
    # targets out of reach
    "SEAT-01.seats": Sentence(
        "tier {tiers}: the target still needs {needed} seats; {count} classes that can open and "
        "count for it have {available}",
        "đối tượng {tiers}: chỉ tiêu còn cần {needed} chỗ; {count} lớp mở được và được tính có "
        "{available} chỗ",
    ),
    "SEAT-01.seats.hint": Sentence(
        "{missing} seats are missing: more classes, larger rooms or a longer horizon",
        "thiếu {missing} chỗ: thêm lớp, phòng lớn hơn hoặc kỳ kế hoạch dài hơn",
    ),
    "TARGET-01.people": Sentence(
        "tier {tier}: the target is {needed} persons; {available} are planned",
        "đối tượng {tier}: chỉ tiêu {needed} người; chỉ có {available} cán bộ",
    ),
    "TARGET-01.people.hint": Sentence(
        "{missing} persons will always be missing: lower the target or complete the cadres table",
        "luôn thiếu {missing} người: giảm chỉ tiêu hoặc bổ sung bảng cán bộ",
    ),
    "REQ-01.class": Sentence(
        "requirement {requirement} still asks at least {needed} classes of {count} cadres of tier "
        "{tier}; {allowed} class each gives {available}",
        "yêu cầu {requirement} còn đòi ít nhất {needed} lớp đối với {count} cán bộ đối tượng "
        "{tier}; mỗi người {allowed} lớp chỉ được {available}",
    ),
    "REQ-01.class.hint": Sentence(
        "raise max_classes_per_cadre or let more programmes count for it",
        "nâng max_classes_per_cadre hoặc cho thêm chương trình được tính",
    ),
    "REQ-01.day": Sentence(
        "requirement {requirement} still asks at least {needed} days of {count} cadres of tier "
        "{tier}; {allowed} class each gives at most {available}",
        "yêu cầu {requirement} còn đòi ít nhất {needed} ngày đối với {count} cán bộ đối tượng "
        "{tier}; mỗi người {allowed} lớp chỉ được nhiều nhất {available}",
    ),
    "REQ-01.day.hint": Sentence(
        "longer programmes, or raise max_classes_per_cadre",
        "chương trình dài hơn, hoặc nâng max_classes_per_cadre",
    ),
    "REQ-01.period": Sentence(
        "requirement {requirement} still asks at least {needed} periods of {count} cadres of tier "
        "{tier}; {allowed} class each gives at most {available}",
        "yêu cầu {requirement} còn đòi ít nhất {needed} tiết đối với {count} cán bộ đối tượng "
        "{tier}; mỗi người {allowed} lớp chỉ được nhiều nhất {available}",
    ),
    "REQ-01.period.hint": Sentence(
        "longer programmes, or raise max_classes_per_cadre",
        "chương trình dài hơn, hoặc nâng max_classes_per_cadre",
    ),
    "REQ-02.nothing": Sentence(
        "tier {tier}: the target is {target} persons and {requirements} requirements name the "
        "tier, so all its cadres count as covered",
        "đối tượng {tier}: chỉ tiêu {target} người nhưng {requirements} yêu cầu nêu đối tượng này, "
        "nên mọi cán bộ coi như đã hoàn thành",
    ),
    "REQ-02.nothing.hint": Sentence(
        "name the tier in a requirement", "nêu đối tượng trong một yêu cầu"
    ),
    "UNIT-01.send": Sentence(
        "tier {tier}: the target still needs {needed} persons; max_absent lets the units send "
        "{available}; tightest: {units}",
        "đối tượng {tier}: chỉ tiêu còn cần {needed} người; max_absent chỉ cho các đơn vị cử "
        "{available}; vướng nhất: {units}",
    ),
    "UNIT-01.send.hint": Sentence(
        "{missing} persons are missing: raise max_absent, widen windows or add classes",
        "thiếu {missing} người: nâng max_absent, nới khung thời gian hoặc thêm lớp",
    ),
    "COVER-01.members": Sentence(
        "cover groups with more members still to be covered than classes apart in time that they "
        "may attend: {needed} members, {available} can go; {groups}",
        "nhóm thay thế có số người còn phải học nhiều hơn số lớp không trùng ngày được dự: "
        "{needed} người, {available} người đi được; {groups}",
    ),
    "COVER-01.members.hint": Sentence(
        "add classes on other dates, widen windows or split the groups",
        "thêm lớp vào ngày khác, nới khung thời gian hoặc tách nhóm",
    ),
    # persons out of reach
    "ELIG-01.cadres": Sentence(
        "tier {tier}: of {to_cover} cadres still to be covered no class that can open admits "
        "{out_of_reach}; titles: {titles}",
        "đối tượng {tier}: trong {to_cover} cán bộ còn phải học, {out_of_reach} người không được "
        "lớp nào mở được nhận; chức danh: {titles}",
    ),
    "ELIG-01.cadres.hint": Sentence(
        "correct the titles or add a class that admits them",
        "sửa chức danh hoặc thêm lớp nhận họ",
    ),
    "VENUE-01.cadres": Sentence(
        "tier {tier}: of {to_cover} cadres still to be covered {out_of_reach} belong to units that "
        "no venue of their classes serves: {units}",
        "đối tượng {tier}: trong {to_cover} cán bộ còn phải học, {out_of_reach} người thuộc đơn vị "
        "không được địa điểm nào của lớp phục vụ: {units}",
    ),
    "VENUE-01.cadres.hint": Sentence(
        "extend venues.serves or allow other venues", "mở rộng venues.serves hoặc thêm địa điểm"
    ),
    "REPEAT-01.cadres": Sentence(
        "tier {tier}: of {to_cover} cadres still to be covered {out_of_reach} have had more than "
        "{share} % of every class they may attend; most often {topics}",
        "đối tượng {tier}: trong {to_cover} cán bộ còn phải học, {out_of_reach} người đã học quá "
        "{share} % của mọi lớp được dự; nhiều nhất: {topics}",
    ),
    "REPEAT-01.cadres.hint": Sentence(
        "offer them another programme or new editions, or raise max_repeat_share",
        "mở chương trình khác, dùng bản mới của nội dung hoặc nâng max_repeat_share",
    ),
    "AWAY-01.cadres": Sentence(
        "tier {tier}: of {to_cover} cadres still to be covered {out_of_reach} are away or not "
        "active on every possible date of their classes",
        "đối tượng {tier}: trong {to_cover} cán bộ còn phải học, {out_of_reach} người vắng hoặc "
        "không công tác vào mọi ngày có thể mở lớp của họ",
    ),
    "AWAY-01.cadres.hint": Sentence(
        "widen the windows, or plan them in a later horizon",
        "nới khung thời gian, hoặc để kỳ sau",
    ),
    # content and data
    "REPEAT-02.topics": Sentence(
        "programme {programme}: of {cadres} cadres it is for {had_it} have had a topic of its core "
        "({modules}): {topics}",
        "chương trình {programme}: trong {cadres} cán bộ cần học, {had_it} người đã học nội dung "
        "của chuyên đề bắt buộc ({modules}): {topics}",
    ),
    "REPEAT-02.topics.hint": Sentence(
        "teach a new edition, or make the module a choice",
        "dạy bản mới, hoặc chuyển thành chuyên đề tự chọn",
    ),
    "FIX-05.lecturer": Sentence(
        "{classes}: {lecturer} is fixed for {module} ({needed} sessions) and will teach "
        "{available}: {reason}",
        "{classes}: {lecturer} được ấn định dạy {module} ({needed} buổi) nhưng sẽ dạy {available}: "
        "{reason}",
    ),
    "FIX-05.lecturer.hint": Sentence(
        "correct the module or the lecturer", "sửa lại chuyên đề hoặc giảng viên"
    ),
    "HIST-01.few": Sentence(
        "{without} of {cadres} planned cadres have no history: repeats are underestimated",
        "{without} trên {cadres} cán bộ không có lịch sử học: trùng lặp bị tính thiếu",
    ),
    "HIST-01.few.hint": Sentence(
        "complete the history table{units}",
        "bổ sung bảng lịch sử{units}",
    ),
    "HIST-01.units": Sentence(
        "{without} of {cadres} planned cadres belong to units without any history: {units}",
        "{without} trên {cadres} cán bộ thuộc đơn vị không có dòng lịch sử nào: {units}",
    ),
    "HIST-01.units.hint": Sentence(
        "ask these units for their lists; until then their repeats are underestimated",
        "đề nghị các đơn vị này gửi danh sách; trước đó trùng lặp bị tính thiếu",
    ),
    "INPUT-01.input": Sentence("{text}", "{text}"),
    "INPUT-01.input.hint": Sentence("compare the tables", "đối chiếu lại các bảng"),
    "GROUP-01.groups": Sentence(
        "{cadres} planned cadres form {groups} groups of people alike; the largest has {largest}",
        "{cadres} cán bộ gồm {groups} nhóm giống nhau; nhóm lớn nhất có {largest} người",
    ),
    "GROUP-01.groups.hint": Sentence(
        "the fewer groups, the faster the plan", "càng ít nhóm, lập kế hoạch càng nhanh"
    ),
}
