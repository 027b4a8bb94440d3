"""Words while they are typed: the rules' answer at once, the model's after it, nothing stored, and not without measure."""

import pytest
from django.urls import reverse

from accounts.ledger import LedgerEntry
from cases.models import Case, Comment
from cases.views import words as view
from cases.views.words import BURST, Pace
from tests.conftest import a_case

PLACE = {"circle": "cardio"}
HARD = "Write to anna.berg@example.com."
MODEL_ONLY = "She went home with Nkemdilim and Obiageli."


def look(client, words, *, stage="rules", field="body", **more):
    return client.post(reverse("words", kwargs=PLACE), {"field": field, "stage": stage, f"text-{field}": words, **more})


@pytest.fixture(autouse=True)
def fresh_pace(monkeypatch):
    monkeypatch.setattr(view, "PACE", Pace())


def test_the_rules_say_what_stands_where_and_what_may_take_its_place(as_user, amara):
    answer = look(as_user(amara), HARD).json()

    assert answer["unread"] is False
    assert answer["said"] == "1 possible identifier in this field."
    (hit,) = answer["hits"]
    assert {name: hit[name] for name in ("hard", "words", "replacement", "places")} == {
        "hard": True, "words": "anna.berg@example.com", "replacement": "[e-mail]", "places": [[9, 30]],
    }  # fmt: skip


def test_nothing_found_is_an_empty_answer(as_user, amara):
    for stage in ("rules", "model"):
        answer = look(as_user(amara), "Blood pressure 118/76 mmHg.", stage=stage)
        assert (answer.status_code, answer.content) == (204, b"")


def test_the_model_adds_what_the_rules_do_not_see(as_user, amara):
    assert look(as_user(amara), MODEL_ONLY).status_code == 204

    hits = look(as_user(amara), MODEL_ONLY, stage="model").json()["hits"]

    assert {hit["words"] for hit in hits} == {"Nkemdilim", "Obiageli"}
    assert not any(hit["hard"] for hit in hits)


def test_what_is_found_while_typing_has_the_name_it_has_in_the_form_that_is_sent(as_user, amara, case):
    """Kept while typing is kept when the form is sent."""
    client = as_user(amara)
    hits = look(client, MODEL_ONLY, stage="model", case=case.pk).json()["hits"]

    client.post(
        reverse("comments", kwargs={**PLACE, "case": case.pk}),
        {"body": MODEL_ONLY, **{f"hit-{hit['id']}": "keep-not-identifying" for hit in hits}},
    )

    assert Comment.unscoped.get().body == MODEL_ONLY
    assert case.kept.count() == len(hits)


def test_what_was_replaced_while_typing_is_counted_and_a_forged_count_is_not(as_user, amara, case):
    client, place = as_user(amara), reverse("comments", kwargs={**PLACE, "case": case.pk})
    (hit,) = look(client, HARD, case=case.pk).json()["hits"]

    client.post(place, {"body": "Write to [e-mail].", "removed": [hit["removed"], hit["removed"][:-3] + "xyz", "x"]})

    assert Comment.unscoped.get().findings_removed == {"email": 1}


def test_places_are_counted_as_a_browser_counts(as_user, amara):
    (hit,) = look(as_user(amara), "😀 " + HARD).json()["hits"]

    assert hit["places"] == [[12, 33]]


def test_the_other_fields_of_the_form_are_heard_too(as_user, amara):
    """The same person has one letter in all fields; only the hits of the field that is typed in are told."""
    answer = look(as_user(amara), "Heard by Dr Lucia Ferrer.", **{"text-title": "Referred by [Dr A]"}).json()
    assert [hit["replacement"] for hit in answer["hits"]] == ["[Dr B]"]

    answer = look(as_user(amara), "Since 7 March 2026.", counts="1", **{"text-title": "Fever since 3 March 2026"}).json()
    assert [(hit["words"], hit["replacement"]) for hit in answer["hits"]] == [("7 March 2026", "day 4")]


def test_what_was_kept_in_the_case_is_not_asked_again(as_user, amara, case):
    (hit,) = look(as_user(amara), "Operated by Dr Martin Keller.", case=case.pk).json()["hits"]
    case.kept.create(fingerprint=hit["id"], kind="clinician", reason="clinical", kept_by=amara)

    assert look(as_user(amara), "Operated by Dr Martin Keller.", case=case.pk).status_code == 204


def test_without_the_model_the_rules_still_answer_and_it_is_said(as_user, amara, settings, tmp_path):
    settings.TEXT_MODEL_SOCKET = tmp_path / "nobody"

    answer = look(as_user(amara), HARD, stage="model").json()

    assert answer["unread"] is True
    assert len(answer["hits"]) == 1


def test_nothing_is_stored_by_looking(as_user, amara, case, django_assert_num_queries):
    client = as_user(amara)
    look(client, HARD)  # a session notes once a minute that it was seen
    before = (Case.unscoped.count(), Comment.unscoped.count(), LedgerEntry.objects.count(), case.kept.count())

    with django_assert_num_queries(5) as asked:  # session, user, membership, case, files under way
        look(client, HARD, case=case.pk)

    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)
    assert (Case.unscoped.count(), Comment.unscoped.count(), LedgerEntry.objects.count(), case.kept.count()) == before


def test_a_case_of_another_circle_is_not_there(as_user, amara, dahl):
    theirs = a_case(dahl)

    for pk in (theirs.pk, "nonsense", "0" * 32):
        assert look(as_user(amara), HARD, case=pk).status_code == 404


def test_more_than_a_form_can_hold_is_refused(as_user, amara):
    client = as_user(amara)

    assert look(client, "a " * 30_001).status_code == 413
    assert client.post(reverse("words", kwargs=PLACE), {"field": "body"}).status_code == 413
    assert look(client, "x", **{f"text-{n}": "" for n in range(40)}).status_code == 413


def test_a_session_that_asks_without_end_is_slowed_down(as_user, amara, bose):
    client = as_user(amara)
    answers = [look(client, "Steady.").status_code for _ in range(BURST + 5)]

    assert 429 in answers
    assert look(as_user(bose), "Steady.").status_code == 204


def test_looks_come_back_with_time():
    pace = Pace()
    assert [pace.allows("one", now=0) for _ in range(BURST + 1)] == [True] * BURST + [False]

    assert pace.allows("one", now=1.0)
    assert pace.allows("two", now=0)


def test_it_needs_the_form_token(amara):
    from django.test import Client

    client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    client.force_login(amara.user)

    assert look(client, HARD).status_code == 403


def test_every_page_with_words_to_write_brings_the_script(as_user, amara, case):
    page = as_user(amara).get(reverse("case", kwargs={**PLACE, "case": case.pk})).content.decode()

    assert 'data-fields="body"' in page
    assert f'data-case="{case.pk}"' in page
    assert "js/words-live.js" in page
