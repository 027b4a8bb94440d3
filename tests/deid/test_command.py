"""`manage.py deidentify`: one file or a folder, one line of report for each regular file, and never anything partial."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from cases.deid import Refused, batch
from cases.deid.batch import Wishes, clean_file, clean_folder
from tests.deid.images.pictures import MARKER, exif, lettered, picture, saved

ROOT = Path(__file__).resolve().parents[2]
KEYS = {"input", "output", "outputs", "status", "reason", "kind", "engines", "findings", "size", "masks"}
SMALL = picture(96, 80)


def command(*arguments, folder="/"):
    """Run the command as an operator does: no environment variable at all."""
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", "deidentify", *map(str, arguments)], capture_output=True, text=True, env={}, cwd=folder
    )


def cleaned_folder(sandbox, source, target, **wishes):
    lines = []
    assert clean_folder(sandbox, source, target, Wishes(**wishes), lines.append) == []
    return {str(Path(line["input"]).relative_to(source)): line for line in lines}, lines


def files_below(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_becomes_a_clean_file_and_a_report(tmp_path):
    image, _ = lettered(picture(640, 480), "DUPONT Jean", at=(20, 20), size=24)
    (tmp_path / "scan.jpg").write_bytes(saved(image, "JPEG", exif=exif()))

    done = command(tmp_path / "scan.jpg", tmp_path / "clean.jpg")

    assert (done.returncode, done.stderr) == (0, "")
    line = json.loads(done.stdout)
    assert set(line) == KEYS
    assert (line["status"], line["reason"], line["kind"], line["size"]) == ("clean", None, "image", [640, 480])
    assert line["input"] == str(tmp_path / "scan.jpg")
    assert (line["output"], line["outputs"]) == (str(tmp_path / "clean.jpg"), ["clean.jpg"])
    assert {"kind": "text", "count": 1} in line["findings"]
    (mask,) = line["masks"]
    assert mask[4] == "text"
    assert mask[0] <= 20 and mask[1] <= 22 and mask[2] >= 150 and mask[3] >= 44
    assert Image.open(tmp_path / "clean.jpg").format == "JPEG"
    assert MARKER.encode() not in (tmp_path / "clean.jpg").read_bytes()
    assert files_below(tmp_path) == ["clean.jpg", "scan.jpg"]


def test_a_refusal_is_one_sentence_a_code_and_no_file(tmp_path):
    (tmp_path / "photo.jpg").write_text("only words")

    done = command(tmp_path / "photo.jpg", tmp_path / "out.jpg", "--report", tmp_path / "report.json")

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.strip().count("\n") == 0 and done.stderr.strip().endswith("(unsupported).")
    assert not (tmp_path / "out.jpg").exists()
    line = json.loads((tmp_path / "report.json").read_text())
    assert (line["status"], line["reason"], line["output"], line["outputs"]) == ("refused", "unsupported", None, [])


@pytest.mark.parametrize("name", ["missing.jpg", "pipe.jpg"])
def test_what_is_no_regular_file_is_refused(sandbox, tmp_path, name):
    os.mkfifo(tmp_path / "pipe.jpg")

    assert clean_file(sandbox, tmp_path / name, tmp_path / "out.jpg", Wishes())["reason"] == "unreadable"


def test_the_ending_of_the_output_chooses_the_encoding(sandbox, tmp_path):
    (tmp_path / "a.png").write_bytes(saved(SMALL, "PNG"))

    for ending, format in (("jpg", "JPEG"), ("jpeg", "JPEG"), ("png", "PNG"), ("out", "PNG")):
        clean_file(sandbox, tmp_path / "a.png", tmp_path / f"b.{ending}", Wishes())
        assert Image.open(tmp_path / f"b.{ending}").format == format


def test_several_pages_in_one_file_are_refused(sandbox, tmp_path):
    (tmp_path / "scan.tif").write_bytes(saved(SMALL, "TIFF", save_all=True, append_images=[SMALL]))

    line = clean_file(sandbox, tmp_path / "scan.tif", tmp_path / "out.png", Wishes())

    assert line["reason"] == "multi_page"
    assert files_below(tmp_path) == ["scan.tif"]


def test_a_file_is_never_replaced_by_its_own_clean_copy(sandbox, tmp_path):
    raw = saved(SMALL, "PNG")
    (tmp_path / "a.png").write_bytes(raw)

    assert clean_file(sandbox, tmp_path / "a.png", tmp_path / "a.png", Wishes())["reason"] == "output"
    assert (tmp_path / "a.png").read_bytes() == raw


def test_a_folder_is_mirrored_with_one_line_for_each_regular_file(sandbox, tmp_path):
    source, target = tmp_path / "in", tmp_path / "out"
    (source / "deep" / "er").mkdir(parents=True)
    (source / "nothing here").mkdir()
    (source / "scan.tif").write_bytes(saved(SMALL, "TIFF", save_all=True, append_images=[SMALL, SMALL]))
    (source / "deep" / "er" / "photo.jpg").write_bytes(saved(SMALL, "JPEG"))
    (source / "deep" / ".hidden").write_bytes(saved(SMALL, "PNG"))
    (source / "empty.png").touch()
    (source / "notes.pdf").write_bytes(b"%PDF-1.7")
    (source / "link.jpg").symlink_to(source / "deep" / "er" / "photo.jpg")
    (source / "loop").symlink_to(source)
    os.mkfifo(source / "pipe.jpg")

    by_input, lines = cleaned_folder(sandbox, source, target)

    assert len(lines) == 5
    assert {name: line["reason"] for name, line in by_input.items()} == {
        "scan.tif": None, "deep/er/photo.jpg": None, "deep/.hidden": None, "empty.png": "empty", "notes.pdf": "document",
    }  # fmt: skip
    assert by_input["scan.tif"]["outputs"] == ["scan.tif.png", "scan.tif.p2.png", "scan.tif.p3.png"]
    assert by_input["scan.tif"]["output"] == str(target / "scan.tif.png")
    assert files_below(target) == ["deep/.hidden.png", "deep/er/photo.jpg.jpg", "scan.tif.p2.png", "scan.tif.p3.png", "scan.tif.png"]


def test_no_output_overwrites_another(sandbox, tmp_path):
    source, target = tmp_path / "in", tmp_path / "out"
    (source / "a.png").mkdir(parents=True)
    (source / "a.png" / "inner.jpg").write_bytes(saved(SMALL, "JPEG"))
    (source / "a").write_bytes(saved(SMALL, "PNG"))  # would become a.png, which is a folder
    (source / "scan.tif").write_bytes(saved(SMALL, "TIFF", save_all=True, append_images=[SMALL]))
    (source / "scan.tif.p2").write_bytes(saved(picture(50, 40), "PNG"))  # would become the second page's name
    target.mkdir()
    (target / "scan.tif.png").write_text("from before")

    by_input, lines = cleaned_folder(sandbox, source, target)

    outputs = [output for line in lines for output in line["outputs"]]
    assert len(outputs) == len(set(outputs)) == 5
    assert all((target / output).is_file() for output in outputs)
    assert (target / "scan.tif.png").read_text() == "from before"
    assert by_input["scan.tif.p2"]["outputs"] == ["scan.tif.p2.png"]
    assert Image.open(target / "scan.tif.p2.png").size == (50, 40)


def test_output_inside_the_input_is_not_walked(sandbox, tmp_path):
    (tmp_path / "photo.jpg").write_bytes(saved(SMALL, "JPEG"))
    target = tmp_path / "clean"

    first = cleaned_folder(sandbox, tmp_path, target)[1]
    second = cleaned_folder(sandbox, tmp_path, target)[1]

    assert len(first) == len(second) == 1
    assert files_below(target) == ["photo.jpg.2.jpg", "photo.jpg.jpg"]


def test_output_that_is_the_input_is_refused(sandbox, tmp_path):
    with pytest.raises(Refused, match="output"):
        clean_folder(sandbox, tmp_path, tmp_path, Wishes(), [].append)


@pytest.mark.parametrize("name", ["..%2f..evil\n.jpg", "a\tb\x1b[31m.jpg", "\u202egpj.jpg", "-rf.jpg", "x" * 251 + ".jpg", "caf\udce9.jpg"])
def test_odd_names_stay_inside_the_output(sandbox, tmp_path, name):
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / name).write_bytes(saved(SMALL, "JPEG"))

    lines = cleaned_folder(sandbox, source, target)[1]

    (output,) = lines[0]["outputs"]
    assert (target / output).is_file() and "/" not in output
    assert json.loads(json.dumps(lines[0]))["input"] == str(source / name)
    assert json.dumps(lines[0]).isascii() and "\n" not in json.dumps(lines[0])


def test_kind_refuses_every_other_kind(sandbox, tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    (source / "photo.jpg").write_bytes(saved(SMALL, "JPEG"))
    (source / "note.txt").write_text("Seen on day 3.")

    by_input, _ = cleaned_folder(sandbox, source, tmp_path / "out", kind="video")

    assert {line["reason"] for line in by_input.values()} == {"unsupported"}


def test_a_text_is_cleaned_and_its_spans_told(sandbox, tmp_path):
    words = "\ufeffPatient joined by phone.\r\nWrite to jean.dupont@example.org today.\r\n"
    (tmp_path / "note.txt").write_bytes(words.encode())

    line = clean_file(sandbox, tmp_path / "note.txt", tmp_path / "out.txt", Wishes(language="en"))

    assert (line["status"], line["kind"], line["masks"], line["size"]) == ("clean", "text", [], None)
    start = words.index("jean.dupont")
    assert [span[:2] for span in line["spans"] if span[3] == "hard"] == [[start, start + len("jean.dupont@example.org")]]
    assert "jean.dupont" not in (tmp_path / "out.txt").read_text()
    assert {finding["kind"] for finding in line["findings"]} == {span[2] for span in line["spans"]}


@pytest.mark.parametrize(
    ("name", "raw", "kind", "reason"),
    [
        ("note.jpg", b"Seen on day 3.", None, "unsupported"),
        ("note.jpg", b"Seen on day 3.", "text", None),
        ("note.md", b"Seen on day 3.", None, None),
        ("note.txt", b"<5 mg a day", None, None),
        ("note.txt", b"caf\xe9", None, "not_text"),
        ("note.txt", b"a\x00b", None, "not_text"),
        ("note.txt", b"", None, "empty"),
        ("note.txt", b"a" * 100_001, None, "text_too_long"),
        ("note", b"Seen on day 3.", None, "unsupported"),
        ("note.txt", saved(SMALL, "JPEG"), None, None),
        ("page.html", b"<html></html>", None, "document"),
    ],
)
def test_what_counts_as_text(sandbox, tmp_path, name, raw, kind, reason):
    (tmp_path / name).write_bytes(raw)

    assert clean_file(sandbox, tmp_path / name, tmp_path / "out", Wishes(kind=kind))["reason"] == reason


def test_a_text_in_a_folder_is_named_like_the_rest(sandbox, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "note.txt").write_text("Seen on day 3.")

    cleaned_folder(sandbox, tmp_path / "in", tmp_path / "out")

    assert files_below(tmp_path / "out") == ["note.txt.txt"]


@pytest.mark.parametrize(("call", "code"), [("fsync", errno.ENOSPC), ("replace", errno.ENOSPC), ("open", errno.EACCES)])
def test_nothing_partial_is_left_when_the_disk_fails(sandbox, tmp_path, monkeypatch, call, code):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "scan.tif").write_bytes(saved(SMALL, "TIFF", save_all=True, append_images=[SMALL]))
    real, calls = getattr(os, call), []

    def failing(*arguments, **options):
        if call != "open" or str(arguments[0]).endswith(".part"):
            calls.append(arguments)
            if len(calls) == 2:  # the first page was written already
                raise OSError(code, "made to fail")
        return real(*arguments, **options)

    monkeypatch.setattr(batch.os, call, failing)
    lines = cleaned_folder(sandbox, tmp_path / "in", tmp_path / "out")[1]

    assert lines[0]["reason"] == ("disk_full" if code == errno.ENOSPC else "output")
    assert (lines[0]["outputs"], lines[0]["masks"], lines[0]["size"]) == ([], [], None)
    assert files_below(tmp_path / "out") == []


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_leaves_nothing(sandbox, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        (tmp_path / "a.png").write_bytes(saved(picture(320, 240), "PNG"))

        line = clean_file(sandbox, tmp_path / "a.png", disk / "a.png", Wishes())

        assert line["reason"] == "disk_full"
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", disk], check=True)


def test_an_output_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.png").write_bytes(saved(SMALL, "PNG"))
    (tmp_path / "taken").touch()

    done = command(tmp_path / "in", tmp_path / "taken" / "out")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip().endswith("(output).")


def test_a_folder_ends_well_when_every_file_was_cleaned_or_refused(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.png").write_bytes(saved(SMALL, "PNG"))
    (tmp_path / "in" / "b.svg").write_text("<svg/>")

    done = command("in", "out", "--report", "in/report.jsonl", folder=tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    lines = [json.loads(line) for line in (tmp_path / "in" / "report.jsonl").read_text().splitlines()]
    assert [(line["input"], line["output"], line["reason"]) for line in lines] == [
        ("in/a.png", "out/a.png.png", None),
        ("in/b.svg", None, "vector"),
    ]
    assert sorted(os.listdir(tmp_path)) == ["in", "out"]


def test_a_clean_text_hides_nothing(sandbox, tmp_path):
    (tmp_path / "note.txt").write_text("Seen \u202e19/30/21\u202c, fev\u200ber of 39 degrees.")

    clean_file(sandbox, tmp_path / "note.txt", tmp_path / "out.txt", Wishes(language="en"))

    assert (tmp_path / "out.txt").read_text() == "Seen [date], fever of 39 degrees."
