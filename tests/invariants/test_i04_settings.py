"""I4: every setting is locked at the freeze; a deviation needs a reason, counts from the next round on, and is printed with it."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.models import Deviation
from circles.models import Circle
from tests.cases.decisions.conftest import FOR_FIRST, vote_all
from tests.cases.reports.pdftext import text_of

OTHERWISE = {"proposal_hours": 5, "round_hours": 6, "feedback_hours": 7, "profile": "delphi_80", "reasons": "always"}
NAMES = {
    "round_hours": ("How long a round is open", "a round’s length"),
    "feedback_hours": ("How long the feedback lasts", "the time for feedback"),
}
MARKER = "Surgery is on day 20, as the list of the theatre says."


@pytest.fixture
def at(case):
    return lambda name, **kwargs: reverse(name, kwargs={"circle": case.circle.slug, "case": case.pk, **kwargs})


def settings_of(decision):
    decision.refresh_from_db()
    return decision.settings


@pytest.mark.parametrize("name", ["proposal_hours", "round_hours", "feedback_hours", "profile", "reasons"])
def test_i04_no_setting_of_a_circle_reaches_a_frozen_decision(seated, nine, amara, name):
    """Whatever an admin changes afterwards, the rounds last, count and ask as it was locked."""
    before = dict(settings_of(seated))
    assert before[name] != OTHERWISE[name]
    Circle.unscoped.update(**{name: OTHERWISE[name]})
    seated.case.circle.refresh_from_db()

    seated.advance(by=amara)
    vote_all(seated, nine, FOR_FIRST)
    seated.last_round.close(by=amara)

    last = seated.last_round
    assert settings_of(seated) == before
    assert last.result["profile"] == before["profile"] == seated.profile
    assert round((last.closes_at - last.opened_at).total_seconds() / 3600) == before["round_hours"]
    assert round((last.feedback_until - last.closed_at).total_seconds() / 3600) == before["feedback_hours"]


def test_i04_all_that_a_result_depends_on_is_in_the_snapshot(seated):
    assert set(settings_of(seated)) >= {
        *("profile", "proposal_hours", "round_hours", "feedback_hours"),
        *("extension_hours", "quorum", "percentile_type", "engine"),
    }


def test_i04_no_verb_between_the_freeze_and_the_end_writes_the_settings(seated, nine, amara, clean):
    before = dict(settings_of(seated))
    seated.deviate(setting="round_hours", hours=24, reason=clean(MARKER), by=amara)
    for number in (1, 2):
        seated.advance(by=amara)
        seated.last_round.extend(by=amara)
        if number == 1:
            seated.new_facts(reason=clean("A second syncope on day 9."), by=amara)
        vote_all(seated, nine, FOR_FIRST)
        seated.last_round.close(by=amara)
    seated.conclude(statement=clean("Implant."), strength="strong", by=amara)
    seated.conflict_after(by=nine[8])

    assert settings_of(seated) == before


@pytest.mark.parametrize("setting", ["proposal_hours", "extension_hours", "profile", "quorum", "percentile_type", "engine", "reasons"])
def test_i04_what_would_choose_a_result_is_departed_from_by_nobody(seated, amara, as_user, at, clean, setting):
    before = dict(settings_of(seated))
    with pytest.raises(ValidationError):
        seated.deviate(setting=setting, hours=24, reason=clean(MARKER), by=amara)
    response = as_user(amara).post(at("decision-deviations"), {"setting": setting, "hours": "24", "reason": MARKER})

    assert response.status_code == 422
    assert (settings_of(seated), seated.deviations.count()) == (before, 0)


@pytest.mark.parametrize("hours", [0, 673, True, "24", 24.0, None])
def test_i04_a_deviation_lies_within_the_bounds_of_a_duration(frozen, amara, clean, hours):
    with pytest.raises(ValidationError):
        frozen.deviate(setting="round_hours", hours=hours, reason=clean("Because."), by=amara)


def test_i04_a_deviation_without_a_reason_is_refused_by_form_verb_and_database(seated, amara, as_user, at, clean):
    for words in ("", "   "):
        response = as_user(amara).post(at("decision-deviations"), {"setting": "round_hours", "hours": "24", "reason": words})
        assert response.status_code == 422
        with pytest.raises(ValidationError):
            seated.deviate(setting="round_hours", hours=24, reason=clean(words), by=amara)
    with pytest.raises(IntegrityError), transaction.atomic():
        Deviation.unscoped.create(decision=seated, setting="round_hours", before=72, after=24, reason="", made_by=amara)

    assert not seated.deviations.exists()


def test_i04_a_deviation_is_the_owners_and_lies_between_the_freeze_and_the_last_result(proposed, nine, amara, admin, chen, bose, clean):
    def deviate(by):
        proposed.deviate(setting="round_hours", hours=24, reason=clean(MARKER), by=by)

    with pytest.raises(PermissionDenied):
        deviate(amara)
    proposed.freeze(panel=nine, by=amara)
    for member in (bose, admin, chen):
        with pytest.raises(PermissionDenied):
            deviate(member)
    for member in nine:
        proposed.seats.get(membership=member).declare("none", by=member)
    for _number in (1, 2):
        proposed.advance(by=amara)
        vote_all(proposed, nine, FOR_FIRST)
        proposed.last_round.close(by=amara)
    assert proposed.stage == "decided"
    with pytest.raises(PermissionDenied):
        deviate(amara)


def test_i04_a_setting_departed_from_once_the_panel_is_seated_is_in_force_in_the_first_round(seated, amara, clean):
    seated.deviate(setting="round_hours", hours=24, reason=clean(MARKER), by=amara)

    fresh = seated.advance(by=amara)

    assert round((fresh.closes_at - fresh.opened_at).total_seconds() / 3600) == 24


def test_i04_a_deviation_is_never_edited_a_second_one_stands_beside_it_and_both_are_printed(seated, amara, as_user, at, clean):
    """What was stated stays: another duration begins from the last one, has its own reason, and only the last is in force."""
    seated.deviate(setting="round_hours", hours=24, reason=clean(MARKER), by=amara)
    with pytest.raises(ValidationError):
        seated.deviate(setting="round_hours", hours=24, reason=clean("Once more."), by=amara)
    seated.deviate(setting="round_hours", hours=96, reason=clean("The list was moved to day 30."), by=amara)
    fresh = seated.advance(by=amara)

    made = [(row.before, row.after, row.reason) for row in seated.deviations.in_order()]
    assert made == [(72, 24, MARKER), (24, 96, "The list was moved to day 30.")]
    assert round((fresh.closes_at - fresh.opened_at).total_seconds() / 3600) == 96
    page = as_user(amara).get(at("decision")).content.decode()
    for hours, _after, reason in made:
        assert f"instead of {hours}" in page
        assert reason in page


@pytest.mark.slow
@pytest.mark.parametrize("setting", ["round_hours", "feedback_hours"])
def test_i04_every_deviation_is_printed_with_its_reason_on_the_page_in_the_report_the_pdf_and_the_json(
    seated, amara, bose, as_user, at, clean, setting
):
    before = settings_of(seated)[setting]
    seated.deviate(setting=setting, hours=30, reason=clean(MARKER), by=amara)

    client, decision = as_user(bose), seated.pk
    page = client.get(at("decision")).content.decode()
    report = client.get(at("decision-report", decision=decision)).content.decode()
    pdf = text_of(client.get(at("decision-pdf", decision=decision)).content)
    told = json.loads(client.get(at("decision-earlier-record", decision=decision)).content)

    for where, text in (("page", page), ("report", report), ("pdf", pdf)):
        assert MARKER in " ".join(text.split()), where
        assert any(name in text for name in NAMES[setting]), where
        assert f"30 hours instead of {before}" in text or f"from {before} to 30 hours" in " ".join(text.split()), where
    (made,) = [row for row in told["deviations"] if row["code"] == "setting_departed_from"]
    assert {name: made[name] for name in ("setting", "before", "after", "reason")} == {
        "setting": setting,
        "before": before,
        "after": 30,
        "reason": MARKER,
    }
    assert told["settings"][setting] == before
