"""What the Linux kernel refuses this process, for good: files but some that it may read, calls but those that looking at tables takes.

Files by Landlock, see landlock(7): kernels since 5.13 have it, those since 6.7 refuse TCP too, those since 6.12 signals to
others. Calls by seccomp(2), on x86-64 and arm64: what is not listed is answered as by a kernel that never had it, so that a call
of tomorrow is refused too and the C library falls back on what it did before. No socket can be made (of TCP, UDP, MPTCP, Unix or
any other kind) but the pair by which an event loop wakes itself; no process, no io_uring, no namespace, nothing that traces,
signals or slows another process, no shared memory, and no memory that is first written and then executed. Elsewhere nothing
happens.
"""

import ctypes
import errno
import os
import signal
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from cjtrade_data.book.code_lists import rows

assert sys.platform == "linux"

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many kinds of access to files each version of the interface knows; all are taken, and reading is given back."""
_FILE_RIGHTS_NOW = 16
_TCP = 3
_TCP_SINCE = 4
_SCOPED = 3
_SCOPED_SINCE = 6
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
_NO_NEW_PRIVILEGES, _DIE_WITH_PARENT, _SECCOMP, _FILTER = 38, 1, 22, 2
"""Of prctl(2); seccomp lets nobody take back that a session dies with its parent."""

Test = tuple[int, int, int, bool]
"""A half of an argument (twice its place, one more for its upper half), a mask, a value, and whether they must be equal."""


def end_with_parent() -> None:
    """Be killed when the connection's process ends, whatever the session does about signals."""
    _prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def refuse_files(readable: Iterable[str]) -> None:
    """From now on this thread and those it starts may read beneath `readable`, and touch no other file.

    Files that are open stay open.
    """
    offered = _call(_CREATE, None, 0, _VERSION)
    if offered < 1:
        return
    rules = struct.pack(
        "@QQQ",
        (1 << _FILE_RIGHTS.get(offered, _FILE_RIGHTS_NOW)) - 1,
        _TCP if offered >= _TCP_SINCE else 0,
        _SCOPED if offered >= _SCOPED_SINCE else 0,
    )
    file = _call(_CREATE, rules, len(rules), 0)
    if file < 0:
        return
    for path in readable:
        _allow(file, path)
    _prctl(_NO_NEW_PRIVILEGES, 1)
    _call(_RESTRICT, file, 0)
    os.close(file)


def refuse_calls() -> None:
    """From now on this thread, and those it starts, can make no other system call than `CALLS`."""
    machine = os.uname().machine
    if machine not in _MACHINES:
        return
    code = _bpf_program(*_MACHINES[machine], os.getpid())
    held = ctypes.create_string_buffer(code)
    filter_ = ctypes.create_string_buffer(struct.pack("@HP", len(code) // 8, ctypes.addressof(held)))
    _prctl(_NO_NEW_PRIVILEGES, 1)
    _prctl(_SECCOMP, _FILTER, filter_)


def _allow(rules: int, path: str) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    rights = _READ_FILE | (_READ_FOLDER if os.path.isdir(path) else 0)  # noqa: PTH112
    _call(_ADD, rules, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    os.close(place)


def _call(number: int, *arguments: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return int(libc.syscall(ctypes.c_long(number), *wide))


def _prctl(option: int, *arguments: object) -> None:
    ctypes.CDLL(None).prctl(option, *arguments, *[0] * (4 - len(arguments)))


def _bpf_program(column: int, machine: int, own: int) -> bytes:
    """The filter, in the kernel's packet filter language, for the process `own`."""
    code = [
        _bpf_instruction(_LOAD, _MACHINE),
        _bpf_instruction(_EQUAL, machine, 1, 0),
        _bpf_instruction(_RETURN, _REFUSE | errno.ENOSYS),
        _bpf_instruction(_LOAD, _NUMBER),
    ]
    refusals = _refusals(own)
    for name, numbers in CALLS.items():
        if (number := numbers[column]) is not None and name not in refusals:
            code += [_bpf_instruction(_EQUAL, number, 0, 1), _bpf_instruction(_RETURN, _ALLOW)]
    for name, tests in refusals.items():
        checks = [step for test in tests for step in _refuse(test)]
        number = CALLS[name][column]
        assert number is not None
        code += [_bpf_instruction(_EQUAL, number, 0, len(checks) + 1), *checks, _bpf_instruction(_RETURN, _ALLOW)]
    return b"".join([*code, _bpf_instruction(_RETURN, _REFUSE | errno.ENOSYS)])


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
    code = [_bpf_instruction(_RETURN, _REFUSE | errno.EPERM)]
    for half, mask, value, equal in reversed(tests):
        met, unmet = 0, len(code)
        yes, no = (met, unmet) if equal else (unmet, met)
        code[:0] = [
            _bpf_instruction(_LOAD, _ARGUMENTS + 4 * half),
            _bpf_instruction(_AND, mask),
            _bpf_instruction(_EQUAL, value, yes, no),
        ]
    return code


def _bpf_instruction(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)
