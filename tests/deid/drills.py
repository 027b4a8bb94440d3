"""Attacks that a taken-over decoder would try, run inside the walls. Each returns what it got, or the name of the error."""

import ctypes
import mmap
import os
import signal
import socket
import stat
import time


def _tried(act):
    try:
        return f"got {act()!r}"
    except OSError as error:
        return type(error).__name__


def read_file(job):
    return _tried(lambda: os.open(job.request["path"], os.O_RDONLY))


def write_file(job):
    return _tried(lambda: os.open(job.request["path"], os.O_WRONLY | os.O_CREAT))


def list_folder(job):
    return _tried(lambda: os.listdir("/"))


def reopen_through_proc(job):
    return _tried(lambda: os.open("/proc/self/fd/0", os.O_RDONLY))


def inet_socket(job):
    return _tried(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM).fileno())


def unix_socket(job):
    return _tried(lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).fileno())


def fork(job):
    return _tried(os.fork)


def execute(job):
    return _tried(lambda: os.execv("/bin/true", ["true"]))


def signal_parent(job):
    return _tried(lambda: os.kill(job.request["pid"], signal.SIGTERM))


def trace_parent(job):
    ctypes.set_errno(0)
    return ctypes.CDLL(None).ptrace(16, job.request["pid"], 0, 0)


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
    return _tried(lambda: [os.memfd_create("x") for _ in range(1000)])


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


def ask_unknown_refusal(job):
    _speak(b'{"refused": "../../etc/passwd"}\n')
    os._exit(0)


def die_silently(job):
    os._exit(0)


def _speak(data):
    for number in range(3, 256):
        if _is_open(number) and stat.S_ISSOCK(os.fstat(number).st_mode):
            os.write(number, data)


def _is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
