"""A discussion in the order it is read, with what one reader may do in it."""

from collections import Counter
from functools import cached_property


class Discussion:
    """The comments of a case for one member. One query, whatever their number; authors come from `people`, pictures from `media`.

    `taken`: comment id -> id of the report for which a moderator took away a comment of this member's own.
    """

    def __init__(self, case, membership, people, media, taken):
        self.case, self.membership, self.people, self.taken = case, membership, people, taken
        self.rows = list(case.comments.thread(membership))
        self.open = case.discussable_by(membership)
        self.media = {}
        for item in media:
            if item.comment_id is not None and item.attached_at is not None:
                self.media.setdefault(item.comment_id, []).append(item)

    def __len__(self):
        return len(self.rows)

    @cached_property
    def removed(self):
        """Kind -> count of what was removed from all the comments."""
        total = Counter()
        for row in self.rows:
            if row.findings_removed:
                total.update(row.findings_removed)
        return total

    def in_reading_order(self):
        """(row, whether it is a reply): every first comment, followed by all that answers it, oldest first."""
        parents = {row.id: row.parent_id for row in self.rows}
        answers, firsts = {}, []
        for row in self.rows:
            root = row.id
            while parents.get(root) in parents:
                root = parents[root]
            if root == row.id:
                firsts.append(row)
            else:
                answers.setdefault(root, []).append(row)
        for first in firsts:
            yield first, False
            for row in answers.get(first.id, ()):
                yield row, True

    def answerable(self, comment):
        """The row of the comment with that id (as text) that a reply can answer, with its author's `name`, or None."""
        for row in self.rows if self.open and comment else ():
            if str(row.id) == comment and row.removed_at is None and row.hidden_at is None:
                return {"id": row.id, "name": self.people[row.author_id].name}
        return None
