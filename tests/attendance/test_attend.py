"""Sign-in lists into the record: what is certain is kept, what is doubtful is asked."""

import pytest

from models.attendance import Presence
from scheduler.attendance.history import Archive
from scheduler.attendance.marking import presence_of
from scheduler.errors import InputError, UsageError

HEAD = ("STT", "Họ và tên", "Đơn vị", "Có mặt")
ROWS = (
    (1, "Nguyễn Văn Hà", "Sở Nội vụ", "x"),
    (2, "Nguyễn Văn Hạ", "", "✓"),
    (3, "Trần Thị Lan", "Sở Nội vụ", "vắng"),
    (4, "Trần Thị Lan", "Ban Tổ chức", "có phép"),
    (5, "ĐỖ BÌNH", "", "có"),
)
CAME, EXCUSED, ABSENT = Presence.COMPLETED, Presence.EXCUSED, Presence.ABSENT
ALL = {"CB-0001": CAME, "CB-0002": CAME, "CB-0003": ABSENT, "CB-0004": EXCUSED, "CB-0005": CAME}


def kept(outcome):
    return {mark.cadre: presence_of(mark) for mark in outcome.attended.added}


def refused(office, path, **asked):
    with pytest.raises(InputError) as error:
        office.attend(path, **asked)
    assert Archive(office.record).trail() == ()
    return error.value


def changed(number, name, *rest):
    return tuple((number, name, *rest) if row[0] == number else row for row in ROWS)


def test_a_csv_list_is_kept(office):
    assert kept(office.attend(office.csv(HEAD, *ROWS))) == ALL


def test_a_workbook_with_titles_totals_and_gaps_is_kept(office):
    body = [(), ROWS[0], (), *ROWS[1:], (None, "Tổng cộng: 5")]
    path = office.xlsx(("TỈNH ỦY",), ("DANH SÁCH", "lớp K1"), HEAD, *body)
    assert kept(office.attend(path)) == ALL


def test_ids_do_without_names(office):
    rows = [(f"CB-000{n}", "x") for n in range(1, 6)]
    assert set(kept(office.attend(office.csv(("Mã", "DIEM DANH"), *rows))).values()) == {CAME}


def test_headers_and_names_without_diacritics(office):
    path = office.csv(("ho va ten", "don vi", "co mat"), ("Do Binh", "", "x"))
    assert kept(office.attend(path, partial=True)) == {"CB-0005": CAME}


def test_a_plain_name_of_two_people_is_doubtful(office):
    path = office.csv(HEAD, *changed(1, "Nguyen Van Ha", "", "x"))
    assert "CB-0001" in str(refused(office, path))
    assert "CB-0002" in str(refused(office, path))


def test_other_diacritics_are_another_name(office):
    error = refused(office, office.csv(HEAD, *changed(5, "Đỗ Bính", "", "x")))
    assert "list.csv:6: nobody of the class has this name; nearest: CB-0005 (" in str(error)
    assert "không có trong lớp; gần nhất" in error.text("vi")


def test_namesakes_need_a_unit(office):
    path = office.csv(HEAD, *changed(3, "Trần Thị Lan", "", "x"))
    assert "may be CB-0003 (" in str(refused(office, path))


def test_an_id_must_agree_with_the_name(office):
    head = ("Mã", "Họ tên", "Có mặt")
    assert "CB-0005 belongs to somebody of another name" in str(
        refused(office, office.csv(head, ("CB-0005", "Nguyễn Văn Hà", "x")))
    )
    assert "no cadre has the id 'CB-9'" in str(
        refused(office, office.csv(head, ("CB-9", "Đỗ Bình", "x")))
    )


def test_guests_are_taken_in_on_request_only(office):
    path = office.csv(HEAD, *ROWS, (6, "Lê Khách", "", "x"))
    assert "CB-0006 (Ban Tổ chức) is not on the list" in str(refused(office, path))
    assert kept(office.attend(path, guests=True)) == ALL | {"CB-0006": CAME}


