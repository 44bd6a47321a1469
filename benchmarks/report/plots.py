"""The plots: value of each level over time with our bound, and seconds to a gap over size."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.records import Outcome
from benchmarks.report.figures import planners_of
from benchmarks.report.growth import factor, longest_runs, reached
from benchmarks.report.tables import level_names

COLOURS = {
    "ours": "#1b6ca8",
    "greedy": "#7f7f7f",
    "monolith": "#d1495b",
    "monolith-warm": "#edae49",
    "timefold": "#66a182",
}
GAP_OF_PLOT = 0.05


def _new(rows: int) -> Figure:
    # Text stays text, and the same numbers give the same bytes.
    mpl.rcParams["svg.fonttype"] = "none"
    mpl.rcParams["svg.hashsalt"] = "benchmarks"
    return Figure(figsize=(8, 2.4 * rows), layout="constrained")


def _save(figure: Figure, path: Path) -> Path:
    figure.savefig(path, format="svg", metadata={"Date": None})
    return path


def plot_way(outcomes: Sequence[Outcome], path: Path) -> Path | None:
    """Plot the longest runs of an instance: a panel for each level; None without a plan."""
    planned = [outcome for outcome in outcomes if outcome.status == "planned" and outcome.moments]
    if not planned:
        return None
    longest = max(outcome.job.limit for outcome in planned)
    runs = [outcome for outcome in planned if outcome.job.limit == longest]
    names = level_names(runs[0])
    figure = _new(len(names))
    panels = figure.subplots(len(names), 1, sharex=True, squeeze=False)[:, 0]
    for level, (axes, name) in enumerate(zip(panels, names, strict=True)):
        for planner in planners_of(runs):
            mine = [run for run in runs if run.job.planner == planner]
            for n, run in enumerate(mine):
                _steps(axes, run, level, longest, planner if n == 0 else None)
        _bound(axes, runs, level, longest)
        axes.set_title(f"level {name}", loc="left", fontsize=9)
        axes.set_xscale("log")
        axes.grid(visible=True, alpha=0.25)
    panels[-1].set_xlabel("seconds")
    lines, labels = panels[0].get_legend_handles_labels()
    figure.legend(lines, labels, fontsize=8, loc="outside upper center", ncols=len(labels))
    return _save(figure, path)


def _steps(axes: Axes, run: Outcome, level: int, until: float, label: str | None) -> None:
    seconds = [max(0.05, moment.seconds) for moment in run.moments]
    values = [moment.values[level] for moment in run.moments]
    end = max(until, seconds[-1])
    axes.step(
        [*seconds, end],
        [*values, values[-1]],
        where="post",
        color=COLOURS[run.job.planner],
        linewidth=1.4 if label else 0.7,
        linestyle="-" if run.valid else ":",
        label=label if run.valid or label is None else f"{label} (not valid)",
    )


def _bound(axes: Axes, runs: Sequence[Outcome], level: int, until: float) -> None:
    """Draw how our bound grew; it holds for plans that are as good at the levels above."""
    ours = next((run for run in runs if run.job.planner == "ours"), None)
    if ours is None:
        return
    known = [
        (max(0.05, moment.seconds), bound)
        for moment in ours.moments
        if level < len(moment.bounds) and (bound := moment.bounds[level]) is not None
    ]
    if level < len(ours.bounds) and (last := ours.bounds[level]) is not None:
        known.append((until, last))
    if known:
        seconds, bounds = zip(*known, strict=True)
        axes.step(
            seconds, bounds, where="post", color="black", linestyle="--", linewidth=0.9,
            label="our bound",
        )  # fmt: skip


def plot_growth(name: str, outcomes: Sequence[Outcome], path: Path) -> Path | None:
    """Plot the seconds to one gap over the size; None where nobody got there."""
    figure = _new(2)
    axes = figure.subplots()
    drawn = False
    for planner in planners_of(outcomes):
        points = []
        for step in sorted({factor(outcome, name) for outcome in outcomes}):
            here = [outcome for outcome in outcomes if factor(outcome, name) == step]
            mine = longest_runs(here, planner)
            seconds = reached(mine, here, GAP_OF_PLOT) if mine else None
            if seconds is not None:
                points.append((step, max(0.05, seconds)))
        if points:
            drawn = True
            axes.plot(*zip(*points, strict=True), "o-", color=COLOURS[planner], label=planner)
    if not drawn:
        return None
    axes.set_xscale("log", base=2)
    axes.set_yscale("log")
    axes.set_xlabel(f"times as many {name.split(', ')[1]}")
    axes.set_ylabel(f"seconds to {GAP_OF_PLOT:.0%} at levels 1 and 2")
    axes.grid(visible=True, alpha=0.25)
    axes.legend(fontsize=8)
    return _save(figure, path)
