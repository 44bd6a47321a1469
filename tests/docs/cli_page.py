"""The page docs/cli.md as the program itself would write it; `make docs` writes it anew."""

from pathlib import Path

import click

from cli import PLAN, cli, plan

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"

HEAD = """# Command line

Written by `make docs` from the program itself. Narration, progress and the summary of a run go to
stderr; data (the path of a new plan folder, a verdict) go to stdout.
"""

TAIL = """
## Exit codes

| exit | meaning |
|---|---|
| 0 | done; a remaining shortfall is reported, not a failure |
| 1 | `verify`: a broken rule or false figure; `--strict`: a target missed; `sweep`: a run failed |
| 2 | bad input or usage, or a file that cannot be read or written |
| 3 | the hard rules contradict: a run prints the smallest set found, `check` what is impossible |
| 4 | no plan within the time limit |
| 70 | the solver and the checker disagree, or another defect of the program |
| 130 | interrupted; the best plan so far is written and marked `feasible` |

With 2, 3, 4 and 70 nothing is written, and a former plan folder stays as it was.

## Interruption

The first Ctrl-C (or SIGTERM) ends the search: the best plan so far is checked and written, with
`"interrupted": true` in the `run` block. Where there is no plan yet, nothing is written. A second
Ctrl-C abandons the run at once and leaves the output folder intact.

## Environment

| variable | effect |
|---|---|
| `NO_COLOR` | no colours on a terminal |
| `SCHEDULE_DEBUG` | names a file; after a defect (exit 70) the traceback is written to it |
| `SCHEDULE_UMASK` | who else may read what is written: nobody by default; see privacy.md |
"""


def commands() -> dict[str, click.Command]:
    return {PLAN: plan, **cli.commands}


def page() -> str:
    parts = [HEAD]
    for name, command in commands().items():
        context = click.Context(command, info_name=f"schedule {name}")
        usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
        parts.append(f"\n## `{usage}`\n\n{' '.join((command.help or '').split())}\n")
        options = [option for option in command.params if isinstance(option, click.Option)]
        if options:
            parts.append("\n| option | meaning |\n|---|---|\n")
        for option in options:
            words = ", ".join(option.opts)
            if not option.is_flag:
                words += " " + option.make_metavar(context)
            parts.append(f"| `{words.replace('|', chr(92) + '|')}` | {option.help} |\n")
    return "".join([*parts, TAIL])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
