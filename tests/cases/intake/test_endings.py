"""An upload whose length nobody says is turned away before its body is read."""

import uuid

import pytest

from cases.endings import sentence
from cases.models import Intake
from tests.cases.intake.conftest import url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("length", ["", "-5", "many"])
def test_a_request_of_unknown_length_is_told_so_and_leaves_nothing(sender, case, left, length):
    answer = sender.client.post(
        url("upload", case, uuid.uuid4()), {"sent": "1"}, headers={"accept": "application/json"}, CONTENT_LENGTH=length
    )  # fmt: skip

    assert (answer.status_code, answer.json()["code"]) == (411, "length")
    assert answer.json()["sentence"] == sentence("length")
    assert not Intake.unscoped.exists() and not any(left().values())
