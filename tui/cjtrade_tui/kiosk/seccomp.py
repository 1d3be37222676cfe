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
from pathlib import Path

from cjtrade_data.book.code_lists import rows

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""The column of the numbers in `CALLS`, and the kernel's name of the machine."""
CALLS = {
    name: tuple(int(number) if number else None for number in numbers)
    for name, *numbers, _ in rows(Path(__file__).parent, "system_calls.csv", ("name", *_MACHINES, "does"))
}
"""The system calls there are, and their numbers; of some `_refusals` refuses what is asked with."""

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
    refusals = _refusals(own)
    for name, numbers in CALLS.items():
        if (number := numbers[column]) is not None and name not in refusals:
            code += [_step(_EQUAL, number, 0, 1), _step(_RETURN, _ALLOW)]
    for name, tests in refusals.items():
        checks = [step for test in tests for step in _refuse(test)]
        number = CALLS[name][column]
        assert number is not None
        code += [_step(_EQUAL, number, 0, len(checks) + 1), *checks, _step(_RETURN, _ALLOW)]
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
