"""What is said of too few people, room days, sessions and money."""

from scheduler.errors import Sentence

SCARCITY: dict[str, Sentence] = {
    # classes that must open, taken together
    "SIZE-02.people": Sentence(
        "{classes} have to open and need {needed} cadres in all; with {each} class each there are "
        "{available}",
        "{classes} phải mở và cần tất cả {needed} cán bộ; mỗi người dự {each} lớp thì chỉ có "
        "{available}",
    ),
    "SIZE-02.people.hint": Sentence(
        "cadres missing: {missing}; require fewer classes or lower size.min",
        "thiếu {missing} người: bớt lớp bắt buộc hoặc giảm size.min",
    ),
    "ROOM-01.required": Sentence(
        "{classes} have to open and need {needed} class days from {first} to {last}; their rooms "
        "({rooms}) are free on {available}",
        "{classes} phải mở và cần {needed} ngày học từ {first} đến {last}; các phòng ({rooms}) chỉ "
        "trống {available} ngày",
    ),
    "ROOM-01.required.hint": Sentence(
        "room days missing: {missing}; allow more rooms or widen the windows",
        "thiếu {missing} ngày phòng: cho dùng thêm phòng hoặc nới khung thời gian",
    ),
    "ROOM-01.targets": Sentence(
        "tier {tiers}: the target takes at least {needed} class days; the rooms of its classes "
        "({rooms}) are free on {available}",
        "đối tượng {tiers}: chỉ tiêu cần ít nhất {needed} ngày học; các phòng ({rooms}) chỉ trống "
        "{available} ngày",
    ),
    "ROOM-01.targets.hint": Sentence(
        "room days missing: {missing}; allow more or larger rooms, or widen the windows",
        "thiếu {missing} ngày phòng: thêm phòng, phòng lớn hơn hoặc nới khung thời gian",
    ),
    "LEC-02.required": Sentence(
        "{classes} have to open and need {needed} sessions of {modules}; the lecturers can give "
        "{available} then",
        "{classes} phải mở và cần {needed} buổi của {modules}; giảng viên dạy được {available} "
        "buổi trong thời gian đó",
    ),
    "LEC-02.required.hint": Sentence(
        "sessions missing: {missing}; qualify somebody besides {lecturers}, or raise their limits",
        "thiếu {missing} buổi: thêm giảng viên ngoài {lecturers}, hoặc nâng mức của họ",
    ),
    "LEC-02.targets": Sentence(
        "tier {tiers}: the target takes at least {needed} sessions of {modules}; {lecturers} can "
        "give {available}",
        "đối tượng {tiers}: chỉ tiêu cần ít nhất {needed} buổi của {modules}; {lecturers} dạy được "
        "{available} buổi",
    ),
    "LEC-02.targets.hint": Sentence(
        "sessions missing: {missing}; qualify more lecturers, raise their limits or use other "
        "programmes",
        "thiếu {missing} buổi: thêm giảng viên, nâng mức của họ hoặc dùng chương trình khác",
    ),
    "ROOM-02.short": Sentence(
        "tier {tiers}: spread as evenly as can be, the target still takes {needed} class days in "
        "{months}; the rooms ({rooms}) are free on {available}",
        "đối tượng {tiers}: rải đều hết mức, chỉ tiêu vẫn cần {needed} ngày học trong {months}; "
        "các phòng ({rooms}) chỉ trống {available} ngày",
    ),
    "ROOM-02.short.hint": Sentence(
        "widen windows or allow more rooms; by month, needed/free room days: {table}",
        "nới khung thời gian hoặc cho dùng thêm phòng; từng tháng, cần/trống (ngày phòng): {table}",
    ),
    "ROOM-02.table": Sentence(
        "tier {tiers}: spread evenly, the target takes at least {needed} of {available} free room "
        "days in the fullest month, {months}",
        "đối tượng {tiers}: rải đều thì tháng căng nhất, {months}, cần ít nhất {needed} trên "
        "{available} ngày phòng còn trống",
    ),
    "ROOM-02.table.hint": Sentence(
        "by month, needed/free room days: {table}", "từng tháng, cần/trống (ngày phòng): {table}"
    ),
    "LEC-04.short": Sentence(
        "tier {tiers}: spread as evenly as can be, the target still takes {needed} sessions of "
        "{modules} in {months}; {lecturers} can give {available} then",
        "đối tượng {tiers}: rải đều hết mức, chỉ tiêu vẫn cần {needed} buổi của {modules} trong "
        "{months}; {lecturers} dạy được {available} buổi trong thời gian đó",
    ),
    "LEC-04.short.hint": Sentence(
        "qualify or free more lecturers; tightest, needed/possible sessions: {tightest}; by month: "
        "{table}",
        "thêm giảng viên hoặc bố trí lịch cho họ; căng nhất, cần/dạy được (buổi): {tightest}; "
        "từng tháng: {table}",
    ),
    "LEC-04.table": Sentence(
        "tier {tiers}: spread evenly, the target takes at least {needed} of the {available} "
        "sessions that the busiest lecturers can give in {months} ({modules})",
        "đối tượng {tiers}: rải đều thì chỉ tiêu cần ít nhất {needed} trên {available} buổi mà "
        "những giảng viên bận nhất dạy được trong {months} ({modules})",
    ),
    "LEC-04.table.hint": Sentence(
        "tightest, needed/possible sessions: {tightest}; by month, all lecturers: {table}",
        "căng nhất, cần/dạy được (buổi): {tightest}; từng tháng, mọi giảng viên: {table}",
    ),
    "BUDGET-01.required": Sentence(
        "the classes that have to open cost at least {needed}; the budget is {available}",
        "các lớp phải mở tốn ít nhất {needed}; ngân sách là {available}",
    ),
    "BUDGET-01.required.hint": Sentence(
        "{missing} is missing; least cost by class: {parts}",
        "thiếu {missing}; chi phí thấp nhất từng lớp: {parts}",
    ),
    "BUDGET-01.targets": Sentence(
        "tier {tiers}: the targets cost at least {needed}; the budget is {available}",
        "đối tượng {tiers}: để đạt chỉ tiêu tốn ít nhất {needed}; ngân sách là {available}",
    ),
    "BUDGET-01.targets.hint": Sentence(
        "missing: {missing}; raise the budget, lower targets or use cheaper rooms and programmes",
        "thiếu {missing}: tăng ngân sách, giảm chỉ tiêu hoặc dùng phòng, chương trình rẻ hơn",
    ),
}
