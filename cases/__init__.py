"""What: cases, media, discussion, decisions, moderation."""
