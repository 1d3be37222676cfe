"""HeadlineStrip: the few big numbers of a period."""

from __future__ import annotations

from collections.abc import Sequence

from cjtrade_tui.page import Headline
from cjtrade_tui.widgets.painted import Painted, Run, fit


class HeadlineStrip(Painted):
    """Headlines side by side, three lines each: label, value, growth and status."""

    DEFAULT_CSS = "HeadlineStrip { height: 3; }"

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.headlines: tuple[Headline, ...] = ()

    def show(self, headlines: Sequence[Headline]) -> None:
        if tuple(headlines) != self.headlines:
            self.headlines = tuple(headlines)
            self.repaint()

    def paint(self, width: int, height: int) -> list[list[Run]]:
        if not self.headlines:
            return []
        each = width // len(self.headlines)
        rows: list[list[Run]] = [[], [], []]
        for headline in self.headlines:
            for row, text, role in zip(
                rows, (headline.label, headline.value, headline.below), ("label", "value", "dim"), strict=True
            ):
                row.append((" " + fit(text, each - 1), role))
        return rows
