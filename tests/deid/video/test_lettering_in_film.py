"""Text over a film is found when it is there all the time, for a few frames only, while it moves, and while it fades in."""

import io
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from cases.deid import Limits
from cases.deid import video as deid
from cases.deid.video.frames import Picture
from cases.deid.video.lettering import PART_PIXELS, LetteringWatch
from cases.deid.video.novelty import Novelty
from tests.deid.video.films import film

SIZE, FPS = (640, 360), 20
NAME = "GARCIA LOPEZ 4471"


def tissue(number):
    """Soft red ground that drifts."""
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    grey = 40 * np.sin((x + 2 * number) / 37) + 30 * np.cos((y - number) / 29)
    return np.stack([150 + grey, 70 + grey / 2, 60 + grey / 3], axis=2).clip(0, 255).astype(np.uint8)


def written(rgb, at, alpha=1.0):
    """The name line at a place, and the box of its ink, cut to the picture; None when nothing of it is there."""
    (wide, high), _ = cv2.getTextSize(NAME, cv2.FONT_HERSHEY_SIMPLEX, 0.8, 2)
    drawn = cv2.putText(rgb.copy(), NAME, (at[0], at[1] + high), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (255, 255, 255), 2, cv2.LINE_AA)
    x0, x1 = max(0, at[0]), min(SIZE[0], at[0] + wide)
    return cv2.addWeighted(drawn, alpha, rgb, 1 - alpha, 0), (x0, at[1], x1, at[1] + high) if x1 - x0 > 20 and alpha > 0.3 else None


def flash(n):
    return ((150, 200), 1.0) if 26 <= n < 31 else None


def fade(n):
    return ((220, 60), max(0.0, 1 - abs(n - 31) / 8)) if 23 < n < 39 else None


def ticker(n):
    return (640 - 22 * n, 300), 1.0


@pytest.mark.parametrize("where", [flash, fade, ticker])
def test_a_line_that_is_there_for_less_than_a_second_or_moves_is_covered_on_every_frame(engines, where):
    pictures, boxes = [], []
    for number in range(46):
        rgb, box = tissue(number), None
        if place := where(number):
            rgb, box = written(rgb, *place)
        pictures.append(rgb)
        boxes.append(box)

    only_text = SimpleNamespace(faces=lambda rgb, **options: [], lettering=engines.lettering, reader=None)
    source = film(pictures, fps=FPS, options={"crf": "16"})
    seen = deid.inspect(source, io.BytesIO(), limits=Limits(), engines=only_text, progress=lambda done, total: None)

    for box in filter(None, boxes):
        under = np.zeros((SIZE[1], SIZE[0]), bool)
        for mask in seen.masks:
            under[mask.y0 : mask.y1, mask.x0 : mask.x1] |= mask.kind == "text"
        assert under[box[1] : box[3], box[0] : box[2]].mean() >= 0.95


def picture(index, rgb, *, repeated=False):
    return Picture(index, cv2.cvtColor(rgb, cv2.COLOR_RGB2YUV_I420), repeated)


def watched(pictures, found=lambda rgb: []):
    """What was looked at on each picture: (height, width, way)."""
    asked = []
    watch = LetteringWatch(lambda rgb, glance: asked[-1].append((*rgb.shape[:2], glance)) or found(rgb), SIZE, FPS)
    for index, rgb in enumerate(pictures):
        asked.append([])
        watch.show(picture(index, rgb))
    watch.finish()
    return asked, watch


def test_a_moving_film_is_looked_at_whole_once_a_second_in_both_ways_by_turns():
    asked, _ = watched([tissue(3 * number) for number in range(61)])

    whole = [(index, look[2]) for index, looks in enumerate(asked) for look in looks if look[:2] == (360, 640)]
    assert [index for index, _ in whole] == [0, 0, 20, 40, 60]
    assert {way for _, way in whole[2:4]} == {"positive", "negative"} == {way for _, way in whole[:2]}


def test_a_film_that_stands_still_is_looked_at_less_often():
    asked, _ = watched([tissue(0)] * 61)

    assert [index for index, looks in enumerate(asked) if looks] == [0, 60]


def test_every_cut_gets_a_look_even_when_it_comes_just_after_another():
    scenes = [np.full((360, 640, 3), shade, np.uint8) for shade in (30, 120, 220)]
    asked, _ = watched([scenes[0 if n < 30 else 1 if n < 32 else 2] for n in range(45)])

    looked = [index for index, looks in enumerate(asked) if looks]
    assert 30 in looked and any(32 <= index <= 36 for index in looked)


def test_a_new_line_is_looked_at_where_it_is_on_its_first_frame_and_again_a_little_later():
    asked, _ = watched([written(tissue(0), (150, 200))[0] if n >= 7 else tissue(0) for n in range(18)])

    assert {look[2] for look in asked[7]} == {"positive", "negative"} and {look[:2] for look in asked[7]} != {(360, 640)}
    assert [index for index, looks in enumerate(asked) if looks] == [0, 7, 12, 17]


def test_however_restless_a_film_is_its_parts_cost_no_more_than_they_may():
    rng = np.random.default_rng(1)

    def restless(number):
        rgb = tissue(0)
        for x, y in rng.integers(0, (500, 300), (4, 2)):
            rgb = written(rgb, (int(x), int(y)))[0]
        return rgb

    asked, _ = watched([restless(number) for number in range(40)])

    parts = sum(look[0] * look[1] for looks in asked for look in looks if look[:2] != (360, 640))
    assert parts <= 900_000 + 40 * PART_PIXELS


def test_a_line_is_kept_where_it_is_read_best():
    boxes = iter([[(100, 50, 200, 70, 0.5)], [], [(102, 50, 202, 70, 0.9)], [(100, 50, 200, 70, 0.6)], []])
    _, watch = watched([tissue(3 * number) for number in range(41)], lambda rgb: next(boxes, []))

    (mask,) = watch.masks(41)
    best = watch.best_seen(mask)[0]
    assert (best.frame, best.box, best.score) == (20, (102, 50, 202, 70), 0.9)
    assert best.at == (94, 42) and best.rgb.shape == (36, 116, 3) and (best.rgb == picture(20, tissue(60)).rgb()[42:78, 94:210]).all()


def test_what_drifts_is_not_new_and_what_appears_is():
    novelty = Novelty()
    drifting = [novelty.show(picture(0, written(tissue(number), (100 + number, 150))[0]).yuv[:360]) for number in range(20)]
    (place,) = novelty.show(picture(0, written(written(tissue(20), (120, 150))[0], (300, 250))[0]).yuv[:360])

    assert not any(drifting[1:])
    assert place[0] <= 300 and place[1] <= 250 and place[2] >= 500 and place[3] >= 265
