"""Cases and all that hangs below them."""

from cases.models.appeal import Appeal
from cases.models.case import Case
from cases.models.comment import Comment
from cases.models.decision import Decision
from cases.models.flag import Flag
from cases.models.intake import Intake
from cases.models.kept import Kept, KeptInBallot
from cases.models.lateness import Deviation, LateConflict
from cases.models.media import Media
from cases.models.minority import MinorityReport
from cases.models.notification import Notification
from cases.models.option import Option, OptionChange
from cases.models.outcome import Outcome
from cases.models.rating import Answer, Ballot, Rating
from cases.models.round import Round
from cases.models.seat import Seat

__all__ = [
    "Answer",
    "Appeal",
    "Ballot",
    "Case",
    "Comment",
    "Decision",
    "Deviation",
    "Flag",
    "Intake",
    "Kept",
    "KeptInBallot",
    "LateConflict",
    "Media",
    "MinorityReport",
    "Notification",
    "Option",
    "OptionChange",
    "Outcome",
    "Rating",
    "Round",
    "Seat",
]
