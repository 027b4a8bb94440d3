"""Words that could identify someone: hard ones never stored, soft ones decided by a person, nothing typed ever lost."""

import random
import re

import pytest
from django.urls import reverse

from accounts.ledger import LedgerEntry
from cases import words
from cases.deid import Clean
from cases.forms.case import CaseForm
from cases.forms.comment import CommentForm, EditForm
from cases.models import Case, Comment
from tests.conftest import a_case

HARD = "Reachable at anna.berg@example.com after discharge."
SOFT = "Operated by Dr Martin Keller on day 3."
CLEAR = "Blood pressure 118/76 mmHg, ejection fraction 55 %."


def form(circle, body, case=None, drafts=False, **answers):
    return EditForm({"body": body, **answers}, circle=circle, case=case, drafts=drafts)


def new_case(client, **data):
    return client.post(reverse("case-new", kwargs={"circle": "cardio"}), {"title": "Syncope", **data})


# --- The form itself --------------------------------------------------------------------------------------------------------


def test_clear_words_come_out_as_clean(circle):
    checked = form(circle, CLEAR)

    assert checked.is_valid()
    assert isinstance(checked.cleaned_data["body"], Clean)
    assert checked.cleaned_data["body"].value == CLEAR
    assert checked.hits == []


def test_a_hard_hit_blocks_and_can_only_be_replaced(circle):
    blocked = form(circle, HARD)

    assert not blocked.is_valid()
    assert "body" not in blocked.cleaned_data
    assert [(hit.hard, hit.kind) for hit in blocked.hits] == [(True, "email")]
    assert blocked.hits[0].places[0].words == "anna.berg@example.com"


@pytest.mark.parametrize("answer", ["keep-clinical", "keep-not-identifying", "keep", "", "REPLACE", "before"])
def test_a_hard_hit_cannot_be_kept_by_any_answer(circle, answer):
    name = forced(circle, HARD)

    assert not form(circle, HARD, **{name: answer}).is_valid()


def test_a_hard_hit_that_somebody_recorded_as_kept_still_blocks(case, amara, circle):
    fingerprint = forced(circle, HARD).removeprefix("hit-")
    case.kept.create(fingerprint=fingerprint, kind="email", reason="clinical", kept_by=amara)

    assert not form(circle, HARD, case=case).is_valid()


def test_a_hard_hit_blocks_drafts_too(circle):
    assert not form(circle, HARD, drafts=True).is_valid()


def test_replacing_changes_the_words_and_counts_the_kind(circle):
    replaced = form(circle, HARD, **{forced(circle, HARD): "replace"})

    assert replaced.is_valid()
    assert replaced.cleaned_data["body"].value == "Reachable at [e-mail] after discharge."
    assert replaced.removed == {"email": 1}


def test_a_soft_hit_waits_for_an_answer(circle):
    waiting = form(circle, SOFT)

    assert not waiting.is_valid()
    assert [(hit.hard, hit.choice) for hit in waiting.hits] == [(False, "")]


@pytest.mark.parametrize("answer", ["keep-clinical", "keep-not-identifying"])
def test_a_soft_hit_is_kept_with_its_reason(circle, answer):
    kept = form(circle, SOFT, **{forced(circle, SOFT): answer})

    assert kept.is_valid()
    assert kept.cleaned_data["body"].value == SOFT
    assert [(item.kind, item.reason) for item in kept.kept] == [("clinician", answer.removeprefix("keep-"))]


def test_a_draft_may_hold_an_undecided_soft_hit_and_shows_it(circle):
    draft = form(circle, SOFT, drafts=True)

    assert draft.is_valid()
    assert len(draft.hits) == 1


def test_replace_all_replaces_hard_and_soft_and_respects_what_was_kept(circle):
    text = f"{HARD} {SOFT} Then seen by Dra Lucia Ferrer."
    first = form(circle, text)
    first.is_valid()
    keep = next(hit.name for hit in first.hits if "Keller" in hit.places[0].words)

    done = form(circle, text, replace_all="1", **{keep: "keep-not-identifying"})

    assert done.is_valid()
    assert "anna.berg" not in done.cleaned_data["body"].value
    assert "Ferrer" not in done.cleaned_data["body"].value
    assert "Keller" in done.cleaned_data["body"].value


def test_the_form_that_comes_back_holds_everything_typed_and_marks_the_words(as_user, amara):
    page = new_case(as_user(amara), presentation=f"{HARD} {CLEAR}", findings="Nothing else.").content.decode()

    assert Case.unscoped.count() == 0
    assert CLEAR in page
    assert "Nothing else." in page
    assert '<mark class="hit hit--hard">anna.berg@example.com</mark>' in page
    assert re.search(r'name="hit-[0-9a-f]{64}" value="replace" checked', page)
    assert not re.search(r'name="hit-[0-9a-f]{64}" value="keep', page)


