"""Word lists written for this project: names, places and the clinical words that look like them. Facts only, no corpus."""


def listed(words: str) -> frozenset[str]:
    """Return the words of a list written as running text."""
    return frozenset(words.split())
