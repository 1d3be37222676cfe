"""Save as: what would leave the program, and a line for the path it is saved under; nothing is overwritten."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from cjtrade_data.safe_text import safe_text
from cjtrade_data.store.atomic_write import save
from cjtrade_tui.cells import cell_len
from cjtrade_tui.overlays.base import LONGEST_PATH, PATH, LineInput, SheetScreen, bindings, keys_of
from cjtrade_tui.painting.runs import Rows, wrap

Make = Callable[[Path], bytes]
"""What a file of that path holds, as its ending says. Raises ValueError for an ending that nothing is made for."""


class SaveAs(SheetScreen[str]):
    """A preview and a line with the path that is offered; closes with where the file is, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("close line", "scroll")
    line: LineInput

    def __init__(self, title: str, lines: list[str], name: str, make: Make) -> None:
        super().__init__(title, keys_of("save"), LineInput("path of the file", LONGEST_PATH, name), "Save as")
        self.lines, self._make = [f"A name without a folder is saved in {safe_text(_here())}.", "", *lines], make
        self.line.restrict = PATH
        self._title = title
        self._busy = False

    def rows(self, width: int) -> Rows:
        """Each line as it stands where it fits, as those of a chart do."""
        fitting = ([text] if cell_len(text) <= width else wrap(text, width) for text in self.lines)
        return [[(part, "")] for parts in fitting for part in parts]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.value.strip() and not self._busy:
            self._busy = True
            self._tell("Saving ...")
            self.set_focus(None)
            self.app.page_keys.keep()  # type: ignore[attr-defined]
            path = Path(event.value.strip())
            self.call_after_refresh(lambda: self.run_worker(self._save(path)))

    @property
    def settled(self) -> bool:
        """Whether it is not saving."""
        return not self._busy

    def action_close(self) -> None:
        if self.settled:
            self.dismiss()

    def _tell(self, title: str) -> None:
        self.sheet.title = title
        self.sheet.repaint()

    async def _save(self, path: Path) -> None:
        try:
            place = await asyncio.to_thread(lambda: save(path, self._make(path)))
        except ValueError as error:
            self.app.page_keys.forget()  # type: ignore[attr-defined]
            self._busy = False
            self._tell(self._title)
            self.set_focus(self.line)
            self.say(f"Not saved: {error}")
        else:
            self.dismiss(str(place))


def _here() -> str:
    """The folder that the program was started in, which may be gone."""
    try:
        return str(Path.cwd())
    except FileNotFoundError:
        return "a folder that is gone"
