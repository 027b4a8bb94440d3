"""What the main job uploads, and an independent look at what was stored: small parsers of our own and no code of the product."""

import io
import secrets
import struct
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

MARK = "Zq" + secrets.token_hex(6)  # stands in every place of metadata; in no stored byte
NAME_LINE = "KOWALSKA, MARTA  12-03-1961"
FACE_AT = (700, 300)  # where the portrait is pasted
FACE_BOX = (700 + 170, 300 + 60, 700 + 285, 300 + 205)  # eyes, nose and mouth of the portrait, in the photo's pixels
NAME_BOX = (30, 24, 470, 62)


def photo(path):
    """1280 x 960 JPEG: a face, a burned-in name line, a name and a GPS position in its EXIF, and a comment."""
    y, x = np.mgrid[0:960, 0:1280]
    ground = np.dstack([90 + 40 * np.sin(x / 140), 110 + 30 * np.cos(y / 170), 120 + 20 * np.sin((x + y) / 200)]).astype("uint8")
    image = Image.fromarray(ground)
    image.paste(portrait(), FACE_AT)
    draw = ImageDraw.Draw(image)
    draw.rectangle([0, 0, 1280, 84], fill=(0, 0, 0))
    draw.text((34, 28), NAME_LINE, fill=(240, 240, 240), font=ImageFont.load_default(30))
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = f"{MARK} Marta Kowalska", MARK
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.6), 3: "E", 4: (2.0, 17.0, 40.2), 29: MARK})
    out = io.BytesIO()
    image.save(out, "JPEG", quality=93, exif=exif, comment=MARK.encode())
    path.write_bytes(out.getvalue())
    return path


def portrait():
    """A face that nobody needs to protect, in the middle of a picture of 512 x 512."""
    return Image.open(Path(find_spec("skimage").submodule_search_locations[0]) / "data" / "astronaut.png").convert("RGB")


def film(path, seconds=10, fps=10, size=(480, 360), face=False):
    """An MP4 with a burned-in name line on every frame and a name in its metadata; with a `face`, if wanted, from its first frame on."""
    import av

    rng = np.random.default_rng(5)
    with av.open(str(path), "w") as container:
        container.metadata.update({"title": f"{MARK} Marta Kowalska", "artist": MARK, "location": "+48.8582+002.2945/", "comment": MARK})
        stream = container.add_stream("libx264", rate=fps)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(seconds * fps):
            speckle = (rng.random((size[1] // 4, size[0] // 4)) * 120).astype("uint8")
            image = Image.fromarray(speckle).resize(size, Image.Resampling.BILINEAR).convert("RGB")
            draw = ImageDraw.Draw(image)
            draw.ellipse([180 + number % 40, 140, 300 + number % 40, 240], fill=(20, 20, 24))
            if face:
                image.paste(portrait().resize((300, 300)), (90, 60))
            draw.rectangle([0, 0, size[0], 40], fill=(0, 0, 0))
            draw.text((12, 8), NAME_LINE, fill=(240, 240, 240), font=ImageFont.load_default(22))
            for packet in stream.encode(av.VideoFrame.from_image(image)):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return path


def jpeg_markers(data):
    """The markers of a JPEG up to its scan, and whether it ends with EOI."""
    assert data[:2] == b"\xff\xd8"
    found, at = [], 2
    while at < len(data):
        assert data[at] == 0xFF
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        found.append(marker)
        at += 2 + length
        if marker == 0xDA:
            break
    return found, data[-2:] == b"\xff\xd9"


def boxes(data, inside=(b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"udta", b"meta")):
    """Every box of an MP4, by its four letters, containers opened."""
    found, at = [], 0
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        if size < 8 or at + size > len(data):
            break
        found.append(kind)
        if kind in inside:
            found += boxes(data[at + 8 : at + size], inside)
        at += size
    return found


def spread(pixels):
    """How much is left to see in an area: the range of its grey values, the outermost hundredth on either side left out."""
    grey = np.asarray(pixels.convert("L"), dtype=float)
    low, high = np.percentile(grey, [1, 99])
    return high - low


def frames(path, every=10):
    """Every tenth frame of a film as a picture."""
    import av

    with av.open(str(path)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number % every == 0:
                yield frame.to_image()


def files_with(text, folder):
    """Every file below `folder` that holds the text, in plain or in UTF-16."""
    wanted = [text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")]
    return [str(path) for path in folder.rglob("*") if path.is_file() and any(word in path.read_bytes() for word in wanted)]
