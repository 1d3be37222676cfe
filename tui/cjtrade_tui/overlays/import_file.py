"""Import from within the app: a path, what the file there is, and on a second Enter into the store with it."""

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from cjtrade_data import importing
from cjtrade_data.errors import StoreError
from cjtrade_tui.overlays.base import LONGEST_PATH, LineInput, SheetScreen, bindings, keys_of
from cjtrade_tui.painting.runs import Rows, wrap

if TYPE_CHECKING:
    from cjtrade_data.formats import RecognisedFile

_EVERY = 0.3
_HINT = (
    "A file of UN Comtrade, CEPII BACI, WITS, WDI, Japan customs, IMF and other SDMX; or a table of your own (.csv, .xlsx) "
    "that says whose trade it is, with whom, when, which flow and the unit, as in:",
    "",
    "reporter,partner,period,flow,value (USD million)",
    "Cambodia,Japan,2024,exports,1408",
    "Cambodia,Japan,2025-01,imports,53.7",
)
_UNDO = '":", then undo the last import,'


class StoppedError(Exception):
    """The reader stopped an import; the store is as it was."""


class ImportScreen(SheetScreen[None]):
    """A line for the path, and above it what was found and what became of it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("close line")

    def __init__(self, place: str | None) -> None:
        line = LineInput("path of a file, as ~/Downloads/BACI_HS92_Y2021_V202301.csv", LONGEST_PATH)
        super().__init__("Import a file into your own store", keys_of("import"), line, "File")
        self.lines: list[str] = list(_HINT)
        self._place = place
        self._reading: RecognisedFile | None = None
        self._busy = self._stopped = False
        self._file, self._started, self._last = "", 0.0, 0.0

    def rows(self, width: int) -> Rows:
        return [[(part, "")] for text in self.lines for part in wrap(text, width)]

    def _show(self, lines: list[str]) -> None:
        self.lines = lines
        self.sheet.repaint()

    def on_input_changed(self) -> None:
        if not self._busy:
            self._reading = None
            self._show(list(_HINT))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if not self._busy and event.value.strip():
            self._busy, self._stopped = True, False
            path = Path(event.value.strip()).expanduser()
            self.run_worker(self._import(path) if self._reading is not None else self._look(path))

    async def _look(self, path: Path) -> None:
        from cjtrade_data import formats

        self._file, self._started = path.name, time.monotonic()
        try:
            seen = await asyncio.to_thread(formats.read, path)
            lines = await asyncio.to_thread(importing.looked_through, seen, self)
            if nothing := importing.why_nothing(seen.report):
                self._show([*lines, "", f"Nothing of it can be imported: {nothing}."])
            else:
                self._reading = await asyncio.to_thread(formats.read, path)
                self._show([*lines, "", "Enter again imports it."])
        except StoppedError:
            self._show(list(_HINT))
        except formats.FormatError as error:
            self._show([str(error)])
        self._busy = False

    async def _import(self, path: Path) -> None:
        from cjtrade_data.formats import FormatError
        from cjtrade_data.store.store import Store

        reading = self._reading
        assert reading is not None
        self._reading = None
        self._file, self._started = path.name, time.monotonic()
        try:
            added = await asyncio.to_thread(lambda: importing.save(path, reading, Store(self._place), self))
            self._show([*importing.found(reading), *importing.outcome(reading, added, _UNDO)])
        except StoppedError:
            self._show(["Stopped: the store is as it was."])
        except (FormatError, StoreError) as error:
            self._show([str(error)])
        self._busy = False

    def show(self, rows: int, fraction: float) -> None:
        """Called from the thread that reads, after each batch."""
        self._tell(importing.reading_line(self._file, rows, fraction, time.monotonic() - self._started))

    def saving(self, done: int, of: int) -> None:
        """Called from the thread that writes."""
        self._tell(importing.saving_line(self._file, done, of))

    def _tell(self, text: str) -> None:
        if self._stopped:
            raise StoppedError
        now = time.monotonic()
        if now - self._last > _EVERY:
            self._last = now
            self.app.call_from_thread(self._show, [text, "", "Esc stops it and leaves the store as it was."])

    def action_close(self) -> None:
        if self._busy:
            self._stopped = True
        else:
            self.dismiss()
