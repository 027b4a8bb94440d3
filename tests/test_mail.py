"""No mail carries a patient, a case, a circle or a person's words: every mail template of the project is rendered with marked data."""

from datetime import UTC, datetime
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.template.loader import get_template
from django.utils import translation

CANARY = "ZZCANARY"
OURS = settings.BASE_DIR / "templates"
THEIRS = Path(allauth.__file__).parent / "templates"
ADDRESS = "someone@example.org"  # an address is what a mail about an address is about


def names():
    """Every template that becomes a mail: ours, and allauth's under the same names."""
    found = set()
    for root in (OURS, THEIRS):
        for folder in ("emails", "account/email", "mfa/email", "usersessions/email"):
            found |= {str(path.relative_to(root)) for path in (root / folder).rglob("*") if path.is_file()}
    return sorted(name for name in found if not Path(name).name.startswith("base_"))


class Marked:
    """Stands for any object: each of its attributes, items and its text is marked, at any depth."""

    email = ADDRESS
    language = "en"

    def __getattr__(self, name):
        if name.startswith("__") or name in ("resolve_expression", "as_sql", "do_not_call_in_templates", "alters_data", "_meta"):
            raise AttributeError(name)
        return Marked()

    def __getitem__(self, key):
        if isinstance(key, int):
            raise IndexError
        return Marked()

    def __str__(self):
        return CANARY

    __repr__ = __html__ = __str__

    def __format__(self, spec):
        return CANARY

    def __iter__(self):
        return iter([])


def context():
    """What a careless caller could hand over, beside the few facts that a mail may carry."""
    marked = """
    case circle membership comment patient title question body text option decision flag media author inviter invitation
    name reason finding outcome conclusion object subject username site current_site site_name request user_agent user notification
    notice message rating seat"""
    may = {
        "public_url": "https://cases.example.org",
        "link": "https://cases.example.org/invitations/t/",
        "activate_url": "https://cases.example.org/accounts/confirm-email/k/",
        "password_reset_url": "https://cases.example.org/accounts/password/reset/key/k/",
        "signup_url": "https://cases.example.org/accounts/signup/",
        "expires_at": datetime(2026, 11, 24, tzinfo=UTC),
        "timestamp": datetime(2026, 11, 24, tzinfo=UTC),
        "ip": "192.0.2.1",
        "email": ADDRESS,
        "from_email": ADDRESS,
        "to_email": "other@example.org",
        "deleted_email": ADDRESS,
        "code": "123456",
        "n": 3,
        "count": 3,
    }
    return {**{name: Marked() for name in marked.split()}, **may}


def test_there_are_mails_to_test():
    assert len(names()) >= 25
    assert "emails/invitation.txt" in names()


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("name", names())
def test_a_mail_carries_no_words_of_a_case_a_circle_or_a_person(name, language):
    with translation.override(language):
        text = get_template(name).render(context())

    assert CANARY not in text
    assert text.strip()


CARELESS = ["{{ case.title }}", "{{ circle }}", "{% if 1 %}{{ user.name }}{% endif %}", "{{ request.path }}", "{{ case.comments.0.text }}"]


@pytest.mark.parametrize("line", CARELESS)
def test_the_marker_is_noticed(line):
    from django.template import engines

    assert CANARY in engines["django"].from_string(line).render(context())


@pytest.mark.parametrize("name", [name for name in names() if name.startswith("emails/") or name.endswith("_subject.txt")])
def test_a_subject_is_one_short_line(name):
    subject = get_template(name).render(context()).strip().partition("\n")[0]

    assert 5 < len(subject) <= 60


def test_no_mail_is_html():
    assert [name for name in names() if not name.endswith(".txt")] == []


def test_mail_is_written_to_files_that_only_the_server_reads(settings, tmp_path):
    from accounts import mail

    settings.EMAIL_BACKEND = "accounts.mail.PrivateFileBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"

    mail.send(ADDRESS, "invitation", {"link": "https://cases.example.org/x", "expires_at": datetime(2026, 11, 24, tzinfo=UTC)})

    (written,) = (tmp_path / "mail").iterdir()
    assert (oct((tmp_path / "mail").stat().st_mode)[-3:], oct(written.stat().st_mode)[-3:]) == ("700", "600")
    assert "https://cases.example.org/x" in written.read_text()
