"""Consensus on treatment options: ratings in, results out. Pure Python without Django, database or clock."""

from .late import EFFECTS, effect_of
from .panel import BadPanel
from .profiles import DEFAULT_PROFILE, LABELS, PROFILES, STATES, Profile
from .ram import Statistics, statistics_of
from .report import ENGINE, Question, Record, record_of, result_of
from .result import CHANGED, UNCHANGED, OptionResult, Result, Stability
from .rounds import CONCLUDE, CONCLUDE_UNSTABLE, NEXT_ROUND, OUTCOMES, all_stable, decide, next_step

__all__ = [
    "CHANGED",
    "CONCLUDE",
    "CONCLUDE_UNSTABLE",
    "DEFAULT_PROFILE",
    "EFFECTS",
    "ENGINE",
    "LABELS",
    "NEXT_ROUND",
    "OUTCOMES",
    "PROFILES",
    "STATES",
    "UNCHANGED",
    "BadPanel",
    "OptionResult",
    "Profile",
    "Question",
    "Record",
    "Result",
    "Stability",
    "Statistics",
    "all_stable",
    "decide",
    "effect_of",
    "next_step",
    "record_of",
    "result_of",
    "statistics_of",
]
