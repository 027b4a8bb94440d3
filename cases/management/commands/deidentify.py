"""De-identifies files from the command line, without a database: the same code, sandbox included, as an upload."""

import argparse
import json
import sys
from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import BaseCommand

from cases import endings
from cases.deid import REFUSALS, Refused
from cases.deid.batch import Wishes, clean_file, clean_folder
from cases.deid.sandbox import Sandbox, SandboxUnavailable

HELP = """Remove identifiers from INPUT and write OUTPUT; exit 2 with one sentence and a reason code when that cannot be done.
A folder is walked recursively and OUTPUT mirrors it: scan.tif becomes scan.tif.png, its second page scan.tif.p2.png; the report
has one JSON line for each regular file, links are left out. The bytes decide what a file is; only a file named .txt, .text or .md
that is UTF-8 text counts as text unless --kind text is given. Everything found is masked or replaced."""


class Reasons(argparse.Action):
    """Prints the catalogue of refusals and ends."""

    def __call__(self, parser, *_):
        for title, codes in (("What a file is refused for", REFUSALS), ("How an upload can end besides, in the browser", endings.ENDINGS)):
            sys.stdout.write(f"{title}\n")
            for code, (wrong, remedy) in sorted(codes.items()):
                sys.stdout.write(f"  {code:16} {wrong} {remedy}\n")
        parser.exit()


class Command(BaseCommand):
    help = HELP
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("input", type=Path, metavar="INPUT")
        parser.add_argument("output", type=Path, metavar="OUTPUT")
        parser.add_argument("--reasons", action=Reasons, nargs=0, help="list every reason code: what is wrong and what can be done")
        parser.add_argument("--kind", choices=("image", "video", "text"), help="refuse files of any other kind")
        parser.add_argument("--language", choices=("en", "fr", "es"), help="of a text; detected unless given")
        parser.add_argument("--report", type=Path, metavar="FILE", help="where the JSON lines go; standard output by default")

    def handle(self, *args, input, output, kind, language, report, **options):
        with ExitStack() as stack:
            try:
                lines = stack.enter_context(report.open("w", encoding="utf-8")) if report else self.stdout
                sandbox = stack.enter_context(Sandbox())
                self._clean(sandbox, input, output, Wishes(kind, language), lines, report)
            except Refused as refused:
                self._fail(refused)
            except SandboxUnavailable as unavailable:
                self.stderr.write(f"{unavailable} (sandbox)")
                sys.exit(2)
            except OSError:  # the report cannot be written
                self._fail(Refused("output"))

    def _clean(self, sandbox, source, target, wishes, lines, report):
        def tell(line):
            lines.write(json.dumps(line) + "\n")
            lines.flush()

        if source.is_dir():
            if clean_folder(sandbox, source, target, wishes, tell, own=report):
                self.stderr.write("Some folders could not be listed, so their files were not looked at (unreadable).")
                sys.exit(2)
            return
        line = clean_file(sandbox, source, target, wishes)
        tell(line)
        if line["reason"]:
            self._fail(Refused(line["reason"]))

    def _fail(self, refused):
        wrong, remedy = (part.rstrip(".") for part in REFUSALS[refused.code])
        self.stderr.write(f"{wrong}; {remedy[0].lower()}{remedy[1:]} ({refused.code}).")
        sys.exit(2)
