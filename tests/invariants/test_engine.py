"""A result comes from the ratings and the locked settings, and from nothing and nobody else: I3, I7 and I9 (CONSENSUS.md section 4)."""

import dataclasses
import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

import cases
from cases import consensus
from cases.consensus import Question, decide, record_of, result_of
from cases.consensus.report import canonical
from cases.export.decision import record_of as export_of
from cases.models import Round
from tests.cases.decisions.conftest import FOR_FIRST, run_out, vote, vote_all
from tests.invariants.test_order import rounds

ROOT = Path(cases.__file__).parents[1]
PANEL = """
import random, sys
sys.path.insert(0, {root!r})
from cases.consensus import PROFILES, Question, record_of
draw = random.Random(3)
row = lambda: [draw.choice((None, 1, 5, 7, 7, 8, 8, 8, 9)) for _ in range(4)]
for profile in PROFILES:
    for seats in (4, 7, 12):
        now, before = [row() for _ in range(seats)], [row() for _ in range(seats + 2)]
        print(record_of(Question(["A", "B", "C", "D"], now, before, seats + 1, profile)).sha256)
"""


def close(decision):
    run_out(decision.last_round)
    decision.last_round.close()
    return decision.last_round


def stored(decision):
    """Every closed round as the database holds it now."""
    return list(Round.unscoped.select_related("decision").filter(decision=decision, closed_at__isnull=False).order_by("number"))


# --- I3 --------------------------------------------------------------------------------------------------------------


def test_i03_other_processes_with_other_hash_seeds_compute_the_same_bytes():
    said = set()
    for seed in ("1", "2", "3"):
        code = PANEL.format(root=str(ROOT))
        run = subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, timeout=60, check=True)
        said.add(run.stdout)
    assert len(said) == 1
    assert len(set(said.pop().split())) == 15


@settings(max_examples=200, deadline=None)
@given(rounds())
def test_i03_a_result_is_its_question_and_the_engine_and_nothing_else(question):
    record = record_of(question)
    again = Question(**json.loads(json.dumps(dataclasses.asdict(question))))

    assert record_of(again) == record
    assert record.sha256 == sha256(record.body).hexdigest()
    read = json.loads(record.body)
    assert canonical(read) == record.body
    assert (read["engine"], read["profile"], read["eligible"]) == (consensus.ENGINE, question.profile, question.eligible)


def test_i03_another_engine_would_have_another_hash(monkeypatch):
    question = Question(["A"], [[8]] * 7)
    before = record_of(question).sha256
    monkeypatch.setattr("cases.consensus.report.ENGINE", "casecircle-consensus/999")

    assert record_of(question).sha256 != before


def test_i03_a_stored_round_computes_to_its_own_bytes_whatever_happened_since(concluded, nine, amara, admin, circle, clean):
    """After the conclusion somebody leaves, somebody is promoted, a conflict comes to light and the circle changes its rule and hours."""
    sealed = [(round.record, round.record_hash) for round in stored(concluded)]
    concluded.conflict_after(by=nine[8])
    nine[4].ended_at = timezone.now()
    nine[4].save(update_fields=["ended_at"])
    type(nine[5]).unscoped.filter(pk=nine[5].pk).update(role="admin")
    type(circle).unscoped.filter(pk=circle.pk).update(profile="delphi_80", round_hours=24)

    after = stored(concluded)
    assert [(round.record, round.record_hash) for round in after] == sealed
    for round in after:
        again = record_of(round.question())
        assert (again.body.decode(), again.sha256) == (round.record, round.record_hash)
        assert round.record_hash == sha256(round.record.encode()).hexdigest()
    exported = json.loads(export_of(concluded).body)["rounds"]
    assert [sha256(canonical(round["result"])).hexdigest() for round in exported] == [round.record_hash for round in after]


def test_i03_a_stored_round_depends_on_every_counted_rating(decided):
    """The control: were one stored rating another, the bytes would be others."""
    last = stored(decided)[-1]
    question = last.question()
    for seat, row in enumerate(question.ratings):
        other = [*row[:2], row[2] % 9 + 1, *row[3:]]
        ratings = [*question.ratings[:seat], other, *question.ratings[seat + 1 :]]
        assert record_of(dataclasses.replace(question, ratings=ratings)).sha256 != last.record_hash


