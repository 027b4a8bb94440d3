"""Attacks that a taken-over decoder would try, run inside the walls. Each returns what it got, or the name of the error."""

import ctypes
import mmap
import os
import signal
import socket
import stat
import sys
import threading
import time

from cases.deid.images.opening import Still

_libc = ctypes.CDLL(None, use_errno=True)


def _tried(act):
    try:
        return f"got {act()!r}"
    except OSError as error:
        return type(error).__name__


def read_file(job):
    return _tried(lambda: os.read(os.open(job.request["path"], os.O_RDONLY), 4))


def write_file(job):
    return _tried(lambda: os.write(os.open(job.request["path"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), b"took"))


def change_folder(job):
    """Everything else that changes what a folder holds: `act` names a function of os, `paths` its paths."""
    return _tried(lambda: getattr(os, job.request["act"])(*job.request["paths"]))


def read_through_own_link(job):
    def act():
        os.symlink(job.request["path"], job.request["link"])
        return os.read(os.open(job.request["link"], os.O_RDONLY), 4)

    return _tried(act)


def list_folder(job):
    return _tried(lambda: os.listdir("/"))


def reopen_through_proc(job):
    return _tried(lambda: os.open("/proc/self/fd/0", os.O_RDONLY))


def inet_socket(job):
    return _tried(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM).fileno())


def unix_socket(job):
    return _tried(lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).fileno())


def fork(job):
    return _tried(lambda: os.fork() or os._exit(0))


def leave_somebody_behind(job):
    """The number of a process that would live on after this one."""
    pid = os.fork()
    if pid == 0:
        time.sleep(60)
        os._exit(0)
    return pid


def execute(job):
    """Another program answers in our place."""
    channel = _channel()

    def act():
        os.set_inheritable(channel, True)
        os.execv("/bin/sh", ["sh", "-c", f"""echo '{{"result": "got a shell"}}' >&{channel}"""])

    return _tried(act)


def call(job):
    """One system call by its number."""
    return _tried(lambda: _call(job.request["number"], *job.request["arguments"]))


def open_io_uring(job):
    parameters = ctypes.create_string_buffer(120)
    return _tried(lambda: _call(425, 1, ctypes.addressof(parameters)))


def calls_not_refused(job):
    """Which of many system calls answer anything but EPERM."""
    passed = []
    for number in job.request["numbers"]:
        ctypes.set_errno(0)
        if _libc.syscall(ctypes.c_long(number), *(ctypes.c_long(-1),) * 6) != -1 or ctypes.get_errno() != 1:
            passed.append(number)
    return passed


def send(job):
    """The mark, sent to a listener outside by whatever socket."""
    family, kind = getattr(socket, job.request["family"]), getattr(socket, job.request["kind"])
    address = job.request["address"]
    address = tuple(address) if isinstance(address, list) else address.replace("@", "\0")

    def act():
        with socket.socket(family, kind) as wire:
            wire.settimeout(5)
            wire.connect(address)
            return wire.send(b"mark")

    return _tried(act)


def signal_other(job):
    return _tried(lambda: os.kill(job.request["pid"], signal.SIGCONT))


def trace_other(job):
    seize = 0x4206
    return _tried(lambda: _call(101, seize, job.request["pid"], 0, 0))


def read_memory_of_other(job):
    """process_vm_readv of no address: an answer about the address says that the process was within reach."""
    vector = (ctypes.c_void_p * 2)(ctypes.addressof(ctypes.create_string_buffer(8)), 8)
    nowhere = (ctypes.c_void_p * 2)(8, 8)
    try:
        return f"got {_call(310, job.request['pid'], ctypes.addressof(vector), 1, ctypes.addressof(nowhere), 1, 0)}"
    except OSError as error:
        return "got an answer about the address" if error.errno == 14 else type(error).__name__


def executable_memory(job):
    return _tried(lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC).close())


def change_source(job):
    return _tried(lambda: os.pwrite(job.source.fileno(), b"changed", 0))


def who(job):
    return {"pid": os.getpid(), "uid": os.getuid(), "descriptors": sum(_is_open(number) for number in range(256))}


def spin(job):
    while True:
        pass


def sleep(job):
    time.sleep(60)


def reserve(job):
    return len(bytearray(8 << 30))


def fill_memory(job):
    held = []
    while True:
        held.append(bytearray(b"x") * (16 << 20))
        time.sleep(0.01)


def write_much(job):
    while True:
        job.target.write(bytes(1 << 20))


def open_much(job):
    return _tried(lambda: [_call(32, job.source.fileno()) for _ in range(1000)])


def fill_files_without_names(job):
    """Memory that counts as no process's own."""

    def act():
        for _ in range(40):
            os.write(os.memfd_create("x"), bytes(16 << 20))
        return "much"

    return _tried(act)


def map_much(job):
    return len(mmap.mmap(-1, 8 << 30))


def map_and_touch(job):
    held = []
    while True:
        held.append(mmap.mmap(-1, 64 << 20))
        for page in range(0, 64 << 20, 4096):
            held[-1][page] = 1
        time.sleep(0.01)


def start_threads_without_end(job):
    while True:
        threading.Thread(target=time.sleep, args=(60,)).start()


def spin_in_threads(job):
    for _ in range(8):
        threading.Thread(target=spin, args=(job,), daemon=True).start()
    spin(job)


def stretch_output(job):
    os.ftruncate(job.target.fileno(), 1 << 40)


def write_much_beside(job):
    while True:
        job.second.write(bytes(1 << 20))


def crash(job):
    ctypes.string_at(0)


def abort(job):
    os.abort()


def speak_garbage(job):
    _speak(b"\xff\x00 not json\n")
    return "said"


def speak_twice(job):
    _speak(b'{"result": 1}\n')
    return "said"


def speak_without_end(job):
    while True:
        _speak(b"x" * (1 << 16))


def count_without_end(job):
    while True:
        job.progress(1, 2)


def count_nonsense(job):
    _speak(b'{"progress": [1e999, "two"]}\n')
    return "said"


def nest_deeply(job):
    _speak(b'{"result": ' + b"[" * 2_000_000 + b"\n")
    return "said"


def say_a_long_number(job):
    _speak(b'{"result": ' + b"9" * 100_000 + b"}\n")
    return "said"


def say_too_much(job):
    return "x" * (9 << 20)


def answer_and_stay(job):
    _speak(b'{"result": 1}\n')
    time.sleep(60)


def ask_unknown_refusal(job):
    _speak(b'{"refused": "../../etc/passwd"}\n')
    os._exit(0)


def die_silently(job):
    os._exit(0)


def _speak(data):
    while data:
        data = data[os.write(_channel(), data) :]


def _channel():
    return next(number for number in range(3, 256) if _is_open(number) and stat.S_ISSOCK(os.fstat(number).st_mode))


def _call(number, *arguments):
    ctypes.set_errno(0)
    answer = _libc.syscall(ctypes.c_long(number), *(ctypes.c_long(argument) for argument in arguments))
    if answer < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return answer


def _is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def read_line(job):
    """What the reader of the warm process makes of one box, and every module that had to be imported for it."""
    before, rgb = set(sys.modules), Still(job.source, job.limits).pixels(0)
    words = job.engines.images.reader(rgb, [job.request["box"]])
    return {"words": words, "imported": sorted(set(sys.modules) - before), "pid": os.getpid()}
