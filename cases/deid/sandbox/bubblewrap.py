"""Bubblewrap around the zygote: namespaces of its own, and a file system that holds the program and nothing else, read-only.

The wall for files where the kernel has no Landlock, and for the network where it has no seccomp. Needs the program `bwrap` and a
kernel that lets us make user namespaces; whether both are so is tried, not guessed.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[3]  # the folder that holds the package `cases`
_PLACES: Final = "/usr/bin:/bin:/usr/local/bin"  # never the caller's PATH
_SYSTEM: Final = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/alternatives")
_TRY_SECONDS: Final = 10


def command(packages: tuple[str, ...] = ()) -> list[str] | None:
    """What to put before the interpreter's own command line; None where bubblewrap is not installed or does not work.

    `packages` names folders beside `cases` that shall be seen too: none but in the project's own tests.
    """
    program = shutil.which("bwrap", path=_PLACES)
    if program is None or not _works(program):
        return None
    return _wrapping(program, ("cases", *packages))


@functools.cache
def _works(program: str) -> bool:
    """Whether the interpreter starts inside, and sees nothing there that is not the program."""
    look = "import os, sys; sys.exit(os.path.exists('/etc/passwd') or os.access('/', os.W_OK) or os.getpid() > 9)"
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    tried = [*_wrapping(program, ("cases",)), sys.executable, "-I", "-S", "-c", look]
    try:
        return subprocess.run(tried, timeout=_TRY_SECONDS, check=False, **quiet).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _wrapping(program: str, packages: tuple[str, ...]) -> list[str]:
    said = [program, "--unshare-all", "--cap-drop", "ALL", "--uid", "65534", "--gid", "65534"]
    for place in _SYSTEM:
        if os.path.islink(place):
            said += ["--symlink", os.readlink(place), place]
        elif os.path.exists(place):
            said += ["--ro-bind", place, place]
    # The interpreter and its packages by their parts: a virtual environment may lie beside a database.
    for prefix in dict.fromkeys((sys.base_prefix, sys.prefix)):
        for part in ("bin", "lib", "lib64", "pyvenv.cfg"):
            place = os.path.join(prefix, part)
            if os.path.exists(place) and not place.startswith("/usr/"):
                said += ["--ro-bind", place, place]
    for package in packages:
        said += ["--ro-bind", str(ROOT / package), str(ROOT / package)]
    for device in ("/dev/null", "/dev/zero", "/dev/urandom"):
        said += ["--dev-bind", device, device]
    return [*said, "--proc", "/proc", "--remount-ro", "/", "--chdir", "/", "--"]
