"""The façade of `share`: a plan folder → what the public, a unit or an office may read of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.readers import Reader, Shared
from models.rules import Rule
from models.scenario import Language, Scenario
from scheduler.checker import verify
from scheduler.errors import UsageError, nearest
from scheduler.load import load_coverage, load_plan, load_result, load_scenario
from scheduler.outputs.folder import check_folder, replace_folder
from scheduler.outputs.names import file_names
from scheduler.outputs.readers import OUTPUTS, SHARE
from scheduler.outputs.sharing import MARK, WHAT, Whole, shared_files, units_of
from scheduler.outputs.words import Words


@dataclass(frozen=True)
class Settings:
    """What the command line asks for; without `unit` every unit gets a folder of its own.

    With `below` a unit also reads the people of the units below it.
    """

    audience: Reader
    output: Path | None = None
    unit: str | None = None
    below: bool = False
    language: Language | None = None


def share_folder(folder: Path, settings: Settings) -> tuple[Path, ...]:
    """Write what an audience may read of a plan and return the folders, one for each reader."""
    name = folder.resolve().name
    output = settings.output or folder.with_name(f"{name}-{settings.audience.value}")
    if folder.resolve() in (output.resolve(), *output.resolve().parents):
        raise UsageError(f"{output}: lies in the plan folder itself; choose another with --output")
    if settings.unit is not None and settings.audience is not Reader.UNIT:
        raise UsageError("--unit goes with --audience unit")
    whole = _whole(folder)
    if settings.audience is Reader.ADMIN:
        check_folder(output)
        replace_folder(output, _everything(folder))
        return (output,)
    language = settings.language or whole.scenario.language
    targets = dict(_targets(output, whole.scenario, settings))
    for target in targets.values():
        check_folder(target, mark=MARK, what=WHAT)
    for unit, target in targets.items():
        head = Shared(
            audience=settings.audience,
            scenario=whole.scenario.name,
            title=whole.scenario.title,
            unit=unit,
            below=settings.below,
            language=language,
        )
        units = units_of(whole.scenario, unit, below=settings.below)
        files = shared_files(whole, units, head, Words(language))
        replace_folder(target, files, mark=MARK, what=WHAT)
    return tuple(targets.values())


def _whole(folder: Path) -> Whole:
    """Return the plan of a folder; raises where it is none, or contradicts itself."""
    scenario = load_scenario(folder / "scenario.json").scenario
    plan, result = load_plan(folder), load_result(folder)
    if result is None:
        raise UsageError(f"{folder / 'result.json'}: missing; is {folder} a plan folder?")
    broken = [one for one in verify(scenario, plan).violations if one.rule is Rule.FORM]
    if broken:
        raise UsageError(
            f"{folder}: the files contradict themselves ({broken[0].message}); "
            "`schedule verify` says all of it"
        )
    return Whole(scenario, plan, result, load_coverage(folder) or ())


def _everything(folder: Path) -> dict[str, bytes]:
    """Return the files of the plan folder that are ours."""
    ours = tuple(one.name for one in OUTPUTS if one.made == SHARE)
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
    return {
        name: path.read_bytes()
        for name, path in paths.items()
        if path.is_file() and not path.is_symlink() and name.startswith(ours)
    }


def _targets(
    output: Path, scenario: Scenario, settings: Settings
) -> Iterator[tuple[str | None, Path]]:
    """Yield each unit (None: the public) and its folder."""
    if settings.audience is Reader.PUBLIC:
        yield None, output
        return
    ids = [unit.id for unit in scenario.units]
    if settings.unit is not None:
        if settings.unit not in ids:
            near = nearest(settings.unit, ids)
            hint = f"; did you mean '{near}'?" if near else ""
            raise UsageError(f"--unit {settings.unit}: no such unit in the plan{hint}")
        yield settings.unit, output
        return
    names = file_names(ids)
    peopled = {cadre.unit for cadre in scenario.cadres}
    for unit in ids:
        if unit in peopled:
            yield unit, output / names[unit]
