"""The explorer as a kiosk shows it: it writes nothing, cannot be suspended, and ends when it is left alone."""

import asyncio
import resource
import signal
import sys
import time
from functools import cached_property

from textual import events

from cjtrade_data.errors import BookError, StoreError
from cjtrade_data.model.selection import Selection
from cjtrade_data.safe_text import safe_text
from cjtrade_tui.app.app import Explorer
from cjtrade_tui.kiosk.limits import RESIDENT
from cjtrade_tui.tray.file import SessionTray

assert sys.platform != "win32"

_WATCH = 5.0
"""Seconds between two looks at the clock and the memory; they send nothing."""


class Kiosk(Explorer):
    """The explorer, opened at a selection, for at most `idle` seconds without a key; `farewell` says why it ended."""

    CSS_PATH = "../app/app.tcss"
    leaves_files = False
    reads_store = False
    without = frozenset({"suspend", "import_file", "undo_import", "export", "brief"})

    def __init__(
        self, selection: Selection, theme: str, ascii: bool, idle: float, given: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(selection, given, theme=theme, ascii=ascii)
        self.idle = idle
        self.farewell = ""
        self._touched = time.monotonic()

    @cached_property
    def tray(self) -> SessionTray:
        return SessionTray()

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(min(_WATCH, self.idle), self._watch)
        asyncio.get_running_loop().add_signal_handler(
            signal.SIGXCPU, self._end, "the session reached its limit of processor time"
        )

    def _watch(self) -> None:
        if time.monotonic() - self._touched >= self.idle:
            minutes = self.idle / 60
            self._end(f"nothing was pressed for {minutes:g} minute{'' if minutes == 1 else 's'}", 0)
        elif resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > RESIDENT:
            self._end("the session reached its limit of memory")

    def _end(self, why: str, status: int = 1) -> None:
        self.farewell = f"ended: {why}"
        self.exit(return_code=status)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent | events.Paste):
            self._touched = time.monotonic()
        await super().on_event(event)

    def _fail(self, error: ValueError) -> None:
        unreadable = isinstance(error, BookError | StoreError)
        self.farewell = (
            "the tables cannot be read; ask the administrator of this host" if unreadable else safe_text(str(error))
        )
        super()._fail(error)

    def action_suspend_process(self) -> None:
        pass
