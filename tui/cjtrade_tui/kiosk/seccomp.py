"""Seccomp: from here on the Linux kernel knows only those system calls that looking at tables takes.

See seccomp(2). What is not listed is answered as by a kernel that never had it, so that a call of tomorrow is refused
too and the C library falls back on what it did before. No socket can be made (of TCP, UDP, MPTCP, Unix or any other
kind) but the pair by which an event loop wakes itself; no process, no io_uring, no namespace, nothing that traces,
signals or slows another process, no shared memory, and no memory that is first written and then executed.
x86-64 and arm64; elsewhere nothing happens.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""The column of `_FREE` and `_CHECKED`, and the kernel's name of the machine."""
_FREE = {
    # read what Landlock lets open, write what is open
    "read": (0, 63),
    "write": (1, 64),
    "readv": (19, 65),
    "writev": (20, 66),
    "pread64": (17, 67),
    "lseek": (8, 62),
    "open": (2, None),
    "openat": (257, 56),
    "close": (3, 57),
    "close_range": (436, 436),
    "fstat": (5, 80),
    "stat": (4, None),
    "lstat": (6, None),
    "newfstatat": (262, 79),
    "statx": (332, 291),
    "statfs": (137, 43),
    "fstatfs": (138, 44),
    "access": (21, None),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "getdents64": (217, 61),
    "getcwd": (79, 17),
    "dup": (32, 23),
    "dup2": (33, None),
    "dup3": (292, 24),
    "pipe": (22, None),
    "pipe2": (293, 59),
    "fadvise64": (221, 223),
    "eventfd2": (290, 19),
    # wait
    "epoll_create1": (291, 20),
    "epoll_ctl": (233, 21),
    "epoll_wait": (232, None),
    "epoll_pwait": (281, 22),
    "epoll_pwait2": (441, 441),
    "poll": (7, None),
    "ppoll": (271, 73),
    "select": (23, None),
    "pselect6": (270, 72),
    "recvfrom": (45, 207),
    "getsockname": (51, 204),
    "getsockopt": (55, 209),
    "shutdown": (48, 210),
    # memory
    "brk": (12, 214),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "mincore": (27, 232),
    "membarrier": (324, 283),
    # threads
    "futex": (202, 98),
    "futex_waitv": (449, 449),
    "set_robust_list": (273, 99),
    "set_tid_address": (218, 96),
    "rseq": (334, 293),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "sched_getparam": (143, 121),
    "sched_getscheduler": (145, 120),
    "getcpu": (309, 168),
    "gettid": (186, 178),
    "exit": (60, 93),
    "exit_group": (231, 94),
    "arch_prctl": (158, None),
    # signals to oneself
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "rt_sigtimedwait": (128, 137),
    "rt_sigsuspend": (130, 133),
    "sigaltstack": (131, 132),
    "restart_syscall": (219, 128),
    # time
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "nanosleep": (35, 101),
    "gettimeofday": (96, 169),
    "time": (201, None),
    "times": (100, 153),
    "setitimer": (38, 103),
    "getitimer": (36, 102),
    # what one is
    "uname": (63, 160),
    "sysinfo": (99, 179),
    "getpid": (39, 172),
    "getppid": (110, 173),
    "getuid": (102, 174),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getegid": (108, 177),
    "getresuid": (118, 148),
    "getresgid": (120, 150),
    "getgroups": (115, 158),
    "getpgid": (121, 155),
    "getpgrp": (111, None),
    "getsid": (124, 156),
    "getpriority": (140, 141),
    "getrusage": (98, 165),
    "getrlimit": (97, 163),
    "getrandom": (318, 278),
}
_CHECKED = {
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "clone": (56, 220),
    "tgkill": (234, 131),
    "prlimit64": (302, 261),
    "prctl": (157, 167),
    "socketpair": (53, 199),
    "sendto": (44, 206),
    "ioctl": (16, 29),
    "fcntl": (72, 25),
}
"""Calls with arguments that are refused: see `_refusals`."""

