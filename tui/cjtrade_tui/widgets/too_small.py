"""TooSmall: said instead of a screen that could not be read."""

from cjtrade_tui.painting.frame import too_small
from cjtrade_tui.painting.runs import Rows
from cjtrade_tui.widgets.painted import Painted


class TooSmall(Painted):
    def paint(self, width: int, height: int) -> Rows:
        return too_small(*self.app.size)