# --- I7 --------------------------------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(rounds())
def test_i07_n_counts_given_ratings_and_nothing_else(question):
    result = result_of(question)
    for place, option in enumerate(result.options):
        given_ratings = [row[place] for row in question.ratings if row is not None and row[place] is not None]
        assert option.n == len(given_ratings)
        counts = [0] * 9 if option.statistics is None else list(option.statistics.counts)
        assert counts == [given_ratings.count(value) for value in range(1, 10)]
    assert result.submitted == sum(row is not None for row in question.ratings)


@settings(max_examples=200, deadline=None)
@given(rounds(), st.integers(1, 4), st.integers(0, 3))
def test_i07_who_abstains_from_everything_changes_participation_and_no_statistic(question, abstaining, silent):
    """Beside the bytes of a record without them stand those with them: only the number of ballots is another."""
    width = len(question.options)
    more = [[None] * width] * abstaining + [None] * silent
    seats = len(question.ratings)
    before = question.previous and [*question.previous[:seats], *[None] * len(more), *question.previous[seats:]]
    without = dataclasses.replace(question, eligible=None)
    joined = dataclasses.replace(without, ratings=[*question.ratings, *more], previous=before)

    here, there = (json.loads(record_of(of).body) for of in (without, joined))
    assert there.pop("submitted") == here.pop("submitted") + abstaining
    assert there == here


def test_i07_an_abstention_is_no_five_and_no_carried_forward_rating():
    """Three abstain, or send no ballot, whose rating of the round before is known."""
    for missing in ([None], None):
        result = decide(["A"], [[8]] * 6 + [missing] * 3, previous=[[8]] * 9, eligible=9)

        assert result["A"].statistics.counts == (0, 0, 0, 0, 0, 0, 0, 6, 0)
        assert (result.stability[0].n, result.submitted) == (6, 9 if missing else 6)


def test_i07_a_stored_round_counts_only_what_was_submitted_and_rated(rated, nine, amara):
    """Six rate, one abstains from everything, one saves and never submits, one does nothing."""
    vote_all(rated, nine[:6], FOR_FIRST[:6])
    vote(rated, nine[6], None, None, None, None, None)
    vote(rated, nine[7], 1, submit=False)
    result = close(rated).result

    assert (result["eligible"], result["submitted"]) == (9, 7)
    assert {of["n"] for of in result["options"].values()} == {6}
    six = json.loads(record_of(Question(result["option_order"], [list(row) for row in FOR_FIRST[:6]], None, 9)).body)
    assert result["options"] == six["options"]


# --- I9 --------------------------------------------------------------------------------------------------------------


def test_i09_the_engine_is_told_no_role_name_or_seat():
    assert {field.name for field in dataclasses.fields(Question)} == {"options", "ratings", "previous", "eligible", "profile"}
    with pytest.raises(consensus.BadPanel):
        decide(["A"], [{"role": "owner", "rating": 9}] * 5)


def test_i09_whoever_of_the_panel_holds_which_rating_the_result_is_the_same(proposed, circle, nine, chen, admin, amara):
    """Treating clinician, admin, moderator and members hand their ratings round between two rounds; nobody's weighs more."""
    panel = [amara, admin, chen, *nine[1:5]]
    proposed.freeze(panel=panel, by=amara)
    for member in panel:
        proposed.seats.get(membership=member).declare("none", by=member)
    values = [(9, 2, 9, 1, 5), (8, 3, 8, 2, 5), (8, 3, 8, 9, 4), (7, 4, 3, 9, 6), (7, 4, 7, 8, 6), (7, 5, None, 9, 5), (2, 5, 7, 9, 5)]
    results = []
    for turned in (0, 4):
        proposed.advance(by=amara)
        vote_all(proposed, panel, values[turned:] + values[:turned])
        results.append(close(proposed).result)

    first, second = ({name: value for name, value in result.items() if name != "stability"} for result in results)
    assert first == second
    assert any(move["changed"] for move in results[1]["stability"].values() if move["changed"] is not None)
