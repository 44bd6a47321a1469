"""The whole path on generated scenarios: plan, verify, plan again from there, change, plan, verify.

`python -m tests.path.walk --walks 300` walks many; one that stumbles is kept in tests/corpus/path.
A walk is a seed of a tiny scenario and the edits of a what-if, so it can be written down.
"""

import argparse
import contextlib
import io
import json
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import cli
from models.scenario import Scenario
from scheduler.errors import InputError
from scheduler.load import load_scenario
from tests.agreement.worlds import world

CORPUS = Path(__file__).parents[1] / "corpus" / "path"
LIMITS = ["--quiet", "--time-limit", "4", "--workers", "1"]
PLANNED, INPUT, IMPOSSIBLE = 0, 2, 3
NEAR = 1e-6


class Walk(NamedTuple):
    """Where a walk begins, and what is changed on the way."""

    seed: int
    edits: list[dict[str, Any]]


def days(scenario: Scenario) -> st.SearchStrategy[dict[str, str]]:
    horizon = scenario.horizon
    number = (horizon.end - horizon.start).days
    pairs = st.tuples(st.integers(-1, number + 1), st.integers(0, 2))
    return pairs.map(
        lambda pair: {
            "from": (horizon.start + timedelta(days=pair[0])).isoformat(),
            "to": (horizon.start + timedelta(days=pair[0] + pair[1])).isoformat(),
        }
    )


def edits_of(scenario: Scenario) -> st.SearchStrategy[dict[str, Any]]:
    """Every kind of edit, with ids that are mostly known."""

    def ids(rows) -> st.SearchStrategy[str]:
        return st.sampled_from([*(row.id for row in rows)] * 5 + ["unknown"])

    def edit(kind: str, **parts: st.SearchStrategy) -> st.SearchStrategy[dict[str, Any]]:
        return st.fixed_dictionaries({"edit": st.just(kind)} | parts)

    def spanned(kind: str, **parts: st.SearchStrategy) -> st.SearchStrategy[dict[str, Any]]:
        pairs = st.tuples(edit(kind, **parts), days(scenario))
        return pairs.map(lambda pair: pair[0] | pair[1])

    classes, units, modules = ids(scenario.classes), ids(scenario.units), ids(scenario.modules)
    tiers, rooms, venues = ids(scenario.tiers), ids(scenario.rooms), ids(scenario.venues)
    some = {
        "open": st.booleans(),
        "room": rooms,
        "start": days(scenario).map(lambda span: span["from"]),
        "cadres": st.lists(ids(scenario.cadres), max_size=2, unique=True),
    }
    fixed = st.fixed_dictionaries({"edit": st.just("fix-class"), "class": classes}, optional=some)
    number = st.sampled_from([0, 0.5, 1, 2, 300])
    names = ("budget", "max_classes_per_cadre", "max_absent", "memory_years", "max_repeat_share")
    room = st.fixed_dictionaries(
        {"id": st.sampled_from(["NEW", "R1"]), "venue": venues, "capacity": st.integers(0, 9)}
    )
    module = st.fixed_dictionaries({"id": st.just("NEW"), "title": st.just("t"), "topics": modules})
    qualified = st.lists(st.fixed_dictionaries({"module": modules}), max_size=2)
    more = st.fixed_dictionaries(
        {"id": st.sampled_from(["K", "K1"]), "programme": ids(scenario.programmes)},
        optional={"repeat": st.integers(1, 2), "required": st.booleans()},
    )
    levels = st.permutations(["shortfall", "priority", "repeat", "cost", "moves", "peak_load"])
    return st.one_of(
        spanned("lecturer-unavailable", lecturer=ids(scenario.lecturers)),
        spanned("room-unavailable", room=rooms),
        spanned("cadre-unavailable", cadre=ids(scenario.cadres)),
        spanned("unit-unavailable", unit=units),
        spanned("close-days", tiers=st.lists(tiers, max_size=1), units=st.lists(units, max_size=1)),
        edit("set-target", tier=tiers, share=st.sampled_from([0, 0.5, 1])),
        edit("set-rule", rule=st.sampled_from(names), value=st.one_of(st.none(), number)),
        edit("set", path=st.sampled_from([f"rules.{n}" for n in names]), value=number),
        edit("set-objective", levels=levels.map(lambda names: [{name: 1} for name in names[:3]])),
        edit("scale-cadres", share=st.dictionaries(tiers, number, min_size=1, max_size=1)),
        st.tuples(st.sampled_from(["drop-class", "cancel-class", "online-fallback"]), classes).map(
            lambda pair: {"edit": pair[0], "class": pair[1]}
        ),
        fixed,
        edit("add-room", room=room),
        edit(
            "add-lecturer",
            lecturer=st.just({"id": "NEW", "name": "n"}),
            qualifications=qualified,
        ),
        edit("add-module", module=module),
        edit("add-classes", classes=st.lists(more, min_size=1, max_size=2)),
        edit("merge-units", units=st.lists(units, min_size=1, max_size=2), successor=units),
        edit("replace-module", module=modules, by=modules),
    )


