"""Selectable: a text alone on the screen, for the mouse to select where a terminal takes none by itself."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from cjtrade_tui.overlays.base import CLOSE, LEAVE, SCROLL, SheetScreen
from cjtrade_tui.painting.runs import Rows, wrap


class Selectable(SheetScreen[None]):
    """The text from the left edge, with the mouse left to the terminal."""

    BINDINGS: ClassVar[list[BindingType]] = [*CLOSE, *LEAVE, *SCROLL]

    def __init__(self, text: str) -> None:
        super().__init__("Select this with the mouse and copy it", "Esc goes back")
        self.text = text

    def rows(self, width: int) -> Rows:
        return [[(line, "value")] for paragraph in self.text.splitlines() for line in wrap(paragraph, width)]

    def on_mount(self) -> None:
        self._leave_mouse(True)

    def on_unmount(self) -> None:
        self._leave_mouse(False)

    def _leave_mouse(self, to_terminal: bool) -> None:
        driver = self.app._driver
        if driver is not None:
            sign = "l" if to_terminal else "h"
            driver.write("".join(f"\x1b[?{mode}{sign}" for mode in (1000, 1003, 1015, 1006)))
