"""What goes to the Java side and what comes back; a real run where there is a JDK."""

import shutil

import pytest

from benchmarks import greedy, timefold
from benchmarks.clock import NotAttemptedError
from benchmarks.timefold import workshop
from benchmarks.timefold.answer import read_plans
from benchmarks.timefold.problem import write_problem
from scheduler.checker import verify
from scheduler.formulation.paper import to_plan


def as_answer(order, decisions, seconds):
    """Return a plan in the words of the Java side."""
    lines = [f"plan {seconds} [0]hard/[0]soft"]
    for place, k in enumerate(order.classes):
        decision = decisions.get(k)
        if decision is None:
            lines.append("c -1 0 0")
            continue
        menu = [m.electives for m in order.menus[place]].index(decision.menu.electives)
        lines.append(f"c {decision.start} {decision.room} {menu}")
    for place, number in order.parts:
        decision = decisions.get(order.classes[place])
        if decision is None:
            lines.append("p 0 -1")
            continue
        offsets = decision.first_slots()
        index = decision.menu.modules[number] if number >= 0 else -1 - number
        part = next(p for p in offsets if (p.is_module, p.index) == (number >= 0, index))
        lines.append(
            f"p {offsets[part]} {decision.lecturers.get(index, -1) if number >= 0 else -1}"
        )
    attends = {int(i): n for n, k in enumerate(order.classes) if k in decisions
               for i in decisions[k].members}  # fmt: skip
    return "\n".join([*lines, "a " + " ".join(str(attends.get(i, -1)) for i in range(340))])


def test_answer_gives_the_plan_back(demo, clock, tmp_path):
    greedy.plan(demo, clock)
    first, last = clock.found[0].decisions, clock.found[-1].decisions
    order = write_problem(demo, clock, 5, tmp_path / "problem.txt")
    answer = f"{as_answer(order, first, 0.5)}\n{as_answer(order, last, 2.25)}\n"
    (tmp_path / "plans.txt").write_text(answer, encoding="ascii")
    found = read_plans(demo, order, tmp_path / "plans.txt")
    assert [seconds for seconds, _ in found] == [0.5, 2.25]
    assert to_plan(demo, found[0][1]) == to_plan(demo, first)
    assert to_plan(demo, found[1][1]) == to_plan(demo, last)


def test_no_answer_no_plan(demo, clock, tmp_path):
    order = write_problem(demo, clock, 5, tmp_path / "problem.txt")
    assert read_plans(demo, order, tmp_path / "plans.txt") == []


def test_problem_is_whole_numbers_and_flags(demo, clock, tmp_path):
    write_problem(demo, clock, 5, tmp_path / "problem.txt")
    words = (tmp_path / "problem.txt").read_text(encoding="ascii").split()
    assert words[:4] == ["5000", "1", "2", "91"]
    assert all(word.removeprefix("b").lstrip("-").isdigit() or word == "b" for word in words)


def test_without_a_jdk_it_says_so(demo, clock, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(NotAttemptedError, match="no javac on this machine"):
        timefold.plan(demo, clock)


def test_without_the_package_it_says_so(monkeypatch, tmp_path):
    def refuse(command, **_):
        class Done:
            returncode = int("pip" in command)
            stdout, stderr = "javac 17.0.1", "no matching distribution"

        return Done()

    monkeypatch.setattr(shutil, "which", lambda name: name)
    monkeypatch.setattr(workshop.subprocess, "run", refuse)
    with pytest.raises(NotAttemptedError, match="cannot be installed: no matching distribution"):
        workshop.prepare(tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("javac") is None or not (workshop.HOME / "venv").exists(),
    reason="no JDK, or the benchmarks have not been run here: a test installs nothing",
)
def test_plans_of_a_real_run_are_valid(demo, clock):
    clock.limit = 12
    timefold.plan(demo, clock)
    assert clock.note == f"timefold {workshop.VERSION}"
    for found in clock.found:
        verdict = verify(demo.scenario, to_plan(demo, found.decisions))
        assert (verdict.violations, verdict.false) == ((), ())
