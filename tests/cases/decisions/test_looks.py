"""Every page of a decision, state by state, in Chromium: on desk and phone, light and dark, axe finds nothing and nothing scrolls sideways.

With SHOTS=/some/folder in the environment each of them is photographed too.
"""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from cases.models import Decision, Outcome
from tests.cases.decisions.conftest import FOR_FIRST, Answer, Ballot, answers_of, vote, vote_all, why_not
from tests.cases.decisions.test_browser import browser, pytestmark, settle, visit  # noqa: F401 fixtures

SCREENS = [(1360, "light"), (1360, "dark"), (390, "light"), (390, "dark")]


@pytest.fixture
def look(visit, case):  # noqa: F811
    """`look(member, name, path, act)`: open a page, do something on it, and note what is wrong with it on each of SCREENS."""
    from axe_playwright_python.sync_playwright import Axe

    axe, wrong = Axe(), []

    def at(member, name, path, act=None):
        page = visit(member, path)
        assert page.locator("main h1").count() == 1, name
        if act:
            act(page)
        asked_for = "the server responded with a status of 422"  # Chromium prints it: a form that came back with its errors
        wrong.extend(f"{name}: {words}" for words in page.complaints if asked_for not in words)  # before axe, whose styles are refused
        for width, scheme in SCREENS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = axe.run(page).response["violations"]
            wrong.extend(f"{name}, {width} {scheme}: {one['id']} {node['html'][:120]}" for one in found for node in one["nodes"])
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            wrong.extend([f"{name}, {width}: {over} px too wide"] if over > 0 else [])
            if "SHOTS" in os.environ:
                page.screenshot(path=Path(os.environ["SHOTS"]) / f"{name}-{width}-{scheme}.png", full_page=True)
        page.context.close()
        settle()  # what the page asked last is answered before the test writes: both share one database in memory

    yield at
    assert wrong == []


def press(name):
    return lambda page: (page.get_by_role("button", name=name).click(), page.wait_for_load_state("networkidle"))


def tap(*places):
    def act(page):
        for place in places:
            page.locator("[data-option]").nth(place).locator("label").nth(7).click()
        page.get_by_text("Saved").first.wait_for()

    return act


def test_from_the_question_to_the_first_ballot(look, proposed, nine, amara, bose, clean):
    case, path = proposed.case_id, f"{proposed.case_id}/decision/"
    own = proposed.propose(title=clean("Cardiac MRI first"), details=clean("With contrast."), by=bose)
    own.edit(title=own.title and clean("Cardiac MRI first"), details=clean("With 0.1 mmol/kg."), reason=clean("A dose."), by=bose)
    found = clean(
        "Late enhancement doubled the rate of sudden death in 1,293 patients (hazard ratio 1.46 per 10 %). Nothing on syncope alone."
    )
    own.edit(title=clean("Cardiac MRI first"), details=clean("With 0.1 mmol/kg."), evidence=found, reason=clean("A cohort."), by=bose)
    look(amara, "proposals", path)
    look(bose, "case-in-proposals", f"{case}/")
    look(bose, "option-new", f"{path}options/", press("Save the option"))
    look(bose, "option-edit", f"{path}options/{own.pk}/")
    look(amara, "option-drop", f"{path}options/{own.pk}/removal/")
    look(amara, "panel", f"{path}panel/")
    proposed.freeze(panel=nine, by=amara)
    look(bose, "seat", f"{path}seat/")
    look(amara, "frozen", path)
    look(amara, "exclusion", f"{path}seats/{proposed.seats.get(membership=bose).pk}/exclusion/")
    look(amara, "deviation", f"{path}deviations/", press("Change it"))
    for member in nine[:8]:
        proposed.seats.get(membership=member).declare("none", by=member)
    proposed.seats.get(membership=nine[8]).declare("recused", by=nine[8], interest=clean("I am paid by a maker of defibrillators."))
    Decision.unscoped.get(pk=proposed.pk).advance(by=amara)
    look(bose, "ballot-empty", f"{path}1/ballot/")
    look(bose, "ballot-part", f"{path}1/ballot/", tap(0, 2))
    look(bose, "ballot-error", f"{path}1/ballot/", press("Submit my ballot"))
    look(bose, "round-open", path)
    vote(Decision.unscoped.get(pk=proposed.pk), bose, 5, 7, 2, None, 6, 8)
    look(bose, "ballot-submitted", f"{path}1/ballot/")
    look(amara, "new-facts", f"{path}new-facts/")
    look(nine[8], "opinion", f"{path}opinion/")
    look(amara, "withdrawal", f"{path}withdrawal/")


def test_from_the_feedback_to_what_became_of_it(look, rated, nine, amara, bose, admin, clean):
    path, one = f"{rated.case_id}/decision/", f"{rated.case_id}/decisions/{rated.pk}/"
    vote_all(rated, nine, FOR_FIRST)
    Ballot.fill(rated.last_round, answers=[Answer(one.option, one.value, why_not()) for one in answers_of(rated, FOR_FIRST[0])], by=bose)
    rated.last_round.close(by=amara)
    look(bose, "feedback", path)
    rated.advance(by=amara)
    look(bose, "ballot-second", f"{path}2/ballot/", lambda page: [fold.click() for fold in page.locator(".ballot summary").all()])
    vote_all(rated, nine, FOR_FIRST)
    rated.last_round.close(by=amara)
    look(nine[8], "result", path)
    look(amara, "conclusion", f"{path}conclusion/", press("Sign the conclusion"))
    look(nine[8], "minority", f"{path}minority-report/")
    rated.conclude(statement=clean("Implant a defibrillator."), strength="strong", conditions=clean("Not before day 12."), by=amara)
    look(bose, "concluded", path)
    look(bose, "case-concluded", f"{rated.case_id}/")
    look(bose, "report", f"{one}report/")
    look(bose, "late-conflict", f"{one}conflict/", press("Declare the conflict"))
    Outcome.unscoped.update(follow_up_on=timezone.localdate() - timedelta(days=1))
    look(amara, "outcome-missing", path)
    look(amara, "outcome", f"{one}outcome/", press("Save the outcome"))
    look(amara, "follow-up", f"{one}follow-up/")
    rated = Decision.unscoped.get(pk=rated.pk)
    rated.outcome.record(done="changed", because=clean("She declined."), happened=clean("No further syncope by day 60."), by=amara)
    look(bose, "outcome-recorded", path)
    look(bose, "calibration", "calibration/")
    look(bose, "circle-decisions", "decisions/")
    look(admin, "settings", "settings/")
    rated.conflict_after(by=nine[2])
    look(bose, "late-conflict-printed", path)
