"""The planning command: exit codes, and what goes to stdout and to stderr."""

import signal
import time

import pytest

import cli
from models.result import Status
from models.rules import Component
from scheduler.errors import Fault, InputError
from tests.builders import held
from tests.run.fakes import small, solved, unsolved


@pytest.fixture
def call(desk, capsys):
    def call(*arguments):
        code = cli.run_safely(["small.yaml", *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return call


def wait_until(stop):
    deadline = time.monotonic() + 10
    while not stop() and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def no_grace(monkeypatch):
    monkeypatch.setattr("scheduler.plan.GRACE", 0.0)


def short(chosen, **_):
    return solved(chosen, opened=(held(cadres=(1, 2)),))


def test_done(call):
    code, out, err = call()
    assert code == 0
    assert out == "out/small\n"
    assert "Classes: 1 of 1 open" in err
    assert "\x1b" not in err


def test_quiet_says_nothing(call):
    assert call("--quiet") == (0, "", "")


def test_options_before_the_scenario(desk, call):
    assert cli.run_safely(["--time-limit", "7", "--quiet", "small.yaml"]) == 0
    assert desk.asked[0].solve.time_limit == 7


def test_every_option_reaches_the_run(desk, call, tmp_path):
    call()
    code, out, _ = call(
        *("--output", "elsewhere", "--time-limit", "5", "--gap", "0.02", "--seed", "7"),
        *("--workers", "1", "--start-from", "out/small", "--language", "vi"),
    )
    assert (code, out) == (0, "elsewhere\n")
    chosen, arguments = desk.asked
    asked = {"time_limit": 5, "gap": 0.02, "seed": 7, "workers": 1}
    assert chosen.solve.model_dump() == asked | {"standby": False}
    assert chosen.language == "vi"
    assert arguments["start"] is not None
    assert (tmp_path / "elsewhere" / "result.json").is_file()


def test_the_language_of_the_summary(call):
    assert "Số lớp mở: 1 trên 1 lớp dự kiến" in call("--language", "vi")[2]


def test_a_shortfall_is_reported_and_no_failure(desk, call):
    desk.answer = short
    assert call()[0] == 0


def test_strict_makes_a_shortfall_a_failure_and_still_writes(desk, call, tmp_path):
    assert call("--strict")[0] == 0
    desk.answer = short
    code, out, _ = call("--strict")
    assert (code, out) == (1, "out/small\n")
    assert (tmp_path / "out" / "small" / "result.json").is_file()


@pytest.mark.parametrize("quiet", [(), ("--quiet",)])
def test_a_contradiction(desk, call, quiet, tmp_path):
    desk.answer = lambda chosen, **_: unsolved(chosen, Status.INFEASIBLE, "L1 is away and fixed")
    code, out, err = call(*quiet)
    assert (code, out) == (3, "")
    assert "L1 is away and fixed" in err
    assert not (tmp_path / "out").exists()


def test_no_plan_in_time(desk, call):
    desk.answer = lambda chosen, **_: unsolved(chosen, Status.NONE)
    code, out, err = call("--time-limit", "5", "--quiet")
    assert (code, out) == (4, "")
    assert "within 5 s" in err


def test_a_disagreement_is_a_defect(desk, call):
    desk.answer = lambda chosen, **_: solved(chosen, components={Component.SHORTFALL: 5})
    code, out, err = call()
    assert (code, out) == (70, "")
    assert "components.shortfall" in err


def test_an_unexpected_fault_is_a_defect_without_a_traceback(desk, call, monkeypatch, tmp_path):
    def answer(chosen, **_):
        raise ZeroDivisionError("a slip")

    desk.answer = answer
    code, _, err = call("--quiet")
    assert code == 70
    assert "defect of the program: ZeroDivisionError: a slip" in err
    assert "SCHEDULE_DEBUG" in err
    monkeypatch.setenv("SCHEDULE_DEBUG", str(tmp_path / "trace.txt"))
    assert call("--quiet")[0] == 70
    assert "Traceback" in (tmp_path / "trace.txt").read_text(encoding="utf-8")


def test_a_full_disk_is_told_in_one_line(desk, call, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device", "out/small")

    monkeypatch.setattr("scheduler.plan.write_folder", full)
    code, _, err = call("--quiet")
    assert (code, err) == (2, "Error: out/small: No space left on device\n")


@pytest.mark.parametrize(
    ("language", "asked", "spoken"),
    [(None, (), "wrong"), ("vi", (), "sai"), ("vi", ("--language=en",), "wrong")],
)
def test_faults_of_the_input_come_one_a_line(desk, call, monkeypatch, language, asked, spoken):
    def refuse(path, within=None):
        faults = [Fault("a.csv", line, "id", "wrong", vi="sai") for line in (3, 2)]
        raise InputError(faults, language)

    monkeypatch.setattr("scheduler.plan.load_scenario", refuse)
    code, out, err = call(*asked)
    assert (code, out) == (2, "")
    assert err == f"a.csv:2: id: {spoken}\na.csv:3: id: {spoken}\n"


@pytest.mark.parametrize(
    ("arguments", "piece"),
    [
        ((), "Usage: schedule SCENARIO"),
        (("absent.yaml",), "absent.yaml: no such scenario file"),
        (("verfy",), "did you mean the command 'verify'?"),
        ((".",), "is a folder, not a scenario file"),
        (("small.yaml", "--time-limit", "0"), "--time-limit"),
        (("small.yaml", "--time-limit", "soon"), "--time-limit"),
        (("small.yaml", "--gap", "-1"), "--gap"),
        (("small.yaml", "--workers", "0"), "--workers"),
        (("small.yaml", "--language", "fr"), "--language"),
        (("small.yaml", "--bogus"), "--bogus"),
        (("small.yaml", "more"), "more"),
    ],
)
def test_wrong_usage(desk, capsys, arguments, piece):
    assert cli.run_safely(list(arguments)) == 2
    out, err = capsys.readouterr()
    assert piece in err
    assert out == ""
    assert desk.asked is None


def test_a_second_interruption_abandons_the_run(desk, call, tmp_path):
    def answer(chosen, stop, **_):
        signal.raise_signal(signal.SIGINT)
        wait_until(stop)
        signal.raise_signal(signal.SIGINT)
        time.sleep(1)
        return solved(chosen)

    before = signal.getsignal(signal.SIGINT)
    desk.answer = answer
    code, out, err = call()
    assert (code, out) == (130, "")
    assert "Ctrl-C again" in err
    assert "Abandoned" in err
    assert signal.getsignal(signal.SIGINT) is before
    assert not (tmp_path / "out").exists()


def test_one_interruption_writes_the_plan(desk, call, tmp_path):
    def answer(chosen, stop, **_):
        signal.raise_signal(signal.SIGTERM)
        wait_until(stop)
        return solved(chosen)

    desk.answer = answer
    code, out, _ = call()
    assert (code, out) == (130, "out/small\n")
    assert '"interrupted": true' in (tmp_path / "out/small/result.json").read_text("utf-8")


def test_interrupted_before_any_plan(desk, call):
    def answer(chosen, stop, **_):
        signal.raise_signal(signal.SIGINT)
        wait_until(stop)
        return unsolved(chosen, Status.NONE)

    desk.answer = answer
    code, out, err = call()
    assert (code, out) == (130, "")
    assert "before there was any plan" in err


def test_the_scenario_in_vietnamese_speaks_vietnamese(desk, call):
    desk.scenario = small(language="vi", title="Kế hoạch")
    assert "Kế hoạch nằm trong out/small" in call()[2]
