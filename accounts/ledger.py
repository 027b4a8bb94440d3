"""The ledger: who did what, append-only, one hash chain per circle and one for accounts; ids and codes only."""

import hashlib
import hmac
import json
import re

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

ACCOUNTS = "accounts"
_CODE = re.compile(r"[A-Za-z0-9_.:+-]{0,64}")


class LedgerHead(models.Model):
    """The last link of a chain; locked while an entry is added, so that numbers have no gap."""

    chain = models.CharField(max_length=64, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")


class LedgerEntryQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise TypeError("The ledger is append-only.")

    def delete(self):
        raise TypeError("The ledger is append-only.")


class LedgerEntry(models.Model):
    """One event. No foreign keys: an entry outlives what it describes; names are joined when shown."""

    chain = models.CharField(max_length=64)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    event = models.CharField(max_length=64)
    actor_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=64, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="one_entry_per_chain_and_seq")]
        indexes = [models.Index(fields=["chain", "subject", "subject_id"], name="ledger_by_subject")]

    def __str__(self):
        return f"{self.chain} {self.seq} {self.event}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("The ledger is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("The ledger is append-only.")

    def sealed(self):
        """The hash this entry should carry: HMAC-SHA256 over the previous hash and the canonical JSON of the entry."""
        body = [self.chain, self.seq, self.at.isoformat(), self.event, self.actor_id, self.subject, self.subject_id, self.facts]
        text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return hmac.new(_key(), (self.previous + text).encode(), hashlib.sha256).hexdigest()


def record(event, *, actor=None, subject=None, circle=None, **facts):
    """Append `event` to the circle's chain, or to the chain of accounts where there is no circle.

    `actor` is a User or anything with a `user_id`; `subject` a saved model instance. Facts are numbers, booleans and
    short codes; anything else raises ValueError, so that no text can get in. Must run inside the transaction of the change.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A ledger entry belongs to the transaction of its change.")
    for key, value in facts.items():
        if not (value is None or isinstance(value, (bool, int)) or (isinstance(value, str) and _CODE.fullmatch(value))):
            raise ValueError(f"ledger fact {key} is not a number or a code")
    chain = f"circle:{circle.pk}" if circle is not None else ACCOUNTS
    LedgerHead.objects.get_or_create(chain=chain)
    head = LedgerHead.objects.select_for_update().get(chain=chain)
    entry = LedgerEntry(
        chain=chain,
        seq=head.seq + 1,
        at=timezone.now(),
        event=event,
        actor_id=getattr(actor, "user_id", None) or getattr(actor, "pk", None),
        subject=subject._meta.model_name if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        facts=facts,
        previous=head.hash,
    )
    entry.hash = entry.sealed()
    entry.save(force_insert=True)
    head.seq, head.hash = entry.seq, entry.hash
    head.save(update_fields=["seq", "hash"])
    return entry


def problems(chain):
    """What is wrong with a chain, as sentences; empty when numbers have no gap, hashes link and the head is the last entry."""
    found, previous, seq = [], "", 0
    for entry in LedgerEntry.objects.filter(chain=chain).order_by("seq").iterator():
        if entry.seq != seq + 1:
            found.append(f"{chain}: entry {seq + 1} is missing")
        if entry.previous != previous or entry.hash != entry.sealed():
            found.append(f"{chain}: entry {entry.seq} was changed")
        previous, seq = entry.hash, entry.seq
    head = LedgerHead.objects.filter(chain=chain).first()
    if ((head.seq, head.hash) if head else (0, "")) != (seq, previous):
        found.append(f"{chain}: the end was cut off after entry {seq}")
    return found


def _key():
    return hashlib.sha256(b"casecircle ledger" + settings.SECRET_KEY.encode()).digest()
