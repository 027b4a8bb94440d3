"""A member's private page: their own ratings beside what happened. No address leads to anybody else's."""

from cases.models.calibration import calibration_of
from cases.views.base import PageView

SHOWN = 50


class CalibrationPage(PageView):
    def get(self, request, circle):
        calibration = calibration_of(self.membership)
        return self.show("cases/calibration.html", calibration=calibration, shown=calibration.decisions[:SHOWN])
