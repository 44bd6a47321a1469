"""What is said of what classes fix and of classes that are frozen."""

from scheduler.errors import Sentence

DECISIONS: dict[str, Sentence] = {
    "CHOOSE-01.foreign": Sentence(
        "{classes}: fixes {needed} electives, {programme} offers {available} of them; not offered: "
        "{modules}",
        "{classes}: ấn định {needed} chuyên đề tự chọn, {programme} chỉ có {available}; không có: "
        "{modules}",
    ),
    "CHOOSE-01.foreign.hint": Sentence(
        "fix modules that stand in 'from' of a choice",
        "ấn định chuyên đề nằm trong 'from' của một lựa chọn",
    ),
    "CHOOSE-01.many": Sentence(
        "{classes}: fixes {needed} electives of one choice of {programme}, which takes {available} "
        "({modules})",
        "{classes}: ấn định {needed} chuyên đề của một lựa chọn trong {programme}, chỉ lấy "
        "{available} ({modules})",
    ),
    "CHOOSE-01.many.hint": Sentence(
        "fix fewer electives or raise the count of the choice",
        "ấn định ít hơn hoặc tăng count của lựa chọn",
    ),
    "FIX-01.start": Sentence(
        "{classes}: fixed to start {start}; needs {needed} open days in a row from there, has "
        "{available}: {reason}",
        "{classes}: ấn định khai giảng {start}; cần {needed} ngày học liền nhau từ đó, chỉ có "
        "{available}: {reason}",
    ),
    "FIX-01.start.hint": Sentence("fix another start; {nearest}", "ấn định ngày khác; {nearest}"),
    "FIX-02.room": Sentence(
        "{first} and {second} fix room {room} on the same days: {needed} classes, {available} room",
        "{first} và {second} ấn định phòng {room} vào cùng ngày: {needed} lớp, {available} phòng",
    ),
    "FIX-02.room.hint": Sentence(
        "free the room or the start of one of them", "bỏ ấn định phòng hoặc ngày của một lớp"
    ),
    "FIX-02.lecturer": Sentence(
        "{first} and {second} fix {lecturer} for {needed} sessions at the same time; there are "
        "{available} free slots",
        "{first} và {second} ấn định {lecturer} dạy {needed} buổi cùng thời gian; chỉ có "
        "{available} buổi rảnh",
    ),
    "FIX-02.lecturer.hint": Sentence(
        "free the lecturer or the start of one of them",
        "bỏ ấn định giảng viên hoặc ngày của một lớp",
    ),
    "FIX-02.cadre": Sentence(
        "{first} and {second} fix {cadres} on the same days: {needed} classes, a cadre attends "
        "{available} a day",
        "{first} và {second} ấn định {cadres} vào cùng ngày: {needed} lớp, mỗi ngày chỉ dự "
        "{available}",
    ),
    "FIX-02.cadre.hint": Sentence(
        "take the cadres out of one of them", "bỏ các cán bộ này khỏi một lớp"
    ),
    "FIX-02.often": Sentence(
        "{cadres} are fixed in {needed} classes ({classes}); max_classes_per_cadre allows "
        "{available}",
        "{cadres} được ấn định vào {needed} lớp ({classes}); max_classes_per_cadre cho {available}",
    ),
    "FIX-02.often.hint": Sentence(
        "take them out of a class or raise max_classes_per_cadre",
        "bỏ khỏi một lớp hoặc nâng max_classes_per_cadre",
    ),
    "FIX-03.lecturer": Sentence(
        "{classes}: {lecturer} is fixed for {module}, which takes {needed} sessions, and can give "
        "{available}: {reason}",
        "{classes}: {lecturer} được ấn định dạy {module}, cần {needed} buổi, dạy được {available}: "
        "{reason}",
    ),
    "FIX-03.lecturer.hint": Sentence(
        "fix another lecturer, or none", "ấn định người khác, hoặc bỏ ấn định"
    ),
    "FIX-03.cadres": Sentence(
        "{classes}: of {needed} fixed cadres {available} may attend; {cadres}: {reason}",
        "{classes}: trong {needed} cán bộ ấn định, {available} người dự được; {cadres}: {reason}",
    ),
    "FIX-03.cadres.hint": Sentence(
        "take them out of fixed.cadres or change what keeps them away",
        "bỏ khỏi fixed.cadres hoặc sửa điều cản trở",
    ),
    "FIX-04.closed": Sentence(
        "{classes}: has to open ({needed}) because it is required or fixes cadres, and is fixed "
        "closed ({available})",
        "{classes}: phải mở ({needed}) vì là lớp bắt buộc hoặc đã ấn định cán bộ, nhưng ấn định "
        "không mở ({available})",
    ),
    "FIX-04.closed.hint": Sentence(
        "take out required, fixed.cadres or open: false",
        "bỏ required, fixed.cadres hoặc open: false",
    ),
    "FIX-04.room": Sentence(
        "{classes}: fixes {needed} room, {room}; its rooms and venues allow {available} of it",
        "{classes}: ấn định {needed} phòng, {room}; rooms và venues của lớp cho {available}",
    ),
    "FIX-04.room.hint": Sentence(
        "fix a room that the class allows, or allow this one",
        "ấn định phòng mà lớp được dùng, hoặc cho dùng phòng này",
    ),
    "FIX-04.seats": Sentence(
        "{classes}: fixes {needed} cadres; size.max and the largest room allow {available}",
        "{classes}: ấn định {needed} cán bộ; size.max và phòng lớn nhất cho {available}",
    ),
    "FIX-04.seats.hint": Sentence(
        "fix fewer cadres or a larger room", "ấn định ít người hơn hoặc phòng lớn hơn"
    ),
    "FIX-04.unit": Sentence(
        "{classes}: fixes {needed} cadres of unit {unit}; max_absent lets {available} be away",
        "{classes}: ấn định {needed} cán bộ của đơn vị {unit}; max_absent cho vắng {available}",
    ),
    "FIX-04.unit.hint": Sentence(
        "fix fewer of them or raise max_absent of the unit",
        "ấn định ít hơn hoặc nâng max_absent của đơn vị",
    ),
    "FIX-04.cover": Sentence(
        "{classes}: fixes {needed} cadres of cover group {cover_group}; {available} may be away "
        "on a day",
        "{classes}: ấn định {needed} cán bộ của nhóm thay thế {cover_group}; mỗi ngày chỉ vắng "
        "{available}",
    ),
    "FIX-04.cover.hint": Sentence("spread them over classes", "chia họ vào các lớp khác nhau"),
    "FREEZE-01.fixed": Sentence(
        "{classes} is frozen as in the baseline and fixes something else: {needed} wanted, "
        "{available} possible",
        "{classes} đã đóng băng theo kế hoạch gốc nhưng ấn định khác đi: cần {needed}, được "
        "{available}",
    ),
    "FREEZE-01.fixed.hint": Sentence(
        "take the fix out or freeze less (freeze_before)", "bỏ ấn định hoặc lùi freeze_before"
    ),
    "FREEZE-01.modules": Sentence(
        "{classes} is frozen, but its programme has changed: {available} of {needed} modules to "
        "teach are those of the baseline ({names})",
        "{classes} đã đóng băng nhưng chương trình thay đổi: {available} trên {needed} chuyên đề "
        "là của kế hoạch gốc ({names})",
    ),
    "FREEZE-01.modules.hint": Sentence(
        "change a copy of the programme for later classes instead",
        "hãy sửa bản sao của chương trình cho các lớp sau",
    ),
    "FREEZE-01.days": Sentence(
        "{classes} is frozen for {needed} days, {available} of which are still open; closed: "
        "{names}",
        "{classes} đã đóng băng {needed} ngày học, nay còn {available} ngày học được; "
        "nghỉ: {names}",
    ),
    "FREEZE-01.days.hint": Sentence(
        "open the days or freeze less (freeze_before)", "mở lại các ngày hoặc lùi freeze_before"
    ),
    "FREEZE-01.length": Sentence(
        "{classes} is frozen for {needed} days; max_days now allows {available}",
        "{classes} đã đóng băng {needed} ngày; max_days nay cho {available}",
    ),
    "FREEZE-01.length.hint": Sentence(
        "raise max_days or freeze less (freeze_before)", "nâng max_days hoặc lùi freeze_before"
    ),
    "FREEZE-01.room": Sentence(
        "{classes} is frozen in {needed} room that the class may use no longer ({names}): "
        "{available} left",
        "{classes} đã đóng băng trong {needed} phòng mà lớp không còn được dùng ({names}): còn "
        "{available}",
    ),
    "FREEZE-01.room.hint": Sentence(
        "allow the room again or freeze less (freeze_before)",
        "cho dùng lại phòng hoặc lùi freeze_before",
    ),
    "FREEZE-01.room_away": Sentence(
        "{classes} is frozen in room {names} for {needed} slots, in {available} of which it is "
        "free",
        "{classes} đã đóng băng trong phòng {names} {needed} buổi, phòng chỉ trống {available} "
        "buổi",
    ),
    "FREEZE-01.room_away.hint": Sentence(
        "free the room or freeze less (freeze_before)", "trả lại phòng hoặc lùi freeze_before"
    ),
    "FREEZE-01.seats": Sentence(
        "{classes} is frozen with {needed} cadres in room {names}, which seats {available}",
        "{classes} đã đóng băng với {needed} cán bộ trong phòng {names}, có {available} chỗ",
    ),
    "FREEZE-01.seats.hint": Sentence(
        "restore the capacity or freeze less (freeze_before)",
        "khôi phục sức chứa hoặc lùi freeze_before",
    ),
    "FREEZE-01.lecturer_gone": Sentence(
        "{classes} is frozen, but the lecturer of {names} is no longer there: {needed} sessions, "
        "{available} given",
        "{classes} đã đóng băng nhưng giảng viên của {names} không còn: cần {needed} buổi, dạy "
        "được {available}",
    ),
    "FREEZE-01.lecturer_gone.hint": Sentence(
        "restore the lecturer or freeze less (freeze_before)",
        "khôi phục giảng viên hoặc lùi freeze_before",
    ),
    "FREEZE-01.lecturer_level": Sentence(
        "{classes} is frozen, but the lecturer is no longer qualified ({names}): {needed} "
        "sessions, {available} allowed",
        "{classes} đã đóng băng nhưng giảng viên không còn đủ điều kiện ({names}): cần {needed} "
        "buổi, được {available}",
    ),
    "FREEZE-01.lecturer_level.hint": Sentence(
        "restore the qualification or freeze less (freeze_before)",
        "khôi phục phân công hoặc lùi freeze_before",
    ),
    "FREEZE-01.lecturer_away": Sentence(
        "{classes} is frozen with {needed} sessions of a lecturer who can give {available} of them "
        "({names})",
        "{classes} đã đóng băng với {needed} buổi của giảng viên chỉ dạy được {available} "
        "({names})",
    ),
    "FREEZE-01.lecturer_away.hint": Sentence(
        "freeze less (freeze_before), so that somebody else can teach",
        "lùi freeze_before để người khác dạy thay",
    ),
    "FREEZE-01.gone": Sentence(
        "{classes} is frozen with {needed} cadres, {available} of whom are still planned",
        "{classes} đã đóng băng với {needed} cán bộ, nay còn {available} người thuộc diện lập kế "
        "hoạch",
    ),
    "FREEZE-01.gone.hint": Sentence(
        "keep those cadres planned or freeze less (freeze_before)",
        "giữ các cán bộ đó hoặc lùi freeze_before",
    ),
    "FREEZE-01.few": Sentence(
        "{classes} is frozen with {available} cadres; size.min is now {needed}",
        "{classes} đã đóng băng với {available} cán bộ; size.min nay là {needed}",
    ),
    "FREEZE-01.few.hint": Sentence(
        "lower size.min or freeze less (freeze_before)", "giảm size.min hoặc lùi freeze_before"
    ),
    "FREEZE-01.many": Sentence(
        "{classes} is frozen with {needed} cadres; size.max is now {available}",
        "{classes} đã đóng băng với {needed} cán bộ; size.max nay là {available}",
    ),
    "FREEZE-01.many.hint": Sentence(
        "raise size.max or freeze less (freeze_before)", "nâng size.max hoặc lùi freeze_before"
    ),
    "FREEZE-01.members": Sentence(
        "{classes} is frozen with {needed} cadres, {available} of whom may still attend; not: "
        "{names}",
        "{classes} đã đóng băng với {needed} cán bộ, nay {available} người dự được; không: {names}",
    ),
    "FREEZE-01.members.hint": Sentence(
        "let them attend or freeze less (freeze_before)", "cho họ dự hoặc lùi freeze_before"
    ),
    "FREEZE-01.together": Sentence(
        "{classes} is frozen with {needed} cadres, {available} of whom max_absent and cover groups "
        "now let away together",
        "{classes} đã đóng băng với {needed} cán bộ, max_absent và nhóm thay thế nay chỉ cho "
        "{available} người cùng vắng",
    ),
    "FREEZE-01.together.hint": Sentence(
        "raise max_absent or freeze less (freeze_before)", "nâng max_absent hoặc lùi freeze_before"
    ),
}
