"""Every word that is stored: which field holds any, which verb takes it, and that nothing else is taken, whatever way it comes.

Each CharField, TextField and JSONField of every model of ours stands in one of three tables. One that stands in none fails.
"""

import logging

import pytest
from django.apps import apps
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone

from cases import words
from cases.deid import text
from cases.forms.appeal import AppealForm, RulingForm
from cases.forms.ballot import BallotForm
from cases.forms.case import CaseForm
from cases.forms.comment import CommentForm, EditForm
from cases.forms.decision import ConclusionForm, MinorityForm, OptionEditForm, OptionForm, QuestionForm, ReasonForm, SeatForm
from cases.forms.flag import FlagForm, ResolutionForm
from cases.forms.late import DeviationForm, FactsForm
from cases.forms.outcome import OutcomeForm
from cases.forms.review import ReviewForm
from cases.models import (
    Answer,
    Appeal,
    Ballot,
    Case,
    Comment,
    Decision,
    Flag,
    Intake,
    MinorityReport,
    Notification,
    Option,
    Outcome,
    Round,
    Seat,
)
from cases.models.case import NotReady
from circles.models import Circle
from tests.model import Served
from tests.scenery import furnish
from tests.test_walls import inside, path_of

HARD = "anna.berg@example.com"

# Fields that hold no words of anybody: what is in them instead.
NOT_WORDS = {
    "accounts.LedgerHead.chain": "a code",
    "accounts.LedgerHead.hash": "a hash",
    "accounts.LedgerEntry.chain": "a code",
    "accounts.LedgerEntry.event": "a code",
    "accounts.LedgerEntry.subject": "the name of a model",
    "accounts.LedgerEntry.subject_id": "an id",
    "accounts.LedgerEntry.facts": "codes and numbers; tests/accounts looks",
    "accounts.LedgerEntry.previous": "a hash",
    "accounts.LedgerEntry.hash": "a hash",
    "accounts.User.password": "a hash",
    "accounts.User.email": "the member's own address, by which they sign in; validated",
    "accounts.User.language": "a code",
    "accounts.Registration.country": "a choice",
    "accounts.Registration.number": "the member's own number in a register: an identifier on purpose, shown to admins alone",
    "circles.Membership.role": "a choice",
    "circles.Invitation.email": "the address an invitation goes to; validated",
    "circles.Invitation.role": "a choice",
    "circles.Invitation.token_hash": "a hash",
    "circles.Circle.slug": "made from the name",
    "circles.Circle.language": "a choice",
    "circles.Circle.policy": "a choice",
    "circles.Circle.profile": "a choice",
    "circles.Circle.reasons": "a choice",
    "cases.Kept.fingerprint": "a keyed hash",
    "cases.Kept.kind": "a code",
    "cases.Kept.reason": "a code",
    "cases.KeptInBallot.fingerprint": "a keyed hash",
    "cases.KeptInBallot.kind": "a code",
    "cases.KeptInBallot.reason": "a code",
    "cases.Notification.kind": "a choice",
    "cases.Notification.anchor": "a place on a page",
    "cases.Case.age_band": "a choice",
    "cases.Case.sex": "a choice",
    "cases.Case.specialty": "a choice",
    "cases.Case.findings_removed": "counts by kind",
    "cases.Comment.html": "made from body, by the same verb",
    "cases.Comment.findings_removed": "counts by kind",
    "cases.Comment.mentions": "ids",
    "cases.Decision.profile": "a code",
    "cases.Decision.settings": "numbers and codes",
    "cases.Decision.strength": "a choice",
    "cases.Decision.late_effect": "a code",
    "cases.Deviation.setting": "a choice",
    "cases.LateConflict.effect": "a code",
    "cases.Appeal.ruling": "a choice",
    "cases.Flag.reason": "a choice",
    "cases.Flag.action": "a choice",
    "cases.Intake.state": "a choice",
    "cases.Intake.code": "a code",
    "cases.Intake.kind": "a code",
    "cases.Intake.token": "random",
    "cases.Intake.found": "rectangles, counts, editions",
    "cases.Intake.review": "rectangles, codes, numbers",
    "cases.Intake.sent_back": "a choice",
    "cases.Media.kind": "a choice",
    "cases.Media.file": "a name of ours",
    "cases.Media.poster": "a name of ours",
    "cases.Media.content_type": "one of ours",
    "cases.Media.sha256": "a hash",
    "cases.Media.receipt": "rectangles, counts, editions",
    "cases.MinorityReport.against": "codes of options",
    "cases.Option.kind": "a choice",
    "cases.Option.standing": "a code",
    "cases.OptionChange.kind": "a choice",
    "cases.Outcome.unknowable": "a choice",
    "cases.Outcome.done": "a choice",
    "cases.Seat.pseudonym": "a number",
    "cases.Seat.conflict": "a choice",
    "cases.Round.next_step": "a code",
    "cases.Round.voided_why": "a choice",
    "cases.Round.record": "the sealed result: codes and numbers",
    "cases.Round.record_hash": "a hash",
}

