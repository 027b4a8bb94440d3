"""MTCNN (Zhang et al. 2016, doi:10.1109/LSP.2016.2603342) on OpenCV: three small networks, each refining the last one's boxes."""

from __future__ import annotations

import cv2
import numpy as np

from cases.deid.images import boxes, weights

SMALLEST = 24  # pixels: the smallest face looked for
FACTOR = 0.709  # between two layers of the pyramid
THRESHOLDS = (0.6, 0.7, 0.9)  # of the three networks; the last is strict because CenterFace has looked already
MOST = 400  # boxes handed from one network to the next


class Mtcnn:
    """Upright faces. The networks take their images with rows and columns exchanged, as they were trained."""

    def __init__(self) -> None:
        self._propose, self._refine, self._decide = (
            cv2.dnn.readNetFromONNX(weights.path(weight)) for weight in (weights.PNET, weights.RNET, weights.ONET)
        )

    def __call__(self, rgb: np.ndarray) -> np.ndarray:
        """Face boxes, shape (n, 5), in pixels of `rgb`."""
        found = self._proposals(rgb)
        for network, outputs, side, threshold in (
            (self._refine, ["dense_2", "softmax_1"], 24, THRESHOLDS[1]),
            (self._decide, ["dense_5", "dense_6", "softmax_2"], 48, THRESHOLDS[2]),
        ):
            if not len(found):
                return boxes.NONE
            found = _squared(found)
            network.setInput(_patches(rgb, found, side))
            shifts, *_, chances = network.forward(outputs)
            keep = chances[:, 1] > threshold
            found = _shifted(found[keep], shifts[keep], chances[keep, 1])
            found = found[boxes.suppress(found, 0.7, of="least" if side == 48 else "union")]
        return found

    def _proposals(self, rgb: np.ndarray) -> np.ndarray:
        height, width = rgb.shape[:2]
        scale, layers = 12 / SMALLEST, []
        while min(height, width) * scale >= 12:
            size = int(np.ceil(width * scale)), int(np.ceil(height * scale))
            layer = (cv2.resize(rgb, size, interpolation=cv2.INTER_AREA).astype(np.float32) - 127.5) / 128
            self._propose.setInput(np.ascontiguousarray(layer.transpose(1, 0, 2)[None]))
            shifts, chances = self._propose.forward(["conv2d_4", "softmax"])
            columns, rows = np.nonzero(chances[0, :, :, 1] >= THRESHOLDS[0])
            if columns.size:
                corners = np.column_stack([columns, rows]) * 2
                cells = np.column_stack([corners / scale, (corners + 12) / scale, chances[0, columns, rows, 1]])
                cells = _shifted(cells, shifts[0, columns, rows], cells[:, 4])
                layers.append(cells[boxes.suppress(cells, 0.5)])
            scale *= FACTOR
        if not layers:
            return boxes.NONE
        found = np.concatenate(layers)
        return found[boxes.suppress(found, 0.7)][:MOST]


def _shifted(found: np.ndarray, shifts: np.ndarray, chances: np.ndarray) -> np.ndarray:
    """Boxes moved by the network's shifts, which are parts of the box's own width and height."""
    sides = np.tile(found[:, 2:4] - found[:, 0:2], 2)
    return np.column_stack([found[:, :4] + shifts * sides, chances])


def _squared(found: np.ndarray) -> np.ndarray:
    middle = (found[:, 0:2] + found[:, 2:4]) / 2
    half = (found[:, 2:4] - found[:, 0:2]).max(axis=1, keepdims=True) / 2
    return np.column_stack([middle - half, middle + half, found[:, 4]])


def _patches(rgb: np.ndarray, found: np.ndarray, side: int) -> np.ndarray:
    """Each box cut out, black outside the picture, resized and put in the order the networks take."""
    height, width = rgb.shape[:2]
    patches = np.empty((len(found), side, side, 3), np.float32)
    for place, (x0, y0, x1, y1) in enumerate(np.round(found[:, :4]).astype(int)):
        cut = np.zeros((max(1, y1 - y0), max(1, x1 - x0), 3), np.uint8)
        inside = rgb[max(0, y0) : min(height, y1), max(0, x0) : min(width, x1)]
        if inside.size:
            top, left = max(0, -y0), max(0, -x0)
            cut[top : top + inside.shape[0], left : left + inside.shape[1]] = inside
        patches[place] = cv2.resize(cut, (side, side), interpolation=cv2.INTER_AREA).transpose(1, 0, 2)
    return (patches - 127.5) / 128
