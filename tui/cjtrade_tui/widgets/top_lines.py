"""TopLines: what the reader is looking at, and the tabs with their numbers."""

from collections.abc import Sequence

from textual import events

from cjtrade_tui.cells import cell_len
from cjtrade_tui.painting import tab_and_key_lines
from cjtrade_tui.painting.runs import Rows
from cjtrade_tui.widgets.painted import Painted


class TopLines(Painted):
    """The title line and the line of tabs; a click on a tab opens it."""

    DEFAULT_CSS = "TopLines { height: 2; }"
    fill = tab_and_key_lines.FILL

    def __init__(self, tabs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.tabs = tabs
        self.title = self.active = self.pair = self.aside = ""

    def show(self, title: str, active: str, pair: str, aside: str = "") -> None:
        """Set the title, the tab that is open, the pair it is about, and what the title says aside."""
        self.repaint_with(title=title, active=active, pair=pair, aside=aside)

    def paint(self, width: int, height: int) -> Rows:
        return tab_and_key_lines.top_lines(self.pair, self.title, self.tabs, self.active, width, self.aside)

    async def on_click(self, event: events.Click) -> None:
        if event.y == 1:
            end = 0
            for tab, text in tab_and_key_lines.numbered(self.tabs, self.size.width):
                end += cell_len(text)
                if event.x < end:
                    await self.run_action(f"app.tab('{tab}')")
                    return
