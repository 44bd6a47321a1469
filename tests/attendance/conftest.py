"""An office with a record for each test."""

import pytest

from tests.attendance.office import Office


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)
