"""The decision of a case: its page, options, panel, rounds, ballots and endings."""

from cases.views.decisions.ballots import BallotPage
from cases.views.decisions.endings import Conclusion, MinorityReportPage, Withdrawal
from cases.views.decisions.late import Deviations, LateConflictPage, NewFacts, Opinion
from cases.views.decisions.options import OptionPage, Options, Removal
from cases.views.decisions.page import DecisionPage, EarlierDecision, NewDecision
from cases.views.decisions.report import DecisionFhir, DecisionPdf, DecisionRecord, DecisionReport
from cases.views.decisions.rounds import Closure, Extension, Rounds
from cases.views.decisions.seats import Exclusion, Panel, SeatPage
from cases.views.decisions.standing import Standing, panel

__all__ = [
    "BallotPage",
    "Closure",
    "Conclusion",
    "DecisionFhir",
    "DecisionPage",
    "DecisionPdf",
    "DecisionRecord",
    "DecisionReport",
    "Deviations",
    "EarlierDecision",
    "Exclusion",
    "Extension",
    "LateConflictPage",
    "MinorityReportPage",
    "NewDecision",
    "NewFacts",
    "Opinion",
    "OptionPage",
    "Options",
    "Panel",
    "Removal",
    "Rounds",
    "SeatPage",
    "Standing",
    "Withdrawal",
    "panel",
]
