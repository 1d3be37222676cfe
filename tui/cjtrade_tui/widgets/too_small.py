"""TooSmall: said instead of a screen that could not be read."""

from __future__ import annotations

from cjtrade_tui.navigation.layout import MINIMUM
from cjtrade_tui.widgets.painted import Painted, Run


class TooSmall(Painted):
    """What size the program needs and what it has."""

    def paint(self, width: int, height: int) -> list[list[Run]]:
        columns, rows = self.app.size
        return [
            [(line, "")] for line in (f"Needs {MINIMUM[0]}x{MINIMUM[1]} cells;", f"here: {columns}x{rows}.", "q leaves")
        ]
