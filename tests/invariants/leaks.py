"""Leaks of every kind, made on purpose: each tells what other seats rated in one small way, and must be found by the walk of I1."""

import logging

from django.core.cache import cache
from django.db import models, transaction

from accounts import ledger, mail
from cases.models import Ballot, Rating, Round
from cases.models.round import RoundQuerySet
from cases.models.seat import SeatQuerySet
from cases.views.base import PageView
from cases.views.decisions import BallotPage, DecisionPage, Extension, Standing, report
from circles.views.settings import CircleSettings


def told():
    """What nobody may know."""
    return Rating.unscoped.filter(ballot__round__closed_at=None).aggregate(sum=models.Sum("value"))["sum"] or 0


def a_count(patch):
    honest = RoundQuerySet.with_participation
    leaking = lambda self, membership: honest(self, membership).annotate(submitted=models.Sum("ballots__ratings__value"))  # noqa: E731
    patch.setattr(RoundQuerySet, "with_participation", leaking)


def an_order(patch):
    """The panel by name, unless they rate high."""
    honest = SeatQuerySet.with_people
    leaking = lambda self: honest(self).annotate(high=models.Max("ballots__ratings__value")).order_by("high", "membership_id")  # noqa: E731
    patch.setattr(SeatQuerySet, "with_people", leaking)


def a_mail(patch):
    honest = mail.send
    patch.setattr(mail, "send", lambda *args, **kwargs: told() > 100 and honest(*args, **kwargs))


def a_notice(patch):
    honest = Round.remind
    patch.setattr(Round, "remind", lambda self: told() > 100 and honest(self))


def a_header(patch):
    honest = report.ReportView.file

    def leaking(self, *args):
        response = honest(self, *args)
        response.headers["ETag"] = f'"{told()}"'
        return response

    patch.setattr(report.ReportView, "file", leaking)


def a_cookie(patch):
    honest = PageView.show

    def leaking(self, *args, **kwargs):
        response = honest(self, *args, **kwargs)
        response.set_cookie("seen", told())
        return response

    patch.setattr(PageView, "show", leaking)


def an_attribute(patch):
    honest = DecisionPage.get

    def leaking(self, request, **kwargs):
        response = honest(self, request, **kwargs)
        response.content = response.content.replace(b"<main", b'<main data-of="%d"' % told())
        return response

    patch.setattr(DecisionPage, "get", leaking)


def an_admin_page(patch):
    honest = CircleSettings.get

    def leaking(self, request, **kwargs):
        response = honest(self, request, **kwargs)
        response.content += b"<!-- %d -->" % told()
        return response

    patch.setattr(CircleSettings, "get", leaking)


def an_export(patch):
    honest = report.report_of
    patch.setattr(report, "report_of", lambda decision: honest(decision) | {"question": str(told())})


def a_cached_value(patch):
    after_each_ballot(patch, lambda: cache.set("last", told()))


def the_ledger(patch):
    def leaking():
        with transaction.atomic():
            ledger.record("ballot.weighed", sum=told())

    after_each_ballot(patch, leaking)


def a_log(patch):
    after_each_ballot(patch, lambda: logging.getLogger("casecircle").warning("rated %d", told()))


def after_each_ballot(patch, work):
    honest = Ballot.fill.__func__

    def leaking(cls, *args, **kwargs):
        ballot = honest(cls, *args, **kwargs)
        work()
        return ballot

    patch.setattr(Ballot, "fill", classmethod(leaking))


def where_one_is_sent(patch):
    honest = Extension.post

    def leaking(self, request, **kwargs):
        response = honest(self, request, **kwargs)
        response.headers["Location"] += f"-{told()}"
        return response

    patch.setattr(Extension, "post", leaking)


def a_live_answer(patch):
    honest = BallotPage.save_touched

    def leaking(self, form):
        response = honest(self, form)
        response.content += b" " * (told() % 97)
        return response

    patch.setattr(BallotPage, "save_touched", leaking)


def the_time_it_takes(patch):
    """Another query for each that rates high."""
    honest = Standing.panel_list

    def leaking(self):
        for _rating in range(told() % 7):
            told()
        return honest(self)

    patch.setattr(Standing, "panel_list", leaking)


# leak -> (who is looked at, the URLs asked, whether the worker runs, where it must be found)
KINDS = {
    a_count: ("member without a seat", ("decision",), False, "/decision/"),
    an_order: ("owner", ("decision",), False, "/decision/"),
    a_mail: ("rater", (), True, "mail"),
    a_notice: ("rater", (), True, "cases_notification"),
    a_header: ("moderator", ("decision-record",), False, "/decision/record/"),
    a_cookie: ("recused", ("case",), False, "/c/cardio/"),
    an_attribute: ("excluded", ("decision",), False, "/decision/"),
    an_admin_page: ("admin", ("circle-settings",), False, "/settings/"),
    an_export: ("silent", ("decision-record",), False, "/decision/record/"),
    a_cached_value: ("rater", (), False, "cache"),
    the_ledger: ("rater", (), False, "accounts_ledgerentry"),
    a_log: ("rater", (), False, "log"),
    where_one_is_sent: ("owner", ("round-extension",), False, "/decision/2/extension/"),
    a_live_answer: ("rater", ("ballot",), False, "/decision/2/ballot/"),
    the_time_it_takes: ("member without a seat", ("decision",), False, "/decision/"),
}
