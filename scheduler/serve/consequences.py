"""What a change would bring if nothing else changed: rules broken, people touched, figures."""

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from models.plan import Plan
from models.result import Verdict, Violation
from models.rules import COMPONENT_WORDS, RULE_WORDS, Component, Rule
from models.scenario import Language
from scheduler.checker import verify
from scheduler.errors import Sentence
from scheduler.load import Loaded, edit_loaded
from scheduler.outputs.figures import spoken
from scheduler.outputs.levels import level_texts
from scheduler.outputs.words import Words
from scheduler.serve.changes import Change, edit_of, on_paper, said_of
from scheduler.serve.opened import Opened

SHOWN = 8
LARGE = 10_000
ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
# What repair cannot mend: when a class may meet at all and what it consists of.
FINAL = frozenset({Rule.H4, Rule.H5})
PEOPLE = frozenset({Rule.H1, Rule.H2, Rule.H3, Rule.H10, Rule.H11, Rule.H12, Rule.H13})
TEACHING = frozenset({Rule.H6, Rule.H7, Rule.H8})
ROOMS = frozenset({Rule.H9})


@dataclass(frozen=True)
class Broken:
    """The breaches of one rule: its words, how repair meets them, the first few sentences."""

    rule: Rule
    words: str
    way: str
    count: int
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """A component before and after the change."""

    name: str
    unit: str
    before: str
    after: str
    better: bool


@dataclass(frozen=True)
class Consequences:
    """Everything that is told before a change is accepted.

    `possible` is false where no repair can help; `fits` tells that nothing else must change.
    """

    change: Change
    edit: dict[str, Any]
    said: str
    broken: tuple[Broken, ...]
    levels: tuple[Figure, ...]
    figures: tuple[Figure, ...]
    members: int
    lecturers: int
    touched: tuple[str, ...]
    possible: bool
    fits: bool


@dataclass(frozen=True)
class Trial:
    """A change tried on paper: the scenario after the edit, the plan, what the checker says."""

    change: Change
    edit: dict[str, Any]
    loaded: Loaded
    plan: Plan
    verdict: Verdict
    said: Sentence

    @property
    def violations(self) -> tuple[Violation, ...]:
        """The breaches that the change brings; a valid plan has none before."""
        return self.verdict.violations

    @property
    def has_choice_of_room(self) -> bool:
        """Tell whether the class keeps its room without anybody having asked for that."""
        asked = self.change.room is not None
        return self.change.kind == "move" and not asked and self.edit["room"] is not None

    @property
    def fits(self) -> bool:
        """Tell whether the plan is valid as it stands; a cancelled class leaves people over."""
        return not self.violations and self.change.kind != "cancel"


def try_change(
    change: Change, opened: Opened, language: Language, *, keep_room: bool = True
) -> Trial:
    """Judge a change on paper; raises InputError where it cannot be made as an edit.

    A moved class keeps its room where that is free then, unless it is said not to.
    """
    edit, loaded = _edited(change, opened, language, keep_room=keep_room)
    plan = on_paper(change, opened)
    verdict = verify(loaded.scenario, plan, facts=opened.facts)
    trial = Trial(change, edit, loaded, plan, verdict, said_of(change, edit, opened))
    if trial.has_choice_of_room and any(one.rule in ROOMS for one in trial.violations):
        edit, loaded = _edited(change, opened, language, keep_room=False)
        said = said_of(change, edit, opened)
        return Trial(change, edit, loaded, plan, verdict, said)  # on paper it is the same
    return trial


def _edited(
    change: Change, opened: Opened, language: Language, *, keep_room: bool
) -> tuple[dict[str, Any], Loaded]:
    edit = edit_of(change, opened, keep_room=keep_room)
    loaded = edit_loaded(opened.scenario, opened.plan, [json.dumps(edit)], language=language)
    return edit, loaded


