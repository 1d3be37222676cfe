"""What the sheets that lie over a tab have in common: how they scroll, close and say something."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cjtrade_data.model.tabs import TABS
from cjtrade_tui.overlays.overlay import LineInput, Overlay, Result
from cjtrade_tui.painting.runs import Rows
from cjtrade_tui.widgets.sheet import Sheet

CLOSE: list[BindingType] = [(key, "close", "close") for key in ("escape", "q")]
CLOSE_FROM_LINE = Binding("escape", "close", "close", priority=True)
LEAVE: list[BindingType] = [
    *((str(number), f"leave_for(\"tab('{tab}')\")", tab) for number, tab in enumerate(TABS, 1)),
    ("slash", "leave_for(\"overlay('lookup')\")", "ask"),
    ("colon", "leave_for(\"overlay('palette')\")", "find"),
]
SCROLL: list[BindingType] = [
    *((key, "scroll_by(1)", "down") for key in ("j", "down")),
    *((key, "scroll_by(-1)", "up") for key in ("k", "up")),
    *((key, "scroll_page(1)", "a page down") for key in ("pagedown", "space", "ctrl+f")),
    *((key, "scroll_page(-1)", "a page up") for key in ("pageup", "ctrl+b")),
]


class SheetScreen(Overlay[Result]):
    """A sheet over a tab; Esc and q close it."""

    DEFAULT_CSS = "SheetScreen LineInput { dock: bottom; }"
    BINDINGS: ClassVar[list[BindingType]] = [("enter", "stay", "stay")]

    def __init__(self, title: str, keys: str, line: LineInput | None = None) -> None:
        """`line` is one to type on, below the sheet."""
        super().__init__()
        self.line = line
        self.sheet = self.speaking = Sheet(title, keys, self.rows)

    def rows(self, width: int) -> Rows:
        """The rows to show, for a width."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield self.sheet
        if self.line is not None:
            yield self.line

    def action_leave_for(self, action: str) -> None:
        """Close, and do what the key does on the tab below."""
        if self.on_top:
            self.dismiss()
            self.app.call_later(self.app.run_action, action)

    def action_stay(self) -> None:
        """The key that opens things pressed once more: were it to close this one, the next q would end the program."""
        self.say("Esc closes it")

    def action_close(self) -> None:
        self.dismiss()

    def action_scroll_by(self, lines: int) -> None:
        self.sheet.scroll_lines(lines)

    def action_scroll_page(self, step: int) -> None:
        self.sheet.scroll_lines(step * self.sheet.body)
