"""Whatever stands in a file, the answer is a scenario or a list of faults, and in good time."""

import json
import random
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.errors import InputError
from scheduler.load import load_scenario
from scheduler.load.yaml_core import read_yaml

ROOT = Path(__file__).parent.parent
GOOD = ROOT / "bad_input" / "good"
VALUES = [None, 5, -1, 0.5, "x", "", [], {}, [None], {"a": 1}, True, "2024-01-01", 10**30, "\0"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("robust")
    shutil.copytree(GOOD, place / "good")
    shutil.copytree(ROOT / "cases" / "54-every-edit", place / "what-if")
    return place


def paths(value, above=()):
    if above:
        yield above
    if isinstance(value, dict | list):
        children = value.items() if isinstance(value, dict) else enumerate(value)
        for key, child in children:
            yield from paths(child, (*above, key))


def answer(path):
    try:
        scenario = load_scenario(path).scenario
    except InputError as error:
        faults = error.faults
    else:
        assert type(scenario).model_validate_json(scenario.model_dump_json()) == scenario
        return
    assert faults
    assert all(fault.message and fault.vi for fault in faults)


@pytest.mark.parametrize("name", ["good/scenario.yaml", "what-if/scenario.yaml"])
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_value_anywhere(folder, name, data):
    value = read_yaml((folder / name).read_bytes()).value
    *above, last = data.draw(st.sampled_from(list(paths(value))))
    holder = value
    for key in above:
        holder = holder[key]
    if data.draw(st.booleans()):
        holder[last] = data.draw(st.sampled_from(VALUES))
    else:
        del holder[last]
    path = (folder / name).with_name("changed.yaml")
    path.write_text(json.dumps(value), encoding="utf-8")
    answer(path)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_bytes_in_a_table(folder, data):
    path = data.draw(st.sampled_from(sorted((folder / "good" / "data").iterdir())))
    before = path.read_bytes()
    start = data.draw(st.integers(0, len(before)))
    added = data.draw(st.sampled_from([b",", b";", b'"', b"\n", b"\r", b"\0", b"\xff", b"#"]))
    path.write_bytes(before[:start] + added + before[start + data.draw(st.integers(0, 3)) :])
    try:
        answer(folder / "good" / "scenario.yaml")
    finally:
        path.write_bytes(before)


def test_a_fault_of_very_many_rows_is_summed_up(tmp_path):
    shutil.copytree(GOOD, tmp_path, dirs_exist_ok=True)
    rows = "".join(f"CB-{n},Cán bộ {n},X,U1\n" for n in range(1000, 2000))
    text = "id,name,tier,unit\nCB-0001,Cán bộ 0001,P,U1\nCB-0002,Cán bộ 0002,P,U1\n"
    (tmp_path / "data" / "cadres.csv").write_text(text + rows, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_scenario(tmp_path / "scenario.yaml")
    assert len(caught.value.faults) == 21
    last = caught.value.faults[-1]
    assert (last.line, last.message) == (24, "unknown tier 'X' (and so in 980 rows from here on)")


@pytest.mark.slow
def test_forty_thousand_cadres_load_within_five_seconds(tmp_path):
    shutil.copytree(GOOD, tmp_path, dirs_exist_ok=True)
    luck = random.Random(1)
    cadres = "".join(f"CB-{n:04},Cán bộ {n},P,U1,2020-01-01,true\n" for n in range(1, 40_001))
    history = "".join(
        f"CB-{luck.randrange(1, 40_001):04},OLD-{luck.randrange(900)},2022-05-{n % 28 + 1:02},M1\n"
        for n in range(150_000)
    )
    header = "id,name,tier,unit,active_from,eligible\n"
    (tmp_path / "data" / "cadres.csv").write_text(header + cadres, encoding="utf-8")
    header = "cadre,class,date,module\n"
    (tmp_path / "data" / "history.csv").write_text(header + history, encoding="utf-8")
    started = time.process_time()
    scenario = load_scenario(tmp_path / "scenario.yaml").scenario
    assert time.process_time() - started < 5
    assert len(scenario.history) == 150_000
