"""Looks at this installation with an operator's eyes: what stands, what is missing, and what to do about it, in plain sentences."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.executor import MigrationExecutor

from cases.deid.sandbox import Sandbox, SandboxUnavailable
from cases.deid.sandbox.walls import KERNELS, offered
from cases.deid.text.model import client

OK, NOTE, PROBLEM = "ok", "note", "problem"
GB = 1 << 30
ENOUGH_ROOM, LITTLE_ROOM = 20 * GB, 2 * GB  # of disk: ten of the largest uploads, sealed and clean, take 4 GB
ENOUGH_MEMORY = 4 * GB  # a film may take 2 GB of it
MEMORY_KINDS = frozenset(("tmpfs", "ramfs"))


class Line(NamedTuple):
    """One thing that was looked at. `state` "problem" means: not fit for this address until it is changed."""

    about: str
    state: str
    says: str


def everything() -> Iterator[Line]:
    """All lines, one after the other; nothing that fails here stops the next."""
    for look in (address, walls, folders, modes, room, database, storage, mail, words):
        try:
            yield from look()
        except Exception as error:  # the kind of a failure, never its words: they could hold a password
            yield Line(look.__name__, PROBLEM, f"This could not be looked at ({type(error).__name__}).")


def address() -> Iterator[Line]:
    if settings.HTTPS:
        yield Line("address", OK, f"People use {settings.PUBLIC_URL}. What follows is judged for patients' data.")
    else:
        yield Line("address", NOTE, f"People use {settings.PUBLIC_URL}: this machine alone. What only matters elsewhere is a note.")
    if settings.HTTPS and settings.DEMO:
        yield Line("address", NOTE, "`make run` would load the demonstration. Set DEMO=0.")


def walls() -> Iterator[Line]:
    """Which walls stand around every file: told by the sandbox, and tried from inside it."""
    try:
        with Sandbox() as sandbox:
            status, passed = sandbox.status(), [name for name, got in sandbox.try_walls().items() if got]
    except SandboxUnavailable as unavailable:
        yield Line("sandbox", PROBLEM, f"{unavailable} No file can be taken.")
        return
    weak = _for_patients()
    landlock, seccomp, wrapped = status["landlock"], status["seccomp"], status["bubblewrap"]
    yield Line("sandbox", OK, "Every file is decoded in a process of its own with limits of time, memory, files and output.")
    yield (
        Line("sandbox", OK, "System calls are filtered (seccomp): no network, no new process, no opening of files.")
        if seccomp
        else Line("sandbox", weak, "This kernel does not filter system calls (seccomp). Use a kernel built with CONFIG_SECCOMP_FILTER.")
    )
    if landlock:
        yield Line("sandbox", OK, f"Files are out of reach (Landlock, ABI {landlock}).")
    elif wrapped:
        yield Line("sandbox", OK, "Files are out of reach (bubblewrap around the decoders, since this kernel has no Landlock).")
    else:
        yield Line("sandbox", weak, "No wall for files stands. Use Linux 5.13 or later with Landlock, or install bubblewrap.")
    if landlock and wrapped:
        yield Line("sandbox", OK, "Bubblewrap stands around the decoders, since this kernel has no seccomp.")
    for name in passed:
        yield Line("sandbox", weak, f"Tried from inside: {name} was possible.")
    if not passed:
        yield Line("sandbox", OK, "Tried from inside: opening a file, opening a socket and starting a process were all refused.")
    engines = ", ".join(f"{name} {version}" for name, version in sorted(status["engines"].items()))
    yield Line("engines", OK, f"Loaded with their weights: {engines}.")


def folders() -> Iterator[Line]:
    """The sealed folder and the folder of its keys."""
    for about, place in (("sealed folder", settings.SEALED_DIR), ("key folder", settings.SEALED_KEYS_DIR)):
        place = Path(place)
        nearest = next(path for path in (place, *place.parents) if path.exists())
        if not os.access(nearest, os.W_OK | os.X_OK):
            yield Line(about, PROBLEM, f"{place} cannot be written to by this user.")
        elif place.exists() and place.stat().st_mode & 0o077:
            yield Line(about, PROBLEM, f"{place} can be read by others. Run: chmod 700 {place}")
        elif about == "sealed folder":
            yield Line(about, OK, f"Uploads wait encrypted in {place}, at most {settings.SEALED_HOURS} hours.")
        elif file_system(nearest) in MEMORY_KINDS:
            yield Line(about, OK, f"{place} is memory ({file_system(nearest)}): a destroyed key was never on a disk.")
        else:
            kept = f"{place} is on a disk ({file_system(nearest)}), which may keep traces of destroyed keys."
            yield Line(about, NOTE, f"{kept} Name a tmpfs in SEALED_KEYS_DIR.")


def modes() -> Iterator[Line]:
    """Nothing under the data folder is open to other users of the machine."""
    place = Path(settings.VAR_DIR)
    if not place.exists():
        yield Line("data folder", NOTE, f"{place} does not exist yet; `manage.py run` or `migrate` makes it.")
        return
    info = place.stat()
    if info.st_uid != os.geteuid():
        yield Line("data folder", PROBLEM, f"{place} belongs to another user than the one who asks. Run this as the server's own user.")
    opened = [path for path in (place, *sorted(place.iterdir())) if not path.is_symlink() and path.stat().st_mode & 0o077]
    # Behind a closed folder nothing is reached, whatever its own mode says.
    if stat.S_IMODE(info.st_mode) & 0o077 and opened:
        names = ", ".join(path.name for path in opened[:5])
        yield Line("data folder", PROBLEM, f"Others on this machine can reach {names}. Run: chmod -R go-rwx {place}")
    else:
        yield Line("data folder", OK, f"All data is in {place}, which only its owner can enter.")


def room() -> Iterator[Line]:
    place = Path(settings.VAR_DIR)
    nearest = next(path for path in (place, *place.parents) if path.exists())
    free = shutil.disk_usage(nearest).free
    state = OK if free >= ENOUGH_ROOM else NOTE if free >= LITTLE_ROOM else PROBLEM
    tail = "" if state == OK else " Uploads end when it is full."
    yield Line("disk", state, f"{free / GB:.1f} GB are free where the data lies.{tail}")
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    tail = "." if memory >= ENOUGH_MEMORY else "; a film may need 2 GB, so expect refusals for want of memory."
    yield Line("memory", OK if memory >= ENOUGH_MEMORY else NOTE, f"The machine has {memory / GB:.1f} GB{tail}")


def database() -> Iterator[Line]:
    told = settings.DATABASES[DEFAULT_DB_ALIAS]
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if connection.vendor == "sqlite":
        yield Line("database", OK, f"SQLite at {told['NAME']}: right for one machine; for more use PostgreSQL.")
    else:
        yield Line("database", OK, f"PostgreSQL {connection.pg_version // 10000} at {told['HOST']}.")
        local = told["HOST"].startswith("/") or told["HOST"] in ("localhost", "127.0.0.1", "::1")
        if not local and told["OPTIONS"].get("sslmode") != "verify-full":
            yield Line("database", _for_patients(), "The way to the database is not verified. Add ?sslmode=verify-full to DATABASE_URL.")
    if waiting:
        yield Line("database", PROBLEM, f"{waiting} changes of the database wait. Run: manage.py migrate")


def storage() -> Iterator[Line]:
    """Clean files: a folder, or a bucket that answers."""
    location = getattr(default_storage, "location", "") if hasattr(default_storage, "file_permissions_mode") else ""
    if location:
        place = Path(location)
        nearest = next(path for path in (place, *place.parents) if path.exists())
        able = os.access(nearest, os.W_OK | os.X_OK)
        yield Line("storage", OK if able else PROBLEM, f"Clean files lie in {place}{'.' if able else ', which cannot be written to.'}")
        return
    options = settings.STORAGES["default"]["OPTIONS"]
    default_storage.exists("casecircle-looks-whether-the-bucket-answers")
    yield Line("storage", OK, f"Clean files lie in the bucket {options['bucket_name']} at {options['endpoint_url']}, which answers.")
    if options["endpoint_url"].startswith("http:"):
        yield Line("storage", _for_patients(), "The bucket is reached without encryption. Leave tls=0 out of STORAGE_URL.")


def mail() -> Iterator[Line]:
    if settings.MAIL_TO_FILES:
        says = f"No mail server is set: mail is written to {settings.EMAIL_FILE_PATH} and reaches nobody. Set EMAIL_URL."
        yield Line("mail", _for_patients(), says)
        return
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with get_connection():
            yield Line("mail", OK, f"The mail server {server} answers and takes our name.")
    except OSError as error:  # smtplib's own failures are OSErrors
        yield Line("mail", PROBLEM, f"The mail server {server} does not take our mail ({type(error).__name__}). Check EMAIL_URL.")
    if not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        yield Line("mail", _for_patients(), "Mail leaves this machine without encryption. Begin EMAIL_URL with smtp+tls:// or smtps://.")


def words() -> Iterator[Line]:
    """The process that reads words with the model; while it is out of reach nothing can be posted."""
    place = settings.TEXT_MODEL_SOCKET
    if settings.HTTPS and (missing := KERNELS - offered()):
        lacks = " and ".join(sorted(missing))
        yield Line("text model", PROBLEM, f"The text model does not start, since this kernel lacks {lacks}, so nothing can be posted.")
        return
    try:
        read = client.read(place, "Dr Example", timeout=5)
    except client.OutOfReach:
        says = f"The text model does not answer at {place}, so nothing can be posted. `manage.py run` or `read_words` starts it."
        yield Line("text model", _for_patients(), says)
        return
    yield Line("text model", OK, f"The text model ({read.edition}) answers at {place}.")


def file_system(place: Path) -> str:
    """The kind of file system that holds a path, as the kernel names it; "unknown" where it does not say."""
    device = place.stat().st_dev
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in reversed(Path("/proc/self/mountinfo").read_text().splitlines()):
        fields = line.split()
        if fields[2] == wanted:
            return fields[fields.index("-") + 1]
    return "unknown"


def _for_patients() -> str:
    """What is a problem where patients' data may come, and worth a note on localhost."""
    return PROBLEM if settings.HTTPS else NOTE
