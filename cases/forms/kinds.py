"""What each kind of identifier is called on screen, alone and as a count."""

from django.utils.translation import gettext_lazy as _

# kind -> (one, as it stands in a sentence; many, as the label of a number)
NAMES = {
    "name": (_("a person's name"), _("Names")),
    "person": (_("a person's name"), _("Names")),
    "clinician": (_("a clinician's name"), _("Clinicians' names")),
    "hospital": (_("a hospital"), _("Hospitals")),
    "institution": (_("an institution"), _("Institutions")),
    "town": (_("a town"), _("Towns")),
    "region": (_("a region"), _("Regions")),
    "country": (_("a country"), _("Countries")),
    "address": (_("an address"), _("Addresses")),
    "postcode": (_("a postcode"), _("Postcodes")),
    "date": (_("a date"), _("Dates")),
    "day": (_("a date"), _("Dates")),
    "birth_date": (_("a date of birth"), _("Dates of birth")),
    "age": (_("an age over 89"), _("Ages over 89")),
    "phone": (_("a telephone number"), _("Telephone numbers")),
    "email": (_("an e-mail address"), _("E-mail addresses")),
    "url": (_("a web address"), _("Web addresses")),
    "ip": (_("a network address"), _("Network addresses")),
    "record": (_("the number of a record"), _("Record numbers")),
    "national_id": (_("a national identifier"), _("National identifiers")),
    "account": (_("an account"), _("Accounts")),
    "plate": (_("a number plate"), _("Number plates")),
    "device": (_("the number of a device"), _("Device numbers")),
    "harvested": (_("an identifier found in a file"), _("Identifiers found in files")),
    # of files
    "metadata": (_("a hidden data field"), _("Hidden data fields in files")),
    "face": (_("a face"), _("Faces")),
    "text": (_("lettering in a picture"), _("Lines of lettering in pictures")),
    "known": (_("an identifier that the file's data or name holds, too"), _("Identifiers that the file's data or name holds, too")),
    "known_words": (_("an identifier of the file in the case's words"), _("Identifiers of the file in the case's words")),
    "text_unsure": (_("an area that may be lettering"), _("Areas that may be lettering and are not masked")),
    "frames_dropped": (_("a further frame of an animation"), _("Further frames of an animation, not kept")),
    "tracks_dropped": (_("a further track of a film"), _("Further tracks of a film (a second picture, subtitles, data), not kept")),
    "hand": (_("an area covered by hand"), _("Areas covered by hand")),
    "audio": (_("a sound track"), _("Sound tracks")),
}
OTHER = (_("an identifier"), _("Other identifiers"))


def name_of(kind):
    """The noun phrase of a kind; a kind that has none here is an identifier."""
    return NAMES.get(kind, OTHER)[0]


def counted(total):
    """(label, count) for a mapping of kind to count, in the order of NAMES, kinds of one label added up, zeros left out."""
    order = {kind: place for place, kind in enumerate(NAMES)}
    labels = {}
    for kind, count in sorted(total.items(), key=lambda item: (order.get(item[0], len(order)), item[0])):
        label = str(NAMES.get(kind, OTHER)[1])
        labels[label] = labels.get(label, 0) + count
    return [(label, count) for label, count in labels.items() if count]
