"""The words of a case: how they are written, whether the model read them as they are stored, and what keeps them from being posted."""

from collections import Counter

from django.utils.translation import gettext as _

from cases import words
from cases.deid import text as engine
from cases.deid.text import Read

TEXT_FIELDS = ("title", "question", "presentation", "findings", "investigations", "treatment")
NEEDED = ("title", "question", "presentation")  # without these a case cannot be posted
FACTS = ("age_band", "sex", "specialty")
TAGS = 8  # tags of one case, each at most 40 characters


class NotReady(Exception):
    """A case cannot be posted yet; `sentences` say why, for its author."""

    def __init__(self, sentences):
        super().__init__("not ready")
        self.sentences = sentences


class Worded:
    """The words of `Case`, which has a field for each name in TEXT_FIELDS and FACTS, and `tags`."""

    @property
    def is_wiped(self):
        """Whether the case was removed and its words with it: it cannot come back."""
        return self.removed_at is not None and not self.title

    def obstacles(self, reads):
        """Why this case cannot be posted yet, as sentences for its author; empty when it can. `reads` as in `post`."""
        missing = [self._meta.get_field(name).verbose_name for name in NEEDED if not getattr(self, name).strip()]
        found = []
        if missing:
            found.append(_("Still empty: %(fields)s.") % {"fields": ", ".join(str(name) for name in missing)})
        if not self._read_as_stored(reads):
            found.append(_("The words changed after they were checked. Read them once more, then post."))
        elif self.undecided(reads):
            found.append(self._undecided_sentence())
        if self.intakes.under_way().exists():
            found.append(_("A file is still being checked or waits for your review."))
        return found

    def undecided(self, reads=None):
        """How many hits in the stored words nobody decided on: the words are examined again, as they are stored."""
        kept, key = set(self.kept.values_list("fingerprint", flat=True)), words.key(self.circle)
        return sum(
            span.hardness == "hard" or engine.fingerprint(key, span, examined.text) not in kept
            for examined in words.examine(self.wording, circle=self.circle, reads=reads).values()
            for span in examined.spans
        )

    @property
    def wording(self):
        """name -> text of all the stored words: what the model must have read before others see them."""
        return wording({name: getattr(self, name) for name in TEXT_FIELDS}, self.tags)

    def _read_as_stored(self, reads):
        return all(isinstance(reads.get(name), Read) and reads[name].of(text) for name, text in self.wording.items())

    def _undecided_sentence(self):
        return _("Some words could identify someone and wait for your decision.")

    def _write(self, texts, facts, tags, removed, *, draft):
        """Set what changed and return the names of the fields; TypeError on words that are not clean, or not read unless `draft`."""
        fresh = {name: words.cleaned(texts[name], draft=draft).strip() for name in TEXT_FIELDS if name in texts}
        fresh |= {name: facts[name] for name in FACTS if name in facts}
        if tags is not None:
            fresh["tags"] = split_tags(words.cleaned(tags, draft=draft))
        changed = [name for name, value in fresh.items() if getattr(self, name) != value]
        for name in changed:
            setattr(self, name, fresh[name])
        if removed:
            self.findings_removed = dict(Counter(self.findings_removed) + Counter(removed))
        return changed


def wording(texts, tags):
    """name -> the words of a case as they are stored, for `texts` name -> str and a list of tags."""
    return {name: text.strip() for name, text in texts.items()} | {"tags": ", ".join(tags)}


def shaped(tag):
    """One tag with single spaces, cut to the length that is stored."""
    return " ".join(tag.split())[:40].strip()


def split_tags(text):
    """The tags in a comma-separated text: lower case, no doubles, in the order given."""
    tags = [shaped(tag).lower() for tag in text.split(",")]
    return list(dict.fromkeys(tag for tag in tags if tag))[:TAGS]
