"""Cells as people type them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.load.cells import READERS, CellError, read_date, read_number


def read(kind, cell, comma=False):
    return READERS[kind](cell, comma)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("text", "  Tan, Edward ", "Tan, Edward"),
        ("text", 7.0, "7"),
        ("text", 7, "7"),
        ("text", 7.5, "7.5"),
        ("text", datetime(2024, 3, 4), "2024-03-04"),
        ("word", " Lecturer", "lecturer"),
        ("number", "16.7", 16.7),
        ("number", 16, 16),
        ("number", "1e3", 1000),
        ("integer", "10.0", 10),
        ("integer", 10.0, 10),
        ("yesno", "Có", True),
        ("yesno", "KHÔNG", False),
        ("yesno", "khong", False),
        ("yesno", "Yes", True),
        ("yesno", 1.0, True),
        ("yesno", False, False),
        ("yesno", "FALSE", False),
        ("date", "2024-03-04", date(2024, 3, 4)),
        ("date", "4/3/2024", date(2024, 3, 4)),
        ("date", "04/03/2024 ", date(2024, 3, 4)),
        ("date", "2024-03-04 00:00:00", date(2024, 3, 4)),
        ("date", datetime(2024, 3, 4), date(2024, 3, 4)),
        ("date", date(2024, 3, 4), date(2024, 3, 4)),
        ("list", "U1; U2;;U1", ("U1", "U2")),
        ("counts", "-", ()),
        ("counts", "a;b", ("a", "b")),
        ("topics", "a;b:2; c : 0.5", {"a": 1, "b": 2, "c": 0.5}),
        ("topics", "resolution-57@2025", {"resolution-57@2025": 1}),
        ("skill", "Theme: kinh tế", "theme:kinh tế"),
        ("skill", "*", "*"),
    ],
)
def test_reads(kind, cell, value):
    assert read(kind, cell) == value


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("text", True),
        ("text", "#N/A"),
        ("number", "12,5"),
        ("number", "1 000"),
        ("number", "nan"),
        ("number", "inf"),
        ("number", "1_0"),
        ("number", True),
        ("integer", "1.5"),
        ("integer", "1e400"),
        ("yesno", "x"),
        ("yesno", 2),
        ("date", "2024-02-30"),
        ("date", "13/13/2024"),
        ("date", "04.03.2024"),
        ("date", "4/3/24"),
        ("date", 45356),
        ("date", datetime(2024, 3, 4, 8)),
        ("topics", "a:x"),
        ("topics", "a;a:2"),
        ("topics", ":2"),
    ],
)
def test_refuses(kind, cell):
    with pytest.raises(CellError):
        read(kind, cell)


def test_decimal_comma_only_where_the_file_writes_one():
    assert read_number("16,7", True) == 16.7
    assert read_number("16.7", True) == 16.7
    assert read("topics", "a;b:1,5", True) == {"a": 1, "b": 1.5}
    with pytest.raises(CellError):
        read_number("1.000,5", True)
    with pytest.raises(CellError, match="decimal point"):
        read_number("16,7", False)


@given(st.dates())
def test_both_spellings_of_a_date_agree(day):
    assert (
        read_date(f"{day:%d/%m}/{day.year:04}", False) == day == read_date(day.isoformat(), False)
    )