# Names that people give to themselves and to circles: no clinical text, so names and towns may stand; refused with a hard hit.
NAMES = {"accounts.User.name", "accounts.User.specialty", "accounts.Registration.register", "circles.Circle.name"}

# Words: the form and its field through which they come, and the verb that stores them (a key of VERBS).
WORDS = {
    **{f"cases.Case.{name}": (CaseForm, name, "Case.edit") for name in CaseForm.clean_text},
    "cases.Appeal.grounds": (AppealForm, "grounds", "Appeal.make"),
    "cases.Appeal.reason": (RulingForm, "answer", "Appeal.decide"),
    "cases.Comment.body": (CommentForm, "body", "Comment.write"),
    "cases.Decision.question": (QuestionForm, "question", "Decision.open"),
    "cases.Decision.withdrawn_reason": (ReasonForm, "reason", "Decision.withdraw"),
    "cases.Decision.statement": (ConclusionForm, "statement", "Decision.conclude"),
    "cases.Decision.conditions": (ConclusionForm, "conditions", "Decision.conclude, conditions"),
    "cases.Deviation.reason": (DeviationForm, "reason", "Decision.deviate"),
    "cases.Flag.note": (FlagForm, "note", "Flag.report"),
    "cases.Flag.explanation": (ResolutionForm, "explanation", "Flag.restore"),
    "cases.Intake.description": (ReviewForm, "description", "Intake.approve"),
    "cases.Media.description": (ReviewForm, "description", "Intake.approve"),  # intake copies it when it attaches
    "cases.MinorityReport.text": (MinorityForm, "report", "MinorityReport.write"),
    "cases.Option.title": (OptionForm, "title", "Decision.propose"),
    "cases.Option.details": (OptionForm, "details", "Decision.propose, details"),
    "cases.Option.evidence": (OptionForm, "evidence", "Decision.propose, evidence"),
    "cases.Option.dropped_reason": (ReasonForm, "reason", "Option.drop"),
    "cases.OptionChange.title": (OptionForm, "title", "Option.edit"),  # what the option said before
    "cases.OptionChange.details": (OptionForm, "details", "Option.edit"),
    "cases.OptionChange.evidence": (OptionForm, "evidence", "Option.edit, evidence"),
    "cases.OptionChange.reason": (OptionEditForm, "reason", "Option.edit, reason"),
    "cases.Outcome.because": (OutcomeForm, "because", "Outcome.record, because"),
    "cases.Outcome.happened": (OutcomeForm, "happened", "Outcome.record"),
    "cases.Rating.rationale": (BallotForm, "rationale-1", "Ballot.fill"),
    "cases.Round.voided_reason": (FactsForm, "reason", "Decision.new_facts"),
    "cases.Seat.interest": (SeatForm, "interest", "Seat.declare"),
}


class Scene:
    """A posted case with one of everything, and the people of it."""

    def __init__(self, case, amara, chen, clean):
        here = furnish(amara, case)
        self.case, self.amara, self.chen, self.fine = case, amara, chen, clean("Nothing to add.")
        self.comment = Comment.unscoped.get(pk=here["comment"])
        self.decision = Decision.unscoped.get(pk=here["decision"])
        self.option = Option.unscoped.get(pk=here["option"])
        self.option.proposed_by = amara
        self.option.save()
        self.seat = Seat.unscoped.get(pk=here["seat"])
        self.round = Round.unscoped.get(number=here["round"])
        self.flag = Flag.unscoped.get(pk=here["flag"])
        self.taking, self.appeal = Flag.unscoped.get(pk=here["taking"]), Appeal.unscoped.get(pk=here["appeal"])
        self.outcome = Outcome(decision=self.decision)
        self.intake = Intake.unscoped.get(pk=here["intake"])


