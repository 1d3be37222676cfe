"""HeadlineStrip: the few big numbers of a period."""

from collections.abc import Sequence

from textual import events

from cjtrade_tui.pages.page import Headline
from cjtrade_tui.painting.headlines import at, headlines
from cjtrade_tui.painting.runs import Rows
from cjtrade_tui.widgets.figure_table import FigureTable
from cjtrade_tui.widgets.painted import Painted


class HeadlineStrip(Painted):
    DEFAULT_CSS = "HeadlineStrip { height: 3; }"
    headlines: tuple[Headline, ...] = ()

    def show(self, shown: Sequence[Headline]) -> None:
        self.repaint_with(headlines=tuple(shown))

    def on_click(self, event: events.Click) -> None:
        """Go to the number in the row of the table that is under the cursor."""
        if (clicked := at(self.headlines, self.size.width, event.x)) is not None:
            self.screen.query_one(FigureTable).go_to(clicked.cell.figure)

    def paint(self, width: int, height: int) -> Rows:
        return headlines(self.headlines, width)
