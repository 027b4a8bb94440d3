"""Forms: input of a case, its discussion, its decision and its moderation. Words leave them as `Clean[str]`."""
