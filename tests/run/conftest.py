"""A planning run on a scenario in memory with a solver whose answer the test decides."""

import pytest

import scheduler.plan
from tests.run.fakes import loaded, small, solved


class Desk:
    """The scenario that will be loaded and the solution that will be found."""

    def __init__(self):
        self.scenario = small()
        self.answer = lambda chosen, **_: solved(chosen)
        self.asked = None

    def solve(self, chosen, **arguments):
        self.asked = (chosen, arguments)
        return self.answer(chosen, **arguments)


@pytest.fixture
def desk(monkeypatch, tmp_path):
    desk = Desk()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        scheduler.plan, "load_scenario", lambda path, within=None: loaded(desk.scenario)
    )
    monkeypatch.setattr(scheduler.plan, "solve", desk.solve)
    (tmp_path / "small.yaml").write_text("format: 1\n", encoding="utf-8")
    return desk
