"""What cadres hear again: total exposure minus one credit per cadre and new topic.

An atom is something a cadre may hear: the modules that a class always teaches, or one optional
module of it. The credit of a topic is its largest exposure over the atoms that the cadre holds.
"""

from dataclasses import dataclass

import numpy as np
from ortools.sat.python.cp_model import IntVar, LinearExpr

from scheduler.formulation.decisions import repeats
from scheduler.formulation.instance import Floats, Ints
from scheduler.formulation.program.form import Form
from scheduler.formulation.program.program import Program
from scheduler.formulation.program.variables import ClassVariables

TINY = 1e-9
Atom = tuple[int, int]  # class, optional module (-1: what is always taught)


@dataclass(frozen=True)
class _Recipe:
    """The repeat of cadres with equal histories: weights of atoms, then credits to subtract.

    A credit (value, atoms) is earned by holding one of the atoms at least. For each tie
    (class, count, options) the cadre holds exactly `count` of the options, if he attends.
    """

    weights: dict[Atom, float]
    credits: tuple[tuple[float, tuple[Atom, ...]], ...]
    ties: tuple[tuple[int, int, tuple[int, ...]], ...]


def repeat(program: Program) -> Form:
    """Return repeat: sum of exposures of i to t, minus the largest one where i has not seen t."""
    instance, kept = program.instance, program.scope.kept
    form = Form(sum(float(row.sum()) for row in repeats(instance, kept).values()))
    if instance.scenario.rules.max_classes_per_cadre == 1:
        for k, variables in program.classes.items():
            if variables.taken:
                _by_recipe(program, form, variables.candidate.cadres, [k], None)
            else:
                _certain(program, form, variables)
        return form
    had = _heard(program)
    cadres = [variables.candidate.cadres for variables in program.classes.values()]
    everyone = np.unique(np.concatenate(cadres)) if cadres else np.zeros(0, dtype=np.int64)
    _by_recipe(program, form, everyone, list(program.classes), had)
    return form


def _heard(program: Program) -> Floats:
    """Return [i, t]: the largest exposure of i to t in kept classes."""
    had = np.zeros(program.instance.seen.shape)
    for decision in program.scope.kept.values():
        had[decision.members] = np.maximum(had[decision.members], decision.menu.largest)
    return had


def _certain(program: Program, form: Form, variables: ClassVariables) -> None:
    """Add a class whose modules are certain: a weight for each cadre."""
    candidate = variables.candidate
    rows = program.instance.exposure[list(candidate.course.always)]
    total, largest = rows.sum(axis=0), rows.max(axis=0, initial=0.0)
    weights = total.sum() - (~program.instance.seen[candidate.cadres]) @ largest
    weights[np.abs(weights) < TINY] = 0.0
    form.add_all(variables.attend, weights.tolist())


def _by_recipe(
    program: Program, form: Form, cadres: Ints, classes: list[int], had: Floats | None
) -> None:
    """Add cadres one by one; those with equal histories and classes share a recipe."""
    instance = program.instance
    relevant = _topics(program, classes)
    recipes: dict[tuple[object, ...], _Recipe] = {}
    for i in cadres.tolist():
        held = tuple(k for k in classes if program.classes[k].position[i] >= 0)
        fresh = ~instance.seen[i, relevant]
        before = np.zeros(len(relevant)) if had is None else had[i, relevant]
        key = (held, fresh.tobytes(), before.tobytes())
        if key not in recipes:
            recipes[key] = _recipe(program, held, relevant, fresh, before)
        _follow(program, form, i, recipes[key])


def _topics(program: Program, classes: list[int]) -> Ints:
    modules = sorted({m for k in classes for m in program.classes[k].candidate.course.modules})
    return np.flatnonzero(program.instance.exposure[modules].sum(axis=0))


