"""The pages of what comes late to a decision: who is offered what, and what each form does."""

import re

import pytest
from django.urls import reverse

from cases.models import Comment
from tests.cases.decisions.conftest import FOR_FIRST, run_out, vote_all
from tests.cases.decisions.test_late import EDGE, concluded_with


@pytest.fixture
def at(case):
    """The path of a page of the case's decision."""
    return lambda name, **kwargs: reverse(name, kwargs={"circle": case.circle.slug, "case": case.pk, **kwargs})


def edited(case, **changes):
    """What the form of the case sends."""
    names = ("title", "question", "presentation", "findings", "investigations", "treatment", "age_band", "sex", "specialty")
    return {name: getattr(case, name) for name in names} | {"tags": ""} | changes


def test_the_result_of_a_late_conflict_is_one_word_and_names_nobody(rated, nine, at, as_user, amara, bose, clean):
    decision = concluded_with(rated, nine, EDGE, amara, clean)
    url = at("decision-conflict", decision=decision.pk)
    before = as_user(amara).get(at("decision")).content.decode()
    for member in nine[1:3]:
        assert as_user(member).post(url, {"sure": "on"}).status_code == 302

    page = as_user(amara).get(at("decision")).content.decode()

    assert page.count("changed, superseded") == 1
    assert "What departed from the plan" not in page
    numbers = re.compile(r"\d+ of \d+ in 7–9|Median [\d.]+")
    assert numbers.findall(page) == numbers.findall(before)
    assert "changed, superseded" in as_user(bose).get(at("case")).content.decode()


def test_a_late_conflict_is_offered_to_seats_alone_and_once(concluded, nine, at, as_user, chen):
    url = at("decision-conflict", decision=concluded.pk)
    client = as_user(nine[4])
    assert url in client.get(at("decision")).content.decode()
    assert url not in as_user(chen).get(at("decision")).content.decode()
    assert as_user(chen).get(url).status_code == as_user(chen).post(url, {"sure": "on"}).status_code == 403

    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 422
    client.post(url, {"sure": "on"})

    assert client.get(url).status_code == 403
    assert url not in client.get(at("decision")).content.decode()
    assert "unchanged" in client.get(at("decision")).content.decode()


def test_new_facts_are_printed_with_the_round_they_voided(rated, at, as_user, amara, bose):
    assert as_user(bose).get(at("decision-facts")).status_code == 403
    assert at("decision-facts") not in as_user(bose).get(at("decision")).content.decode()
    assert as_user(amara).post(at("decision-facts"), {"reason": "A second syncope on day 9."}).status_code == 302

    page = as_user(bose).get(at("decision")).content.decode()

    assert "Round 1 was voided" in page and "there were new clinical facts" in page and "A second syncope on day 9." in page


def test_editing_a_case_while_a_round_is_open_asks_whether_there_are_new_facts(rated, case, at, as_user, amara):
    client = as_user(amara)
    assert "A round is open." in client.get(at("case-edit")).content.decode()

    silent = client.post(at("case-edit"), edited(case, findings="Murmur 4/6."))
    assert silent.status_code == 200
    case.refresh_from_db()
    assert case.findings != "Murmur 4/6."

    assert client.post(at("case-edit"), edited(case, findings="Murmur 4/6.", what_changed="facts")).status_code == 200
    form = edited(case, findings="Murmur 4/6.", what_changed="facts", new_facts="The murmur is louder.")
    assert client.post(at("case-edit"), form).status_code == 302

    case.refresh_from_db()
    assert case.findings == "Murmur 4/6."
    assert [(round.number, round.voided_reason) for round in rated.rounds.voided()] == [(1, "The murmur is louder.")]
    assert rated.rounds.held().count() == 1


def test_a_change_of_wording_alone_leaves_the_round_open(rated, case, at, as_user, amara):
    as_user(amara).post(at("case-edit"), edited(case, findings="A systolic murmur.", what_changed="wording"))

    case.refresh_from_db()
    assert case.findings == "A systolic murmur."
    assert not rated.rounds.voided().exists()


def test_a_case_without_an_open_round_is_edited_without_that_question(frozen, case, at, as_user, amara):
    client = as_user(amara)

    assert "A round is open." not in client.get(at("case-edit")).content.decode()
    assert client.post(at("case-edit"), edited(case, findings="A systolic murmur.")).status_code == 302


