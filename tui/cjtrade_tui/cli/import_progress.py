"""One line on the terminal while a file is read: how far, rows a second, time left."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from types import TracebackType

from cjtrade_data.importing import reading_line, saving_line
from cjtrade_data.safe_text import safe_text

_QUIET = 0.5
"""Seconds before the first line: short work shows none."""
_EVERY = 0.2
Line = Callable[[float], str]


class ProgressLine:
    """Writes to standard error, and only where that is a terminal; leaves no trace when it is done."""

    def __init__(self, name: str) -> None:
        self._name = safe_text(name)
        self._shown = sys.stderr.isatty()
        self._started = time.monotonic()
        self._last = self._started + _QUIET - _EVERY
        self._drawn = False

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def show(self, rows: int, fraction: float) -> None:
        """How many rows were read, and which part of the file (0 to 1)."""
        self._draw(lambda seconds: reading_line(self._name, rows, fraction, seconds))

    def saving(self, done: int, of: int) -> None:
        """How many rows were written into the store."""
        self._draw(lambda _: saving_line(self._name, done, of))

    def _draw(self, text: Line) -> None:
        now = time.monotonic()
        if not self._shown or now - self._last < _EVERY:
            return
        self._last, self._drawn = now, True
        width = shutil.get_terminal_size().columns - 1
        sys.stderr.write(f"\r\x1b[K{text(now - self._started)[:width]}")
        sys.stderr.flush()
