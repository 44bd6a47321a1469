"""What the erasure of a person changed, as text."""

from collections.abc import Iterator

from models.erasure import Erasure
from models.rules import Words
from models.scenario import Language
from scheduler.terminal.words import pick

SHOWN = 20
TEXTS: dict[str, Words] = {
    "nowhere": Words(
        "{cadre}: không có trong những nơi đã nêu; không có gì thay đổi.",
        "{cadre}: is in none of the places named; nothing was changed.",
    ),
    "done": Words(
        "Đã xóa {cadre}; mã {pseudonym} được ghi thay để số liệu vẫn đúng.",
        "{cadre} is erased; {pseudonym} stands in the place, so that the counts stay right.",
    ),
    "would": Words(
        "Chạy thử, không ghi gì. Sẽ xóa {cadre} và ghi thay bằng {pseudonym}:",
        "A trial, nothing was written. {cadre} would be erased, {pseudonym} put in the place:",
    ),
    "record": Words(
        "- hồ sơ lưu {place}: {releases} lần phát hành, {marks} dòng điểm danh, "
        "{feeds} lịch cá nhân",
        "- record {place}: {releases} releases, {marks} marks of attendance, "
        "{feeds} personal calendars",
    ),
    "folder": Words("- {folder}: {n} tệp ({files})", "- {folder}: {n} files ({files})"),
    "remaining": Words(
        "Vẫn còn nêu tên người này, hãy tự xử lý hoặc tạo lại từ kế hoạch đã xóa:",
        "These still name the person; see to them yourself, or make them again from the plan:",
    ),
    "elsewhere": Words(
        "Không với tới được: bảng dữ liệu gốc của bạn, tệp sao lưu (export-record, bản sao ổ đĩa), "
        "văn bản và lịch đã gửi đi, bản sao trên máy khác. Hãy xóa người này ở đó; khi nhập lại "
        "một bản sao lưu cũ, hãy chạy lại lệnh này.",
        "Out of reach: your own tables, backups (export-record, copies of the disk), letters and "
        "calendars that were sent, copies on other machines. Take the person out there too; after "
        "an old backup is brought back, run this command again.",
    ),
    "seal": Words(
        "Mã niêm phong của các lần phát hành được tính lại; bảng about của hồ sơ ghi lại việc này.",
        "The digests of the releases were made anew; a note in the record's table about says so.",
    ),
}


def erasure_lines(told: Erasure, language: Language) -> Iterator[str]:
    """Yield what was changed, what still names the person and what is out of reach."""

    def say(key: str, **values: object) -> str:
        return pick(TEXTS[key], language).format(**values)

    if told.pseudonym is None:
        yield say("nowhere", cadre=told.cadre)
    else:
        key = "would" if told.dry_run else "done"
        yield say(key, cadre=told.cadre, pseudonym=told.pseudonym)
    counts = {"releases": told.releases, "marks": told.marks, "feeds": told.feeds}
    if told.record is not None and any(counts.values()):
        yield say("record", place=told.record, **counts)
    for one in told.folders:
        files = ", ".join(one.files[:SHOWN]) + (", …" if len(one.files) > SHOWN else "")
        yield say("folder", folder=one.folder, n=len(one.files), files=files)
    if told.releases and not told.dry_run:
        yield say("seal")
    if told.remaining:
        yield say("remaining")
        yield from (f"- {path}" for path in told.remaining)
    if told.pseudonym is not None:
        yield say("elsewhere")
