"""The pages of a decision in a browser without scripts: who sees what, and what each form does."""

import re
from hashlib import sha256

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Decision
from cases.views.decisions import panel
from tests.cases.decisions.conftest import FOR_FIRST, run_out, vote_all


@pytest.fixture
def at(case):
    """The path of a page of the case's decision."""
    return lambda name, **kwargs: reverse(name, kwargs={"circle": case.circle.slug, "case": case.pk, **kwargs})


def values(decision, value, **more):
    return {f"value-{option.position}": value for option in decision.options.standing()} | more


def test_the_whole_path_by_forms(at, as_user, case, nine, amara):
    owner = as_user(amara)
    assert owner.post(at("decision-new"), {"question": "Which treatment first?"}).status_code == 302
    for title in ("Implantable defibrillator", "Septal reduction"):
        assert owner.post(at("decision-options"), {"title": title, "details": "As in the guideline.", "kind": "other"}).status_code == 302
    assert owner.post(at("decision-panel"), {"members": [member.pk for member in nine]}).status_code == 302
    for member in nine:
        assert as_user(member).post(at("decision-seat"), {"conflict": "none", "interest": ""}).status_code == 302
    decision = case.decisions.get()
    for number in (1, 2):
        assert owner.post(at("decision-rounds")).status_code == 302
        for member in nine:
            form = values(decision, "2") | {"value-3": "8", "rationale-3": "It protects.", "action": "submit"}
            assert as_user(member).post(at("ballot", round=number), form).status_code == 302
        assert owner.post(at("round-closure", round=number)).status_code == 302
    assert owner.post(at("decision-conclusion"), {"statement": "Implant.", "strength": "strong", "conditions": ""}).status_code == 302

    page = as_user(nine[3]).get(at("decision")).content.decode()
    assert "The panel agrees: “Implantable defibrillator” is appropriate for this patient." in page
    assert "9 of 9 in 7–9 (100 %)" in page
    assert page.count("It protects.") == 9
    assert "Strong recommendation" in page


def test_a_form_without_an_answer_for_every_option_is_saved_and_asks_for_the_rest(rated, at, as_user, bose):
    form = values(rated, "7", action="submit")
    del form["value-3"]

    response = as_user(bose).post(at("ballot", round=1), form)

    assert response.status_code == 422
    assert "Rate this option" in response.content.decode()
    assert rated.last_round.ballots.get().ratings.count() == 4
    assert rated.last_round.participation() == (0, 9)


def test_a_script_saves_a_value_without_touching_the_reason(rated, at, as_user, bose):
    client = as_user(bose)
    client.post(at("ballot", round=1), {"value-3": "8", "rationale-3": "It protects.", "action": "save"})

    answer = client.post(at("ballot", round=1), {"value-3": "9", "action": "save"}, headers={"accept": "application/json"})

    assert answer.json() == {"saved": True, "rated": 1, "submitted": False, "waiting": [], "unread": False}
    rating = rated.last_round.ballots.get().ratings.get()
    assert (rating.value, rating.rationale) == (9, "It protects.")


def test_cannot_judge_is_an_abstention_and_never_a_five(rated, at, as_user, bose):
    why = {f"rationale-{option.position}": "Outside my field." for option in rated.options.standing()}
    as_user(bose).post(at("ballot", round=1), values(rated, "abstain", action="submit") | why)

    assert set(rated.last_round.ballots.get().ratings.values_list("value", flat=True)) == {None}
    assert rated.last_round.participation() == (1, 9)


def test_a_reason_needs_a_rating(rated, at, as_user, bose):
    response = as_user(bose).post(at("ballot", round=1), {"rationale-3": "It protects.", "action": "save"})

    assert response.status_code == 422
    assert "You gave a reason" in response.content.decode()


