"""A text over a tab: what is said below the table, whole, or one for the mouse to select."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from cjtrade_tui.overlays.base import LEAVE, SheetScreen, bindings, keys_of
from cjtrade_tui.painting.panel import BESIDE, paragraphs
from cjtrade_tui.painting.runs import Rows, wrap


class CellNotes(SheetScreen[None]):
    """Paragraphs on a number and on the page it stands on."""

    BINDINGS: ClassVar[list[BindingType]] = [*LEAVE, *bindings("close", "scroll", "letters", "words")]

    def __init__(self, title: str, words: Sequence[str]) -> None:
        super().__init__(title, keys_of("words"))
        self.words = words

    def rows(self, width: int) -> Rows:
        return paragraphs(self.words, width + BESIDE)


class SelectableText(SheetScreen[None]):
    """A text from the left edge, with the mouse left to the terminal where that takes no text by itself."""

    BINDINGS: ClassVar[list[BindingType]] = [*LEAVE, *bindings("close", "scroll", "letters")]

    def __init__(self, text: str) -> None:
        super().__init__("Select this with the mouse and copy it", keys_of("selectable"))
        self.text, self.sheet.sides = text, False

    def rows(self, width: int) -> Rows:
        return [[(line, "value")] for paragraph in self.text.splitlines() for line in wrap(paragraph, width)]

    def on_mount(self) -> None:
        self._leave_mouse("l")

    def on_unmount(self) -> None:
        self._leave_mouse("h")

    def _leave_mouse(self, sign: str) -> None:
        """To the terminal ("l", low) or to the app ("h", high)."""
        modes = "".join(f"\x1b[?{mode}{sign}" for mode in (1000, 1003, 1015, 1006))
        self.app.send(modes)  # type: ignore[attr-defined]
