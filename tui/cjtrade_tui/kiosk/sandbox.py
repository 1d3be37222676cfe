"""Confinement: what keeps a kiosk's session inside itself, put up before anything heavy is imported.

Walls one behind the other, each enough for most of it: an interpreter that heeds no environment, an environment of
five harmless names, no standard error, limits of the kernel, Landlock where the kernel has it (no file but the
program's own can be read, none written, none executed, no TCP, whatever asks for it, native code included), and an audit hook
that refuses the same to Python everywhere. Nothing here can be undone by the process that did it.
"""

from __future__ import annotations

import os
import re
import resource
import sys

MEMORY = 512 * 1024 * 1024
"""Bytes a session may hold for itself (RLIMIT_DATA); one that uses every screen takes 230 million."""
PROCESSOR = 900
"""Seconds of processor a session may use; a key takes 0.01."""
_GRACE = 5
"""Seconds of processor between being told and being killed."""
_FILES = 64
_KEPT = ("TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE")
_PLAIN = re.compile(r"[A-Za-z0-9@._+-]{0,40}")
_LOADER = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo")
"""What the dynamic loader and the C library's clock read."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NEVER = (
    "os.", "shutil.", "tempfile.", "glob.", "subprocess.", "pty.", "socket.", "webbrowser.", "urllib.", "http.",
    "ftplib.", "smtplib.", "poplib.", "imaplib.", "nntplib.", "telnetlib.", "syslog.", "sqlite3.", "signal.pthread_kill",
    "cpython.run_", "builtins.input", "builtins.breakpoint",
)  # fmt: skip
_LISTS = ("os.listdir", "os.scandir")
_HARMLESS = ("os.putenv", "os.unsetenv")


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
    os.environ.update(kept, POLARS_MAX_THREADS="1")
    sys.dont_write_bytecode = True


def _kept() -> dict[str, str]:
    return {name: os.environ[name] for name in _KEPT if _PLAIN.fullmatch(os.environ.get(name, "/"))}


def silence() -> int:
    """Nothing but frames reaches the terminal from here on, whatever fails; the descriptor for the last words."""
    last = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return last


def limit() -> None:
    """Take the ceilings; where the administrator set lower ones, those stay."""
    ceilings = {
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_NOFILE: (_FILES, _FILES),
        resource.RLIMIT_DATA: (MEMORY, MEMORY),
        resource.RLIMIT_CPU: (PROCESSOR, PROCESSOR + _GRACE),
    }
    for kind, (told, killed) in ceilings.items():
        soft, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (_lower(told, soft), _lower(killed, hard)))


def _lower(wanted: int, allowed: int) -> int:
    return wanted if allowed == resource.RLIM_INFINITY else min(wanted, allowed)


def wall() -> None:
    """Put up the kernel's wall and Python's, for good."""
    own = [
        os.path.realpath(path)
        for path in (*sys.path, os.path.dirname(os.path.dirname(os.path.dirname(__file__))))
        if path
    ]  # noqa: PTH120
    from cjtrade_tui.kiosk import landlock

    landlock.restrict([path for path in (*own, *_LOADER) if os.path.exists(path)])  # noqa: PTH110
    roots = tuple(f"{path}/" for path in own)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            refused = not isinstance(path, int) and (bool(int(str(flags)) & _WRITES) or not _within(path, roots))
        elif event in _LISTS:
            refused = not _within(arguments[0], roots)
        elif event == "socket.__new__":
            refused = arguments[1] != 1  # AF_UNIX: the pair by which the event loop wakes itself
        else:
            refused = event.startswith(_NEVER) and event not in _HARMLESS
        if refused:
            raise RefusedError(f"a kiosk allows no {event}")

    sys.addaudithook(hook)


def _within(path: object, roots: tuple[str, ...]) -> bool:
    if not isinstance(path, str | bytes | os.PathLike):
        return False
    return f"{os.path.abspath(os.fsdecode(path))}/".startswith(roots)  # noqa: PTH100
