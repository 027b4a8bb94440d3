"""Pictures for the demonstration, drawn by arithmetic: nobody was ever in front of a camera.

Each carries what real ones carry: a burned-in name line and, in its metadata, a name and a place, so that the
demonstration shows both being taken away.
"""

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

NAME_LINE = "SAMPLE, PATIENT   01-JAN-1970   ID 000000"


def _noise(seed, shape, grain):
    """Smooth random texture in 0..1, of `grain` pixels."""
    rng = np.random.default_rng(seed)
    small = rng.random((shape[0] // grain + 2, shape[1] // grain + 2)).astype("float32")
    image = Image.fromarray((small * 255).astype("uint8")).resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    return np.asarray(image, dtype="float32") / 255


def _lettered(image, text=NAME_LINE, place=(24, 18), size=26, fill=(235, 235, 235)):
    ImageDraw.Draw(image).text(place, text, fill=fill, font=ImageFont.load_default(size))
    return image


def ultrasound(seed=1, *, phase=0.0, width=960, height=720, lettered=True):
    """A sector with speckle, layers and one darker lesion that breathes with `phase`."""
    y, x = np.mgrid[0:height, 0:width].astype("float32")
    x0, top = width / 2, -height * 0.12
    radius, angle = np.hypot(x - x0, y - top), np.arctan2(x - x0, y - top)
    inside = (np.abs(angle) < 0.62) & (radius > height * 0.2) & (radius < height * 1.05)
    speckle = _noise(seed, (height, width), 4) * 0.55 + _noise(seed + 1, (height, width), 9) * 0.45
    layers = 0.5 + 0.25 * np.sin(radius / 31 + 2 * _noise(seed + 2, (height, width), 90) * 4)
    lesion = ((x - x0 - 70) / 95) ** 2 + ((y - height * 0.52 - 10 * np.sin(phase)) / 62) ** 2
    brightness = (
        speckle
        * layers
        * (1.15 - radius / height * 0.55)
        * np.where(lesion < 1, 0.32, 1)
        * np.where((lesion > 1) & (lesion < 1.25), 1.35, 1)
    )
    grey = np.where(inside, np.clip(brightness * 330, 0, 255), 0).astype("uint8")
    image = Image.fromarray(np.dstack([grey, grey, np.clip(grey * 1.04, 0, 255).astype("uint8")]))
    return _lettered(image) if lettered else image


def xray(seed=2, width=1000, height=1000):
    """Bright arches on a dark ground, two darker fields, a soft round opacity."""
    y, x = np.mgrid[0:height, 0:width].astype("float32")
    body = 205 - 90 * ((x - width / 2) / (width * 0.5)) ** 2
    for side in (-1, 1):
        field = ((x - width / 2 - side * width * 0.2) / (width * 0.17)) ** 2 + ((y - height * 0.46) / (height * 0.33)) ** 2
        body -= 120 * np.clip(1.3 - field, 0, 1)
    for rib in range(8):
        arch = y - (height * (0.16 + 0.085 * rib) + 0.0011 * (x - width / 2) ** 2 * (0.45 + 0.03 * rib))
        body += 26 * np.exp(-((arch / 13) ** 2))
    body += 62 * np.exp(-(((x - width * 0.66) / 60) ** 2 + ((y - height * 0.66) / 55) ** 2))
    body += 60 * np.exp(-(((x - width / 2) / 42) ** 2)) + (_noise(seed, (height, width), 3) - 0.5) * 16
    image = Image.fromarray(np.clip(body, 0, 255).astype("uint8")).filter(ImageFilter.GaussianBlur(1.2)).convert("RGB")
    ImageDraw.Draw(image).rectangle([0, 0, width, 72], fill=(8, 8, 8))
    return _lettered(image, place=(28, 24), size=28)


def periapical(seed=6, width=900, height=760):
    """A root on film in grainy bone, filled short, with a dark round area at its tip."""
    y, x = np.mgrid[0:height, 0:width].astype("float32")
    film = 92 + 46 * _noise(seed, (height, width), 7) * np.clip(y / 260, 0.2, 1) - 30 * np.clip((250 - y) / 120, 0, 1)
    for number, centre in enumerate((190, 450, 710)):
        lean = (x - centre) + (y - 300) * 0.04 * (number - 1)
        root = np.clip(1 - np.abs(lean) / (78 - 0.115 * np.clip(y - 300, 0, None)), 0, 1) * (y > 215) * (y < 640)
        crown = ((lean / 98) ** 4 + ((y - 165) / 118) ** 4) < 1
        film += np.maximum(70 * np.clip(root * 3, 0, 1), 105 * crown)
        film -= 62 * np.exp(-((lean / 9) ** 2)) * (y > 190) * (y < 610)
    film += 190 * np.exp(-(((x - 450) / 7) ** 2)) * (y > 200) * (y < 520)
    film -= 105 * np.clip(1.25 - ((x - 452) / 84) ** 2 - ((y - 655) / 74) ** 2, 0, 1)
    image = Image.fromarray(np.clip(film, 0, 255).astype("uint8")).filter(ImageFilter.GaussianBlur(3)).convert("RGB")
    image = image.crop((240, 290, 660, height)).resize((840, 940), Image.Resampling.BICUBIC)  # the tip of the root
    width, height = image.size
    ImageDraw.Draw(image).rectangle([0, height - 60, width, height], fill=(8, 8, 8))
    return _lettered(image, place=(24, height - 46), size=26)


def intraoral(seed=3, width=1200, height=800):
    """Teeth on gingiva, with a small tract above one of them."""
    y = np.mgrid[0:height, 0:width][0].astype("float32")
    pink = np.dstack([205 - y * 0.03, 108 - y * 0.02, 112 - y * 0.02]) + (_noise(seed, (height, width), 18)[..., None] - 0.5) * 34
    image = Image.fromarray(np.clip(pink, 0, 255).astype("uint8"))
    draw = ImageDraw.Draw(image)
    widths = [150, 165, 190, 190, 165, 150]
    left = (width - sum(widths)) / 2
    for number, wide in enumerate(widths):
        tall = 330 if number in (2, 3) else 290
        shade = (236 - 5 * abs(number - 2), 228 - 5 * abs(number - 2), 205 - 6 * abs(number - 2))
        draw.rounded_rectangle([left + 6, 300, left + wide - 6, 300 + tall], 58, fill=shade, outline=(196, 170, 150), width=3)
        draw.ellipse([left + wide * 0.22, 330, left + wide * 0.42, 330 + tall * 0.5], fill=(250, 246, 232))
        left += wide
    image = image.filter(ImageFilter.GaussianBlur(2.4))
    draw = ImageDraw.Draw(image)
    draw.ellipse([412, 196, 452, 232], fill=(168, 42, 54))
    draw.ellipse([424, 206, 440, 222], fill=(226, 200, 150))
    return image.filter(ImageFilter.GaussianBlur(1.2))


def skin(seed=4, width=1100, height=800):
    """A ring-shaped plaque on plain skin."""
    y, x = np.mgrid[0:height, 0:width].astype("float32")
    ring = np.hypot((x - 560) / 1.15, y - 400) + (_noise(seed, (height, width), 60) - 0.5) * 70
    red = np.exp(-(((ring - 190) / 38) ** 2)) + 0.25 * np.exp(-((ring / 170) ** 4))
    base = (
        np.dstack([np.full_like(x, 226), np.full_like(x, 184), np.full_like(x, 160)])
        + (_noise(seed + 1, (height, width), 5)[..., None] - 0.5) * 20
    )
    base -= red[..., None] * np.array([26, 92, 82], dtype="float32")
    return Image.fromarray(np.clip(base, 0, 255).astype("uint8")).filter(ImageFilter.GaussianBlur(1))


def chart(seed=5, width=1100, height=700):
    """A line over days on white, as exported from a laboratory system, name in the corner included."""
    image = Image.new("RGB", (width, height), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(22)
    for step in range(6):
        draw.line([90, 120 + 90 * step, width - 50, 120 + 90 * step], fill=(222, 226, 230), width=2)
    rng, points = np.random.default_rng(seed), []
    for day in range(12):
        points.append((110 + day * 82, 330 - 130 * np.sin(day / 2.1) + float(rng.normal(0, 16))))
    draw.line(points, fill=(20, 96, 130), width=5, joint="curve")
    for place in points:
        draw.ellipse([place[0] - 8, place[1] - 8, place[0] + 8, place[1] + 8], fill=(20, 96, 130))
    draw.line([90, 110, 90, height - 80], fill=(60, 60, 60), width=3)
    draw.line([90, height - 80, width - 50, height - 80], fill=(60, 60, 60), width=3)
    draw.text((width // 2 - 40, height - 60), "day", fill=(60, 60, 60), font=font)
    return _lettered(image, place=(90, 40), size=24, fill=(20, 20, 20))


def still(name):
    """(bytes, file name) of a drawing, as a camera or a machine would hand it over: JPEG with a name and a place in its EXIF."""
    image = {"ultrasound": ultrasound, "xray": xray, "periapical": periapical, "intraoral": intraoral, "skin": skin, "chart": chart}[name]()
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x9C9D] = "Sample, Patient", "Demo Hospital", "Sample, Patient".encode("utf-16le")
    exif.get_ifd(0x8825).update({1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)})
    out = io.BytesIO()
    if name == "chart":
        image.save(out, "PNG", exif=exif)
        return out.getvalue(), "chart.png"
    image.save(out, "JPEG", quality=92, exif=exif, comment=b"Sample, Patient")
    return out.getvalue(), f"{name}.jpg"


def clip(seconds=4, fps=12):
    """(bytes, file name) of a short ultrasound-like clip with a name line on it, a title in its metadata."""
    import av

    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        container.metadata["title"] = "Sample, Patient"
        stream = container.add_stream("libx264", rate=fps)
        stream.width, stream.height, stream.pix_fmt = 640, 480, "yuv420p"
        stream.options = {"crf": "23", "preset": "veryfast"}
        for number in range(seconds * fps):
            image = ultrasound(7, phase=2 * np.pi * number / (fps * 2), width=640, height=480, lettered=False)
            _lettered(image, place=(14, 10), size=20)
            for packet in stream.encode(av.VideoFrame.from_image(image)):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return out.getvalue(), "clip.mp4"