def test_sending_the_form_back_as_it_came_replaces_the_hard_words(as_user, amara):
    """One key: the only answer to a hard hit is chosen already."""
    client = as_user(amara)
    page = new_case(client, presentation=HARD).content.decode()
    answers = dict(re.findall(r'name="(hit-[0-9a-f]{64})" value="(replace)" checked', page))

    new_case(client, presentation=HARD, **answers)

    case = Case.unscoped.get()
    assert case.presentation == "Reachable at [e-mail] after discharge."
    assert case.findings_removed == {"email": 1}


def test_what_was_replaced_is_still_counted_when_the_form_comes_back_for_another_reason(circle):
    first = form(circle, f"{HARD} {SOFT}", **{forced(circle, HARD): "replace"})
    assert not first.is_valid()

    second = form(circle, first.data["body"], removed=first.carried, replace_all="1")

    assert second.is_valid()
    assert second.removed == {"email": 1, "clinician": 1}


def test_a_forged_count_of_what_was_removed_is_ignored(circle):
    forged = form(circle, CLEAR, removed="eyJlbWFpbCI6OX0:x:y")

    assert forged.is_valid()
    assert forged.removed == {}


@pytest.mark.parametrize("tags", ["+44 20  \n 7946   \n  0958", f"{'a' * 23} +44 20 7946 09581"], ids=["gaps", "cut"])
def test_what_a_tag_becomes_when_it_is_stored_is_what_is_examined(circle, tags):
    assert not CaseForm({"title": "Syncope", "tags": tags}, circle=circle, drafts=True).is_valid()


@pytest.mark.parametrize(
    "body",
    [
        "Write to anna.berg&#64;example.com.",
        "Write to anna.berg&commat;example.com.",
        "Call +44 20 **7946** 0958.",
        "Call +44&nbsp;20&nbsp;7946&nbsp;0958.",
        "Born 12&#47;03&#47;1961.",
        "Call +44 20 7946     0958.",
    ],
)
def test_markup_hides_no_identifier_from_the_rules_that_it_shows_to_a_reader(circle, body):
    assert not form(circle, body).is_valid()
    assert not CommentForm({"body": body}, circle=circle).is_valid()


def test_markup_around_clinical_words_is_no_hit(circle):
    assert form(circle, "**BP 118/76**, LVEF *55* %\n\n| day | K+ |\n|---|---|\n| 0 | 4.1 |\n| 12 | 3.9 |").is_valid()


def test_tags_are_examined_too(circle):
    assert not CaseForm({"title": "Syncope", "tags": "ecg, anna.berg@example.com"}, circle=circle, drafts=True).is_valid()


def test_a_replacement_that_makes_a_title_too_long_is_said(circle):
    title = "Case of a@b.co " + "x" * 144
    checked = CaseForm({"title": title, "replace_all": "1"}, circle=circle, drafts=True)

    assert not checked.is_valid()
    assert "too long" in checked.errors["title"][0]


def test_the_same_person_has_one_letter_and_another_person_another_across_fields(circle):
    checked = CaseForm(
        {
            "title": "Syncope",
            "presentation": "Referred by Dr Martin Keller.",
            "findings": "Murmur heard by Dr Lucia Ferrer, confirmed by Dr Keller.",
            "replace_all": "1",
        },
        circle=circle,
        drafts=True,
    )

    assert checked.is_valid()
    assert checked.cleaned_data["presentation"].value == "Referred by [Dr A]."
    assert checked.cleaned_data["findings"].value == "Murmur heard by [Dr B], confirmed by [Dr A]."


def test_a_letter_of_the_case_is_not_given_to_somebody_else_in_a_comment(case, circle):
    case.presentation = "Referred by [Dr A]."

    checked = form(circle, "Ask Dr Lucia Ferrer.", case=case, replace_all="1")

    assert checked.is_valid()
    assert checked.cleaned_data["body"].value == "Ask [Dr B]."


def test_more_hits_than_a_page_can_hold_are_counted_and_can_be_replaced_at_once(circle):
    text = " ".join(f"a{number}@example.com," for number in range(200))
    many = form(circle, text)
    many.is_valid()

    assert (len(many.hits), many.more_hits) == (150, 50)
    assert form(circle, text, replace_all="1").is_valid()


def test_fingerprints_differ_between_circles(circle, other_circle):
    assert words.key(circle) != words.key(other_circle)
    assert forced(circle, SOFT) != forced(other_circle, SOFT)


@pytest.mark.parametrize(
    "nasty",
    ["\x00", "a" * 9_999, "\u202e" * 50, "<script>alert(1)</script>", "🫀" * 500, "[Dr A] [Dr B] [hospital]", "\r\n\r\n\t", "ﬁ" * 100],
)
def test_odd_input_never_breaks_the_form(circle, nasty):
    checked = form(circle, nasty + " x")

    assert checked.is_valid() or checked.errors


