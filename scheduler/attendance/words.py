"""The sentences about sign-in lists, in English and Vietnamese; none of them names a person.

The line of the list and the id tell who is meant: terminals and logs are read by others too.
"""

from scheduler.errors import Catalogue, Sentence

CATALOGUE = Catalogue(
    {
        "header": Sentence(
            "no header found; expected a row with a column for names (Họ và tên) or ids (Mã), and "
            "one for ticks (Có mặt)",
            "không thấy dòng tiêu đề; cần một dòng có cột Họ và tên hoặc Mã, và cột Có mặt",
        ),
        "twice": Sentence(
            "a second column for what '{first}' says already; leave one",
            "cột thứ hai cho cùng nội dung với '{first}'; hãy để lại một cột",
        ),
        "hidden_ticks": Sentence(
            "holds ticks under a header that is not known; call it Có mặt, Vắng, Có phép, Buổi 1 "
            "and so on, or begin it with # to leave it out",
            "có dấu điểm danh nhưng tiêu đề lạ; hãy gọi là Có mặt, Vắng, Có phép, Buổi 1…, hoặc "
            "thêm # ở đầu để bỏ qua",
        ),
        "not_text": Sentence("expected {expected}", "cần {expected}"),
        "unreadable": Sentence(
            "{who}: the ticks '{ticks}' cannot be read or contradict each other; expected x, ✓, "
            "có, vắng or có phép",
            "{who}: không đọc được hoặc mâu thuẫn: '{ticks}'; cần x, ✓, có, vắng hoặc có phép",
        ),
        "unknown_id": Sentence(
            "no cadre has the id '{id}'{near}", "không có cán bộ nào mang mã '{id}'{near}"
        ),
        "other_name": Sentence(
            "the id {id} belongs to somebody of another name than this line says; correct the one "
            "or the other",
            "mã {id} là của người có họ tên khác với dòng này; hãy sửa một trong hai",
        ),
        "unknown_name": Sentence(
            "nobody of the class has this name{near}; write the name as it stands there, or the id",
            "họ tên ở dòng này không có trong lớp{near}; hãy ghi đúng họ tên hoặc mã",
        ),
        "several": Sentence(
            "this name may be {people}; write the id or the unit",
            "họ tên này có thể là {people}; hãy ghi mã hoặc đơn vị",
        ),
        "guest": Sentence(
            "{who} is not on the list of the class; with --guests such people are taken in",
            "{who} không có trong danh sách lớp; dùng --guests để ghi nhận cả những người này",
        ),
        "listed_twice": Sentence(
            "{who} stands here and on line {first} with different ticks",
            "{who} có ở đây và ở dòng {first} với kết quả khác nhau",
        ),
        "unlisted": Sentence(
            "{count} of the class are not on this list: {people}; name them, or with --others "
            "absent take them as absent",
            "{count} người của lớp không có trong danh sách này: {people}; hãy ghi tên họ, hoặc "
            "dùng --others absent để coi là vắng",
        ),
        "kept": Sentence(
            "class {id}, release {release}: {completed} completed, {excused} excused, {absent} "
            "absent newly kept; {corrections} of these correct earlier marks; {unchanged} were "
            "kept before",
            "lớp {id}, bản phát hành {release}: ghi mới {completed} hoàn thành, {excused} vắng có "
            "phép, {absent} vắng; trong đó sửa {corrections}; {unchanged} đã ghi trước đó",
        ),
        "open": Sentence(
            "{count} of the class are still without a mark", "còn {count} người chưa được ghi"
        ),
        "left_out": Sentence(
            "columns that were not read: {columns}", "các cột không đọc: {columns}"
        ),
        "near": Sentence("; nearest: {people}", "; gần nhất: {people}"),
        "nothing_near": Sentence("", ""),
    }
)
say = CATALOGUE.say
