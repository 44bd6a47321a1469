"""False figures: what result.json and the CSV files claim and the plan itself does not bear out."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from models.plan import PlannedClass
from models.result import CoverageRow, Result
from scheduler.checker.evidence import Evidence
from scheduler.checker.exact import close, shown
from scheduler.checker.paper import HeldClass
from scheduler.checker.value import cost_of, km_of


class Claims:
    """Compares claims with the truth and words the difference."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence

    def false(self, path: str, key: str, **values: object) -> str:
        """Return a false figure: its path, a colon and what is wrong with it."""
        return f"{path}: {self._evidence.say(key, **values)}"

    def amount(self, path: str, claimed: float, true: Fraction | int) -> Iterator[str]:
        """Yield the path where a claimed amount is untrue."""
        if not close(claimed, true):
            yield self.false(path, "false_figure", claimed=shown(claimed), true=shown(true))

    def same(self, path: str, claimed: object, true: object) -> Iterator[str]:
        """Yield the path where a claimed id, day or head count differs from the true one."""
        if claimed != true:
            yield self.false(path, "false_figure", claimed=shown(claimed), true=shown(true))


def false_in_classes(evidence: Evidence) -> Iterator[str]:
    """Yield the false figures of classes.csv: all that does not decide but follows."""
    claims = Claims(evidence)
    for class_id, row in sorted(evidence.plan.listed.items()):
        definition = evidence.facts.classes.get(class_id)
        if definition is None:
            continue
        path = f"classes.csv {class_id}"
        yield from claims.same(f"{path} programme", row.programme, definition.programme)
        held = evidence.plan.held.get(class_id)
        if held is None:
            yield from _false_when_closed(claims, path, row)
        else:
            yield from _false_when_open(evidence, claims, path, held)


def _false_when_closed(claims: Claims, path: str, row: PlannedClass) -> Iterator[str]:
    yield from claims.same(f"{path} start", row.start, None)
    yield from claims.same(f"{path} end", row.end, None)
    yield from claims.same(f"{path} room", row.room, None)
    yield from claims.same(f"{path} venue", row.venue, None)
    yield from claims.same(f"{path} size", row.size, 0)
    yield from claims.amount(f"{path} cost", row.cost, 0)


def _false_when_open(
    evidence: Evidence, claims: Claims, path: str, held: HeldClass
) -> Iterator[str]:
    row = held.row
    yield from claims.same(f"{path} end", row.end, held.days[-1] if held.days else None)
    if row.room in evidence.facts.rooms:
        yield from claims.same(f"{path} venue", row.venue, evidence.venue_of(held))
    yield from claims.same(f"{path} size", row.size, len(held.cadres))
    yield from claims.amount(f"{path} cost", row.cost, cost_of(evidence, held))


def false_in_enrolments(evidence: Evidence) -> Iterator[str]:
    """Yield the false figures of enrolments.csv in classes that open."""
    claims = Claims(evidence)
    for class_id, held in evidence.plan.held.items():
        for row in evidence.plan.enrolments.get(class_id, ()):
            repeated = evidence.repeated_periods(row.cadre, class_id)
            km = km_of(evidence, row.cadre, held)
            if close(row.repeat_periods, repeated) and close(row.km, km):
                continue
            path = f"enrolments.csv {row.cadre} {class_id}"
            yield from claims.amount(f"{path} repeat_periods", row.repeat_periods, repeated)
            yield from claims.amount(f"{path} km", row.km, km)


def false_in_coverage(evidence: Evidence, rows: tuple[CoverageRow, ...]) -> Iterator[str]:
    """Yield the false figures of coverage.csv; a tier's row must not be missing.

    Rows of units may be left out as a whole; where there are some, each unit with planned
    cadres has its row.
    """
    claims, true = Claims(evidence), _true_coverage(evidence)
    times = Counter((row.tier, row.unit) for row in rows)
    for row in rows:
        path = f"coverage.csv {row.tier}" + (f" {row.unit}" if row.unit is not None else "")
        wanted = true.get((row.tier, row.unit))
        if wanted is None:
            yield claims.false(path, "false_unknown")
            continue
        for field, value in wanted.items():
            yield from claims.same(f"{path} {field}", getattr(row, field), value)
    for (tier, unit), count in times.items():
        if count > 1:
            yield claims.false(f"coverage.csv {tier} {unit or ''}".rstrip(), "false_twice")
    has_units = any(row.unit is not None for row in rows)
    for (tier, unit), wanted in true.items():
        if (tier, unit) not in times and (unit is None or (has_units and wanted["population"])):
            yield claims.false(f"coverage.csv {tier} {unit or ''}".rstrip(), "false_missing")


def _true_coverage(evidence: Evidence) -> dict[tuple[str, str | None], dict[str, int | None]]:
    facts = evidence.facts
    true: dict[tuple[str, str | None], dict[str, int | None]] = {}
    for row in evidence.coverage.of_tiers(facts):
        true[row.tier, None] = row.model_dump(exclude={"tier"})
    units = evidence.coverage.of_units(facts)
    for tier in facts.tiers:
        for unit in facts.units:
            people, before, after = units.get((tier, unit), (0, 0, 0))
            true[tier, unit] = {
                "population": people,
                "target": None,
                "covered_before": before,
                "covered_after": after,
                "shortfall": None,
            }
    return true


def false_in_result_coverage(evidence: Evidence, result: Result) -> Iterator[str]:
    """Yield the false figures of the coverage of result.json."""
    claims = Claims(evidence)
    claimed = {row.tier: row for row in result.coverage}
    true = {row.tier: row for row in evidence.coverage.of_tiers(evidence.facts)}
    for tier, count in Counter(row.tier for row in result.coverage).items():
        if tier not in true:
            yield claims.false(f"coverage.{tier}", "false_unknown")
        elif count > 1:
            yield claims.false(f"coverage.{tier}", "false_twice")
    for tier, row in true.items():
        if tier not in claimed:
            yield claims.false(f"coverage.{tier}", "false_missing")
            continue
        for field, value in row.model_dump(exclude={"tier"}).items():
            yield from claims.same(f"coverage.{tier}.{field}", getattr(claimed[tier], field), value)
