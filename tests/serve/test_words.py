"""The words of the served application: in both languages, each key once."""

from scheduler.serve.desk_words import DESK_TEXTS
from scheduler.serve.texts import BASE_TEXTS, TEXTS, Say


def test_no_room_takes_the_words_of_another():
    assert not set(DESK_TEXTS) & set(BASE_TEXTS)
    assert all(TEXTS[key] == text for key, text in DESK_TEXTS.items())


def test_both_languages_fill_the_same_places():
    for key, (vi, en) in DESK_TEXTS.items():
        assert vi, key
        assert en, key
        places = {part.partition("}")[0] for part in vi.split("{")[1:]}
        assert places == {part.partition("}")[0] for part in en.split("{")[1:]}, key
        values = dict.fromkeys(places, "x")
        assert Say("vi")(key, **values) != ""
