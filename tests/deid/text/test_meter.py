# ruff: noqa: E501 - tables are read as one line
"""The re-identification meter: indirect identifiers found in three languages, counted once a kind, each with a coarser wording."""

import pytest

from cases.deid.text.meter import measure


def found(text, language="en", **more):
    reading = measure({"presentation": text}, language=language, **more)
    return {(factor.kind, text[factor.start : factor.end], factor.coarser) for factor in reading.factors if factor.field}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "A 52-year-old lighthouse keeper with Fabry disease.",
         {("age", "52", "50–54"), ("occupation", "lighthouse keeper", "[occupation]"), ("condition", "Fabry", "[rare condition]")}),
        ("fr", "Bergère de 47 ans, survivante de l'avalanche, amylose AL.",
         {("age", "47", "45–49"), ("occupation", "Bergère", "[profession]"), ("event", "avalanche", "[événement]"), ("condition", "amylose", "[maladie rare]")}),
        ("en", "A 44-year-old Midwife with a cough.", {("age", "44", "40–44"), ("occupation", "Midwife", "[occupation]")}),
        ("es", "Torero de 63 años con porfiria, uno de los trillizos del pueblo.",
         {("age", "63", "60–64"), ("occupation", "Torero", "[profesión]"), ("condition", "porfiria", "[enfermedad rara]"), ("circumstance", "trillizos", "[circunstancia]")}),
    ],
)  # fmt: skip
def test_indirect_identifiers_are_found_with_a_coarser_wording(language, text, expected):
    assert found(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A smoker for 20 years with chest pain, on amoxicillin 500 mg three times a day.",
        "Fumeur depuis 20 ans, suivi pendant 5 ans, douleur thoracique.",
        "Diabetes desde hace 20 años, cura de la herida cada 48 h.",
        "Follow-up of 12 years in a pilot study; Tanner stage III; a Baker cyst.",
    ],
)
def test_durations_and_common_clinical_words_are_no_identifiers(text):
    assert found(text) == set()


def test_a_band_is_no_exact_age():
    assert found("A 50–54-year-old woman") == {("age", "50–54", "")}


@pytest.mark.parametrize(
    ("text", "more", "level"),
    [
        ("A woman with chest pain.", {"sex": True, "ages": (50, 54)}, "low"),
        ("A woman with Fabry disease.", {}, "low"),
        ("A 52-year-old woman with Fabry disease.", {"sex": True}, "some"),
        ("A 52-year-old lighthouse keeper with Fabry disease.", {"sex": True}, "high"),
    ],
)
def test_the_level_rises_as_factors_meet(text, more, level):
    assert measure({"presentation": text}, language="en", **more).level == level


def test_a_kept_town_makes_a_rare_condition_recognisable():
    text = "A woman from Foix with Fabry disease."
    place = ("presentation", text.index("Foix"), text.index("Foix") + 4, "town")

    assert measure({"presentation": text}, language="en").level == "low"
    assert measure({"presentation": text}, language="en", places=[place]).level == "high"


def test_saying_it_again_changes_nothing():
    once = measure({"a": "A 52-year-old shepherd."}, language="en").people

    assert measure({"a": "A 52-year-old shepherd.", "b": "The shepherd, a 52-year-old man."}, language="en").people == once


def test_the_coarser_age_follows_the_policy_and_a_coarser_text_is_less_recognisable():
    text = "A 52-year-old shepherd with gastritis."
    exact = measure({"t": text}, language="en", band=10)
    age = next(factor for factor in exact.factors if factor.kind == "age")
    coarser = text[: age.start] + age.coarser + text[age.end :]

    assert age.coarser == "50–59"
    assert measure({"t": coarser}, language="en").people > exact.people
