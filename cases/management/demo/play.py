"""Plays the script of a demonstration circle through the same verbs and the same intake as people use."""

import uuid

from django.db import transaction
from django.utils import translation

from accounts.models import Registration, User
from cases.deid import text
from cases.forms.hits import Kept
from cases.intake import cleaning, door
from cases.management.demo import drawings
from cases.models import Appeal, Ballot, Case, Comment, Decision, Flag, Intake, MinorityReport, Notification
from cases.models.facts import SPECIALTIES
from cases.models.intake import State
from cases.models.rating import Answer
from cases.models.wording import TEXT_FIELDS
from cases.words import key as key_of
from cases.words import read, read_all
from circles.models import Circle, Membership

COUNTRIES = {"france": "FR", "spain": "ES", "uk": "GB"}


class DemonstrationFailed(Exception):
    """Something that the demonstration relies on did not happen; says what."""


def circle(script, password):
    """The circle of a script with its people and cases, made once: nothing happens when its address is taken. Returns the memberships."""
    if held := Circle.unscoped.filter(slug=script["slug"]).first():
        return list(held.memberships.active().order_by("pk"))
    with transaction.atomic():
        members = people(script, password)
    for scene in script["cases"]:
        play(scene, members, script["language"])
    # Nobody waits for mail about what never happened.
    Notification.unscoped.filter(membership__in=members).update(mailed_at=members[0].started_at)
    return members


def people(script, password):
    founder, *rest = [person(row, script, password) for row in script["people"]]
    first = Circle.begin(script["name"], by=founder, policy=script["policy"], language=script["language"], slug=script["slug"])
    members = [first]
    for user, row in zip(rest, script["people"][1:], strict=True):
        member = Membership.unscoped.create(circle=first.circle, user=user, role=row[2], invited_by=first)
        members.append(member)
    return members


def person(row, script, password):
    email, name, _role, specialty = row
    if user := User.objects.filter(email=email).first():
        return user
    user = User.objects.create_confirmed(email, name, password, specialty=field(specialty, script["language"]), language=script["language"])
    Registration.objects.create(user=user, country=COUNTRIES[script["policy"]], register="Demonstration register", number="0000000")
    return user


def field(specialty, language):
    """The name of a specialty as its owner writes it: on an account it is free words."""
    with translation.override(language):
        return str(dict(SPECIALTIES)[specialty])


def play(scene, members, language):
    """One case, up to the state its script asks for."""
    author = members[scene["author"]]

    kept, secret = {}, key_of(author.circle)

    def words(string):
        """Cleaned as its author would: what only may identify somebody is looked at and kept; a hard hit ends the demonstration."""
        string = text.tidy(string)
        said = read(string)
        looked = {text.fingerprint(secret, span, string): span for span in text.examine(string, language=language, read=said).spans}
        kept.update(looked)
        return text.clean(string, language=language, kept=looked, key=secret, read=said)

    written = {name: words(scene["fields"].get(name, "")) for name in TEXT_FIELDS}
    facts = {name: scene["fields"].get(name, "") for name in ("age_band", "sex", "specialty")}
    tags = words(", ".join(scene["tags"]))
    looked = [Kept(fingerprint, span.kind, "clinical") for fingerprint, span in kept.items()]
    case = Case.draft(by=author, texts=written, facts=facts, tags=tags, kept=looked)
    for name, description in scene["pictures"]:
        file, file_name = drawings.clip() if name == "video" else drawings.still(name)
        send(file, file_name, case=case, by=author, description=words(description))
    if scene["state"] == "draft":
        return
    case.post(by=author, read=read_all(case.wording))
    for who, string in scene["comments"]:
        case.refresh_from_db()
        Comment.write(case=case, by=members[who], body=words(string))
    if "decision" in scene:
        decide(case, scene["decision"], members, words)
    if "taken" in scene:
        take(case, scene["taken"], members, words)
    if "flag" in scene:
        who, reason, note = scene["flag"]
        case.refresh_from_db()
        Flag.report(case, by=members[who], reason=reason, note=words(note))


