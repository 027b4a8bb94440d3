"""What is nearly found is looked at again: lone digits, names beside tissue and curves, grey on black, and large letters at half size."""

import cv2
import numpy as np
import pytest
from PIL import Image

from cases.deid.images import TEXT_GROW, tiles
from cases.deid.images.doubtful import doubtful
from cases.deid.images.lettering import LetteringDetector
from cases.deid.images.second_looks import SecondLooks
from cases.deid.images.shapes import Shape
from cases.deid.images.specks import specks
from cases.deid.images.tiles import Maps
from tests.bench.deid import grounds
from tests.deid.images.pictures import lettered


@pytest.fixture(scope="module")
def detector():
    return LetteringDetector()


def covered(boxes, ink):
    cover = np.zeros_like(ink)
    for x0, y0, x1, y1, *_ in boxes:
        cover[max(0, int(y0) - TEXT_GROW) : int(y1) + TEXT_GROW, max(0, int(x0) - TEXT_GROW) : int(x1) + TEXT_GROW] = True
    return (ink & cover).sum() / ink.sum()


def nearly_found(detector, image, ink, kernel, chance):
    """What `doubtful` makes of a picture of which the map has `chance` in a `kernel` (x0, y0, x1, y1) and nothing else."""
    rgb = np.asarray(image)
    chances = np.zeros(rgb.shape[:2], np.float32)
    if kernel:
        chances[kernel[1] : kernel[3], kernel[0] : kernel[2]] = chance
    looks = SecondLooks(detector._chances, detector.reader, rgb, (1.0, 1.0))
    return doubtful(rgb, Maps(chances, (), False), looks, [])


def lines_extent(ink):
    ys, xs = np.nonzero(ink)
    return xs.min(), ys.min(), xs.max() + 1, ys.max() + 1


def test_a_weak_trace_brings_its_whole_line(detector):
    image, ink = lettered(Image.new("RGB", (640, 480), "#101010"), "Room 12 Lefevre", at=(200, 200), size=14)
    x0, y0, x1, y1 = lines_extent(ink)
    third = x0 + (x1 - x0) // 3

    assert covered(nearly_found(detector, image, ink, (x0, y0 + 3, third, y1 - 3), 0.15), ink) > 0.9


def test_a_weak_trace_of_tissue_brings_nothing(detector):
    image = Image.fromarray(grounds.photo(np.random.default_rng(5), 640, 480))

    assert nearly_found(detector, image, None, (300, 200, 340, 210), 0.15) == []


def test_a_name_grown_together_with_tissue_is_taken_apart(detector, monkeypatch):
    monkeypatch.setattr("cases.deid.images.doubtful.specks", lambda image, known: [])
    image, ink = lettered(Image.fromarray(grounds.xray(np.random.default_rng(3), 640, 480)), "DUPONT Jean", at=(250, 200), size=18)
    chances = np.zeros((480, 640), np.float32)
    chances[100:400, 150:600] = 0.4
    x0, y0, x1, y1 = lines_extent(ink)
    chances[y0 + 3 : y1 - 3, x0:x1] = 0.95
    rgb = np.asarray(image)
    looks = SecondLooks(detector._chances, detector.reader, rgb, (1.0, 1.0))

    assert covered(doubtful(rgb, Maps(chances, (), False), looks, []), ink) > 0.9


@pytest.mark.parametrize(("words", "found"), [("", False), ("DUPONT", True)])
def test_what_the_network_sees_from_near_must_be_read_besides(detector, monkeypatch, words, found):
    monkeypatch.setattr("cases.deid.images.doubtful.specks", lambda image, known: [])
    sheet = Image.fromarray(grounds.grid(np.random.default_rng(9), 800, 600))
    rgb = np.asarray(lettered(sheet, words, at=(205, 92), size=18, fill="black")[0]) if words else np.asarray(sheet)
    chances = np.zeros(rgb.shape[:2], np.float32)
    chances[96:108, 205:265] = 0.4
    sees_all = SecondLooks(lambda image: np.full(image.shape[:2], 0.9, np.float32), detector.reader, rgb, (1.0, 1.0))

    assert bool(doubtful(rgb, Maps(chances * 0, (chances,), False), sees_all, [])) == found


@pytest.mark.parametrize(("words", "size", "fill"), [("5", 12, "white"), ("D", 14, "#4a4a4a"), ("Sala 3", 12, "#404040")])
def test_what_stands_alone_on_black_is_found_by_its_edges(detector, words, size, fill):
    image, ink = lettered(Image.new("RGB", (640, 480), "black"), words, at=(500, 60), size=size, fill=fill)

    assert covered(nearly_found(detector, image, ink, None, 0), ink) > 0.9


def test_marks_of_a_scale_and_what_is_known_are_no_specks():
    image = np.zeros((300, 400, 3), np.uint8)
    for y in range(30, 280, 25):
        cv2.line(image, (300, y), (318, y), (150, 150, 150), 1)
    cv2.putText(image, "7", (100, 100), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (255, 255, 255), 1, cv2.LINE_AA)
    known = np.zeros((300, 400), bool)

    (found,) = specks(image, known)
    known[80:110, 90:120] = True

    assert isinstance(found, Shape)
    assert abs(found.middle[0] - 105) < 6
    assert specks(image, known) == []


def test_large_pictures_are_looked_at_at_half_their_size():
    seen = []

    def network(image):  # sees what is 20 pixels high at most, as the real one sees lone letters best
        seen.append(image.shape)
        ys, _ = np.nonzero(abs(image[:, :, 0].astype(int) - int(np.median(image))) > 60)
        return np.full(image.shape[:2], 0.9 if ys.size and np.ptp(ys) <= 30 else 0.0, np.float32)

    rgb = np.random.default_rng(1).integers(90, 110, (1536, 2048, 3), dtype=np.uint8)
    rgb[700:750, 900:950] = 250

    found = tiles.maps(rgb, network)

    assert found.large
    y, x = (int(value * found.chances.shape[0] / 1536) for value in (725, 925))
    assert found.chances[y, x] > 0.5
    assert found.apart[0][y, x] == 0


def test_no_more_is_looked_at_again_than_the_time_allows(detector):
    asked = []
    looks = SecondLooks(lambda image: asked.append(image.size) or np.zeros(image.shape[:2], np.float32), None, noisy(), (1.0, 1.0))
    weak = np.zeros((480, 640), np.float32)
    weak[8:470:12, 8:630:24] = 0.15
    weak = cv2.dilate(weak, np.ones((4, 9), np.uint8))

    doubtful(noisy(), Maps(weak, (weak * 3,) * 3, True), looks, [])

    assert 0 < len(asked) <= 2 * 8 * 7


def noisy():
    return np.random.default_rng(2).integers(0, 255, (480, 640, 3), dtype=np.uint8)
