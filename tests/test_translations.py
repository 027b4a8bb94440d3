"""French and Spanish are whole: every sentence is translated, keeps its placeholders, is compiled, and reaches the reader who speaks it."""

import ast
import gettext
import re

import pytest
from django.conf import settings
from django.core import mail
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import datetime
from django.utils.translation.template import templatize

from accounts import countries
from accounts.mail import send
from cases import endings
from cases.deid import REFUSALS

ROOT = settings.BASE_DIR
LANGUAGES = ("fr", "es")
APPS = ("accounts", "casecircle", "cases", "circles")
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt"))
MODULES = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
ENGLISH_ONLY = {"templates/500.html"}  # whatever failed may fail again: this page asks nothing of Django
NAMES = {"CaseCircle", "– CaseCircle", "CaseCircle ·"}
LINE = re.compile(r"(msg[\w\[\]]+)? ?(\".*\")")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%d|(?<!%)\{\w*\}|</?\w+>")


def entries(language):
    """(context, msgid, msgid_plural, [msgstr, ...], flags) of each entry of a catalogue, its head included."""
    for block in (ROOT / "locale" / language / "LC_MESSAGES/django.po").read_text().strip().split("\n\n"):
        found, key, flags = {}, "", set()
        for line in block.splitlines():
            if line.startswith("#"):
                flags |= {flag.strip() for flag in line[2:].split(",")} if line.startswith("#,") else set()
                continue
            word, quoted = LINE.fullmatch(line).groups()
            key = word or key
            found[key] = found.get(key, "") + ast.literal_eval(quoted)
        forms = [found[key] for key in sorted(found) if key.startswith("msgstr")]
        yield found.get("msgctxt"), found["msgid"], found.get("msgid_plural"), forms, flags


def sentences(language):
    return [entry for entry in entries(language) if entry[1]]


def keys(language):
    return {(context, msgid) for context, msgid, *_rest in sentences(language)}


