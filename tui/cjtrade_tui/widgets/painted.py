"""Painted: a widget made of rows of (text, role) runs, drawn without markup or CSS per cell."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from cjtrade_tui.painting.runs import Run, row
from cjtrade_tui.terminal.theme import palette


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

    def repaint_with(self, **values: object) -> None:
        """Set some attributes, and repaint where one of them has changed."""
        if any(getattr(self, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(self, name, value)
            self.repaint()

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
        return Strip([Segment(text, roles[role]) for text, role in row(runs, width, self.fill)], width)


class PaintedWithMessage(Painted):
    """One that has a bar of keys, and can say something in their place."""

    message = ""

    def say(self, message: str) -> None:
        """Say something in place of the keys, "" to have the keys back."""
        self.repaint_with(message=message)

    def unsay(self, message: str) -> None:
        """Have the keys back, where that is what is said still."""
        if self.message == message and self.is_attached:
            self.say("")
