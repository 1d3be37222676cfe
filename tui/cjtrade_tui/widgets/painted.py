"""Painted: a widget made of rows of (text, role) runs, drawn without markup or CSS per cell."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.terminal.theme import palette

Run = tuple[str, str]
"""A piece of text and the role it plays (see `palette`)."""


class Painted(Widget):
    """Paints what `paint` gives, one sequence of runs a row; rows are kept until `repaint`.

    Text goes to the terminal as it is: no markup is read, and `safe_text` has the last word.
    """

    fill = ""
    """The role of what no run covers."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._strips: list[Strip] = []
        self._painted_for: tuple[int, int, str] | None = None

    def paint(self, width: int, height: int) -> Sequence[Sequence[Run]]:
        """The rows to show in `width` x `height` cells."""
        raise NotImplementedError

    def repaint(self) -> None:
        """What `paint` would give has changed."""
        self._painted_for = None
        self.refresh()

    @property
    def roles(self) -> dict[str, Style]:
        return palette(self.app.theme)

    def render_line(self, y: int) -> Strip:
        wanted = (self.size.width, self.size.height, self.app.theme)
        if self._painted_for != wanted:
            width, height, _ = wanted
            self._strips = [self.strip(runs, width) for runs in self.paint(width, height)]
            self._painted_for = wanted
        if y < len(self._strips):
            return self._strips[y]
        return self.strip((), self.size.width)

    def strip(self, runs: Sequence[Run], width: int) -> Strip:
        """One row of exactly `width` cells."""
        roles = self.roles
        segments: list[Segment] = []
        room = width
        for text, role in runs:
            text = safe_text(text)
            cells = len(text) if text.isascii() else cell_len(text)
            if cells > room:
                text, cells = set_cell_size(text, room), room
            segments.append(Segment(text, roles[role]))
            room -= cells
            if not room:
                break
        if room:
            segments.append(Segment(" " * room, roles[self.fill]))
        return Strip(segments, width)


def fit(text: str, width: int, right: bool = False) -> str:
    """`text` in exactly `width` cells, an ellipsis where it had to be cut."""
    text = safe_text(text)
    cells = len(text) if text.isascii() else cell_len(text)
    if cells > width:
        return set_cell_size(text, width - 1) + "…" if width > 0 else ""
    blank = " " * (width - cells)
    return blank + text if right else text + blank
