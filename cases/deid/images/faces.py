"""Finds faces: CenterFace in up to four quarter turns and two scales, MTCNN as a second opinion, and a second look where in doubt.

Both networks take round things for faces at the low scores that small, dark and turned faces have too. So every low score is looked at
again, cut out and at a size the network likes. A small box stays with the faintest sign of a face: small faces are the hardest, and a
small mask costs little. So does one that fills the picture, which may be a close-up of a part of a face. Any other must be seen clearly:
of a whole face that is not small there are pixels enough.
"""

from __future__ import annotations

import cv2
import numpy as np

from cases.deid.images import boxes, weights
from cases.deid.images.mtcnn import Mtcnn

REVISION = "3"  # in every receipt: `manage.py redetect` looks again at what an older one has seen

# CenterFace works on multiples of 32; sizes in pixels of the long side. The small one is for faces that fill the picture.
LONG_SIDE = 768
CLOSE_SIDE = 288
OUTPUTS = ["537", "538", "539", "540"]  # heat map, log sizes, offsets, landmarks: one cell for 4 x 4 pixels

FAINT = 0.15  # of CenterFace: what is worth a second look
SURE = 0.5  # from here on there is no doubt
SMALL, FILLING = 0.12, 0.5  # a box's side in that of the picture's long side
SEEN_FAINTLY, SEEN_CLEARLY = 0.05, 0.4  # scores that the second look must give: to small boxes and filling ones, and to the others
LOOKS = ((2.0, 160), (3.0, 160), (2.0, 96))  # a second look: side of the cut in sides of the box, and its size in pixels
MOST_DOUBTS = 24  # looked at again in one picture, the best first; the rest stay


class FaceDetector:
    """Faces in an image. One instance serves one thread; weights are loaded once, about 60 ms."""

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        self._centerface = cv2.dnn.readNetFromONNX(weights.path(weights.CENTERFACE))
        self._mtcnn = Mtcnn()

    def __call__(
        self, rgb: np.ndarray, *, views: int = 4, threshold: float = FAINT, long_side: int = LONG_SIDE, thorough: bool = True
    ) -> list[boxes.Box]:
        """Face boxes (x0, y0, x1, y1, score) in pixels of `rgb` (height, width, 3; uint8), tight, best first.

        `views` 1, 2 or 4 quarter turns; `thorough` adds the close-up scale, MTCNN and the second looks (video leaves them out).
        The picture is looked at with its long side at `long_side` pixels, never enlarged beyond twice.
        """
        height, width = rgb.shape[:2]
        far = _scaled(rgb, long_side)
        is_large = max(height, width) >= long_side
        looks = [far, _scaled(far if is_large else rgb, CLOSE_SIDE)] if thorough and long_side > CLOSE_SIDE else [far]
        found = [(self._look(look, turns, threshold, (width, height)), turns) for look in looks for turns in range(0, 4, 4 // views)]
        if thorough:
            # Upright only: in the other turns MTCNN finds nothing that CenterFace misses (measured by tests/bench/deid/faces.py).
            close = far if is_large else rgb
            opinion = _placed(self._mtcnn(close), 0, close, (width, height))
            together, turned = _gathered(found)
            stay = self._stay(rgb, together, turned)
            second = self._stay(rgb, opinion, np.zeros(len(opinion), int), beside=together[stay])
            together = np.concatenate([together[stay], opinion[second]])
        else:
            together, _ = _gathered(found)
        # Boxes are dropped only when nearly the same as a better one: two opinions that differ cover more.
        return boxes.whole(together[boxes.suppress(together, 0.5)], width, height)

    def _stay(self, rgb: np.ndarray, found: np.ndarray, turned: np.ndarray, *, beside: np.ndarray | None = None) -> np.ndarray:
        """Which boxes stay: the sure ones and what overlaps them, and the doubtful ones that the second look sees too.

        `turned` says in which quarter turn each was found. With `beside`, the boxes of another network that stay, none is sure by itself.
        """
        sure = found[found[:, 4] > SURE] if beside is None else beside
        stay = np.array([len(sure) > 0 and bool(boxes.overlap(box, sure).max() > 0.3) for box in found], bool)
        doubtful = np.flatnonzero(~stay)
        looked = doubtful[boxes.suppress(found[doubtful], 0.5)]
        for index in looked[:MOST_DOUBTS]:
            same = doubtful[boxes.overlap(found[index], found[doubtful]) > 0.4]
            stay[same] |= self._seen_again(rgb, found[index], turned[index])
        stay[looked[MOST_DOUBTS:]] = True
        return stay

    def _seen_again(self, rgb: np.ndarray, box: np.ndarray, turns: int) -> bool:
        """Whether CenterFace sees a face at that place when it is cut out, at one of three sizes."""
        height, width = rgb.shape[:2]
        middle, side = (box[0:2] + box[2:4]) / 2, max(box[2] - box[0], box[3] - box[1])
        needed = SEEN_CLEARLY if SMALL <= side / max(height, width) <= FILLING else SEEN_FAINTLY
        for sides, size in LOOKS:
            left, top = (max(0, int(edge)) for edge in middle - side * sides / 2)
            right, bottom = (int(edge) + 1 for edge in middle + side * sides / 2)
            part = rgb[top:bottom, left:right]
            ratio = size / (side * sides)
            shape = max(8, round(part.shape[1] * ratio)), max(8, round(part.shape[0] * ratio))
            small = cv2.resize(part, shape, interpolation=cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR)
            seen = self._look(small, int(turns), needed, (part.shape[1], part.shape[0]))
            if len(seen) and (boxes.overlap(box - [left, top, left, top, 0], seen) > 0.3).any():
                return True
        return False

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


def _gathered(found: list[tuple[np.ndarray, int]]) -> tuple[np.ndarray, np.ndarray]:
    """All boxes in one array, and the quarter turn of each."""
    return np.concatenate([part for part, _ in found]), np.concatenate([np.full(len(part), turns) for part, turns in found])


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