VERBS = {
    "Appeal.make": lambda s, w: Appeal.make(s.taking, by=s.amara, grounds=w),
    "Appeal.decide": lambda s, w: s.appeal.decide("upheld", by=s.chen, reason=w),
    "Case.edit": lambda s, w: s.case.edit(by=s.amara, texts={"title": w}),
    "Case.edit, tags": lambda s, w: s.case.edit(by=s.amara, texts={}, tags=w),
    "Comment.write": lambda s, w: Comment.write(case=s.case, by=s.amara, body=w),
    "Comment.edit": lambda s, w: s.comment.edit(by=s.amara, body=w),
    "Decision.open": lambda s, w: Decision.open(case=s.case, question=w, by=s.amara),
    "Decision.propose": lambda s, w: s.decision.propose(title=w, details=s.fine, by=s.amara),
    "Decision.propose, details": lambda s, w: s.decision.propose(title=s.fine, details=w, by=s.amara),
    "Decision.propose, evidence": lambda s, w: s.decision.propose(title=s.fine, details=s.fine, evidence=w, by=s.amara),
    "Decision.conclude": lambda s, w: s.decision.conclude(statement=w, by=s.amara),
    "Decision.conclude, conditions": lambda s, w: s.decision.conclude(statement=s.fine, conditions=w, by=s.amara),
    "Decision.deviate": lambda s, w: s.decision.deviate(setting="round_hours", hours=24, reason=w, by=s.amara),
    "Decision.new_facts": lambda s, w: s.decision.new_facts(reason=w, by=s.amara),
    "Decision.say": lambda s, w: s.decision.say(body=w, by=s.amara),
    "Decision.withdraw": lambda s, w: s.decision.withdraw(reason=w, by=s.amara),
    "Option.edit": lambda s, w: s.option.edit(title=w, details=s.fine, by=s.amara),
    "Option.edit, evidence": lambda s, w: s.option.edit(title=s.fine, details=s.fine, evidence=w, by=s.amara),
    "Option.edit, reason": lambda s, w: s.option.edit(title=s.fine, details=s.fine, reason=w, by=s.amara),
    "Option.drop": lambda s, w: s.option.drop(reason=w, by=s.amara),
    "Seat.declare": lambda s, w: s.seat.declare("declared", interest=w, by=s.amara),
    "Seat.exclude": lambda s, w: s.seat.exclude(reason=w, by=s.amara),
    "Ballot.fill": lambda s, w: Ballot.fill(s.round, answers=[Answer(s.option, 5, w)], by=s.amara),
    "MinorityReport.write": lambda s, w: MinorityReport.write(s.decision, text=w, by=s.amara),
    "Outcome.record": lambda s, w: s.outcome.record(done="changed", because=s.fine, happened=w, by=s.amara),
    "Outcome.record, because": lambda s, w: s.outcome.record(done="changed", because=w, happened=s.fine, by=s.amara),
    "Flag.report": lambda s, w: Flag.report(s.case, by=s.chen, reason="other", note=w),
    "Flag.restore": lambda s, w: s.flag.restore(by=s.chen, explanation=w),
    "Flag.mask_more": lambda s, w: s.flag.mask_more(by=s.chen, explanation=w),
    "Flag.remove": lambda s, w: s.flag.remove(by=s.chen, explanation=w),
    "Intake.approve": lambda s, w: s.intake.approve(by=s.amara, description=w, masks=[], answers={}),
}


