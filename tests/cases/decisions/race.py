"""Nine members who keep changing their ballots while the round closes, and ten opens at once. Run as a program on a database of its own."""

import contextlib
import json
import os
import sys
import threading
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[3]


def together(*works):
    """Run every work in a thread of its own, all from one starting gun; re-raises the first failure."""
    from django.db import connections

    gun, failures = threading.Barrier(len(works)), []

    def run(work):
        gun.wait(timeout=120)
        try:
            work()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=900)
        assert not thread.is_alive(), "a thread hangs"
    if failures:
        raise failures[0]


def patiently(act):
    """Do it; where the database let one wait too long, nothing was stored, and one tries again as a person would."""
    from django.db import OperationalError

    for _attempt in range(9):
        with contextlib.suppress(OperationalError):
            return act()
    return act()


def rating_while_closing(decision, members, owner):
    """What happened: (member id -> the values of their last ballot that was accepted, the closed round)."""
    from django.core.exceptions import PermissionDenied

    from cases.models import Ballot, Round
    from tests.cases.decisions.conftest import answers_of, run_out, vote

    for member in members:
        vote(decision, member, 5)
    round_id, halfway = decision.last_round.pk, threading.Event()
    accepted, raced = {member.pk: (5,) * 5 for member in members}, set()

    def rate(member, start):
        def work():
            with contextlib.suppress(PermissionDenied):  # the round has closed
                for turn in range(40):
                    values = tuple((start + turn + place) % 9 + 1 for place in range(5))
                    round = Round.unscoped.select_related("decision").get(pk=round_id)
                    answers = answers_of(round.decision, values)
                    patiently(partial(Ballot.fill, round, answers=answers, by=member, submit=True))
                    accepted[member.pk] = values
                    raced.add(member.pk)
                    if turn >= 8 and len(raced) >= 5:
                        halfway.set()

        return work

    def close():
        assert halfway.wait(timeout=600)
        patiently(lambda: run_out(Round.unscoped.get(pk=round_id)))
        late.set()
        closings.append(patiently(lambda: Round.unscoped.select_related("decision").get(pk=round_id).close()))

    def close_too():
        """A second worker at the same moment: one of the two closes the round, whichever comes first."""
        assert late.wait(timeout=600)
        closings.append(patiently(lambda: Round.unscoped.select_related("decision").get(pk=round_id).close()))

    late, closings = threading.Event(), []
    together(*[rate(member, place) for place, member in enumerate(members)], close, close_too)
    assert sorted(closings) == [False, True]
    return accepted, Round.unscoped.select_related("decision").get(pk=round_id)


def opening_at_once(case, author, question):
    """How many of ten simultaneous opens were accepted."""
    from django.core.exceptions import PermissionDenied

    from cases.models import Case, Decision

    opened = []

    def work():
        with contextlib.suppress(PermissionDenied):
            opened.append(patiently(lambda: Decision.open(case=Case.unscoped.get(pk=case.pk), question=question, by=author)))

    together(*[work] * 10)
    return len(opened)


def findings(accepted, round):
    """What is wrong after the race, as sentences; empty when nothing is."""
    from cases import consensus

    wrong, options = [], list(round.decision.options.standing())
    if sum(values != (5,) * 5 for values in accepted.values()) < 3:
        wrong.append("hardly anybody raced")
    for ballot in round.ballots.select_related("seat"):
        stored = dict(ballot.ratings.values_list("option_id", "value"))
        values = tuple(stored[option.pk] for option in options)
        if values != accepted.get(ballot.seat.membership_id):
            wrong.append("a stored ballot is not the last that was accepted")
        if ballot.counted_at is None:
            wrong.append("a ballot was not counted")
    if consensus.record_of(round.question()).sha256 != round.record_hash:
        wrong.append("the stored ratings do not give the sealed result")
    return wrong


def on_a_file(database, people):
    """(circle, that many members, clean) on a new SQLite file; clean: words that the text engine and the model have read."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="casecircle.settings", DATABASE_URL=f"sqlite:///{database}", VAR_DIR=str(Path(database).parent)
    )
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    from cases.deid import text
    from cases.words import read
    from circles.models import Circle
    from tests.conftest import join
    from tests.model import THE_MODEL

    settings.TEXT_MODEL_SOCKET = THE_MODEL

    def clean(words):
        return text.clean(words, language="en", read=read(words))

    circle = Circle.unscoped.create(slug="race", name="Race")
    return circle, [join(circle, f"Member {number}") for number in range(people)], clean


def main(database):
    _circle, members, clean = on_a_file(database, 9)
    from tests.cases.decisions.conftest import TITLES  # only now: it imports models
    from tests.conftest import a_case

    case = a_case(members[0])
    opened = opening_at_once(case, members[0], clean("Which treatment first?"))
    decision = case.decisions.get()
    for title in TITLES:
        decision.propose(title=clean(title), details=clean(""), by=members[0])
    start(decision, members)
    accepted, round = rating_while_closing(decision, members, members[0])
    print(json.dumps({"opened": opened, "rows": case.decisions.count(), "wrong": findings(accepted, round)}))


def start(decision, members):
    decision.freeze(panel=members, by=members[0])
    for member in members:
        decision.seats.get(membership=member).declare("none", by=member)
    decision.advance(by=members[0])


if __name__ == "__main__":
    main(sys.argv[1])
