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
    "known": (
        gettext_noop("The words of the case came to hold a name, number or date that the file holds too."),
        gettext_noop("Replace it in the case, then send the file again."),
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
    "unseen": (
        gettext_noop("No moderator took the second look in time, and the file was deleted."),
        gettext_noop("Ask an admin of the circle who can, then send it again."),
    ),
}

# The sentences of deid.REFUSALS, once more: deid knows no translation, and makemessages reads literals only.
OF_DEID = (
    gettext_noop("The file is empty."),
    gettext_noop("Send the file again from the original."),
    gettext_noop("The file is cut off or damaged."),
    gettext_noop("The file is larger than this circle allows."),
    gettext_noop("Send a smaller or shorter file."),
    gettext_noop("The file has more pixels than can be checked."),
    gettext_noop("Send a smaller version; a video may have up to 1920 by 1080 pixels."),
    gettext_noop("The image has more frames or pages than can be checked."),
    gettext_noop("Send single frames or a short video."),
    gettext_noop("The file has several pages and one output file was asked for."),
    gettext_noop("Name a folder as the output."),
    gettext_noop("This kind of file is not accepted."),
    gettext_noop("Send a JPEG, PNG, WebP, HEIC, TIFF or GIF image, or an MP4, MOV or WebM video."),
    gettext_noop("DICOM files are not accepted yet."),
    gettext_noop("Export the image as PNG or JPEG and send that."),
    gettext_noop("Drawings made of instructions, such as SVG, are not accepted."),
    gettext_noop("Export the drawing as PNG and send that."),
    gettext_noop("Documents, archives and web pages are not accepted."),
    gettext_noop("Send the pictures themselves, one file each."),
    gettext_noop("The file is a list of other files, not a video."),
    gettext_noop("Send the video itself."),
    gettext_noop("The video's encoding cannot be read safely."),
    gettext_noop("Convert it to MP4 (H.264) and send that."),
    gettext_noop("The video is longer than can be checked."),
    gettext_noop("Cut it to the part that matters."),
    gettext_noop("The file holds no picture."),
    gettext_noop("Send a video or an image."),
    gettext_noop("The file is not UTF-8 text."),
    gettext_noop("Save it as UTF-8 text and try again."),
    gettext_noop("The text is longer than can be checked at once."),
    gettext_noop("Split the text into parts."),
    gettext_noop("Checking the file took longer than allowed."),
    gettext_noop("Checking the file needed more memory than allowed."),
    gettext_noop("The file could not be checked safely."),
    gettext_noop("Convert it to PNG, JPEG or MP4 and send that."),
    gettext_noop("The cleaned file did not pass the last check."),
    gettext_noop("A mask lies outside the picture."),
    gettext_noop("Reload the page and draw it again."),
    gettext_noop("There is no room to store the file."),
    gettext_noop("Tell the operator; send the file again later."),
    gettext_noop("The output cannot be written there."),
    gettext_noop("Name a file or folder outside the input that you may write to."),
    gettext_noop("The file cannot be opened."),
    gettext_noop("Check the path and its permissions."),
)


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