def _recipe(
    program: Program, classes: tuple[int, ...], topics: Ints, fresh: Floats, before: Floats
) -> _Recipe:
    weights: dict[Atom, float] = {}
    exposures: dict[Atom, Floats] = {}
    for k in classes:
        course = program.classes[k].candidate.course
        rows = program.instance.exposure[list(course.always)][:, topics]
        weights[k, -1] = float(rows.sum())
        exposures[k, -1] = rows.max(axis=0, initial=0.0)
        for m in course.optional:
            row = program.instance.exposure[m, topics]
            weights[k, m] = float(row.sum())
            exposures[k, m] = row
    credits: dict[tuple[Atom, ...], float] = {}
    for n in np.flatnonzero(fresh).tolist():
        earned = {a: max(0.0, float(row[n] - before[n])) for a, row in exposures.items()}
        _earn(program, {a: v for a, v in earned.items() if v > TINY}, weights, credits)
    ties = _level(program, classes, weights, credits)
    return _Recipe(
        {atom: weight for atom, weight in weights.items() if abs(weight) > TINY},
        tuple((value, atoms) for atoms, value in credits.items() if value > TINY),
        ties,
    )


def _earn(
    program: Program,
    earned: dict[Atom, float],
    weights: dict[Atom, float],
    credits: dict[tuple[Atom, ...], float],
) -> None:
    """Credit one topic: the largest of what the held atoms earn, as steps from most to least."""
    if _exclusive(program, list(earned)):
        for atom, value in earned.items():
            weights[atom] -= value
        return
    ordered = sorted(earned, key=lambda atom: (-earned[atom], atom))
    for number, atom in enumerate(ordered):
        below = earned[ordered[number + 1]] if number + 1 < len(ordered) else 0.0
        step = earned[atom] - below
        if step <= TINY:
            continue
        atoms = tuple(sorted(ordered[: number + 1]))
        if len(atoms) == 1:
            weights[atom] -= step
        else:
            credits[atoms] = credits.get(atoms, 0.0) + step


def _exclusive(program: Program, atoms: list[Atom]) -> bool:
    """Tell whether no two of the atoms can be held together."""
    if len(atoms) < 2:
        return True
    if len({k for k, _ in atoms}) > 1 or any(m < 0 for _, m in atoms):
        return False
    groups = program.classes[atoms[0][0]].candidate.course.groups
    modules = {m for _, m in atoms}
    return any(count == 1 and modules <= set(options) for count, options in groups)


def _level(
    program: Program,
    classes: tuple[int, ...],
    weights: dict[Atom, float],
    credits: dict[tuple[Atom, ...], float],
) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
    """Move what every option of a choice costs to the class; return the choices that still matter.

    A bound is stronger where little depends on single options.
    """
    used = {atom for atoms in credits for atom in atoms}
    ties = []
    for k in classes:
        for count, options in program.classes[k].candidate.course.groups:
            least = min(weights[k, m] for m in options)
            weights[k, -1] += count * least
            for m in options:
                weights[k, m] -= least
            if any(weights[k, m] > TINY or (k, m) in used for m in options):
                ties.append((k, count, options))
    return tuple(ties)


def _follow(program: Program, form: Form, i: int, recipe: _Recipe) -> None:
    for k, count, options in recipe.ties:
        attends = _held(program, i, (k, -1))
        held = LinearExpr.sum([_held(program, i, (k, m)) for m in options])
        program.model.add(held == count * attends)
    for atom, weight in recipe.weights.items():
        form.add(_held(program, i, atom), weight)
    for value, atoms in recipe.credits:
        literals = [_held(program, i, atom) for atom in atoms]
        form.add(_one_at_least(program, literals), -value)


def _one_at_least(program: Program, literals: list[IntVar]) -> IntVar:
    indices = [literal.index for literal in literals]

    def make() -> IntVar:
        credit = program.derive(0, 1, lambda values: max(values[n] for n in indices))
        program.model.add(LinearExpr.sum(literals) >= credit)
        return credit

    found = program.remember(("one of", *indices), make)
    assert found is not None
    return found


def _held(program: Program, i: int, atom: Atom) -> IntVar:
    """Return the literal: cadre i attends the class and the class takes the module."""
    k, m = atom
    variables = program.classes[k]
    attends = variables.attends(i)
    assert attends is not None
    if m < 0:
        return attends

    def make() -> IntVar:
        a, t = attends.index, variables.taken[m].index
        both = program.derive(0, 1, lambda values: values[a] * values[t])
        program.model.add(attends + variables.taken[m] <= 1 + both)
        program.model.add_implication(both, attends)
        program.model.add_implication(both, variables.taken[m])
        return both

    found = program.remember(("held", i, k, m), make)
    assert found is not None
    return found
