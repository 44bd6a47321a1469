"""The page: machine and versions, a table and a plot for each instance, the growth."""

from pathlib import Path

from benchmarks.records import Machine, Outcome, Results
from benchmarks.report.figures import instances_of
from benchmarks.report.growth import growth_table, ladders
from benchmarks.report.plots import plot_growth, plot_way
from benchmarks.report.tables import results_table, table, way_table

_INTRODUCTION = """# Results

Written by `python -m benchmarks`; how to read it is told in [README.md](README.md). Seconds are
those of this machine; what is claimed are the ratios, and who is better at the first level that
differs.
"""


def write_page(results: Results, folder: Path) -> list[Path]:
    """Write results.md and its plots; return their paths."""
    sections, plots = [_INTRODUCTION, _machine(results.machine, results.outcomes)], []
    for instance in instances_of(results.outcomes):
        runs = [outcome for outcome in results.outcomes if outcome.job.instance == instance]
        sections.append(_instance(instance, runs))
        plot = plot_way(runs, folder / f"{_file(instance)}.svg")
        if plot is not None:
            plots.append(plot)
            sections.append(f"![Values over time]({plot.name})\n")
    for name, runs in ladders(results.outcomes).items():
        sections.append(f"## Growth: {name}\n\n{growth_table(name, runs)}")
        plot = plot_growth(name, runs, folder / f"growth-{_file(name)}.svg")
        if plot is not None:
            plots.append(plot)
            sections.append(f"![Seconds to a gap over size]({plot.name})\n")
    page = folder / "results.md"
    page.write_text("\n".join(sections), encoding="utf-8")
    return [page, *plots]


def _file(name: str) -> str:
    return name.replace("@", "-").replace(", ", "-").replace(".", "_")


def _machine(machine: Machine, outcomes: tuple[Outcome, ...]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in machine.versions.items())
    timefold = next((o.note for o in outcomes if o.note.startswith("timefold ")), "")
    rows = [
        ["system", machine.system],
        ["processor", machine.processor],
        ["cores for each run", str(machine.cores)],
        ["memory", f"{machine.memory_gigabytes:g} GB"],
        ["versions", f"{versions}, {timefold.split(';')[0]}" if timefold else versions],
        ["seeds", ", ".join(str(seed) for seed in sorted({o.job.seed for o in outcomes}))],
        ["limits, s", ", ".join(f"{x:g}" for x in sorted({o.job.limit for o in outcomes}))],
    ]
    return table(["", ""], rows) + "\n"


def _instance(name: str, runs: list[Outcome]) -> str:
    size = next((run for run in runs if run.cadres), None)
    words = f"{size.cadres:,} cadres, {size.classes:,} candidate classes." if size else ""
    notes = dict.fromkeys(
        f"- {run.job.planner}, {run.job.limit:g} s, seed {run.job.seed}: {complaint}"
        for run in runs
        for complaint in run.complaints[:2]
    )
    complaints = "\n".join(["", "What the checker said:", "", *notes, ""]) if notes else ""
    return (
        f"## {name}\n\n{words} Median over the seeds, in brackets the range.\n\n"
        f"{results_table(runs)}{complaints}\nOn the way, longest run of the first seed:\n\n"
        f"{way_table(runs)}"
    )
