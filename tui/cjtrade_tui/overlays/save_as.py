"""Save as: what would leave the program, and a line for the path it is saved under; nothing is overwritten."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from cjtrade_data.store.save import save
from cjtrade_tui.cells import cell_len
from cjtrade_tui.overlays.base import SCROLL, SheetScreen
from cjtrade_tui.overlays.overlay import LineInput
from cjtrade_tui.painting.runs import Rows, wrap

KEYS = "Enter save  ↑ ↓ PgUp PgDn scroll  Esc back"
_LONGEST_PATH = 4_096
_TYPED = ("j", "k", "space", "ctrl+f", "ctrl+b")
"""Keys that scroll other sheets, and are letters or move the cursor in the line here."""

Make = Callable[[Path], bytes]
"""What a file of that path holds, as its ending says. Raises ValueError for an ending that nothing is made for."""


class SaveAs(SheetScreen[str]):
    """A preview and a line with the path that is offered; closes with where the file is, or nothing."""

    DEFAULT_CSS = """
    SaveAs LineInput { dock: bottom; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "close", priority=True),
        *(binding for binding in SCROLL if isinstance(binding, tuple) and binding[0] not in _TYPED),
    ]

    def __init__(self, title: str, lines: list[str], name: str, make: Make) -> None:
        super().__init__(title, KEYS)
        self.lines, self.offered, self._make = lines, name, make
        self._busy = False

    def compose(self) -> ComposeResult:
        yield self.sheet
        line = LineInput("path of the file", _LONGEST_PATH)
        line.value = self.offered
        yield line

    def rows(self, width: int) -> Rows:
        return [[(f" {part}", "")] for text in self.lines for part in self._parts(text, width - 2)]

    def _parts(self, text: str, width: int) -> list[str]:
        """A line as it stands where it fits, as those of a chart do."""
        return [text] if cell_len(text) <= width else wrap(text, width)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.value.strip() and not self._busy:
            self._busy = True
            self.run_worker(self._save(Path(event.value.strip())))

    async def _save(self, path: Path) -> None:
        try:
            place = await asyncio.to_thread(lambda: save(path, self._make(path)))
        except ValueError as error:
            self.say(f"Not saved: {error}")
        else:
            self.dismiss(str(place))
        self._busy = False
