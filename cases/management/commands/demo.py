"""`manage.py demo`: three fictitious circles to look at. Safe to run again."""

import os
import secrets

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cases.intake import cleaning
from cases.management.commands import read_words
from cases.management.demo import dental, french, play, spanish
from circles.models import Circle

SCRIPTS = (dental.CIRCLE, french.CIRCLE, spanish.CIRCLE)
WORDS = [
    "amber", "anchor", "apple", "autumn", "basket", "beacon", "birch", "bridge", "button", "canvas", "cedar", "cherry", "cloud",
    "copper", "coral", "cotton", "daisy", "delta", "ember", "falcon", "fern", "forest", "garden", "ginger", "harbour", "hazel",
    "island", "ivory", "jasmine", "juniper", "lantern", "lemon", "linen", "maple", "marble", "meadow", "mirror", "nutmeg",
    "ocean", "olive", "orchard", "paper", "pearl", "pepper", "pine", "planet", "pocket", "quartz", "raven", "ribbon", "river",
    "saffron", "silver", "spruce", "summer", "thistle", "timber", "tulip", "velvet", "walnut",
]  # fmt: skip


class Command(BaseCommand):
    help = "Loads three fictitious circles (English, French, Spanish) with cases, pictures and decisions, and prints their sign-ins."

    def add_arguments(self, parser):
        parser.add_argument("--only-once", action="store_true", help="do nothing where the demonstration, or a circle, is there already")

    def handle(self, *, only_once, **options):
        if settings.HTTPS:
            raise CommandError("The demonstration has printed passwords; it loads only where PUBLIC_URL is http://localhost.")
        there = set(Circle.unscoped.filter(slug__in=[script["slug"] for script in SCRIPTS]).values_list("slug", flat=True))
        if only_once and (len(there) == len(SCRIPTS) or (not there and Circle.unscoped.exists())):
            return
        self.stdout.write("Loading the demonstration: its pictures go through the real intake (about a minute)")
        note = settings.VAR_DIR / "demo-sign-ins.txt"
        password = kept_password(note) or "-".join(secrets.choice(WORDS) for _ in range(4))
        settings.VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(sign_ins(password))
        try:
            with read_words.at_hand():
                for script in SCRIPTS:
                    play.circle(script, password)
        finally:
            cleaning.cool_down()
        if not only_once:
            self.stdout.write(sign_ins(password))


def sign_ins(password):
    """One line a circle: its address for each role, and the password they share."""
    lines = [f"Demonstration sign-ins (password for all: {password})"]
    for script in SCRIPTS:
        roles = {role: email for email, _name, role, _specialty in reversed(script["people"])}
        lines.append(f"  {script['name']:<24} admin {roles['admin']}, moderator {roles['moderator']}, member {roles['member']}")
    return "\n".join(lines) + "\n"


def kept_password(note):
    if not note.exists():
        return ""
    return note.read_text().partition("password for all: ")[2].partition(")")[0]
