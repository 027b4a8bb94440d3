"""The command line's texts are read by rules and model, inside the sandbox."""

from cases.deid.batch import Wishes, clean_file
from cases.deid.text import RULES, examine
from cases.deid.text.model import EDITION


def test_a_name_that_no_rule_finds_is_taken_out_by_the_model(sandbox, tmp_path):
    words = "Yesterday afternoon fatoumata ouedraogo was posted via Quetzalapam, and she was glad.\n"
    assert "Quetzalapam" not in [words[s.start : s.end] for s in examine(words, language="en").spans]
    (tmp_path / "note.txt").write_text(words)

    line = clean_file(sandbox, tmp_path / "note.txt", tmp_path / "out.txt", Wishes(language="en"))

    assert line["status"] == "clean"
    cleaned = (tmp_path / "out.txt").read_text()
    assert "Quetzalapam" not in cleaned
    assert "fatoumata" not in cleaned
    assert cleaned.startswith("Yesterday afternoon [")


def test_receipts_of_texts_name_the_model_and_those_of_pictures_do_not(sandbox):
    assert sandbox.engines("text") == {"text-rules": RULES, "text-model": EDITION}
    assert not {"text-rules", "text-model"} & {*sandbox.engines("image"), *sandbox.engines("video")}