_LOAD, _AND, _EQUAL, _RETURN = 0x20, 0x54, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
_ALL = 0xFFFFFFFF
_WRITE, _EXECUTE, _ANONYMOUS, _THREAD = 2, 4, 0x20, 0x10000
_NAMES = (15, 0x53564D41)
"""What prctl may do: name a thread, name memory."""
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2

Test = tuple[int, int, int, bool]
"""A half of an argument (twice its place, one more for its upper half), a mask, a value, and whether they must be equal."""


def restrict() -> bool:
    """From now on this thread, and those it starts, can make no other system call. False where the kernel has no filters."""
    if sys.platform != "linux":
        return False
    machine = os.uname().machine
    if machine not in _MACHINES:
        return False
    code = program(*_MACHINES[machine], os.getpid())
    held = ctypes.create_string_buffer(code)
    filter_ = ctypes.create_string_buffer(struct.pack("@HP", len(code) // 8, ctypes.addressof(held)))
    libc = ctypes.CDLL(None)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return int(libc.prctl(_SECCOMP, _FILTER, filter_, 0, 0)) == 0


def program(column: int, machine: int, own: int) -> bytes:
    """The filter, in the kernel's packet filter language, for the process `own`."""
    code = [
        _step(_LOAD, _MACHINE),
        _step(_EQUAL, machine, 1, 0),
        _step(_RETURN, _REFUSE | errno.ENOSYS),
        _step(_LOAD, _NUMBER),
    ]
    for numbers in _FREE.values():
        if (number := numbers[column]) is not None:
            code += [_step(_EQUAL, number, 0, 1), _step(_RETURN, _ALLOW)]
    for name, refusals in _refusals(own).items():
        checks = [step for refusal in refusals for step in _refuse(refusal)]
        code += [_step(_EQUAL, _CHECKED[name][column], 0, len(checks) + 1), *checks, _step(_RETURN, _ALLOW)]
    return b"".join([*code, _step(_RETURN, _REFUSE | errno.ENOSYS)])


def _refusals(own: int) -> dict[str, list[list[Test]]]:
    """For each call the sets of tests on its arguments; one of which all hold refuses it."""
    return {
        "mmap": [
            [(4, _WRITE | _EXECUTE, _WRITE | _EXECUTE, True)],
            [(4, _EXECUTE, _EXECUTE, True), (6, _ANONYMOUS, _ANONYMOUS, True)],
        ],
        "mprotect": [[(4, _EXECUTE, _EXECUTE, True)]],
        "clone": [[(0, _THREAD, 0, True)]],
        "tgkill": [[(0, _ALL, own, False)]],
        "prlimit64": [[(0, _ALL, own, False), (0, _ALL, 0, False)]],
        "prctl": [[(0, _ALL, name, False) for name in _NAMES]],
        "socketpair": [[(0, _ALL, 1, False)], [(2, 0xF, 1, False)]],  # AF_UNIX, SOCK_STREAM
        "sendto": [[(8, _ALL, 0, False)], [(9, _ALL, 0, False)]],  # to an address
        "ioctl": [[(2, _ALL, number, True)] for number in (0x5412, 0x8901, 0x8902)],  # TIOCSTI, FIOSETOWN, SIOCSPGRP
        "fcntl": [[(2, _ALL, number, True)] for number in (8, 10, 15)],  # F_SETOWN, F_SETSIG, F_SETOWN_EX
    }


def _refuse(tests: list[Test]) -> list[bytes]:
    code = [_step(_RETURN, _REFUSE | errno.EPERM)]
    for half, mask, value, equal in reversed(tests):
        met, unmet = 0, len(code)
        yes, no = (met, unmet) if equal else (unmet, met)
        code[:0] = [_step(_LOAD, _ARGUMENTS + 4 * half), _step(_AND, mask), _step(_EQUAL, value, yes, no)]
    return code


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)
