"""The re-identification meter on a case's edit page, and its coarser wordings in one click."""

import pytest
from django.urls import reverse

from accounts.ledger import LedgerEntry


def page(case):
    return reverse("case-edit", kwargs={"circle": case.circle.slug, "case": case.pk})


def coarsening(case):
    return reverse("coarsening", kwargs={"circle": case.circle.slug, "case": case.pk})


@pytest.fixture
def keeper(draft):
    """A draft about somebody whom a whole island knows."""
    draft.presentation = "A 52-year-old lighthouse keeper with Fabry disease."
    draft.sex = "male"
    draft.save()
    return draft


def test_the_author_sees_how_few_people_a_case_may_be_about(as_user, amara, keeper):
    html = as_user(amara).get(page(keeper)).content.decode()

    assert "Perhaps a single person fits this description." in html
    assert "Rare condition" in html
    assert "Write “50–54”" in html


def test_one_click_writes_the_coarser_wording(as_user, amara, keeper):
    start = keeper.presentation.index("lighthouse")

    answer = as_user(amara).post(coarsening(keeper), {"field": "presentation", "start": start})
    keeper.refresh_from_db()

    assert answer.url == page(keeper) + "#meter"
    assert keeper.presentation == "A 52-year-old [occupation] with Fabry disease."
    assert LedgerEntry.objects.filter(event="case.edited", subject_id=str(keeper.pk)).exists()


def test_words_that_changed_meanwhile_are_left_alone(as_user, amara, keeper):
    before = keeper.presentation

    answer = as_user(amara).post(coarsening(keeper), {"field": "presentation", "start": 1}, follow=True)
    keeper.refresh_from_db()

    assert keeper.presentation == before
    assert "These words have changed meanwhile." in answer.content.decode()


def test_a_coarser_wording_goes_through_the_same_examination(as_user, amara, keeper):
    keeper.findings = "Write to jean@example.org."
    keeper.save()

    as_user(amara).post(coarsening(keeper), {"field": "presentation", "start": keeper.presentation.index("52")})
    keeper.refresh_from_db()

    assert keeper.presentation.startswith("A 52-year-old")


@pytest.mark.parametrize(("field", "start"), [("author", "0"), ("presentation", "x"), ("", "")])
def test_only_the_fields_of_a_case_can_be_named(as_user, amara, keeper, field, start):
    assert as_user(amara).post(coarsening(keeper), {"field": field, "start": start}).status_code == 404


def test_somebody_elses_case_is_not_reworded(as_user, bose, case):
    case.presentation = "A 52-year-old shepherd."
    case.save()

    answer = as_user(bose).post(coarsening(case), {"field": "presentation", "start": 2})
    case.refresh_from_db()

    assert answer.status_code == 403
    assert case.presentation == "A 52-year-old shepherd."


def test_a_plain_case_has_an_empty_meter(as_user, amara, draft):
    assert "Many people fit this description." in as_user(amara).get(page(draft)).content.decode()
