"""Everything that anybody is answered: every URL of the program, as every kind of reader, by GET and by POST."""

from django.db import connection, transaction

from tests.invariants.worlds import Rollback, told
from tests.test_walls import path_of, walk

FRENCH = {"accept-language": "fr"}
# What is asked beside the plain page: URL name -> further query strings and headers.
ASKED = {
    "circle": [("?show=open", {}), ("?show=closed", {}), ("?show=needs-me", {}), ("?show=drafts", {})],
    "members": [("?page=2", {})],
    "case": [("?reply=1", {}), ("", {"accept": "application/json"})],
    "decision": [("?show=all&sort=value", {}), ("", {"accept": "application/json"}), ("", FRENCH)],
    "decision-record": [("", {"if-none-match": "*"})],
    "decision-report": [("", FRENCH)],
    "ballot": [("", {"accept": "application/json"})],
}
PDF = ("decision-pdf",)  # printed for two readers: for the others it is the same press with the same report
WRITERS = ("owner", "rater", "silent", "admin")  # whose POSTs are sent; what others may not do is refused to them without a look


def names():
    return [row[0] for row in walk()]


def urls(places, only=None):
    """(URL name, path) of every URL that can be filled in; places: dictionaries of parameter values, each of them tried."""
    found = {}
    for name, pattern, parameters, _entry in walk():
        if only is not None and name not in only:
            continue
        if pattern.startswith("accounts/^"):
            continue  # two of allauth's own, with a key in a mail
        for values in places:
            found.setdefault(path_of(pattern, {parameter: values.get(parameter, 1) for parameter in parameters}), name)
    return [(name, path) for path, name in found.items()]


def answers(world, reader, client, addresses, form):
    """(reader, method, path, ...) -> what was answered, and at the price of how many queries. What a POST did is undone again."""
    found = {}
    for name, path in addresses:
        if name in PDF and reader not in ("owner", "admin"):
            continue
        for query, headers in [("", {}), *ASKED.get(name, [])]:
            where = (reader, "GET", path + query, *headers.values())
            found[where] = asked(world, where, lambda: client.get(path + query, headers=headers))  # noqa: B023 called at once
    for name, path in addresses if reader in WRITERS else []:
        if name in ("account_logout", *PDF):
            continue
        for headers in ({}, {"accept": "application/json"}) if name == "ballot" else ({},):
            where = (reader, "POST", path, *headers.values())
            try:
                with transaction.atomic():
                    found[where] = asked(world, where, lambda: client.post(path, form, headers=headers))  # noqa: B023 called at once
                    raise Rollback
            except Rollback:
                pass
    return found


def asked(world, where, ask):
    """(number of queries, status, headers, cookies, body): how long an answer takes may tell something too."""
    queries = []

    def count(execute, sql, params, many, context):
        queries.append(1)
        return execute(sql, params, many, context)

    world.chance(str(where))
    with connection.execute_wrapper(count):
        answer = told(ask())
    return len(queries), *answer
