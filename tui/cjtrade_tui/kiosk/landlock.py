"""Landlock: ask the Linux kernel to refuse this process, for good, all files but some, which it may only read.

See landlock(7). Kernels since 5.13 have it, those since 6.7 refuse TCP too, those since 6.12 signals to others; elsewhere
nothing happens.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many kinds of access to files each version of the interface knows; all are taken, and reading is given back."""
_FILE_RIGHTS_NOW = 16
_TCP = 3
_TCP_SINCE = 4
_SCOPED = 3
_SCOPED_SINCE = 6


class _Rules(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def version() -> int:
    """The version of Landlock this kernel offers; 0 where it offers none."""
    return max(0, _call(_CREATE, None, 0, _VERSION)) if sys.platform == "linux" else 0


def restrict(readable: Iterable[str]) -> bool:
    """From now on this thread and those it starts may read beneath `readable`, and touch no other file.

    Files that are open stay open. False where the kernel has no Landlock.
    """
    offered = version()
    if offered == 0:
        return False
    rules = _Rules(
        (1 << _FILE_RIGHTS.get(offered, _FILE_RIGHTS_NOW)) - 1,
        _TCP if offered >= _TCP_SINCE else 0,
        _SCOPED if offered >= _SCOPED_SINCE else 0,
    )
    file = _call(_CREATE, ctypes.byref(rules), ctypes.sizeof(rules), 0)
    if file < 0:
        return False
    for path in readable:
        _allow(file, path)
    ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    done = _call(_RESTRICT, file, 0)
    os.close(file)
    return done == 0


def _allow(rules: int, path: str) -> None:
    if sys.platform != "linux":
        return
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    rights = _READ_FILE | (_READ_FOLDER if os.path.isdir(path) else 0)  # noqa: PTH112
    _call(_ADD, rules, _PATH_BENEATH, ctypes.byref(_Beneath(rights, place)), 0)
    os.close(place)


def _call(number: int, *arguments: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return int(libc.syscall(ctypes.c_long(number), *wide))
