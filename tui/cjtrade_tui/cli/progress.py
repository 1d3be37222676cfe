"""One line on the terminal while something takes long, written over again and again."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable

from cjtrade_data.importing import reading_line, saving_line
from cjtrade_data.safe_text import safe_text


class ProgressLine:
    """Writes to standard error, and only where that is a terminal; leaves no trace when it is done."""

    quiet = every = 0.0
    """Seconds before the first line, since short work shows none, and from one to the next."""

    def __init__(self, name: str) -> None:
        self.name = safe_text(name)
        self._shown = sys.stderr.isatty()
        self._started = time.monotonic()
        self._last = self._started + self.quiet - self.every
        self._cells = 0

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_: object) -> None:
        if self._cells:
            self._write("")
            self._write("")

    def draw(self, text: Callable[[float], str]) -> None:
        """Show what `text` says of the seconds since the start, where the last line was not only just written."""
        now = time.monotonic()
        if self._shown and now - self._last >= self.every:
            self._last = now
            self._write(safe_text(text(now - self._started))[: shutil.get_terminal_size().columns - 1])

    def _write(self, line: str) -> None:
        """Over the last line, with blanks where that was longer: no escape sequence is sent."""
        sys.stderr.write(f"\r{line.ljust(self._cells)}")
        sys.stderr.flush()
        self._cells = len(line)


class ImportLine(ProgressLine):
    """How far a file is read: rows a second, time left."""

    quiet, every = 0.5, 0.2

    def show(self, rows: int, fraction: float) -> None:
        """How many rows were read, and which part of the file (0 to 1)."""
        self.draw(lambda seconds: reading_line(self.name, rows, fraction, seconds))

    def saving(self, done: int, of: int) -> None:
        self.draw(lambda _: saving_line(self.name, done, of))
