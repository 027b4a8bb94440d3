"""The evidence of an option: clean words, versioned and frozen as its details are, and shown wherever it is rated or told of."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.intake import known
from cases.models import Decision, Option
from tests.cases.decisions.conftest import FOR_FIRST, close_with

TRIAL = "MADIT II: mortality 14.2 % against 19.8 %."


@pytest.fixture
def at(case):
    return lambda name, **kwargs: reverse(name, kwargs={"circle": case.circle.slug, "case": case.pk, **kwargs})


@pytest.fixture
def backed(proposed, amara, bose, clean):
    """An option with evidence, edited once since."""
    option = proposed.propose(title=clean("Mavacamten 5 mg"), details=clean("Daily."), evidence=clean("No trial yet."), by=bose)
    option.edit(
        title=clean("Mavacamten 5 mg"), details=clean("Daily."), evidence=clean(TRIAL), reason=clean("A trial was published."), by=bose
    )
    return option


def stored(option):
    return Option.unscoped.get(pk=option.pk)


def test_i05_other_evidence_is_another_version_and_what_stood_there_is_kept(backed):
    (change,) = backed.changes.all()

    assert (stored(backed).evidence, backed.version, backed.code) == (TRIAL, 2, "6@2")
    assert (change.evidence, change.version, change.becomes) == ("No trial yet.", 1, 2)


def test_i05_a_number_of_the_evidence_is_never_wording_alone_and_its_other_words_may_be(backed, bose, clean):
    words = {"title": clean("Mavacamten 5 mg"), "details": clean("Daily."), "wording_only": True, "by": bose}
    with pytest.raises(ValidationError):
        backed.edit(**words, evidence=clean("MADIT II: mortality 15.2 % against 19.8 %."))
    assert stored(backed).evidence == TRIAL

    backed.edit(**words, evidence=clean("In MADIT II mortality was 14,2 % and 19,8 %."))
    assert (stored(backed).version, stored(backed).evidence) == (2, "In MADIT II mortality was 14,2 % and 19,8 %.")


def test_an_edit_that_says_nothing_of_the_evidence_leaves_it(backed, bose, clean):
    backed.edit(title=clean("Mavacamten 10 mg"), details=clean("Daily."), reason=clean("A dose."), by=bose)

    assert stored(backed).evidence == TRIAL
    assert [change.evidence for change in backed.changes.in_order()] == ["No trial yet.", TRIAL]


def test_i05_evidence_does_not_change_once_the_decision_is_frozen(backed, proposed, nine, amara, bose, at, as_user, clean):
    proposed.freeze(panel=nine, by=amara)
    backed.refresh_from_db()

    with pytest.raises(PermissionDenied):
        backed.edit(title=clean(backed.title), details=clean(backed.details), evidence=clean("Another trial."), by=bose)
    form = {"title": backed.title, "details": backed.details, "evidence": "Another trial.", "kind": "medicine", "reason": "Because."}
    assert as_user(bose).post(at("decision-option", option=backed.pk), form).status_code == 403
    assert stored(backed).evidence == TRIAL


def test_a_form_proposes_it_fills_it_in_again_and_asks_about_its_words(proposed, at, as_user, bose):
    client, sent = as_user(bose), {"title": "Mavacamten 5 mg", "details": "", "kind": "medicine"}
    refused = client.post(at("decision-options"), sent | {"evidence": "Ask anna.berg@example.com"})
    assert refused.status_code == 422
    assert "Must be replaced" in refused.content.decode()
    assert client.post(at("decision-options"), sent | {"evidence": TRIAL}).status_code == 302
    assert client.post(at("decision-options"), sent | {"title": "Verapamil 80 mg"}).status_code == 302  # it may be empty

    option, other = Option.unscoped.filter(proposed_by=bose).order_by("position")
    assert (option.evidence, other.evidence) == (TRIAL, "")
    assert TRIAL in client.get(at("decision-option", option=option.pk)).content.decode()
    client.post(at("decision-option", option=option.pk), sent | {"evidence": "", "reason": "Withdrawn by its authors."})
    assert stored(option).evidence == ""


def test_it_is_shown_on_the_case_the_decision_the_ballot_the_feedback_and_the_report(backed, proposed, nine, amara, bose, at, as_user):
    client = as_user(bose)

    def shows(path):
        page = client.get(path).content.decode()
        assert page.count(TRIAL) == 1, path
        return page

    shows(proposed.case.get_absolute_url())
    assert "Evidence before: No trial yet." in shows(at("decision"))
    proposed.freeze(panel=nine, by=amara)
    for member in nine:
        proposed.seats.get(membership=member).declare("none", by=member)
    proposed.advance(by=amara)
    shows(at("ballot", round=1))
    close_with(Decision.unscoped.get(pk=proposed.pk), nine, [(*row, 6) for row in FOR_FIRST])
    shows(at("decision"))
    assert "Evidence before: No trial yet." in shows(at("decision-report", decision=proposed.pk))


def test_what_a_file_gives_away_is_looked_for_in_it_and_in_what_it_was(backed):
    Option.unscoped.filter(pk=backed.pk).update(evidence="As in Dupont.")
    backed.changes.update(evidence="As in Zhukova.")

    assert known.decided(backed.decision.case, ["dupont"]) == known.decided(backed.decision.case, ["zhukova"]) == 1


def test_wiping_a_case_leaves_nothing_of_it(backed):
    backed.decision.wipe()

    assert {stored(backed).evidence, *backed.changes.values_list("evidence", flat=True)} == {"[removed]"}
