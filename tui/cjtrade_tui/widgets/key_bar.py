"""KeyBar: the keys that work here."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from textual import events

from cjtrade_tui.widgets.painted import Painted, Run, fit

Key = tuple[str, str, str, int]
"""A key, its word, its action and its rank: 0 is wanted on the narrowest terminal."""

WORKING = "working ..."
_MOMENT = 0.2
"""Seconds that may pass without a sign of what is being done."""


class KeyBar(Painted):
    """Keys with their words in one line; a click does what the key does.

    Where they do not all fit, those of the highest rank give way first; the last two (help and quit) stay.
    """

    DEFAULT_CSS = "KeyBar { height: 1; }"
    fill = "bar"

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.keys: tuple[Key, ...] = ()
        self.message = ""
        self.works = 0
        self._ends: list[tuple[int, str]] = []

    def say(self, message: str) -> None:
        """Say something in place of the keys, "" to have the keys back."""
        if message != self.message:
            self.message = message
            self.repaint()

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

    def show(self, keys: Sequence[Key]) -> None:
        """Set the entries."""
        if tuple(keys) != self.keys:
            self.keys = tuple(keys)
            self.repaint()

    def paint(self, width: int, height: int) -> list[list[Run]]:
        self._ends = []
        if message := self.message or (WORKING if self.works else ""):
            return [[(fit(f" {message}", width), "key")]]
        runs: list[Run] = []
        at = 0
        for key, word, action, _ in fitting(self.keys, width):
            runs += [(f" {key}", "key"), (f" {word} ", "bar")]
            at += len(key) + len(word) + 3
            self._ends.append((at, action))
        return [runs]

    async def on_click(self, event: events.Click) -> None:
        for end, action in self._ends:
            if event.x < end:
                await self.run_action(f"app.{action}")
                return


def fitting(keys: Sequence[Key], width: int) -> list[Key]:
    """The keys that fit in `width` cells: the highest rank gives way first, then the last, but for help and quit."""
    kept = list(keys)
    while len(kept) > 2 and sum(len(key) + len(word) + 3 for key, word, _, _ in kept) > width:
        kept.remove(max(reversed(kept[:-2]), key=lambda entry: entry[3]))
    return kept
