"""Arithmetic on boxes: arrays of shape (n, 5), columns x0, y0, x1, y1 in pixels and score 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Box = tuple[int, int, int, int, float]


@dataclass(frozen=True)
class Found:
    """What a detector found: tight boxes, best first, and how many things it is unsure of that a person should look for."""

    boxes: list[Box]
    unsure: int = 0


NONE = np.empty((0, 5), np.float32)


def overlap(box: np.ndarray, others: np.ndarray, *, of: str = "union") -> np.ndarray:
    """The shared area of one box with each of `others`, as a part of their union or of the smaller ("least")."""
    wide = np.minimum(box[2], others[:, 2]) - np.maximum(box[0], others[:, 0])
    high = np.minimum(box[3], others[:, 3]) - np.maximum(box[1], others[:, 1])
    shared = np.clip(wide, 0, None) * np.clip(high, 0, None)
    areas = (others[:, 2] - others[:, 0]) * (others[:, 3] - others[:, 1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    whole = np.minimum(area, areas) if of == "least" else area + areas - shared
    return shared / np.maximum(whole, 1e-6)


def suppress(boxes: np.ndarray, threshold: float, *, of: str = "union") -> np.ndarray:
    """The indices to keep, best score first, when boxes that overlap a better one by more than `threshold` go."""
    order, keep = np.argsort(-boxes[:, 4], kind="stable"), []
    while order.size:
        best, order = order[0], order[1:]
        keep.append(best)
        order = order[overlap(boxes[best], boxes[order], of=of) <= threshold]
    return np.array(keep, dtype=np.intp)


def turned_back(boxes: np.ndarray, turns: int, width: int, height: int) -> np.ndarray:
    """Boxes seen in `np.rot90(image, turns)` in the coordinates of the image itself, `width` x `height` pixels."""
    x0, y0, x1, y1 = boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]
    back = {
        0: (x0, y0, x1, y1),
        1: (width - y1, x0, width - y0, x1),
        2: (width - x1, height - y1, width - x0, height - y0),
        3: (y0, height - x1, y1, height - x0),
    }[turns % 4]
    return np.column_stack([*back, boxes[:, 4]])


def whole(boxes: np.ndarray, width: int, height: int) -> list[Box]:
    """Boxes in whole pixels that cover the given ones, cut to the image; empty ones go."""
    kept = []
    for x0, y0, x1, y1, score in boxes:
        box = max(0, int(np.floor(x0))), max(0, int(np.floor(y0))), min(width, int(np.ceil(x1))), min(height, int(np.ceil(y1)))
        if box[0] < box[2] and box[1] < box[3]:
            kept.append((*box, round(float(min(max(score, 0), 1)), 3)))
    return kept
