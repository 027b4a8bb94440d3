"""A report as PDF/UA-1: set by typst in a child process of its own, with limits, without environment, and with our template alone."""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SECONDS = 20


class NotPrinted(Exception):
    """The PDF could not be made. Its text quotes nothing of the report."""


def pdf_of(printed):
    """Return the PDF's bytes. printed: of `cases.export.printed.printed`. Raises NotPrinted.

    A child: typst keeps what it computed for as long as its process lives, and a flaw in it must not take the web process along.
    """
    command = [sys.executable, "-I", str(HERE / "press.py")]
    try:
        done = subprocess.run(
            command, input=json.dumps(printed).encode(), capture_output=True, timeout=SECONDS, env={}, cwd=HERE, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotPrinted(f"no PDF after {SECONDS} seconds") from None
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise NotPrinted(f"the press ended with {done.returncode}")
    return done.stdout
