"""Source search: a line to type on, and what of a tab's rows has those words in it as one types."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from cjtrade_tui.overlays.base import LineInput, SheetScreen, bindings, keys_of
from cjtrade_tui.painting.runs import Rows, fit

_LONGEST = 80


class SourceSearch(SheetScreen[str]):
    """Ends with the words that were typed; `lines` gives what they keep."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("close line")

    def __init__(self, lines: Callable[[str], list[str]], words: str = "") -> None:
        line = LineInput("name, title, organisation or year", _LONGEST, words)
        super().__init__("Find a source", keys_of("find"), line, "Words")
        self._lines, self._kept = lines, lines(words)

    def rows(self, width: int) -> Rows:
        return [[(fit(text, width), "")] for text in self._kept or ["No match."]]

    def on_input_changed(self, event: Input.Changed) -> None:
        self._kept = self._lines(event.value)
        self.sheet.repaint()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if not self._kept:
            self.say("No match")
            return
        self.dismiss(event.value.strip())
