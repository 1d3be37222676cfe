"""KeyBar: the keys that work here."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from textual import events

from cjtrade_tui.painting import tab_and_key_lines
from cjtrade_tui.painting.runs import Rows
from cjtrade_tui.widgets.painted import PaintedWithMessage

WORKING = "working ..."
_MOMENT = 0.2
"""Seconds that may pass without a sign of what is being done."""


class KeyBar(PaintedWithMessage):
    """Keys with their words in one line; a click does what the key does.

    Where they do not all fit, those of the highest rank give way first; the last two (help and quit) stay.
    """

    DEFAULT_CSS = "KeyBar { height: 1; }"
    fill = tab_and_key_lines.FILL

    def __init__(self) -> None:
        super().__init__()
        self.keys: tuple[tab_and_key_lines.Key, ...] = ()
        self.works = 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Say that the app is at work, for as long as what is done here takes longer than a moment."""
        begun = threading.Event()

        def tell() -> None:
            begun.set()
            self._work(1)

        timer = self.set_timer(_MOMENT, tell)
        try:
            yield
        finally:
            timer.stop()
            if begun.is_set():
                self._work(-1)

    def _work(self, step: int) -> None:
        self.works += step
        self.repaint()

    def show(self, keys: Sequence[tab_and_key_lines.Key]) -> None:
        self.repaint_with(keys=tuple(keys))

    def paint(self, width: int, height: int) -> Rows:
        keys = self.keys if len(self.app.screen_stack) == 1 else ()  # what lies over the tab has keys of its own
        return tab_and_key_lines.key_bar(keys, width, self.message or (WORKING if self.works else ""))

    async def on_click(self, event: events.Click) -> None:
        if self.message or self.works:
            return
        if (entry := tab_and_key_lines.key_at(self.keys, self.size.width, event.x)) is not None:
            await self.run_action(f"app.{entry[2]}")
