import pytest

from tests.deid.hostile.judging import Exiftool


@pytest.fixture(scope="module")
def exiftool():
    tool = Exiftool()
    yield tool
    tool.close()
