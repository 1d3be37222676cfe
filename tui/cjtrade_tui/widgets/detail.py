"""Detail: what stands behind the cell under the cursor, in words."""

from __future__ import annotations

from collections.abc import Sequence

from cjtrade_tui.painting.panel import detail
from cjtrade_tui.painting.runs import Rows
from cjtrade_tui.widgets.painted import Painted


class Detail(Painted):
    """Paragraphs of words."""

    DEFAULT_CSS = "Detail { height: 2; }"

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: tuple[str, ...] = ()

    def show(self, paragraphs: Sequence[str]) -> None:
        if tuple(paragraphs) != self.paragraphs:
            self.paragraphs = tuple(paragraphs)
            self.repaint()

    def paint(self, width: int, height: int) -> Rows:
        return detail(self.paragraphs, width, height)
