"""One warm sandbox for all tests of de-identification; starting one takes a second."""

import pytest

from cases.deid.sandbox import Sandbox


@pytest.fixture(scope="session")
def sandbox():
    with Sandbox(drills="tests.deid.drills") as sandbox:
        yield sandbox
