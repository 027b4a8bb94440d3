"""One of everything in a circle: the values that fill every URL parameter of the walls test."""

import uuid
from datetime import timedelta

from django.utils import timezone

from cases.models import Appeal, Comment, Decision, Flag, Intake, Media, Notification, Option, Round, Seat
from circles.models import Invitation


def furnish(author, case):
    """Parameter name -> value, of rows that belong to the author's circle and this case."""
    now = timezone.now()
    later = now + timedelta(days=1)
    comment = Comment.unscoped.create(case=case, author=author, body="Agreed.", html="<p>Agreed.</p>")
    intake = Intake.unscoped.create(key=uuid.uuid4(), author=author, case=case, expires_at=later)
    shown = Intake.unscoped.create(
        key=uuid.uuid4(), author=author, case=case, expires_at=later, state="second_look", reviewed_at=now,
        found={"pages": [{"size": [8, 8], "masks": []}], "facts": {}}, review={"types": ["image/png"], "second_look": ["face-off"]},
    )  # fmt: skip
    media = Media.unscoped.create(
        case=case, by=author, intake=intake, kind="image", file="x/none.png", content_type="image/png", width=8, height=8, bytes=1,
        sha256="0" * 64, description="A chart", attached_at=now,
    )  # fmt: skip
    flag = Flag.unscoped.create(circle=case.circle, case=case, reason="other", flagged_by=author)
    taking, appealed = taken(author, case), taken(author, case)
    appeal = Appeal.unscoped.create(circle=case.circle, flag=appealed, by=author, grounds="It was kindly meant.")
    decision = Decision.unscoped.create(case=case, question="Which first?", opened_by=author, proposals_close_at=later)
    option = Option.unscoped.create(decision=decision, position=1, title="Wait")
    seat = Seat.unscoped.create(decision=decision, membership=author, pseudonym="Panellist A")
    # Another number in every circle, so that mixes of numbers are seen.
    Round.unscoped.create(decision=decision, number=author.pk, closes_at=later)
    notice = Notification.unscoped.create(membership=author, kind="case", case_id=case.pk)
    invitation = Invitation.unscoped.create(circle=case.circle, email="x@example.org", token_hash=uuid.uuid4().hex, expires_at=later)
    return {
        "circle": case.circle.slug,
        "case": case.pk,
        "comment": comment.pk,
        "key": intake.key,
        "intake": shown.pk,
        "media": media.pk,
        "page": 0,
        "flag": flag.pk,
        "taking": taking.pk,
        "appeal": appeal.pk,
        "notice": notice.pk,
        "decision": decision.pk,
        "option": option.pk,
        "seat": seat.pk,
        "round": author.pk,
        "invitation": invitation.pk,
        "membership": author.pk,
    }


def taken(author, case):
    """The report for which a comment of the author's was taken away."""
    now = timezone.now()
    comment = Comment.unscoped.create(
        case=case, author=author, body="Never.", html="<p>Never.</p>", hidden_at=now, removed_at=now, removed_by=author
    )
    answer = {"resolved_at": now, "resolved_by": author, "action": "removed", "explanation": "Stay kind."}
    return Flag.unscoped.create(circle=case.circle, case=case, comment=comment, reason="unkind", flagged_by=author, **answer)
