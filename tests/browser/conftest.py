"""The browser that all tests of a file share."""

import pytest

from tests.browser.chromium import browser


@pytest.fixture(scope="module")
def chromium():
    with browser() as opened:
        yield opened
