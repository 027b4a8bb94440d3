"""The report in Chromium: no fault that axe can see, no sideways scroll on a phone, and a print that holds all of it."""

import pytest

from tests.cases.decisions.test_browser import browser, pytestmark, visit  # noqa: F401 fixtures and marks


@pytest.mark.parametrize(("width", "scheme"), [(1360, "light"), (320, "dark")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(reported, bose, visit, width, scheme):  # noqa: F811
    from axe_playwright_python.sync_playwright import Axe

    page = visit(bose, f"{reported.case_id}/decisions/{reported.pk}/report/", width=width, scheme=scheme)

    assert page.complaints == []  # before axe, whose own styles the policy refuses
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_page_prints_without_its_buttons_and_with_all_sections(reported, bose, visit):  # noqa: F811
    page = visit(bose, f"{reported.case_id}/decisions/{reported.pk}/report/")
    headings = page.locator("h2").count()
    page.emulate_media(media="print")

    assert page.get_by_role("link", name="Download the PDF").is_hidden()
    assert page.locator("h2:visible").count() == headings > 10
    assert page.pdf(format="A4").startswith(b"%PDF-")
