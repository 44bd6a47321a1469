"""Levers pulled by solving again: what they bring is possible, and is said to be solved again."""

import random as chance
from itertools import count

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from scheduler.explain import lever_scenarios
from scheduler.explain.margins import margins
from scheduler.explain.reasons import reasons, shortfall
from scheduler.explain.words import Voice
from tests.builders import held, lecturer, qualified, room, scenario, training_class
from tests.explain.asking import situation
from tests.explain.worlds import opened, world
from tests.precheck.trial import least_shortfall

NO_SHRINKING = (Phase.explicit, Phase.generate)
EN = Voice("en")
K1_AND_K2 = (training_class("K1"), training_class("K2"))
SMALL_ROOM = {"rooms": (room(capacity=2),)}
L1_ONLY = {
    "lecturers": (lecturer("L1", max_sessions=2), lecturer("L2")),
    "qualifications": (qualified("L1", "M1"), qualified("L2", "M2")),
}
ALONE = (("M1", "L1"), ("M2", "L2"))
BY_L1 = (("M1", "L1"), ("M2", "L1"))


def pulled(chosen, *items):
    """The facts about the levers of the only tier, with all the time they want."""
    return margins(situation(chosen, *items), [0], EN, lambda: 1e9)


def gains(facts):
    """Lever -> persons, of the levers that bring something."""
    found = [fact.values for fact in facts if fact.code == "margin"]
    return {one["change"].code: sum(g.values["count"] for g in one["gains"]) for one in found}


def test_one_more_class_takes_those_without_a_seat():
    facts = pulled(scenario(**SMALL_ROOM), held(cadres=(1, 2)))
    assert gains(facts) == {"margin_class": 1}
    assert facts[0].text == (
        "Solved again within limits from this plan: one more class of programme A covers at "
        "least 1 more of tier P."
    )


def test_one_more_lecturer_lets_a_second_class_open():
    scarce = {**L1_ONLY, "lecturers": (lecturer("L1", max_sessions=1), lecturer("L2"))}
    chosen = scenario(classes=K1_AND_K2, **SMALL_ROOM, **scarce)
    facts = pulled(chosen, held(cadres=(1, 2), parts=ALONE))
    assert gains(facts) == {"margin_lecturer": 1, "margin_class_and_lecturer": 1}
    blocked = next(fact for fact in facts if fact.code == "margin_blocked")
    assert blocked.values["why"].code == "shut_sessions"
    enough = scenario(classes=K1_AND_K2, **SMALL_ROOM, **L1_ONLY)
    (fact,) = [f for f in pulled(enough, held(cadres=(1, 2), parts=ALONE)) if "none" in f.code]
    assert "A short search without any change covers at least 1 more of tier P" in fact.text


def test_a_tenth_more_budget_pays_for_the_third():
    money = {"budget": 400, "allowance_per_person_day": 60}  # 250 for the class, 60 for each
    chosen = scenario(rules=money)
    facts = pulled(chosen, held(cadres=(1, 2), parts=BY_L1))
    assert gains(facts)["margin_budget"] == 1
    assert "10% more budget (400 to 440)" in next(f.text for f in facts if "10%" in f.text)
    poorer = scenario(rules=money | {"budget": 380})
    facts = pulled(poorer, held(cadres=(1, 2), parts=BY_L1))
    assert "margin_budget" not in gains(facts)
    assert "margin_nothing" in {fact.code for fact in facts}


def test_without_time_the_estimates_stay_and_it_is_said():
    chosen = scenario(**SMALL_ROOM)
    here = situation(chosen, held(cadres=(1, 2)))
    ticks = count()
    for left in (lambda: 0.0, lambda: 1.0 if next(ticks) < 2 else 0.0):
        told = reasons(here.instance, here.decisions, "en", left)
        assert told[-1].startswith("There was no time to solve again for every lever")
        assert any("Estimate, lecturers aside: one more class" in text for text in told)
    told = reasons(here.instance, here.decisions, "en", lambda: 1e9)
    assert not any("Estimate, lecturers aside" in text for text in told)
    assert any("Solved again within limits" in text for text in told)


def test_it_says_the_same_again_and_in_vietnamese():
    here = situation(scenario(**SMALL_ROOM), held(cadres=(1, 2)))
    first, again = (reasons(here.instance, here.decisions, "vi", lambda: 1e9) for _ in range(2))
    assert first == again
    assert (
        "Giải lại có giới hạn từ kế hoạch này: thêm một lớp A thì phủ thêm ít nhất 1 người đối "
        "tượng P." in first
    )


PULL = {
    "margin_class": lambda s, v: lever_scenarios.one_more_class(s, v["programme"]),
    "margin_lecturer": lambda s, v: lever_scenarios.one_more_lecturer(s, v["module"]),
    "margin_budget": lambda s, v: lever_scenarios.more_budget(s),
    "margin_class_and_lecturer": lambda s, v: lever_scenarios.class_with_lecturer(
        s, v["programme"], v["module"]
    ),
    "margin_class_and_budget": lambda s, v: lever_scenarios.class_with_budget(s, v["programme"]),
    "margin_lecturer_and_budget": lambda s, v: lever_scenarios.lecturer_with_budget(s, v["module"]),
}


def least_missing(chosen, t):
    """The proven least number of persons missing of one tier, whatever becomes of the others."""
    tiers = enumerate(chosen.tiers)
    alone = tuple(one.model_copy(update={"weight": float(n == t)}) for n, one in tiers)
    return least_shortfall(chosen.model_copy(update={"tiers": alone}))


@settings(max_examples=25, deadline=None, derandomize=True, phases=NO_SHRINKING)
@given(st.integers(min_value=0, max_value=10**9))
def test_what_a_lever_brings_is_never_more_than_the_best_plan_under_it(seed):
    random = chance.Random(seed)
    chosen = world(random)
    here = situation(chosen, *opened(random, chosen))
    weights = [tier.weight for tier in chosen.tiers]
    now = [shortfall(here, t) for t in range(len(weights))]
    short = [t for t, missing in enumerate(now) if missing]
    for fact in margins(here, short, EN, lambda: 1e9):
        if fact.code != "margin":
            continue
        change = fact.values["change"]
        lever = PULL[change.code](chosen, change.values)
        for gain in fact.values["gains"]:
            t = [tier.id for tier in chosen.tiers].index(gain.values["tier"])
            assert least_missing(lever.scenario, t) <= now[t] - gain.values["count"] + 1e-6


def test_the_class_that_is_added_has_nothing_fixed():
    chosen = scenario(classes=(training_class(required=True, fixed={"start": "2024-03-04"}),))
    lever = lever_scenarios.one_more_class(chosen, "A")
    added = lever.scenario.classes[-1]
    assert added.id == lever.added == "K1+1"
    assert not added.required
    assert added.fixed.start is None
