"""What is explained agrees with the checker, which shares no predicate with the explanations."""

import random as chance
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules import Component
from scheduler.checker import verify
from scheduler.explain.cadre import explain_cadre
from scheduler.explain.reach import reach_of
from scheduler.explain.reasons import breakdown, reasons, shortfall
from scheduler.explain.training_class import explain_class
from scheduler.explain.uncovered import Cause, causes
from scheduler.explain.words import Voice
from tests.builders import held, plan
from tests.explain.asking import every, situation
from tests.explain.worlds import DAYS, FIRST, PARTS, altered, broken, joined, opened, world

SEEDS = st.integers(min_value=0, max_value=10**9)
VOICE = Voice("en")


def drawn(seed):
    """A world, its open classes and its situation."""
    random = chance.Random(seed)
    chosen = world(random)
    items = opened(random, chosen)
    return chosen, items, situation(chosen, *items)


def coverage(chosen, items):
    verdict = verify(chosen, plan(chosen, *items))
    return {row.tier: row for row in verdict.coverage}, verdict.components


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_the_causes_add_up_to_the_uncovered_of_each_tier(seed):
    chosen, items, here = drawn(seed)
    rows, _ = coverage(chosen, items)
    for n, tier in enumerate(chosen.tiers):
        which = here.instance.tier_of[here.uncovered.cadres] == n
        facts = breakdown(here, which, VOICE)
        uncovered = rows[tier.id].population - rows[tier.id].covered_after
        assert sum(fact.values["count"] for fact in facts) == uncovered
        assert shortfall(here, n) == rows[tier.id].shortfall
    texts = reasons(here.instance, here.decisions, "vi")
    assert bool(texts) == any(row.shortfall for row in rows.values())


def rules_against(chosen, items, person):
    """For each open class: what the checker objects to when the person is put in."""
    found = {}
    for n, item in enumerate(items):
        if person not in item.cadres:
            changed = (*items[:n], joined(item, person), *items[n + 1 :])
            found[item.class_id] = broken(chosen, changed)
    return found


def helps(here, i, class_id):
    """Tell whether the class gives what the cadre still lacks, in the words of section 5."""
    inst, usage = here.instance, here.usage
    k = next(cls.index for cls in inst.classes if cls.id == class_id)
    decision = here.decisions[k]
    requirement = inst.scenario.requirements[0]
    modules = {m.id: m for m in inst.scenario.modules}
    periods = sum(modules[m].sessions * 4 for m in PARTS[inst.scenario.classes[k].programme])
    value = 1 if requirement.unit == "class" else periods
    left = inst.scenario.rules.max_classes_per_cadre - usage.count[i]
    assert decision.menu.periods == periods
    return value >= usage.rest[i, 0] if left <= 1 else True


@settings(max_examples=50, deadline=None)
@given(SEEDS)
def test_causes_among_open_classes_are_what_the_checker_objects_to(seed):
    chosen, items, here = drawn(seed)
    units = {unit.id for unit in chosen.units}
    for i, cause in zip(here.uncovered.cadres.tolist(), causes(here).tolist(), strict=True):
        person = here.instance.cadre_ids[i]
        against = rules_against(chosen, items, person)
        useful = [found for k, found in against.items() if helps(here, i, k)]
        fits = [found for found in useful if {rule for rule, _ in found} <= {"H3", "H12", "H14"}]
        seat = [found for found in fits if "H3" not in {rule for rule, _ in found}]
        unit = [f for f in seat if not {s for rule, s in f if rule == "H12"} & units]
        group = [f for f in unit if "H12" not in {rule for rule, _ in f}]
        expected = (
            Cause.SPARE
            if [f for f in group if not f]
            else Cause.BUDGET
            if group
            else Cause.COVER_GROUP
            if unit
            else Cause.UNIT_CAP
            if seat
            else Cause.FULL
            if fits
            else None
        )
        if expected is None:
            assert cause <= Cause.ELSEWHERE
        else:
            assert cause == expected


def alone(chosen, class_id, programme):
    """Yield the class at every start and room, in a plan of nothing else."""
    able = {"M1": "L1", "M2": "L1", "M3": "L1", "M3b": "L1"}
    parts = [(name, able[name]) for name in PARTS[programme]]
    for day in range(DAYS):
        for room in chosen.rooms:
            yield held(
                class_id, FIRST + timedelta(days=day), room_id=room.id, parts=parts, cadres=()
            )


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_whom_a_class_could_take_is_what_the_checker_allows_somewhere(seed):
    chosen, _, here = drawn(seed)
    free = chosen.model_copy(update={"rules": chosen.rules.model_copy(update={"budget": None})})
    wanted = here.wanted(np.arange(here.instance.num_cadres))
    for kind in here.kinds.all:
        cls = chosen.classes[kind.first]
        places = [p for p in alone(free, cls.id, cls.programme) if not broken(free, (p,))]
        served = reach_of(here.kinds, kind, wanted).served
        for i, person in enumerate(here.instance.cadre_ids):
            possible = any(not broken(free, (joined(place, person),)) for place in places)
            if wanted.left[i] > 0 and not here.usage.covered[i]:
                gives = bool(served[i])
                assert possible >= gives
                if possible and not gives:
                    assert not _enough(here, i, kind)


