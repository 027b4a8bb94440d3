"""Parsers of our own, given anything at all: an answer of the promised form or the documented exception, never another."""

import contextlib
import io
import json
import socket
import uuid
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cases import markdown
from cases.deid import Mask, Refused, known, text
from cases.deid.headers import still_size
from cases.deid.kinds import HEAD, Kind, is_text, sniff
from cases.deid.naming import MOST_NAME, Names
from cases.deid.sandbox import answers
from cases.deid.sandbox.process import _Words
from cases.deid.video import boxes, tidying
from cases.intake import sealed
from tests.deid.hostile import films, stills

unwatched = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]  # how long the making of an example takes is the machine's
quick = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=unwatched)
JPEG, PNG = (clean for clean in (stills.JPEG, stills.PNG))
MP4 = tidying.tidy(films.plain())


def bent(raw):
    """Copies of a good file: a piece replaced, cut out, doubled or put in, or the whole cut off."""
    place = st.integers(0, len(raw))
    return st.builds(
        lambda at, gone, put, end: (raw[:at] + put + raw[at + gone :])[: end or None],
        place, st.integers(0, 40), st.one_of(st.binary(max_size=12), place.map(lambda at: raw[at : at + 60])), st.one_of(st.just(0), place),
    )  # fmt: skip


jsonish = st.recursive(
    st.none() | st.booleans() | st.integers() | st.integers(10**300, 10**400) | st.floats() | st.text(max_size=9) | st.just("hard"),
    lambda inner: st.lists(inner, max_size=10) | st.dictionaries(st.sampled_from(["size", "masks", "findings", "a"]), inner, max_size=4),
    max_leaves=25,
)  # fmt: skip


@quick
@given(st.binary(max_size=600) | bent(JPEG) | bent(PNG), st.sampled_from(["jpg", "png"]))
def test_headers_give_a_size_or_refuse(data, extension):
    try:
        width, height = still_size(data, extension)
    except Refused as refused:
        assert refused.code == "unverified"
    else:
        assert 0 <= width < 1 << 32 and 0 <= height < 1 << 32


@quick
@given(st.binary(max_size=400) | st.sampled_from([*stills.carriers().values(), MP4]).flatmap(lambda raw: bent(raw[:HEAD])))
@example(b"\xff\xfe<\x00s")
@example(b"\xfe\xff\xd8\x00")
def test_sniffing_gives_a_kind_or_refuses(head):
    try:
        kind = sniff(head)
    except Refused as refused:
        assert refused.code in ("empty", "unsupported", "dicom_not_yet", "vector", "document", "playlist")
    else:
        assert isinstance(kind, Kind) and kind.kind in ("image", "video")
    assert is_text(head) in (True, False)


READERS = (
    lambda value: answers.page(value, 0), lambda value: answers.preview(value, 0, 9), lambda value: answers.spans(value, 9),
    answers.page_count, answers.size, answers.facts, answers.number, answers.known, answers.refused,
)  # fmt: skip


@quick
@given(jsonish | st.fixed_dictionaries({"size": jsonish, "masks": jsonish, "findings": jsonish}))
@example(10**400)
@example({"a": 10**400})
@example({"size": [9, 9], "masks": [[0, 0, 1, 1, "face", 10**400, 0, None, None, ""]], "findings": []})
def test_an_answer_is_believed_or_raises_what_its_reader_expects(value):
    for read in READERS:
        with contextlib.suppress(ValueError, TypeError):
            read(value)


@quick
@given(st.lists(st.binary(max_size=40) | jsonish.map(lambda value: json.dumps(value).encode()), max_size=6))
@example([b'{"progress": [' + b"9" * 400 + b", 1]}"])
@example([b'{"progress": [1e400, 1]}'])
@example([b'{"refused": {"a": 1}}'])
@example([b'["refused"]'])
@example([b"[" * 100_000])
def test_the_lines_of_a_child_never_raise(lines):
    ours, theirs = socket.socketpair()
    heard = []
    with ours, theirs:
        theirs.setblocking(False)
        words = _Words(ours, lambda done, total: heard.append((done, total)))
        theirs.send(b"\n".join(lines) + b"\n")
        theirs.close()
        while words.read():
            pass

    assert all(0 <= done <= total for done, total in heard)
    assert words.refused is None or words.refused in {"crashed"}


