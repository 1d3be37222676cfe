"""What the terminal and its environment allow. Imports nothing heavy: it is asked before the first frame."""

import os
import sys

ENDING = ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGXCPU", "SIGUSR1", "SIGUSR2")
"""Signals that end a program: the terminal is given back first."""
_DUMB = ("dumb", "unknown", "")
_LIGHT = ("7", "15")
"""Backgrounds that COLORFGBG may name and that are light."""


def draws_itself() -> bool:
    """Whether the app has its own driver here: not on Windows, nor where TEXTUAL_DRIVER names another."""
    return sys.platform != "win32" and not os.environ.get("TEXTUAL_DRIVER")


def can_draw() -> bool:
    """Whether there is a terminal at both ends that more than plain text can be written to, or a driver that was named.

    Windows does not say what its terminals are.
    """
    if os.environ.get("TEXTUAL_DRIVER"):
        return True
    term = os.environ.get("TERM", "windows" if sys.platform == "win32" else "")
    return sys.stdin.isatty() and sys.stdout.isatty() and term not in _DUMB


def in_browser() -> bool:
    """Whether TEXTUAL_DRIVER names the driver for the web, as textual-serve does."""
    return os.environ.get("TEXTUAL_DRIVER", "").startswith("textual.drivers.web_driver:")


def describe_browser_terminal() -> None:
    """In a browser the terminal is the one there, whatever the server was started in."""
    if in_browser():
        for name in ("TMUX", "STY"):
            os.environ.pop(name, None)
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LC_ALL="C.UTF-8")


def has_job_control() -> bool:
    """Whether a shell waits that can bring a stopped program back: what sshd starts itself would hang for ever."""
    if sys.platform == "win32":
        return False
    parent = os.getppid()
    try:
        return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != os.getpgrp()
    except OSError:
        return False


def fitting_palette() -> str:
    """The palette to use: no colour where NO_COLOR asks for none or the terminal has none, the terminal's sixteen where it has no
    more, else dark, or light where COLORFGBG says that the background is."""
    if os.environ.get("NO_COLOR"):
        return "plain"
    if os.environ.get("TERM", "").startswith("vt"):
        return "plain"
    known = os.environ.get("COLORTERM") in ("truecolor", "24bit") or "256" in os.environ.get("TERM", "")
    if sys.platform != "win32" and not known:
        return "terminal"
    return "light" if os.environ.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT else "dark"


def has_256_colours() -> bool:
    """Whether Rich, and with it Textual, takes the terminal to have 256 colours or more."""
    if os.environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return True
    return os.environ.get("TERM", "").strip().lower().rpartition("-")[2] in ("256color", "kitty")


def columns() -> int:
    """Columns of the terminal as shutil has them, whose import would cost each command 3 ms."""
    try:
        named = int(os.environ.get("COLUMNS", ""))
    except ValueError:
        named = 0
    try:
        return named if named > 0 else os.get_terminal_size().columns or 80
    except OSError:
        return 80


def speaks_utf8() -> bool:
    """Whether the locale is one of UTF-8.

    Where none is named at all, Python itself takes C.UTF-8 and puts that into LC_CTYPE; C or POSIX named in LANG is
    taken at its word all the same. On Windows nobody names one: there a console takes UTF-8, and a file what Python says.
    """
    said = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    if said == "C.UTF-8" and not os.environ.get("LC_ALL"):
        said = os.environ.get("LANG") or said
    if sys.platform == "win32" and not said:
        said = sys.stdout.encoding or ""
    return "utf8" in said.lower().replace("-", "")


def is_simple() -> bool:
    """Whether the terminal may print the questions and modes it does not know: old VTs and the Linux console."""
    return os.environ.get("TERM", "").startswith(("vt", "linux"))
