"""Words that everybody around a person can guess do not make a password."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PRODUCT = "CaseCircle"
ENOUGH = 8  # letters and digits that must be left when the words of the circles' names are taken out


def refuse_names(password, circles):
    """Raise ValidationError for a password that holds the product's or a circle's name, or little besides words of one."""
    squashed = _squash(password)
    names = [PRODUCT, *circles]
    if any(len(name) >= 4 and name in squashed for name in map(_squash, names)):
        raise ValidationError(_("This password holds the name of CaseCircle or of your circle. Choose words that nobody here would guess."))
    words = {word for name in names for word in map(_squash, re.split(r"[\W_]+", name)) if len(word) >= 4}
    for word in sorted(words, key=len, reverse=True):
        squashed = squashed.replace(word, "")
    if len(squashed) < ENOUGH:
        raise ValidationError(_("This password is little more than words of your circle’s name. Choose words that nobody would guess."))


def _squash(text):
    """Letters and digits only, without case and accents."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in flat if letter.isalnum())
