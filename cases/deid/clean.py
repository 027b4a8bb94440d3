"""The types of de-identification: what it found, what it hid, what it made, and why it refused."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_MAKER = object()

# code -> (what is wrong, what the person can do). One sentence each; the catalogue a user sees.
REFUSALS: dict[str, tuple[str, str]] = {
    "empty": ("The file is empty.", "Send the file again from the original."),
    "truncated": ("The file is cut off or damaged.", "Send the file again from the original."),
    "too_large": ("The file is larger than this circle allows.", "Send a smaller or shorter file."),
    "too_many_pixels": (
        "The file has more pixels than can be checked.",
        "Send a smaller version; a video may have up to 1920 by 1080 pixels.",
    ),
    "too_many_frames": ("The image has more frames or pages than can be checked.", "Send single frames or a short video."),
    "multi_page": ("The file has several pages and one output file was asked for.", "Name a folder as the output."),
    "unsupported": ("This kind of file is not accepted.", "Send a JPEG, PNG, WebP, HEIC, TIFF or GIF image, or an MP4, MOV or WebM video."),
    "dicom_not_yet": ("DICOM files are not accepted yet.", "Export the image as PNG or JPEG and send that."),
    "vector": ("Drawings made of instructions, such as SVG, are not accepted.", "Export the drawing as PNG and send that."),
    "document": ("Documents, archives and web pages are not accepted.", "Send the pictures themselves, one file each."),
    "playlist": ("The file is a list of other files, not a video.", "Send the video itself."),
    "codec": ("The video's encoding cannot be read safely.", "Convert it to MP4 (H.264) and send that."),
    "too_long": ("The video is longer than can be checked.", "Cut it to the part that matters."),
    "no_picture": ("The file holds no picture.", "Send a video or an image."),
    "not_text": ("The file is not UTF-8 text.", "Save it as UTF-8 text and try again."),
    "text_too_long": ("The text is longer than can be checked at once.", "Split the text into parts."),
    "time": ("Checking the file took longer than allowed.", "Send a smaller or shorter file."),
    "memory": ("Checking the file needed more memory than allowed.", "Send a smaller or shorter file."),
    "crashed": ("The file could not be checked safely.", "Convert it to PNG, JPEG or MP4 and send that."),
    "unverified": ("The cleaned file did not pass the last check.", "Convert it to PNG, JPEG or MP4 and send that."),
    "masks": ("A mask lies outside the picture.", "Reload the page and draw it again."),
    "disk_full": ("There is no room to store the file.", "Tell the operator; send the file again later."),
    "output": ("The output cannot be written there.", "Name a file or folder outside the input that you may write to."),
    "unreadable": ("The file cannot be opened.", "Check the path and its permissions."),
}


class Refused(Exception):
    """The input cannot be made clean. `code` is a key of REFUSALS; it never carries anything read from the input."""

    def __init__(self, code: str):
        if code not in REFUSALS:
            raise KeyError(code)
        super().__init__(code)
        self.code = code

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, for the person who sent the file."""
        return " ".join(REFUSALS[self.code])


@dataclass(frozen=True)
class Mask:
    """A solid rectangle. x0, y0 (inclusive) to x1, y1 (exclusive) in output pixels; `score` 0 to 1.

    `page` counts from 0. `first` and `last` are output frame numbers, both inclusive, of a video mask; None on stills.
    `label` sorts lettering and is never the text: "known" (it stands in the file's own data or name, too), a kind of text, or "".
    """

    x0: int
    y0: int
    x1: int
    y1: int
    kind: str  # "face", "text" or "hand"
    score: float = 1.0
    page: int = 0
    first: int | None = None
    last: int | None = None
    label: str = ""

    def inside(self, width: int, height: int) -> bool:
        return 0 <= self.x0 < self.x1 <= width and 0 <= self.y0 < self.y1 <= height


@dataclass(frozen=True)
class Finding:
    """How many identifiers of one kind were found; never a value. Kinds: "metadata", "face", "text", "known", or a text kind."""

    kind: str
    count: int


@dataclass(frozen=True)
class Receipt:
    """What ran on an upload: engines with versions, findings, and the masks that were burned in."""

    kind: str  # "image", "video" or "text"
    engines: dict[str, str]
    findings: tuple[Finding, ...] = ()
    masks: tuple[Mask, ...] = ()
    size: tuple[int, int] | None = None
    sha256: str = ""
    facts: dict[str, Any] = field(default_factory=dict)  # seconds, frames, fps: numbers only

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Clean(Generic[T]):
    """A value that de-identification made. Nothing outside `cases.deid` can construct one."""

    __slots__ = ("receipt", "value")

    value: T
    receipt: Receipt

    def __init__(self, value: T, receipt: Receipt, *, maker: object = None):
        if maker is not _MAKER:
            raise TypeError("Only de-identification makes Clean values.")
        object.__setattr__(self, "value", value)
        object.__setattr__(self, "receipt", receipt)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("A Clean value does not change.")

    def __repr__(self) -> str:
        return f"<Clean {self.receipt.kind}>"


def certify(value: T, receipt: Receipt) -> Clean[T]:
    """Make a Clean value. Called only by the last step of a cleaner in this package (an architecture test checks it)."""
    return Clean(value, receipt, maker=_MAKER)