def consequences(trial: Trial, opened: Opened, language: Language) -> Consequences:
    """Put the trial into words."""
    class_id = trial.change.class_id
    final = any(
        one.rule in FINAL or (one.rule is Rule.H11 and one.subject == class_id)
        for one in trial.violations
    )
    sessions = [one for one in opened.plan.sessions if one.class_id == class_id]
    return Consequences(
        change=trial.change,
        edit=trial.edit,
        said=trial.said.vi if language == "vi" else trial.said.en,
        broken=_broken(trial.violations, class_id, language),
        levels=_levels(trial.verdict, opened, language),
        figures=_figures(trial.verdict, opened, language),
        members=sum(one.class_id == class_id for one in opened.plan.enrolments),
        lecturers=len({one.lecturer for one in sessions if one.lecturer}),
        touched=_touched(trial.violations, opened),
        possible=not final,
        fits=trial.fits,
    )


def _broken(
    violations: tuple[Violation, ...], class_id: str, language: Language
) -> tuple[Broken, ...]:
    by_rule: dict[Rule, list[Violation]] = defaultdict(list)
    for one in violations:
        by_rule[one.rule].append(one)
    found = []
    for rule, ones in by_rule.items():
        words = RULE_WORDS[rule]
        found.append(
            Broken(
                rule=rule,
                words=words.vi if language == "vi" else words.en,
                way=_way(rule, any(one.subject == class_id for one in ones)),
                count=len(ones),
                sentences=tuple(dict.fromkeys(_for_people(one.message) for one in ones))[:SHOWN],
            )
        )
    return tuple(found)


def _for_people(message: str) -> str:
    """Return a sentence of the checker with its days as people write them."""
    return ISO_DAY.sub(r"\3/\2/\1", message)


def _way(rule: Rule, names_class: bool) -> str:
    """Return the key of the words for what repair does about a rule."""
    if rule in FINAL or (rule is Rule.H11 and names_class):
        return "way_none"
    if rule in PEOPLE:
        return "way_people"
    if rule in TEACHING:
        return "way_teaching"
    return "way_room" if rule in ROOMS else "way_search"


def _figures(after: Verdict, opened: Opened, language: Language) -> tuple[Figure, ...]:
    before = opened.verdict.components
    found = []
    for component, value in after.components.items():
        was = before.get(component, 0.0 if component is Component.MOVES else None)
        if was is None or abs(was - value) < 1e-6 or component is Component.MOVES:
            continue
        words = COMPONENT_WORDS[component]
        found.append(
            Figure(
                name=words.vi if language == "vi" else words.en,
                unit=words.unit_vi if language == "vi" else words.unit_en,
                before=_number(was, language),
                after=_number(value, language),
                better=value < was,
            )
        )
    return tuple(found)


def _levels(after: Verdict, opened: Opened, language: Language) -> tuple[Figure, ...]:
    """Return the levels that change; one that counts moves has no figure before."""
    told = opened.result.model_copy(update={"levels": after.levels})
    before = {tuple(sorted(one.objective.items())): one.value for one in opened.verdict.levels}
    found = []
    for text, level in zip(level_texts(told, Words(language)), after.levels, strict=True):
        was = before.get(tuple(sorted(level.objective.items())))
        if was is None or Component.MOVES in level.objective or abs(was - level.value) < 1e-6:
            continue
        values = (_number(was, language), _number(level.value, language))
        name = f"{text.rank}. {text.objective}"
        found.append(Figure(name, "", *values, better=level.value < was))
    return tuple(found)


def _number(value: float, language: Language) -> str:
    """Return a figure for people; of large ones nobody wants the decimals."""
    return spoken(value, language, 0 if abs(value) >= LARGE else 2)


def _touched(violations: tuple[Violation, ...], opened: Opened) -> tuple[str, ...]:
    """Return the names of the people whom a breach names, with their ids."""
    facts = opened.facts
    names = []
    for subject in sorted({one.subject for one in violations}):
        person = facts.cadres.get(subject) or facts.lecturers.get(subject)
        if person is not None:
            names.append(f"{person.name} ({subject})")
    return tuple(names)
