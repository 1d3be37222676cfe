"""What the terminal and its environment allow. Imports nothing heavy: it is asked before the first frame."""

from __future__ import annotations

import os
import sys

_DUMB = ("dumb", "unknown", "")


def can_draw() -> bool:
    """Whether there is a terminal at both ends that more than plain text can be written to."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") not in _DUMB


def has_job_control() -> bool:
    """Whether a shell waits that can bring a stopped program back: what sshd starts itself would hang for ever."""
    parent = os.getppid()
    try:
        return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != os.getpgrp()
    except OSError:
        return False


def fitting_palette() -> str:
    """The palette to use: no colour where NO_COLOR asks for none, the terminal's sixteen where it has no more."""
    if os.environ.get("NO_COLOR"):
        return "plain"
    if os.environ.get("COLORTERM") in ("truecolor", "24bit") or "256" in os.environ.get("TERM", ""):
        return "dark"
    return "terminal"
