"""The tray: what was pinned, put in order, remarked upon, and taken away as one sourced note."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from cjtrade_data.model.reference import is_number
from cjtrade_data.model.selection import Selection
from cjtrade_data.store.atomic_write import save
from cjtrade_tui.overlays.base import LineInput, SheetScreen, bar_of, bindings
from cjtrade_tui.painting.runs import Rows, wrap
from cjtrade_tui.tray.file import Change, PinnedFigures, SessionTray, Tray, TrayError
from cjtrade_tui.tray.pinned import PinnedFigure, as_note

if TYPE_CHECKING:
    from cjtrade_data.book.book import Book


class TrayScreen(SheetScreen[Selection | None]):
    """The pinned figures in order, one of them chosen; every change is kept at once. Without `files` no note is saved."""

    DEFAULT_CSS = """
    TrayScreen LineInput { display: none; }
    """
    AUTO_FOCUS = ""  # the line to type on waits until it is wanted
    BINDINGS: ClassVar[list[BindingType]] = bindings("close", "tray")

    def __init__(self, tray: Tray | SessionTray, book: Book, files: bool = True) -> None:
        keys = bar_of("tray")
        super().__init__("", keys if files else keys.replace("w save  ", ""), LineInput())
        self.tray, self.book, self.files = tray, book, files
        self.held: PinnedFigures = ()
        self.at = 0
        self.markdown = False
        self._before: list[PinnedFigures] = []
        self._asking: Callable[[str], None] | None = None

    async def on_mount(self) -> None:
        try:
            self.held = await asyncio.to_thread(self.tray.read)
        except TrayError as error:
            self.say(str(error))
        self._show()

    def _show(self) -> None:
        form = "Markdown" if self.markdown else "plain text"
        count = f"{len(self.held)} pinned" if self.held else "empty"
        self.sheet.title = f"Tray: {count}; copied {'and saved ' if self.files else ''}as {form}"
        self.at = max(0, min(self.at, len(self.held) - 1))
        self.sheet.repaint()

    def rows(self, width: int) -> Rows:
        if not self.held:
            words = "Nothing is pinned: p pins the number under the cursor, or the one on a card."
            return [[], *([(f" {line}", "dim")] for line in wrap(words, width - 2))]
        rows: Rows = []
        for number, figure in enumerate(self.held):
            chosen = number == self.at
            if chosen:
                self.sheet.at = len(rows)
            rows += _figure_rows(figure, number, chosen, width)
        return rows

    # Changes

    def _change(self, change: Change, at: int | None = None, said: str = "", undoing: bool = False) -> None:
        """Change what is held, off the event loop; `at` is chosen afterwards and `said` is said."""
        self.run_worker(self._changed(change, at, said, undoing))

    async def _changed(self, change: Change, at: int | None, said: str, undoing: bool) -> None:
        before = self.held
        try:
            self.held = await asyncio.to_thread(self.tray.change, change)
        except TrayError as error:
            self.say(str(error))
            return
        if not undoing:
            self._before.append(before)
        self.at = self.at if at is None else at
        self._show()
        self.say(said)

    def action_choose(self, step: int) -> None:
        self.at += step
        self._show()

    def action_move(self, step: int) -> None:
        to = self.at + step
        if self.held and 0 <= to < len(self.held):
            chosen = self.held[self.at]
            self._change(lambda held: _moved(held, chosen, step), at=to)

    def action_remove(self) -> None:
        if self.held:
            chosen = self.held[self.at]
            self._change(lambda held: [c for c in held if c != chosen], said="Removed; u puts it back")

    def action_undo(self) -> None:
        if self._before:
            before = self._before.pop()
            self._change(lambda held: before, undoing=True)

    def action_remark(self) -> None:
        if self.held:
            chosen = self.held[self.at]

            def remark(text: str) -> None:
                self._change(lambda held: [replace(c, remark=text.strip()) if c == chosen else c for c in held])

            self._ask("Remark", chosen.remark, remark)

    # A line to type on

    def _ask(self, placeholder: str, value: str, then: Callable[[str], None]) -> None:
        line = self.query_one(Input)
        line.placeholder, line.value, self._asking = placeholder, value, then
        line.display = True
        self.set_focus(line)

    def _answered(self) -> None:
        self._asking = None
        self.query_one(Input).display = False
        self.set_focus(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        then = self._asking
        self._answered()
        if then is not None:
            then(event.value)

    def action_close(self) -> None:
        if self._asking is not None:
            self._answered()
        else:
            self.dismiss()

    # Leaving

    @property
    def note(self) -> str:
        title = f"Cambodia-Japan trade: figures noted on {time.strftime('%Y-%m-%d')}"
        return as_note(self.held, self.book, self.markdown, title)

    def action_form(self) -> None:
        self.markdown = not self.markdown
        self._show()

    def action_copy(self) -> None:
        if self.held:
            self.copy_and_pin.copy(self.note, "the note with its sources")

    def action_save(self) -> None:
        if self.held and self.files:
            name = f"cjtrade-note-{time.strftime('%Y-%m-%d')}.{'md' if self.markdown else 'txt'}"
            self._ask("Save as", name, self._save)

    def _save(self, name: str) -> None:
        try:
            self.say(f"Saved as {save(Path(name.strip()), self.note.encode())}")
        except ValueError as error:
            self.say(f"Not saved: {error}")

    def action_card(self) -> None:
        reference = self.held[self.at].reference if self.held else ""
        if is_number(reference):
            self.open_card(reference)


def _moved(held: PinnedFigures, chosen: PinnedFigure, step: int) -> list[PinnedFigure]:
    """`chosen` one place further on, or back."""
    order = list(held)
    if chosen in order:
        at = order.index(chosen)
        order.insert(max(0, at + step), order.pop(at))
    return order


def _figure_rows(figure: PinnedFigure, number: int, chosen: bool, width: int) -> Rows:
    mark = "▸" if chosen else " "
    rows: Rows = [
        [
            (mark if not i else " ", "marker"),
            (f"{number + 1:>2}. " if not i else "    ", "label"),
            (line, "value" if chosen else ""),
        ]
        for i, line in enumerate(wrap(figure.text, width - 6))
    ]
    behind = [f"{figure.status}; pinned {figure.pinned}"]
    behind += [f"Note: {figure.remark}"] if figure.remark else []
    return [*rows, *([("     " + line, "dim")] for text in behind for line in wrap(text, width - 7))]
