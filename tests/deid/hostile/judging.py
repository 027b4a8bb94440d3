"""What may come of a hostile file: a clean one that two other parsers find bare, or a refusal with a code; and a sandbox that goes on."""

import io
import json
import shutil
import subprocess
import time

from cases.deid import REFUSALS, Refused
from cases.deid.limits import Limits
from cases.deid.sandbox.parent import _budget
from tests.deid.hostile.stills import JPEG, MARK
from tests.deid.images.parts import JPEG_PARTS, PNG_PARTS, parts

# What exiftool may read out of a clean file, beside its name, size, date and kind.
STILL_TAGS = {
    "ImageWidth", "ImageHeight", "BitDepth", "ColorType", "Compression", "Filter", "Interlace", "JFIFVersion", "ResolutionUnit",
    "XResolution", "YResolution", "EncodingProcess", "BitsPerSample", "ColorComponents", "YCbCrSubSampling",
}  # fmt: skip
FILM_TAGS = {
    "MajorBrand", "MinorVersion", "CompatibleBrands", "MovieHeaderVersion", "CreateDate", "ModifyDate", "TimeScale", "Duration",
    "PreferredRate", "PreferredVolume", "PreviewTime", "PreviewDuration", "PosterTime", "SelectionTime", "SelectionDuration", "CurrentTime",
    "NextTrackID", "TrackHeaderVersion", "TrackCreateDate", "TrackModifyDate", "TrackID", "TrackDuration", "TrackLayer", "TrackVolume",
    "ImageWidth", "ImageHeight", "MediaHeaderVersion", "MediaCreateDate", "MediaModifyDate", "MediaTimeScale", "MediaDuration",
    "MediaLanguageCode", "HandlerType", "HandlerDescription", "GraphicsMode", "OpColor", "CompressorID", "SourceImageWidth",
    "SourceImageHeight", "XResolution", "YResolution", "BitDepth", "VideoFrameRate", "MatrixStructure", "MediaDataSize", "MediaDataOffset",
    "PixelAspectRatio", "BufferSize", "MaxBitrate", "AverageBitrate", "ColorProfiles", "ColorPrimaries", "TransferCharacteristics",
    "MatrixCoefficients", "VideoFullRangeFlag", "AVCConfiguration", "MediaData", "SyncSampleTable", "SampleToChunk", "SampleSizes",
    "ChunkOffset", "TimeToSampleTable", "CompositionTimeToSample",
}  # fmt: skip


class Exiftool:
    """One exiftool that stays open; `sees(path)` is what it reads, without file and composite tags. None where it is not installed."""

    def __init__(self):
        self.process = None
        if shutil.which("exiftool"):
            command = ["exiftool", "-stay_open", "True", "-@", "-"]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def sees(self, path):
        if self.process is None:
            return None
        self.process.stdin.write(f"-json\n-G\n-a\n-u\n{path}\n-execute\n")
        self.process.stdin.flush()
        said = "".join(iter(self.process.stdout.readline, "{ready}\n"))
        told = json.loads(said)[0]
        return {key.split(":")[1] for key in told if key.split(":")[0] not in ("SourceFile", "ExifTool", "File", "Composite")}

    def close(self):
        if self.process:
            self.process.communicate("-stay_open\nFalse\n", timeout=10)


def outcome(sandbox, exiftool, folder, raw, kind):
    """ "clean" or the code of the refusal; fails when anything of the file comes out, when it took too long, or when it cost the zygote."""
    zygote, begun, budget = sandbox.status()["pid"], time.monotonic(), _budget(kind, Limits())
    sandbox.last = None
    try:
        clean = sandbox.burn(raw, kind=kind)
    except Refused as refused:
        assert refused.code in REFUSALS
        came = refused.code
    else:
        came = "clean"
        bare(clean, exiftool, folder)
    assert time.monotonic() - begun < budget.wall
    assert sandbox.last is None or sandbox.last.cpu <= budget.cpu + 2
    assert sandbox.status()["pid"] == zygote
    return came


def looked(sandbox, raw, kind):
    """ "clean" or the code with which the look for identifiers ends: harvest, detectors and preview included."""
    zygote = sandbox.status()["pid"]
    try:
        seen = sandbox.inspect(raw, kind=kind)
    except Refused as refused:
        came = refused.code
    else:
        came = "clean"
        assert all(MARK not in preview.file.read() for preview in seen.previews)
    assert sandbox.status()["pid"] == zygote
    return came


def goes_on(sandbox):
    """Whether the next person's picture is served."""
    return sandbox.burn(JPEG, kind="image").receipt.size == (64, 48)


def bare(clean, exiftool, folder):
    """The clean file, and the poster of a film, carry nothing but pixels, by our own table and by exiftool."""
    ending = clean.value.extension
    for name, file in ((f"clean.{ending}", clean.value.file), ("poster.jpg", clean.value.poster or io.BytesIO())):
        data = file.read()
        if not data:
            continue
        assert MARK not in data
        if name.endswith(("jpg", "png")):
            found, behind = parts(data)
            assert set(found) <= (JPEG_PARTS if name.endswith("jpg") else PNG_PARTS) and behind == b""
        (folder / name).write_bytes(data)
        seen = exiftool.sees(folder / name)
        assert seen is None or seen <= (FILM_TAGS if name.endswith("mp4") else STILL_TAGS), seen
