"""What django-allauth's second factor asks of us: a fixed relying party, and secrets that are encrypted where they rest."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _


class MFAAdapter(DefaultMFAAdapter):
    def get_public_key_credential_rp_entity(self):
        """The name that passkeys are bound to: the configured host, whatever a request says."""
        return {"id": settings.PUBLIC_HOST, "name": "CaseCircle"}

    def generate_authenticator_name(self, user, type):
        """What a new key is called until its owner renames it."""
        return _("Passkey %(number)s") % {"number": Authenticator.objects.filter(user=user, type=type).count() + 1}

    def build_totp_svg(self, url):
        """Nothing: allauth's page shows it as a `data:` image, which our policy refuses. Ours draws it (`templatetags/qr.py`)."""
        return ""

    def encrypt(self, text):
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _box().decrypt(encrypted_text.encode()).decode()


def _box():
    """Keys made of SECRET_KEY and, for reading, of its fallbacks, so that a rotated key keeps everybody's second factor."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = [hashlib.sha256(b"casecircle second factor" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])
