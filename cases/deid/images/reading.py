"""Reads lines of lettering: the recognition network of RapidOCR (PP-OCRv6, CTC) run directly, without its package.

It only sorts and labels what detection found: no box is ever released because nothing could be read in it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

# Said before onnxruntime is imported, as in lettering.py: its wheel sends telemetry from a thread.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import cv2
import numpy as np
import onnxruntime

from cases.deid.images import weights
from cases.deid.images.boxes import Box

HEIGHT = 48  # pixels: what the network was taught
WIDEST = 2400  # pixels at that height, about 120 letters; longer lines are squeezed to it
NARROWEST = 64  # a single letter is set on this much of its own ground
SURE = 0.97  # mean certainty of the letters at which no other direction is tried (JOHN upside down reads as NHOI with .92)
READABLE = 0.5  # below it nothing was read
UPRIGHT = 1.4  # a box that many times as high as wide holds a line that runs up or down
BLANK = 0  # the first class says that no letter stands here, the last one is the space between words


class Reader:
    """The words in boxes of an image. One instance serves one thread; weights are loaded once, about 200 ms.

    A line costs 25 to 45 CPU ms for ten to twenty letters, twice that when it is turned by more than a quarter turn to the left.
    """

    edition = f"rapidocr-rec {weights.edition(weights.READING)}"

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(weights.path(weights.READING), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        # Split at line feeds alone: the table holds other characters that str.splitlines takes for ends of lines.
        table = self._session.get_modelmeta().custom_metadata_map["character"].removesuffix("\n").split("\n")
        self._letters = ["", *table, " "]

    def __call__(self, rgb: np.ndarray, boxes: Sequence[Box], most: int = 60) -> list[str]:
        """What stands in each of `boxes` (pixels of `rgb`, height x width x 3, uint8): one string a box, "" where nothing was read.

        Lines run to the right, up, down, or upside down, as they are or as their negative. Only the first `most` boxes are read.
        """
        return [self._read(rgb, box) if number < most else "" for number, box in enumerate(boxes)]

    def _read(self, rgb: np.ndarray, box: Box) -> str:
        x0, y0, x1, y1 = (max(0, int(edge)) for edge in box[:4])
        part = rgb[y0:y1, x0:x1]
        if min(part.shape[:2]) < 4:
            return ""
        best = ("", 0.0)
        turns = (1, 3) if part.shape[0] > UPRIGHT * part.shape[1] else (0, 2)
        for line in (np.rot90(part, turn) for turn in turns):
            best = max(best, self.line(line), key=lambda read: read[1])
            if best[1] >= SURE:
                break
        return best[0] if best[1] >= READABLE else ""

    def line(self, part: np.ndarray) -> tuple[str, float]:
        """The letters of one level line (height, width, 3; uint8) and the mean certainty of them, 0 to 1."""
        height, width = part.shape[:2]
        wide = min(WIDEST, max(8, round(width * HEIGHT / height)))
        line = cv2.resize(np.ascontiguousarray(part), (wide, HEIGHT), interpolation=cv2.INTER_AREA if height > HEIGHT else cv2.INTER_LINEAR)
        if wide < NARROWEST:
            more = NARROWEST - wide
            line = cv2.copyMakeBorder(line, 0, 0, more // 2, more - more // 2, cv2.BORDER_REPLICATE)
        # RapidOCR feeds BGR; mean and deviation are .5 for each channel.
        blob = cv2.dnn.blobFromImage(line, 1 / 127.5, None, (127.5, 127.5, 127.5), swapRB=True, crop=False)
        chances = self._session.run(None, {self._input: blob})[0][0]
        classes = chances.argmax(axis=1)
        new = (classes != BLANK) & (classes != np.concatenate(([BLANK], classes[:-1])))  # CTC: repeats are one letter
        if not new.any():
            return "", 0.0
        words = "".join(self._letters[number] for number in classes[new]).strip()
        return words, float(chances.max(axis=1)[new].mean())