def _enough(here, i, kind):
    requirement = here.instance.scenario.requirements[0]
    value = 1 if requirement.unit == "class" else kind.menus[0].periods
    left = here.instance.scenario.rules.max_classes_per_cadre - here.usage.count[i]
    return left > 1 or value >= here.usage.rest[i, 0]


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_putting_a_cadre_in_breaks_nothing_and_costs_what_is_said(seed):
    chosen, items, here = drawn(seed)
    before = coverage(chosen, items)[1]
    for person in chosen.cadres[:3]:
        if person.id not in here.instance.cadre_ids:
            continue
        answer = explain_cadre(here, person.id, VOICE)
        against = rules_against(chosen, items, person.id)
        for fact in every(answer):
            if fact.code != "open_class":
                continue
            class_id = fact.values["class_id"]
            way = next((d for d in fact.details if d.code.startswith("if_")), None)
            if way is None:
                assert against[class_id], fact
                said = {d.text.rpartition("[")[2].rstrip("]") for d in fact.details}
                assert {rule for rule, _ in against[class_id]} - {"H14"} <= said | {"H2"}
                continue
            changed = forced(items, person.id, class_id, way)
            assert broken(chosen, changed) == set(), (fact, way)
            after = coverage(chosen, changed)[1]
            assert_price(way.values["price"], before, after)


def forced(items, person, class_id, way):
    """Return the classes after a cadre is put in as the explanation says."""
    left, out = way.values.get("left", ()), way.values.get("other")
    changed = []
    for item in items:
        cadres = item.cadres
        if item.class_id in left:
            cadres = tuple(c for c in cadres if c != person)
        if item.class_id == class_id:
            cadres = (*(c for c in cadres if c != out), person)
        changed.append(altered(item, cadres=cadres))
    return tuple(changed)


def assert_price(price, before, after):
    said = {f.values["component"]: f.values["change"] for f in price.values["changes"]}
    for component in Component:
        if component in after:
            change = after[component] - before[component]
            assert said.get(component.value, 0.0) == pytest.approx(change, abs=1e-5)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_other_dates_rooms_and_lecturers_are_possible_exactly_when_the_plan_stays_valid(seed):
    chosen, items, here = drawn(seed)
    before = coverage(chosen, items)[1]
    for n, item in enumerate(items):
        answer = explain_class(here, item.class_id, VOICE)

        def judged(changed, n=n):
            now = (*items[:n], changed, *items[n + 1 :])
            return broken(chosen, now), coverage(chosen, now)[1]

        for fact in every(answer):
            changed = alternative(item, answer, fact)
            if changed is None:
                continue
            violations, after = judged(changed)
            price = fact.values.get("price")
            if price is None and fact.code == "substitute":
                price = fact.values["why"].values.get("price")
            assert (price is not None) == (not violations), (fact, violations)
            if price is not None:
                assert_price(price, before, after)
        _count_of_dates(answer, item, judged)


def _count_of_dates(answer, item, judged):
    summary = next((f for f in every(answer) if f.code == "dates_summary"), None)
    if summary is None:
        return
    starts = [FIRST + timedelta(days=day) for day in range(DAYS)]
    possible = sum(
        not judged(altered(item, start=start))[0] for start in starts if start != item.start
    )
    assert summary.values["possible"] == possible
    barred = sum(fact.values["count"] for fact in summary.details)
    assert summary.values["starts"] == possible + barred


def alternative(item, answer, fact):
    """Return the class held as a fact supposes, None where the fact supposes nothing."""
    if fact.code in ("date_possible", "date_barred"):
        return altered(item, start=fact.values["start"])
    if fact.code in ("room_possible", "room_barred"):
        return altered(item, room=fact.values["room"])
    if fact.code == "substitute":
        taught = next(f for f in every(answer) if f.code == "module_taught" and fact in f.details)
        module, who = taught.values["module"], fact.values["lecturer"]
        parts = tuple((m, who if m == module else x) for m, x in item.parts)
        return altered(item, parts=parts)
    return None
