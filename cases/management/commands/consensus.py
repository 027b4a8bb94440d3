"""Evaluates panels given as JSON, without a database: the same code as a decision in the browser."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from cases.consensus.panel import BadPanel
from cases.consensus.wire import answer


class Command(BaseCommand):
    help = "Evaluate consensus panels (JSON objects, one a line) from a file or standard input; exit 2 and one sentence for bad input."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", default="-", help="JSON or JSON lines; - or nothing reads standard input")

    def handle(self, *args, file, **options):
        try:
            results = answer(sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes())
        except (OSError, ValueError) as error:
            # ValueError beside BadPanel: a path with a NUL in it.
            self.stderr.write(str(error) if isinstance(error, BadPanel) else "The input file cannot be read.")
            sys.exit(2)
        self.stdout.write(results, ending="")
