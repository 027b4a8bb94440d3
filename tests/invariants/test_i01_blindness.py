"""I1: while a round is open, nothing that anybody is answered, sent or could read later depends on what another seat rated.

Two worlds differ in the values and the reasons that four other seats give, by the same clicks. Everything else has to be the same bytes.
"""

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from cases import tasks
from tests.cases.decisions.conftest import vote
from tests.invariants import everybody
from tests.invariants.leaks import KINDS
from tests.invariants.scenes import a_scene, browser
from tests.invariants.worlds import differing, letters, stored, stored_otherwise, world

HIGH = [("9", "9", "9", "9", "9")] * 4
LOW = [("1", "2", "abstain", "1", "3")] * 4
DECISION = [name for name in everybody.names() if name.startswith("decision") and name not in everybody.PDF]
DECISION += ["circle", "case", "ballot", "calibration", "circle-decisions", "notifications"]
REASON = {"9": "It protects.", "1": "It harms more than it helps.", "3": "Too early.", "2": "Too late.", "abstain": "Not my field."}


@pytest.fixture
def scene(case, circle, nine, admin, chen, edith, dahl, clean):
    return a_scene(case, circle, nine, admin, chen, edith, dahl, clean)


def rate(scene, here, rows):
    """The other seats rate as people do: a value saved by the script, all of them with reasons, submitted, and then changed."""
    url = reverse("ballot", kwargs={"circle": scene.decision.case.circle.slug, "case": scene.decision.case_id, "round": 2})
    positions = [option.position for option in scene.decision.options.standing()]
    for member, row in zip(scene.others, rows, strict=True):
        here.chance(f"{member.name} rates")
        client = browser(member)
        values = {f"value-{position}": value for position, value in zip(positions, row, strict=True)}
        reasons = {f"rationale-{position}": REASON[value] for position, value in zip(positions, row, strict=True)}
        first = {"value-3": values["value-3"], "action": "save"}
        assert client.post(url, first, headers={"accept": "application/json"}).json()["saved"]
        assert client.post(url, values | reasons | {"action": "submit"}).status_code == 302
        assert client.post(url, values | {"value-1": row[-1], "action": "submit"}).status_code == 302


def seen(scene, rows, *, readers=None, only=None, by_clock=True):
    """All that can be known while the round is open, after the others rated `rows`: name -> bytes or facts."""
    opened = scene.decision.rounds.held().last().opened_at
    with world(opened) as here:
        here.later(hours=37)  # half time has passed: who is silent is reminded
        rate(scene, here, rows)
        if by_clock:
            by_the_clock()
        found = {}
        for reader, client in scene.clients(readers).items():
            found |= everybody.answers(here, reader, client, everybody.urls(scene.places, only), scene.form)
        here.later(hours=49)  # the last day has begun
        here.chance("the last day")
        if by_clock:
            by_the_clock()
        found["mail"], found["log"], found["stored"] = letters(), here.said, stored()
    return found


def by_the_clock():
    """What the worker does. On PostgreSQL by its chores: the command closes the connection that undoes this world."""
    if connection.vendor == "sqlite":
        call_command("work", batch=True)
    else:
        for chore in (*tasks.EVERY_HALF_MINUTE, *tasks.EVERY_HOUR):
            chore()


def leaks(high, low):
    """Where two worlds differ: a request, "mail" or "log" -> how; (table, column) of what is stored otherwise -> True."""
    stores = high.pop("stored"), low.pop("stored")
    return differing(high, low) | dict.fromkeys(stored_otherwise(*stores), True)


@pytest.mark.slow
def test_i01_nothing_that_anybody_is_answered_sent_or_could_read_depends_on_the_values_of_others(scene):
    high, low = seen(scene, HIGH), seen(scene, LOW)

    assert {row["value"] for row in high["stored"]["cases_rating"]} != {row["value"] for row in low["stored"]["cases_rating"]}
    assert leaks(high, low) == {}
    saw(high, scene)


