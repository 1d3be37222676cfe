"""The sandbox a kiosk's session runs in, put up before anything heavy is imported.

Walls one behind the other: an interpreter that heeds no environment, an environment of a few harmless names, no standard
error, the kernel's limits, Landlock (no file but the program's own can be read, none written or executed), seccomp (no
socket, no other process, nothing but what looking at tables takes), and an audit hook. Against code that runs, Python or
native, the kernel's walls are the boundary; the hook stops what the program itself might be led into, and says so, but
Python that is written to get round it can, since ctypes, which plotext draws with, reads and writes memory unasked.
Nothing here can be undone by the process that did it.
"""

import os
import re
import resource
import sys
from collections.abc import Callable
from importlib import import_module

from cjtrade_tui.kiosk.limits import FILES, GRACE, MEMORY, PROCESSOR

assert sys.platform != "win32"

_KEPT = ("TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE")
_PLAIN = re.compile(r"[A-Za-z0-9@._+-]{0,40}")
_LOADER = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo")
"""What the dynamic loader and the C library's clock read."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_ALLOWED = frozenset(
    """
    compile exec marshal.loads code.__new__ function.__new__ object.__getattr__ object.__setattr__
    object.__delattr__ array.__new__ builtins.id sys._getframe sys._getframemodulename sys.excepthook
    sys.unraisablehook sys.set_asyncgen_hooks_firstiter sys.set_asyncgen_hooks_finalizer
    sys.set_asyncgen_hook_firstiter sys.set_asyncgen_hook_finalizer _thread.start_new_thread
    _thread.start_joinable_thread time.sleep os.putenv os.unsetenv pathlib.Path.glob pathlib.Path.rglob
    cpython.PyInterpreterState_Clear cpython._PySys_ClearAuditHooks
""".split()
)
"""Events a session raises that touch nothing outside it; `_hook` checks some more, and all others are refused.

Refused are thus `os.*` (exec, fork, posix_spawn, kill, remove, symlink ...), `subprocess.*`, `pty.*`, `ctypes.*` and `mmap.*`
(native calls, memory that can be executed), `socket.*`, `fcntl.*`, `resource.*`, `signal.*`, `sys.settrace`,
`sys.addaudithook`, `gc.*`, `pickle.*`, `sqlite3.*`, all network clients, and whatever a later Python reports.
"""
_NATIVE = ("ctypes", "_ctypes", "cffi", "_cffi_backend", "mmap", "_posixshmem", "_testcapi", "_testinternalcapi")
"""Modules that reach native calls or executable memory; `polars` and `plotext` have those they need before the hook is set."""


class RefusedError(PermissionError):
    """The audit hook's answer."""


def isolate() -> None:
    """Go on in an interpreter that reads no PYTHON* variable, no user's site folder and nothing of the current folder."""
    if not sys.flags.isolated:
        os.execve(sys.executable, [sys.executable, "-I", "-m", "cjtrade_tui", *sys.argv[1:]], _kept())


def clean_environment() -> None:
    """Keep of the environment what the terminal is, and only where that is a plain word."""
    kept = _kept()
    os.environ.clear()
    # Polars would make and run machine code to learn what the processor can.
    os.environ.update(kept, POLARS_MAX_THREADS="1", POLARS_SKIP_CPU_CHECK="1")
    sys.dont_write_bytecode = True


def _kept() -> dict[str, str]:
    return {name: os.environ[name] for name in _KEPT if _PLAIN.fullmatch(os.environ.get(name, "/"))}


def silence_stderr() -> int:
    """Send standard error nowhere, so that only frames reach the terminal; returns a descriptor for the final message."""
    last = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return last


def set_limits() -> None:
    """Take the ceilings; where the administrator set lower ones, those stay."""
    ceilings = {
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_NOFILE: (FILES, FILES),
        resource.RLIMIT_DATA: (MEMORY, MEMORY),
        resource.RLIMIT_CPU: (PROCESSOR, PROCESSOR + GRACE),
    }
    for kind, (told, killed) in ceilings.items():
        soft, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (_lower_limit(told, soft), _lower_limit(killed, hard)))


def _lower_limit(wanted: int, allowed: int) -> int:
    return wanted if allowed == resource.RLIM_INFINITY else min(wanted, allowed)


def restrict() -> None:
    """Apply the restrictions of the kernel and of Python to this process; they cannot be lifted again."""
    package = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))  # noqa: PTH120
    own = [os.path.realpath(path) for path in (*sys.path, package) if path]
    if sys.platform == "linux":
        from cjtrade_tui.kiosk import kernel

        kernel.end_with_parent()
        kernel.refuse_files([path for path in (*own, *_LOADER) if os.path.exists(path)])  # noqa: PTH110
        kernel.refuse_calls()
    import_module("mmap")
    import_module("plotext")  # loads its drawing library by ctypes
    sys.addaudithook(_hook(tuple(f"{path}/" for path in own)))


def _hook(roots: tuple[str, ...]) -> Callable[[str, tuple[object, ...]], None]:
    """What refuses all events but `_ALLOWED`, files and native modules outside `roots`, and all writing."""
    buffer: object = None

    def refused(event: str, arguments: tuple[object, ...]) -> bool:
        nonlocal buffer
        if event == "open":
            path, _, flags = arguments
            return not isinstance(path, int) and (bool(int(str(flags)) & _WRITES) or not _within(path, roots))
        if event in ("os.listdir", "os.scandir"):
            return not _within(arguments[0], roots)
        if event == "import":
            name, file = str(arguments[0]), arguments[1]
            return name.partition(".")[0] in _NATIVE or (file is not None and not _within(file, roots))
        if event == "socket.__new__":
            return arguments[1] != 1  # AF_UNIX: the pair by which the event loop wakes itself
        if (
            event == "ctypes.cdata/buffer"
        ):  # plotext reads its own answers so; the same address comes as ctypes.cdata next
            buffer = arguments[0]
            return False
        if event == "ctypes.cdata":
            return arguments[0] != buffer
        return event not in _ALLOWED

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if refused(event, arguments):
            raise RefusedError(f"a kiosk allows no {event}")

    return hook


def _within(path: object, roots: tuple[str, ...]) -> bool:
    if not isinstance(path, str | bytes | os.PathLike):
        return False
    return f"{os.path.abspath(os.fsdecode(path))}/".startswith(roots)  # noqa: PTH100
