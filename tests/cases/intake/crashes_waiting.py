"""How the crash tests wait: for what happens, and for processes that end, are killed or sleep."""

import os
import signal
import time
from pathlib import Path


def slowly(progress):
    """The middle of a film lasts until somebody has seen that it is reached, however quick one and slow the other process is."""

    def told(pace, done, total):
        progress(pace, done, total)
        time.sleep(0.5)

    return told


def woken_until_it_ends(worker):
    """It may come by the point where it sleeps more than once."""
    status = None
    while status is None or os.WIFSTOPPED(status):
        os.kill(worker, signal.SIGCONT)
        _, status = os.waitpid(worker, os.WUNTRACED)


def wait_for(happened, seconds):
    ends = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < ends, "it never happened"
        time.sleep(0.02)


def gone_within(seconds, pid):
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if not alive(pid):
            return True
        time.sleep(0.02)
    return False


def alive(pid):
    """Whether it runs: not gone, nor waiting only to be noticed."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
