"""The review of an upload by its author, and the second look that some of what an author decides asks for."""

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import ledger
from cases.endings import Fenced
from cases.models.notification import Notification, tell
from cases.models.states import State
from cases.words import cleaned

FACE_OFF, FACE_SMALLER, BIG_LETTERING, SOUND = "face-off", "face-smaller", "big-lettering", "sound"


class SentBack(models.TextChoices):
    """Why a file went back to its author after a second look: what must change before it can be accepted."""

    FACE = "face", _("A face, or a part of one, can be seen")
    TEXT = "text", _("Lettering can be read that could identify the patient")
    MARK = "mark", _("A tattoo, jewellery, a birthmark or a place could identify the patient")
    VOICE = "voice", _("Somebody can be heard speaking")


def second_look_reasons(found, decided):
    """Codes of what, in the author's decisions, somebody else has to see before the file is kept; empty when nothing has."""

    def of_faces(rows):
        return any(row[4] == "face" for row in decided.get(rows, []))

    reasons = {
        FACE_OFF: of_faces("removed"),
        FACE_SMALLER: of_faces("reduced"),
        BIG_LETTERING: bool(found.get("counts", {}).get("text_unsure")),
        SOUND: bool(decided.get("audio")),
    }
    return [code for code, asked in reasons.items() if asked]


class Reviewed:
    """The verbs of an Intake between what was found and what is kept."""

    @property
    def in_review(self):
        return self.state == State.REVIEW

    @property
    def in_second_look(self):
        return self.state == State.SECOND_LOOK

    @property
    def second_look_pending(self):
        """Whether the masked file must be shown to somebody before it may be attached."""
        return bool(self.review.get("second_look")) and self.second_look_at is None

    @transaction.atomic
    def offer(self, found, *, writers=()):
        """What was found waits for the author. Raises Fenced, or Declined when the author may no longer attach it.

        `writers` (membership, anchor) wrote words at that place of the case that hold what the file gives away: they are told where, once.
        """
        self.check_standing()
        self._advance(State.CLEANING, State.REVIEW, found=found, attempts=0, lease_until=None, token="")
        if self.kind == "video":  # it took minutes: its author may have left the page
            self._tell_author(Notification.Kind.REVIEW)
        for member, anchor in writers:
            Notification.of_words(member, self.case_id, anchor)
        counts = {f"found_{kind}": count for kind, count in found["counts"].items()}
        ledger.record("upload.inspected", actor=self.author, subject=self, circle=self.case.circle, **counts)

    @transaction.atomic
    def approve(self, *, by, description, masks, answers, kept=()):
        """The author looked at everything and decides which `masks` (as lists, see `cases.intake.cleaning`) are burned in.

        `answers` holds codes and numbers: what was removed and why, and whether the patient could be recognised. Whether a second
        look is needed is not an answer: it follows from them and from what was found. `description` is a Clean[str].
        Raises PermissionDenied unless `by` is the author and it waits for a review.
        """
        words = cleaned(description)
        if by.pk != self.author_id or not self.in_review:
            raise PermissionDenied
        self.check_standing()
        review = {"masks": masks, **answers, "second_look": second_look_reasons(self.found, answers)}
        seen = {"reviewed_at": timezone.now(), "second_look_by": None, "second_look_at": None, "sent_back": ""}
        self._advance(State.REVIEW, State.APPROVED, review=review, description=words, done=0, total=0, **seen)
        self.case.keep(kept, by=by)
        facts = {"masks": len(masks), "removed": len(answers.get("removed", [])), "second_look": len(review["second_look"])}
        ledger.record("upload.approved", actor=by, subject=self, circle=self.case.circle, **facts)

    # --- The second look ------------------------------------------------------------------------------------------------

    @classmethod
    def for_second_look_in(cls, circle):
        """The uploads of a circle that wait for a second look, the longest waiting first."""
        return cls.unscoped.for_second_look().filter(case__circle=circle).select_related("author__user", "case").oldest_first()

    def may_look_again(self, membership):
        """Whether they may take the second look: a moderator or admin who neither sent the file nor wrote the case."""
        if not membership.is_moderator or membership.circle_id != self.case.circle_id:
            return False
        return membership.pk not in (self.author_id, self.case.author_id)

    @property
    def second_lookers(self):
        """The memberships that may take it, now. Empty: it waits until somebody is made a moderator, or expires."""
        return self.case.circle.memberships.active().moderators().exclude(pk__in=[self.author_id, self.case.author_id])

    @property
    def version(self):
        """Which of the author's decisions this is, so that nobody accepts another picture than the one they saw."""
        return f"{self.reviewed_at.timestamp():.6f}" if self.reviewed_at else ""

    @transaction.atomic
    def show_again(self, types):
        """The masked file, sealed a page a part and of these content types, waits for somebody else's look. Raises Fenced, Declined."""
        self.check_standing()
        review = {**self.review, "types": types}
        self._advance(State.BURNING, State.SECOND_LOOK, review=review, attempts=0, lease_until=None, token="")
        tell(self.second_lookers, Notification.Kind.SECOND_LOOK, case_id=self.case_id, anchor="queue")
        reasons = {code.replace("-", "_"): True for code in self.review["second_look"]}
        ledger.record("upload.second_look", actor=self.author, subject=self, circle=self.case.circle, **reasons)

    @transaction.atomic
    def accept(self, *, by, version):
        """Somebody else saw the masked file and nobody can be recognised: it is masked once more and attached.

        Raises PermissionDenied for whoever may not, Fenced when it is not `version` that waits.
        """
        self._look_again(by, version)
        self._advance(State.SECOND_LOOK, State.APPROVED, second_look_by=by, second_look_at=timezone.now(), done=0, total=0)
        self._tell_author(Notification.Kind.PASSED)
        ledger.record("upload.second_look_accepted", actor=by, subject=self, circle=self.case.circle)

    @transaction.atomic
    def send_back(self, *, by, version, code):
        """It goes back to its author's review with a reason, a SentBack. Raises ValueError for another one, else as `accept`."""
        code = SentBack(code)
        self._look_again(by, version)
        self._advance(State.SECOND_LOOK, State.REVIEW, sent_back=code, second_look_by=by)
        self._tell_author(Notification.Kind.REVIEW)
        ledger.record("upload.sent_back", actor=by, subject=self, circle=self.case.circle, code=str(code))

    def _look_again(self, by, version):
        by.hold()
        if not self.may_look_again(by):
            raise PermissionDenied
        if not self.in_second_look or self.version != version:
            raise Fenced

    def _tell_author(self, kind):
        if self.author.is_active:
            tell([self.author], kind, case_id=self.case_id, anchor="write" if self.for_comment else "media")
