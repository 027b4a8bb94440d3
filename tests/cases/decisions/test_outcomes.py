"""What became of the advice: planned with the conclusion, asked for without a word of it, told by the owner, read beside the ratings."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.ledger import LedgerEntry
from cases.models import Decision, Notification, Outcome
from cases.tasks import deliver_notices, remind_of_outcomes
from tests.cases.decisions.conftest import vote_all

MARKER = "Zwischenwirbelscheibe"


@pytest.fixture
def outcome(concluded):
    return concluded.outcome


@pytest.fixture
def at(case):
    """The path of a page of the case, or of one of its decisions."""
    return lambda name, **kwargs: reverse(name, kwargs={"circle": case.circle.slug, "case": case.pk, **kwargs})


@pytest.fixture
def told(outcome, amara, clean):
    outcome.record(done="changed", because=clean("The device was declined."), happened=clean("No further syncope by day 60."), by=amara)
    return outcome


def run_past(outcome, days=1):
    Outcome.unscoped.filter(pk=outcome.pk).update(follow_up_on=timezone.localdate() - timedelta(days=days))
    outcome.refresh_from_db()


# --- Planned with the conclusion ----------------------------------------------------------------------------------------------


def test_a_conclusion_without_a_word_of_it_is_followed_up_in_thirty_days(outcome):
    assert outcome.follow_up_on == timezone.localdate() + timedelta(days=30)
    assert not outcome.is_missing


def test_the_owner_gives_the_date_with_the_conclusion(decided, as_user, amara, at):
    day = timezone.localdate() + timedelta(days=90)
    form = {"statement": "Implant.", "strength": "strong", "conditions": "", "follow_up_on": str(day), "unknowable": ""}

    assert as_user(amara).post(at("decision-conclusion"), form).status_code == 302

    assert Outcome.unscoped.get().follow_up_on == day


def test_or_says_why_it_will_not_be_known(decided, as_user, amara, at):
    day = timezone.localdate() + timedelta(days=30)
    form = {"statement": "Implant.", "strength": "strong", "follow_up_on": str(day), "unknowable": "elsewhere"}

    assert as_user(amara).post(at("decision-conclusion"), form).status_code == 302

    outcome = Outcome.unscoped.get()
    assert (outcome.follow_up_on, outcome.unknowable) == (None, "elsewhere")
    assert "It will not be known. The patient is treated elsewhere." in as_user(amara).get(at("decision")).text


@pytest.mark.parametrize("days", [-1, 0, 731])
def test_a_date_out_of_bounds_concludes_nothing(decided, as_user, amara, at, clean, days):
    day = timezone.localdate() + timedelta(days=days)

    page = as_user(amara).post(at("decision-conclusion"), {"statement": "Implant.", "strength": "strong", "follow_up_on": str(day)})
    with pytest.raises(ValidationError):
        decided.conclude(statement=clean("Implant."), strength="strong", follow_up_on=day, by=amara)

    assert page.status_code == 422
    assert "between tomorrow and two years" in page.text
    decided.refresh_from_db()
    assert decided.concluded_at is None
    assert not Outcome.unscoped.exists()


def test_the_plan_can_change_until_something_is_recorded(outcome, as_user, amara, bose, at, clean):
    day = timezone.localdate() + timedelta(days=7)
    path = at("follow-up", decision=outcome.decision_id)

    assert as_user(amara).post(path, {"follow_up_on": str(day)}).status_code == 302
    outcome.refresh_from_db()
    assert outcome.follow_up_on == day
    assert as_user(bose).post(path, {"follow_up_on": str(day)}).status_code == 403
    assert as_user(bose).get(path).status_code == 403
    outcome.record(done="as_advised", happened=clean("Well."), by=amara)
    assert as_user(amara).post(path, {"follow_up_on": str(day)}).status_code == 403


@pytest.mark.parametrize(
    "row",
    [
        {"follow_up_on": None},
        {"unknowable": "elsewhere"},
        {"done": "as_advised"},
        {"happened": "Well."},
        {"done": "changed", "happened": "Well.", "recorded": True},
    ],
)
def test_the_database_keeps_half_an_outcome_out(outcome, amara, row):
    if row.pop("recorded", False):
        row |= {"recorded_at": timezone.now(), "recorded_by": amara}

    with pytest.raises(IntegrityError), transaction.atomic():
        Outcome.unscoped.filter(pk=outcome.pk).update(**row)


# --- Asked for -----------------------------------------------------------------------------------------------------------------


def follow_ups(membership):
    return membership.notifications.filter(kind=Notification.Kind.FOLLOW_UP).count()


def test_nobody_is_reminded_before_the_date_is_past(outcome, amara):
    Outcome.unscoped.update(follow_up_on=timezone.localdate())

    assert remind_of_outcomes() == 0
    assert follow_ups(amara) == 0


def test_the_owner_alone_is_reminded_once_then_each_week_and_three_times_at_most(outcome, amara, bose):
    run_past(outcome)

    assert [remind_of_outcomes(), remind_of_outcomes()] == [1, 0]  # the second run changes nothing
    for _week in range(4):
        Outcome.unscoped.update(reminded_at=timezone.now() - timedelta(days=7))
        remind_of_outcomes()

    assert follow_ups(amara) == 3
    assert follow_ups(bose) == 0


def test_two_workers_that_found_the_same_row_remind_once(outcome, amara):
    run_past(outcome)
    twice = [Outcome.unscoped.get(), Outcome.unscoped.get()]

    assert [row.remind() for row in twice] == [True, False]
    assert follow_ups(amara) == 1


def test_an_owner_who_left_is_stood_in_for_by_the_admins(outcome, amara, admin):
    run_past(outcome)
    type(amara).unscoped.filter(pk=amara.pk).update(ended_at=timezone.now())

    remind_of_outcomes()

    assert (follow_ups(amara), follow_ups(admin)) == (0, 1)


@pytest.mark.parametrize("hide", ["hidden_at", "removed_at"])
def test_nobody_is_reminded_of_a_case_that_is_not_there(outcome, case, hide):
    run_past(outcome)
    type(case).unscoped.filter(pk=case.pk).update(**{hide: timezone.now()})

    assert remind_of_outcomes() == 0


def test_a_closed_case_is_still_asked_about(outcome, case, amara, clean):
    run_past(outcome)
    case.refresh_from_db()
    case.close(by=amara)

    assert remind_of_outcomes() == 1
    Outcome.unscoped.get().record(done="as_advised", happened=clean("Well."), by=amara)
    assert remind_of_outcomes() == 0


def test_a_decision_that_a_later_conclusion_took_the_place_of_is_waited_for_no_more(outcome, case, amara, nine, clean):
    run_past(outcome)
    later = Decision.open(case=case, question=clean("And now?"), by=amara)
    assert Outcome.unscoped.missing().exists()  # until the later one is concluded

    Decision.unscoped.filter(pk=later.pk).update(concluded_at=timezone.now(), frozen_at=timezone.now(), statement="Wait.")

    assert not Outcome.unscoped.missing().exists()
    assert remind_of_outcomes() == 0


def test_a_reminder_and_the_news_of_an_outcome_carry_no_word_of_it(outcome, case, amara, bose, settings, clean):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    type(case).unscoped.filter(pk=case.pk).update(title=MARKER)
    Decision.unscoped.update(question=MARKER, statement=MARKER)
    Notification.unscoped.all().delete()
    run_past(outcome)

    remind_of_outcomes()
    deliver_notices()
    asked = len(mail.outbox)
    Outcome.unscoped.get().record(done="changed", because=clean(MARKER), happened=clean(MARKER), by=amara)
    deliver_notices()

    assert asked == 1
    assert len(mail.outbox) > 1
    for sent in mail.outbox:
        text = str(sent.message())
        assert MARKER not in text
        assert "as advised" not in text
        assert "outcome" not in text.lower()
    assert MARKER not in repr(list(Notification.unscoped.values())) + repr(list(LedgerEntry.objects.values()))


# --- Told ------------------------------------------------------------------------------------------------------------------------


def test_the_owner_tells_what_was_done_and_the_panel_hears_of_it_once(outcome, as_user, amara, bose, at, clean):
    path = at("outcome", decision=outcome.decision_id)
    form = {"done": "changed", "because": "She declined.", "happened": "Well on day 60."}

    assert as_user(amara).post(path, form).status_code == 302
    assert as_user(amara).post(path, form | {"happened": "Well on day 61."}).status_code == 302

    outcome.refresh_from_db()
    assert (outcome.done, outcome.because, outcome.happened) == ("changed", "She declined.", "Well on day 61.")
    assert outcome.corrected_at is not None
    assert bose.notifications.filter(kind=Notification.Kind.OUTCOME).count() == 1
    events = list(LedgerEntry.objects.filter(event__startswith="outcome.").order_by("seq").values_list("event", flat=True))
    assert events == ["outcome.planned", "outcome.recorded", "outcome.corrected"]


def test_nobody_else_tells_it(outcome, as_user, bose, chen, admin, at, clean):
    path = at("outcome", decision=outcome.decision_id)

    for person in (bose, chen, admin):
        assert as_user(person).get(path).status_code == 403
        assert as_user(person).post(path, {"done": "as_advised", "happened": "Well."}).status_code == 403
        with pytest.raises(PermissionDenied):
            outcome.record(done="as_advised", happened=clean("Well."), by=person)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"done": "changed", "happened": "Well."}, "Say why."),
        ({"done": "not_possible", "because": "  ", "happened": "Well."}, "Say why."),
        ({"happened": "Well."}, "required"),
        ({"done": "as_advised", "happened": "Write to anna.berg@example.com."}, "must be replaced"),
    ],
)
def test_half_an_outcome_is_asked_for_again(outcome, as_user, amara, at, form, sentence):
    page = as_user(amara).post(at("outcome", decision=outcome.decision_id), form)

    assert page.status_code == 422
    assert sentence in page.text
    assert not Outcome.unscoped.recorded().exists()


def test_without_advice_nothing_was_done_as_advised(rated, nine, amara, as_user, at, clean):
    for number in (1, 2):
        vote_all(rated, nine, [(1,), (9,)] * 4 + [(5,)])
        rated.last_round.close(by=amara)
        if number == 1:
            rated.advance(by=amara)
    rated.conclude(statement=clean("We disagree."), by=amara)

    page = as_user(amara).get(at("outcome", decision=rated.pk)).text
    with pytest.raises(ValidationError):
        rated.outcome.record(done="as_advised", happened=clean("Well."), by=amara)

    assert "as_advised" not in page
    rated.outcome.record(done="changed", because=clean("She chose a device."), happened=clean("Well."), by=amara)
    assert "Treated without the panel&#x27;s advice" in as_user(amara).get(at("decision")).text


def test_a_moderator_who_wipes_the_case_wipes_the_outcome(told, chen, clean):
    told.decision.wipe()

    told.refresh_from_db()
    assert (told.because, told.happened) == ("[removed]", "[removed]")


# --- Read --------------------------------------------------------------------------------------------------------------------------


def test_missing_is_said_on_the_case_and_in_the_list_to_everyone(outcome, as_user, bose, case):
    pages = lambda: [as_user(bose).get(path).text for path in (case.get_absolute_url(), case.circle.get_absolute_url())]  # noqa: E731
    assert not any("Outcome missing" in page for page in pages())

    run_past(outcome)

    assert all("Outcome missing" in page for page in pages())


def section(page):
    """The part of the decision page that tells the outcome."""
    return page.text.split('id="outcome"')[1].split("</section>")[0]


def test_advice_action_outcome_and_the_own_rating_stand_together(told, as_user, bose, nine, at):
    """The ninth seat rated 2 where the others rated 8: each reads their own, and neither the other's."""
    eighth, ninth = (section(as_user(member).get(at("decision"))) for member in (bose, nine[8]))

    for text in (eighth, ninth):
        assert "Implant a defibrillator." in text
        assert "The device was declined." in text
        assert "No further syncope by day 60." in text
    assert "Implantable defibrillator: <strong>8</strong>" in eighth
    assert "Implantable defibrillator: <strong>2</strong>" in ninth
    assert "<strong>2</strong>" not in eighth


def test_who_has_no_seat_reads_no_rating(told, as_user, chen, at):
    text = section(as_user(chen).get(at("decision")))

    assert "No further syncope by day 60." in text
    assert "<strong>" not in text
    assert "Your own ratings" not in text
