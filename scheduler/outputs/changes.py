"""What a release changed, as text and as a page to send: for all, and for one lecturer."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.record import AudienceKind, ChangeKind, EventChange, EventFacts, Release
from scheduler.outputs.figures import day
from scheduler.outputs.pages import template
from scheduler.outputs.words import Words

ORDER = (
    ChangeKind.CANCELLED,
    ChangeKind.MOVED,
    ChangeKind.CHANGED,
    ChangeKind.RESTORED,
    ChangeKind.NEW,
)


@dataclass(frozen=True)
class Line:
    """One change: what it is about, and the time and place before and now, blank where none."""

    subject: str
    was: str
    now: str


@dataclass(frozen=True)
class Section:
    """The changes of one kind."""

    kind: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ChangeList:
    """A list of changes in the words of one language."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]


def change_list(
    release: Release,
    name: str,
    changes: Sequence[EventChange],
    words: Words,
    kind: AudienceKind = AudienceKind.ALL,
) -> ChangeList:
    """Return the changes that `release` brought for everybody or for one lecturer."""
    own = kind is AudienceKind.LECTURER
    when = {"number": release.number, "date": day(release.at.date())}
    first = release.number == 1
    return ChangeList(
        title=words("changes_lecturer" if own else "changes_title", name=name),
        subtitle=words("release_line", **when)
        if first
        else words("since_line", **when, before=release.number - 1),
        sections=tuple(
            Section(
                one.value,
                words(_heading(one, own=own), n=len(found)),
                tuple(_line(change, words, own=own) for change in found),
            )
            for one in ORDER
            if (found := [change for change in changes if change.kind is one])
        ),
    )


def changes_text(changes: ChangeList, words: Words) -> bytes:
    """Return the list as plain text, to paste into a message."""
    lines = [changes.title, changes.subtitle]
    if not changes.sections:
        lines += ["", words("no_changes")]
    for section in changes.sections:
        lines += ["", section.title]
        for line in section.lines:
            lines.append(f"- {line.subject}")
            lines += [f"    {words('was')}: {line.was}"] if line.was else []
            lines += [f"    {words('is')}: {line.now}"] if line.now else []
    return "\n".join([*lines, ""]).encode()


def changes_html(changes: ChangeList, words: Words) -> bytes:
    """Return the list as a page that needs nothing else."""
    return template("changes.html.j2").render(changes=changes, t=words).encode()


def _heading(kind: ChangeKind, *, own: bool) -> str:
    mine = (ChangeKind.CANCELLED, ChangeKind.NEW, ChangeKind.RESTORED)
    return f"lecturer_{kind.value}" if own and kind in mine else f"change_{kind.value}"


def _line(change: EventChange, words: Words, *, own: bool) -> Line:
    told = change.after or change.before
    subject = told.summary if told else ""
    was, now = change.before, change.after
    return Line(
        subject=subject,
        was=_spot(was, words, own=own) if was else "",
        now=_spot(now, words, own=own) if now else "",
    )


def _spot(facts: EventFacts, words: Words, *, own: bool) -> str:
    """Return when, where and, for everybody, by whom."""
    start, end = facts.start, facts.end
    parts = [
        f"{words.weekday(start.date())}, {day(start.date())}, {start:%H:%M}–{end:%H:%M}",
        facts.location,
    ]
    if not own and facts.module is not None:
        parts.append(facts.lecturer_name or words("no_lecturer"))
    return " · ".join(parts)
