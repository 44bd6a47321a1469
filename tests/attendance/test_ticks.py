"""What ticks say, alone and beside each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.attendance import Presence
from scheduler.attendance.ticks import WORDS, is_session, judge, tick

CAME, EXCUSED, ABSENT = Presence.COMPLETED, Presence.EXCUSED, Presence.ABSENT


@pytest.mark.parametrize("word", ["x", "X", "✓", "✔", " có ", "Có mặt", "CO MAT", 1, 1.0, True])
def test_signs_of_presence(word):
    assert tick(word) is CAME


@pytest.mark.parametrize("word", ["vắng", "Vắng mặt", "VANG", "K", "không phép", 0, "-", "absent"])
def test_signs_of_absence(word):
    assert tick(word) is ABSENT


@pytest.mark.parametrize("word", ["có phép", "Vắng có phép", "P", "cp.", "excused"])
def test_signs_of_leave(word):
    assert tick(word) is EXCUSED


@pytest.mark.parametrize("word", ["v", "V", "?", "ốm", "7", None, ""])
def test_what_may_mean_anything_means_nothing(word):
    assert tick(word) is None


@pytest.mark.parametrize("head", ["Buổi 1", "Sáng 27/5", "27/05/2024", "Chiều", "Ngày 2", "Day 1"])
def test_columns_of_sessions(head):
    assert is_session(head)


@pytest.mark.parametrize("head", ["Ghi chú", "Đơn vị", "Số điện thoại", "Họ và tên"])
def test_other_columns_are_no_sessions(head):
    assert not is_session(head)


def test_a_blank_is_no_tick():
    assert judge([(CAME, "x")], [], []) is CAME
    assert judge([(CAME, None)], [], []) is ABSENT


def test_a_list_without_ticks_names_those_who_came():
    assert judge([], [], []) is CAME


def test_a_cross_under_absent_is_an_absence():
    assert judge([(ABSENT, "x")], [], []) is ABSENT
    assert judge([(ABSENT, None)], [], []) is CAME
    assert judge([(ABSENT, "P")], [], []) is EXCUSED


def test_a_note_tells_of_leave():
    assert judge([(CAME, None)], [], ["có phép"]) is EXCUSED
    assert judge([(CAME, "vắng")], [], ["có phép"]) is EXCUSED
    assert judge([(CAME, "x")], [], ["đến muộn"]) is CAME


def test_contradictions_are_not_read():
    assert judge([(CAME, "x"), (ABSENT, "x")], [], []) is None
    assert judge([(CAME, "x")], [], ["có phép"]) is None
    assert judge([(CAME, "ký thay")], [], []) is None


def test_every_session_counts():
    assert judge([], ["x", "✓"], []) is CAME
    assert judge([], ["x", None], []) is ABSENT
    assert judge([], ["x", "P"], []) is EXCUSED
    assert judge([], [None, "P"], []) is ABSENT
    assert judge([], ["x", "?"], []) is None


@given(st.lists(st.sampled_from(sorted(WORDS)), min_size=1, max_size=6))
def test_who_missed_a_session_did_not_complete(words):
    found = judge([], words, [])
    assert (found is CAME) == all(WORDS[word] is CAME for word in words)
