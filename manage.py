#!/usr/bin/env python3
"""CaseCircle's command line."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casecircle.settings")
    try:
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here. Run `make .venv`, then `.venv/bin/python manage.py`.")
    try:
        settings.configured or settings.SECRET_KEY  # noqa: B018  (reads the settings now, so that nonsense ends in one sentence)
    except ImproperlyConfigured as problem:
        sys.exit(f"CaseCircle did not start: {problem}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