@quick
@given(st.binary(max_size=300) | bent(MP4))
def test_the_reader_of_films_gives_a_film_or_refuses(data):
    try:
        film = boxes.check(io.BytesIO(data))
    except Refused as refused:
        assert refused.code == "unverified"
    else:
        assert film.width > 0 and film.height > 0 and film.frames > 0


@quick
@given(st.binary(max_size=300) | bent(films.plain()))
def test_tidying_gives_bytes_or_refuses(data):
    try:
        assert tidying.tidy(data)
    except Refused as refused:
        assert refused.code == "unverified"


@settings(quick, max_examples=40)  # each waits for the disk
@given(bend=st.data())
def test_a_sealed_file_gives_what_was_sealed_or_nothing(bend):
    words, upload = np.random.default_rng(1).bytes(sealed.CHUNK + 99), uuid.uuid4()
    with sealed.Sealer(upload, "raw", sealed.make_key(upload)) as sealer:
        sealer.write(words)
        sealer.finish()
        sealer.place()
    path = sealer.folder / sealer.name
    whole = path.read_bytes()
    path.write_bytes(bend.draw(st.binary(max_size=200) | bent(whole)))
    try:
        with sealed.SealedFile(upload, "raw") as file:
            assert file.read() == words
    except sealed.Unsealable:
        assert path.read_bytes() != whole
    finally:
        sealed.purge(upload)


@quick
@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=4), st.sampled_from(["en", "fr", "es", None]))
@example("\ud800 Dr \udfff", ["\ud800"], None)
@example("1956-03-12", ["9999-99-99", "1956:03:12", "0000-00-00", "999.0000", "?"], "en")
def test_words_are_examined_whatever_was_harvested(words, harvested, language):
    examined = text.examine(words, language=language, harvested=harvested)

    at = 0
    for span in examined.spans:
        assert at <= span.start < span.end <= len(words)
        at = span.end


@quick
@given(st.text(max_size=120))
@example("IMG_99999999_999999.jpg")
@example("\u0661\u0662-\u0663\u0664-\u0661\u0669\u0665\u0666")
def test_a_file_name_gives_few_short_strings(name):
    given_away = known.of_name(name)

    assert len(given_away) <= known.MOST and all(0 < len(item) <= known.LONGEST and item.isprintable() for item in given_away)
    assert answers.known(list(given_away)) == tuple(given_away)


@quick
@given(st.text(alphabet=st.sampled_from("<>&\"'`[](){}!#*_~|\\/:=-. \n\tabjx0\u202e\u0000"), max_size=120) | st.text(max_size=60))
@example("[x](javascript:alert(1)) <img src=x onerror=alert(1)> ![x](http://evil.example/x.png)")
def test_markdown_gives_only_its_short_list_of_elements(words):
    html = markdown.to_html(words).lower()

    for forbidden in ("<script", "<img", "<svg", "<iframe", "<style", "<form", "<object", 'href="javascript', 'href="data', '<a href="/'):
        assert forbidden not in html
    assert markdown.shown(words) is not None


@quick
@given(
    st.lists(
        st.text(alphabet=st.characters(blacklist_characters="/\x00", blacklist_categories=["Cs"]), min_size=1, max_size=120), max_size=5
    )
)
def test_names_stay_inside_and_apart(names):
    inputs = [Path(name) for name in names if name not in (".", "..") and len(name.encode()) <= MOST_NAME]
    given_out = Names(Path("/nowhere/at/all"), folders=(), inputs=inputs)
    made = [given_out.next(inner, page, "png") for inner in inputs for page in range(2)]

    assert len(made) == len(set(made))
    assert all(path.parent == Path("/nowhere/at/all") and len(path.name.encode()) <= MOST_NAME for path in made)


@quick
@given(st.integers(-5, 70_000), st.integers(-5, 70_000), st.integers(-5, 70_000), st.integers(-5, 70_000))
def test_a_mask_is_inside_only_when_every_pixel_of_it_is(x0, y0, x1, y1):
    assert Mask(x0, y0, x1, y1, "hand").inside(640, 480) == (0 <= x0 < x1 <= 640 and 0 <= y0 < y1 <= 480)
