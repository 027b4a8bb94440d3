"""What a member may do with a case. Predicates only: the verbs ask them under the lock, the templates before they show a button."""


class Rights:
    """The rights of `Case`."""

    def owned_by(self, membership):
        """Its author, while an active member, and while the case is there at all."""
        return membership.is_active and self.author_id == membership.pk and self.removed_at is None

    def editable_by(self, membership):
        """The author, until the case is closed or hidden: a hidden case waits for the moderator's word."""
        return self.owned_by(membership) and self.closed_at is None and self.hidden_at is None

    def postable_by(self, membership):
        return self.editable_by(membership) and self.posted_at is None

    def closable_by(self, membership):
        """The author, or a moderator, of an open case."""
        return membership.is_active and self.is_open and (self.author_id == membership.pk or membership.is_moderator)

    def reopenable_by(self, membership):
        reopenable = self.closed_at is not None and self.hidden_at is None and self.removed_at is None
        return membership.is_active and reopenable and (self.author_id == membership.pk or membership.is_moderator)

    def removable_by(self, membership):
        """The author may throw away a draft; what peers have read is removed by a moderator, through a report."""
        return self.owned_by(membership) and self.posted_at is None and self.hidden_at is None and not self.comment_count

    def discussable_by(self, membership):
        return membership.is_active and self.is_open

    def reportable_by(self, membership):
        return membership.is_active and self.posted_at is not None and self.hidden_at is None and self.removed_at is None
