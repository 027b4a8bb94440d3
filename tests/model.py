"""The text model's own process, a real one, started when the first test needs it and ended with the test process."""

import atexit
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cases.deid.text.model import client

ROOT = Path(__file__).parent.parent
PROBE = "Dr Example"


class Served:
    """One server on a socket of its own. As a path (`os.fspath`) it starts it where it does not run yet."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="words-"))
        self.path, self.process = self.folder / "words.sock", None
        atexit.register(self.end)

    def __fspath__(self):
        if self.process is None:
            self.start()
        return str(self.path)

    def start(self, *flags):
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", "cases.deid.text.model.server", str(self.path), *flags]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL)
        return self.wait()

    def wait(self):
        """Until it answers: its socket is there a moment before it listens."""
        ends = time.monotonic() + 180
        while time.monotonic() < ends and self.process.poll() is None:
            try:
                client.read(self.path, PROBE, timeout=30)
                return self
            except client.OutOfReach:
                time.sleep(0.05)
        raise AssertionError(f"the text model did not start: exit code {self.process.poll()}")

    def stop(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self.process = None

    def end(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


THE_MODEL = Served()
