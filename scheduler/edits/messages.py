"""What can be said about an edit, in English and Vietnamese."""

from collections.abc import Iterable

from scheduler.errors import Catalogue, Sentence, nearest

MESSAGES: dict[str, Sentence] = {
    "unknown": Sentence("unknown {kind} '{id}'{near}", "không có {kind} '{id}'{near}"),
    "near": Sentence("; did you mean {word}?", "; có phải ý là {word}?"),
    "nothing": Sentence("the edit changes nothing", "chỉnh sửa này không làm thay đổi gì"),
    "exists": Sentence("{kind} '{id}' exists already", "{kind} '{id}' đã có"),
    "other_subject": Sentence(
        "found '{found}'; expected '{expected}', which this edit adds",
        "gặp '{found}'; cần '{expected}' mà chỉnh sửa này thêm vào",
    ),
    "path_unknown": Sentence(
        "nothing stands at '{path}': no '{part}'{near}",
        "không có gì ở '{path}': không có '{part}'{near}",
    ),
    "path_table": Sentence(
        "'{part}' is a table; set does not reach into tables",
        "'{part}' là bảng; set không sửa được trong bảng",
    ),
    "path_position": Sentence(
        "no '{part}' in '{path}'; expected an id or a position from 0 to {last}",
        "không có '{part}' trong '{path}'; cần mã hoặc vị trí từ 0 đến {last}",
    ),
    "too_many_cadres": Sentence(
        "would make {count} cadres of tier '{tier}'; expected at most {limit}",
        "sẽ tạo {count} cán bộ đối tượng '{tier}'; cần không quá {limit}",
    ),
    "merged_twice": Sentence("unit '{id}' is named twice", "đơn vị '{id}' được nêu hai lần"),
    "name_missing": Sentence(
        "the new unit '{id}' has no name; give one, since several units become one",
        "đơn vị mới '{id}' chưa có tên; cần đặt tên vì nhiều đơn vị nhập thành một",
    ),
    "own_parent": Sentence(
        "unit '{id}' would stand below a unit that is merged",
        "đơn vị '{id}' sẽ trực thuộc một đơn vị được sáp nhập",
    ),
    "not_online": Sentence("room '{id}' is not online", "phòng '{id}' không phải phòng trực tuyến"),
    "no_online": Sentence(
        "no room of the scenario is online; add one with add-room",
        "không có phòng trực tuyến nào; hãy thêm bằng add-room",
    ),
    "outside_horizon": Sentence(
        "edits.{number}: the days {start} to {end} lie outside the horizon",
        "edits.{number}: các ngày {start} đến {end} nằm ngoài kỳ kế hoạch",
    ),
}
KINDS: dict[str, Sentence] = {
    "lecturer": Sentence("lecturer", "giảng viên"),
    "room": Sentence("room", "phòng"),
    "cadre": Sentence("cadre", "cán bộ"),
    "unit": Sentence("unit", "đơn vị"),
    "slot": Sentence("slot", "buổi"),
    "class": Sentence("class", "lớp"),
    "tier": Sentence("tier", "đối tượng"),
    "rule": Sentence("rule", "quy tắc"),
    "module": Sentence("module", "chuyên đề"),
    "programme": Sentence("programme", "chương trình"),
}


say = Catalogue(MESSAGES).say


def near(word: str, known: Iterable[str]) -> Sentence:
    """Return `; did you mean X?` for the nearest known word, nothing where none is near."""
    close = nearest(word, known)
    return say("near", word=close) if close is not None else Sentence("", "")
