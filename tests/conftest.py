"""The cast, and private folders for every test."""

import pytest
from django.test import Client
from django.utils import timezone, translation
from hypothesis import settings as properties

from accounts.models import User
from cases.models import Case
from circles.models import Circle, Membership
from tests.model import THE_MODEL

# Properties are tried on the same examples everywhere, without a clock. Others: --hypothesis-profile=default --hypothesis-seed=7
properties.load_profile("ci")


def pytest_collection_modifyitems(items):
    """The long stories first, so that two workers end together."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Without the sessions' time limits: a test is one transaction for as long as it takes, and on a busy machine that may be minutes."""
    from django.db import connection

    if connection.vendor == "postgresql":
        connection.settings_dict["OPTIONS"].pop("options")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Without the ledger's triggers: Django empties tables after a transactional test. (`ledger_triggers` puts them back for one test.)"""
    from django.db import connection

    from accounts import triggers

    with django_db_blocker.unblock():
        triggers.remove(connection)


@pytest.fixture(autouse=True)
def private_folders(settings, tmp_path):
    """Every test has its own media, sealed folder, keys and mail; nothing is shared and nothing is left."""
    from django.core.files.storage import storages

    settings.VAR_DIR = tmp_path
    settings.SEALED_DIR = tmp_path / "sealed"
    settings.SEALED_KEYS_DIR = tmp_path / "sealed-keys"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    default = {"BACKEND": "cases.storage.CleanFileSystemStorage", "OPTIONS": {"location": tmp_path / "media", "base_url": None}}
    settings.STORAGES = {"default": default, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    storages._storages.clear()
    return tmp_path


@pytest.fixture(autouse=True)
def english():
    """Every test begins in English, whatever the one before it left active."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Argon2 is slow on purpose; one test of its own checks that the real setting is Argon2."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def circle(db):
    return Circle.unscoped.create(slug="cardio", name="Cardiology Circle", language="en", policy="international")


@pytest.fixture
def other_circle(db):
    return Circle.unscoped.create(slug="dental", name="Dental Circle", language="en", policy="uk")


def join(circle, name, role="member"):
    """A person of that name with a membership of `circle`."""
    user = User.objects.create_user(email=f"{name.lower().split()[-1]}@example.org", name=f"Dr {name}", password="a long enough passphrase")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return Membership.unscoped.create(circle=circle, user=user, role=role)


@pytest.fixture
def amara(circle):
    """The author."""
    return join(circle, "Amara")


@pytest.fixture
def bose(circle):
    """A member."""
    return join(circle, "Bose")


@pytest.fixture
def chen(circle):
    """The moderator."""
    return join(circle, "Chen", "moderator")


@pytest.fixture
def admin(circle):
    """The circle's admin."""
    return join(circle, "Okafor", "admin")


@pytest.fixture
def dahl(other_circle):
    """A member of another circle."""
    return join(other_circle, "Dahl")


@pytest.fixture
def edith(circle):
    """A former member."""
    membership = join(circle, "Edith")
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    return membership


@pytest.fixture
def as_user():
    """A client signed in as the person of a membership; `as_user(None)` is signed out."""

    def client(membership):
        client = Client(headers={"host": "localhost"})
        if membership is not None:
            client.force_login(membership.user)
        return client

    return client


@pytest.fixture(autouse=True)
def text_model(settings):
    """The text model's own process: one for all tests of this process, started when the first of them needs it."""
    settings.TEXT_MODEL_SOCKET, settings.TEXT_MODEL_SECONDS = THE_MODEL, 60
    return THE_MODEL


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """A machine with much to do prints and reads late; what never comes fails all the same."""
    from cases.export import pdf
    from cases.forms import look

    monkeypatch.setattr(pdf, "SECONDS", 600)
    monkeypatch.setattr(look, "SECONDS", 60)


@pytest.fixture
def clean(text_model):
    """Words that text de-identification passed, and that the model has read."""
    from cases.deid import text
    from cases.words import read

    return lambda words: text.clean(words, language="en", read=read(text.tidy(words)))


def a_case(author, **changes):
    """A posted, open case with ordinary words in every field."""
    words = {
        "title": "Exertional syncope in a woman in her forties",
        "question": "Implantable defibrillator now, or medical treatment first?",
        "presentation": "Two syncopes on exertion within three weeks. No chest pain.",
        "findings": "Systolic murmur 3/6, blood pressure 118/76 mmHg.",
        "investigations": "Echocardiography: septal thickness 22 mm, gradient 64 mmHg.",
        "treatment": "Bisoprolol 5 mg once daily since day 2.",
        "age_band": "40-49",
        "sex": "female",
        "specialty": "cardiology",
        "tags": ["cardiomyopathy"],
    }
    return Case.unscoped.create(circle=author.circle, author=author, **{"posted_at": timezone.now(), **words, **changes})


@pytest.fixture
def case(amara):
    return a_case(amara)


@pytest.fixture
def draft(amara):
    return a_case(amara, posted_at=None)