def stored():
    """ "app.Model.field" of every field of ours that could hold words."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField)
    return {
        f"{label}.{model.__name__}.{field.name}"
        for label in ("accounts", "circles", "cases")
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, kinds)
    }


def test_every_field_that_could_hold_words_is_known():
    assert stored() - set(NOT_WORDS) - NAMES - set(WORDS) == set(), "say what it holds, in one of the three tables"
    assert (set(NOT_WORDS) | NAMES | set(WORDS)) - stored() == set()


@pytest.mark.parametrize("field", WORDS)
def test_words_come_through_a_form_that_examines_them_and_a_verb_that_asks_for_it(field):
    form, name, verb = WORDS[field]

    assert verb in VERBS
    assert form is BallotForm or name in form.clean_text  # a ballot names its fields by its options


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_takes_a_string(verb, case, amara, chen, clean):
    with pytest.raises(TypeError):
        VERBS[verb](Scene(case, amara, chen, clean), "Nothing to add.")


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_takes_words_that_the_model_has_not_read(verb, case, amara, chen, clean):
    unread = text.clean("Nothing to add.", language="en")

    with pytest.raises(TypeError):
        VERBS[verb](Scene(case, amara, chen, clean), unread)


def test_a_draft_alone_may_hold_words_that_the_model_has_not_read(draft, amara):
    unread = text.clean("Another title", language="en")

    draft.edit(by=amara, texts={"title": unread})
    Case.draft(by=amara, texts=dict.fromkeys(("title", "question"), unread))

    with pytest.raises(TypeError):
        draft.edit(by=amara, texts={"title": "Another title"})


# --- Names -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Cardiology Lyon", "CHU de Toulouse – Dr Martin Keller", "Círculo 2026"])
def test_a_circle_may_be_called_after_a_town_or_a_person(as_user, amara, name):
    as_user(amara).post(reverse("circle-new"), {"name": name, "policy": "uk", "language": "en"})

    assert Circle.unscoped.filter(name=name).exists()


@pytest.mark.parametrize("name", [f"Ask {HARD}", "Call +44 20 7946 0958", "Born 12/03/1961: Anna"])
def test_a_circle_is_not_called_by_an_identifier(as_user, admin, amara, name):
    page = as_user(amara).post(reverse("circle-new"), {"name": name, "policy": "uk", "language": "en"})
    as_user(admin).post(
        reverse("circle-settings", kwargs={"circle": "cardio"}),
        {"name": name, "policy": "uk", "language": "en", "proposal_hours": 1, "round_hours": 1, "feedback_hours": 1, "profile": "quick"},
    )

    assert b"identify a person" in page.content
    assert not Circle.unscoped.filter(name=name).exists()


# --- Through the web ----------------------------------------------------------------------------------------------------------

TEXTS = """
title question presentation findings investigations treatment tags body details evidence reason interest statement conditions report note
explanation description because happened new_facts rationale-1 rationale-2 rationale-3 name specialty register number code text-title field
q parent key case grounds answer
""".split()  # noqa: SIM905
CHOICES = {
    "sex": "female", "specialty": "cardiology",
    "age_band": "40-49", "reason": "other", "action": "restored", "ruling": "upheld", "conflict": "declared", "kind": "medicine",
    "strength": "strong", "setting": "round_hours", "hours": "24", "what_changed": "wording",
    "recognisable": "no", "looked": "on", "looked-0": "on", "closeup-0": "no", "value-1": "5", "value-2": "5", "value-3": "5",
    "named": "on", "policy": "uk", "language": "en", "proposal_hours": "1", "round_hours": "1", "feedback_hours": "1", "profile": "quick",
    "m0-0-reason": HARD, "m0-0-box": HARD, "a0-0-box": HARD, "m0-0-off": HARD, "audio": HARD, "version": HARD,
}  # fmt: skip


def everything_in(database):
    """All that the test's database holds, in one string."""
    tables = connection.introspection.table_names()
    with database.cursor() as cursor:
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += cursor.fetchall()
    return repr(rows)


@pytest.mark.parametrize(("name", "pattern", "parameters"), [pytest.param(*row[:3], id=row[0]) for row in inside()])
def test_a_posted_identifier_reaches_the_database_by_no_url(name, pattern, parameters, as_user, amara, chen, admin, case):
    here = furnish(amara, case)
    here["case"] = case.pk
    path = path_of(pattern, {parameter: here[parameter] for parameter in parameters})
    sent = {**dict.fromkeys(TEXTS, f"Write to {HARD}."), **CHOICES}

    for person in (amara, chen, admin):
        client = as_user(person)
        client.raise_request_exception = False  # the scenery's rows stand in no order that a verb made; what breaks stores nothing
        for data in (sent, {**sent, "reason": f"Write to {HARD}."}, {**sent, "post": "1"}, {**sent, "action": "submit"}):
            client.post(path, data)

    assert HARD not in everything_in(connection)


def test_the_control_clear_words_sent_the_same_way_do_arrive(as_user, amara, chen, admin, case):
    """Or the test above would prove nothing: by these URLs the same requests with clear words store them."""
    here, arrived, markers = furnish(amara, case), set(), (f"rhythm{a}{b}" for a in "abcdefghijklmnopqrstuvwxyz" for b in "aeiou")
    for name, pattern, parameters, _ in sorted(inside(), key=lambda row: row[0] != "resolution"):  # before the moderator reports too
        marker = next(markers)
        path = path_of(pattern, {parameter: here[parameter] for parameter in parameters})
        sent = {**dict.fromkeys(TEXTS, f"A steady {marker}"), **CHOICES, "replace_all": "1", "key": "", "case": "", "parent": ""}
        for person in (amara, chen, admin):
            Case.unscoped.filter(pk=case.pk).update(closed_at=None, hidden_at=None, removed_at=None, posted_at=timezone.now())
            type(person).unscoped.filter(pk=person.pk).update(ended_at=None, role=person.role)
            client = as_user(person)
            client.raise_request_exception = False
            client.post(path, sent)
            client.post(path, {**sent, "reason": f"A steady {marker}"})
        if marker in everything_in(connection):
            arrived.add(name)

    assert arrived >= {"case-new", "case-edit", "comments", "decision-options", "case-flag", "resolution", "appeal", "appeal-decision"}


