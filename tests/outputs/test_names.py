"""Ids become file names and event ids that are safe and never alike."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.outputs.names import file_names, token

SAFE = re.compile(r"[A-Za-z0-9_~][A-Za-z0-9_.~-]*")
DEVICES = ("CON", "prn", "AUX", "nul.x", "COM1", "lpt9", "CONIN$")
ids = st.text(min_size=1, max_size=12) | st.sampled_from(
    ["../x", "A/B", "Lớp 1", "a-1", "A-1", ".hidden", "x.", "~", "K1", "k1", "Lop-1", *DEVICES]
)


@pytest.mark.parametrize("plain", ["D-01", "K1", "L03", "P_2024", "D-extra-01", "v1.2", "x" * 60])
def test_a_plain_id_keeps_its_spelling(plain):
    assert file_names([plain]) == {plain: plain}
    assert "." in plain or token(plain) == plain


@pytest.mark.parametrize(
    "odd", ["../x", "A/B", "Lớp 1", ".x", "x.", "-x", "a b", "~a", "x" * 61, *DEVICES]
)
def test_an_odd_id_is_marked(odd):
    (name,) = file_names([odd]).values()
    assert name != odd
    assert SAFE.fullmatch(name)
    assert name.split("~")[0].lower() not in {"..", "."}


def test_people_recognise_the_id():
    assert file_names(["Lớp Đảng viên 1"])["Lớp Đảng viên 1"].startswith("Lop-Dang-vien-1~")


def test_ids_that_differ_in_case_only_differ_more():
    names = file_names(["a-1", "A-1", "b-1"])
    assert names["A-1"] == "A-1"
    assert names["b-1"] == "b-1"
    assert names["a-1"].startswith("a-1~")


@given(st.sets(ids, max_size=20))
def test_file_names_are_safe_and_distinct_where_case_is_ignored(chosen):
    names = file_names(chosen)
    assert set(names) == chosen
    assert len({name.lower() for name in names.values()}) == len(chosen)
    for name in names.values():
        assert SAFE.fullmatch(name)
        assert not name.endswith(".")
        assert name.lower().split(".")[0] not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
        assert len(name) <= 60


@given(st.sets(ids, max_size=20))
def test_tokens_are_plain_and_distinct(chosen):
    tokens = {one: token(one) for one in chosen}
    assert len(set(tokens.values())) == len(chosen)
    assert all(re.fullmatch(r"[A-Za-z0-9_~-]+", one) for one in tokens.values())


def test_composed_and_decomposed_ids_stay_apart():
    composed = "Lớp"
    assert token(composed) != token(unicodedata.normalize("NFD", composed))
