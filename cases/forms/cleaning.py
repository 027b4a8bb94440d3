"""The base of every form that stores words: each text is read and examined, each hit decided by a person, and only clean words come out."""

from collections import Counter

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import words
from cases.deid import Refused
from cases.deid import text as engine
from cases.forms.hits import AROUND, KEEPS, Hit, Kept, Place, carried, carried_in, spliced
from cases.intake.known import known_of

PASSES = 6  # a replacement can bring a new hit to light; after this many the author is asked again
SHOWN = 150  # controls on one page; more hits than that are counted and left to "replace all"


class CleanForm(forms.Form):
    """A form whose `clean_text` fields give `Clean[str]`.

    `circle` keys the fingerprints; `case` brings what was kept before; with `drafts` undecided soft hits may be stored (hard ones
    never). After `is_valid()`: `cleaned_data[name]` is a `Clean[str]`, `kept` a list of Kept, `removed` a Counter of kind to count.
    Hit controls are read from the data by name: `hit-<fingerprint>`, and `replace_all`.

    `own`, a function, returns the fingerprints that this author alone kept before, in a blind ballot.

    Words that others will see are read by the text model too. When it is out of reach the form is not valid, says so, and sets
    `unread`; nothing passes. A draft does without it.
    """

    clean_text = ()
    only = None  # the one field that is examined among the others
    begins_count = False  # whether dates in these words may become days: only where the count of days begins

    def __init__(self, *args, circle, case=None, drafts=False, language=None, own=frozenset, **kwargs):
        super().__init__(*args, **kwargs)
        self.circle, self.case, self.drafts, self.language, self.own = circle, case, drafts, language, own
        self.key = words.key(circle)
        self.kept, self.removed, self._hits, self._said = [], Counter(), {}, {}
        self.unread = self._examined_initial = False

    @cached_property
    def before(self):
        """The fingerprints that were kept earlier in the case, and `own` ones; read only when there are words to look at."""
        return self.own() | frozenset(self.case.kept.values_list("fingerprint", flat=True)) if self.case is not None else frozenset()

    @property
    def live_case(self):
        """The case to look in while words are typed: None where its page does not open to everybody, since it was hidden or removed."""
        return None if self.case is None or self.case.hidden_at or self.case.removed_at else self.case

    @cached_property
    def harvested(self):
        """What the files under way of the case gave away about the patient: looked for in the words as hard hits."""
        return known_of(self.case) if self.case is not None else ()

    @cached_property
    def taken(self):
        """Who has a letter in the case: whoever is "[Dr A]" there stays so. Read only when somebody needs a letter."""
        return words.letters_of(self.case) if self.case is not None else frozenset()

    @cached_property
    def reading(self):
        """Whether the model reads: everything but a draft, and a draft too once its author answers what the model found."""
        return self.is_bound and (not self.drafts or "replace_all" in self.data or any(name.startswith("hit-") for name in self.data))

    @property
    def wait(self):
        """What is said when the model is out of reach."""
        return _(
            "These words cannot be checked right now, so they were not sent. Everything you wrote is still here: try again in a minute."
        )

    # --- What the template shows --------------------------------------------------------------------------------------

    @property
    def hits(self):
        """The hits to show, in the order of the fields; on an unbound form those of its initial words."""
        return self._all_hits()[:SHOWN]

    @property
    def more_hits(self):
        """How many hits are not shown."""
        return max(0, len(self._all_hits()) - SHOWN)

    @property
    def carried(self):
        """What this author already replaced on the way here, signed, so that the count survives another round of the form."""
        return carried(self.removed)

    def _all_hits(self):
        if not self.is_bound and not self._examined_initial:
            self._examined_initial = True
            texts = {name: str(self.get_initial_for_field(self.fields[name], name) or "") for name in self.clean_text}
            self._note(self._examine(texts))
        return list(self._hits.values())

    # --- Cleaning -----------------------------------------------------------------------------------------------------

    def clean(self):
        super().clean()
        self.removed = carried_in(self.data)
        given = {name: value for name in self.clean_text if isinstance(value := self.cleaned_data.get(name), str)}
        # What is examined is what will be stored: the tidied form, without invisible characters.
        examined = self._replaced(self._examine({name: engine.tidy(value) for name, value in given.items()}))
        self._note(examined)
        if self.unread and not self.drafts:
            self.add_error(None, self.wait)
            for name in examined:
                self.cleaned_data.pop(name, None)  # nothing that was not certified leaves the form
        self.kept = [Kept(hit.fingerprint, hit.kind, KEEPS[hit.choice]) for hit in self._hits.values() if hit.choice in KEEPS]
        keeping = self.before | {kept.fingerprint for kept in self.kept}
        for name, words_of in examined.items():
            if words_of.text != given[name]:
                self.data = self.data.copy()
                self.data[self.add_prefix(name)] = words_of.text
            self._certify(name, words_of, keeping)
        return self.cleaned_data

    def _certify(self, name, examined, keeping):
        """Make a Clean of the field's words, or say what is left to decide."""
        limit = getattr(self.fields[name], "max_length", None)
        left = [span for span in examined.spans if engine.fingerprint(self.key, span, examined.text) not in keeping]
        hard = [span for span in examined.spans if span.hardness == "hard"]
        if limit and len(examined.text) > limit:
            over = len(examined.text) - limit
            self.add_error(name, _("This is %(over)d characters too long once identifiers are replaced.") % {"over": over})
        elif hard:
            self.add_error(name, self._sentence(len(hard), hard=True))
        elif left and not self.drafts:
            self.add_error(name, self._sentence(len(left), hard=False))
        elif not self.unread or self.drafts:
            self._make_clean(name, examined, keeping)

    def _make_clean(self, name, examined, keeping):
        """The engine has the last word: what it refuses is not stored, whatever was found here."""
        try:
            marks = {"language": examined.language, "kept": keeping, "key": self.key, "drafts": self.drafts}
            read = self._said.get(examined.text) if self.reading else None
            self.cleaned_data[name] = engine.clean(examined.text, **marks, harvested=self.harvested, read=read)
        except (engine.HardHits, engine.SoftHits, Refused):
            self.add_error(name, _("Something in these words could not be checked. Write them in another way."))

    def _replaced(self, examined):
        for _pass in range(PASSES):
            texts = {}
            for name, found in examined.items():
                spans = [span for span in found.spans if self._choice(span, found.text) == "replace"]
                self.removed.update(span.kind for span in spans)
                texts[name] = spliced(found.text, spans)
            if all(texts[name] == found.text for name, found in examined.items()):
                break
            examined = self._examine(texts)
        return examined

    def _examine(self, texts):
        if not texts:
            return {}
        counting = self.begins_count or self.case is None
        how = {
            "taken": lambda: self.taken,
            "harvested": self.harvested if any(texts.values()) else (),
            "counting": counting,
            "only": self.only,
        }
        return words.examine(texts, circle=self.circle, language=self.language, reads=self.read(texts), **how)

    def read(self, texts, at_most=None):
        """name -> Read for `texts` name -> str, each text asked for once; None when no model reads here, or none answers."""
        if not self.reading or self.unread:
            return None
        try:
            self._said |= {text: words.read(text, at_most) for text in texts.values() if text not in self._said}
        except words.OutOfReach:
            self.unread = True
            return None
        return {name: self._said[text] for name, text in texts.items()}

    def _choice(self, span, text):
        """What was answered: "replace", a keep (soft hits only), "before" for what was kept earlier, or "" when nobody decided yet."""
        fingerprint = engine.fingerprint(self.key, span, text)
        answer = self.data.get(f"hit-{fingerprint}", "") if self.is_bound else ""
        if span.hardness == "soft":
            if answer in KEEPS:
                return answer
            if fingerprint in self.before and answer != "replace":
                return "before"
        return "replace" if answer == "replace" or (self.is_bound and "replace_all" in self.data) else ""

    def _note(self, fields):
        """Remember the hits that are still in the words, one control for each fingerprint, with every place it stands."""
        for name, examined in fields.items():
            text = examined.text
            for span in examined.spans:
                choice = self._choice(span, text)
                if choice == "before":
                    continue
                fingerprint = engine.fingerprint(self.key, span, text)
                hit = self._hits.setdefault(fingerprint, Hit(fingerprint, span.kind, span.hardness == "hard", span.replacement, choice))
                before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
                label, found = self.fields[name].label or name, text[span.start : span.end]
                hit.places.append(Place(name, label, span.start, span.end, before, found, after))

    def _sentence(self, count, *, hard):
        if hard:
            return (
                ngettext(
                    "%d identifier must be replaced before this can be saved.",
                    "%d identifiers must be replaced before this can be saved.",
                    count,
                )
                % count
            )
        return ngettext("%d possible identifier waits for your decision.", "%d possible identifiers wait for your decision.", count) % count
