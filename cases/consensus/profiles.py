"""The rules a circle can choose from, and what each says about one option.

Sources: RAND/UCLA manual 2001 (ram_agreement); COMET handbook (70/15); Diamond et al. 2014 (75 % is the median Delphi threshold).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .ram import APPROPRIATE, INAPPROPRIATE, UNCERTAIN, Statistics

SMALLEST_PANEL = 5

NO_RATINGS = "no_ratings"
INSUFFICIENT_PANEL = "insufficient_panel"
DISAGREEMENT = "disagreement"
CONSENSUS_FOR = "consensus_for"
CONSENSUS_AGAINST = "consensus_against"
UNCERTAIN_STATE = "uncertain"
STATES = (NO_RATINGS, INSUFFICIENT_PANEL, DISAGREEMENT, CONSENSUS_FOR, CONSENSUS_AGAINST, UNCERTAIN_STATE)

AGREED_UNCERTAIN = "agreed_uncertain"
MAJORITY = "majority"
PLURALITY = "plurality"
LABELS = (DISAGREEMENT, AGREED_UNCERTAIN, MAJORITY, PLURALITY)

# A rule reads: statistics, ratings in the third at that end, ratings in the opposite third, the class at that end.
Rule = Callable[[Statistics, int, int, str], bool]


def _strict(option: Statistics, near: int, far: int, end: str) -> bool:
    return 4 * near >= 3 * option.n and 100 * far < 15 * option.n


def _agreement(option: Statistics, near: int, far: int, end: str) -> bool:
    # By definition not monotone in panels of more than 70: a third of the ratings may then lie under 7 and reach p30, and one
    # more 8 can widen the IPR past the IPRAS. tests/invariants/test_rule.py shows up to where it holds (CONSENSUS.md I13).
    return option.rating_class == end and option.classic_agreement


def _comet(option: Statistics, near: int, far: int, end: str) -> bool:
    return 10 * near >= 7 * option.n and 100 * far < 15 * option.n


def _delphi(option: Statistics, near: int, far: int, end: str) -> bool:
    return 5 * near >= 4 * option.n


@dataclass(frozen=True, slots=True)
class Profile:
    """A consensus rule and how many rounds it asks for. single_round: print "single-round rating, not RAM" beside every result."""

    code: str
    rule: Rule
    fewest_rounds: int = 2
    most_rounds: int = 3

    @property
    def single_round(self) -> bool:
        return self.most_rounds == 1


DEFAULT_PROFILE = "ram_strict"
PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        profile.code: profile
        for profile in (
            Profile(DEFAULT_PROFILE, _strict),
            Profile("ram_agreement", _agreement),
            Profile("comet_70_15", _comet),
            Profile("delphi_80", _delphi),
            Profile("quick", _strict, fewest_rounds=1, most_rounds=1),
        )
    }
)


def fewest_ratings(eligible: int | None) -> int:
    """Return how many ratings an option needs: five, and half of the eligible seats where their number is known."""
    return SMALLEST_PANEL if eligible is None else max(SMALLEST_PANEL, (eligible + 1) // 2)


def state_of(option: Statistics | None, profile: Profile, fewest: int) -> str:
    """Return the option's state, the first of STATES that holds. fewest: ratings needed, from `fewest_ratings`."""
    if option is None:
        return NO_RATINGS
    if option.n < fewest:
        return INSUFFICIENT_PANEL
    if option.disagreement:
        return DISAGREEMENT
    if profile.rule(option, option.high, option.low, APPROPRIATE):
        return CONSENSUS_FOR
    if profile.rule(option, option.low, option.high, INAPPROPRIATE):
        return CONSENSUS_AGAINST
    return UNCERTAIN_STATE


def label_of(option: Statistics | None, state: str) -> str | None:
    """Return what to call an option that is neither FOR nor AGAINST, one of LABELS; None for those two and where nobody rated."""
    if option is None or state in (CONSENSUS_FOR, CONSENSUS_AGAINST):
        return None
    if option.disagreement:
        return DISAGREEMENT
    if option.classic_agreement and option.region == UNCERTAIN:
        return AGREED_UNCERTAIN
    return MAJORITY if 2 * max(option.low, option.middle, option.high) >= option.n else PLURALITY
