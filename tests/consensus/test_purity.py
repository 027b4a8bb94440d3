"""The engine is pure: no Django, no clock, no floating-point number in any decision."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import cases.consensus

PACKAGE = Path(cases.consensus.__file__).parent
SOURCES = sorted(PACKAGE.glob("*.py"))


@pytest.mark.parametrize("source", SOURCES, ids=[source.stem for source in SOURCES])
def test_a_module_imports_only_the_standard_library_and_its_neighbours(source):
    for node in ast.walk(ast.parse(source.read_text())):
        imported = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.level != 1:
            imported.append(node.module)
        for name in imported:
            assert name.split(".")[0] in sys.stdlib_module_names
            assert name.split(".")[0] not in ("time", "datetime", "random", "os", "secrets")


def test_nothing_is_decided_on_a_floating_point_number():
    divisions, floats = [], []
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Div):
                divisions.append(source.name)
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                floats.append(source.name)

    assert divisions == ["ram.py"], "only ram.quotient divides, and only to print"
    assert floats == []


def test_quotient_is_used_for_printing_only():
    users = {source.stem for source in SOURCES if "quotient" in source.read_text()}

    assert users == {"ram", "result", "publishing"}
    deciding = ast.parse((PACKAGE / "ram.py").read_text())
    calls = [node for node in ast.walk(deciding) if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "quotient"]
    assert calls == []


def test_the_engine_runs_without_django():
    code = f"import sys; sys.path.insert(0, {str(PACKAGE.parents[1])!r}); import cases.consensus.wire; print('django' in sys.modules)"
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=60, check=True)

    assert run.stdout == "False\n"
