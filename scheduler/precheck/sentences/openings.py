"""What is said of classes that can never open."""

from scheduler.errors import Sentence

OPENINGS: dict[str, Sentence] = {
    # classes that can never open
    "SIZE-01.room": Sentence(
        "{classes}: the largest room allowed, {room}, seats {available}; a class needs at least "
        "{needed}",
        "{classes}: phòng lớn nhất được dùng, {room}, có {available} chỗ; lớp cần ít nhất {needed} "
        "người",
    ),
    "SIZE-01.room.hint": Sentence(
        "allow a larger room or lower size.min; {rooms}",
        "cho dùng phòng lớn hơn hoặc giảm size.min; {rooms}",
    ),
    "SIZE-01.no_room": Sentence(
        "{classes}: needs {needed} room; the rooms and venues it names have {available}",
        "{classes}: cần {needed} phòng; nơi học đã ghi có {available}",
    ),
    "SIZE-01.no_room.hint": Sentence(
        "name a venue with rooms; {rooms}", "ghi địa điểm có phòng; {rooms}"
    ),
    "SIZE-01.people": Sentence(
        "{classes}: at most {available} cadres could attend on any date; a class needs at least "
        "{needed}",
        "{classes}: ngày nào cũng chỉ có nhiều nhất {available} cán bộ dự được; lớp cần ít nhất "
        "{needed} người",
    ),
    "SIZE-01.people.hint": Sentence(
        "{admitted} are admitted by tier and title, {fresh} of them within max_repeat_share; "
        "lower size.min, widen the window or let more venues serve them",
        "{admitted} người đúng đối tượng và chức danh, {fresh} người trong mức max_repeat_share; "
        "giảm size.min, nới khung thời gian hoặc thêm địa điểm phục vụ",
    ),
    "SIZE-01.day": Sentence(
        "{classes}: max_absent and cover groups let at most {available} of {each} cadres attend "
        "together; a class needs at least {needed}",
        "{classes}: max_absent và nhóm thay thế chỉ cho {available} trên {each} cán bộ cùng dự; "
        "lớp cần ít nhất {needed} người",
    ),
    "SIZE-01.day.hint": Sentence(
        "raise max_absent, let more units attend or lower size.min",
        "nâng max_absent, cho thêm đơn vị dự hoặc giảm size.min",
    ),
    "LEN-01.long": Sentence(
        "programme {programme} takes at least {needed} sessions; max_days {max_days} with {slots} "
        "a day hold {available} ({classes})",
        "chương trình {programme} cần ít nhất {needed} buổi; max_days {max_days}, mỗi ngày {slots} "
        "buổi, chỉ có {available} buổi ({classes})",
    ),
    "LEN-01.long.hint": Sentence(
        "raise max_days to {days} or shorten the programme",
        "nâng max_days lên {days} hoặc rút ngắn chương trình",
    ),
    "LEN-01.electives": Sentence(
        "{classes}: with the electives fixed, {programme} takes {needed} sessions; max_days "
        "{max_days} hold {available}",
        "{classes}: với chuyên đề tự chọn đã ấn định, {programme} cần {needed} buổi; max_days "
        "{max_days} chỉ có {available} buổi",
    ),
    "LEN-01.electives.hint": Sentence(
        "fix a shorter elective or raise max_days to {days}",
        "ấn định chuyên đề ngắn hơn hoặc nâng max_days lên {days}",
    ),
    "LEN-01.empty": Sentence(
        "programme {programme} has {needed} sessions; a class takes at least {available} "
        "({classes})",
        "chương trình {programme} có {needed} buổi; lớp cần ít nhất {available} buổi ({classes})",
    ),
    "LEN-01.empty.hint": Sentence("give it modules", "thêm chuyên đề cho chương trình"),
    "DATE-01.run": Sentence(
        "{classes}: needs {needed} open days in a row; from {start} to {end} there are at most "
        "{available}",
        "{classes}: cần {needed} ngày học liền nhau; từ {start} đến {end} chỉ có nhiều nhất "
        "{available}",
    ),
    "DATE-01.run.hint": Sentence(
        "widen the window; {blocked}; {nearest}", "nới khung thời gian; {blocked}; {nearest}"
    ),
    "DATE-02.rooms": Sentence(
        "{classes}: from {first} to {last} there are {starts} possible starts, {with_room} of them "
        "with a free room ({rooms})",
        "{classes}: từ {first} đến {last} có {starts} ngày khai giảng có thể, {with_room} ngày còn "
        "phòng trống ({rooms})",
    ),
    "DATE-02.single": Sentence(
        "{classes}: {starts} start is possible, {first}, and {with_room} with a free room "
        "({rooms})",
        "{classes}: chỉ có {starts} ngày khai giảng có thể, {first}, và {with_room} ngày còn phòng "
        "trống ({rooms})",
    ),
    "DATE-02.single.hint": Sentence(
        "allow another room or another time", "cho dùng phòng khác hoặc thời gian khác"
    ),
    "DATE-02.rooms.hint": Sentence(
        "allow another room or another time", "cho dùng phòng khác hoặc thời gian khác"
    ),
    "LEC-01.nobody": Sentence(
        "programme {programme}: {available} of {needed} modules to teach have a lecturer for every "
        "tier ({tiers}); without: {modules} ({classes})",
        "chương trình {programme}: {available} trên {needed} chuyên đề phải dạy có giảng viên đủ "
        "điều kiện với mọi đối tượng ({tiers}); thiếu: {modules} ({classes})",
    ),
    "LEC-01.nobody.hint": Sentence("{almost}", "{almost}"),
    "LEC-01.limits": Sentence(
        "programme {programme}: {available} of {needed} modules to teach have a lecturer with "
        "enough sessions; without: {modules} ({classes})",
        "chương trình {programme}: {available} trên {needed} chuyên đề phải dạy có giảng viên còn "
        "đủ số buổi; thiếu: {modules} ({classes})",
    ),
    "LEC-01.limits.hint": Sentence(
        "raise max_sessions, max_per_week or max_per_day; {almost}",
        "nâng max_sessions, max_per_week hoặc max_per_day; {almost}",
    ),
    "LEC-03.away": Sentence(
        "{classes}: from {first} to {last} there are {starts} possible starts, {with_lecturers} of "
        "them with a free lecturer for every module; scarcest: {modules}",
        "{classes}: từ {first} đến {last} có {starts} ngày khai giảng có thể, {with_lecturers} "
        "ngày mà mọi chuyên đề đều có giảng viên rảnh; thiếu nhất: {modules}",
    ),
    "LEC-03.single": Sentence(
        "{classes}: {starts} start is possible, {first}, and {with_lecturers} with a free lecturer "
        "for every module; missing: {modules}",
        "{classes}: chỉ có {starts} ngày khai giảng có thể, {first}, và {with_lecturers} ngày mà "
        "mọi chuyên đề đều có giảng viên rảnh; thiếu: {modules}",
    ),
    "LEC-03.single.hint": Sentence(
        "take another start or qualify somebody besides {lecturers}",
        "chọn ngày khác hoặc thêm giảng viên ngoài {lecturers}",
    ),
    "LEC-03.away.hint": Sentence(
        "widen the window or qualify somebody besides {lecturers}",
        "nới khung thời gian hoặc thêm giảng viên ngoài {lecturers}",
    ),
    "ELIG-02.titles": Sentence(
        "programme {programme} needs at least {needed} cadres; {available} of its tiers have one "
        "of its titles ({titles}; {classes})",
        "chương trình {programme} cần ít nhất {needed} người; {available} người thuộc đối tượng có "
        "chức danh được dự ({titles}; {classes})",
    ),
    "ELIG-02.titles.hint": Sentence(
        "compare the spelling of titles with the cadres table{near}",
        "so lại cách viết chức danh với bảng cán bộ{near}",
    ),
    "ELIG-02.tiers": Sentence(
        "programme {programme} needs at least {needed} cadres; its tiers ({tiers}) have "
        "{available} planned ({classes})",
        "chương trình {programme} cần ít nhất {needed} người; đối tượng ({tiers}) có {available} "
        "cán bộ thuộc diện lập kế hoạch ({classes})",
    ),
    "ELIG-02.tiers.hint": Sentence(
        "name tiers that have planned cadres (eligible, active on the last day of the horizon)",
        "ghi đối tượng có cán bộ (đủ điều kiện, còn công tác vào ngày cuối kỳ)",
    ),
    "ORDER-01.circle": Sentence(
        "programme {programme}: order leads in a circle of {needed} modules, {ring}; at most "
        "{available} of its pairs can hold ({classes})",
        "chương trình {programme}: order tạo vòng {needed} chuyên đề, {ring}; nhiều nhất "
        "{available} cặp giữ được ({classes})",
    ),
    "ORDER-01.circle.hint": Sentence("take one of the pairs out", "bỏ một trong các cặp này"),
}
