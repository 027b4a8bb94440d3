"""What is left in an output of the peers bench: metadata, markers, readable words, visible faces, which way up, how many frames."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import av
import cv2
import numpy as np
import pi_heif
from PIL import Image, ImageOps, ImageSequence

from cases.deid.images.faces import SURE, FaceDetector
from cases.deid.images.reading import Reader
from tests.bench.deid.peer_inputs import Box, Input, Line

LONG_SIDE = 2560  # larger outputs are looked at in this size, as ours are stored
LOOKS = 5  # frames of a film that are looked at, evenly spread
ALIKE = 0.8  # of the letters of a word, for it to count as readable
AFAR, CHANGED = 512, 48  # long side at which pictures are compared; a pixel is lost when a channel differs by more

# What a file of its kind cannot be without, by exiftool's names. Dates that say zero and empty values are not counted either.
GROUPS = {"ExifTool", "Composite"}  # about exiftool itself, and what it works out from other tags
STRUCTURE = {
    "File": "FileName Directory FileSize FileModifyDate FileAccessDate FileInodeChangeDate FilePermissions FileType FileTypeExtension"
    " MIMEType ImageWidth ImageHeight EncodingProcess BitsPerSample ColorComponents YCbCrSubSampling ExifByteOrder CurrentIPTCDigest",
    "JFIF": "JFIFVersion ResolutionUnit XResolution YResolution",
    "PNG": "ImageWidth ImageHeight BitDepth ColorType Compression Filter Interlace Palette Transparency AnimationFrames AnimationPlays"
    " BackgroundColor",
    "GIF": "GIFVersion ImageWidth ImageHeight HasColorMap ColorResolutionDepth BitsPerPixel BackgroundColor AnimationIterations FrameCount"
    " Duration TransparentColor",
    "RIFF": "ImageWidth ImageHeight VP8Version HorizontalScale VerticalScale WebP_Flags AlphaIsUsed",
    "EXIF": "SubfileType ImageWidth ImageHeight BitsPerSample Compression PhotometricInterpretation FillOrder StripOffsets SamplesPerPixel"
    " RowsPerStrip StripByteCounts XResolution YResolution ResolutionUnit PlanarConfiguration SampleFormat Predictor PageNumber Orientation"
    " ExtraSamples",
    "QuickTime": "MajorBrand MinorVersion CompatibleBrands MediaDataSize MediaDataOffset MovieHeaderVersion TimeScale Duration"
    " PreferredRate PreferredVolume PreviewTime PreviewDuration PosterTime SelectionTime SelectionDuration CurrentTime NextTrackID"
    " TrackHeaderVersion TrackID TrackDuration TrackLayer TrackVolume MatrixStructure ImageWidth ImageHeight MediaHeaderVersion"
    " MediaTimeScale MediaDuration MediaLanguageCode HandlerType GraphicsMode OpColor CompressorID SourceImageWidth SourceImageHeight"
    " XResolution YResolution BitDepth PixelAspectRatio BufferSize MaxBitrate AverageBitrate ColorRepresentation ColorProfiles"
    " ColorPrimaries TransferCharacteristics MatrixCoefficients VideoFullRangeFlag VideoFrameRate Balance AudioFormat AudioChannels"
    " AudioBitsPerSample AudioSampleRate PrimaryItemReference HEVCConfigurationVersion GeneralProfileSpace GeneralTierFlag"
    " GeneralProfileIDC GenProfileCompatibilityFlags ConstraintIndicatorFlags GeneralLevelIDC MinSpatialSegmentationIDC"
    " ParallelismType ChromaFormat BitDepthLuma BitDepthChroma AverageFrameRate ConstantFrameRate NumTemporalLayers TemporalIDNested"
    " ImageSpatialExtent Rotation GenMediaVersion GenFlags GenGraphicsMode GenOpColor GenBalance OtherFormat ChapterListTrackID",
}
ALLOWED = {(group, tag) for group, tags in STRUCTURE.items() for tag in tags.split()}
# What every writer of FFmpeg calls its tracks; any other words there are counted.
PLAIN = {"VideoHandler", "SoundHandler", "SubtitleHandler", "Apple Video Media Handler"}


@dataclass(frozen=True)
class Remains:
    """Counts of what is left in the files made of one input. `upright` is "yes", or the turn seen; `frames` are frames or pages.

    `lost` is the part of the picture, away from what was planted, that looks different: a tool that blackens all leaves no word either.
    """

    metadata: tuple[str, ...]
    markers: int
    words: int
    words_of: int
    faces: int
    faces_of: int
    upright: str
    frames: int
    lost: float


class Judge:
    """Looks at outputs with this project's reader and face detectors, loaded once."""

    def __init__(self) -> None:
        pi_heif.register_heif_opener()
        self._read, self._faces = Reader(), FaceDetector()

    def __call__(self, given: Input, files: Sequence[Path]) -> Remains:
        """What is left of `given` in `files`, one for a page where a tool splits pages. Not one file is an error."""
        if not files:
            raise AssertionError("Nothing to look at.")
        tags = [tag for file in files for tag in _tags(file)]
        raw = b"".join(file.read_bytes() for file in files)
        told = raw.decode("latin-1") + raw.decode("utf-16-le", "ignore") + "\n".join(words for _, words in tags)
        shown, frames = _shown(files)
        words = words_of = faces = faces_of = 0
        turns, lost = set(), []
        for number, rgb in shown:
            number = min(number, len(given.lines) - 1)
            model = given.upright(number)
            turn, rgb = _turned(rgb, model)
            turns.add(turn)
            lost.append(_lost(rgb, model, [line.box for line in given.lines[number]], given.faces[number]))
            scale = rgb.shape[1] / model.shape[1], rgb.shape[0] / model.shape[0]
            for line in given.lines[number]:
                words += self._readable(rgb, line, scale)
                words_of += len(line.words)
            if given.faces[number]:
                faces += self._seen(rgb, given.faces[number], scale)
                faces_of += 1
        left = tuple(sorted({name for name, _ in tags} - {""}))
        upright = "yes" if turns == {0} else "turned " + ", ".join(f"{90 * turn}°" for turn in sorted(turns) if turn)
        return Remains(
            left, sum(mark in told for mark in given.markers), words, words_of, faces, faces_of, upright, frames, float(np.mean(lost))
        )

    def _readable(self, rgb: np.ndarray, line: Line, scale: tuple[float, float]) -> int:
        """How many of a line's words the reader still makes out where they were written."""
        x0, y0, x1, y1 = _scaled(line.box, scale)
        edge = max(2, round(0.15 * (y1 - y0)))
        box = max(0, x0 - edge), max(0, y0 - edge), min(rgb.shape[1], x1 + edge), min(rgb.shape[0], y1 + edge), 1.0
        read = _plain(self._read(rgb, [box])[0])
        return sum(_holds(read, _plain(word)) for word in line.words)

    def _seen(self, rgb: np.ndarray, face: Box, scale: tuple[float, float]) -> bool:
        """Whether a detector is sure of a face whose middle lies in the planted one."""
        x0, y0, x1, y1 = _scaled(face, scale)
        found = self._faces(rgb, views=1)
        return any(box[4] >= SURE and x0 <= (box[0] + box[2]) / 2 <= x1 and y0 <= (box[1] + box[3]) / 2 <= y1 for box in found)


