"""A program of its own, run by test_crashes.py: pulls the plug everywhere, lets time pass, and tells what is left.

`python -m tests.cases.intake.crashes FOLDER [POSTGRES_URL]` prints one JSON line for each kill. Everything is real: database, folders,
worker, sandbox, text model, decoders. The upload carries a marker in every place where a file has words, and in its name.

Each act on the way of an upload begins from a kept state of database and folders. It runs in a fork that kills itself by SIGKILL: once at
every fault point, once before every SQL statement and every COMMIT, and once after each of them that is no SELECT. Kills that leave the
same rows and files behind (random values aside) are recovered from once, and once more after a second crash in the middle of that recovery;
what every single kill leaves is searched.
"""

import gc
import json
import os
import signal
import sys
import traceback
from pathlib import Path

from tests.cases.intake import crashes_acts as acts
from tests.cases.intake.crashes_ground import ground_of

PURGE = ["purge:begin", "purge:key-gone", "purge:done"]
SEAL = ["sealing", "sealed:synced"]
STORE = ["storing:middle", "storing:synced", "storing:placed"]
ATTACH = ["burning:stored", "burning:attached-in-transaction", "burning:attached"]
# An act: what it begins from (what another act, or a preparation, left), what is done, and the fault points on its way.
ACTS = {
    "send": ("people", acts.send, ["arriving:begun", *SEAL, "arriving:middle", "door:sealed", "door:named", "door:placed"]),
    "inspect": ("send", acts.work, [*SEAL, *(f"cleaning:{step}" for step in ("claimed", "inspected", "known", "previewed", "offered"))]),
    "approve": ("inspect", acts.approve, []),
    "burn": ("approve", acts.work, ["burning:claimed", "burning:burned", *STORE, *ATTACH, *PURGE]),
    "show-again": ("take-off", acts.work, ["burning:claimed", "burning:burned", *SEAL, "burning:masked", "burning:shown-again"]),
    "send-back": ("show-again", acts.send_back, []),
    "accept": ("show-again", acts.accept, []),
    "cancel": ("inspect", acts.cancel, PURGE),
    "refuse": ("send-cut", acts.work, PURGE),
    "sweep": ("broken-off", acts.sweep, PURGE),
}  # fmt: skip
PREPARATIONS = {
    "take-off": ("inspect", acts.take_off, ""),
    "send-cut": ("people", acts.send_cut, ""),
    "broken-off": ("people", acts.send, "arriving:middle"),
}


def main(base, url="", stories=None):
    ground = ground_of(base, url)
    os.environ |= {"DJANGO_SETTINGS_MODULE": "casecircle.settings", "VAR_DIR": str(ground.var), "DATABASE_URL": ground.url}
    from tests.model import THE_MODEL

    os.environ |= {"TEXT_MODEL_SOCKET": os.fspath(THE_MODEL), "TEXT_MODEL_SECONDS": "60", "TMPDIR": str(ground.tmp)}
    import django

    django.setup()
    try:
        (stories or Crashes)(ground).all()
    finally:
        from cases.intake import cleaning

        cleaning.cool_down()
        ground.close()


class Crashes:
    def __init__(self, ground):
        self.ground, self.kept = ground, set()

    def all(self):
        """Every act, in an order in which each finds what it begins from."""
        warm()
        migrate()
        self.cast = in_a_fork(acts.people)["value"]
        self.keep("people")
        rehearse(self.cast)
        for name, (begin, act, points) in ACTS.items():
            if begin in PREPARATIONS:
                before, preparation, fault = PREPARATIONS[begin]
                self.ground.bring_back(before)
                assert in_a_fork(preparation, self.cast, fault=fault)["died"] == bool(fault)
                self.keep(begin)
            self.kill_everywhere(name, begin, act, points)

    def keep(self, name):
        self.ground.state()  # whoever was killed is gone
        self.ground.keep(name)

    def kill_everywhere(self, name, begin, act, points):
        self.ground.bring_back(begin)
        first, recovered, edge, moved = self.ground.state(), {}, 0, False
        runs = [{"fault": point} for point in points]
        while True:
            if moved:
                self.ground.bring_back(begin)
            if runs:
                run = runs.pop(0)
            else:
                edge += 1
                run = {"edge": edge}
            ended = in_a_fork(act, self.cast, **run)
            state = self.ground.state()
            moved = state != first
            told = {"act": name, "died": ended["died"], "where": run.get("fault") or ended.get("where"), "hits": self.hits()}
            if "edge" in run and not ended["died"]:
                tell({**told, "where": "nothing", "edges": ended["edges"], "at": self.state_of(), "deep": self.hits(deep=True)})
                break
            if state not in recovered:
                recovered[state] = number = len(recovered)
                told |= {"at": self.state_of(), "after": self.aftermath(number)}
                moved = True
            tell({**told, "same_as": recovered[state]})
        self.keep(name)

    def aftermath(self, number):
        """What is left of the state that a kill left: once recovered, after a second crash meanwhile, and when the file is sent again."""
        self.keep("crashed")
        at, after = self.state_of(), {}
        whole = in_a_fork(acts.recover, self.cast)
        after["recovered"] = self.rest()
        self.ground.bring_back("crashed")
        second = in_a_fork(acts.recover, self.cast, edge=1 + (number * 61 + 29) % max(1, whole["edges"] - 1))
        after["second_crash"] = {"where": second.get("where"), "died": second["died"], "hits": self.hits()}
        in_a_fork(acts.recover, self.cast)
        after["recovered_twice"] = self.rest()
        if at in (None, "receiving"):
            self.ground.bring_back("crashed")
            in_a_fork(acts.send_again, self.cast)
            after["sent_again"] = self.rest()
        return after

    def rest(self):
        told = in_a_fork(acts.rest, self.cast)["value"]
        files = {folder: [path.name for path in self.ground.files(folder)] for folder in ("sealed", "sealed-keys", "media")}
        unnamed = sorted(set(files["media"]) ^ set(told["named"]))
        raw = files["sealed"] + files["sealed-keys"] + [path.name for path in self.ground.tmp.rglob("*")]
        return {**told, "raw": raw, "unnamed": unnamed, "hits": self.hits()}

    def state_of(self):
        return in_a_fork(acts.state_of, self.cast)["value"]

    def hits(self, **deep):
        return self.ground.hits((acts.MARKER, acts.NAME), **deep)