def test_an_opinion_stands_in_the_discussion_marked_as_not_counted(rated, at, as_user, chen, bose):
    client = as_user(chen)
    assert at("decision-opinion") in client.get(at("decision")).content.decode()
    assert client.post(at("decision-opinion"), {"body": "I would wait for the scan."}).status_code == 302

    page = as_user(bose).get(at("case")).content.decode()

    comment = re.search(rf'id="c-{Comment.unscoped.get().pk}".*?</article>', page, re.S)[0]
    assert "I would wait for the scan." in comment and "not counted" in comment and "missed" not in comment


def test_only_who_missed_a_round_is_offered_to_say_so(rated, nine, at, as_user, bose):
    vote_all(rated, nine[:8], FOR_FIRST[:8])
    run_out(rated.last_round)
    rated.last_round.close()

    absent, present = as_user(nine[8]), as_user(bose)
    assert "Your ballot missed round 1." in absent.get(at("decision")).content.decode()
    assert "Your ballot missed" not in present.get(at("decision")).content.decode()
    assert 'name="missed"' not in present.get(at("decision-opinion")).content.decode()
    present.post(at("decision-opinion"), {"body": "Me too.", "missed": "on"})
    absent.post(at("decision-opinion"), {"body": "I was away.", "missed": "on"})

    assert set(Comment.unscoped.values_list("body", "missed_round")) == {("Me too.", None), ("I was away.", 1)}
    assert "missed round 1" in present.get(at("case")).content.decode()


def test_a_deviation_is_printed_with_its_reason_beside_what_was_locked(rated, at, as_user, amara, bose):
    form = {"setting": "round_hours", "hours": "24", "reason": "Surgery is on day 20."}
    assert as_user(bose).post(at("decision-deviations"), form).status_code == 403
    assert as_user(amara).post(at("decision-deviations"), form | {"reason": ""}).status_code == 422
    assert as_user(amara).post(at("decision-deviations"), form | {"hours": "673"}).status_code == 422
    assert as_user(amara).post(at("decision-deviations"), form).status_code == 302

    page = as_user(bose).get(at("decision")).content.decode()

    assert "24 hours instead of 72" in page and "Surgery is on day 20." in page
    assert "72 hours each" in page


def test_the_times_of_a_decision_are_filled_in_from_the_circle_and_can_be_changed(case, circle, at, as_user, amara):
    circle.round_hours = 96
    circle.save()
    client = as_user(amara)
    assert re.search(r'name="round_hours" value="96"', client.get(at("decision-new")).content.decode())
    assert client.post(at("decision-new"), {"question": "Which first?", "round_hours": "700"}).status_code == 422

    client.post(at("decision-new"), {"question": "Which first?", "round_hours": "36", "proposal_hours": ""})

    hours = {"proposal_hours": 48, "round_hours": 36, "feedback_hours": 48}
    assert case.decisions.get().settings == hours | {"reasons": circle.reasons}


def test_a_clinical_edit_of_an_option_asks_what_changed_and_prints_it(proposed, at, as_user, amara, bose):
    option = proposed.options.get(position=5)
    url, client = at("decision-option", option=option.pk), as_user(amara)
    form = {"title": "Bisoprolol 10 mg and review on day 30", "details": option.details, "kind": option.kind}
    assert client.post(url, form).status_code == 422
    assert client.post(url, form | {"wording_only": "on"}).status_code == 422
    assert client.post(url, form | {"reason": "Heart rate still above 80."}).status_code == 302

    page = as_user(bose).get(at("decision")).content.decode()

    assert "became version 2" in page and "Heart rate still above 80." in page and "Bisoprolol 5 mg and review on day 30" in page


def test_a_proposal_says_what_kind_of_treatment_it_is_and_another_kind_is_another_version(proposed, at, as_user, amara, bose):
    client, words = as_user(amara), {"title": "Mavacamten 5 mg by mouth", "details": "Once daily."}
    without = client.post(at("decision-options"), words)
    assert without.status_code == 422
    assert "Choose what kind of treatment it is." in without.content.decode()
    assert client.post(at("decision-options"), words | {"kind": "other"}).status_code == 302

    option = proposed.options.get(title=words["title"])
    url = at("decision-option", option=option.pk)
    assert client.post(url, words | {"kind": "medicine", "wording_only": "on"}).status_code == 422
    assert client.post(url, words | {"kind": "medicine", "reason": "It is a drug."}).status_code == 302
    page = as_user(bose).get(at("decision")).content.decode()

    option.refresh_from_db()
    assert (option.kind, option.version) == ("medicine", 2)
    assert "Medicine · Proposed by" in page and "Kind before: Something else." in page