# --- The model out of reach, killed, and back -----------------------------------------------------------------------------------


@pytest.fixture
def killable(settings):
    """A model of this test's own."""
    settings.TEXT_MODEL_SOCKET, settings.TEXT_MODEL_SECONDS = Served(), 20
    yield settings.TEXT_MODEL_SOCKET
    settings.TEXT_MODEL_SOCKET.end()


def test_without_the_model_nothing_is_posted_and_with_it_again_everything_is(as_user, amara, draft, case, killable):
    client, comments = as_user(amara), reverse("comments", kwargs={"circle": "cardio", "case": case.pk})
    edit = reverse("case-edit", kwargs={"circle": "cardio", "case": draft.pk})
    written = {name: getattr(draft, name) for name in ("title", "question", "presentation")} | {"findings": "A new finding."}
    killable.start()
    killable.process.kill()
    killable.process.wait()

    talk = client.post(comments, {"body": "I would wait & see."})
    page = client.post(edit, {**written, "post": "1"})

    assert "cannot be checked right now" in talk.content.decode()
    assert "I would wait &amp; see." in talk.content.decode()
    assert Comment.unscoped.count() == 0
    assert "cannot be checked right now" in page.content.decode()
    assert "A new finding." in page.content.decode()
    draft.refresh_from_db()
    assert draft.posted_at is None
    assert draft.findings == "A new finding."  # the draft is kept

    killable.process = None
    killable.start()
    client.post(comments, {"body": "I would wait & see."})
    client.post(edit, {**written, "post": "1"})

    draft.refresh_from_db()
    assert draft.posted_at is not None
    assert Comment.unscoped.get().body == "I would wait & see."


@pytest.fixture
def nobody(settings, tmp_path):
    """No model listens."""
    settings.TEXT_MODEL_SOCKET = tmp_path / "nobody"


def test_a_draft_is_saved_without_the_model(as_user, amara, nobody):
    client = as_user(amara)

    client.post(reverse("case-new", kwargs={"circle": "cardio"}), {"title": "Syncope", "presentation": "Seen by Dr Martin Keller."})

    assert Case.unscoped.get().presentation == "Seen by Dr Martin Keller."


def test_a_form_that_the_model_has_not_read_lets_nothing_out(circle, nobody):
    form = EditForm({"body": "I would wait."}, circle=circle)

    assert not form.is_valid()
    assert form.unread
    assert "body" not in form.cleaned_data


# --- What was read is what is posted ----------------------------------------------------------------------------------------------


def test_a_case_is_posted_with_a_reading_of_exactly_its_words(draft, amara):
    reads = words.read_all(draft.wording)
    Case.unscoped.filter(pk=draft.pk).update(findings="Something else by now.")

    with pytest.raises(NotReady):
        draft.post(by=amara, read=reads)

    draft.refresh_from_db()
    assert draft.posted_at is None
    draft.post(by=amara, read=words.read_all(draft.wording))
    assert draft.posted_at is not None


@pytest.mark.parametrize("wrong", [{}, {"title": None}, {"title": "read"}])
def test_a_case_is_not_posted_without_a_reading(draft, amara, wrong):
    reads = words.read_all(draft.wording)

    with pytest.raises(NotReady):
        draft.post(by=amara, read=reads | wrong if wrong else {})


def test_what_only_the_model_sees_waits_for_an_answer_like_any_other(circle):
    waiting = EditForm({"body": MODEL_ONLY}, circle=circle)

    assert not waiting.is_valid()
    assert {(hit.hard, hit.choice) for hit in waiting.hits} == {(False, "")}
    kept = EditForm({"body": MODEL_ONLY, **{hit.name: "keep-not-identifying" for hit in waiting.hits}}, circle=circle)
    assert kept.is_valid()
    assert "model" in kept.cleaned_data["body"].receipt.engines


