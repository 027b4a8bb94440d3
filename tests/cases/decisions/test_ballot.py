"""The ballot as it is filled in: saved as one goes, whole once it counts, and a draft that nobody else learns of."""

import re
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.models import Answer, Ballot
from cases.models.kept import Kept
from tests.cases.decisions.conftest import FOR_FIRST, answers_of, run_out, vote, vote_all, why_not

JSON = {"accept": "application/json"}


@pytest.fixture
def at(case):
    """The path of the ballot of a round."""
    return lambda number=1: reverse("ballot", kwargs={"circle": case.circle.slug, "case": case.pk, "round": number})


def values(decision, value, **more):
    return {f"value-{option.position}": value for option in decision.options.standing()} | more


# --- Saved as you go ----------------------------------------------------------------------------------------------------------------


def test_a_value_is_saved_though_the_reason_beside_it_must_wait(rated, at, as_user, bose):
    sent = {"value-3": "8", "rationale-3": "Call me at jane.doe@example.org"}

    answer = as_user(bose).post(at(), sent, headers=JSON)

    assert answer.json() == {"saved": True, "rated": 1, "submitted": False, "waiting": [3], "unread": False}
    rating = rated.last_round.ballots.get().ratings.get()
    assert (rating.value, rating.rationale) == (8, "")


def test_a_reason_is_saved_with_its_value(rated, at, as_user, bose):
    as_user(bose).post(at(), {"value-3": "8", "rationale-3": "It protects."}, headers=JSON)

    assert rated.last_round.ballots.get().ratings.get().rationale == "It protects."


def test_a_reason_without_a_value_waits_for_it(rated, at, as_user, bose):
    answer = as_user(bose).post(at(), {"rationale-3": "It protects."}, headers=JSON)

    assert (answer.json()["waiting"], answer.json()["rated"]) == ([3], 0)


def test_without_the_model_the_values_are_saved_and_the_reasons_are_sent_again(rated, at, as_user, bose, settings, tmp_path):
    settings.TEXT_MODEL_SOCKET = tmp_path / "nobody"

    answer = as_user(bose).post(at(), {"value-3": "8", "rationale-3": "It protects."}, headers=JSON)

    assert (answer.json()["unread"], answer.json()["rated"]) == (True, 1)
    assert rated.last_round.ballots.get().ratings.get().rationale == ""


def test_what_one_device_did_not_touch_stays_as_another_left_it(rated, at, as_user, bose):
    as_user(bose).post(at(), {"value-1": "2", "rationale-1": "Too late."}, headers=JSON)
    as_user(bose).post(at(), {"value-3": "8"}, headers=JSON)

    page = as_user(bose).get(at()).content.decode()
    assert rated.last_round.ballots.get().ratings.count() == 2
    assert "Too late." in page


def test_two_devices_at_the_same_moment_lose_nothing(rated, at, as_user, bose):
    """The second saves its answer between the moment the first request read the ballot and the moment it writes."""
    as_user(bose).post(at(), {"value-1": "2"}, headers=JSON)
    first, fill = rated.options.standing()[0], Ballot.fill

    def meanwhile(round, **how):
        fill(round, answers=[Answer(first, 7)], by=bose)
        return fill(round, **how)

    with patch.object(Ballot, "fill", meanwhile):
        as_user(bose).post(at(), {"value-3": "8"}, headers=JSON)

    assert dict(rated.last_round.ballots.get().ratings.values_list("option__position", "value")) == {1: 7, 3: 8}


def abstain_while(act, at, client):
    """Save a value and "cannot judge" without its reason as a draft; `act(fill, round)` comes between its reading and its writing."""
    fill, acts = Ballot.fill, [act]

    def meanwhile(round, **how):
        if acts:
            acts.pop()(fill, round)
        return fill(round, **how)

    with patch.object(Ballot, "fill", meanwhile):
        return client.post(at(), {"value-1": "7", "value-3": "abstain"}, headers=JSON)


