"""HeadlineStrip: the few big numbers of a period."""

from __future__ import annotations

from collections.abc import Sequence

from cjtrade_tui.pages.page import Headline
from cjtrade_tui.widgets.painted import Painted, Run, fit


class HeadlineStrip(Painted):
    """Headlines side by side, three lines each: label, value, growth and status.

    Where they would not fit, values go without their unit, which the title line has.
    """

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
        texts = [(h.label, f"{h.cell.text} {h.unit}".rstrip(), h.below) for h in self.headlines]
        if sum(max(map(len, t)) + 1 for t in texts) > width:
            texts = [(h.label, h.cell.text, h.below) for h in self.headlines]
        cells = [max(map(len, t)) + 1 for t in texts]
        each = width // len(texts)
        if max(cells) <= each:
            cells = [each] * len(texts)  # so that a headline stays where it is from line to line
        else:
            spare = max(0, width - sum(cells)) // len(texts)
            cells = [c + spare for c in cells]
        rows: list[list[Run]] = [[], [], []]
        for parts, room in zip(texts, cells, strict=True):
            for row, text, role in zip(rows, parts, ("label", "value", "dim"), strict=True):
                row.append((" " + fit(text, room - 1), role))
        return rows
