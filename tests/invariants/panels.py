"""Every panel of one option that there is: as counts, because only how many gave each rating can matter."""

from functools import lru_cache
from itertools import combinations, pairwise

from cases.consensus import PROFILES, statistics_of
from cases.consensus.profiles import CONSENSUS_AGAINST, CONSENSUS_FOR, SMALLEST_PANEL, state_of

MIRRORED = {CONSENSUS_FOR: CONSENSUS_AGAINST, CONSENSUS_AGAINST: CONSENSUS_FOR}


def every_panel(n):
    """Yield each multiset of n ratings once, as nine counts: there are (n + 8) over 8."""
    for bars in combinations(range(n + 8), 8):
        yield tuple(right - left - 1 for left, right in pairwise((-1, *bars, n + 8)))


def state(counts, profile):
    """The state of one option. profile: a key of PROFILES."""
    return state_of(statistics_of(counts), PROFILES[profile], SMALLEST_PANEL)


@lru_cache
def states(n):
    """profile -> counts -> state, of every panel of n."""
    found = {profile: {} for profile in PROFILES}
    for counts in every_panel(n):
        statistics = statistics_of(counts)
        for profile, of in found.items():
            of[counts] = state_of(statistics, PROFILES[profile], SMALLEST_PANEL)
    return found


def moved(counts, old, new):
    """The panel after one of its ratings `old` became `new`."""
    fresh = list(counts)
    fresh[old - 1] -= 1
    fresh[new - 1] += 1
    return tuple(fresh)
