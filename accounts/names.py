"""Names that people write of themselves and of their circles: shown to others, so they pass the checks that the settings name."""

from django.conf import settings
from django.utils.module_loading import import_string


def check_name(name):
    """Run every function of NAME_VALIDATORS, which lie in apps that this one does not know; ValidationError from any of them."""
    for place in settings.NAME_VALIDATORS:
        import_string(place)(name)
