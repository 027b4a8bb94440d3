"""Nobody can change a class: no value, form, address or statement of SQL does (CONSENSUS.md I10)."""

import ast
import dataclasses
import importlib
import json
import pkgutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.urls import reverse

import cases
import cases.urls
from cases.consensus import Question, decide, record_of
from cases.models import Round

ROOT = Path(cases.__file__).parents[1]
SEALED = {"record", "record_hash", "next_step"}
SETTINGS = {"profile", "eligible", "submitted", "options", "engine"}


def words_of_a_result():
    """Every key that a record has, but for those of settings and counts: state, class, median, outcome and the rest."""
    record = json.loads(record_of(Question(["A", "B"], [[8, 7]] * 7, [[8, 7]] * 7, 7)).body)
    return (set(record) | set(record["options"]["A"]) | set(record["stability"]["A"])) - SETTINGS


def test_i10_every_value_of_a_result_is_immutable():
    result = decide(["A"], [[8]] * 7)

    for frozen, name in ((result, "outcome"), (result["A"], "state"), (result["A"].statistics, "region"), (result.options, "0")):
        with pytest.raises((dataclasses.FrozenInstanceError, AttributeError)):
            setattr(frozen, name, "A")
    for derived in ("rating_class", "disagreement"):  # of a class with slots Python says TypeError
        with pytest.raises((AttributeError, TypeError)):
            setattr(result["A"].statistics, derived, "A")


def test_i10_only_closing_a_round_writes_its_sealed_fields():
    """Over all source files: an assignment to one of the fields, or one given to a query, stands in `Round.close` alone."""
    found = set()
    for source in [path for app in ("cases", "circles", "accounts") for path in ROOT.glob(f"{app}/**/*.py")]:
        text = source.read_text()
        # A view keeps a record of its own to send; a row's is written by models.
        names = SEALED if "models" in source.parts else SEALED - {"record"}
        if "migrations" in source.parts or not any(name in text for name in names):
            continue
        functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
        found |= {(source.name, function.name) for function in functions if names & set(written(function))}
    assert found == {("round.py", "close")}


def written(function):
    """The names of attributes that a function assigns, and of the keywords it gives to a query that writes."""
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("update", "create", "update_or_create", "get_or_create"):
            yield from (keyword.arg for keyword in node.keywords)


def every_form():
    """Every form of the program, once its modules are imported."""
    for package in ("cases.forms", "circles", "accounts"):
        module = importlib.import_module(package)
        for found in pkgutil.walk_packages(module.__path__, f"{package}."):
            if "forms" in found.name:
                importlib.import_module(found.name)
    classes, found = [BaseForm], []
    while classes:
        subclass = classes.pop()
        classes += subclass.__subclasses__()
        if subclass.__module__.split(".")[0] in ("cases", "circles", "accounts"):
            found.append(subclass)
    return found


def test_i10_no_form_has_a_field_for_a_result():
    forms = every_form()

    assert len(forms) > 15
    for form in forms:
        assert not words_of_a_result() & set(form.base_fields), form
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def stored(decision):
    """What is sealed of every closed round, as the database holds it now."""
    rounds = Round.unscoped.filter(decision=decision, closed_at__isnull=False).order_by("number")
    return list(rounds.values_list("record", "record_hash", "next_step", "eligible"))


@pytest.mark.parametrize("who", ["amara", "admin", "chen", "bose"])
def test_i10_whatever_is_sent_to_whatever_address_the_sealed_results_stay(decided, who, request, as_user, circle, case):
    """Owner, admin, moderator and member send every word of a result to every address of a case, as a form, to change a class."""
    client = as_user(request.getfixturevalue(who))
    before = stored(decided)
    forged = dict.fromkeys(words_of_a_result(), "consensus_against") | {"statement": "Wait.", "strength": "strong", "reason": "It is so."}
    places = {"circle": circle.slug, "case": case.pk, "decision": decided.pk, "option": decided.options.last().pk}
    places |= {"seat": decided.seats.last().pk, "round": 2}
    sent = 0
    for pattern in cases.urls.urlpatterns:
        wanted = set(pattern.pattern.converters) | {"circle"}
        if "decision" not in (pattern.name or "") or not wanted <= set(places):
            continue
        address = reverse(pattern.name, kwargs={name: places[name] for name in wanted})
        with transaction.atomic():
            assert client.post(address, forged).status_code in (302, 403, 404, 405, 422), address
            assert stored(decided) == before, address
            transaction.set_rollback(True)
        sent += 1
    assert sent > 15


@pytest.mark.parametrize("field", ["record", "record_hash", "next_step", "eligible"])
def test_i10_the_database_refuses_another_result_of_a_closed_round(decided, field):
    last = decided.closed_rounds[-1]
    setattr(last, field, 3 if field == "eligible" else "conclude_unstable" if field == "next_step" else "0" * 64)

    with pytest.raises(IntegrityError), transaction.atomic():
        last.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        last.save(update_fields=[field])


def test_i10_a_conclusion_takes_no_numbers_and_needs_the_strength_that_the_result_allows(decided, amara, bose, clean):
    for taken in ({"outcome": "no_consensus"}, {"result": {}}, {"recommended": ["1@1"]}):
        with pytest.raises(TypeError):
            decided.conclude(statement=clean("Implant."), strength="strong", by=amara, **taken)
    with pytest.raises(PermissionDenied):
        decided.conclude(statement=clean("Implant."), strength="strong", by=bose)
