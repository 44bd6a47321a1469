"""The door: parse the command line, call one façade function, print, choose the exit code."""

import difflib
import os
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from scheduler.commands.attend import attend, history
from scheduler.commands.common import (
    BAD_INPUT,
    CONTRADICTION,
    DEFECT,
    DONE,
    FAULTY,
    FOLDER,
    INTERRUPTED,
    LANGUAGE,
    NO_PLAN,
    PATH,
    print_json,
)
from scheduler.commands.compare import compare
from scheduler.commands.documents import documents, templates
from scheduler.commands.publish import publish
from scheduler.commands.releases import (
    diff,
    export_record,
    feeds,
    import_record,
    releases,
    show,
)
from scheduler.commands.repair import repair
from scheduler.commands.serve import serve
from scheduler.commands.stress import stress
from scheduler.commands.sweep import sweep

if TYPE_CHECKING:
    from scheduler.plan import Run

EXPLAINED = ["cadre", "class", "lecturer", "unit", "tier", "room"]
PLAN = "SCENARIO"
DEBUG = "SCHEDULE_DEBUG"


class Door(click.Group):
    """A group whose first argument is a command or, with any other word, a scenario to plan."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the planning command before arguments that name no command."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "--version"):
            args = [PLAN, *args]
        return super().parse_args(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command; the planning command has no name of its own."""
        return plan if cmd_name == PLAN else super().get_command(ctx, cmd_name)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show both ways to call the program."""
        formatter.write_usage(ctx.command_path, "SCENARIO [OPTIONS]")
        formatter.write_usage(ctx.command_path, "COMMAND [ARGUMENTS]", prefix="       ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the options of a planning run, then the commands."""
        with formatter.section("Options of a planning run"):
            options = (option for option in plan.params if isinstance(option, click.Option))
            records = [option.get_help_record(ctx) for option in options]
            formatter.write_dl([record for record in records if record is not None])
        super().format_options(ctx, formatter)


class Planning(click.Command):
    """The command without a name: its place in the usage line is taken by the scenario."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what follows `schedule SCENARIO`."""
        return ["[OPTIONS]"]


@click.group(cls=Door, context_settings={"help_option_names": ["--help"]})
@click.version_option(package_name="refresher-scheduler", prog_name="schedule")
def cli() -> None:
    """Plan refresher training: which classes open, when, where, who attends and who teaches."""


