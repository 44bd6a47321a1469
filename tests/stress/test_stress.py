"""Stress: what is lost by which disruption, what repair brings back, what a plan hangs on."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

import cli
from models.scenario import SolveOptions, StressRates
from scheduler.checker import verify
from scheduler.errors import DisagreementError
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan, to_plan
from scheduler.load import load_scenario
from scheduler.plan import Settings, make_plan
from scheduler.stress.dependence import Dependences
from scheduler.stress.disruption import Disruption, draw, exposure_of
from scheduler.stress.repair import disrupted, replan
from scheduler.stress.run import StressSettings, stress_folder
from scheduler.stress.survival import covered_by_tier, surviving
from scheduler.terminal.narrator import Narrator
from tests.builders import MONDAY, cadre, held, plan, room, scenario, training_class

CLASSES = (training_class("K1"), training_class("K2"))
TWO = scenario(
    classes=CLASSES,
    rooms=(room("R1"), room("R2")),
    cadres=tuple(cadre(number) for number in (1, 2, 3, 4)),
    solve={"workers": 1, "time_limit": 20},
)
NEXT_WEEK = MONDAY + timedelta(days=7)
PAPER = plan(
    TWO,
    held("K1", cadres=[1, 2]),
    held("K2", NEXT_WEEK, room_id="R2", parts=(("M1", "L1"), ("M2", "L1")), cadres=[3]),
)
INSTANCE = derive(TWO)
DECISIONS = from_plan(INSTANCE, PAPER)
WEEKS = [int(INSTANCE.week[(day - TWO.horizon.start).days]) for day in (MONDAY, NEXT_WEEK)]
L1, L2 = (INSTANCE.lecturer_ids.index(name) for name in ("L1", "L2"))
ALWAYS = dict.fromkeys(("lecturer_absent", "room_lost", "learner_absent", "class_cancelled"), 1)
NEVER = dict.fromkeys(ALWAYS, 0)


def left(loss, standbys=None):
    found = surviving(INSTANCE, DECISIONS, loss, standbys or {})
    covered = covered_by_tier(INSTANCE, found).tolist()
    return sorted(INSTANCE.classes[k].id for k in found), covered


def test_nothing_lost_nothing_changed():
    assert left(Disruption()) == (["K1", "K2"], [3])


@pytest.mark.parametrize(
    ("loss", "held_all_the_same", "covered"),
    [
        (Disruption(classes=frozenset({0})), ["K2"], 1),
        (Disruption(rooms=frozenset({(0, WEEKS[0])})), ["K2"], 1),
        (Disruption(rooms=frozenset({(0, WEEKS[1])})), ["K1", "K2"], 3),
        (Disruption(lecturers=frozenset({(L2, WEEKS[0])})), ["K2"], 1),
        (Disruption(lecturers=frozenset({(L2, WEEKS[1])})), ["K1", "K2"], 3),
        (Disruption(lecturers=frozenset({(L1, WEEKS[0]), (L1, WEEKS[1])})), [], 0),
        (Disruption(learners=frozenset({(0, 0)})), ["K1", "K2"], 2),
        (Disruption(learners=frozenset({(1, 2)})), ["K1"], 2),
    ],
)
def test_each_disruption_takes_what_it_hits_and_nothing_else(loss, held_all_the_same, covered):
    assert left(loss) == (held_all_the_same, [covered])


def test_a_standby_saves_the_class_unless_away_too():
    module = INSTANCE.module_ids.index("M2")
    gone = frozenset({(L2, WEEKS[0])})
    assert left(Disruption(lecturers=gone), {(0, module): L1}) == (["K1", "K2"], [3])
    both = gone | {(L1, WEEKS[0])}
    assert left(Disruption(lecturers=both), {(0, module): L1})[0] == ["K2"]


def test_draws_are_seeded_and_follow_the_rates():
    exposure = exposure_of(INSTANCE, DECISIONS)
    assert exposure.classes == (0, 1)
    assert exposure.lecturers == tuple(sorted({(L1, WEEKS[0]), (L2, WEEKS[0]), (L1, WEEKS[1])}))
    assert draw(exposure, StressRates(**NEVER), 1, 1) == Disruption()
    everything = draw(exposure, StressRates(**ALWAYS), 1, 1)
    assert everything.learners == frozenset(exposure.learners)
    half = StressRates(**dict.fromkeys(ALWAYS, 0.5))
    draws = [draw(exposure, half, 1, number) for number in range(50)]
    assert draws == [draw(exposure, half, 1, number) for number in range(50)]
    assert len(set(draws)) > 10
    assert draws[0] != draw(exposure, half, 2, 0)
    share = sum(len(one.learners) for one in draws) / (50 * len(exposure.learners))
    assert 0.3 < share < 0.7


def test_what_the_plan_hangs_on_comes_worst_first():
    hangs_on = Dependences(INSTANCE, DECISIONS, exposure_of(INSTANCE, DECISIONS), {})
    lecturers = [(one.id, one.persons, one.classes) for one in hangs_on.lecturers()]
    assert lecturers == [("L1", 3, ("K1", "K2")), ("L2", 2, ("K1",))]
    assert [(one.id, one.persons) for one in hangs_on.rooms()] == [("R1", 2), ("R2", 1)]
    weeks = [(one.id, one.persons, one.classes) for one in hangs_on.weeks()]
    assert weeks == [("2024-W10", 2, ("K1",)), ("2024-W11", 1, ("K2",))]


def test_a_repair_is_valid_after_the_losses_and_brings_people_back():
    loss = Disruption(
        lecturers=frozenset({(L2, WEEKS[0])}),
        rooms=frozenset({(1, WEEKS[1])}),
        learners=frozenset({(0, 0)}),
    )
    rest = surviving(INSTANCE, DECISIONS, loss, {})
    after = disrupted(INSTANCE, DECISIONS, PAPER, loss, rest)
    assert after.baseline == PAPER
    assert [list(level) for level in after.objective][1] == ["moves"]
    found = replan(after, to_plan(INSTANCE, rest), 20)
    verdict = verify(after, found)
    assert not verdict.violations
    assert verdict.coverage[0].covered_after == 4


def test_a_hit_class_is_released_and_a_cancelled_one_stays_closed():
    fixed = {"open": True, "start": MONDAY, "lecturers": {"M2": "L2"}}
    classes = (training_class("K1", required=True, fixed=fixed), training_class("K2"))
    chosen = TWO.model_copy(update={"classes": classes})
    instance = derive(chosen)
    decisions = from_plan(instance, PAPER)

    def after(loss):
        rest = surviving(instance, decisions, loss, {})
        return disrupted(instance, decisions, PAPER, loss, rest).classes

    cancelled = after(Disruption(classes=frozenset({0})))[0]
    assert (cancelled.required, cancelled.fixed.open, cancelled.fixed.start) == (False, False, None)
    hit = after(Disruption(lecturers=frozenset({(L2, WEEKS[0])})))[0]
    assert (hit.required, hit.fixed.open, hit.fixed.start) == (False, None, None)
    untouched = after(Disruption(rooms=frozenset({(1, WEEKS[1])})))
    assert untouched[0].fixed.start == MONDAY


@pytest.fixture
def folder(tmp_path):
    """Return the folder of a plan of two classes."""

    def of(**changes):
        source = tmp_path / "scenario.json"
        chosen = TWO.model_copy(update=changes)
        source.write_text(chosen.model_dump_json(by_alias=True) + "\n", encoding="utf-8")
        make_plan(source, Settings(output=tmp_path / "plan"), Narrator(quiet=True))
        return tmp_path / "plan"

    return of


def test_the_shares_are_those_of_the_rates(folder):
    where = folder(stress=StressRates(**NEVER))
    report, _ = stress_folder(where, StressSettings(draws=2, repair_time=None))
    assert (report.gained, report.unrepaired.mean, report.unrepaired.worst) == (4, 1, 1)
    assert report.repaired is None
    where = folder(stress=StressRates(**NEVER | {"class_cancelled": 1}))
    report, _ = stress_folder(where, StressSettings(draws=2, repair_time=10))
    assert (report.unrepaired.mean, report.events.class_cancelled) == (0, 1)
    assert report.repaired.mean == 1, "the other class takes all"
    tier = report.tiers[0]
    assert (tier.before, tier.planned, tier.unrepaired.mean, tier.repaired.worst) == (0, 4, 0, 4)


def test_a_repair_that_is_worse_than_none_is_not_taken_and_a_wrong_one_is_a_defect(folder):
    where = folder(stress=StressRates(**NEVER | {"learner_absent": 0.3}))
    settings = StressSettings(draws=3, seed=4, repair_time=1)
    nothing = plan(TWO)
    report, _ = stress_folder(where, settings, repair=lambda *_: nothing)
    assert report.repaired == report.unrepaired
    report, _ = stress_folder(where, settings, repair=lambda *_: None)
    assert report.repaired == report.unrepaired
    wrong = plan(TWO, held("K1", parts=(("M1", "L1"),), cadres=[1]))
    with pytest.raises(DisagreementError, match="a repaired plan breaks H5"):
        stress_folder(where, settings, repair=lambda *_: wrong)


def test_the_command_speaks_both_languages_and_json(folder, capsys):
    where = folder(solve=SolveOptions(workers=1, time_limit=20, standby=True))
    arguments = ["stress", str(where), "--draws", "3", "--no-repair"]
    assert cli.run_safely(arguments) == 0
    english = capsys.readouterr().out
    assert english.startswith("Small: 3 random disruptions (seed 1)\n")
    assert "of the 4 persons whom the plan covers stay covered" in english
    assert "Lecturers the plan depends on most" in english
    assert "With repair" not in english
    assert cli.run_safely([*arguments, "--language", "vi"]) == 0
    assert "Không điều chỉnh: còn " in capsys.readouterr().out
    assert cli.run_safely([*arguments, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["draws"] == 3
    assert set(said["rates"]) == set(ALWAYS)
    assert said["rooms"][0]["persons"] >= 1
    assert cli.run_safely([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == said


def test_a_plan_that_breaks_rules_is_refused(folder, capsys):
    where = folder()
    lines = (where / "sessions.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (where / "sessions.csv").write_text("".join(lines[:-1]), encoding="utf-8")
    assert cli.run_safely(["stress", str(where)]) == 2
    assert "look at `schedule verify" in capsys.readouterr().err


def test_a_scenario_without_rates_has_the_defaults_and_typos_are_errors():
    assert scenario().stress == StressRates()
    with pytest.raises(ValueError, match="room_loss"):
        scenario(stress={"room_loss": 0.1})
    with pytest.raises(ValueError, match="less than or equal to 1"):
        scenario(stress={"room_lost": 1.1})


def test_a_what_if_sets_the_rates(tmp_path):
    base = Path(__file__).parents[1] / "cases" / "01-valid-plan" / "scenario.yaml"
    what_if = tmp_path / "calm.yaml"
    edit = "{edit: set, path: stress.learner_absent, value: 0}"
    what_if.write_text(f"format: 1\nname: calm\nbase: {base}\nedits: [{edit}]\n", encoding="utf-8")
    assert load_scenario(what_if).scenario.stress == StressRates(learner_absent=0)
