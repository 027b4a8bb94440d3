"""The report in Chromium: no fault that axe can see, no sideways scroll on a phone, and a print that holds all of it."""

import pytest

from cases.views.decisions import report as view
from tests.cases.decisions.test_browser import browser, pytestmark, visit  # noqa: F401 fixtures and marks
from tests.cases.reports.sample import AGAINST, FOR, UNSURE, report_with

PAPER = 680  # CSS pixels: A4 without the margins of the style sheet


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


def test_eight_options_with_long_words_fit_on_paper(reported, bose, visit, monkeypatch):  # noqa: F811
    """On a screen a wide table scrolls; paper does not."""
    report = report_with(FOR, AGAINST, UNSURE, [1, 2, 3, 7, 8, 9, 9, 1, 5], FOR, AGAINST, [8] * 4 + [None] * 5, UNSURE)
    for option in report["options"]:
        option["title"] = "Septal reduction by myectomy with mitral repair, in a centre with experience, " + "w" * 60
        option["details"] = "After coronary angiography. " * 40
        option["evidence"] = "https://doi.org/10.1056/" + "w" * 120
    report["conclusion"]["statement"] = "w" * 900
    monkeypatch.setattr(view, "report_of", lambda decision: report)
    page = visit(bose, f"{reported.case_id}/decisions/{reported.pk}/report/", width=PAPER)
    page.emulate_media(media="print")

    wide = (
        "[...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('svg'))"
    )
    assert page.evaluate(f"{wide}.map(one => one.outerHTML.slice(0, 120))") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER
