"""KeyBar: the keys that work here."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from cjtrade_tui.widgets.painted import Painted, Run


class KeyBar(Painted):
    """Keys with their words in one line; a click does what the key does.

    Where they do not all fit, the last two (help and quit) stay and those before them give way.
    """

    DEFAULT_CSS = "KeyBar { height: 1; }"
    fill = "bar"

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.keys: tuple[tuple[str, str, str], ...] = ()
        self._ends: list[tuple[int, str]] = []

    def show(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Set (key, word, action) for each entry."""
        if tuple(keys) != self.keys:
            self.keys = tuple(keys)
            self.repaint()

    def paint(self, width: int, height: int) -> list[list[Run]]:
        runs: list[Run] = []
        self._ends = []
        at = 0
        for key, word, action in fitting(self.keys, width):
            runs += [(f" {key}", "key"), (f" {word} ", "bar")]
            at += len(key) + len(word) + 3
            self._ends.append((at, action))
        return [runs]

    async def on_click(self, event: events.Click) -> None:
        for end, action in self._ends:
            if event.x < end:
                await self.run_action(f"app.{action}")
                return


def fitting(keys: Sequence[tuple[str, str, str]], width: int) -> list[tuple[str, str, str]]:
    """The keys that fit in `width` cells, the last two before the others."""
    kept = list(keys)
    while len(kept) > 2 and sum(len(key) + len(word) + 3 for key, word, _ in kept) > width:
        del kept[-3]
    return kept