# --- Stored ------------------------------------------------------------------------------------------------------------------


def test_a_draft_with_a_soft_hit_is_stored_marked_and_cannot_be_posted(as_user, amara):
    client = as_user(amara)
    new_case(client, question="What now?", presentation=SOFT)
    case = Case.unscoped.get()
    edit = reverse("case-edit", kwargs={"circle": "cardio", "case": case.pk})

    page = client.get(edit).content.decode()
    client.post(edit, {"title": "Syncope", "question": "What now?", "presentation": SOFT, "post": "1"})

    case.refresh_from_db()
    assert '<mark class="hit">' in page
    assert case.posted_at is None


def test_what_the_author_keeps_is_remembered_without_its_words(as_user, amara, draft):
    client, edit = as_user(amara), reverse("case-edit", kwargs={"circle": "cardio", "case": draft.pk})
    data = {"title": "Syncope", "question": "What now?", "presentation": SOFT, "post": "1"}
    page = client.post(edit, data).content.decode()
    name = re.search(r'name="(hit-[0-9a-f]{64})" value="keep-not-identifying"', page)[1]

    client.post(edit, data | {name: "keep-not-identifying"})

    draft.refresh_from_db()
    kept = draft.kept.get()
    assert draft.posted_at is not None
    assert (kept.kind, kept.reason, kept.kept_by) == ("clinician", "not-identifying", amara)
    assert "Keller" not in repr(vars(kept))
    assert LedgerEntry.objects.get(event="case.words_kept").facts == {"count": 1}


def test_what_was_kept_once_is_not_asked_again_in_the_same_case(case, amara, circle):
    first = form(circle, SOFT, case=case, **{forced(circle, SOFT): "keep-clinical"})
    first.is_valid()
    case.keep(first.kept, by=amara)
    case.keep(first.kept, by=amara)

    again = form(circle, SOFT, case=case)

    assert again.is_valid()
    assert again.hits == []
    assert case.kept.count() == 1


def test_what_was_kept_in_one_case_is_asked_in_another(case, amara, circle):
    first = form(circle, SOFT, case=case, **{forced(circle, SOFT): "keep-clinical"})
    first.is_valid()
    case.keep(first.kept, by=amara)

    assert not form(circle, SOFT, case=a_case(amara)).is_valid()


def test_editing_a_posted_case_keeps_its_words_clean(as_user, amara, case):
    edit = reverse("case-edit", kwargs={"circle": "cardio", "case": case.pk})

    for added in (HARD, SOFT):
        as_user(amara).post(edit, {"title": case.title, "question": case.question, "presentation": added})

    case.refresh_from_db()
    assert case.presentation == "Two syncopes on exertion within three weeks. No chest pain."


def test_a_comment_with_a_hit_comes_back_in_the_page_of_its_case(as_user, bose, case):
    answer = as_user(bose).post(reverse("comments", kwargs={"circle": "cardio", "case": case.pk}), {"body": f"{HARD} {CLEAR}"})

    page = answer.content.decode()
    assert Comment.unscoped.count() == 0
    assert CLEAR in page
    assert '<mark class="hit hit--hard">' in page
    assert CommentForm.clean_text == ("body",)


def forced(circle, text):
    """The name of the control of the only hit in `text`."""
    looked_at = form(circle, text)
    looked_at.is_valid()
    (hit,) = looked_at.hits
    return hit.name


BITS = [
    "Dr Martin Keller", "Mme Dupont", "anna@example.com", "+33 6 12 34 56 78", "12/03/2024", "née le 03/04/1961", "Leeds", "née Roux",
    "a 93-year-old", "[Dr A]", "[hospital]", "\u202eevil\u202c", "Parkinson", "118/76 mmHg", "\u00ad", "ﬁbrose", "Sra. Ferrer", "¤",
    "10.0.0.1", "\n\n", "x" * 30, "DNI 12345678Z", "Keller", "69003", "💉", "\r", "10 rue de la Paix", "[", "]", "NHS 943 476 5919",
]  # fmt: skip


def test_replace_all_leaves_nothing_to_decide_in_any_mixture_of_words(circle):
    """Seeded: sixty forms of scraps. What is stored, examined again as posting does, holds no hit."""
    chance = random.Random(7)
    for _form in range(60):
        data = {name: " ".join(chance.choices(BITS, k=chance.randint(0, 8))) for name in CaseForm.clean_text if name != "tags"}
        checked = CaseForm({**data, "title": data["title"][:100] + " x", "replace_all": "1"}, circle=circle, drafts=True)

        assert checked.is_valid(), checked.errors
        stored = {name: checked.cleaned_data[name].value.strip() for name in data}
        assert [spans for found in words.examine(stored, circle=circle).values() for spans in found.spans] == []