def test_a_draft_that_another_device_submits_meanwhile_saves_what_counts_and_waits_with_the_rest(rated, at, as_user, bose):
    def submit(fill, round):
        fill(round, answers=answers_of(rated, (5,)), by=bose, submit=True)

    answer = abstain_while(submit, at, as_user(bose))

    assert answer.json() == {"saved": True, "rated": 5, "submitted": True, "waiting": [3], "unread": False}
    assert dict(rated.last_round.ballots.get().ratings.values_list("option__position", "value")) == {1: 7, 2: 5, 3: 5, 4: 5, 5: 5}


def test_a_draft_whose_reason_another_device_submits_meanwhile_is_saved_whole(rated, at, as_user, bose):
    def submit(fill, round):
        explained = [Answer(one.option, one.value, why_not()) for one in answers_of(rated, (5,))]
        fill(round, answers=explained, by=bose, submit=True)

    answer = abstain_while(submit, at, as_user(bose))

    assert (answer.json()["submitted"], answer.json()["waiting"]) == (True, [])
    rating = rated.last_round.ballots.get().ratings.get(option__position=3)
    assert (rating.value, rating.rationale) == (None, why_not().value)


def test_a_draft_that_is_overtaken_every_time_is_not_stored_and_is_asked_for_again(rated, at, as_user, bose):
    def refused(round, **how):
        raise ValidationError("Overtaken.")

    with patch.object(Ballot, "fill", refused):
        answer = as_user(bose).post(at(), {"value-3": "8"}, headers=JSON)

    assert (answer.status_code, answer.json()) == (503, {"saved": False})


def test_a_page_from_before_the_round_was_held_again_saves_nothing(rated, at, as_user, amara, bose, clean):
    held = str(rated.last_round.pk)
    rated.new_facts(reason=clean("Potassium is 6.8 mmol/l."), by=amara)

    saved = as_user(bose).post(at(), {"value-3": "8", "held": held}, headers=JSON)
    sent = as_user(bose).post(at(), values(rated, "8", held=held, action="submit"))

    assert saved.status_code == 409
    assert sent.status_code == 422
    assert "held again" in sent.content.decode()
    assert Ballot.unscoped.count() == 0


def test_a_closed_round_takes_nothing_more(rated, at, as_user, bose):
    run_out(rated.last_round)

    assert as_user(bose).post(at(), {"value-3": "8"}, headers=JSON).status_code == 403


# --- A reason where one is needed ------------------------------------------------------------------------------------------------


def test_an_abstention_counts_only_with_its_reason(rated, at, as_user, bose):
    response = as_user(bose).post(at(), values(rated, "5", action="submit") | {"value-3": "abstain"})

    assert response.status_code == 422
    assert "Say in a few words why you cannot judge it." in response.content.decode()
    assert rated.last_round.participation() == (0, 9)
    assert rated.last_round.ballots.get().ratings.count() == 5  # the draft is kept

    as_user(bose).post(at(), {"rationale-3": "Outside my field."} | values(rated, "5", action="submit") | {"value-3": "abstain"})
    assert rated.last_round.participation() == (1, 9)


def test_no_verb_counts_an_abstention_without_a_reason(rated, bose):
    options = list(rated.options.standing())
    answers = [Answer(option, None) for option in options]

    with pytest.raises(ValidationError):
        Ballot.fill(rated.last_round, answers=answers, by=bose, submit=True)
    Ballot.fill(rated.last_round, answers=answers, by=bose)
    assert rated.last_round.participation() == (0, 9)


def test_a_ballot_that_counts_stays_whole(rated, at, as_user, bose):
    vote(rated, bose, 5)

    answer = as_user(bose).post(at(), {"value-1": "7", "value-3": "abstain"}, headers=JSON).json()
    page = as_user(bose).post(at(), {"value-3": "abstain", "action": "save"})

    assert (answer["waiting"], answer["submitted"]) == ([3], True)
    assert page.status_code == 422
    stored = dict(rated.last_round.ballots.get().ratings.values_list("option__position", "value"))
    assert (stored[1], stored[3]) == (7, 5)


def test_a_ballot_from_before_reasons_were_needed_can_still_be_changed(rated, at, as_user, bose):
    vote(rated, bose, 5, None)
    rated.last_round.ballots.get().ratings.update(rationale="")

    answer = as_user(bose).post(at(), {"value-1": "7"}, headers=JSON)

    assert (answer.status_code, answer.json()["waiting"]) == (200, [])
    assert rated.last_round.ballots.get().ratings.get(option__position=1).value == 7


