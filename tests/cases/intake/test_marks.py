"""How the fields of a review are read as masks: times, parts to keep, and masks that may not go."""

import pytest

from cases.forms.clock import clock, seconds
from cases.forms.marks import Marks

FILM = {"frames": 100, "fps": 10.0, "seconds": 10.0}


def found(*masks, size=(640, 480), facts=None, pages=1):
    return {"facts": facts or {}, "pages": [{"size": list(size), "masks": [list(mask) for mask in masks]} for _ in range(pages)]}


def judged(found, **fields):
    marks = Marks(found, {name.replace("_", "-"): value for name, value in fields.items()})
    marks.judge()
    return marks


@pytest.mark.parametrize(
    ("written", "expected"),
    [("0", 0), ("7", 7), ("0:07.5", 7.5), ("7,5", 7.5), ("1:02.25", 62.25), ("90", 90), ("12:00", 720)],
)
def test_times_are_read_as_people_write_them(written, expected):
    assert seconds(written) == expected


@pytest.mark.parametrize("written", ["", "-1", "1:60", "1:2:3", "soon", "1e3", "٣", "1.", "0:7.1234"])
def test_what_is_no_time_is_refused(written):
    with pytest.raises(ValueError, match="not a time"):
        seconds(written)


def test_a_time_sent_back_as_it_was_shown_never_makes_a_mask_shorter():
    for fps in (7.0, 10.0, 23.976, 25.0, 29.97, 30.0):
        proposed = [0, 0, 10, 10, "text", 0.9, 0, 31, 77]
        told = found(proposed, facts={"frames": 100, "fps": fps})
        (row,), _ = Marks(told, None).rows(0, Marks(told, None).pages().__next__()[2])
        marks = judged(told, m0_0_x0="0", m0_0_y0="0", m0_0_x1="10", m0_0_y1="10", m0_0_from=row["times"][0], m0_0_to=row["times"][1])

        assert marks.problems == {}
        assert marks.reduced == []


def test_a_mask_lasts_from_a_time_to_a_time_and_without_them_all_the_film():
    whole = {"a0_0_x0": "0", "a0_0_y0": "0", "a0_0_x1": "9", "a0_0_y1": "9"}

    spans = [
        judged(found(facts=FILM), **whole, **times).masks[0][7:9]
        for times in ({}, {"a0_0_from": "0:02.5"}, {"a0_0_to": "4"}, {"a0_0_from": "2.5", "a0_0_to": "10.0"})
    ]

    assert spans == [[0, 99], [25, 99], [0, 40], [25, 99]]


@pytest.mark.parametrize("times", [{"a0_0_from": "5", "a0_0_to": "4"}, {"a0_0_to": "11"}, {"a0_0_from": "never"}])
def test_times_outside_the_film_or_the_wrong_way_round_are_a_problem(times):
    marks = judged(found(facts=FILM), a0_0_x0="0", a0_0_y0="0", a0_0_x1="9", a0_0_y1="9", **times)

    assert (marks.masks, list(marks.problems)) == ([], ["a0-0"])


def test_the_part_to_keep_masks_all_that_lies_outside_it():
    marks = judged(found(size=(100, 80)), k0_box="10 20 60 70")

    inside = {(x, y) for x in range(10, 60) for y in range(20, 70)}
    covered = [(x, y) for x0, y0, x1, y1, *_ in marks.masks for x in range(x0, x1) for y in range(y0, y1)]
    assert len(covered) == len(set(covered)) == 100 * 80 - len(inside)
    assert not inside & set(covered)
    assert marks.kept == [[0, 10, 20, 60, 70]]


def test_keeping_a_part_of_a_film_lasts_all_of_it():
    marks = judged(found(facts=FILM), k0_box="10 20 640 480 0 3")

    assert {tuple(mask[7:9]) for mask in marks.masks} == {(0, 99)}


def test_keeping_everything_is_keeping_no_part():
    marks = judged(found(size=(100, 80)), k0_box="0 0 100 80")

    assert (marks.masks, marks.kept, marks.by_hand) == ([], [], {0: 0})


def test_a_part_outside_the_picture_is_a_problem():
    assert list(judged(found(size=(100, 80)), k0_box="10 20 101 70").problems) == ["k0"]


def test_masks_by_hand_are_counted_for_each_page():
    marks = judged(found(pages=3), a0_0_box="0 0 9 9", a0_1_box="9 9 20 20", k2_box="0 0 100 100")

    assert marks.by_hand == {0: 2, 1: 0, 2: 1}


@pytest.mark.parametrize(
    ("sent", "hides"),
    [
        ({"a0_0_box": "0 0 1 1"}, False),
        ({"a0_0_box": "0 0 300 7"}, False),
        ({"a0_0_box": "0 0 8 8"}, True),
        ({"k0_box": "1 1 640 480"}, False),
    ],
)
def test_a_mask_that_hides_next_to_nothing_is_burned_in_and_answers_no_question(sent, hides):
    marks = judged(found(size=(640, 480)), **sent)

    assert (marks.by_hand, marks.hides, bool(marks.masks)) == ({0: 1}, {0: hides}, True)


def test_what_was_decided_is_shown_again_as_it_was():
    told = found([0, 0, 50, 50, "face", 0.9, 0, None, None], [60, 60, 90, 90, "text", 0.9, 0, None, None])
    first = judged(told, m0_0_off="1", m0_0_reason="nothing", m0_1_box="50 50 90 90", a0_4_box="100 100 120 120", k0_box="8 8 600 400")

    again = Marks(told, first.sent)
    again.judge()

    assert (again.masks, again.removed, again.kept) == (first.masks, first.removed, first.kept)


def test_tenths_round_as_they_are_read():
    assert [clock(time) for time in (0, 0.04, 9.96, 61.2, 600)] == ["0:00.0", "0:00.0", "0:10.0", "1:01.2", "10:00.0"]
