"""Edits of targets, rules, objective levels and the number of cadres."""

from fractions import Fraction
from math import ceil
from typing import Any

from models.edits import ScaleCadres, SetObjective, SetRule, SetTarget
from models.people import Cadre
from scheduler.edits.draft import Draft, EditError, nothing_changed, unknown
from scheduler.edits.messages import say
from scheduler.edits.paths import replace

MAX_CADRES = 1_000_000


def set_target(draft: Draft, edit: SetTarget) -> None:
    """Replace the target of a tier and remove its path."""
    tier = draft.item("tiers", edit.tier, "tier", "tier")
    target = {"share": edit.share, "count": edit.count}
    if tier["target"] == target and not tier["path"]:
        raise nothing_changed()
    tier["target"], tier["path"] = target, {}
    draft.touch("tiers", edit.tier, "target")


def set_rule(draft: Draft, edit: SetRule) -> None:
    """Give a rule parameter another value."""
    if edit.rule.split(".")[0] not in draft.keys["rules"]:
        raise unknown("rule", edit.rule, draft.keys["rules"], "rule")
    replace(draft, f"rules.{edit.rule}", edit.value, "rule")


def set_objective(draft: Draft, edit: SetObjective) -> None:
    """Replace the levels."""
    levels = [{name.value: weight for name, weight in level.items()} for level in edit.levels]
    if levels == draft.keys["objective"]:
        raise nothing_changed()
    draft.keys["objective"] = levels
    draft.sets_objective = True
    draft.touch("objective")


def scale_cadres(draft: Draft, edit: ScaleCadres) -> None:
    """Keep the first cadres of a tier, or add copies with their history."""
    changed = False
    for tier, share in edit.share.items():
        if not any(item["id"] == tier for item in draft.keys["tiers"]):
            raise unknown("tier", tier, (item["id"] for item in draft.keys["tiers"]), "share")
        members = [row for row in draft.tables["cadres"] if row.tier == tier]
        wanted = ceil(Fraction(str(share)) * len(members))
        if wanted > MAX_CADRES:
            sentence = say("too_many_cadres", count=wanted, tier=tier, limit=MAX_CADRES)
            raise EditError(sentence, "share")
        if wanted < len(members):
            _remove(draft, {row.id for row in members[wanted:]})
        elif wanted > len(members):
            _copy(draft, members, wanted - len(members))
        changed = changed or wanted != len(members)
    if not changed:
        raise nothing_changed()


def _remove(draft: Draft, gone: set[str]) -> None:
    tables = draft.tables
    tables["cadres"] = [row for row in tables["cadres"] if row.id not in gone]
    tables["history"] = [row for row in tables["history"] if row.cadre not in gone]
    tables["unavailability"] = [
        row for row in tables["unavailability"] if row.kind != "cadre" or row.id not in gone
    ]


def _copy(draft: Draft, members: list[Cadre], count: int) -> None:
    taken = {row.id for row in draft.tables["cadres"]}
    history: dict[str, list[Any]] = {row.id: [] for row in members}
    for row in draft.tables["history"]:
        if row.cadre in history:
            history[row.cadre].append(row)
    for number in range(count):
        original, turn = members[number % len(members)], number // len(members) + 2
        while f"{original.id}~{turn}" in taken:
            turn += 1
        name = f"{original.id}~{turn}"
        taken.add(name)
        draft.add_row("cadres", original.model_copy(update={"id": name}))
        for row in history[original.id]:
            draft.add_row("history", row.model_copy(update={"cadre": name}))
