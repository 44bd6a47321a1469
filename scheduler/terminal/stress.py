"""What a plan withstands, as text."""

from collections.abc import Iterator, Sequence

from models.scenario import Language, Scenario
from models.stress import Dependence, StressReport
from scheduler.terminal.words import number, percent, text

SHOWN = 6


def draw_line(done: int, draws: int, language: Language) -> str:
    """Return how far the draws have come."""
    return text("stress_draw", language, number=str(done), draws=str(draws))


def stress_lines(report: StressReport, scenario: Scenario, language: Language) -> Iterator[str]:
    """Yield the report: what was drawn, what survives, tier by tier, what the plan hangs on."""

    def shown(value: float) -> str:
        return number(value, language, 1)

    counts = {"draws": shown(report.draws), "seed": str(report.seed)}
    yield text("stress_head", language, title=scenario.title, **counts)
    events = report.events
    yield text(
        "stress_events",
        language,
        lecturers=shown(events.lecturer_absent),
        rooms=shown(events.room_lost),
        learners=shown(events.learner_absent),
        classes=shown(events.class_cancelled),
        fallen=shown(events.classes_fallen),
    )
    if report.standby:
        yield text("stress_standby", language)
    yield text(
        "stress_unrepaired",
        language,
        gained=shown(report.gained),
        mean=percent(report.unrepaired.mean, language),
        worst=percent(report.unrepaired.worst, language),
    )
    if report.repaired is not None:
        mean, worst = report.repaired.mean, report.repaired.worst
        spoken = {"mean": percent(mean, language), "worst": percent(worst, language)}
        yield text("stress_repaired", language, **spoken)
    yield ""
    yield from _tiers(report, scenario, language)
    for key in ("lecturers", "rooms", "weeks"):
        yield ""
        yield text(f"stress_{key}", language)
        yield from _losses(getattr(report, key), language)


def _tiers(report: StressReport, scenario: Scenario, language: Language) -> Iterator[str]:
    keys = ["population", "before", "target", "stress_planned", "stress_left", "stress_left_worst"]
    keys += ["stress_mended", "stress_left_worst"] if report.repaired is not None else []
    names = {tier.id: f"{tier.id}  {tier.name}" for tier in scenario.tiers}
    rows = [[text("tier", language), *(text(key, language) for key in keys)]]
    for row in report.tiers:
        counts: list[float] = [row.population, row.before, row.target, row.planned]
        counts += [row.unrepaired.mean, row.unrepaired.worst]
        if row.repaired is not None:
            counts += [row.repaired.mean, row.repaired.worst]
        rows.append([names[row.tier], *(number(count, language, 1) for count in counts)])
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for name, *cells in rows:
        padded = (cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        yield "  ".join([name.ljust(widths[0]), *padded])


def _losses(found: Sequence[Dependence], language: Language) -> Iterator[str]:
    for one in found:
        classes = ", ".join(one.classes[:SHOWN]) + (", …" if len(one.classes) > SHOWN else "")
        yield "  - " + text(
            "stress_loss",
            language,
            name=f"{one.id} {one.name}".strip(),
            persons=number(one.persons, language, 0),
            count=str(len(one.classes)),
            classes=classes or "-",
        )
