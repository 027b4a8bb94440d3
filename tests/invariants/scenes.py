"""A circle in the middle of its work: a decision behind it, another whose second round is open, and a reader of every kind."""

from dataclasses import dataclass, field

from django.test import Client

from cases.models import Comment, Decision, MinorityReport, Outcome
from tests.cases.decisions.conftest import FOR_FIRST, run_out, vote, vote_all
from tests.conftest import join
from tests.scenery import furnish

STATEMENT = "Implant a defibrillator."


@dataclass
class Scene:
    """decision: its second round is open; earlier: concluded, of the same case. others: the seats that will rate, and read nothing."""

    decision: Decision
    earlier: Decision
    readers: dict
    others: list
    places: list
    form: dict = field(default_factory=dict)

    def clients(self, names=None):
        """reader -> a browser that has just signed in; None is signed out."""
        found = {}
        for name, member in self.readers.items():
            if names is None or name in names:
                found[name] = browser(member)
        return found


def browser(member):
    client = Client(headers={"host": "localhost"})
    if member is not None:
        client.force_login(member.user)
    return client


def hold(decision, members, rows, owner):
    """A round of `rows`, closed by the clock; the decision is opened for it by its owner."""
    decision.__dict__.pop("held_rounds", None)
    decision.advance(by=owner)
    vote_all(decision, members, rows)
    run_out(decision.last_round)
    decision.last_round.close()


def a_scene(case, circle, nine, admin, moderator, former, outsider, clean):
    """A Scene, built by the verbs that people use."""
    owner = nine[0]
    places = furnish(owner, case)
    Decision.unscoped.filter(pk=places["decision"]).delete()
    earlier = concluded(case, nine, owner, clean)
    decision = Decision.open(case=case, question=clean("And which treatment after that?"), by=owner)
    for title in ("Septal ablation", "Septal myectomy", "Mavacamten 5 mg"):
        decision.propose(title=clean(title), details=clean("As in the guideline."), by=owner)
    left, rater, silent, recused, excluded = join(circle, "Olsen"), *nine[1:5]
    decision.freeze(panel=[*nine, left], by=owner)
    for member in (*nine, left):
        decision.seats.get(membership=member).declare("none", by=member)
    decision.seats.get(membership=excluded).exclude(reason=clean("Took part in the operation."), by=owner)
    rest = [member for member in nine if member not in (recused, excluded)]
    hold(decision, [*rest, recused, left], FOR_FIRST, owner)
    decision.seats.get(membership=recused).declare("recused", by=recused)  # the round is held again without it
    vote_all(decision, [*rest, left], FOR_FIRST[:8])
    run_out(decision.last_round)
    decision.last_round.close()
    decision.__dict__.pop("held_rounds", None)
    decision.advance(by=owner)
    left.leave(by=left)
    vote(decision, rater, 5)
    vote(decision, owner, 6, submit=False)
    Comment.unscoped.create(case=case, author=rater, body="I would wait.", html="<p>I would wait.</p>", decision=decision)
    case.touch(comments=2)
    seats = decision.seats.order_by("pk")
    option = decision.options.standing().first()
    here = places | {"decision": decision.pk, "option": option.pk, "seat": seats.first().pk, "round": decision.last_round.number}
    return Scene(
        decision=decision,
        earlier=earlier,
        readers={
            "owner": owner,
            "rater": rater,
            "silent": silent,
            "recused": recused,
            "excluded": excluded,
            "admin": admin,
            "moderator": moderator,
            "member without a seat": join(circle, "Weiss"),
            "former panel member": left,
            "former member": former,
            "outsider": outsider,
            "signed out": None,
        },
        others=nine[5:],
        places=[here, here | {"decision": earlier.pk, "round": 1, "membership": nine[6].pk, "seat": seats.last().pk}],
        form={f"value-{option.position}": "5" for option in decision.options.standing()} | {"action": "submit"},
    )


def concluded(case, panel, owner, clean):
    """A decision with a consensus that the last of the panel opposed, their report, and what became of it."""
    decision = Decision.open(case=case, question=clean("Which treatment first?"), by=owner)
    for title in ("Implantable defibrillator", "Septal reduction", "Bisoprolol 5 mg"):
        decision.propose(title=clean(title), details=clean("As in the guideline."), by=owner)
    decision.freeze(panel=panel, by=owner)
    for member in panel:
        decision.seats.get(membership=member).declare("none", by=member)
    for _number in (1, 2):
        hold(decision, panel, FOR_FIRST, owner)
    decision.conclude(statement=clean(STATEMENT), strength="strong", by=owner)
    MinorityReport.write(decision, text=clean("The gradient comes first."), by=panel[-1])
    outcome = Outcome.unscoped.get(decision=decision)
    outcome.record(done="as_advised", happened=clean("No further syncope by day 60."), by=owner)
    return decision
