"""Scenarios with one lever pulled: one more class, one more lecturer, a larger budget."""

from dataclasses import dataclass
from typing import Any

from models.resources import Lecturer, Qualification
from models.scenario import Scenario
from models.training_class import Fixed

MORE_BUDGET = 0.1


@dataclass(frozen=True)
class Lever:
    """A changed scenario with the name and values of its sentence; `added` is a class it adds."""

    name: str
    values: dict[str, Any]
    scenario: Scenario
    added: str | None = None


def one_more_class(scenario: Scenario, programme: str) -> Lever:
    """Return the scenario with one more class like the first of a programme, nothing fixed."""
    first = next(one for one in scenario.classes if one.programme == programme)
    name = _unused(f"{first.id}+1", {one.id for one in scenario.classes})
    added = first.model_copy(update={"id": name, "required": False, "fixed": Fixed()})
    changed = scenario.model_copy(update={"classes": (*scenario.classes, added)})
    return Lever("margin_class", {"programme": programme}, changed, name)


def one_more_lecturer(scenario: Scenario, module: str) -> Lever:
    """Return the scenario with a lecturer for one module: always there, else like a colleague."""
    known = {one.id: one for one in scenario.lecturers}
    themes = {f"theme:{one.theme}" for one in scenario.modules if one.id == module}
    able = [q for q in scenario.qualifications if q.module in (module, "*", *themes)]
    like = known[able[0].lecturer] if able else next(iter(known.values()), None)
    name = _unused("L+1", set(known))
    added = Lecturer(id=name, name=name)
    if like is not None:
        added = like.model_copy(update={"id": name, "name": name, "email": None})
    qualified = Qualification(lecturer=name, module=module)
    changed = scenario.model_copy(
        update={
            "lecturers": (*scenario.lecturers, added),
            "qualifications": (*scenario.qualifications, qualified),
        }
    )
    return Lever("margin_lecturer", {"module": module}, changed)


def class_with_lecturer(scenario: Scenario, programme: str, module: str) -> Lever:
    """Return the scenario with one more class and one more lecturer for a module it lacks."""
    more = one_more_class(one_more_lecturer(scenario, module).scenario, programme)
    values = {"programme": programme, "module": module}
    return Lever("margin_class_and_lecturer", values, more.scenario, more.added)


def class_with_budget(scenario: Scenario, programme: str) -> Lever:
    """Return the scenario with one more class and a tenth more budget."""
    richer = more_budget(scenario)
    more = one_more_class(richer.scenario, programme)
    values = {"programme": programme} | richer.values
    return Lever("margin_class_and_budget", values, more.scenario, more.added)


def lecturer_with_budget(scenario: Scenario, module: str) -> Lever:
    """Return the scenario with one more lecturer for a module and a tenth more budget."""
    richer = more_budget(scenario)
    more = one_more_lecturer(richer.scenario, module)
    return Lever("margin_lecturer_and_budget", {"module": module} | richer.values, more.scenario)


def more_budget(scenario: Scenario) -> Lever:
    """Return the scenario with a tenth more budget."""
    old = scenario.rules.budget or 0
    rules = scenario.rules.model_copy(update={"budget": old * (1 + MORE_BUDGET)})
    values = {"old": old, "new": rules.budget}
    return Lever("margin_budget", values, scenario.model_copy(update={"rules": rules}))


def _unused(name: str, known: set[str]) -> str:
    while name in known:
        name += "+"
    return name
