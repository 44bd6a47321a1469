"""One person taken out of scenario, plan and result: a pseudonym stays, so that counts stay."""

import re
from collections.abc import Iterable

from models.people import Cadre, HistoryRow, Unavailability, pseudonym
from models.plan import Enrolment, Plan
from models.result import Result
from models.scenario import Language, Scenario
from models.training_class import TrainingClass

NAME: dict[Language, str] = {"vi": "Đã xóa", "en": "Erased"}
SHORTEST = 3  # a shorter id, or a mere number, stands in texts for many things
NEVER = re.compile(r"(?!)(~\d+)?")
_NUMBER = re.compile(rb"ERASED-(\d{4,})")


class Person:
    """Somebody to be erased, known by an id (and its copies `ID~2`) and by names.

    `names` are those that nobody else bears, so that a text with one of them is about this person.
    """

    def __init__(self, cadre: str, number: int, names: Iterable[str] = ()) -> None:
        self.cadre = cadre
        self.pseudonym = pseudonym(number)
        self.names = frozenset(names)
        self._copy = re.compile(re.escape(cadre) + r"(~\d+)?")
        self._id = re.compile(rf"(?<![\w-]){re.escape(cadre)}(~\d+)?(?![\w-])")
        if len(cadre) < SHORTEST or cadre.isdigit():
            self._id = NEVER
        longest = sorted(map(re.escape, self.names), key=lambda one: (-len(one), one))
        self._name = re.compile(rf"(?<!\w)({'|'.join(longest)})(?!\w)") if longest else None

    def renamed(self, one: str) -> str | None:
        """Return the id that takes the place of the person's; None for everybody else's."""
        found = self._copy.fullmatch(one)
        return None if found is None else self.pseudonym + (found[1] or "")

    def is_named_in(self, text: str) -> bool:
        """Say whether a text holds the id or a name of the person."""
        return bool(self._id.search(text) or (self._name and self._name.search(text)))

    def out_of(self, text: str, language: Language) -> str:
        """Return a text with pseudonym and no name."""
        text = self._id.sub(lambda found: self.pseudonym + (found[1] or ""), text)
        return self._name.sub(NAME[language], text) if self._name else text

    def keep(self, one: str) -> str:
        """Return the id under which somebody is kept: the pseudonym or, of others, their own."""
        return self.renamed(one) or one

    def out_of_scenario(self, scenario: Scenario, attended: frozenset[str]) -> Scenario:
        """Return the scenario with what counts need of the person and no more.

        The person goes to the end of each table: a gap between two neighbours would tell the id.
        `attended` are the classes of the plan that the person attends.
        """
        last = scenario.horizon.end
        titled = {
            title
            for one in scenario.classes
            if one.id in attended
            for programme in scenario.programmes
            if programme.id == one.programme
            for title in programme.titles
        }
        others = [one for one in scenario.cadres if self.renamed(one.id) is None]
        mine = [one for one in scenario.cadres if self.renamed(one.id) is not None]
        people = (
            *others,
            *(
                Cadre(
                    id=self.keep(one.id),
                    name=NAME[scenario.language],
                    tier=one.tier,
                    unit=one.unit,
                    title=one.title if one.title in titled else None,
                    eligible=one.eligible
                    and (one.active_from is None or one.active_from <= last)
                    and (one.active_to is None or last <= one.active_to),
                    priority=one.priority,
                )
                for one in mine
            ),
        )
        update = {
            "cadres": people,
            "history": tuple(self._history(scenario.history)),
            "unavailability": tuple(self._away(scenario.unavailability)),
            "classes": tuple(map(self._class, scenario.classes)),
            "baseline": None if scenario.baseline is None else self.out_of_plan(scenario.baseline),
        }
        return scenario.model_copy(update=update)

    def out_of_plan(self, plan: Plan) -> Plan:
        """Return the plan with the pseudonym among those who attend."""
        rows = [
            Enrolment(
                cadre=self.keep(row.cadre),
                class_id=row.class_id,
                repeat_periods=row.repeat_periods,
                km=row.km,
            )
            for row in plan.enrolments
        ]
        rows.sort(key=lambda row: (row.cadre, row.class_id))
        return plan.model_copy(update={"enrolments": tuple(rows)})

    def out_of_result(self, result: Result, language: Language) -> Result:
        """Return the result with sentences that do not name the person."""
        return result.model_copy(
            update={
                name: tuple(self.out_of(one, language) for one in getattr(result, name))
                for name in ("warnings", "reasons")
            }
        )

    def concerns(self, scenario: Scenario, plan: Plan) -> bool:
        """Say whether the person stands in a scenario or plan."""
        baseline = scenario.baseline or Plan()
        ids = [one.id for one in scenario.cadres]
        ids += [row.cadre for row in scenario.history]
        ids += [row.id for row in scenario.unavailability if row.kind == "cadre"]
        ids += [cadre for one in scenario.classes for cadre in one.fixed.cadres]
        ids += [row.cadre for row in (*plan.enrolments, *baseline.enrolments)]
        return any(self.renamed(one) is not None for one in ids)

    def _history(self, rows: Iterable[HistoryRow]) -> list[HistoryRow]:
        rows = list(rows)
        mine = [row for row in rows if self.renamed(row.cadre) is not None and row.completed]
        others = [row for row in rows if self.renamed(row.cadre) is None]
        return others + [row.model_copy(update={"cadre": self.keep(row.cadre)}) for row in mine]

    def _away(self, rows: Iterable[Unavailability]) -> list[Unavailability]:
        """Return when others are away; a reason may name the person all the same."""
        kept = [row for row in rows if row.kind != "cadre" or self.renamed(row.id) is None]
        return [
            row.model_copy(update={"reason": ""}) if self.is_named_in(row.reason) else row
            for row in kept
        ]

    def _class(self, one: TrainingClass) -> TrainingClass:
        fixed = one.fixed.model_copy(update={"cadres": tuple(map(self.keep, one.fixed.cadres))})
        return one.model_copy(update={"fixed": fixed})


def next_number(contents: Iterable[bytes]) -> int:
    """Return the first number that no pseudonym in the contents bears."""
    found = [int(one) for content in contents for one in _NUMBER.findall(content)]
    return max(found, default=0) + 1


def names_of(
    cadre: str, scenarios: Iterable[Scenario], people: Iterable[tuple[str, str]] = ()
) -> frozenset[str]:
    """Return the names of a person (and copies) that nobody else bears.

    Others are those in the scenarios and further `people`, by id and name.
    """
    probe = Person(cadre, 1)
    mine: set[str] = set()
    others: set[str] = set()
    for scenario in scenarios:
        for one in scenario.cadres:
            (others if probe.renamed(one.id) is None else mine).add(one.name)
    for one_id, name in people:
        (others if probe.renamed(one_id) is None else mine).add(name)
    return frozenset(one for one in mine - others if one)
