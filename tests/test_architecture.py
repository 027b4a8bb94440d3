"""The house rules that a reader could forget, as lints over the source."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("casecircle", "accounts", "circles", "cases")
WEB = [
    path for app in OURS for part in ("views", "forms") for path in [*(ROOT / app).glob(f"{part}.py"), *(ROOT / app / part).rglob("*.py")]
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
DECODERS = ("av", "cv2", "onnxruntime", "tokenizers", "numpy", "PIL", "pi_heif", "pydicom", "scipy", "skimage", "boto3")


def offences(source):
    """What a view or form may not do, each as a sentence with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Attribute) and node.attr in ("unscoped", "_default_manager", "_base_manager"):
            found.append(f"{line}: {node.attr} reaches past the circle")
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0] if node.args else None
            if called in ("get_object_or_404", "get_list_or_404") and isinstance(first, ast.Name) and first.id[:1].isupper():
                found.append(f"{line}: {called}({first.id}) looks up instead of reaching")
            if called in ("ModelChoiceField", "ModelMultipleChoiceField") or any(word.arg == "queryset" for word in node.keywords):
                found.append(f"{line}: a form field holds a queryset")
            if called == "mark_safe":
                found.append(f"{line}: mark_safe")
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "model" for target in node.targets):
            found.append(f"{line}: model = is a name to type")
        if isinstance(node, ast.ClassDef) and any("ModelForm" in ast.dump(base) for base in node.bases):
            found.append(f"{line}: a ModelForm may write fields nobody named")
    return found


@pytest.mark.parametrize("path", WEB, ids=lambda path: str(path.relative_to(ROOT)))
def test_views_and_forms_reach_and_never_look_up(path):
    assert offences(path.read_text()) == []


@pytest.mark.parametrize(
    "line",
    [
        "case = Case.unscoped.get(pk=pk)",
        "case = Case._default_manager.get(pk=pk)",
        "case = get_object_or_404(Case, pk=pk)",
        "class Form(ModelForm): pass",
        "field = ModelChoiceField(rows)",
        "field = Field(queryset=rows)",
        "class V:\n    model = Case",
    ],
)
def test_the_lint_notices(line):
    assert offences(line) != []


def test_scoped_models_have_no_name_to_type():
    from django.apps import apps

    named = [
        model.__name__
        for label in ("circles", "cases")
        for model in apps.get_app_config(label).get_models()
        if hasattr(model, "objects") or not hasattr(model, "unscoped")
    ]

    assert named == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_have_nothing_inline_and_nothing_foreign(path):
    text = path.read_text()

    assert re.findall(r"\sstyle\s*=", text) == []
    assert re.findall(r"\son[a-z]+\s*=\s*[\"']", text) == []
    assert re.findall(r"<script(?![^>]*(?:src=|type=\"application/json\"))[^>]*>", text) == []
    assert re.findall(r"<style\b", text) == []
    assert [url for url in re.findall(r"https?://[^\s\"'<]+", text) if not url.startswith("http://www.w3.org/")] == []


def test_nothing_is_marked_safe_but_what_was_sanitised_when_written():
    """`|safe` is allowed for a comment's stored HTML and for help texts of our own forms; each place is named."""
    used = {}
    for path in TEMPLATES:
        for expression in re.findall(r"{{\s*([^}|]+)\|safe", path.read_text()):
            used.setdefault(expression.strip(), set()).add(str(path.relative_to(ROOT)))

    assert set(used) <= {"comment.html", "field.help_text"}


def test_scripts_never_write_html():
    for path in (ROOT / "static/js").rglob("*.js"):
        found = re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|localStorage|indexedDB", path.read_text()
        )
        assert found == [], path.name


def makers(name):
    """Files of ours that call `name(...)`."""
    return {
        str(path.relative_to(ROOT))
        for app in OURS
        for path in (ROOT / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == name
    }


def test_only_deidentification_makes_clean_values():
    assert all(path.startswith("cases/deid/") for path in makers("certify"))
    assert makers("Clean") <= {"cases/deid/clean.py"}


def test_only_intake_makes_clean_files():
    assert makers("CleanFile") != set()
    assert all(path.startswith("cases/intake") for path in makers("CleanFile"))


def test_a_clean_value_cannot_be_made_by_hand():
    from cases.deid import Clean, Receipt

    with pytest.raises(TypeError):
        Clean("words", Receipt(kind="text", engines={}))


def test_storage_refuses_what_deidentification_did_not_make():
    from django.core.files.base import ContentFile

    from cases.storage import NotDeidentified, clean_storage

    with pytest.raises(NotDeidentified):
        clean_storage().save("raw.jpg", ContentFile(b"raw"))


def test_saving_a_raw_file_through_the_model_is_refused_too(case, amara):
    from django.core.files.base import ContentFile

    from cases.models import Media
    from cases.storage import NotDeidentified

    with pytest.raises(NotDeidentified):
        Media(case=case, by=amara).file.save("raw.jpg", ContentFile(b"raw"))


@pytest.mark.slow
def test_the_web_process_imports_no_decoder_and_no_model(tmp_path):
    """A process of its own loads every URL's view as the web server does and then lists what it imported."""
    program = (
        "import sys, django; from casecircle.wsgi import application; from django.urls import get_resolver;"
        "list(get_resolver().reverse_dict); import cases.urls, circles.urls;"
        f"print([name for name in {DECODERS!r} if name in sys.modules])"
    )
    env = {"PATH": "/usr/bin:/bin", "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "casecircle.settings"}
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)

    assert done.stdout.strip() == "[]", done.stderr[-2000:]


def test_there_is_no_drawer_for_leftovers():
    forbidden = {"utils.py", "helpers.py", "services.py", "common.py", "signals.py", "admin.py"}

    assert [str(path) for app in OURS for path in (ROOT / app).rglob("*.py") if path.name in forbidden] == []


def test_the_project_never_mentions_the_design_folder():
    paths = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    word = "../" + "shared"

    assert [path for path in paths if path and (ROOT / path).is_file() and word.encode() in (ROOT / path).read_bytes()] == []
