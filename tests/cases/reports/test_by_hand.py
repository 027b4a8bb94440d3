"""A colleague who has nothing but the page, or nothing but the PDF, finds every number of the report by hand."""

import re
from html.parser import HTMLParser
from random import Random

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from cases.export import pdf
from cases.export.printed import printed
from cases.views.decisions.report import drawn
from tests.cases.reports.colleague import Colleague
from tests.cases.reports.pdftext import tables_of, text_of
from tests.cases.reports.sample import AGAINST, FOR, report_with

SHA = "ef" * 32
PROFILES = ("ram_strict", "ram_agreement", "comet_70_15", "delphi_80", "quick")
# 1 2 3 3 6 6 6 6 7 8 9 9: IPR is exactly IPRAS, which is no disagreement and which naive decimals miss.
EXACTLY_ONE = [1, 2, 3, 3, 6, 6, 6, 6, 7, 8, 9, 9]


class Page(HTMLParser):
    """The tables of a page, caption -> rows of cells, and all its words with single spaces."""

    def __init__(self, html):
        super().__init__()
        self.tables, self.text, self.caption, self.cell, self.rows = {}, [], None, None, []
        self.feed(html)
        self.words = " ".join(" ".join(self.text).split())

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.rows = []
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td", "caption"):
            self.cell = []

    def handle_endtag(self, tag):
        if tag in ("th", "td", "caption"):
            words, self.cell = " ".join("".join(self.cell).split()), None
            if tag == "caption":
                self.caption = words
            else:
                self.rows[-1].append(words)
        elif tag == "table":
            self.tables[self.caption] = self.rows

    def handle_data(self, data):
        self.text.append(data)
        if self.cell is not None:
            self.cell.append(data)


def colleague(tables, words):
    return Colleague(tables, words, re.search(r"Rule’s code\s+(\w+)", words)[1])


def with_the_page(report):
    sections = drawn(printed(report, SHA))["sections"]
    page = Page("".join(render_to_string("cases/_report_block.html", {"block": block}) for one in sections for block in one["blocks"]))
    return colleague(page.tables, page.words)


def with_the_pdf(report):
    body = pdf.pdf_of(printed(report, SHA))
    return colleague(tables_of(body), text_of(body))


def any_panel(seed):
    """A decision of any size: options that please, displease, divide or bore, abstentions, ratings that move between rounds."""
    random = Random(seed)
    seats, options, profile = random.randint(3, 17), random.randint(2, 8), random.choice(PROFILES)
    moods = [random.choice([(7, 9), (7, 8), (6, 9), (1, 3), (1, 4), (4, 6), (1, 9), (3, 7)]) for _option in range(options)]
    abstaining = random.choice([0, 0, 0.1, 0.4])

    def round_of():
        return [[None if random.random() < abstaining else random.randint(*mood) for _seat in range(seats)] for mood in moods]

    before = [] if profile == "quick" else [round_of() for _round in range(random.randint(1, 2))]
    return report_with(*round_of(), earlier=before, eligible=seats + random.choice([0, 0, 1, seats // 2, seats]), profile=profile)


@pytest.mark.parametrize("seed", range(60))
def test_every_number_of_the_page_is_found_by_hand(seed):
    reader = with_the_page(any_panel(seed))

    assert reader.check() == []
    assert reader.checked >= 10


@pytest.mark.parametrize("seed", range(100, 106))
def test_every_number_of_the_pdf_is_found_by_hand(seed):
    reader = with_the_pdf(any_panel(seed))

    assert reader.check() == []
    assert reader.checked >= 10


def test_the_index_of_exactly_one_is_found_by_hand():
    report = report_with(EXACTLY_ONE, [8] * 12, eligible=12)

    assert with_the_page(report).check() == []
    assert with_the_pdf(report).check() == []


@pytest.mark.parametrize(("eligible", "result"), [(9, "consensus for one option"), (10, "no quorum")])
def test_a_quorum_of_exactly_two_thirds_is_found_by_hand(eligible, result):
    reader = with_the_page(report_with([8] * 6, [2] * 6, eligible=eligible))

    assert reader.check() == []
    assert {row["Result"] for row in reader.rows("Rounds that counted")} == {result}


def test_the_order_of_several_appropriate_options_is_found_by_hand():
    """The second is preferred by most and the first by none; then a tie."""
    for columns in ([[7] * 9, [8] * 9, AGAINST], [FOR, FOR, AGAINST]):
        reader = with_the_page(report_with(*columns))

        assert reader.check() == []
        assert any(caption.startswith("Schulze method") for caption in reader.tables)


SPOILED = [
    ("Statistics of round 2", "Median"),
    ("Statistics of round 2", "p30"),
    ("Statistics of round 2", "p70"),
    ("Statistics of round 2", "IPR"),
    ("Statistics of round 2", "IPRAS"),
    ("Statistics of round 2", "DI"),
    ("Statistics of round 2", "% in 7–9"),
    ("Statistics of round 2", "% in 1–3"),
    ("Statistics of round 2", "Interpolated median"),
    ("Statistics of round 2", "Abstained"),
]


@pytest.mark.parametrize(("caption", "label"), SPOILED)
def test_a_number_that_is_wrong_by_little_is_noticed(caption, label):
    reader = with_the_page(report_with([2, 3, 6, 7, 7, 8, 8, 9, 9], AGAINST))
    row = next(row for row in reader.tables[caption] if row[0] == label)
    row[1] = str(float(row[1]) + 0.1) if "." in row[1] else str(int(row[1]) + 1)

    assert [fault for fault in reader.check() if f"option 1, {label}".lower() in fault.lower()]


@pytest.mark.parametrize(
    ("label", "wrong"),
    [
        *(("Class", "I"), ("State", "Appropriate, with agreement"), ("Without agreement", "plurality")),
        *(("Classic agreement", "yes"), ("Classic disagreement", "yes"), ("IPR > IPRAS", "yes")),
    ],
)
def test_a_word_that_is_wrong_is_noticed(label, wrong):
    reader = with_the_page(report_with([2, 3, 6, 7, 7, 8, 8, 9, 9], AGAINST))
    row = next(row for row in reader.tables["Statistics of round 2"] if row[0] == label)
    assert row[1] != wrong
    row[1] = wrong

    assert [fault for fault in reader.check() if f"option 1, {label}" in fault]


def test_the_page_and_the_pdf_of_a_decision_are_found_right_by_hand(reported, as_user, bose):
    """One that people made by the verbs, through the web."""
    kwargs = {"circle": "cardio", "case": reported.case_id, "decision": reported.pk}
    page = Page(as_user(bose).get(reverse("decision-report", kwargs=kwargs)).content.decode())
    body = as_user(bose).get(reverse("decision-pdf", kwargs=kwargs)).content

    for reader in (colleague(page.tables, page.words), colleague(tables_of(body), text_of(body))):
        assert reader.check() == []
        assert reader.checked > 100
