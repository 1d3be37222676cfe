"""TopLines: what the reader is looking at, and the tabs with their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events

from cjtrade_tui.widgets.painted import Painted, Run, fit


class TopLines(Painted):
    """The title line and the line of tabs; a click on a tab opens it."""

    DEFAULT_CSS = "TopLines { height: 2; }"
    fill = "bar"

    def __init__(self, tabs: Sequence[tuple[str, str]], id: str | None = None) -> None:
        super().__init__(id=id)
        self.tabs = tabs
        self.title = ""
        self.active = ""
        self.pair = ""
        self._ends: list[tuple[int, str]] = []

    def show(self, title: str, active: str, pair: str = "Cambodia-Japan") -> None:
        """Set the title, the tab that is open and the pair it is about."""
        if (title, active, pair) != (self.title, self.active, self.pair):
            self.title, self.active, self.pair = title, active, pair
            self.repaint()

    def paint(self, width: int, height: int) -> list[list[Run]]:
        runs: list[Run] = []
        self._ends = []
        at = 0
        roomy = sum(cell_len(label) + 4 for _, label in self.tabs) <= width
        for number, (tab, label) in enumerate(self.tabs, 1):
            text = f" {number} {label} " if roomy else f" {number} {label if len(label) < 9 else label[:6]}"
            runs.append((text, "tab" if tab == self.active else "bar"))
            at += cell_len(text)
            self._ends.append((at, tab))
        name = f" {self.pair}: "
        return [[(name, "title"), (fit(self.title, width - len(name)), "title")], runs]

    async def on_click(self, event: events.Click) -> None:
        if event.y == 1:
            for end, tab in self._ends:
                if event.x < end:
                    await self.run_action(f"app.tab('{tab}')")
                    return
