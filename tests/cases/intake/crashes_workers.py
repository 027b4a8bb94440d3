"""A program of its own, run by test_crashes_workers.py: workers that die or sleep in mid-film, and a database that cuts them off.

`python -m tests.cases.intake.crashes_workers FOLDER [POSTGRES_URL]` prints one JSON line for each story, told after the file was attached.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.cases.intake import crashes
from tests.cases.intake import crashes_acts as acts
from tests.cases.intake.crashes import in_a_fork, tell
from tests.cases.intake.crashes_waiting import gone_within, slowly, wait_for, woken_until_it_ends

LOOKING, MASKING = "cleaning", "burning"
# Where a worker sleeps -> from what it begins. At some of them its key is destroyed, or its unfinished file swept away, meanwhile.
LATE = {
    **dict.fromkeys(("cleaning:inspected", "sealed:synced", "cleaning:known", "cleaning:previewed"), "send"),
    **dict.fromkeys(("burning:burned", "storing:middle", "storing:synced", "storing:placed", "burning:stored"), "approve"),
}


def film():
    from tests.cases.intake import pictures

    return pictures.film(seconds=2, fps=20, marker=acts.MARKER)


def send_film(cast):
    return acts.send(cast, film(), "video/mp4", "mp4")


def differences(before, after):
    """The lines of two listings that are not in both; that a sleeper clears its own unfinished file away is no change."""
    gone, new = set(before.splitlines()) - set(after.splitlines()), set(after.splitlines()) - set(before.splitlines())
    return sorted(new | {line for line in gone if ".part " not in line})


class Workers(crashes.Crashes):
    def all(self):
        crashes.warm()
        crashes.migrate()
        self.cast = in_a_fork(acts.people)["value"]
        self.keep("people")
        in_a_fork(send_film, self.cast)
        self.keep(LOOKING)
        crashes.rehearse(self.cast)  # ends with the film attached
        self.ground.bring_back(LOOKING)
        in_a_fork(acts.work, self.cast)
        in_a_fork(acts.approve, self.cast)
        self.keep(MASKING)
        for stage in (LOOKING, MASKING):
            self.killed(stage)
            self.late(stage)
        for name, (begin, act) in {
            "send": ("people", acts.send),
            "inspect": ("send", acts.work),
            "approve": ("inspect", acts.approve),
        }.items():
            self.ground.bring_back(begin)
            in_a_fork(act, self.cast)
            self.keep(name)
        for point in LATE:
            self.late_at(point)
        if self.ground.vendor == "postgresql":
            for act in ("send", "inspect", "approve", "burn"):
                self.severed(act)
            self.severed_command()

    def killed(self, stage):
        """A worker is killed in the middle of a film; while its lease runs nobody touches it, then a second worker does it again."""
        worker, zygote = self.begin(stage)
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
        gone = gone_within(60, zygote)
        in_a_fork(acts.work, self.cast)
        held = self.state_of()
        hits = self.hits()
        in_a_fork(acts.recover, self.cast)
        tell({"story": f"killed {stage}", "decoder_gone": gone, "while_leased": held, "hits": hits, "left": self.rest()})

    def late(self, stage):
        """A worker sleeps in the middle of a film until its lease is over; others do its work; then it wakes up and goes on."""
        for until in ("recover", "next"):
            worker, _ = self.begin(stage)
            self.put_to_sleep(worker)
            asleep = self.state_of()
            if until == "recover":
                in_a_fork(acts.recover, self.cast)
            else:  # only this step is done by somebody else
                in_a_fork(acts.sweep, self.cast)
                in_a_fork(acts.work, self.cast)
            before, at = self.lasting(), self.state_of()
            os.kill(worker, signal.SIGCONT)
            _, status = os.waitpid(worker, 0)
            after = self.lasting()
            changed = differences(before, after)
            fenced = self.fenced()
            in_a_fork(acts.recover, self.cast)
            told = {
                "story": f"late {stage}, {until}",
                "at": at,
                "status": status,
                "changed": changed,
                "asleep": asleep,
                "fenced": fenced,
                "left": self.rest(),
            }
            tell(told)

    def late_at(self, point):
        """A worker sleeps at a point between two looks at its lease; others do everything; then it wakes up and goes on."""
        self.ground.bring_back(LATE[point])
        if (worker := os.fork()) == 0:
            try:
                from django.conf import settings

                settings.FAULT = f"stop:{point}"
                acts.work(self.cast)
            finally:
                os._exit(0)
        os.waitpid(worker, os.WUNTRACED)
        in_a_fork(acts.recover, self.cast)
        before = self.lasting()
        woken_until_it_ends(worker)
        changed = differences(before, self.lasting())
        tell({"story": f"late at {point}", "changed": changed, "fenced": self.fenced(), "left": self.rest()})

    def put_to_sleep(self, worker):
        """Stop it while it is in no transaction: in one, it would keep the others out for as long as it sleeps."""
        os.kill(worker, signal.SIGSTOP)
        os.waitpid(worker, os.WUNTRACED)
        while not self.ground.is_free():
            os.kill(worker, signal.SIGCONT)
            time.sleep(0.01)
            os.kill(worker, signal.SIGSTOP)
            os.waitpid(worker, os.WUNTRACED)

    def fenced(self):
        """How many attempts ended because they had lost their lease."""
        return sum("fenced" in row for table, row in self.ground.rows() if table.startswith("django_tasks"))

    def begin(self, stage):
        """(pid of a worker in the middle of the film, pid of its decoder's parent)."""
        self.ground.bring_back(stage)
        reading, writing = os.pipe()
        if (worker := os.fork()) == 0:
            try:
                from cases.intake import cleaning

                cleaning._warm.clear()  # a sandbox of its own, which must not outlive it
                cleaning._Pace.progress = slowly(cleaning._Pace.progress)
                os.write(writing, str(cleaning.sandbox().status()["pid"]).encode())
                acts.work(self.cast)
                cleaning.cool_down()
            finally:
                os._exit(0)
        os.close(writing)
        with open(reading, "rb") as pipe:
            zygote = int(os.read(pipe.fileno(), 20))
        wait_for(lambda: self.in_the_middle(stage), 600)
        return worker, zygote

    def in_the_middle(self, stage):
        told = in_a_fork(acts.progress_of, self.cast)["value"]
        return told[0] == stage and told[1] > 0

    def lasting(self):
        """Rows and files, but for the queue's own notes."""
        return "\n".join(line for line in self.ground.state_now().splitlines() if not line.startswith("django_tasks"))

    def severed(self, act):
        """At each statement the server ends the session: the process meets the error, and later a new worker goes on."""
        begin, function, _ = crashes.ACTS[act]
        self.ground.bring_back(begin)
        first, seen, edge, moved, lefts, raised = self.ground.state(), set(), 0, False, [], set()
        while True:
            if moved:
                self.ground.bring_back(begin)
            edge += 1
            ended = in_a_fork(function, self.cast, edge=edge, sever=self.ground.sever)
            if not ended["where"]:
                break
            raised.add(ended["raised"])
            state = self.ground.state()
            moved = state != first
            if state not in seen:
                seen.add(state)
                at = self.state_of()
                in_a_fork(acts.recover, self.cast)
                lefts.append({"where": ended["where"], "at": at, "left": self.rest()})
                moved = True
        self.keep(act)
        tell({"story": f"severed {act}", "edges": edge - 1, "raised": sorted(map(str, raised)), "lefts": lefts})

    def severed_command(self):
        """The real command loses every session in the middle of a film. Whoever keeps it alive starts it again if it ends."""
        self.ground.bring_back(MASKING)
        command = [sys.executable, "manage.py", "work", "--interval", "0.1"]
        worker, starts = subprocess.Popen(command), 1
        try:
            wait_for(lambda: self.in_the_middle(MASKING), 600)
            self.ground.sever()
            time.sleep(2)
            survived = worker.poll() is None
            in_a_fork(acts.pass_time, self.cast)  # its lease is over

            def attached():
                nonlocal worker, starts
                if worker.poll() is not None:
                    worker, starts = subprocess.Popen(command), starts + 1
                time.sleep(0.2)
                return self.state_of() == "attached"

            wait_for(attached, 600)
        finally:
            worker.terminate()
            worker.wait(120)
        tell({"story": "severed command", "survived": survived, "starts": starts, "ended": worker.returncode, "left": self.rest()})


if __name__ == "__main__":
    crashes.main(Path(sys.argv[1]), *sys.argv[2:], stories=Workers)
