"""The pages of an appeal in Chromium, with words too long for a line: on desk and phone, light and dark, axe finds nothing."""

import pytest
from django.utils import timezone

from cases.models import Appeal, Comment, Flag
from tests.cases.decisions.test_browser import browser, pytestmark, visit  # noqa: F401 fixtures
from tests.cases.decisions.test_looks import look, press  # noqa: F401 fixture
from tests.conftest import join

LONG = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 4
GROUNDS = f"The guideline of the society says so, and nobody was meant by it. {LONG}"


@pytest.fixture
def people(circle):
    return join(circle, "Fay"), join(circle, "Adeyemi", "moderator")


@pytest.fixture
def take(people, chen, clean):
    def taken(post, reason="unkind"):
        flag = Flag.report(post, by=people[0], reason=reason, note=clean(f"Read it twice. {LONG}"))
        flag.remove(by=chen, explanation=clean(f"Please stay kind. {LONG}"))
        return flag

    return taken


def test_from_the_taking_to_the_answer(look, case, take, people, amara, bose, chen, admin, clean):  # noqa: F811
    second, comment = people[1], Comment.write(case=case, by=bose, body=clean(f"I would not wait. {LONG}"))
    look(second, "queue-empty", "queue/")
    flag = take(comment)
    look(bose, "where-it-was", f"{case.pk}/")
    look(bose, "notices-taken", "notices/")
    look(bose, "appeal-form", f"removed/{flag.pk}/")

    def write(words, name, button):
        return lambda page: (page.fill(f"[name={name}]", words), press(button)(page))

    look(bose, "appeal-hits", f"removed/{flag.pk}/", write("Write to anna.berg@example.com, she agrees.", "grounds", "Appeal"))
    look(bose, "appeal-empty", f"removed/{flag.pk}/", press("Appeal"))
    made = Appeal.make(flag, by=bose, grounds=clean(GROUNDS))
    look(bose, "appeal-waits", f"removed/{flag.pk}/")
    look(second, "queue", "queue/")
    look(chen, "queue-barred", "queue/")
    address = f"queue/appeals/{made.pk}/"
    look(second, "decision", address)
    look(second, "decision-error", address, press("The removal stands"))
    look(chen, "decision-barred", address)
    made.decide("granted", by=second, reason=clean(f"It was kindly meant. {LONG}"))
    look(bose, "appeal-granted", f"removed/{flag.pk}/")
    look(bose, "where-it-is-again", f"{case.pk}/")
    look(bose, "notices-granted", "notices/")


def test_a_case_wiped_for_privacy_and_nobody_left_to_decide(look, case, take, people, amara, bose, chen, admin, clean):  # noqa: F811
    flag = take(case, "privacy")
    look(amara, "wiped-form", f"removed/{flag.pk}/")
    made = Appeal.make(flag, by=amara, grounds=clean(GROUNDS))
    decision = case.decisions.create(question="Which first?", opened_by=amara, proposals_close_at=timezone.now())
    for number, member in enumerate((people[1], admin)):
        decision.seats.create(membership=member, pseudonym=f"Panellist {number}")
    look(amara, "stuck-author", f"removed/{flag.pk}/")
    look(admin, "stuck-queue-admin", "queue/")
    look(admin, "stuck-decision-admin", f"queue/appeals/{made.pk}/")
    look(chen, "stuck-queue-moderator", "queue/")
