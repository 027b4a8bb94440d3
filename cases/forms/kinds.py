"""What each kind of identifier is called on screen, alone and counted."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "patient": _("the patient's name"),
    "person": _("a person's name"),
    "name": _("a name"),
    "doctor": _("a clinician's name"),
    "clinician": _("a clinician's name"),
    "hospital": _("a hospital"),
    "institution": _("an institution"),
    "town": _("a town"),
    "place": _("a place"),
    "address": _("an address"),
    "postcode": _("a postcode"),
    "region": _("a region"),
    "country": _("a country"),
    "date": _("a date"),
    "birth_date": _("a date of birth"),
    "age": _("an exact age"),
    "phone": _("a telephone number"),
    "email": _("an e-mail address"),
    "link": _("a web address"),
    "url": _("a web address"),
    "network": _("a network address"),
    "ip": _("a network address"),
    "id": _("a number that identifies a person"),
    "national_id": _("a national identifier"),
    "account": _("an account"),
    "plate": _("a number plate"),
    "device": _("a device number"),
    "occupation": _("an occupation"),
    "removed": _("an identifier"),
}


def name_of(kind):
    """The noun phrase of a kind; a kind that has none here is an identifier."""
    return NAMES.get(kind, _("an identifier"))
