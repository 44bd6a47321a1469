"""What `attend` has kept, in lines for people."""

from collections import Counter

from models.scenario import Language
from scheduler.attendance.marking import Outcome, presence_of
from scheduler.attendance.words import say


def attended_lines(outcome: Outcome, language: Language) -> list[str]:
    """Return what was kept, what stays open, and which columns nobody read."""
    attended = outcome.attended
    kinds = Counter(presence_of(mark).value for mark in attended.added)
    sentences = [
        say(
            "kept",
            id=attended.class_id,
            release=attended.release.number,
            completed=kinds["completed"],
            excused=kinds["excused"],
            absent=kinds["absent"],
            corrections=sum(mark.corrects is not None for mark in attended.added),
            unchanged=attended.unchanged,
        )
    ]
    if attended.left_open:
        sentences.append(say("open", count=attended.left_open))
    if outcome.left_out:
        sentences.append(say("left_out", columns=", ".join(outcome.left_out)))
    return [getattr(sentence, language) for sentence in sentences]