def _tags(file: Path) -> list[tuple[str, str]]:
    """(name of a tag that need not be there, what it says), and ("", words) of those that must; exiftool has to be able to read it."""
    run = subprocess.run(["exiftool", "-G", "-a", "-s", file], capture_output=True, timeout=60, check=True)
    found = []
    for line in run.stdout.decode(errors="replace").splitlines():
        group, tag, value = re.fullmatch(r"\[(\S+)\]\s+(\S+)\s*: ?(.*)", line).groups()
        if group == "ExifTool" and tag == "Error":
            raise AssertionError(f"exiftool cannot read {file.name}: {value}")
        empty = not value.strip() or value.startswith("0000:00:00") or (tag == "HandlerDescription" and value in PLAIN)
        needed = group in GROUPS or (group, tag) in ALLOWED or empty
        found.append(("" if needed else f"{group}:{tag}", value if group not in GROUPS and tag not in ("FileName", "Directory") else ""))
    if not found:
        raise AssertionError(f"exiftool says nothing about {file.name}.")
    return found


def _shown(files: Sequence[Path]) -> tuple[list[tuple[int, np.ndarray]], int]:
    """(number, picture as a viewer shows it) of those frames and pages that are looked at, and how many there are in all."""
    if files[0].suffix == ".mp4":
        return _film(files[0])
    frames = [
        np.asarray(ImageOps.exif_transpose(frame).convert("RGB")) for file in files for frame in ImageSequence.Iterator(Image.open(file))
    ]
    return list(enumerate(_smaller(frame) for frame in frames)), len(frames)


