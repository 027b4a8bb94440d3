"""A case from draft to closed: who may do what, what must hold before it is posted, and what the pages show."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.ledger import LedgerEntry
from cases.models import Case, Notification
from cases.models.wording import NotReady, split_tags
from cases.words import read_all
from tests.conftest import a_case

WORDS = {
    "title": "Exertional syncope in a woman in her forties",
    "question": "Implantable defibrillator now?",
    "presentation": "Two syncopes on exertion, day -20 and day 0.",
    "age_band": "40-49",
    "sex": "female",
    "specialty": "cardiology",
    "findings": "Systolic murmur 3/6.",
    "investigations": "Septal thickness 22 mm.",
    "treatment": "Bisoprolol 5 mg.",
    "tags": "Cardiomyopathy, syncope",
}


def url(name, case, **kwargs):
    return reverse(name, kwargs={"circle": case.circle.slug, "case": case.pk, **kwargs})


def events(case):
    return list(LedgerEntry.objects.filter(subject="case", subject_id=str(case.pk)).order_by("seq").values_list("event", flat=True))


def texts(clean, **words):
    return {name: clean(text) for name, text in words.items()}


# --- Verbs -----------------------------------------------------------------------------------------------------------------


def test_a_draft_is_written_in_its_authors_circle_and_noted_in_the_ledger(amara, clean):
    case = Case.draft(
        by=amara, texts=texts(clean, title="A title", question="What now?"), facts={"sex": "male"}, tags=clean("Heart, heart, ")
    )

    assert (case.circle, case.author, case.title, case.sex, case.tags) == (amara.circle, amara, "A title", "male", ["heart"])
    assert events(case) == ["case.drafted"]


def test_a_form_sent_twice_is_one_draft(as_user, amara):
    answers = [as_user(amara).post(reverse("case-new", kwargs={"circle": "cardio"}), WORDS).url for _time in range(2)]

    assert Case.unscoped.count() == 1
    assert answers[0] == answers[1]


def test_a_former_member_cannot_begin_a_case(edith, clean):
    with pytest.raises(PermissionDenied):
        Case.draft(by=edith, texts=texts(clean, title="A title"))


@pytest.mark.parametrize("verb", ["draft", "edit"])
def test_words_that_were_not_examined_are_refused_by_their_type(verb, amara, draft):
    with pytest.raises(TypeError):
        Case.draft(by=amara, texts={"title": "raw"}) if verb == "draft" else draft.edit(by=amara, texts={"title": "raw"})


def test_only_the_author_edits(draft, bose, chen, clean):
    for somebody in (bose, chen):
        with pytest.raises(PermissionDenied):
            draft.edit(by=somebody, texts=texts(clean, title="Mine now"))


def test_editing_writes_only_what_changed_and_says_when(case, amara, clean):
    case.edit(by=amara, texts=texts(clean, title=case.title, question="And after that?"))

    case.refresh_from_db()
    assert case.question == "And after that?"
    assert case.edited_at is not None
    assert LedgerEntry.objects.get(event="case.edited").facts == {"fields": 1}


def test_posting_shows_the_case_and_tells_every_other_member(draft, amara, bose, chen, edith):
    draft.post(by=amara, read=read_all(draft.wording))

    draft.refresh_from_db()
    assert draft.is_open
    assert events(draft) == ["case.posted"]
    told = Notification.unscoped.filter(kind="case").values_list("membership", "case_id")
    assert set(told) == {(bose.pk, draft.pk), (chen.pk, draft.pk)}


def test_posting_twice_posts_once(draft, amara, bose):
    draft.post(by=amara, read=read_all(draft.wording))
    draft.post(by=amara, read=read_all(draft.wording))

    assert events(draft) == ["case.posted"]
    assert Notification.unscoped.filter(membership=bose).count() == 1


@pytest.mark.parametrize("field", ["title", "question", "presentation"])
def test_a_case_without_what_it_needs_is_not_posted(draft, amara, field):
    setattr(draft, field, "  ")
    draft.save()

    with pytest.raises(NotReady) as refusal:
        draft.post(by=amara, read=read_all(draft.wording))

    assert str(Case._meta.get_field(field).verbose_name) in refusal.value.sentences[0]


def test_the_stored_words_are_examined_again_before_posting(draft, amara):
    """Whatever way the words came, posting looks at what is stored."""
    Case.unscoped.filter(pk=draft.pk).update(findings="Seen with Dr Martin Keller at St Thomas Hospital.")
    draft.refresh_from_db()

    with pytest.raises(NotReady):
        draft.post(by=amara, read=read_all(draft.wording))


def test_a_file_under_way_keeps_a_case_from_being_posted(draft, amara):
    import uuid

    draft.intakes.create(key=uuid.uuid4(), author=amara, state="review", expires_at=timezone.now() + timedelta(hours=1))

    with pytest.raises(NotReady):
        draft.post(by=amara, read=read_all(draft.wording))


def test_author_and_moderator_close_and_reopen_and_a_member_does_not(case, amara, bose, chen):
    case.close(by=amara)
    assert not case.is_open
    case.reopen(by=chen)
    assert case.is_open
    with pytest.raises(PermissionDenied):
        case.close(by=bose)
    case.close(by=chen)
    with pytest.raises(PermissionDenied):
        case.reopen(by=bose)

    assert events(case) == ["case.closed", "case.reopened", "case.closed"]


def test_a_closed_case_is_not_edited(case, amara, clean):
    case.close(by=amara)

    with pytest.raises(PermissionDenied):
        case.edit(by=amara, texts=texts(clean, title="Late"))


def test_a_discarded_draft_leaves_no_word(draft, amara):
    draft.discard(by=amara)

    draft.refresh_from_db()
    assert draft.removed_at is not None
    assert [draft.title, draft.question, draft.presentation, draft.findings, draft.investigations, draft.treatment] == [""] * 6
    assert draft.tags == []


def test_a_posted_case_cannot_be_discarded(case, amara):
    with pytest.raises(PermissionDenied):
        case.discard(by=amara)


def test_tags_are_lower_case_without_doubles_and_at_most_eight():
    assert split_tags(" ECG,  Long   QT ,ecg,,") == ["ecg", "long qt"]
    assert len(split_tags(",".join("abcdefghijkl"))) == 8


# --- Writing in the browser ---------------------------------------------------------------------------------------------


def test_a_new_case_becomes_a_draft_and_leads_to_its_edit_page(as_user, amara):
    answer = as_user(amara).post(reverse("case-new", kwargs={"circle": "cardio"}), WORDS)

    case = Case.unscoped.get()
    assert answer.url == url("case-edit", case)
    assert case.posted_at is None
    assert (case.title, case.tags) == (WORDS["title"], ["cardiomyopathy", "syncope"])


def test_a_draft_needs_only_a_title(as_user, amara):
    client, new = as_user(amara), reverse("case-new", kwargs={"circle": "cardio"})
    client.post(new, {"title": "Later more"})

    case = Case.unscoped.get()
    assert (case.title, case.age_band, case.sex, case.specialty) == ("Later more", "", "", "")
    assert client.get(new).content.decode().count('<option value="" selected>Not stated</option>') == 3


def test_save_and_post_posts_and_queues_the_mail(as_user, amara, draft):
    from django_tasks_db.models import DBTaskResult

    answer = as_user(amara).post(url("case-edit", draft), {**WORDS, "post": "1"})

    draft.refresh_from_db()
    assert answer.url == draft.get_absolute_url()
    assert draft.posted_at is not None
    assert DBTaskResult.objects.filter(task_path="cases.tasks.send_notices").count() == 1


def test_save_and_post_says_what_is_missing_and_loses_nothing(as_user, amara, draft):
    answer = as_user(amara).post(url("case-edit", draft), {**WORDS, "question": "", "findings": "New words here.", "post": "1"})

    draft.refresh_from_db()
    assert draft.posted_at is None
    assert "New words here." in answer.content.decode()
    assert answer.context["form"].errors["question"]


def test_nobody_else_opens_a_draft(as_user, draft, bose, chen):
    for somebody in (bose, chen):
        assert as_user(somebody).get(url("case", draft)).status_code == 404
        assert as_user(somebody).get(url("case-edit", draft)).status_code == 404


def test_a_member_cannot_open_the_edit_page_of_a_posted_case(as_user, case, bose):
    assert as_user(bose).get(url("case-edit", case)).status_code == 403
    assert as_user(bose).post(url("case-edit", case), WORDS).status_code == 403


def test_closing_by_a_member_is_refused_and_by_get_impossible(as_user, case, amara, bose):
    assert as_user(bose).post(url("closure", case)).status_code == 403
    assert as_user(amara).get(url("closure", case)).status_code == 405


# --- The list ------------------------------------------------------------------------------------------------------------


def listed(client, circle, **query):
    return [case.title for case in client.get(reverse("circle", kwargs={"circle": circle.slug}), query).context["cases"]]


def test_the_list_shows_the_newest_activity_first_and_no_draft(as_user, amara, bose, circle):
    now = timezone.now()
    a_case(amara, title="Older", active_at=now - timedelta(days=2))
    a_case(amara, title="Newer", active_at=now)
    a_case(amara, title="Draft", posted_at=None)
    a_case(amara, title="Hidden", hidden_at=now)

    assert listed(as_user(bose), circle) == ["Newer", "Older"]


def test_the_filters_show_what_they_say(as_user, amara, bose, circle):
    now = timezone.now()
    a_case(bose, title="Open")
    a_case(bose, title="Closed", closed_at=now)
    a_case(bose, title="Draft", posted_at=None)
    a_case(amara, title="Another's draft", posted_at=None)
    client = as_user(bose)

    assert listed(client, circle, show="open") == ["Open"]
    assert listed(client, circle, show="closed") == ["Closed"]
    assert listed(client, circle, show="drafts") == ["Draft"]
    assert listed(client, circle, show="needs-me") == []
    assert client.get(reverse("circle", kwargs={"circle": "cardio"}), {"show": "everything"}).status_code == 404


def test_needs_me_shows_unread_notices(as_user, case, bose, circle):
    Notification.unscoped.create(membership=bose, kind="mention", case_id=case.pk)

    assert listed(as_user(bose), circle, show="needs-me") == [case.title]


def test_needs_me_shows_an_open_round_until_the_ballot_is_in(as_user, case, bose, amara, circle):
    now = timezone.now()
    decision = case.decisions.create(question="Which?", opened_by=amara, proposals_close_at=now, frozen_at=now)
    seat = decision.seats.create(membership=bose, pseudonym="A", conflict="none")
    round = decision.rounds.create(number=1, closes_at=now + timedelta(days=1))
    before = listed(as_user(bose), circle, show="needs-me")
    round.ballots.create(seat=seat, submitted_at=now)

    assert before == [case.title]
    assert listed(as_user(bose), circle, show="needs-me") == []


def test_the_list_says_what_a_member_must_do(as_user, case, bose, amara, circle):
    now = timezone.now()
    decision = case.decisions.create(question="Which?", opened_by=amara, proposals_close_at=now, frozen_at=now)
    decision.seats.create(membership=bose, pseudonym="A", conflict="none")
    decision.rounds.create(number=1, closes_at=now + timedelta(days=1))
    address = reverse("circle", kwargs={"circle": "cardio"})

    assert "Your rating is wanted" in as_user(bose).get(address).text
    assert "Your rating is wanted" not in as_user(amara).get(address).text
    assert "You sit on the panel of this case" in as_user(bose).get(url("case", case)).text


def test_pages_of_the_list_join_without_gap_or_double(as_user, amara, bose, circle):
    moment = timezone.now()
    for number in range(45):  # equal times are told apart by id
        a_case(amara, title=f"Case {number:02}", active_at=moment - timedelta(hours=number // 15))
    client, seen, query = as_user(bose), [], {}
    for _page in range(3):
        context = client.get(reverse("circle", kwargs={"circle": "cardio"}), query).context
        seen += [case.title for case in context["cases"]]
        query = {"before": context["further"]}

    assert len(seen) == 45
    assert len(set(seen)) == 45
    assert context["further"] == ""


@pytest.mark.parametrize("before", ["x", "2026-01-01T00:00:00+00:00_x", "_", "2026-01-01T00:00:00+00:00"])
def test_a_cursor_that_is_not_ours_is_no_page(as_user, bose, before):
    assert as_user(bose).get(reverse("circle", kwargs={"circle": "cardio"}), {"before": before}).status_code == 404


@pytest.mark.parametrize("count", [3, 40])
def test_the_list_costs_four_queries_whatever_its_length(as_user, amara, bose, circle, count, django_assert_max_num_queries):
    for number in range(count):
        case = a_case(amara, title=f"Case {number}")
        case.decisions.create(question="Which?", opened_by=amara, proposals_close_at=timezone.now())
    client = as_user(bose)
    client.get(reverse("circle", kwargs={"circle": "cardio"}))  # the first request of a session writes its times

    with django_assert_max_num_queries(3 + 4):  # session, user, membership; then the page
        client.get(reverse("circle", kwargs={"circle": "cardio"}))


# --- The case page ----------------------------------------------------------------------------------------------------------


def test_the_case_page_shows_the_words_and_what_was_removed(as_user, case, bose):
    case.findings_removed = {"clinician": 2, "date": 1}
    case.save()

    page = as_user(bose).get(url("case", case)).content.decode()

    assert case.presentation in page
    assert "Clinicians&#x27; names</dt><dd>2</dd>" in page
    assert "anonymous" not in page.lower().replace("not anonymised", "")


def test_a_hidden_case_is_its_authors_alone(as_user, case, amara, bose, chen):
    case.hide_for_privacy()

    assert "Only you see this case" in as_user(amara).get(url("case", case)).content.decode()
    for somebody in (bose, chen):
        assert as_user(somebody).get(url("case", case)).status_code == 404


def test_opening_ones_draft_leads_to_its_edit_page(as_user, draft, amara):
    assert as_user(amara).get(url("case", draft)).url == url("case-edit", draft)


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-24T10:00:00", "2026-11-24", "yesterday", "", "\0"]
)
def test_a_place_in_the_list_that_no_page_linked_is_no_page(circle, as_user, amara, moment):
    address = reverse("circle", kwargs={"circle": circle.slug})

    assert as_user(amara).get(address, {"before": f"{moment}_{uuid.uuid4()}"}).status_code == 404
