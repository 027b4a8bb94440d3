"""A detector that a newcomer could have written, as one row of the registry: it finds saturated green. Named as drills module."""

import numpy as np

from cases.deid.images import registry
from cases.deid.images.boxes import Found


class Green:
    """One box around everything that is saturated green."""

    edition = "7"

    def __call__(self, rgb):
        rows, columns = np.nonzero((rgb[:, :, 1] > 240) & (rgb[:, :, 0] < 20) & (rgb[:, :, 2] < 20))
        if not rows.size:
            return Found([])
        return Found([(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1, 1.0)])


registry.DETECTORS += (registry.Row("green", "face", Green),)
