"""What may not change or be passed: H14 budget, H15 fixed parts, required and frozen classes."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from models.result import Violation
from models.rules import Rule
from models.training_class import TrainingClass
from scheduler.checker.evidence import Evidence
from scheduler.checker.exact import exact, shown
from scheduler.checker.paper import HeldClass, Paper
from scheduler.checker.value import cost

ROUNDING = Fraction(1, 1_000_000)  # great circles are not exact decimals


def h14_budget(evidence: Evidence) -> Iterator[Violation]:
    """H14: cost <= budget."""
    budget = evidence.scenario.rules.budget
    if budget is None:
        return
    spent = cost(evidence)
    if spent > exact(budget) + ROUNDING:
        yield evidence.breach(
            Rule.H14, "budget", "h14_budget", cost=shown(spent), budget=shown(exact(budget))
        )


def h15_opening(evidence: Evidence) -> Iterator[Violation]:
    """H15: open(k) = fixed.open, open(k) = 1 where k is required."""
    for class_id, definition in sorted(evidence.facts.classes.items()):
        is_open = class_id in evidence.plan.held
        faults = {
            "h15_must_open": definition.fixed.open is True and not is_open,
            "h15_must_not_open": definition.fixed.open is False and is_open,
            "h15_required": definition.required and not is_open,
        }
        for key, is_breach in faults.items():
            if is_breach:
                yield evidence.breach(Rule.H15, class_id, key, class_id=class_id)


def h15_fixed_parts(evidence: Evidence) -> Iterator[Violation]:
    """H15: open(k) => start, room, electives and lecturers are those that k fixes."""
    for held, definition, _ in evidence.held_classes():
        fixed = definition.fixed
        pairs = {"h15_start": (fixed.start, held.start), "h15_room": (fixed.room, held.room)}
        for key, (wanted, found) in pairs.items():
            if wanted is not None and wanted != found:
                yield evidence.breach(
                    Rule.H15,
                    held.class_id,
                    key,
                    class_id=held.class_id,
                    wanted=wanted,
                    found=shown(found),
                )
        for module in fixed.electives:
            if module not in held.modules:
                yield evidence.breach(
                    Rule.H15,
                    held.class_id,
                    "h15_elective",
                    class_id=held.class_id,
                    module=module,
                )
        yield from _fixed_lecturers(evidence, held, definition)


def _fixed_lecturers(
    evidence: Evidence, held: HeldClass, definition: TrainingClass
) -> Iterator[Violation]:
    for module, lecturer in sorted(definition.fixed.lecturers.items()):
        found = held.lecturers_of.get(module, frozenset({lecturer}))
        if found != {lecturer}:
            yield evidence.breach(
                Rule.H15,
                held.class_id,
                "h15_lecturer",
                class_id=held.class_id,
                module=module,
                wanted=lecturer,
                found=_names(found),
            )


def h15_fixed_cadres(evidence: Evidence) -> Iterator[Violation]:
    """H15: fixed.cadres(k) attend k, so k opens."""
    for class_id, definition in sorted(evidence.facts.classes.items()):
        held = evidence.plan.held.get(class_id)
        attending = set(held.cadres) if held is not None else set()
        for cadre in definition.fixed.cadres:
            if cadre not in attending:
                yield evidence.breach(
                    Rule.H15, class_id, "h15_cadre", class_id=class_id, cadre=cadre
                )


def h15_frozen_classes(evidence: Evidence) -> Iterator[Violation]:
    """H15: k open in the baseline with start(k) < freeze_before => k keeps what the rule names."""
    freeze, baseline = evidence.scenario.freeze_before, evidence.baseline
    if freeze is None or baseline is None:
        return
    for before in _frozen(baseline, freeze):
        if before.class_id not in evidence.facts.classes:
            continue
        held = evidence.plan.held.get(before.class_id)
        if held is None:
            yield evidence.breach(
                Rule.H15, before.class_id, "h15_frozen_closed", class_id=before.class_id
            )
        else:
            yield from _frozen_parts(evidence, before, held)


def _frozen(baseline: Paper, freeze: date) -> list[HeldClass]:
    return [
        held for held in baseline.held.values() if held.start is not None and held.start < freeze
    ]


def _frozen_parts(evidence: Evidence, before: HeldClass, held: HeldClass) -> Iterator[Violation]:
    parts = {
        "part_start": (str(before.start), str(held.start)),
        "part_room": (before.room, held.room),
        "part_modules": (", ".join(before.modules), ", ".join(held.modules)),
        "part_lecturers": (_lecturers(before), _lecturers(held)),
    }
    for part, (wanted, found) in parts.items():
        if wanted != found:
            yield evidence.breach(
                Rule.H15,
                held.class_id,
                "h15_frozen_part",
                class_id=held.class_id,
                part=evidence.say(part),
                wanted=shown(wanted),
                found=shown(found),
            )
    added = sorted(set(held.cadres) - set(before.cadres))
    removed = sorted(set(before.cadres) - set(held.cadres))
    if added or removed:
        yield evidence.breach(
            Rule.H15,
            held.class_id,
            "h15_frozen_cadres",
            class_id=held.class_id,
            added=shown(", ".join(added)),
            removed=shown(", ".join(removed)),
        )


def _lecturers(held: HeldClass) -> str:
    pairs = sorted((module, _names(names)) for module, names in held.lecturers_of.items())
    return ", ".join(f"{module}: {names}" for module, names in pairs)


def _names(lecturers: frozenset[str | None]) -> str:
    return " + ".join(sorted(name or "-" for name in lecturers))


def h15_nothing_new_before_freeze(evidence: Evidence) -> Iterator[Violation]:
    """H15: open(k) and start(k) < freeze_before => k is frozen by the baseline."""
    freeze, baseline = evidence.scenario.freeze_before, evidence.baseline
    if freeze is None or baseline is None:
        return
    frozen = {held.class_id for held in _frozen(baseline, freeze)}
    for held, _, _ in evidence.held_classes():
        if held.start is not None and held.start < freeze and held.class_id not in frozen:
            yield evidence.breach(
                Rule.H15,
                held.class_id,
                "h15_before_freeze",
                class_id=held.class_id,
                start=held.start,
                freeze=freeze,
            )