@click.command(name=PLAN, cls=Planning)
@click.argument("scenario", type=PATH)
@click.option(
    "--output", type=FOLDER, metavar="DIR", help="Plan folder to write (default: out/NAME)."
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="End the search after this time.",
)
@click.option(
    "--gap", type=click.FloatRange(min=0), metavar="SHARE", help="Relative gap that is near enough."
)
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Seed of the search.")
@click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Processors to use (default: all)."
)
@click.option("--strict", is_flag=True, help="Exit with 1 when a target is missed.")
@click.option("--start-from", type=FOLDER, metavar="DIR", help="Plan folder to begin from.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@LANGUAGE
def plan(scenario: Path, strict: bool, quiet: bool, **asked: Any) -> int:
    """Plan SCENARIO and write the plan folder; its path goes to stdout."""
    _require_file(scenario)
    from scheduler.interruption import Interruption
    from scheduler.terminal.narrator import Narrator

    narrator = Narrator(language=asked["language"], quiet=quiet)
    try:
        with narrator, Interruption(narrator.ending) as stop:
            from scheduler.plan import Settings, make_plan  # listens already: this takes a second

            run = make_plan(scenario, Settings(**asked), narrator, stop)
    except KeyboardInterrupt:
        narrator.abandoned()
        return INTERRUPTED
    _show(run, quiet=quiet)
    return _exit_code(run, strict=strict)


@cli.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option(
    "--scenario", type=PATH, metavar="FILE", help="Scenario to judge by (default: the plan's own)."
)
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@LANGUAGE
def verify(folder: Path, scenario: Path | None, as_json: bool, language: Any) -> int:
    """Judge the plan in DIR: is it valid, and are its figures true?"""
    from scheduler.terminal.verdict import verdict_lines
    from scheduler.verification import verify_folder

    verdict, spoken = verify_folder(folder, scenario, language)
    if as_json:
        print_json(verdict.as_json())
    else:
        click.echo("\n".join(verdict_lines(verdict, spoken)))
    return FAULTY if verdict.violations or verdict.false else DONE


@cli.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.argument("kind", type=click.Choice(EXPLAINED))
@click.argument("name", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print the explanation as JSON.")
@LANGUAGE
def explain(folder: Path, kind: Any, name: str, as_json: bool, language: Any) -> int:
    """Say why the plan in DIR treats a cadre, class, lecturer, unit, tier or room as it does."""
    from scheduler.explanation import explain_folder
    from scheduler.terminal.explanation import explanation_lines

    answer = explain_folder(folder, kind, name, language)
    if as_json:
        print_json(answer.as_json())
    else:
        click.echo("\n".join(explanation_lines(answer)))
    return DONE


@cli.command()
@click.argument("scenario", type=PATH)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@LANGUAGE
def check(scenario: Path, as_json: bool, language: Any) -> int:
    """Look at SCENARIO without solving: what is impossible, what will be short?"""
    _require_file(scenario)
    from scheduler.inspection import check_scenario
    from scheduler.terminal.findings import finding_lines

    findings, spoken = check_scenario(scenario, language)
    if as_json:
        print_json([finding.as_json() for finding in findings])
    else:
        click.echo("\n".join(finding_lines(findings, spoken)))
    return CONTRADICTION if any(finding.severity == "E" for finding in findings) else DONE


@cli.command()
@click.argument("scenario", type=PATH, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the catalogue as JSON.")
@LANGUAGE
def rules(scenario: Path | None, as_json: bool, language: Any) -> int:
    """Print all rules and components, with what SCENARIO says about each."""
    if scenario is not None:
        _require_file(scenario)
    from scheduler.inspection import list_rules
    from scheduler.terminal.findings import catalogue_lines

    entries, spoken = list_rules(scenario, language)
    if as_json:
        print_json([entry.as_json() for entry in entries])
    else:
        click.echo("\n".join(catalogue_lines(entries, spoken)))
    return DONE


@cli.command()
@click.option("--what-if", is_flag=True, help="The schema of a what-if file instead.")
@click.option("--sweep", "of_sweep", is_flag=True, help="The schema of a sweep file instead.")
def schema(what_if: bool, of_sweep: bool) -> int:
    """Print the JSON Schema of a scenario file, for editors that check while one types."""
    from scheduler.file_schema import file_schema

    print_json(file_schema(what_if=what_if, sweep=of_sweep))
    return DONE


@cli.command()
@click.argument("kind", type=click.Choice(["demo", "province", "term", "organisers"]))
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, metavar="N", help="Seed of the people."
)
def init(kind: str, folder: Path, seed: int) -> int:
    """Write the sample scenario KIND with its tables below DIR; its people are invented."""
    from scheduler.samples import sample_files, write_sample

    there = [name for name in sample_files(kind, seed=seed) if (folder / name).exists()]
    if there:
        raise click.UsageError(
            f"{folder / there[0]}: is there already and is not overwritten; name another folder"
        )
    click.echo(str(write_sample(kind, folder, seed=seed)))
    return DONE


cli.add_command(compare)
cli.add_command(repair)
cli.add_command(serve)
cli.add_command(stress)
cli.add_command(sweep)
cli.add_command(attend)
cli.add_command(history)
cli.add_command(documents)
cli.add_command(templates)
for command in (publish, releases, show, diff, feeds, export_record, import_record):
    cli.add_command(command)


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    code = run_safely(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    if threading.active_count() > 1:  # an abandoned solver thread, which cannot be ended
        if "multiprocessing" in sys.modules:
            for process in sys.modules["multiprocessing"].active_children():
                process.terminate()
        os._exit(code)
    sys.exit(code)


def run_safely(arguments: list[str]) -> int:
    """Return the exit code; every fault becomes a message on stderr, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        return int(cli.main(arguments, prog_name="schedule", standalone_mode=False) or DONE)
    except click.ClickException as error:
        error.show()
        return BAD_INPUT
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        return FAULTY
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _complain(f"{where}{error.strerror or error}")
        return BAD_INPUT
    except Exception as error:
        return _fault(error, arguments)


def _fault(error: Exception, arguments: list[str]) -> int:
    """Print an error of our own kinds as it is, any other as a defect; return the exit code."""
    from scheduler.errors import InputError, ScheduleError

    if isinstance(error, InputError):
        language = _language_of(arguments) or error.language or "en"
        click.echo(error.text(language), err=True)  # lines begin with the file, as editors like it
        return error.exit_code
    if isinstance(error, ScheduleError):
        _complain(str(error))
        return error.exit_code
    if isinstance(error, MemoryError):
        _complain(
            "memory ran out before there was a plan; nothing was written; give the program more "
            "memory, close others or plan fewer people (a smaller file)"
        )
        return NO_PLAN
    debug = os.environ.get(DEBUG)
    if debug:
        Path(debug).write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        hint = f"the traceback is in {debug}"
    else:
        hint = f"run it again with {DEBUG}=FILE to have the traceback written to FILE"
    _complain(f"this is a defect of the program: {type(error).__name__}: {error}\n{hint}")
    return DEFECT


def _language_of(arguments: list[str]) -> str | None:
    """Return the language that the command line asks for."""
    pairs = zip(arguments, [*arguments[1:], ""], strict=True)
    for word, following in pairs:
        name, _, value = word.partition("=")
        if name == "--language":
            return value or following
    return None


def _complain(message: str) -> None:
    click.echo(f"Error: {message}", err=True)


def _require_file(scenario: Path) -> None:
    """Raise a usage error that names the nearest command where the scenario is no file."""
    if scenario.is_file():
        return
    near = difflib.get_close_matches(str(scenario), cli.commands, n=1)
    hint = f"; did you mean the command '{near[0]}'?" if near else ""
    kind = "is a folder, not a scenario file" if scenario.is_dir() else "no such scenario file"
    raise click.UsageError(f"{scenario}: {kind}{hint}")


def _show(run: "Run", *, quiet: bool) -> None:
    """Print the summary to stderr and the folder to stdout; failures are told in any case."""
    from scheduler.terminal.screen import screen
    from scheduler.terminal.summary import show_failure, show_plan

    if run.plan is None or run.folder is None:
        show_failure(screen(), run.scenario, run.result)
    elif not quiet:
        show_plan(screen(), run.scenario, run.plan, run.result, run.folder, run.warnings)
        click.echo(str(run.folder))


def _exit_code(run: "Run", *, strict: bool) -> int:
    if run.result.status == "infeasible":
        return CONTRADICTION
    if run.interrupted:
        return INTERRUPTED
    if run.plan is None:
        return NO_PLAN
    return FAULTY if strict and run.target_missed else DONE


if __name__ == "__main__":
    main()
