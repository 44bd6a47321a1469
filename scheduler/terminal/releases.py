"""Releases, their differences and what a publication did, as text."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from models.record import ChangeKind, EventChange, EventFacts, Release
from models.rules import Words
from models.scenario import Language
from scheduler.terminal.words import number, pick

TEXTS: dict[str, Words] = {
    "refused": Words(
        "Không phát hành: kế hoạch vi phạm quy tắc hoặc có số liệu sai.",
        "Not published: the plan breaks rules or claims false figures.",
    ),
    "published": Words(
        "Đã phát hành lần {number} lúc {at}, người phát hành: {who}",
        "Published as release {number} at {at} by {who}",
    ),
    "same": Words(
        "Không có gì mới: kế hoạch này đã là lần phát hành {number}; lịch được ghi lại như cũ",
        "Nothing new: this plan is release {number} already; its calendars are written as before",
    ),
    "none": Words("Chưa có lần phát hành nào.", "There are no releases."),
    "changes": Words("Thay đổi so với lần trước: {what}", "Changes since the last: {what}"),
    "no_changes": Words("không có", "none"),
    "new": Words("{n} buổi mới", "{n} sessions new"),
    "moved": Words("{n} buổi đổi thời gian", "{n} moved"),
    "changed": Words("{n} buổi đổi phòng hoặc giảng viên", "{n} with another room or lecturer"),
    "restored": Words("{n} buổi tổ chức trở lại", "{n} taking place again"),
    "cancelled": Words("{n} buổi hủy", "{n} cancelled"),
    "pushed": Words(
        "{name}: thêm {created}, sửa {updated}, xóa {deleted}, giữ nguyên {unchanged}",
        "{name}: {created} added, {updated} changed, {deleted} removed, {unchanged} as before",
    ),
    "release": Words(
        "{tenant} {number}  {at}  {who}  {title}", "{tenant} {number}  {at}  {who}  {title}"
    ),
    "figures": Words(
        "{classes} lớp, {sessions} buổi, {enrolments} lượt học; {live} sự kiện, {cancelled} đã hủy",
        "{classes} classes, {sessions} sessions, {enrolments} enrolments; {live} events, "
        "{cancelled} cancelled",
    ),
    "period": Words("Kỳ kế hoạch: {start} – {end}", "Horizon: {start} – {end}"),
    "diff": Words(
        "Lần phát hành {second} so với lần {first}", "Release {second} compared with {first}"
    ),
    "same_plan": Words("Không có khác biệt.", "No difference."),
    "opened": Words("mở", "opened"),
    "dropped": Words("không mở nữa", "dropped"),
    "people": Words("thêm {added} người, bớt {removed} người", "{added} people in, {removed} out"),
    "kind_new": Words("Mới", "New"),
    "kind_moved": Words("Đổi thời gian", "Moved"),
    "kind_changed": Words("Đổi phòng, giảng viên", "Room, lecturer"),
    "kind_restored": Words("Tổ chức trở lại", "Again"),
    "kind_cancelled": Words("Hủy", "Cancelled"),
    "classes": Words("Lớp", "Classes"),
    "sound": Words("Hồ sơ nguyên vẹn.", "The record is whole."),
    "damaged": Words("Hồ sơ hư hỏng:", "The record is damaged:"),
}


def say(key: str, language: Language, **values: object) -> str:
    """Return a text with its values."""
    return pick(TEXTS[key], language).format(**values)


def release_line(release: Release, language: Language) -> str:
    """Return a release in one line."""
    return say(
        "release",
        language,
        tenant=release.tenant,
        number=release.number,
        at=_moment(release.at),
        who=release.who,
        title=release.title,
    )


def published_lines(
    release: Release, changes: Sequence[EventChange], language: Language, *, is_new: bool
) -> Iterator[str]:
    """Yield what a publication did."""
    if is_new:
        at = _moment(release.at)
        yield say("published", language, number=release.number, at=at, who=release.who)
        yield say("changes", language, what=summed(changes, language))
    else:
        yield say("same", language, number=release.number)


def summed(changes: Sequence[EventChange], language: Language) -> str:
    """Return how many changes there are of each kind, in words."""
    counts = {kind: sum(one.kind is kind for one in changes) for kind in ChangeKind}
    parts = [
        say(kind.value, language, n=number(count, language))
        for kind, count in counts.items()
        if count
    ]
    return ", ".join(parts) or say("no_changes", language)


def shown_lines(
    release: Release, figures: Mapping[str, int], changes: Sequence[EventChange], language: Language
) -> Iterator[str]:
    """Yield a release with its figures."""
    yield release_line(release, language)
    start, end = _day(release.horizon_from), _day(release.horizon_to)
    yield say("period", language, start=start, end=end)
    yield say(
        "figures", language, **{name: number(value, language) for name, value in figures.items()}
    )
    yield say("changes", language, what=summed(changes, language))
    yield f"sha256 {release.sha256}"


def difference_lines(
    pair: tuple[Release, Release],
    changes: Sequence[EventChange],
    classes: Sequence[tuple[str, bool, bool, int, int]],
    language: Language,
) -> Iterator[str]:
    """Yield what differs between two releases: classes with their people, then sessions."""
    first, second = pair
    yield say("diff", language, first=first.number, second=second.number)
    if not changes and not classes:
        yield say("same_plan", language)
    if classes:
        yield say("classes", language)
    for class_id, opened, dropped, added, removed in classes:
        what = [say("opened", language)] if opened else []
        what += [say("dropped", language)] if dropped else []
        what.append(say("people", language, added=added, removed=removed))
        yield f"  {class_id}: {', '.join(what)}"
    for kind in ChangeKind:
        found = [change for change in changes if change.kind is kind]
        if found:
            yield say(f"kind_{kind.value}", language)
            yield from (f"  {_change(change)}" for change in found)


def _change(change: EventChange) -> str:
    told = change.after or change.before
    spots = [_spot(facts) for facts in (change.before, change.after) if facts]
    return f"{told.summary if told else change.uid}: {' → '.join(spots)}"


def _spot(facts: EventFacts) -> str:
    parts = [
        f"{_day(facts.start.date())} {facts.start:%H:%M}–{facts.end:%H:%M}",
        facts.room_name,
        facts.lecturer_name,
    ]
    return ", ".join(part for part in parts if part)


def _day(value: date) -> str:
    return f"{value:%d/%m/%Y}"


def _moment(value: datetime) -> str:
    return f"{value:%d/%m/%Y %H:%M} UTC"
