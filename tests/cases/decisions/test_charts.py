"""The geometry of the charts: numbers in, SVG attributes out."""

import re

import pytest

from cases.views.decisions import charts

COUNTS = [1, 0, 0, 0, 0, 0, 2, 4, 2]


@pytest.mark.parametrize(("rating", "x"), [(1, 20), (2, 60), (5, 180), (6.5, 240), (9, 340)])
def test_a_rating_stands_in_the_middle_of_its_column(rating, x):
    assert charts.place(rating) == x


@pytest.mark.parametrize(("rating", "zone"), [(1, "low"), (3, "low"), (4, "middle"), (6, "middle"), (7, "high"), (9, "high")])
def test_zones_are_the_thirds_of_the_scale(rating, zone):
    assert charts.zone_of(rating) == zone


def test_bars_are_as_high_as_their_counts_and_stand_on_the_axis():
    bars = charts.strip(COUNTS, top=4).bars

    assert [(bar.rating, bar.count, bar.zone) for bar in bars] == [(1, 1, "low"), (7, 2, "high"), (8, 4, "high"), (9, 2, "high")]
    assert [float(bar.height) for bar in bars] == [15, 30, 60, 30]
    assert {float(bar.y) + float(bar.height) for bar in bars} == {charts.BASELINE}
    assert {float(bar.x) + float(bar.width) / 2 - float(bar.middle) for bar in bars} == {0}


def test_a_count_is_written_clear_of_the_zone_names():
    tallest = charts.strip([9, 0, 0, 0, 0, 0, 0, 0, 0], top=9).bars[0]

    assert float(tallest.label_y) - 12 > 15


def test_a_strip_draws_only_what_there_is():
    bare = charts.strip(COUNTS, top=4)
    full = charts.strip(COUNTS, top=4, median=8, p30=7.4, p70=8, own=2, before=[0] * 8 + [9])

    assert (bare.median, bare.bracket, bare.own, bare.hollow) == (None, None, None, ())
    assert full.median == "M300 125l7 7l-7 7l-7 -7z"
    assert full.bracket == "M276 127v10m0 -5H300m0 -5v10"
    assert full.own == "M60 112l6 10h-12z"
    assert [bar.count for bar in full.hollow] == [9]


def test_everything_stays_inside_the_picture():
    for rating in (1, 9):
        strip = charts.strip([5] * 9, top=5, median=rating, p30=1, p70=9, own=rating, before=[5] * 9)
        for bar in (*strip.bars, *strip.hollow):
            assert float(bar.x) >= 0 and float(bar.x) + float(bar.width) <= strip.width
        for path in (strip.median, strip.bracket, strip.own):
            assert 0 <= float(re.match(r"M([\d.]+)", path)[1]) <= strip.width


@pytest.mark.parametrize(("index", "share", "over"), [(0, 0, False), (0.5, 0.25, False), (1, 0.5, False), (2, 1, False), (2.21, 1, True)])
def test_the_gauge_is_full_at_two_and_marked_at_one(index, share, over):
    gauge = charts.gauge(index)

    assert float(gauge.filled) == pytest.approx(share * float(gauge.track))
    assert float(gauge.mark) == charts.GAUGE_INSET + float(gauge.track) / 2
    assert gauge.over is over


def test_a_dumbbell_has_a_line_for_each_option_from_before_to_now():
    drawn = charts.dumbbell([(1, 5, 4), (3, 8, 8)])

    assert [(move.number, move.before, move.now) for move in drawn.moves] == [(1, "198", "162"), (3, "306", "306")]
    assert drawn.height == charts.DUMBBELL_HEAD + 2 * charts.ROW + charts.DUMBBELL_FOOT
    assert [rating for rating, _x in drawn.columns] == list(range(1, 10))


def test_numbers_are_written_with_a_point_in_every_language():
    assert [charts.text_of(number) for number in (1, 2.5, 1 / 3, 100.0)] == ["1", "2.5", "0.33", "100"]