def test_a_reason_that_names_somebody_is_not_stored(rated, at, as_user, bose):
    response = as_user(bose).post(
        at("ballot", round=1), {"value-3": "8", "rationale-3": "Call me at jane.doe@example.org", "action": "save"}
    )

    assert response.status_code == 422
    assert not rated.last_round.ballots.exists()


def test_the_earlier_rating_is_shown_in_the_next_round_and_never_filled_in(rated, nine, at, as_user, amara, bose):
    vote_all(rated, nine, FOR_FIRST)
    rated.last_round.close(by=amara)
    rated.advance(by=amara)

    page = as_user(bose).get(at("ballot", round=2)).content.decode()

    assert page.count("In the round before you rated 8.") == 1
    assert not re.search(r'type="radio"[^>]*checked', page)


def test_a_ballot_is_nobody_elses_and_needs_a_declaration(frozen, at, as_user, amara, bose, chen):
    frozen.advance(by=amara)

    assert as_user(bose).get(at("ballot", round=1)).status_code == 403
    assert as_user(chen).get(at("ballot", round=1)).status_code == 403
    assert as_user(chen).post(at("ballot", round=1), values(frozen, "9", action="submit")).status_code == 403
    assert "Declare your interests" in as_user(bose).get(at("decision")).content.decode()


def test_rights_are_refused_and_buttons_not_shown_to_others(rated, at, as_user, bose, nine):
    client = as_user(bose)
    page = client.get(at("decision")).content.decode()

    assert "Extend once" not in page and "Withdraw" not in page
    for name, kwargs in (
        ("decision-rounds", {}),
        ("round-closure", {"round": 1}),
        ("round-extension", {"round": 1}),
    ):
        assert client.post(at(name, **kwargs)).status_code == 403
    for name in ("decision-withdrawal", "decision-conclusion"):
        assert client.get(at(name)).status_code == 403
        assert client.post(at(name), {"reason": "Because.", "statement": "No."}).status_code == 403


def test_the_invitation_to_a_minority_report_is_for_that_seat_alone(decided, nine, at, as_user, amara):
    invitation = "You rated against what the panel agrees on"

    assert invitation in as_user(nine[8]).get(at("decision")).content.decode()
    assert invitation not in as_user(amara).get(at("decision")).content.decode()
    assert as_user(amara).get(at("decision-minority")).status_code == 403


def test_no_page_links_a_pseudonym_or_a_reason_to_a_name(decided, nine, at, as_user, amara, clean):
    as_user(nine[8]).post(at("decision-minority"), {"report": "The gradient comes first."})

    page = as_user(amara).get(at("decision")).content.decode()

    number = decided.seats.get(membership=nine[8]).pseudonym
    assert f"Panel member {number}" in page
    voice = re.search(r'<section class="voice" aria-labelledby="minority.*?</section>', page, re.S)[0]
    assert not any(member.name in voice for member in nine)


def test_reasons_come_in_another_order_for_each_reader(rated, nine, at, as_user, amara, clean):
    from cases.models import Answer, Ballot

    option = rated.options.get(position=3)
    vote_all(rated, nine, FOR_FIRST)
    for place, member in enumerate(nine[:8]):
        Ballot.fill(rated.last_round, answers=[Answer(option, 8, clean(f"Reason {'abcdefgh'[place]}."))], by=member)
    rated.last_round.close(by=amara)

    orders = {tuple(re.findall(r"Reason (\w)\.", as_user(member).get(at("decision")).content.decode())) for member in nine[:5]}

    assert all(sorted(order) == list("abcdefgh") for order in orders)
    assert len(orders) > 2


