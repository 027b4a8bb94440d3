"""The walls around one file: limits of resources, no file system (Landlock), and a list of allowed system calls (seccomp)."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import platform
import resource
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cases.deid.sandbox.calls import AUDIT, CALLS, CLONE, CLONE3, MMAP, MPROTECT, PRLIMIT, SERVING, TGKILL

MB: Final = 1 << 20
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446  # the same numbers on every architecture
_THREAD_FLAGS: Final = (0x3D0F00, 0x7D0F00)  # what pthread_create passes to clone, in glibc and in musl
_NOBODY: Final = 65534
KERNELS: Final = frozenset(("landlock", "seccomp"))  # the walls that a fork raises itself; bubblewrap stands around the zygote

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Budget:
    """What one file may cost: CPU and wall seconds, bytes of address space, resident memory and output, open files."""

    cpu: int
    wall: float
    address_space: int
    resident: int
    output: int = 200 * MB
    files: int = 64


def landlock_abi() -> int:
    """The Landlock version of this kernel, 0 when there is none."""
    return max(0, _libc.syscall(_LANDLOCK_CREATE, None, 0, 1))


def has_seccomp() -> bool:
    """Whether the kernel filters system calls and we know this machine's numbers."""
    # PR_GET_SECCOMP answers EINVAL only when the kernel has no seccomp.
    return platform.machine() in CALLS and _libc.prctl(21, 0, 0, 0, 0) >= 0


def offered() -> frozenset[str]:
    """Those of KERNELS that this kernel has."""
    return frozenset(name for name, there in (("landlock", landlock_abi()), ("seccomp", has_seccomp())) if there)


def raise_all(budget: Budget, walls: frozenset[str]) -> None:
    """Shut this process in, for good, by `walls` of KERNELS and the limits of resources. Raises OSError when one does not stand."""
    os.setsid()
    _checked(_libc.prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0))
    limit_resources(budget)
    drop_root()
    _checked(_libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0))
    _checked(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    if "landlock" in walls:
        shut_files()
    if "seccomp" in walls:
        shut_calls()


def raise_around_service(address_space: int, parent: int) -> None:
    """Shut in a process that only computes and answers on sockets it holds already, for as long as `parent` lives.

    As `raise_all`, without a limit of CPU seconds and with the calls that accepting and answering need. Raises OSError likewise.
    """
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    drop_root()
    _checked(_libc.prctl(_PR_SET_PDEATHSIG, 15, 0, 0, 0))  # after drop_root, which clears it
    if os.getppid() != parent:
        raise ProcessLookupError(parent)
    _checked(_libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0))
    _checked(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    if landlock_abi():
        shut_files()
    if has_seccomp():
        shut_calls(SERVING[platform.machine()])


def trials() -> dict[str, bool]:
    """What was possible from where this runs: harmless attempts at a file, a socket and a process, for the operator's page."""

    def possible(act: Callable[[], object]) -> bool:
        try:
            act()
        except OSError:
            return False
        return True

    return {
        "opening a file": possible(lambda: os.close(os.open("/etc/passwd", os.O_RDONLY))),
        "opening a socket": possible(lambda: os.close(_checked(_libc.socket(2, 1, 0)))),
        "starting a process": possible(lambda: os.fork() or os._exit(0)),
    }


def limit_resources(budget: Budget) -> None:
    """The kernel's own limits. A process over its CPU seconds gets SIGXCPU, then SIGKILL."""
    resource.setrlimit(resource.RLIMIT_CPU, (budget.cpu, budget.cpu + 2))
    resource.setrlimit(resource.RLIMIT_AS, (budget.address_space, budget.address_space))
    resource.setrlimit(resource.RLIMIT_FSIZE, (budget.output, budget.output))
    resource.setrlimit(resource.RLIMIT_NOFILE, (budget.files, budget.files))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):
        os.nice(5)  # pages are answered first


def drop_root() -> None:
    """Become nobody where we are root; in a user namespace without that id the other walls must do."""
    if os.geteuid() == 0:
        with contextlib.suppress(OSError):
            os.setgroups([])
            os.setresgid(_NOBODY, _NOBODY, _NOBODY)
            os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def shut_files() -> None:
    """Landlock: a rule set that handles everything this kernel knows and allows nothing."""
    abi = landlock_abi()
    files = (1 << 13) - 1 | (1 << 13 if abi >= 2 else 0) | (1 << 14 if abi >= 3 else 0) | (1 << 15 if abi >= 5 else 0)
    rules = struct.pack("QQQ", files, 3 if abi >= 4 else 0, 3 if abi >= 6 else 0)[: 8 if abi < 4 else 16 if abi < 6 else 24]
    descriptor = _checked(_libc.syscall(_LANDLOCK_CREATE, rules, len(rules), 0))
    _checked(_libc.syscall(_LANDLOCK_RESTRICT, descriptor, 0))
    os.close(descriptor)


def shut_calls(also: tuple[int, ...] = ()) -> None:
    """seccomp: the calls that computing on open files needs, and those in `also`; any other answers EPERM."""
    program = b"".join(_program(platform.machine(), also))
    memory = ctypes.create_string_buffer(program)

    class Filter(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("program", ctypes.c_void_p)]

    _checked(_libc.prctl(_PR_SET_SECCOMP, 2, ctypes.byref(Filter(len(program) // 8, ctypes.addressof(memory))), 0, 0))


def _program(machine: str, also: tuple[int, ...] = ()) -> list[bytes]:
    """The filter in classic BPF: each rule either returns or falls through to the next one."""
    allow, refuse, missing = _answer(0x7FFF0000), _answer(0x00050000 | errno.EPERM), _answer(0x00050000 | errno.ENOSYS)
    load, equal, has = 0x20, 0x15, 0x45
    number, architecture, argument = 0, 4, lambda index: 16 + 8 * index  # offsets; the low half, both machines are little-endian

    def when(call: int, rules: list[bytes]) -> list[bytes]:
        return [_step(equal, call, 0, len(rules)), *rules]

    program = [_step(load, architecture), _step(equal, AUDIT[machine], 1, 0), _answer(0x80000000), _step(load, number)]
    for call in (*CALLS[machine], *also):
        program += when(call, [allow])
    # glibc falls back from clone3, whose flags a filter cannot read, to clone; only the flags of a thread pass.
    program += when(CLONE3, [missing])
    threads = [step for flags in _THREAD_FLAGS for step in (_step(equal, flags, 0, 1), allow)]
    program += when(CLONE[machine], [_step(load, argument(0)), *threads, refuse])
    # No new code: nothing may be mapped or made executable after the start.
    for call in (MMAP[machine], MPROTECT[machine]):
        program += when(call, [_step(load, argument(2)), _step(has, 4, 0, 1), refuse, allow])
    # abort() signals itself; no other process can be signalled or limited.
    program += when(TGKILL[machine], [_step(load, argument(0)), _step(equal, os.getpid(), 0, 1), allow, refuse])
    program += when(PRLIMIT[machine], [_step(load, argument(0)), _step(equal, 0, 0, 1), allow, refuse])
    return [*program, refuse]


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("=HBBI", code, then, otherwise, value)


def _answer(value: int) -> bytes:
    return _step(0x06, value)


def _checked(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), "a wall does not stand")
    return result