def send(file, name, *, case, by, description):
    """One file through the door, the sandbox, the review and, where it is asked for, a second look, by the verbs that people use."""
    with transaction.atomic():
        intake = Intake.begin(case, by=by, key=uuid.uuid4())
    handler = door.SealingHandler(intake)
    try:
        handler.new_file("file", name, "", len(file))
        for start in range(0, len(file), handler.chunk_size):
            handler.receive_data_chunk(file[start : start + handler.chunk_size], start)
        handler.file_complete(len(file))
        with transaction.atomic():
            door.take(handler, whole=True)
    finally:
        door.leave(handler)
    cleaning.process(intake.pk)
    intake = Intake.unscoped.select_related("author__user", "case__circle").get(pk=intake.pk)
    if intake.state != State.REVIEW:
        raise DemonstrationFailed(f"{name}: {intake.state} {intake.code}")
    masks = [mask for page in intake.found["pages"] for mask in page["masks"]]
    looked = list(range(len(intake.found["pages"])))
    answers = {"removed": [], "reduced": [], "added": 0, "kept": [], "recognisable": "no", "closeups": [], "looked": looked, "audio": False}
    intake.approve(by=by, description=description, masks=masks, answers=answers)
    cleaning.process(intake.pk)
    intake.refresh_from_db(fields=["state", "code", "review"])
    if intake.in_second_look:
        intake.accept(by=intake.second_lookers.select_related("user", "circle").first(), version=intake.version)
        cleaning.process(intake.pk)
        intake.refresh_from_db(fields=["state", "code"])
    if intake.state != State.ATTACHED:
        raise DemonstrationFailed(f"{name}: {intake.state} {intake.code}")


def take(case, script, members, words):
    """A comment that the circle's moderator takes away, and its author's appeal, which waits for somebody else."""
    who, string = script["comment"]
    reporter, reason = script["report"]
    case.refresh_from_db()
    comment = Comment.write(case=case, by=members[who], body=words(string))
    flag = Flag.report(comment, by=members[reporter], reason=reason)
    flag.remove(by=next(member for member in members if member.role == "moderator"), explanation=words(script["explanation"]))
    Appeal.make(flag, by=members[who], grounds=words(script["grounds"]))


def decide(case, script, members, words):
    author = case.author
    case.refresh_from_db()
    decision = Decision.open(case=case, question=words(script["question"]), by=author)
    options = {}
    for number, (who, kind, title, details, *evidence) in enumerate(script["options"]):
        given = words(evidence[0]) if evidence else None
        options[number] = decision.propose(title=words(title), details=words(details), evidence=given, kind=kind, by=members[who])
    options |= {option.standing: option for option in decision.options.all() if option.standing}
    panel = [members[who] for who in script["panel"]]
    decision.freeze(panel=panel, by=author)
    for member in panel:
        decision.seats.get(membership=member).declare("none", by=member)
    for ratings in script["rounds"]:
        held = Decision.unscoped.get(pk=decision.pk).advance(by=author)
        for seat, member in enumerate(panel):
            vote(held, seat, member, ratings, options, script["rationales"] if ratings is script["rounds"][-1] else {}, words)
        held.close(by=author)
    if "open" in script:
        held = Decision.unscoped.get(pk=decision.pk).advance(by=author)
        for seat, member in enumerate(panel[: len(script["open"]["waiting"])]):
            vote(held, seat, member, script["open"], options, {}, words)
    if "conclusion" in script:
        signed = {name: words(string) for name, string in script["conclusion"].items() if name != "strength"}
        decision = Decision.unscoped.get(pk=decision.pk)
        decision.conclude(by=author, strength=script["conclusion"]["strength"], **signed)
        who, string, named = script["minority"]
        MinorityReport.write(Decision.unscoped.get(pk=decision.pk), text=words(string), by=members[who], named=named)
    if "outcome" in script:
        told = {name: words(string) for name, string in script["outcome"].items() if name != "done"}
        Decision.unscoped.get(pk=decision.pk).outcome.record(by=author, done=script["outcome"]["done"], **told)


def vote(held, seat, member, ratings, options, rationales, words):
    answers = []
    for key, values in ratings.items():
        reason = rationales.get((key, seat))
        answers.append(Answer(options[key], values[seat], words(reason) if reason else None))
    Ballot.fill(held, answers=answers, by=member, submit=True)
