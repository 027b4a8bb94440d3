"""How many faces are covered, how much is masked in vain, at what cost: `python -m tests.bench.deid.faces [scenes] [seed] [folder]`.

Makes its inputs from the seed before it asks the detector: `heads` pastes faces, `faceless` has pictures without one. A face counts
as covered when 90 % of it (eyebrows to chin) lies under masks as they are proposed. `folder` adds portraits of your own
(`heads.sharp_heads`).
"""

import resource
import sys
import time

import numpy as np

from cases.deid import images
from cases.deid.images.registry import DETECTORS
from tests.bench.deid.faceless import faceless
from tests.bench.deid.heads import scenes
from tests.deid.images.pictures import covered


def masks_of(detector, rgb):
    """The masks of a picture, grown and snapped as intake proposes them, and the CPU seconds it took to find them."""
    start = time.process_time()
    found = detector(rgb).boxes
    spent, (height, width) = time.process_time() - start, rgb.shape[:2]
    return [images._mask(images._grown(box, "face"), "face", 0, width, height) for box in found], spent


def main(count=6, seed=1, more=None):
    detector = next(row for row in DETECTORS if row.kind == "face").load()
    detector(np.zeros((96, 96, 3), np.uint8))
    hits, spent, spilt = {}, [], {}
    for name, rgb, faces in scenes(count, seed, more):
        masks, seconds = masks_of(detector, rgb)
        spent.append(seconds)
        every = np.zeros(rgb.shape[:2], bool)
        for face in faces:
            if face.any():
                part = covered(masks, face)
                hits.setdefault(name, []).append(part >= 0.9)
                if part < 0.9:
                    rows, columns = np.nonzero(face)
                    size = np.ptp(columns) + 1, np.ptp(rows) + 1
                    print(f"  missed: {name}, a face of {size[0]}x{size[1]} in {rgb.shape[1]}x{rgb.shape[0]}, {part:.2f} of it covered")
            every |= face
        spilt.setdefault(name, []).append(_area(masks, every.shape))
    for name, covered_ones in hits.items():
        print(f"{name:13} {sum(covered_ones):3}/{len(covered_ones):<3} = {np.mean(covered_ones):6.1%}   masked {np.mean(spilt[name]):.3f}")
    every = [hit for some in hits.values() for hit in some]
    print(f"faces: {sum(every)}/{len(every)} = {np.mean(every):.2%}, {np.mean(spent):.2f} CPU s a picture (most {max(spent):.2f})")
    areas, seconds = {}, []
    for name, rgb in faceless(seed):
        masks, took = masks_of(detector, rgb)
        seconds.append(took)
        areas[name] = _area(masks, rgb.shape[:2])
        if masks:
            print(f"  in vain: {name}, {areas[name]:.4f} of it, scores {[mask.score for mask in masks][:5]}")
    public = [area for name, area in areas.items() if ".png" in name or ".jpg" in name]
    print(
        f"masked in vain: {np.mean(list(areas.values())):.3%} of {len(areas)} faceless pictures, {np.mean(public):.3%} of the public ones"
    )
    print(f"something in {sum(area > 0 for area in areas.values())} of them, {np.mean(seconds):.2f} CPU s a picture")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB")


def _area(masks, shape):
    cover = np.zeros(shape, bool)
    for mask in masks:
        cover[mask.y0 : mask.y1, mask.x0 : mask.x1] = True
    return cover.mean()


if __name__ == "__main__":
    main(*(int(argument) if argument.isdigit() else argument for argument in sys.argv[1:]))
