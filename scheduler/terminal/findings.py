"""Findings and the catalogue of rules and components, as text."""

from collections.abc import Iterator, Sequence

from models.catalogue import Entry
from models.finding import Finding, Severity
from models.scenario import Language
from scheduler.terminal.words import number, text

MOST_CADRES = 10
SUMMED: dict[Severity, str] = {
    Severity.ERROR: "errors",
    Severity.WARNING: "checks_warn",
    Severity.NOTE: "notes",
}


def finding_lines(findings: Sequence[Finding], language: Language) -> Iterator[str]:
    """Yield the findings, each with its place, rules, cadres and hint; at last how many."""
    for finding in findings:
        rules = f" ({', '.join(finding.rules)})" if finding.rules else ""
        yield f"{finding.code}  {finding.message}{rules}"
        cadres = finding.ids("cadre")
        if cadres:
            named = ", ".join(cadres[:MOST_CADRES])
            more = ", …" if len(cadres) > MOST_CADRES else ""
            yield f"  {text('cadres', language)}: {named}{more}"
        if finding.hint:
            yield f"  → {finding.hint}"
        if finding.places:
            yield f"  @ {', '.join(map(str, finding.places))}"
    counts = {s: sum(f.severity is s for f in findings) for s in Severity}
    parts = [text(SUMMED[s], language, count=str(n)) for s, n in counts.items() if n]
    if not counts[Severity.ERROR] and not counts[Severity.WARNING]:
        parts.insert(0, text("sound", language))
    yield ", ".join(parts)


def catalogue_lines(entries: Sequence[Entry], language: Language) -> Iterator[str]:
    """Yield the rules, then the components, each with its values below."""
    kind = ""
    for entry in entries:
        if entry.kind != kind:
            if kind:
                yield ""
            yield text(f"{entry.kind}s", language)
            kind = entry.kind
        unit = f" ({entry.unit})" if entry.unit else ""
        yield f"  {entry.id}: {entry.sentence}{unit}"
        for weight in entry.weights:
            level, times = str(weight.level), number(weight.weight, language, 9)
            yield f"      {text('at_level', language, level=level, weight=times)}"
        for name, value in entry.values.items():
            yield f"      {name}: {_shown(value, language)}"


def _shown(value: object, language: Language) -> str:
    if value is None:
        return "-"
    return number(value, language, 9) if isinstance(value, int | float) else str(value)
