"""What a circle asks of its words: the key of their fingerprints, and the type that a verb may store."""

import hashlib
import hmac

from django.conf import settings

from cases.deid.clean import Clean


def key(circle):
    """The 32-byte key of this circle's fingerprints: the same words have another fingerprint in another circle."""
    return hmac.new(settings.SECRET_KEY.encode(), f"casecircle words of circle {circle.pk}".encode(), hashlib.sha256).digest()


def cleaned(words):
    """The text inside a `Clean[str]`; TypeError on anything else, so that a verb cannot store what was not examined."""
    if not isinstance(words, Clean) or not isinstance(words.value, str):
        raise TypeError("Only cleaned words are stored: pass Clean[str], not " + type(words).__name__)
    return words.value
