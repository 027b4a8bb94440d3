"""The system calls that computing on open files needs, by their numbers on the two machines we know.

Sources: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h of Linux. What is not named is refused:
opening, linking and listing files, sockets, processes, signals to others, ioctl, fcntl, mounts, namespaces, keys, bpf, io_uring, and
memfd_create: sixty files without names would hold twelve gigabytes that no process's memory shows.
"""

from typing import Final

AUDIT: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

_NAMES: Final = {
    # name: (x86_64, aarch64), None where the machine has no such call
    "futex": (202, 98),
    "read": (0, 63),
    "write": (1, 64),
    "pread64": (17, 67),
    "pwrite64": (18, 68),
    "readv": (19, 65),
    "writev": (20, 66),
    "lseek": (8, 62),
    "fstat": (5, 80),
    "newfstatat": (262, 79),
    "ftruncate": (77, 46),
    "fsync": (74, 82),
    "close": (3, 57),
    "dup": (32, 23),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "brk": (12, 214),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "restart_syscall": (219, 128),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "getcpu": (309, 168),
    "membarrier": (324, 283),
    "rseq": (334, 293),
    "set_robust_list": (273, 99),
    "set_tid_address": (218, 96),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "getuid": (102, 174),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getegid": (108, 177),
    "getrusage": (98, 165),
    "sysinfo": (99, 179),
    "uname": (63, 160),
    "times": (100, 153),
    "gettimeofday": (96, 169),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "nanosleep": (35, 101),
    "getrandom": (318, 278),
    "poll": (7, None),
    "ppoll": (271, 73),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
CALLS: Final = {
    machine: tuple(numbers[place] for numbers in _NAMES.values() if numbers[place] is not None) for place, machine in enumerate(AUDIT)
}
# What a service needs on the sockets it holds: to accept, to ask who is there, to send without waiting. It can make no socket.
SERVING: Final = {"x86_64": (288, 55, 51, 44), "aarch64": (242, 209, 204, 206)}

CLONE3: Final = 435
CLONE: Final = {"x86_64": 56, "aarch64": 220}
MMAP: Final = {"x86_64": 9, "aarch64": 222}
MPROTECT: Final = {"x86_64": 10, "aarch64": 226}
TGKILL: Final = {"x86_64": 234, "aarch64": 131}
PRLIMIT: Final = {"x86_64": 302, "aarch64": 261}