def test_where_the_locked_settings_ask_for_it_every_rating_needs_a_reason(rated, at, as_user, bose):
    rated.settings["reasons"] = "always"
    rated.save()

    response = as_user(bose).post(at(), values(rated, "5", action="submit"))

    assert response.content.decode().count("this circle asks for a reason with every rating") >= 5
    assert rated.last_round.participation() == (0, 9)
    with pytest.raises(ValidationError):
        vote(rated, bose, 5)
    Ballot.fill(rated.last_round, answers=[Answer(one.option, 5, why_not()) for one in answers_of(rated, (5,))], by=bose, submit=True)
    assert rated.last_round.participation() == (1, 9)


# --- Nobody else learns of it ----------------------------------------------------------------------------------------------------


def test_the_own_values_and_reasons_of_the_round_before_are_shown_and_never_filled_in(rated, nine, at, as_user, amara, bose):
    vote_all(rated, nine, FOR_FIRST)
    Ballot.fill(rated.last_round, answers=[Answer(one.option, 7, why_not()) for one in answers_of(rated, (7,))], by=bose)
    rated.last_round.close(by=amara)
    rated.advance(by=amara)

    mine, others = as_user(bose).get(at(2)).content.decode(), as_user(nine[2]).get(at(2)).content.decode()

    assert mine.count("In the round before you rated 7.") == 5
    assert mine.count("In the round before you wrote: “Outside my field.”") == 5
    assert "you wrote" not in others
    assert "checked" not in mine
    assert "<textarea" in mine
    assert all(not words.strip().startswith("Outside") for words in mine.split("<textarea")[1:])


def test_i01_a_draft_is_told_to_nobody(rated, nine, as_user, case, amara, chen, admin, at):
    """Every page that others have of the decision is the same, byte for byte, before and after a draft."""
    names = ("case", "decision", "decision-record", "circle", "circle-decisions", "notifications")
    readers = {member: as_user(member) for member in (amara, nine[1], chen, admin)}

    def told():
        found = {}
        for member, client in readers.items():
            for name in names:
                inside = {} if name in ("circle", "circle-decisions", "notifications") else {"case": case.pk}
                body = client.get(reverse(name, kwargs={"circle": "cardio", **inside})).content.decode()
                found[member.pk, name] = [line for line in body.splitlines() if not re.search("csrfmiddlewaretoken|/uploads/", line)]
            found[member.pk, "ballot"] = client.get(at()).status_code
        return found

    with patch.object(timezone, "now", return_value=timezone.now()):
        before = told()
        as_user(nine[3]).post(at(), values(rated, "9") | {"rationale-3": "It protects."}, headers=JSON)
        after = told()

    assert rated.last_round.ballots.get().ratings.count() == 5
    assert rated.last_round.participation() == (0, 9)
    assert before == after


def test_i01_what_a_blind_reason_keeps_is_kept_for_nobody_else_while_the_round_is_open(rated, nine, at, as_user, bose, case):
    """A word that a rater looked at and kept would otherwise be asked of nobody else: they could learn that somebody wrote it."""
    words = "Seen by Marisol before."
    client = as_user(bose)
    from cases.forms.comment import EditForm

    hits = [hit.name for hit in asked(EditForm, words, case)]
    assert hits, "this test needs words that are asked about"
    client.post(at(), {"value-3": "8", "rationale-3": words} | dict.fromkeys(hits, "keep-not-identifying"), headers=JSON)
    assert rated.last_round.ballots.get().ratings.get().rationale == words

    assert [hit.name for hit in asked(EditForm, words, case)] == hits
    assert not Kept.unscoped.exists()
    answer = client.post(at(), {"value-3": "9", "rationale-3": words + " Twice."}, headers=JSON)
    assert answer.json()["waiting"] == []  # whoever kept it is not asked again


def asked(form, words, case):
    """The hits that a comment with these words would be asked about."""
    bound = form({"body": words}, circle=case.circle, case=case)
    bound.is_valid()
    return [hit for hit in bound.hits if hit.choice == ""]
