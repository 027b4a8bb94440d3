"""The catalogue of refusals is complete, reachable and readable: every code is raised somewhere, provoked here, and says what to do."""

import ast
import contextlib
import errno
import io
import re
import subprocess
import sys
import threading
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation

from cases import endings
from cases.deid import REFUSALS, Limits, Mask, Refused, batch
from cases.deid.batch import Wishes, clean_file
from cases.deid.sandbox import doubts, parent
from tests.deid.hostile.stills import JPEG, png
from tests.deid.images.pictures import animated, picture, saved
from tests.deid.video.films import film, scans, sound_only

ROOT = Path(__file__).parent.parent.parent
RAISERS = {"Refused", "Declined", "_stop"}  # calls that take a code, beside `end(State.X, code)`
SOURCES = [path for path in (ROOT / "cases").rglob("*.py") if path.name not in ("clean.py", "endings.py") and "migrations" not in str(path)]


def _takes_a_code(call):
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    return name in RAISERS or (name == "end" and call.args and ast.unparse(call.args[0]).startswith("State."))


def codes_of(path):
    """(line, code) of every literal code that a file hands to a refusal, also inside `a or b` and `a if b else c`."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and _takes_a_code(node):
            for argument in node.args:
                parts = [argument, *ast.iter_child_nodes(argument)] if isinstance(argument, ast.IfExp | ast.BoolOp) else [argument]
                tests = {id(child) for part in parts if isinstance(part, ast.IfExp) for child in ast.walk(part.test)}
                yield from (
                    (node.lineno, part.value)
                    for part in parts
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in tests
                )
        if isinstance(node, ast.keyword) and node.arg == "refused":
            yield from ((node.value.lineno, part.value) for part in ast.walk(node.value) if isinstance(part, ast.Constant))


def test_every_code_that_is_raised_is_in_the_catalogue():
    raised = [(path.name, line, code) for path in SOURCES for line, code in codes_of(path)]

    assert len(raised) > 60
    known = {*REFUSALS, *endings.ENDINGS, "alloc"}
    assert [found for found in raised if found[2] not in known] == []


def test_every_code_of_the_catalogue_is_raised_somewhere():
    nodes = (node for path in SOURCES for node in ast.walk(ast.parse(path.read_text())))
    literals = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}

    assert {*REFUSALS, *endings.ENDINGS} - literals == set()


def zipped():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return buffer.getvalue()


def film_of(count, **options):
    return film(scans(count, size=(64, 48)), fps=6, **options).getvalue()


# code: a file that the command refuses with it (name, bytes, limits)
FILES = {
    "empty": ("photo.jpg", lambda: b"", Limits()),
    "truncated": ("photo.jpg", lambda: JPEG[:300], Limits()),
    "too_large": ("photo.jpg", lambda: JPEG, Limits(image_bytes=300)),
    "too_many_pixels": ("scan.png", lambda: png(size=(12_000, 12_000), bits=1), Limits()),
    "too_many_frames": ("loop.gif", lambda: animated(301, 8, 8), Limits()),
    "multi_page": ("scan.tif", lambda: saved(picture(64, 48), "TIFF", save_all=True, append_images=[picture(64, 48)]), Limits()),
    "unsupported": ("program.exe", lambda: b"MZ\x90\x00" + bytes(99), Limits()),
    "dicom_not_yet": ("slice.dcm", lambda: bytes(128) + b"DICM" + bytes(99), Limits()),
    "vector": ("chart.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", Limits()),
    "document": ("letter.docx", zipped, Limits()),
    "playlist": ("clip.mp4", lambda: b"#EXTM3U\nfile:///etc/passwd\n", Limits()),
    "codec": ("clip.avi", lambda: film_of(3, codec="huffyuv", pixels="yuv422p", form="avi"), Limits()),
    "too_long": ("clip.mp4", lambda: film_of(12), Limits(video_seconds=1)),
    "no_picture": ("sound.mp4", lambda: sound_only("mp4").getvalue(), Limits()),
    "not_text": ("note.txt", lambda: b"caf\xe9", Limits()),
    "text_too_long": ("note.txt", lambda: b"a" * 100_001, Limits()),
}


@pytest.mark.parametrize("code", FILES)
def test_a_file_is_refused_with_this_code_and_nothing_is_written(sandbox, tmp_path, code):
    name, make, limits = FILES[code]
    (tmp_path / name).write_bytes(make())

    line = clean_file(sandbox, tmp_path / name, tmp_path / "out", Wishes(limits=limits))

    assert (line["status"], line["reason"]) == ("refused", code)
    assert not (tmp_path / "out").exists()


def told(sandbox, tmp_path, raw=JPEG):
    """What the command says of a good picture while something outside it fails."""
    (tmp_path / "photo.jpg").write_bytes(raw)
    line = clean_file(sandbox, tmp_path / "photo.jpg", tmp_path / "out.jpg", Wishes())
    assert not (tmp_path / "out.jpg").exists()
    return line["reason"]


def test_time(sandbox, tmp_path, monkeypatch):
    monkeypatch.setattr(parent, "IMAGE", replace(parent.IMAGE, wall=0.001))
    assert told(sandbox, tmp_path) == "time"


def test_memory(sandbox, tmp_path, monkeypatch):
    monkeypatch.setattr(parent, "IMAGE", replace(parent.IMAGE, address_space=1 << 20))
    assert told(sandbox, tmp_path, saved(picture(1600, 1200), "JPEG")) == "memory"


def test_crashed(sandbox, tmp_path):
    """A child that is killed in the middle of its work, as a decoder's own crash would end it."""
    zygote, stop = sandbox.status()["pid"], threading.Event()

    def kill():
        while not stop.wait(0.002):
            for child in Path(f"/proc/{zygote}/task/{zygote}/children").read_text().split():
                with contextlib.suppress(OSError), open(f"/proc/{child}/stat") as file:  # it may be gone since it was listed
                    if int(file.read().rpartition(")")[2].split()[11]) >= 1:  # it has computed for 10 ms
                        subprocess.run(["/bin/kill", "-SEGV", child], check=False, capture_output=True)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        assert told(sandbox, tmp_path, saved(picture(1600, 1200), "JPEG")) == "crashed"
    finally:
        stop.set()
        killer.join()


