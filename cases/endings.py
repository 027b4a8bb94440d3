"""Why an upload ended without being attached: codes, and for each what happened and what the person can do."""

from django.utils.translation import gettext, gettext_noop

from cases.deid import REFUSALS

# Beside those of deid.REFUSALS.
ENDINGS = {
    "attempts": (
        gettext_noop("The file could not be checked after several attempts."),
        gettext_noop("Convert it to PNG, JPEG or MP4 and send that."),
    ),
    "busy": (
        gettext_noop("Too many of your files are on their way."),
        gettext_noop("Review the ones that wait, then send this one again."),
    ),
    "cancelled": (
        gettext_noop("You cancelled this file."),
        gettext_noop("Nothing of it was kept."),
    ),
    "closed": (
        gettext_noop("The case takes no more files."),
        gettext_noop("Nothing of this one was kept."),
    ),
    "expired": (
        gettext_noop("The file waited too long for your review and was deleted."),
        gettext_noop("Send it again."),
    ),
    "interrupted": (
        gettext_noop("The file did not arrive whole."),
        gettext_noop("Send it again."),
    ),
    "length": (
        gettext_noop("The browser did not say how large the file is."),
        gettext_noop("Send it again from another browser."),
    ),
    "membership": (
        gettext_noop("You are no longer a member of this circle."),
        gettext_noop("Nothing of the file was kept."),
    ),
    "name": (
        gettext_noop("The ending of the file's name does not fit what the file is."),
        gettext_noop("Export the picture or video again and send that."),
    ),
    "no_file": (
        gettext_noop("No file arrived."),
        gettext_noop("Choose a file and send it again."),
    ),
    "several": (
        gettext_noop("More than one file arrived at once."),
        gettext_noop("Send the files one by one."),
    ),
    "too_many": (
        gettext_noop("The case has as many files as it may have."),
        gettext_noop("Remove one, then send this one again."),
    ),
}


def sentence(code):
    """What happened and what to do, in the reader's language."""
    return " ".join(gettext(part) for part in ENDINGS.get(code) or REFUSALS[code])


class Declined(Exception):
    """The file is not taken. `code` is a key of ENDINGS or REFUSALS."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Fenced(Exception):
    """Another worker holds this upload now, or it has ended: what this one made must not be kept."""
