"""What stands behind the cell under the cursor: a few lines of words, or where the terminal is wide a panel with its card."""

from collections.abc import Callable, Sequence

from cjtrade_tui.painting.panel import detail, panel, paragraphs
from cjtrade_tui.painting.runs import Rows
from cjtrade_tui.widgets.painted import Painted


class Detail(Painted):
    DEFAULT_CSS = "Detail { height: 2; }"
    paragraphs: tuple[str, ...] = ()

    def show(self, paragraphs: Sequence[str]) -> None:
        self.repaint_with(paragraphs=tuple(paragraphs))

    def paint(self, width: int, height: int) -> Rows:
        return detail(self.paragraphs, width, height)


class CardPanel(Painted):
    """Words on a cell, and its card when that is there, beside the table or below it."""

    DEFAULT_CSS = """
    CardPanel { dock: right; height: 100%; }
    CardPanel.below { dock: bottom; width: 100%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.words: tuple[str, ...] = ()
        self.card: Callable[[int], Rows] | None = None

    def show(self, title: str, words: Sequence[str], card: Callable[[int], Rows] | None = None) -> None:
        """Show words under a title, below the rows that `card` makes for a width where there is one."""
        self.title, self.words, self.card = title, tuple(words), card
        self.repaint()

    def paint(self, width: int, height: int) -> Rows:
        rows = [] if self.card is None else [*self.card(width - 2), []]
        return panel(self.title, [*rows, *paragraphs(self.words, width)], width, height, below=self.has_class("below"))
