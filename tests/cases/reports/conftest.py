"""The decisions of the panel of nine, their reports, and reports whose words are hostile."""

import pytest

from cases.export.decision import record_from
from cases.export.printed import printed
from cases.export.report import report_of
from cases.models import MinorityReport
from tests.cases.decisions.conftest import concluded, decided, frozen, nine, proposed, rated, seated  # noqa: F401 fixtures


@pytest.fixture
def reported(concluded, nine, clean):  # noqa: F811
    """The concluded decision with the minority report of the ninth seat, which stays unsigned."""
    MinorityReport.write(concluded, text=clean("The gradient comes first."), by=nine[8])
    return concluded


@pytest.fixture
def show():
    """A decision's report as it is printed, in the active language."""

    def printed_of(decision):
        report = report_of(decision)
        return printed(report, record_from(report).sha256)

    return printed_of