def walks() -> st.SearchStrategy[Walk]:
    def with_edits(seed: int) -> st.SearchStrategy[Walk]:
        edits = st.lists(edits_of(world(seed)), min_size=1, max_size=3)
        return edits.map(lambda found: Walk(seed, found))

    return st.integers(0, 99_999).flatmap(with_edits)


def run(*words: object) -> tuple[int, str]:
    """Run the program; return the exit code and what it said."""
    out, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
        code = cli.run_safely([str(word) for word in words])
    return code, out.getvalue() + said.getvalue()


def planned(scenario: Path, folder: Path, *more: object, allowed=(PLANNED,)) -> dict | None:
    """Plan into a folder and let the plan be verified; None where no plan can be."""
    code, said = run(scenario, *LIMITS, "--output", folder, *more)
    assert code in allowed, f"exit code {code}: {said}"
    assert "Traceback" not in said
    if code != PLANNED:
        assert said.strip(), "nothing is said about why there is no plan"
        assert not folder.exists()
        return None
    code, said = run("verify", folder)
    assert code == 0, said
    return json.loads((folder / "result.json").read_text(encoding="utf-8"))


def values(result: dict, name: str = "value") -> list[float]:
    return [level[name] or 0.0 for level in result["levels"]]


def not_worse(after: list[float], before: list[float]) -> bool:
    """Is the first value that differs the better one?"""
    pairs = zip(after, before, strict=True)
    differing = [(a, b) for a, b in pairs if abs(a - b) > NEAR * max(1.0, abs(b))]
    return not differing or differing[0][0] < differing[0][1]


def is_sound(scenario: Path) -> bool:
    try:
        load_scenario(scenario)
    except InputError:
        return False
    return True


def take(walk: Walk, folder: Path) -> str:
    """Walk the whole path; an AssertionError says where it stumbles. Return how far it went."""
    scenario = folder / "scenario.json"
    scenario.write_text(world(walk.seed).model_dump_json(by_alias=True), encoding="utf-8")
    first = planned(scenario, folder / "first", allowed=(PLANNED, INPUT, IMPOSSIBLE))
    if not is_sound(scenario):  # a few generated ones contradict themselves
        assert first is None
        return "no scenario"
    if first is None:
        assert planned(scenario, folder / "again", allowed=(IMPOSSIBLE,)) is None
        head: dict[str, Any] = {}
    else:
        again = planned(scenario, folder / "again", "--start-from", folder / "first")
        assert again is not None
        assert not_worse(values(again), values(first)), "started from a plan and ended worse"
        assert values(again, "bound")[0] <= values(first)[0] + NEAR, "a bound above a known plan"
        head = {"baseline": str(folder / "first")}
    what_if = {"format": 1, "name": "changed", "base": str(scenario), "edits": walk.edits} | head
    changed = folder / "changed.yaml"
    changed.write_text(json.dumps(what_if), encoding="utf-8")
    result = planned(changed, folder / "changed", allowed=(PLANNED, INPUT, IMPOSSIBLE))
    if not is_sound(changed):
        assert result is None
        return "edits refused"
    if result is None:
        return "impossible"
    assert ("moves" in result["components"]) == bool(head)
    verdict, said = run("verify", folder / "changed", "--scenario", changed)
    assert verdict == 0, said
    return "changed"


def take_in_its_own_folder(walk: Walk) -> str:
    with tempfile.TemporaryDirectory(prefix="walk-") as folder:
        return take(walk, Path(folder))


def read(path: Path) -> Walk:
    return Walk(**json.loads(path.read_text(encoding="utf-8")))


def keep(walk: Walk) -> Path:
    path = CORPUS / f"{walk.seed}-{len(json.dumps(walk.edits))}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(walk._asdict(), indent=1) + "\n", encoding="utf-8")
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--walks", type=int, default=300)
    asked = parser.parse_args()
    ends: dict[str, int] = {}
    last: list[Walk] = []

    @settings(
        max_examples=asked.walks,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(walks())
    def walk_on(walk: Walk) -> None:
        last[:] = [walk]
        end = take_in_its_own_folder(walk)
        ends[end] = ends.get(end, 0) + 1

    try:
        walk_on()
    except AssertionError as error:
        print(f"stumbled, kept as {keep(last[0]).name}: {error}")
        return 1
    print(", ".join(f"{end}: {number}" for end, number in sorted(ends.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
