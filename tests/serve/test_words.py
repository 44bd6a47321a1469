"""The words of the rooms around the plans: no room takes those of another."""

from models.edits import EDIT_TYPES
from scheduler.load.schema import TABLES
from scheduler.serve.desk_words import DESK_TEXTS
from scheduler.serve.texts import BASE_TEXTS, TEXTS
from scheduler.serve.whatif.pages import GROUPS


def test_no_room_takes_the_words_of_another():
    assert not set(DESK_TEXTS) & set(BASE_TEXTS)
    assert all(TEXTS[key] == text for key, text in DESK_TEXTS.items())


def test_every_kind_of_edit_and_every_table_has_a_name():
    assert {kind for _, kinds in GROUPS for kind in kinds} == set(EDIT_TYPES)
    assert all(f"edit_{kind}" in TEXTS for kind in EDIT_TYPES)
    assert all(f"group_{group}" in TEXTS for group, _ in GROUPS)
    assert all(f"table_{table}" in TEXTS for table in TABLES)
