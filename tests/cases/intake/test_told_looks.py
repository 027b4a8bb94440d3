"""The review that waits for words to be replaced, in Chromium: on desk and phone axe finds nothing and nothing scrolls sideways."""

import pytest

from cases.models import Comment
from tests.cases.decisions.test_browser import browser, pytestmark, visit  # noqa: F401 fixtures
from tests.cases.decisions.test_looks import look, press  # noqa: F401 fixtures
from tests.cases.intake.conftest import Sender
from tests.cases.intake.test_known import NAME, lettered


@pytest.fixture(autouse=True)
def model(clean):
    """Started from this thread: it would end with the one that answers the browser."""
    clean("The model reads.")


@pytest.fixture
def told(case, amara, bose, as_user, work):
    """A file that waits since its patient's name stands in the words of the case, in a comment of its sender and in one of another."""
    type(case).unscoped.filter(pk=case.pk).update(presentation="Mr Dupont, a farmer, came with chest pain on exertion. " * 3)
    for author, body in ((amara, "Dupont is well on day 3."), (bose, "I saw Dupont last year, and he was well then.")):
        case.touch(comments=1)
        Comment.unscoped.create(case=case, author=author, body=body, html=f"<p>{body}</p>")
    sender = Sender(as_user(amara), case)
    sender.send(lettered(), name=NAME)
    work()
    return sender


def test_the_sender_sees_what_must_be_replaced_and_where(told, look, case, amara, bose):  # noqa: F811
    look(amara, "told", f"{case.pk}/uploads/{told.key}/review/")
    look(amara, "told-refused", f"{case.pk}/uploads/{told.key}/review/", press("Mask and add to the case"))
    comment = case.comments.get(author=bose)
    look(bose, "told-notices", "notices/")
    look(bose, "told-comment", f"{case.pk}/comments/{comment.pk}/edit/")


def test_a_case_that_waits_for_its_file_leads_to_it(look, case, amara, as_user, work):  # noqa: F811
    type(case).unscoped.filter(pk=case.pk).update(posted_at=None)
    sender = Sender(as_user(amara), case)
    sender.send(lettered(words="LEFT"), name="x.jpg")
    work()
    look(amara, "post-waits", f"{case.pk}/edit/", press("Save and post"))
