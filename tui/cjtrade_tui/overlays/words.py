"""Words: what is said below the table, whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from cjtrade_tui.overlays.base import CLOSE, LEAVE, SCROLL, SheetScreen
from cjtrade_tui.painting.panel import paragraphs
from cjtrade_tui.painting.runs import Rows


class Words(SheetScreen[None]):
    """Paragraphs on a number and on the page it stands on."""

    BINDINGS: ClassVar[list[BindingType]] = [*CLOSE, *LEAVE, *SCROLL, ("i", "close", "close")]

    def __init__(self, title: str, words: Sequence[str]) -> None:
        super().__init__(title, "j k scroll  q or Esc goes back")
        self.words = words

    def rows(self, width: int) -> Rows:
        return [[(" ", ""), *row] for row in paragraphs(self.words, width)]
