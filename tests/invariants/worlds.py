"""Two worlds with one past, one clock and the same chance: whatever differs comes from the one thing that was done otherwise."""

import hashlib
import logging
import os
import random
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import TestCase
from django.utils import timesince, timezone

from cases.export import pdf

# What a seat says of an option: all that two worlds may store otherwise.
SAID = {("cases_rating", "value"), ("cases_rating", "rationale")}

LOGGERS = ("", "casecircle", "django")


class Rollback(Exception):
    pass


class World:
    """Time stands still until it is told to move on, and chance is drawn from a stream that begins anew at every `chance(name)`."""

    def __init__(self, now):
        self.began = self.now = now
        self.said = []
        self.chance("the beginning")

    def chance(self, name):
        self.seed, self.drawn = name, 0

    def urandom(self, size):
        self.drawn += 1
        return hashlib.shake_256(f"{self.seed} {self.drawn}".encode()).digest(size)

    def later(self, **delta):
        self.now = self.began + timedelta(**delta)


class Listening(logging.Handler):
    def __init__(self, world):
        super().__init__(logging.INFO)
        self.world = world

    def emit(self, record):
        self.world.said.append((record.name, record.levelname, record.getMessage()))


def clock_of(here):
    """A class that passes for `datetime` and whose `now` is the world's."""

    class Meta(type):
        def __instancecheck__(cls, value):
            return isinstance(value, datetime)

    class Clock(datetime, metaclass=Meta):
        @classmethod
        def now(cls, tz=None):
            return here.now.astimezone(tz) if tz else here.now.replace(tzinfo=None)

    return Clock


@contextmanager
def world(now):
    """A World that begins at `now`; what is done inside, mail included, is undone at its end."""
    here = World(now)
    listening = Listening(here)
    with ExitStack() as stack:
        stack.enter_context(undone())
        stack.enter_context(patch.object(timezone, "datetime", clock_of(here)))  # fields hold `timezone.now` itself: it asks this
        stack.enter_context(patch.object(timesince, "datetime", SimpleNamespace(datetime=clock_of(here))))
        stack.enter_context(patch("time.time", lambda: here.now.timestamp()))
        stack.enter_context(patch.object(pdf, "SECONDS", 600))  # a machine with much to do prints late, in either world
        stack.enter_context(patch.object(os, "urandom", here.urandom))
        stack.enter_context(patch.object(random, "_urandom", here.urandom))
        stack.enter_context(TestCase.captureOnCommitCallbacks(execute=True))
        for logger in map(logging.getLogger, LOGGERS):
            logger.addHandler(listening)
            stack.callback(logger.removeHandler, listening)
        mail.outbox.clear()
        yield here


@contextmanager
def undone():
    """Whatever the database keeps of what is done inside is taken back, sequences too, so that two histories start from one state."""
    counters = sequences()
    with pytest.raises(Rollback), transaction.atomic():
        yield
        raise Rollback
    with connection.cursor() as cursor:
        for name, (last, called) in counters.items():
            cursor.execute("SELECT setval(%s, %s, %s)", [name, last, called])


def sequences():
    """name -> (last value, whether it was handed out) of every sequence: PostgreSQL does not take them back."""
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
        names, found = [name for (name,) in cursor.fetchall()], {}
        for name in names:
            cursor.execute(f'SELECT last_value, is_called FROM "{name}"')
            found[name] = cursor.fetchone()
    return found


def stored():
    """table -> its rows as {column: value}, in order: everything the database holds, the cache and the sessions included."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            columns = [column[0] for column in cursor.description]
            found[table] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return found


def stored_otherwise(one, other, ignored=SAID):
    """(table, column) of whatever two `stored()` hold otherwise, but for `ignored`; (table, "rows") where they hold more or fewer."""
    found = set()
    for table in one.keys() | other.keys():
        mine, theirs = one.get(table, []), other.get(table, [])
        if len(mine) != len(theirs):
            found.add((table, "rows"))
        for left, right in zip(mine, theirs, strict=False):
            found |= {(table, column) for column in left if left[column] != right[column]}
    return found - ignored


def told(response):
    """(status, headers, cookies, body) of a response, whole. Nothing is taken out: with the same clock and chance all of it is the same."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    cookies = sorted((name, morsel.OutputString()) for name, morsel in response.cookies.items())
    return response.status_code, dict(response.headers), cookies, body


def letters():
    """Every mail that left, whole."""
    return [(tuple(message.to), message.subject, message.body, sorted(message.extra_headers.items())) for message in mail.outbox]


def differing(one, other):
    """The names under which two worlds answered otherwise, with the first thing that differs, for the reader of a failed test."""
    found = dict.fromkeys(one.keys() ^ other.keys(), "only in one world")
    for name in one.keys() & other.keys():
        if one[name] != other[name]:
            found[name] = first_difference(one[name], other[name])
    return found


def first_difference(one, other):
    if not (isinstance(one, tuple) and isinstance(one[-1], bytes)):
        return one, other
    for left, right in zip(one[:-1], other[:-1], strict=True):
        if isinstance(left, dict) and left != right:
            return {name: (left.get(name), right.get(name)) for name in left.keys() | right.keys() if left.get(name) != right.get(name)}
        if left != right:
            return left, right
    lines = zip(one[-1].splitlines(), other[-1].splitlines(), strict=False)
    return next((pair for pair in lines if pair[0] != pair[1]), "length")
