"""What history says of topics: a module is remembered by what it contains, not by its periods."""

from scheduler.checker import verify
from scheduler.formulation.decisions import evaluate
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan
from tests.builders import held, history, module, plan, scenario


def test_topics_of_a_module_of_no_periods_are_seen_all_the_same():
    chosen = scenario(
        modules=(module("M1", "a"), module("M2", "b"), module("M9", "a", periods=0)),
        history=(history("CB-0001", "OLD", "2022-05-05", "M9"),),
    )
    instance = derive(chosen)
    assert instance.seen[0].tolist() == [topic == "a" for topic in instance.topic_ids]
    paper = plan(chosen, held())
    told = evaluate(instance, from_plan(instance, paper))
    assert told == verify(chosen, paper).components
    assert told["repeat"] == 4