def _film(file: Path) -> tuple[list[tuple[int, np.ndarray]], int]:
    with av.open(str(file)) as film:
        frames = [(frame.to_ndarray(format="rgb24"), frame.rotation) for frame in film.decode(video=0)]
    picked = np.linspace(0, len(frames) - 1, LOOKS).round().astype(int)
    return [(int(number), np.rot90(frames[number][0], frames[number][1] // 90)) for number in picked], len(frames)


def _smaller(rgb: np.ndarray) -> np.ndarray:
    ratio = LONG_SIDE / max(rgb.shape[:2])
    return rgb if ratio >= 1 else cv2.resize(rgb, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)


def _turned(rgb: np.ndarray, model: np.ndarray) -> tuple[int, np.ndarray]:
    """By how many quarter turns to the left the picture must be put upright, and it upright: the turn most like `model` from afar."""
    far = cv2.resize(model, (48, 48), interpolation=cv2.INTER_AREA).astype(float)

    def likeness(turn: int) -> float:
        small = cv2.resize(np.ascontiguousarray(np.rot90(rgb, turn)), (48, 48), interpolation=cv2.INTER_AREA).astype(float)
        return float(np.corrcoef(far.ravel(), small.ravel())[0, 1])

    turn = max(range(4), key=likeness)
    return turn, np.ascontiguousarray(np.rot90(rgb, turn))


def _lost(rgb: np.ndarray, model: np.ndarray, lines: Sequence[Box], face: Box | None) -> float:
    """The part of the picture that differs from `model`, the lines and the head (twice the face) left out of the reckoning."""
    ratio = AFAR / max(model.shape[:2])
    size = round(model.shape[1] * ratio), round(model.shape[0] * ratio)
    one, other = (cv2.resize(each, size, interpolation=cv2.INTER_AREA).astype(np.int16) for each in (rgb, model))
    counted = np.ones(one.shape[:2], bool)
    grown = [(line, (line[3] - line[1]) // 2, (line[3] - line[1]) // 2) for line in lines]
    grown += [(face, (face[2] - face[0]) // 2, (face[3] - face[1]) // 2)] if face else []
    for (x0, y0, x1, y1), wide, high in grown:
        left, top, right, bottom = (max(0, round(edge * ratio)) for edge in (x0 - wide, y0 - high, x1 + wide, y1 + high))
        counted[top:bottom, left:right] = False
    return float((np.abs(one - other).max(axis=2) > CHANGED)[counted].mean())


def _scaled(box: Box, scale: tuple[float, float]) -> Box:
    return tuple(round(edge * scale[number % 2]) for number, edge in enumerate(box))


def _plain(words: str) -> str:
    return "".join(letter for letter in words.upper() if letter.isalnum())


def _holds(read: str, word: str) -> bool:
    """Whether `word`, or something as long and much like it, stands anywhere in what was read."""
    ends = range(max(1, len(read) - len(word) + 1))
    return any(SequenceMatcher(None, word, read[at : at + len(word)], autojunk=False).ratio() >= ALIKE for at in ends)
