"""A small face that comes for a moment, moves or is missed from afar is found where something is new, and followed both ways."""

import cv2
import numpy as np
import pytest

from cases.deid.video import near
from cases.deid.video.changes import Changes, places
from cases.deid.video.faces import FaceWatch
from cases.deid.video.frames import Picture
from tests.deid.video.films import FACE, film, portrait

SIZE = (640, 352)
SIDE = 26  # pixels of the white square that stands for a small face


def picture(index, *squares, ground=None):
    """A picture, mid-grey or a ground of luma, with white squares at these places (x, y of the upper left)."""
    yuv = np.full((SIZE[1] * 3 // 2, SIZE[0]), 128, np.uint8)
    yuv[: SIZE[1]] = 90 if ground is None else ground
    for x, y in squares:
        yuv[y : y + SIDE, x : x + SIDE] = 235
    return Picture(index, yuv, repeated=False)


def is_whole(rgb):
    return sorted(rgb.shape[:2]) in ([176, 320], [352, 640])


def near_sighted(rgb, **options):
    """Sees white squares of 20 pixels and more, but not in a whole picture: as a network misses small faces from afar."""
    return [] if is_whole(rgb) else squares(rgb)


def squares(rgb, score=0.9):
    count, _, stats, _ = cv2.connectedComponentsWithStats((rgb[:, :, 1] > 200).astype(np.uint8))
    return [(float(x), float(y), float(x + w), float(y + h), score) for x, y, w, h, _ in stats[1:count] if min(w, h) >= 20]


def seen_on(pictures, detector=near_sighted, second=30):
    """The pictures on which each track has a box."""
    watch = FaceWatch(detector, SIZE, second)
    for one in pictures:
        watch.show(one)
    return sorted(sorted(track.boxes) for track in watch.tracks())


@pytest.mark.parametrize("first", [5, 6, 7, 8])
def test_a_small_face_that_is_there_for_three_pictures_is_seen_on_all_of_them(first):
    shown = [picture(n, *([(300 + 7 * n, 150)] if first <= n < first + 3 else [])) for n in range(20)]

    assert seen_on(shown) == [[first, first + 1, first + 2]]


def test_a_small_face_that_jumps_about_is_seen_on_every_picture():
    spots = np.random.default_rng(5).integers((20, 20), (600, 310), (20, 2))
    shown = [picture(n, *([tuple(spots[n])] if n >= 4 else [])) for n in range(20)]

    assert sorted({index for boxes in seen_on(shown) for index in boxes}) == list(range(4, 20))


@pytest.mark.parametrize("pan", [0, 2, 5])
def test_a_face_on_a_ground_that_the_camera_pans_over_is_news_and_the_ground_is_none(pan):
    ground = cv2.resize(np.random.default_rng(2).integers(30, 200, (60, 100), np.uint8), (1000, 600), interpolation=cv2.INTER_CUBIC)
    changes, news = Changes(), []
    for n in range(16):
        one = picture(n, *([(300, 150)] if n >= 12 else []), ground=ground[n : n + SIZE[1], pan * n : pan * n + SIZE[0]])
        news.append(changes.show(one.yuv[: SIZE[1]]))

    assert all((news[n][2:-2, 2:-2] <= 1).mean() > 0.97 for n in range(2, 12))
    assert news[12][4:6, 9:11].max() > 1


def test_a_face_that_is_seen_late_is_followed_back_to_where_it_came_from():
    """As one that came in out of focus: nothing is seen before the 20th picture, then it is, on earlier ones too where it is looked for."""
    awake = []
    watch = FaceWatch(lambda rgb, **options: squares(rgb) if awake else [], SIZE, 30)
    for n in range(26):
        awake += [n] if n >= 20 else []
        watch.show(picture(n, *([(200 + 3 * n, 100)] if n >= 6 else [])))

    (track,) = watch.tracks()
    assert min(track.boxes) == 6 and set(range(6, 21)) <= set(track.boxes)


def test_a_turned_small_face_that_comes_for_three_pictures_is_seen_on_all_of_them():
    def detector(rgb, **options):
        """Sees a square only in pictures whose brightest side is above: those turned by one quarter."""
        found = near_sighted(rgb)
        return found if found and rgb[: len(rgb) // 2].mean() > rgb[len(rgb) // 2 :].mean() else []

    ground = np.repeat(np.linspace(60, 110, SIZE[0]).astype(np.uint8)[None], SIZE[1], axis=0)  # brighter to the right
    shown = [picture(n, *([(300, 150)] if 7 <= n < 10 else []), ground=ground) for n in range(20)]

    assert {7, 8, 9} <= {index for boxes in seen_on(shown, detector) for index in boxes}


def test_all_news_lies_in_the_places_and_little_else():
    new = np.zeros((23, 40), bool)
    new[0, :] = new[:, 39] = new[12, 7] = True
    looked = np.zeros((720, 1280), bool)
    for x0, y0, x1, y1 in places(new, (1280, 720)):
        looked[y0:y1, x0:x1] = True

    assert looked[:64].all() and looked[:, 1216:].all() and looked[352:448, 192:288].all()
    assert looked.mean() < 0.3


def test_the_pixels_looked_at_are_bounded_however_much_is_new():
    looked = []

    def detector(rgb, **options):
        looked.append(rgb.shape[0] * rgb.shape[1])
        return []

    watch = near.NearWatch(detector, SIZE, 30)
    for n in range(60):
        watch.show(picture(n), np.full((11, 20), 9.0, np.float32), {}, (0,), tile=n % 30 == 0)

    assert sum(looked) <= 1.05 * (near.MOST_SAVED + 60 * near.PER_PICTURE)


def test_what_flashed_before_does_not_hide_what_comes_at_the_same_place():
    changes, news = Changes(), []
    for n in range(24):
        one = picture(n, *([(288, 160)] if n in {4, 5, 8, 9, 12, 13} else []))
        if n >= 18:
            one.yuv[160:186, 288:314] = 115
        news.append(changes.show(one.yuv[: SIZE[1]]))

    assert news[18][5, 9] > 1


@pytest.mark.parametrize("turns", [0, 1])
def test_a_real_face_of_thirty_pixels_that_comes_for_three_frames_is_covered_on_them(clean, turns):
    head = portrait()[20:300, 100:350]
    scale = 30 / (FACE[3] - FACE[1])
    head = np.rot90(cv2.resize(head, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), turns)
    rng = np.random.default_rng(4)
    ground = cv2.resize(rng.integers(60, 190, (20, 36, 3), np.uint8), (1280, 720), interpolation=cv2.INTER_CUBIC)
    pictures = [np.clip(ground + rng.normal(0, 3, ground.shape), 0, 255).astype(np.uint8) for _ in range(14)]
    for n in (7, 8, 9):
        pictures[n][400 : 400 + head.shape[0], 800 : 800 + head.shape[1]] = head

    masks = [mask for mask in clean(film(pictures, fps=25, options={"crf": "20"})).seen.masks if mask.kind == "face"]

    middle = 800 + head.shape[1] // 2, 400 + head.shape[0] // 2
    for n in (7, 8, 9):
        assert any(m.first <= n <= m.last and m.x0 + 12 <= middle[0] <= m.x1 - 12 and m.y0 + 12 <= middle[1] <= m.y1 - 12 for m in masks)
