"""Cases and all that hangs below them."""

from cases.models.case import Case, Kept
from cases.models.comment import Comment
from cases.models.decision import Decision, MinorityReport, Option, Round, Seat
from cases.models.flag import Flag
from cases.models.intake import Intake
from cases.models.media import Media
from cases.models.notification import Notification
from cases.models.rating import Ballot, Rating

__all__ = [
    "Ballot",
    "Case",
    "Comment",
    "Decision",
    "Flag",
    "Intake",
    "Kept",
    "Media",
    "MinorityReport",
    "Notification",
    "Option",
    "Rating",
    "Round",
    "Seat",
]
