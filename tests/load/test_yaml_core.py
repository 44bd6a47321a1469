"""YAML by the 1.2 core schema: what plain words mean, lines, and files that would explode."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.load.yaml_core import core_value, read_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e-6", 1e-6),
        ("1E-2", 0.01),
        (".5", 0.5),
        ("0.000001", 1e-6),
        ("+12", 12),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("07:30", "07:30"),
        ("2024-01-01", "2024-01-01"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        ("1e", "1e"),
    ],
)
def test_plain_scalars_by_the_core_schema(text, value):
    found = core_value(text)
    assert found == value
    assert type(found) is type(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_come_back_as_written(number):
    assert core_value(repr(number)) == number


def test_quoted_scalars_and_the_tag_str_are_text():
    document = read_yaml(b"a: '1'\nb: \"true\"\nc: !!str 5\nd: !!int '7'\ne: |\n  10\n")
    assert document.value == {"a": "1", "b": "true", "c": "5", "d": 7, "e": "10\n"}
    assert document.faults == []


def test_every_part_knows_its_line():
    document = read_yaml(b"a:\n  - x\n  - {b: 1,\n     c: 2}\n")
    assert document.line(("a", 1, "c")) == 4
    assert document.line(("a", 1, "missing")) == 3
    assert document.line(("nothing",)) == 1
    assert document.texts == {("a", 1, "b"): "1", ("a", 1, "c"): "2"}


def test_aliases_within_bounds_are_read():
    assert read_yaml(b"a: &x {min: 1}\nb: *x\n").value == {"a": {"min": 1}, "b": {"min": 1}}


def test_merge_key_is_an_ordinary_key():
    assert read_yaml(b"a: &x {min: 1}\nb: {<<: *x}\n").value["b"] == {"<<": {"min": 1}}


def test_byte_order_mark_is_no_content():
    assert read_yaml("\ufeffa: 1\n".encode()).value == {"a": 1}


@pytest.mark.parametrize(
    "data", [b"", b"# only a comment\n", b"a: [", b"a: b: c", b"\xff\xfea", b"a: \x00"]
)
def test_what_cannot_be_read_is_one_fault(data):
    document = read_yaml(data)
    assert document.value is None
    assert len(document.faults) == 1


@given(st.binary(max_size=60))
def test_no_bytes_raise(data):
    read_yaml(data)