def test_unverified(sandbox, tmp_path, monkeypatch):
    """The parent's own parser reads another size than the child says."""
    monkeypatch.setattr(doubts.headers, "still_size", lambda data, extension: (1, 1))
    assert told(sandbox, tmp_path) == "unverified"


def test_masks(sandbox):
    with pytest.raises(Refused, match="masks"):
        sandbox.burn(JPEG, kind="image", masks=[Mask(0, 0, 65, 10, "hand")])


def test_disk_full(sandbox, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "made to fail")

    monkeypatch.setattr(batch.os, "fsync", full)
    assert told(sandbox, tmp_path) == "disk_full"


def test_output(sandbox, tmp_path):
    (tmp_path / "photo.jpg").write_bytes(JPEG)

    assert clean_file(sandbox, tmp_path / "photo.jpg", tmp_path / "photo.jpg", Wishes())["reason"] == "output"
    assert (tmp_path / "photo.jpg").read_bytes() == JPEG


def test_unreadable(sandbox, tmp_path):
    assert clean_file(sandbox, tmp_path / "nothing.jpg", tmp_path / "out.jpg", Wishes())["reason"] == "unreadable"


def test_every_refusal_of_a_file_is_provoked_above():
    own = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}

    assert set(REFUSALS) - set(FILES) - own == set()


# code: the test that provokes it through the real door, worker or sweeper
ENDED = {
    "attempts": "test_worker", "busy": "test_bad_input", "cancelled": "test_way", "closed": "test_bad_input", "expired": "test_worker",
    "interrupted": "test_bad_input", "known": "test_known", "length": "test_endings", "membership": "test_bad_input",
    "name": "test_bad_input", "no_file": "test_bad_input", "several": "test_bad_input", "too_many": "test_bad_input",
    "unseen": "test_second_look",
}  # fmt: skip


@pytest.mark.parametrize("code", endings.ENDINGS)
def test_every_other_ending_is_provoked_by_a_test_of_the_intake(code):
    module = ast.parse((ROOT / "tests/cases/intake" / f"{ENDED[code]}.py").read_text())

    tests = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    asserted = [test.name for test in tests for part in ast.walk(test) if isinstance(part, ast.Assert) and f"'{code}'" in ast.unparse(part)]
    tabled = any(isinstance(node, ast.Assign) and f"'{code}'" in ast.unparse(node) for node in module.body)
    assert asserted or tabled


@pytest.mark.parametrize("code", [*REFUSALS, *endings.ENDINGS])
def test_a_refusal_says_what_is_wrong_and_what_to_do_in_plain_words(code):
    parts = (REFUSALS | endings.ENDINGS)[code]

    assert re.fullmatch(r"[a-z_]{4,20}", code) and len(parts) == 2
    for sentence in parts:
        assert sentence[0].isupper() and sentence.endswith(".") and len(sentence) <= 110
        assert not re.search(r"[!]|\b(error|invalid|exception|sandbox|zygote|decoder|null|parse|byte|failed|illegal)\b", sentence, re.I)
    with translation.override("en"):
        assert endings.sentence(code) == " ".join(parts)


def test_the_sentences_of_files_can_be_translated_where_the_browser_shows_them():
    assert set(endings.OF_DEID) == {sentence for parts in REFUSALS.values() for sentence in parts}


def test_the_command_lists_every_reason():
    done = subprocess.run([sys.executable, "manage.py", "deidentify", "--reasons"], cwd=ROOT, capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")
    for code, parts in (REFUSALS | endings.ENDINGS).items():
        assert re.search(rf"^  {code} +{re.escape(' '.join(parts))}$", done.stdout, re.M)
