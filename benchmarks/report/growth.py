"""The ladder: how the seconds to the same gap grow with cadres and with classes."""

from collections.abc import Sequence

from benchmarks.instances import Size, size_of
from benchmarks.records import Outcome
from benchmarks.report.figures import bounds_of, median, planners_of, seconds_to
from benchmarks.report.tables import number, table

GAPS = (0.01, 0.05, 0.25)
LEVELS = 2


def ladders(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """Return the runs of each ladder that has two steps or more, by what grows in it."""
    found: dict[str, list[Outcome]] = {}
    for grows in ("cadres", "classes"):
        steps = [o for o in outcomes if _is_step(size_of(o.job.instance), grows)]
        for kind in dict.fromkeys(size_of(o.job.instance).kind for o in steps):
            same = [o for o in steps if size_of(o.job.instance).kind == kind]
            if len({o.job.instance for o in same}) > 1:
                found[f"{kind}, {grows}"] = same
    return found


def _is_step(size: Size, grows: str) -> bool:
    return (size.classes if grows == "cadres" else size.cadres) == 1


def factor(outcome: Outcome, name: str) -> float:
    """Return the step of a run in its ladder."""
    size = size_of(outcome.job.instance)
    return size.cadres if name.endswith("cadres") else size.classes


def longest_runs(outcomes: Sequence[Outcome], planner: str) -> list[Outcome]:
    """Return the runs of a planner with the longest limit that it was given."""
    runs = [outcome for outcome in outcomes if outcome.job.planner == planner]
    longest = max((run.job.limit for run in runs), default=0.0)
    return [run for run in runs if run.job.limit == longest]


def reached(runs: Sequence[Outcome], every: Sequence[Outcome], gap: float) -> float | None:
    """Return the median seconds to the gap over the seeds, None where most did not get there."""
    seconds = [
        seconds_to(run, bounds_of(every, run.job.instance, run.job.seed), gap, LEVELS)
        for run in runs
    ]
    known = [second for second in seconds if second is not None]
    return median(known) if 2 * len(known) > len(seconds) else None


def growth_table(name: str, outcomes: Sequence[Outcome]) -> str:
    """Return the seconds of each planner at each step of a ladder, from its longest runs."""
    rows = []
    for step in sorted({factor(outcome, name) for outcome in outcomes}):
        here = [outcome for outcome in outcomes if factor(outcome, name) == step]
        for planner in planners_of(here):
            runs = longest_runs(here, planner)
            memory = [run.peak_megabytes for run in runs if run.peak_megabytes is not None]
            rows.append(
                [
                    f"{step:g} x ({runs[0].cadres:,} cadres, {runs[0].classes:,} classes)",
                    planner,
                    *(_seconds(reached(runs, here, gap), runs[0].job.limit) for gap in GAPS),
                    number(round(max(memory))) if memory else "–",
                ]
            )
    gaps = [f"s to {gap:.0%}" for gap in GAPS]
    return table(["size", "planner", *gaps, "memory, MB"], rows) + "\n"


def _seconds(seconds: float | None, limit: float) -> str:
    return f"not in {limit:g}" if seconds is None else f"{seconds:.1f}"
