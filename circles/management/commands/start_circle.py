"""Begins a real circle: prints one invitation link for its first admin."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import connection, transaction

from accounts.names import check_name
from circles import policies
from circles.models import Circle, Invitation, Role


class Command(BaseCommand):
    help = "Create a circle and print the link with which its first admin joins. The link works once, for that address, for 7 days."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the circle's name, up to 80 characters")
        parser.add_argument("--admin", required=True, metavar="EMAIL", help="the address of its first admin")
        parser.add_argument("--policy", choices=list(policies.POLICIES), default="international")
        parser.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES], help="default: the policy's, or English")

    def handle(self, *args, name, admin, policy, language, **options):
        name = name.strip()
        if not 1 <= len(name) <= 80:
            raise CommandError("The name must have 1 to 80 characters.")
        try:
            check_name(name)
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from None
        try:
            validate_email(admin)
        except ValidationError:
            raise CommandError(f"{admin} is not an e-mail address.") from None
        known = dict(settings.LANGUAGES)
        language = language or (policies.POLICIES[policy].language if policies.POLICIES[policy].language in known else "en")
        if Circle._meta.db_table not in connection.introspection.table_names():
            raise CommandError("There is no database yet. Start CaseCircle once with `DEMO=0 make run`, then run this again.")
        with transaction.atomic():
            circle = Circle.establish(name, policy=policy, language=language)
            _, token = circle.invite(admin, Role.ADMIN, by=None)
        self.stdout.write(Invitation.link(token))