def tell(told):
    print(json.dumps(told), flush=True)


def migrate():
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    connections.close_all()


def rehearse(cast):
    """The whole way in this process: forks then find everything imported and compiled. Its connections are closed before the first fork."""
    from django.db import connections

    for step in (acts.send, acts.work, acts.approve, acts.recover, acts.rest):
        step(cast)
    connections.close_all()
    gc.collect()
    gc.freeze()  # or each fork would copy every page that its collector touches


def warm():
    """One sandbox for all: its owner is this process, which never touches the database."""
    from cases.intake import cleaning

    cleaning.cool_down()
    # A fork cannot wait for a process that it did not start, and would take it for dead.
    cleaning.sandbox().status()
    cleaning.sandbox()._zygote._process.poll = lambda: None


class Plug:
    """Counts the edges of SQL statements; at edge `at` it kills its process, or has the database end its session (`sever`)."""

    def __init__(self, at, told, sever):
        self.at, self.told, self.sever, self.edges, self.where = at, told, sever, 0, None

    def put_into(self, connection):
        connection.execute_wrappers.append(self)
        commit = connection._commit

        def committing():  # BEGIN and savepoints are statements; COMMIT is a call of the driver
            return self(lambda *_: commit(), "COMMIT", None, False, None)

        connection._commit = committing

    def __call__(self, execute, sql, params, many, context):
        self.edge(f"before {brief(sql)}")
        answer = execute(sql, params, many, context)
        if not brief(sql).startswith("SELECT"):  # that nothing has changed since, and the next edge is before whatever comes next
            self.edge(f"after {brief(sql)}")
        return answer

    def edge(self, where):
        self.edges += 1
        if self.edges == self.at:
            self.where = f"{self.edges} {where}"
            if self.sever:
                self.sever()
                return
            from cases.intake import cleaning

            held = cleaning._warm["sandbox"]._lock.locked()
            os.write(self.told, json.dumps({"where": self.where, "in_job": held}).encode())
            os.kill(os.getpid(), signal.SIGKILL)


def brief(sql):
    words = sql.replace('"', "").split()
    verb = words[0].upper()
    if verb == "SELECT":
        return " ".join([verb, *words[words.index("FROM") : words.index("FROM") + 2]]) if "FROM" in words else verb
    return " ".join(words[: 3 if verb in ("INSERT", "DELETE") else 2]) if verb in ("INSERT", "DELETE", "UPDATE") else verb


def in_a_fork(function, *arguments, edge=None, fault="", sever=None):
    """Call it in a process with a connection of its own: {"died", "value", "edges", "where"}; {"died", "where"} when it was killed.

    With `sever` it may raise, and "raised" names what.
    """
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        code = 1
        try:
            os.close(reading)
            from django.conf import settings
            from django.db import connection, connections

            settings.FAULT = fault
            plug, value, raised = Plug(edge, writing, sever), None, None
            connection.connect()
            plug.put_into(connection)
            try:
                value = function(*arguments)
            except Exception as error:
                if not sever:
                    raise
                raised = type(error).__name__
            connections.close_all()
            told = {"value": value, "edges": plug.edges, "where": plug.where, "raised": raised}
            os.write(writing, json.dumps(told).encode())
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    with open(reading, "rb") as pipe:
        said = json.loads(pipe.read() or b"{}")
    _, status = os.waitpid(child, 0)
    died = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if status and not died:
        raise SystemExit(f"{function.__name__} failed")
    if said.pop("in_job", False):
        warm()  # the sandbox has an answer for somebody who is gone
    return {"died": died, **said}


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
