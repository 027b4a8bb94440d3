"""What moderators decided about a member's own posts, one verdict for each answer though several members may have reported."""


def verdicts(flags):
    """The reports of `FlagQuerySet.told_to` as a list, one for each answer, each with the rules it was reported by as `rules`."""
    found = {}
    for flag in flags:
        first = found.setdefault((flag.case_id, flag.comment_id, flag.media_id, flag.resolved_at), flag)
        first.rules = list(dict.fromkeys([*getattr(first, "rules", []), flag.get_reason_display()]))
        first.taken = flag.action == flag.Action.REMOVED
        first.answer = getattr(flag, "appeal", None) if first is flag else first.answer
        # What was taken away for privacy was wiped, so it never came back; `first` is for privacy where any of its reports is.
        first.is_undone = first.answer is not None and first.answer.was_granted and not first.is_privacy
    return list(found.values())
