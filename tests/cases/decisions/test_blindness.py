"""I1: while a round is open, nothing that anybody is sent depends on what another seat rated. Byte for byte; a leak must be caught."""

import re
import uuid
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import models, transaction
from django.utils import timezone

from cases.models import Ballot, Notification
from cases.models.round import RoundQuerySet
from tests.cases.decisions.conftest import FOR_FIRST, answers_of, run_out, vote, vote_all
from tests.test_walls import path_of, walk

CHANGING = {"X-Request-Id", "Date", "Expires"}
# Drawn at random for every response: the form token, and the key of an upload that has not begun.
TOKENS = re.compile(rb'(csrfmiddlewaretoken" value="|/uploads/)[^"/]+')


class Rollback(Exception):
    pass


@contextmanager
def undone():
    """Whatever is done inside is undone at its end, so that two histories start from one state."""
    with pytest.raises(Rollback), transaction.atomic():
        yield
        raise Rollback


def values_of(decision):
    case = decision.case
    known = {
        "circle": case.circle.slug,
        "case": case.pk,
        "decision": decision.pk,
        "option": decision.options.standing().first().pk,
        "seat": decision.seats.order_by("pk").first().pk,
        "round": decision.last_round.number,
    }
    return lambda name: known.get(name, uuid.UUID(int=1) if name not in ("page", "notice", "membership") else 1)


def everything(client, decision, own):
    """(URL -> status, headers, body) of every page of the program for one reader, and of saving their own ballot."""
    value, seen = values_of(decision), {}
    pages = [row for row in walk() if not row[1].startswith("accounts/")]
    for name, pattern, parameters, _entry in pages:
        response = client.get(path_of(pattern, {parameter: value(parameter) for parameter in parameters}))
        seen[name] = told(response)
    ballot = path_of(
        "c/<slug:circle>/<uuid:case>/decision/<int:round>/ballot/", {name: value(name) for name in ("circle", "case", "round")}
    )
    for headers in ({}, {"accept": "application/json"}):
        seen["POST ballot", tuple(headers)] = told(client.post(ballot, own, headers=headers))
    return seen


def differing(high, low):
    """The places where two answers differ, for the reader of a failed test."""
    if high[:2] != low[:2]:
        return [high[:2], low[:2]]
    lines = zip(high[2].splitlines(), low[2].splitlines(), strict=False)
    return [pair for pair in lines if pair[0] != pair[1]][:3] or ([] if high == low else ["length"])


def told(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {name: words for name, words in response.headers.items() if name not in CHANGING}
    return response.status_code, headers, TOKENS.sub(rb"\1", body)


def seen_when_the_others_rate(decision, others, readers, rows, own):
    """What every reader sees after `others` submitted `rows`. The clock stands still, and all is undone."""
    found = {}
    with undone():
        vote_all(decision, others, rows)
        for name, client in readers.items():
            found[name] = everything(client, decision, own)
        found["mail"] = [(message.subject, message.body) for message in mail.outbox]
        found["notices"] = list(Notification.unscoped.order_by("pk").values("membership_id", "kind", "case_id", "anchor"))
    return found


@pytest.fixture
def scene(rated, nine, amara, admin, chen, as_user):
    """The second round is open: the first has feedback to show. Readers: the author, a seat, a moderator, an admin."""
    vote_all(rated, nine, FOR_FIRST)
    rated.last_round.close(by=amara)
    rated.advance(by=amara)
    vote(rated, nine[1], 5)
    readers = {"author": amara, "seat": nine[1], "moderator": chen, "admin": admin}
    return rated, nine[2:], {name: as_user(member) for name, member in readers.items()}


HIGH, LOW = [(9, 9, 9, 9, 9)] * 7, [(1, 2, None, 1, 3)] * 7


@pytest.mark.slow
def test_i01_no_page_answer_mail_or_notice_depends_on_the_values_of_others(scene):
    decision, others, readers = scene
    own = {f"value-{option.position}": "5" for option in decision.options.standing()} | {"action": "submit"}

    with patch.object(timezone, "now", return_value=timezone.now()):
        high = seen_when_the_others_rate(decision, others, readers, HIGH, own)
        low = seen_when_the_others_rate(decision, others, readers, LOW, own)

    assert high["author"]["decision"][0] == high["seat"]["ballot"][0] == high["seat"]["case"][0] == 200
    assert b"8 of 9 have rated" in high["author"]["decision"][2]
    assert len(high["seat"]) > 40
    for reader in high:
        if reader in readers:
            for page in high[reader]:
                assert differing(high[reader][page], low[reader][page]) == [], (reader, page)
        else:
            assert high[reader] == low[reader], reader


@pytest.mark.slow
def test_i01_the_control_a_count_that_depends_on_values_is_caught(scene, monkeypatch):
    decision, others, readers = scene
    honest = RoundQuerySet.with_participation

    def leaking(self, membership):
        return honest(self, membership).annotate(submitted=models.Sum("ballots__ratings__value"))

    monkeypatch.setattr(RoundQuerySet, "with_participation", leaking)

    with patch.object(timezone, "now", return_value=timezone.now()):
        high = seen_when_the_others_rate(decision, others, {"seat": readers["seat"]}, HIGH, {})
        low = seen_when_the_others_rate(decision, others, {"seat": readers["seat"]}, LOW, {})

    assert high["seat"]["decision"] != low["seat"]["decision"]


def test_who_has_rated_is_told_to_nobody_only_how_many(rated, nine, as_user, amara):
    """The same number of ballots from other people gives the same pages."""
    client, found = as_user(amara), []
    for voters in (nine[2:5], nine[5:8]):
        with patch.object(timezone, "now", return_value=rated.opened_at), undone():
            for member in voters:
                Ballot.fill(rated.last_round, answers=answers_of(rated, (5,)), by=member, submit=True)
            found.append(told(client.get(path_of("c/<slug:circle>/<uuid:case>/decision/", {"circle": "cardio", "case": rated.case_id}))))

    assert found[0] == found[1]


def test_results_appear_when_the_round_closes(rated, nine, as_user, bose):
    vote_all(rated, nine, FOR_FIRST)
    url = path_of("c/<slug:circle>/<uuid:case>/decision/", {"circle": "cardio", "case": rated.case_id})
    assert "Median" not in as_user(bose).get(url).content.decode()

    run_out(rated.last_round)
    rated.last_round.close()

    page = as_user(bose).get(url).content.decode()
    assert "8 of 9 in 7–9 (89 %)" in page
    assert "not yet the result" in page
