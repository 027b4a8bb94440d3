"""The pages and files of a report: who gets them, under which names, and that the ledger knows."""

import json
import re
from hashlib import sha256

import pytest
from django.urls import reverse

from accounts.ledger import LedgerEntry
from cases.export import pdf
from tests.cases.reports.pdftext import text_of

FILES = {"decision-pdf": "pdf", "decision-earlier-record": "json", "decision-fhir": "fhir"}


@pytest.fixture
def at(case):
    return lambda name, decision: reverse(name, kwargs={"circle": case.circle.slug, "case": case.pk, "decision": decision.pk})


def test_the_page_and_the_pdf_say_the_same(reported, at, as_user, bose):
    client = as_user(bose)
    page = client.get(at("decision-report", reported)).content.decode()
    printed = client.get(at("decision-pdf", reported))

    assert printed.headers["Content-Type"] == "application/pdf"
    words = text_of(printed.content)
    for heading in re.findall(r"<h2[^>]*>([^<]+)</h2>", page):
        assert heading in words, heading
    record = client.get(at("decision-earlier-record", reported)).content
    assert sha256(record).hexdigest() in page
    assert sha256(record).hexdigest() in words


def test_every_file_is_kept_nowhere_named_without_a_clinical_word_and_written_in_the_ledger(reported, at, as_user, bose):
    client = as_user(bose)
    for name, form in FILES.items():
        response = client.get(at(name, reported))

        assert "no-store" in response.headers["Cache-Control"]
        assert re.fullmatch(r'attachment; filename="decision-[a-z]+\.(pdf|json)"', response.headers["Content-Disposition"])
        entry = LedgerEntry.objects.filter(event="decision.exported").latest("seq")
        assert (entry.actor_id, entry.subject_id, entry.facts) == (bose.user_id, str(reported.pk), {"form": form})
    assert LedgerEntry.objects.filter(event="decision.exported").count() == len(FILES)


def test_reading_the_page_writes_nothing(reported, at, as_user, bose):
    client = as_user(bose)
    before = LedgerEntry.objects.count()

    assert client.get(at("decision-report", reported)).status_code == 200
    assert LedgerEntry.objects.count() == before


def test_there_is_no_bundle_before_the_conclusion(decided, at, as_user, bose):
    assert as_user(bose).get(at("decision-fhir", decided)).status_code == 404
    assert "Download as FHIR" not in as_user(bose).get(at("decision-report", decided)).content.decode()


def test_a_pdf_that_cannot_be_made_is_said_and_not_in_the_ledger(reported, at, as_user, bose, monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 0.001)

    response = as_user(bose).get(at("decision-pdf", reported))

    assert response.status_code == 503
    assert "The PDF could not be made" in response.content.decode()
    assert not LedgerEntry.objects.filter(event="decision.exported").exists()


def test_every_round_is_charted_with_words_and_a_table(reported, at, as_user, bose):
    page = as_user(bose).get(at("decision-report", reported)).content.decode()
    charts = re.findall(r'<svg class="(?:strip9|dumbbell)".*?</svg>', page, re.S)

    assert len(charts) == 11
    assert all('role="img" aria-label="' in chart for chart in charts)
    assert page.count("How many gave each rating in round 1") >= 1
    assert "style=" not in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_report_of_an_open_round_says_that_it_is_no_advice(rated, at, as_user, bose):
    assert "Nothing here is advice yet." in as_user(bose).get(at("decision-report", rated)).content.decode()


def test_the_record_in_the_file_is_the_record_of_the_page(reported, at, as_user, bose):
    body = as_user(bose).get(at("decision-earlier-record", reported)).content

    assert json.loads(body)["format"] == "casecircle-decision/4"