def test_what_the_model_sees_in_a_draft_keeps_it_from_being_posted_until_somebody_answers(as_user, amara, draft):
    Case.unscoped.filter(pk=draft.pk).update(findings=MODEL_ONLY)
    draft.refresh_from_db()
    assert draft.undecided() == 0  # by the rules alone

    with pytest.raises(NotReady):
        draft.post(by=amara, read=words.read_all(draft.wording))


MODEL_ONLY = "She went home with Nkemdilim and Obiageli."  # no title, no context: the rules see nothing


def test_the_rules_do_not_see_what_the_model_sees():
    """Or the two tests above would prove nothing."""
    assert text.examine(MODEL_ONLY, language="en").spans == ()


# --- Who is who, throughout a case -------------------------------------------------------------------------------------------------


def suggested(circle, body, case):
    form = EditForm({"body": body, "replace_all": "1"}, circle=circle, case=case)
    assert form.is_valid(), form.errors
    return form.cleaned_data["body"].value


def test_a_letter_is_never_given_to_somebody_else_wherever_in_the_case_it_stands(circle, case, bose, amara, clean):
    Comment.write(case=case, by=bose, body=clean("Ask [Dr A]."))
    decision = Decision.open(case=case, question=clean("Ask [Dr B] first?"), by=amara)
    decision.propose(title=clean("Wait for [Dr C]"), details=clean("With [personne B]."), by=amara)

    assert suggested(circle, "Ask Dr Lucia Ferrer.", case) == "Ask [Dr D]."


def test_a_letter_in_a_rationale_of_a_round_still_open_changes_nothing(circle, case, amara, clean):
    scene = furnish(amara, case)
    round = Round.unscoped.get(number=scene["round"])
    ballot = round.ballots.create(seat_id=scene["seat"])
    ballot.ratings.create(option_id=scene["option"], value=5, rationale="As [Dr A] says.")

    assert suggested(circle, "Ask Dr Lucia Ferrer.", case) == "Ask [Dr A]."

    ballot.submitted_at = ballot.counted_at = timezone.now()
    ballot.save()
    assert suggested(circle, "Ask Dr Lucia Ferrer.", case) == "Ask [Dr B]."


def test_an_edit_of_the_case_gives_no_letter_twice(circle, case):
    case.presentation = "Referred by [Dr A]."
    case.save()

    form = CaseForm.of(case, {**case.wording, "findings": "Heard by Dr Lucia Ferrer.", "replace_all": "1"}, drafts=True)

    assert form.is_valid()
    assert form.cleaned_data["findings"].value == "Heard by [Dr B]."


def test_dates_become_days_only_where_the_count_begins(circle, case):
    dated = "Fever from 3 March 2026 to 7 March 2026."
    first = CaseForm({"title": "Fever", "presentation": dated, "replace_all": "1"}, circle=circle, drafts=True)
    counted = CaseForm({"title": "Fever", "presentation": f"Day 2: rash. {dated}", "replace_all": "1"}, circle=circle, drafts=True)

    assert first.is_valid()
    assert first.cleaned_data["presentation"].value == "Fever from day 0 to day 4."
    assert counted.is_valid()
    assert counted.cleaned_data["presentation"].value == "Day 2: rash. Fever from [date] to [date]."
    assert suggested(circle, dated, case) == "Fever from [date] to [date]."


# --- Nothing is left anywhere --------------------------------------------------------------------------------------------------------


def test_words_are_in_no_log_no_task_and_no_session(as_user, amara, case, caplog, tmp_path):
    from django.contrib.sessions.models import Session
    from django_tasks_db.models import DBTaskResult

    marker = "zqxwordmarker"
    caplog.set_level(logging.DEBUG)
    client = as_user(amara)
    client.post(reverse("words", kwargs={"circle": "cardio"}), {"field": "body", "text-body": f"{marker} {HARD}", "stage": "model"})
    client.post(reverse("comments", kwargs={"circle": "cardio", "case": case.pk}), {"body": f"{marker} {HARD}"})
    client.post(reverse("comments", kwargs={"circle": "cardio", "case": case.pk}), {"body": f"Quite {marker} steady", "replace_all": "1"})

    assert marker not in caplog.text
    assert all(marker not in str(session.get_decoded()) for session in Session.objects.all())
    assert all(marker not in repr(vars(task)) for task in DBTaskResult.objects.all())
    assert all(marker.encode() not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert Notification.unscoped.filter(anchor__contains=marker).count() == 0
