"""What may be taken out of a decision: report (page, PDF), record (JSON), FHIR bundle. That a file was taken is in the ledger."""

import logging

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from cases.export import fhir, pdf, taking
from cases.export.decision import record_from
from cases.export.printed import printed
from cases.export.report import report_of
from cases.views.decisions import charts
from cases.views.decisions.base import DecisionView

log = logging.getLogger(__name__)


class ReportView(DecisionView):
    """One decision of this case by its own address, and everything that may be said of it."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if "decision" in kwargs:
            self.decision = get_object_or_404(self.case.decisions.with_people(), pk=kwargs["decision"])
            self.decision.case = self.case
        self.report = report_of(self.decision)
        self.record = record_from(self.report)

    def file(self, body, form, content_type, name):
        """A file whose name says nothing of the case, once the ledger knows who took it."""
        taking.note(self.decision, form, by=self.membership)
        headers = {"ETag": f'"{self.record.sha256}"', "Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(body, content_type=content_type, headers=headers)


class DecisionReport(ReportView):
    def get(self, request, **kwargs):
        return self.page("decision_report", report=drawn(printed(self.report, self.record.sha256)))


class DecisionRecord(ReportView):
    """What was recorded, as canonical JSON; its SHA-256 travels as the ETag."""

    def get(self, request, **kwargs):
        return self.file(self.record.body, "json", "application/json", "decision-record.json")


class DecisionPdf(ReportView):
    def get(self, request, **kwargs):
        try:
            body = pdf.pdf_of(printed(self.report, self.record.sha256))
        except pdf.NotPrinted as problem:
            log.error("no PDF of a decision: %s", problem)
            return self.page("decision_report_unprinted", status=503)
        return self.file(body, "pdf", "application/pdf", "decision-report.pdf")


class DecisionFhir(ReportView):
    """There is one once a decision is concluded: before that nothing is proposed."""

    def get(self, request, **kwargs):
        if not self.report["conclusion"]:
            raise Http404
        return self.file(fhir.bundle_of(self.report, self.record.sha256), "fhir", "application/fhir+json", "decision-fhir.json")


def drawn(report):
    """The printed report with the geometry of its charts added to each."""
    for section in report["sections"]:
        for block in section["blocks"]:
            if block["kind"] == "strips":
                for item in block["items"]:
                    item["strip"] = _strip(item)
            elif block["kind"] == "dumbbell":
                block["drawing"] = charts.dumbbell([(move["number"], move["before"], move["now"]) for move in block["moves"]])
    return report


def _strip(item):
    if not item["counts"]:
        return None
    return charts.strip(
        item["counts"], top=item["top"], median=item["median"], p30=item["p30"], p70=item["p70"], before=item["before"]
    )  # fmt: skip
