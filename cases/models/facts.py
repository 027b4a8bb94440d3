"""The facts of a case that are chosen from a list, never typed: age band, sex, specialty."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


def _years(low, high):
    return (f"{low}-{high}", format_lazy(_("{low}–{high} years"), low=low, high=high))


AGE_BANDS = [
    ("", _("Not stated")),
    ("neonate", _("Neonate (0–27 days)")),
    ("infant", _("Infant (28 days–23 months)")),
    *(_years(low, high) for low, high in ((2, 5), (6, 11), (12, 17), (18, 19))),
    *(_years(low, low + 9) for low in (20, 30, 40, 50, 60, 70)),
    *(_years(low, low + 4) for low in (80, 85)),
    ("90+", _("90 years or over")),
]
SEXES = [("", _("Not stated")), ("female", _("Female")), ("male", _("Male")), ("intersex", _("Intersex"))]
SPECIALTIES = [
    ("", _("Not stated")),
    ("anaesthesia", _("Anaesthesia")),
    ("cardiology", _("Cardiology")),
    ("dentistry", _("Dentistry")),
    ("dermatology", _("Dermatology")),
    ("emergency-medicine", _("Emergency medicine")),
    ("endocrinology", _("Endocrinology")),
    ("gastroenterology", _("Gastroenterology")),
    ("general-practice", _("General practice")),
    ("geriatrics", _("Geriatrics")),
    ("gynaecology-and-obstetrics", _("Gynaecology and obstetrics")),
    ("haematology", _("Haematology")),
    ("infectious-diseases", _("Infectious diseases")),
    ("intensive-care", _("Intensive care")),
    ("internal-medicine", _("Internal medicine")),
    ("nephrology", _("Nephrology")),
    ("neurology", _("Neurology")),
    ("neurosurgery", _("Neurosurgery")),
    ("oncology", _("Oncology")),
    ("ophthalmology", _("Ophthalmology")),
    ("oral-surgery", _("Oral surgery")),
    ("orthopaedics", _("Orthopaedics")),
    ("otorhinolaryngology", _("Otorhinolaryngology")),
    ("paediatrics", _("Paediatrics")),
    ("pathology", _("Pathology")),
    ("psychiatry", _("Psychiatry")),
    ("pulmonology", _("Pulmonology")),
    ("radiology", _("Radiology")),
    ("rehabilitation", _("Rehabilitation")),
    ("rheumatology", _("Rheumatology")),
    ("surgery", _("Surgery")),
    ("urology", _("Urology")),
    ("vascular-medicine", _("Vascular medicine")),
    ("other", _("Other")),
]


def years_of(age_band):
    """The (lowest, highest) age in years of a key of AGE_BANDS; None where it says none."""
    if age_band in ("", "neonate", "infant"):
        return {"neonate": (0, 0), "infant": (0, 1)}.get(age_band)
    low, _separator, high = age_band.partition("-")
    return (int(low), int(high)) if high else (90, 120)
