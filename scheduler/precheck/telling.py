"""A finding in words: its code, subjects and numbers put into the sentences of the catalogue."""

from collections.abc import Collection, Mapping
from typing import Any

from models.finding import Finding, Severity, Subject, SubjectKind
from models.scenario import Language
from scheduler.precheck.codes import CODES, code_of
from scheduler.precheck.texts import say, spoken


def tell(
    language: Language,
    name: str,
    variant: str,
    severity: Severity,
    subjects: Mapping[SubjectKind, Collection[str]],
    numbers: Mapping[str, float],
    **values: Any,
) -> Finding:
    """Return a finding; the sentences are those of `name.variant` and `name.variant.hint`."""
    key = f"{name}.{variant}"
    words = {word: spoken(value) for word, value in (dict(numbers) | values).items()}
    return Finding(
        code=code_of(name, severity),
        severity=severity,
        rules=CODES[name].rules,
        subjects=tuple(
            Subject(kind=kind, id=one) for kind, ids in subjects.items() for one in sorted(ids)
        ),
        numbers=dict(numbers),
        message=getattr(say(key, **words), language),
        hint=getattr(say(f"{key}.hint", **words), language),
    )


def remark(text: str, language: Language) -> Finding:
    """Return what the reading of the files left aside or found odd as a finding (INPUT-01)."""
    return tell(language, "INPUT-01", "input", Severity.WARNING, {}, {}, text=text)