def test_i11_below_five_ratings_the_page_shows_no_median_no_chart_and_no_grouping(proposed, nine, at, as_user, amara, clean):
    proposed.freeze(panel=nine[:4], by=amara)
    for member in nine[:4]:
        proposed.seats.get(membership=member).declare("none", by=member)
    proposed.advance(by=amara)
    for member in nine[:4]:
        as_user(member).post(at("ballot", round=1), values(proposed, "8", **{"rationale-3": "It protects.", "action": "submit"}))
    proposed.last_round.close(by=amara)

    page = as_user(amara).get(at("decision")).content.decode()

    assert "Too few ratings" in page and "4 ratings: too few to show anything" in page
    assert "Median" not in page and '<svg class="strip9"' not in page and "Rated 7–9" not in page
    assert "Reasons given" in page


def test_a_page_never_writes_even_after_the_deadline(rated, at, as_user, bose):
    run_out(rated.last_round)

    assert as_user(bose).get(at("decision")).status_code == 200
    rated.refresh_from_db()
    assert rated.rounds.get().closed_at is None


def test_the_record_is_canonical_and_carries_its_hash(concluded, at, as_user, bose):
    response = as_user(bose).get(at("decision-record"))

    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["ETag"] == f'"{sha256(response.content).hexdigest()}"'


def test_an_earlier_decision_keeps_its_page(concluded, at, as_user, amara, case, clean):
    new = Decision.open(case=case, question=clean("And now?"), by=amara)
    client = as_user(amara)

    assert "And now?" in client.get(at("decision")).content.decode()
    earlier = client.get(at("decision-earlier", decision=concluded.pk)).content.decode()
    assert "Which treatment first?" in earlier and "Superseded" in earlier
    assert client.get(at("decision-earlier", decision=new.pk)).status_code == 200


@pytest.mark.parametrize("state", ["proposed", "frozen", "rated", "decided", "concluded"])
def test_the_block_of_the_case_page_costs_four_queries_at_most(state, request, bose):
    decision = request.getfixturevalue(state)
    case = type(decision.case).unscoped.with_author().select_related("circle").get(pk=decision.case_id)
    template = get_template("cases/_decision.html")

    with CaptureQueriesContext(connection) as queries:
        standing = panel(case, bose)
        template.render({"standing": standing, "circle": case.circle, "case": case, "membership": bose})

    assert len(queries) <= 4, [query["sql"][:120] for query in queries]


def test_a_case_without_a_decision_says_so_and_offers_one_to_its_author(at, as_user, amara, bose):
    assert "Ask the circle to decide" in as_user(amara).get(at("case")).content.decode()
    assert "Ask the circle to decide" not in as_user(bose).get(at("case")).content.decode()
    assert as_user(amara).get(at("decision")).status_code == 404


def test_charts_have_names_descriptions_and_tables(concluded, at, as_user, bose):
    page = as_user(bose).get(at("decision")).content.decode()
    charts = re.findall(r'<svg class="strip9".*?</svg>', page, re.S)

    assert len(charts) == 5
    for chart in charts:
        names = re.search(r'aria-labelledby="(\S+) (\S+)"', chart).groups()
        assert all(f'id="{name}"' in chart for name in names)
        assert "<title" in chart and "<desc" in chart
    assert page.count("<table") == 5
    assert "style=" not in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("stage", "next_step"),
    [
        ("proposed", "seats the panel next."),
        ("rated", "opens it."),
        ("decided", "writes the conclusion."),
    ],
)
def test_who_acts_next_is_the_author_or_an_admin_if_the_author_has_left(stage, next_step, request, at, as_user, amara, admin, bose, nine):
    decision = request.getfixturevalue(stage)
    if stage == "proposed":
        Decision.unscoped.filter(pk=decision.pk).update(proposals_close_at=decision.opened_at)
    if stage == "rated":
        vote_all(decision, nine, FOR_FIRST)
        decision.last_round.close(by=amara)
    amara.leave(by=amara)

    for path in (at("decision"), decision.case.get_absolute_url()):
        page = " ".join(as_user(bose).get(path).content.decode().split())
        assert f"case's author, or an admin if the author has left, {next_step}" in page
    assert Decision.unscoped.get(pk=decision.pk).workable_by(admin)