def saw(world, scene):
    """That the walk went where it says: an answer of every URL to every reader, the pages that matter opened, and mail left."""
    pages = {(where[0], where[2]): answer for where, answer in world.items() if isinstance(where, tuple) and where[1] == "GET"}
    assert {where[0] for where in pages} == set(scene.readers)
    at = {name: reverse(name, kwargs={"circle": "cardio", "case": scene.decision.case_id}) for name in ("decision", "case")}
    for reader in ("owner", "rater", "silent", "recused", "excluded", "admin", "moderator", "member without a seat"):
        assert b"5 of 7 have rated" in pages[reader, at["decision"]][-1], reader
        assert pages[reader, at["case"]][1] == 200
    for reader in ("former panel member", "former member", "outsider", "signed out"):
        assert pages[reader, at["decision"]][1] in (302, 404)
    assert sum(b"%PDF" in answer[-1] for answer in pages.values()) >= 4
    assert sum(b"resourceType" in answer[-1] for answer in pages.values()) >= 8
    assert {to for letter in world["mail"] for to in letter[0]} >= {scene.readers["silent"].user.email}
    assert not any("ImproperlyConfigured" in str(line) for line in world["log"])


@pytest.mark.slow
def test_i01_the_control_a_leak_of_every_kind_is_found(scene, monkeypatch):
    """A count, an order, a mail, a header, a cookie, an attribute, an admin's page, what is cached or kept, and the time it takes."""
    for leak, (reader, only, by_clock, place) in KINDS.items():
        with monkeypatch.context() as patch:
            leak(patch)
            worlds = [seen(scene, rows, readers={reader}, only=only, by_clock=by_clock) for rows in (HIGH, LOW)]
            found = leaks(*worlds)
        assert any(place in str(where) for where in found), leak.__name__


def test_i01_there_is_no_admin_site_and_no_power_beside_a_role(settings):
    from accounts.models import User

    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert not {"is_superuser", "is_staff"} & {field.name for field in User._meta.get_fields()}


# --- What ends a round without a count ------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["withdrawn", "new facts", "a recusal", "a departure"])
def test_i01_what_was_rated_in_a_round_that_is_voided_or_by_who_left_it_is_never_told(scene, clean, ending):
    found = []
    for rows in (HIGH, LOW):
        decision, owner = scene.decision, scene.readers["owner"]
        with world(decision.rounds.held().last().opened_at) as here:
            here.later(hours=1)
            rate(scene, here, rows)
            decision.__dict__.pop("held_rounds", None)
            if ending == "withdrawn":
                decision.withdraw(reason=clean("No longer needed."), by=owner)
            elif ending == "new facts":
                decision.new_facts(reason=clean("A second syncope on day 9."), by=owner)
            else:
                for member in scene.others:
                    if ending == "a recusal":
                        decision.seats.get(membership=member).declare("recused", by=member)
                    else:
                        member.leave(by=member)
            if ending == "a departure":
                here.later(hours=80)
                decision.rounds.held().last().close()
            seen_by = {}
            for reader, client in scene.clients({"owner", "rater", "admin"}).items():
                seen_by |= everybody.answers(here, reader, client, everybody.urls(scene.places, DECISION), scene.form)
            found.append(seen_by | {"stored": stored()})
        for member in scene.others:
            member.refresh_from_db()

    assert leaks(*found) == {}


# --- Who has rated, and when it is told ------------------------------------------------------------------------------------------


def test_i01_who_has_rated_is_told_to_nobody_only_how_many(scene):
    """The same number of ballots from other people gives the same pages."""
    found = []
    for voters in (scene.others[:2], scene.others[2:]):
        with world(scene.decision.rounds.held().last().opened_at) as here:
            for member in voters:
                vote(scene.decision, member, 5)
            seen_by = {}
            for reader, client in scene.clients({"owner", "admin"}).items():
                seen_by |= everybody.answers(here, reader, client, everybody.urls(scene.places, DECISION), scene.form)
            found.append(seen_by)

    assert differing(*found) == {}


def test_i01_results_appear_when_the_round_closes_and_then_the_worlds_part(scene):
    found = []
    for rows in (HIGH, LOW):
        with world(scene.decision.rounds.held().last().opened_at) as here:
            rate(scene, here, rows)
            here.later(hours=80)
            scene.decision.rounds.held().last().close()
            found.append(everybody.answers(here, "rater", browser(scene.readers["rater"]), everybody.urls(scene.places, ("decision",)), {}))

    assert all("/decision" in where[2] for where in differing(*found))
    assert differing(*found)
