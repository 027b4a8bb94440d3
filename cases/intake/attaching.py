"""What clean files become: media with their receipts, which appear on the case all at once, or not at all."""

from django.db import transaction

from cases.endings import Declined
from cases.faults import fault
from cases.intake import known
from cases.models import Media
from cases.storage import CleanFile


def store(intake, page, clean):
    """Media, not yet in the database, whose files are stored. Their names carry the lease: a later attempt has others."""
    payload, receipt = clean.value, clean.receipt
    stem = f"{intake.pk}.{intake.token}.{page}"
    media = Media(
        case_id=intake.case_id,
        by_id=intake.author_id,
        intake=intake,
        page=page,
        kind=receipt.kind,
        content_type=payload.content_type,
        width=receipt.size[0],
        height=receipt.size[1],
        seconds=receipt.facts.get("seconds"),
        bytes=payload.size_bytes,
        sha256=receipt.sha256,
        description=intake.description,
    )
    media.receipt = {
        **receipt.as_json(),
        "found": intake.found["pages"][page]["counts"],
        "known": {  # counts: what its data and name gave away, and where that stood
            "held": intake.found.get("known", 0),
            "pixels": intake.found["pages"][page]["counts"].get("known", 0),
            "words": intake.found["counts"].get("known_words", 0) + intake.review.get("known_words", 0),
        },
        "decided": {name: value for name, value in intake.review.items() if name not in ("masks", "sent", "types", "known_words")},
        "confirmed_by": intake.author_id,
        "confirmed_at": intake.reviewed_at.isoformat(),
        **({"second_look_by": intake.second_look_by_id} if intake.second_look_at else {}),
    }
    try:
        media.file.save(f"{stem}.{payload.extension}", CleanFile(clean, payload.file, stem), save=False)
        if payload.poster:
            media.poster.save(f"{stem}.poster.jpg", CleanFile(clean, payload.poster, stem), save=False)
    except BaseException:
        media.discard_files()
        raise
    return media


@transaction.atomic
def attach(intake, stored):
    """Membership and case are read again under a lock; then the media appear and the upload ends, in one transaction."""
    intake.check_standing()
    if known.told(type(intake.case).unscoped.select_related("circle").get(pk=intake.case_id), known.of(intake.pk)):
        raise Declined("known")  # written after it was approved, in another window at the same moment: the form refuses it otherwise
    before = intake.replaces
    for media in stored:
        media.attach(intake, instead_of=before)
    intake.attached()
    fault("burning:attached-in-transaction")
