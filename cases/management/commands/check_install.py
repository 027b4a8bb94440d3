"""`manage.py check_install`: what protects the patients' files on this machine, and what does not, for whoever runs it."""

import json
import sys

from django.conf import settings
from django.core.management.base import BaseCommand

from cases.management.installation import PROBLEM, everything


class Command(BaseCommand):
    help = (
        "Says in plain sentences which walls, engines, folders and services this installation has. "
        "Exit 0: fit for PUBLIC_URL; exit 1: something marked `problem` must be changed first."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help='one object: {"address", "fit", "lines": [{"about", "state", "says"}]}')

    def handle(self, **options):
        lines = []
        for line in everything():
            lines.append(line)
            if not options["json"]:
                self.stdout.write(f"{line.state:8} {line.about:14} {line.says}")
        problems = sum(line.state == PROBLEM for line in lines)
        if options["json"]:
            told = {"address": settings.PUBLIC_URL, "fit": not problems, "lines": [line._asdict() for line in lines]}
            self.stdout.write(json.dumps(told))
        elif problems:
            self.stdout.write(f"\n{problems} {'problem' if problems == 1 else 'problems'} for {settings.PUBLIC_URL}.")
        else:
            self.stdout.write(f"\nFit for {settings.PUBLIC_URL}.")
        sys.exit(1 if problems else 0)
