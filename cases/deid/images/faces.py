"""Finds faces: CenterFace in up to four quarter turns and two scales, and MTCNN as a second opinion."""

from __future__ import annotations

import cv2
import numpy as np

from cases.deid.images import boxes, weights
from cases.deid.images.mtcnn import Mtcnn

REVISION = "2"  # in every receipt: `manage.py redetect` looks again at what an older one has seen

# CenterFace works on multiples of 32; sizes in pixels of the long side. The small one is for faces that fill the picture.
LONG_SIDE = 768
CLOSE_SIDE = 288
OUTPUTS = ["537", "538", "539", "540"]  # heat map, log sizes, offsets, landmarks: one cell for 4 x 4 pixels


class FaceDetector:
    """Faces in an image. One instance serves one thread; weights are loaded once, about 60 ms."""

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        self._centerface = cv2.dnn.readNetFromONNX(weights.path(weights.CENTERFACE))
        self._mtcnn = Mtcnn()

    def __call__(
        self, rgb: np.ndarray, *, views: int = 4, threshold: float = 0.2, long_side: int = LONG_SIDE, thorough: bool = True
    ) -> list[boxes.Box]:
        """Face boxes (x0, y0, x1, y1, score) in pixels of `rgb` (height, width, 3; uint8), tight, best first.

        `views` 1, 2 or 4 quarter turns; `thorough` adds the close-up scale and MTCNN (video leaves both out).
        The picture is looked at with its long side at `long_side` pixels, never enlarged beyond twice.
        """
        height, width = rgb.shape[:2]
        far = _scaled(rgb, long_side)
        looks = [far, _scaled(rgb, CLOSE_SIDE)] if thorough and long_side > CLOSE_SIDE else [far]
        found = [self._look(look, turns, threshold, (width, height)) for look in looks for turns in range(0, 4, 4 // views)]
        if thorough:
            close = _scaled(rgb, min(long_side, max(height, width)))
            for turns in range(0, 4, 4 // views):
                found.append(_placed(self._mtcnn(np.ascontiguousarray(np.rot90(close, turns))), turns, close, (width, height)))
        together = np.concatenate(found) if found else boxes.NONE
        # Boxes are dropped only when nearly the same as a better one: two opinions that differ cover more.
        return boxes.whole(together[boxes.suppress(together, 0.5)], width, height)

    def _look(self, image: np.ndarray, turns: int, threshold: float, size: tuple[int, int]) -> np.ndarray:
        turned = np.rot90(image, turns)
        high, wide = turned.shape[:2]
        # Padding to a multiple of 32 instead of stretching keeps small pictures' proportions.
        canvas = np.zeros((-(-high // 32) * 32, -(-wide // 32) * 32, 3), np.uint8)
        canvas[:high, :wide] = turned
        self._centerface.setInput(cv2.dnn.blobFromImage(canvas, 1.0, None, (0, 0, 0), swapRB=False, crop=False))
        heat, scale, offset, _ = self._centerface.forward(OUTPUTS)
        rows, columns = np.nonzero(heat[0, 0] > threshold)
        if not rows.size:
            return boxes.NONE
        tall, broad = np.exp(scale[0, :, rows, columns]).T * 4
        middle_y = (rows + offset[0, 0, rows, columns] + 0.5) * 4
        middle_x = (columns + offset[0, 1, rows, columns] + 0.5) * 4
        found = np.column_stack(
            [middle_x - broad / 2, middle_y - tall / 2, middle_x + broad / 2, middle_y + tall / 2, heat[0, 0, rows, columns]]
        )
        found[:, 0:4:2] = found[:, 0:4:2].clip(0, wide)
        found[:, 1:4:2] = found[:, 1:4:2].clip(0, high)
        return _placed(found[boxes.suppress(found, 0.3)], turns, image, size)


def _scaled(rgb: np.ndarray, long_side: int) -> np.ndarray:
    height, width = rgb.shape[:2]
    ratio = min(long_side / max(height, width), 2.0)
    if ratio == 1:
        return rgb
    size = max(1, round(width * ratio)), max(1, round(height * ratio))
    return cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR)


def _placed(found: np.ndarray, turns: int, look: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Boxes of a turned look in the coordinates of the whole picture."""
    high, wide = look.shape[:2]
    back = boxes.turned_back(found, turns, wide, high)
    back[:, 0:4:2] *= size[0] / wide
    back[:, 1:4:2] *= size[1] / high
    return back
