"""The tables of the page, in Markdown."""

from collections.abc import Iterable, Sequence

from benchmarks.records import Outcome
from benchmarks.report.figures import (
    bounds_of,
    first_difference,
    median,
    planners_of,
    values_at,
)

TIMES = (1, 2, 5, 10, 20, 60, 120, 300, 600)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def number(value: float | None) -> str:
    """Return a number as short as it can be read."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 1000 or value == round(value) else f"{value:,.1f}"


def level_names(outcome: Outcome) -> list[str]:
    """Return a heading for each level: its number and its components."""
    return [
        f"{n}: {' + '.join(name for name, weight in level.items() if weight)}"
        for n, level in enumerate(outcome.levels, start=1)
    ]


def results_table(outcomes: Sequence[Outcome]) -> str:
    """Return what each planner reached on one instance: medians, range over the seeds."""
    planned = [outcome for outcome in outcomes if outcome.levels]
    if not planned:
        return "No run came to an end.\n"
    names = level_names(planned[0])
    header = ["seconds", "planner", *names, "valid", "against ours", "last change, s", "memory, MB"]
    rows = []
    for limit in sorted({outcome.job.limit for outcome in outcomes}):
        at_limit = [outcome for outcome in outcomes if outcome.job.limit == limit]
        for planner in planners_of(at_limit):
            runs = [outcome for outcome in at_limit if outcome.job.planner == planner]
            rows.append([f"{limit:g}", planner, *_row(runs, at_limit, len(names))])
        bounds = [outcome.bounds for outcome in at_limit if outcome.bounds]
        if bounds:
            rows.append([f"{limit:g}", "*our bound*", *_medians(bounds, len(names)), *[""] * 4])
    return table(header, rows) + "\n"


def _row(runs: list[Outcome], at_limit: list[Outcome], levels: int) -> list[str]:
    planned = [run for run in runs if run.status == "planned"]
    if not planned:
        reason = "; ".join(dict.fromkeys(f"{run.status}: {run.note}" for run in runs))
        return [*["–"] * levels, f"0/{len(runs)}", reason, "–", "–"]
    valid = sum(bool(run.valid) for run in planned)
    verdict = f"{valid}/{len(runs)}" if valid == len(runs) else f"**{valid}/{len(runs)}**"
    memory = [run.peak_megabytes for run in planned if run.peak_megabytes is not None]
    return [
        *_medians([run.values for run in planned], levels),
        verdict,
        against_ours(planned, at_limit),
        number(median([run.moments[-1].seconds for run in planned if run.moments] or [0])),
        number(round(max(memory))) if memory else "–",
    ]


def _medians(rows: Sequence[Sequence[float | None]], levels: int) -> list[str]:
    shown = []
    for level in range(levels):
        column = [row[level] for row in rows if level < len(row)]
        numbers = [value for value in column if value is not None]
        if not numbers:
            shown.append("–")
        elif len({number(value) for value in numbers}) == 1:
            shown.append(number(numbers[0]))
        else:
            spread = f"{number(min(numbers))} to {number(max(numbers))}"
            shown.append(f"{number(median(numbers))} ({spread})")
    return shown


def against_ours(runs: Sequence[Outcome], others: Sequence[Outcome]) -> str:
    """Return for each seed whether ours is better, at the first level that differs, and by what."""
    said = []
    for run in runs:
        ours = next(
            (o for o in others if o.job.planner == "ours" and o.job.seed == run.job.seed), None
        )
        if run.job.planner == "ours" or ours is None or not ours.values or not ours.valid:
            continue
        if not run.valid:
            said.append("not valid")
            continue
        level, difference = first_difference(run.values, ours.values)
        mine, theirs = run.values[level - 1], ours.values[level - 1]
        if level == 0:
            said.append("equal")
        else:
            ratio = f" ({mine / theirs:.2f} x)" if theirs > 0 else ""
            word = "worse" if difference > 0 else "**better**"
            said.append(f"{word} at level {level}: {difference:+,.0f}{ratio}")
    return "; ".join(said) or "–"


def way_table(outcomes: Sequence[Outcome]) -> str:
    """Return the values on the way, of the longest runs of the first seed."""
    planned = [outcome for outcome in outcomes if outcome.status == "planned"]
    if not planned:
        return ""
    seed = min(outcome.job.seed for outcome in planned)
    longest = max(outcome.job.limit for outcome in planned)
    runs = [o for o in planned if o.job.seed == seed and o.job.limit == longest]
    times = [time for time in TIMES if time < longest] + [longest]
    rows = []
    for planner in planners_of(runs):
        run = next(run for run in runs if run.job.planner == planner)
        cells = [_tuple(values_at(run, time + 0.5)) for time in times]
        rows.append([planner, *cells])
    bounds = bounds_of(runs, runs[0].job.instance, seed)
    if bounds:
        rows.append(["*our bound*", *[""] * (len(times) - 1), _tuple(bounds)])
    return table(["planner", *(f"{time:g} s" for time in times)], rows) + "\n"


def _tuple(values: Sequence[float | None] | None) -> str:
    return "–" if values is None else " / ".join(number(value) for value in values)
