"""Output: what a command prints, whole or said not to be. Imports nothing that `lookup` would wait for."""

from __future__ import annotations

import os
import sys


class OutputError(Exception):
    """Standard output does not take what is to be printed; its text says why."""


def put(content: str | bytes) -> None:
    """Write all of it to standard output, now. Raises BrokenPipeError where nobody reads on, else OutputError."""
    if sys.stdout is None:
        raise OutputError("standard output is closed")
    data = content if isinstance(content, bytes) else content.encode(sys.stdout.encoding or "utf-8", "replace")
    try:
        while data:
            data = data[sys.stdout.buffer.write(data) :]
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error.strerror or str(error)) from None


def give_up() -> None:
    """Let what standard output still holds go nowhere, or Python would try again when it ends, and complain."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