# --- The catalogues -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_and_none_is_a_guess(language):
    wanting = [msgid for _, msgid, _, forms, flags in sentences(language) if "fuzzy" in flags or not all(form.strip() for form in forms)]

    assert len(sentences(language)) > 1000
    assert wanting == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_both_their_forms(language):
    assert [msgid for _, msgid, plural, forms, _ in sentences(language) if len(forms) != (2 if plural else 1)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_tags_are_kept(language):
    def marks(text):
        return sorted(PLACEHOLDER.findall(text))

    lost = [
        msgid
        for _, msgid, plural, forms, _ in sentences(language)
        if any(marks(form) != marks(said) for form, said in zip(forms, (msgid, plural), strict=False))
    ]

    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language):
    written = {}
    for context, msgid, plural, forms, _ in sentences(language):
        key = f"{context}\x04{msgid}" if context else msgid
        written |= {(key, number): form for number, form in enumerate(forms)} if plural else {key: forms[0]}

    with (ROOT / "locale" / language / "LC_MESSAGES/django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)._catalog
    assert {key: form for key, form in catalogue.items() if key} == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_promises_anonymity(language):
    assert [
        msgid for _, msgid, _, forms, _ in sentences(language) if any("anonym" in f.lower() or "anónim" in f.lower() for f in forms)
    ] == []


def test_french_double_marks_have_a_space_that_does_not_break():
    wrong = re.compile(r"[^\s\u00a0:][:;?!»](?![/\w])|(?<!\u00a0)[;?!»](?!\w)|«(?!\u00a0)| :")

    assert [form for *_, forms, _ in sentences("fr") for form in forms if wrong.search(form)] == []


@pytest.mark.parametrize("word", [r"\b(?:tu|te|toi|ton|tes)\b"])
def test_french_readers_are_addressed_formally(word):
    assert [form for *_, forms, _ in sentences("fr") for form in forms if re.search(word, form.lower())] == []


@pytest.mark.parametrize("word", [r"\b(?:tú|tu|tus|te|ti|contigo)\b"])
def test_spanish_readers_are_addressed_formally(word):
    assert [form for *_, forms, _ in sentences("es") for form in forms if re.search(word, form.lower())] == []


# --- The source ---------------------------------------------------------------------------------------------------------

MARKERS = {"gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}


def marked(path):
    """(context, msgid) of each marked sentence of a module or template, read as makemessages reads it."""
    source = path.read_text()
    if path.suffix != ".py":  # templatize leaves calls of gettext between blanked-out HTML
        calls = re.findall(
            r"""\b(n?p?gettext)\((u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"))(?:, ?(u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")))?""",
            templatize(source),
        )
        yield from ((ast.literal_eval(a), ast.literal_eval(b)) if "p" in name[:2] else (None, ast.literal_eval(a)) for name, a, b in calls)
        return
    tree = ast.parse(source)
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"]
    called = {alias.asname or alias.name: alias.name for node in imported for alias in node.names if alias.name in MARKERS}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in called:
            literals = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if literals:
                contextual = called[node.func.id].startswith(("pgettext", "npgettext"))
                yield (literals[0], literals[1]) if contextual else (None, literals[0])


def test_every_marked_sentence_of_the_source_is_in_both_catalogues():
    """When this fails: `manage.py makemessages -l fr -l es --ignore=.venv --ignore=var --ignore=tests --no-obsolete --no-location`."""
    known = keys("fr") & keys("es")

    assert {(path.name, key) for path in (*MODULES, *TEMPLATES) for key in marked(path) if key not in known} == set()


def unmarked(source):
    """The words of a template that no translation reaches: text between tags, attributes that are read out or shown, defaults."""
    for pattern in (r"\{#.*?#\}", r"\{%\s*comment.*?endcomment\s*%\}", r"<(script|style)\b.*?</\1>", r"<kbd>\w</kbd>"):
        source = re.sub(pattern, "", source, flags=re.S)
    defaults = re.findall(r"""\{\{[^}]*\|default(?:_if_none)?:["']([^"']*)""", source)
    source = re.sub(r"\{%\s*blocktranslate\b.*?\{%\s*endblocktranslate\s*%\}|\{\{.*?\}\}", "", source, flags=re.S)
    source = re.sub(r"\{%.*?%\}", "\n", source, flags=re.S)
    shown = re.findall(r'\b(?:aria-label|aria-description|title|alt|placeholder|data-words)="([^"]*)"', source)
    nodes = re.sub(r"<[^>]*>", "\n", source, flags=re.S).split("\n")
    return [words.strip() for words in (*shown, *nodes, *defaults) if re.search(r"[^\W\d_]", re.sub(r"&\w+;", "", words))]


def test_templates_say_nothing_in_english_only():
    pages = [path for path in TEMPLATES if str(path.relative_to(ROOT)) not in ENGLISH_ONLY]

    assert [(path.name, words) for path in pages for words in unmarked(path.read_text()) if words not in NAMES] == []


@pytest.mark.parametrize(
    "line", ["<p>Hello</p>", '<a aria-label="Close">×</a>', "{% if a %}yes{% endif %}", "<p>{{ n }} cases</p>", '{{ a|default:"none" }}']
)
def test_the_lint_of_templates_notices(line):
    assert unmarked(line) != []


def untranslated(source):
    """Literal words handed to a form field, an error or a message without a mark."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(getattr(node.func, "value", None), "id", "") == "log":
            continue  # operators read logs, in English
        if isinstance(node, ast.keyword) and node.arg in ("label", "help_text", "verbose_name"):
            given = [node.value]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in (
            "ValidationError", "add_error", "success", "error", "warning", "info",
        ):  # fmt: skip
            given = node.args
        else:
            continue
        yield from (arg.value for arg in given if isinstance(arg, ast.Constant) and isinstance(arg.value, str) and " " in arg.value)


def test_forms_and_views_say_nothing_in_english_only():
    web = [path for path in MODULES if {"forms", "views", "forms.py", "views.py"} & set(path.parts)]

    assert [(path.name, words) for path in web for words in untranslated(path.read_text())] == []


def test_the_lint_of_forms_notices():
    assert list(untranslated('field = CharField(label="Your name")\nform.add_error("name", "Say who you are.")')) != []


# --- What people see ------------------------------------------------------------------------------------------------------


@pytest.fixture
def reader(amara):
    """Amara, reading in a language of hers."""

    def speaking(language):
        amara.user.language = language
        amara.user.save(update_fields=["language"])
        return amara

    return speaking


@pytest.mark.parametrize(("language", "words"), [("en", "New case"), ("fr", "Nouveau cas"), ("es", "Caso nuevo")])
def test_a_member_reads_the_circle_in_the_language_of_their_account(as_user, reader, circle, language, words):
    page = as_user(reader(language)).get(circle.get_absolute_url(), headers={"accept-language": "de, en;q=0.5"})

    assert words in page.text
    assert f'<html lang="{language}">' in page.text
    assert page.headers["Content-Language"] == language


@pytest.mark.parametrize(("accepted", "words"), [("fr-CA", "Se connecter"), ("es", "Iniciar sesión"), ("de", "Sign in")])
def test_somebody_signed_out_reads_what_their_browser_asks_for(as_user, db, accepted, words):
    page = as_user(None).get("/accounts/login/", headers={"accept-language": accepted}, follow=True)

    assert words in page.text


@pytest.mark.parametrize(("language", "words"), [("fr", "Il n’y a rien ici"), ("es", "Aquí no hay nada")])
def test_error_pages_speak_the_readers_language(as_user, reader, language, words):
    page = as_user(reader(language)).get("/nowhere/")

    assert page.status_code == 404
    assert words in page.text


def test_every_refusal_is_marked_for_translation():
    assert {part for parts in REFUSALS.values() for part in parts} == set(endings.OF_DEID)


@pytest.mark.parametrize("language", LANGUAGES)
def test_refusals_and_endings_are_told_in_the_readers_language(language):
    known = REFUSALS | endings.ENDINGS

    with translation.override(language):
        told = {code: endings.sentence(code) for code in known}

    assert [code for code, parts in known.items() if any(part in told[code] for part in parts)] == []


@pytest.mark.parametrize(("language", "first", "then"), [("fr", "Estonie", "États-Unis"), ("es", "Egipto", "Emiratos Árabes Unidos")])
def test_countries_stand_in_the_readers_alphabet(language, first, then):
    with translation.override(language):
        names = [name for _code, name in countries.choices()]

    assert names.index(first) < names.index(then) < names.index("Francia" if language == "es" else "France")


@pytest.mark.parametrize(
    ("language", "written"), [("en", "24 November 2026"), ("fr", "24 novembre 2026"), ("es", "24 de noviembre de 2026")]
)
def test_dates_are_written_as_the_language_writes_them(language, written):
    with translation.override(language):
        assert date_format(datetime(2026, 11, 24), "DATE_FORMAT") == written


@pytest.mark.parametrize(("language", "subject"), [("fr", "Il y a du nouveau dans CaseCircle"), ("es", "Hay algo nuevo en CaseCircle")])
def test_mail_speaks_the_recipients_language_whoever_caused_it(language, subject):
    with translation.override("en"):
        send("someone@example.org", "notice", language=language)

    assert mail.outbox[0].subject == subject
