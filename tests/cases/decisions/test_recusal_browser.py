"""A panel member finds a conflict of interest once a result was shown, in Chromium: the round is held again without that seat."""

from cases.models import Decision
from tests.cases.decisions.conftest import FOR_FIRST, vote_all
from tests.cases.decisions.test_browser import browser, pytestmark, visit  # noqa: F401 fixtures

WHY = "My group is paid by a maker of defibrillators."


def fresh(decision):
    return Decision.unscoped.get(pk=decision.pk)


def test_who_recuses_after_a_shown_result_voids_the_round_and_it_is_held_again_without_them(rated, nine, amara, bose, visit):  # noqa: F811
    path, recusing = f"{rated.case_id}/decision/", nine[5]
    vote_all(rated, nine, FOR_FIRST)
    fresh(rated).last_round.close(by=amara)

    page = visit(recusing, path, width=390)
    assert page.get_by_text("This is the feedback of round 1, not yet the result").count() >= 1
    assert page.locator(".strip9").count() == 5
    page.get_by_role("link", name="Change what I declared").click()
    page.get_by_label("A conflict: I discuss and do not rate").check()
    page.get_by_label("The interest, in a few words").fill(WHY)
    page.get_by_role("button", name="Save my declaration").click()
    page.get_by_text(f"Recused: discusses, does not rate. {WHY}").wait_for()
    assert page.get_by_text("Round 1 is open until").count() == 1
    assert page.get_by_role("link", name="Rate the options").count() == 0
    assert page.get_by_role("link", name="Change what I declared").count() == 0
    assert page.locator(".strip9").count() == 0  # what was shown is not shown any more

    rater = visit(bose, path)
    assert rater.get_by_text("0 of 8 have rated.").count() == 1
    assert rater.get_by_text("a panel member recused after the result was shown").count() == 1
    assert rater.locator(".strip9").count() == 0
    rater.get_by_role("link", name="Rate the options").click()
    assert rater.locator("input:checked").count() == 0
    assert rater.get_by_text("In the round before you rated").count() == 0  # nothing of the voided round
    for scale in rater.locator("[data-option]").all():
        scale.locator("input").first.focus()
        rater.keyboard.press("8")
    rater.get_by_text("Saved. 5 of 5 options rated, not submitted yet.").wait_for()
    rater.get_by_role("button", name="Submit my ballot").click()
    rater.get_by_text("Your ballot is in.").wait_for()

    staying = [member for member in nine if member not in (recusing, bose)]
    vote_all(fresh(rated), staying, FOR_FIRST[2:])
    owner = visit(amara, path)
    assert owner.get_by_text("8 of 8 have rated.").count() == 1
    owner.get_by_role("button", name="Close round 1").click()
    owner.get_by_text("This is the feedback of round 1, not yet the result").first.wait_for()
    assert fresh(rated).last_round.result["eligible"] == fresh(rated).last_round.result["submitted"] == 8
    assert owner.get_by_text(WHY).count() == 1
    owner.get_by_role("link", name="Report of this decision").click()
    assert owner.get_by_text("Interests of those who recused themselves:").count() == 1
    assert owner.get_by_text(WHY).count() == 1
    assert page.complaints == rater.complaints == owner.complaints == []
