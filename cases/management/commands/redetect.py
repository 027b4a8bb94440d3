"""`manage.py redetect`: today's detectors look at what was stored under older ones, and their finds go to the authors' review."""

from collections import Counter
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date

from cases.intake import cleaning, redetect
from circles.models import Circle


class Command(BaseCommand):
    help = (
        "Looks again at every stored picture and film that other editions of the detectors have seen. What they find, and no mask covers, "
        "goes to its author's review with a notification. Prints ids and counts, never what was found. May be run again, or broken off."
    )

    def add_arguments(self, parser):
        parser.add_argument("--since", metavar="YYYY-MM-DD", help="only what was added on that day or later")
        parser.add_argument("--circle", metavar="SLUG", help="only of this circle")
        parser.add_argument("--all", action="store_true", help="also what these very editions have seen")
        parser.add_argument("--dry-run", action="store_true", help="look and count; change nothing")
        parser.add_argument("--hide", action="store_true", help="show nobody what is queued until its author has reviewed it")

    def handle(self, **options):
        if options["circle"] is not None and not Circle.unscoped.filter(slug=options["circle"]).exists():
            raise CommandError("No circle has that SLUG: it stands in the circle's address, after /c/.")
        rows, states = redetect.stored(since=_day(options["since"]), circle=options["circle"]), Counter()
        for media in rows.iterator(chunk_size=50):
            if not options["all"] and redetect.is_up_to_date(media, cleaning.sandbox().engines(media.kind)):
                states["same editions"] += 1
                continue
            seen = redetect.look(media, dry_run=options["dry_run"], hide=options["hide"])
            states[seen.state] += 1
            if seen.state not in ("clean", "open"):
                counts = ", ".join(f"{count} {kind}" for kind, count in sorted(seen.found.items()))
                self.stdout.write(f"{seen.state:8} media {media.pk} of case {media.case_id} {counts}".rstrip())
        self.stdout.write(", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "nothing is stored")
        if states["left"]:
            self.stdout.write("`left`: the author is no member any more. Tell a moderator of that circle, who can report and remove it.")
        if states["refused"]:
            raise CommandError(f"{states['refused']} could not be looked at.")


def _day(text):
    if text is None:
        return None
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise CommandError("--since takes a day as YYYY-MM-DD.")
    return timezone.make_aware(datetime(day.year, day.month, day.day))