def test_two_rows_of_a_person_must_agree(office):
    path = office.csv(HEAD, *ROWS, (6, "Đỗ Bình", "", "vắng"))
    assert "stands here and on line 6" in str(refused(office, path))
    agreeing = office.csv(HEAD, *ROWS, (6, "Đỗ Bình", "", "x"))
    assert kept(office.attend(agreeing)) == ALL


def test_who_is_not_listed_is_asked_about(office):
    path = office.csv(HEAD, *ROWS[:4])
    assert "1 of the class are not on this list: CB-0005" in str(refused(office, path))
    assert kept(office.attend(path, others=ABSENT)) == ALL | {"CB-0005": ABSENT}


def test_others_are_not_absent_while_a_name_is_open(office):
    path = office.csv(HEAD, *changed(5, "Đỗ Binhh", "", "x"))
    outcome = office.attend(path, others=ABSENT, partial=True)
    assert "CB-0005" not in kept(outcome)
    assert outcome.attended.left_open == 1


def test_partial_keeps_what_is_certain_and_tells_the_rest(office):
    path = office.csv(HEAD, *changed(2, "Ai Đó", "", "x"))
    outcome = office.attend(path, partial=True)
    assert sorted(kept(outcome)) == ["CB-0001", "CB-0003", "CB-0004", "CB-0005"]
    assert any("nobody of the class" in fault.message for fault in outcome.doubts)


def test_all_doubts_are_told_at_once(office):
    path = office.csv(HEAD, (1, "Ai", "", "x"), (2, "Kia", "", "x"), (5, "Đỗ Bình", "", "???"))
    assert len(refused(office, path).faults) == 4


def test_reading_again_changes_nothing(office):
    path = office.csv(HEAD, *ROWS)
    office.attend(path)
    again = office.attend(path)
    assert (again.attended.added, again.attended.unchanged) == ((), 5)


def test_a_correction_leaves_its_trail(office):
    office.attend(office.csv(HEAD, *ROWS))
    office.attend(office.csv(HEAD, (1, "Đỗ Bình", "", "vắng"), name="later.csv"))
    trail = [mark for mark in Archive(office.record).trail() if mark.cadre == "CB-0005"]
    assert [presence_of(mark) for mark in trail] == [CAME, ABSENT]
    assert [mark.corrects for mark in trail] == [None, trail[0].number]
    assert [mark.source for mark in trail] == ["list.csv", "later.csv"]


def test_why_somebody_was_away_is_not_kept(office):
    head = (*HEAD, "Ghi chú")
    rows = [(*row, "nằm viện" if row[0] == 4 else "") for row in ROWS]
    office.attend(office.csv(head, *rows))
    assert "nằm viện" not in str(Archive(office.record).trail())
    assert b"n\xe1\xba\xb1m vi\xe1\xbb\x87n" not in (office.folder / "record.sqlite").read_bytes()


def test_ticks_under_an_unknown_header_are_not_overlooked(office):
    path = office.csv(("Họ và tên", "Tích"), ("Đỗ Bình", "x"))
    assert "list.csv:1: Tích: holds ticks" in str(refused(office, path))
    noted = office.csv(("Họ và tên", "#Tích"), ("Đỗ Bình", "x"))
    assert kept(office.attend(noted, partial=True)) == {"CB-0005": CAME}


@pytest.mark.parametrize("rows", [[], [("a", "b"), ("c", "d")]])
def test_a_file_that_is_no_list(office, rows):
    assert "no header found" in str(refused(office, office.csv(*rows)))


def test_a_class_that_is_not_there(office):
    with pytest.raises(UsageError, match=r"no class K2 is open in any release"):
        office.attend(office.csv(HEAD, *ROWS), class_id="K2")
    with pytest.raises(UsageError, match="has no release 7"):
        office.attend(office.csv(HEAD, *ROWS), release=7)
