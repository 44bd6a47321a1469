"""A plan folder of the sample, written once."""

import pytest

from scheduler.outputs import write_folder
from tests.outputs.sample import make


@pytest.fixture(scope="session")
def sample():
    return make()


@pytest.fixture(scope="session")
def folder(sample, tmp_path_factory):
    place = tmp_path_factory.mktemp("plans") / "sample"
    write_folder(place, *sample.parts)
    return place
