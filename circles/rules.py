"""The rules for a consensus, as a clinician would be told them: what each asks for, with a panel one can count on one's fingers."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Rule:
    """What a rule means and an example. raters, high, low: the example in numbers, so that a test can check it against the engine:
    of so many raters so many are needed in 7-9, and at most so many may be in 1-3."""

    code: str
    meaning: Promise
    example: Promise
    raters: int
    high: int
    low: int


RULES = {
    rule.code: rule
    for rule in (
        Rule(
            "ram_strict",
            _("Three quarters rate the treatment 7–9 and hardly anybody 1–3. A clear majority with a few firm opponents is no consensus."),
            _("9 raters: 7 or more in 7–9, at most one in 1–3."),
            9, 7, 1,
        ),
        Rule(
            "ram_agreement",
            _("The rule of the RAND/UCLA manual: the median is in 7–9 and few ratings lie outside it, wherever those are."),
            _("9 raters: 7 or more in 7–9; the other two may be anywhere, in 1–3 too."),
            9, 7, 2,
        ),
        Rule(
            "comet_70_15",
            _("As the strict rule, with 70 % for instead of 75 %. It is used for choosing what trials should measure."),
            _("10 raters: 7 or more in 7–9, at most one in 1–3. The strict rule would ask for 8."),
            10, 7, 1,
        ),
        Rule(
            "delphi_80",
            _("Four fifths rate it 7–9; what the others say does not count against it. Usual in Delphi studies."),
            _("9 raters: 8 or more in 7–9; the ninth may be anywhere."),
            9, 8, 1,
        ),
        Rule(
            "quick",
            _("The strict rule after a single round, without feedback or a second look. Every result says “single-round rating, not RAM”."),
            _("9 raters, one round: 7 or more in 7–9, at most one in 1–3."),
            9, 7, 1,
        ),
    )
}  # fmt: skip
