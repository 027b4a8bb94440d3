"""The pages of outcomes, of the circle's numbers and of its rules in Chromium: no fault that axe can see, nothing scrolls sideways."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Outcome
from tests.cases.decisions.test_browser import browser, pytestmark, visit  # noqa: F401 fixtures


@pytest.mark.parametrize(("width", "scheme"), [(1360, "light"), (390, "dark")])
def test_axe_finds_nothing_on_what_became_of_a_decision(concluded, nine, amara, bose, admin, clean, visit, width, scheme):  # noqa: F811
    from axe_playwright_python.sync_playwright import Axe

    case, one, axe = concluded.case_id, f"{concluded.case_id}/decisions/{concluded.pk}/", Axe()
    Outcome.unscoped.update(follow_up_on=timezone.localdate() - timedelta(days=1))

    def look(member, *paths):
        return [visit(member, path, width=width, scheme=scheme) for path in paths]

    seen = look(amara, f"{case}/", "", f"{case}/decision/", f"{one}outcome/", f"{one}follow-up/", "decisions/", "calibration/")
    concluded.outcome.record(done="changed", because=clean("She declined."), happened=clean("No further syncope by day 60."), by=amara)
    seen += look(nine[8], f"{case}/", f"{case}/decision/", "calibration/") + look(admin, "settings/", "decisions/")

    for page in seen:
        assert page.complaints == [], page.url  # before axe, whose own styles the policy refuses
        found = axe.run(page).response["violations"]
        assert [(fault["id"], [node["html"][:160] for node in fault["nodes"]]) for fault in found] == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
