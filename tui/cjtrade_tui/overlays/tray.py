"""The tray: what was pinned, put in order, remarked upon, and taken away as one sourced note."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from cjtrade_data.book.book import Book
from cjtrade_data.export import format_of
from cjtrade_data.model.reference import is_number
from cjtrade_data.model.selection import Selection
from cjtrade_data.store.atomic_write import save
from cjtrade_tui.overlays.base import PATH, LineInput, Overlay, bindings, keys_of
from cjtrade_tui.painting import tab_and_key_lines
from cjtrade_tui.painting.runs import Rows, wrap
from cjtrade_tui.tray.file import Change, PinnedFigures, SessionTray, TrayError
from cjtrade_tui.tray.pinned import PinnedFigure, as_note
from cjtrade_tui.widgets.sheet import Choices

_WITH_FIGURES = ("card", "copy", "form", "save", "remark", "move", "remove")


class TrayScreen(Overlay[Selection | None]):
    """The pinned figures in order, one of them chosen; every change is kept at once. Without `files` no note is saved."""

    line: LineInput
    AUTO_FOCUS = ""  # the line to type on waits until it is wanted
    BINDINGS: ClassVar[list[BindingType]] = bindings("close", "tray")

    def __init__(self, tray: SessionTray, book: Book, files: bool = True) -> None:
        self.pinned = Pinned([], line=LineInput())
        super().__init__(self.pinned)
        self.tray, self.book, self.files = tray, book, files
        self._before: list[PinnedFigures] = []
        self._asking: Callable[[str], None] | None = None
        self.line.display = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Nothing is done with figures where none is pinned, and undone where nothing was done."""
        if action == "undo":
            return bool(self._before)
        return action not in _WITH_FIGURES or (bool(self.held) and (self.files or action != "save"))

    @property
    def held(self) -> PinnedFigures:
        return tuple(self.pinned.items)

    async def on_mount(self) -> None:
        try:
            self._show(await asyncio.to_thread(self.tray.read))
        except TrayError as error:
            self._show(())
            self.say(str(error))

    def _show(self, held: PinnedFigures, at: int = 0) -> None:
        form = "Markdown" if self.tray.markdown else "plain text"
        count = f"{len(held)} pinned" if held else "empty"
        self.pinned.title = f"Tray: {count}; to be copied {'or saved ' if self.files else ''}as {form}"
        self.pinned.items = held
        self.pinned.keys = self._keys()
        self.pinned.offer(held)
        self.pinned.choose(at)

    def _keys(self) -> list[tab_and_key_lines.Key]:
        return keys_of("tray", lambda action: self.check_action(action, ()))

    # Changes

    def _change(self, change: Change, at: int | None = None, said: str = "", undoing: bool = False) -> None:
        """Change what is held, off the event loop; `at` is chosen afterwards and `said` is said."""
        self.run_worker(self._changed(change, at, said, undoing))

    async def _changed(self, change: Change, at: int | None, said: str, undoing: bool) -> None:
        before = self.held
        try:
            held = await asyncio.to_thread(self.tray.change, change)
        except TrayError as error:
            self.say(str(error))
            return
        if not undoing:
            self._before.append(before)
        self._show(held, self.pinned.at if at is None else at)
        self.say(said)

    def action_choose(self, step: int) -> None:
        self.pinned.choose(step)

    def action_turn(self, step: int) -> None:
        self.pinned.turn(step)

    def action_move(self, step: int) -> None:
        to, chosen = self.pinned.at + step, self.pinned.chosen
        if chosen is not None and 0 <= to < len(self.held):
            self._change(lambda held: _moved(held, chosen, step), at=to)

    def action_remove(self) -> None:
        if (chosen := self.pinned.chosen) is not None:
            self._change(lambda held: [c for c in held if c != chosen], said="Removed; u puts it back")

    def action_undo(self) -> None:
        if self._before:
            before = self._before.pop()
            self._change(lambda held: before, undoing=True)

    def action_remark(self) -> None:
        if (chosen := self.pinned.chosen) is not None:

            def remark(text: str) -> None:
                self._change(lambda held: [replace(c, remark=text.strip()) if c == chosen else c for c in held])

            self._ask("Remark", chosen.remark, remark)

    # A line to type on

    def _ask(self, prompt: str, value: str, then: Callable[[str], None]) -> None:
        self.pinned.prompt, self.line.value, self._asking = prompt, value, then
        self.line.restrict = PATH if then == self._save else None
        self._show_line(True)
        self.set_focus(self.line)

    def _answered(self) -> None:
        self._asking = None
        self._show_line(False)
        self.set_focus(None)

    def _show_line(self, shown: bool) -> None:
        self.line.display = shown
        self.pinned.keys = keys_of("typing") if shown else self._keys()
        self.pinned.repaint()

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

    def note(self, markdown: bool) -> str:
        title = f"Cambodia-Japan trade: figures noted on {time.strftime('%Y-%m-%d')}"
        return as_note(self.held, self.book, markdown, title)

    def action_form(self) -> None:
        self.tray.markdown = not self.tray.markdown
        self._show(self.held, self.pinned.at)

    def action_copy(self) -> None:
        self.copy_and_pin.copy(self.note(self.tray.markdown), "the note with its sources")

    def action_save(self) -> None:
        name = f"cjtrade-note-{time.strftime('%Y-%m-%d')}.{'md' if self.tray.markdown else 'txt'}"
        self._ask("Save as", name, self._save)

    def _save(self, name: str) -> None:
        try:
            path = Path(name.strip())
            format = format_of(path, ("md", "txt") if self.tray.markdown else ("txt", "md"))
            self.say(f"Saved as {save(path, self.note(format == 'md').encode())}")
        except ValueError as error:
            self.say(f"Not saved: {error}")

    def action_card(self) -> None:
        reference = self.pinned.chosen.reference if self.pinned.chosen is not None else ""
        if is_number(reference):
            self.open_card(reference)


def _moved(held: PinnedFigures, chosen: PinnedFigure, step: int) -> list[PinnedFigure]:
    """`chosen` one place further on, or back."""
    order = list(held)
    if chosen in order:
        at = order.index(chosen)
        order.insert(max(0, at + step), order.pop(at))
    return order


class Pinned(Choices[PinnedFigure]):
    """Each pinned figure with its status and the remark on it."""

    narrows = True

    def before(self, width: int) -> Rows:
        words = "Nothing is pinned: p pins the number under the cursor, or the one on a card."
        return [] if self.items else [[(line, "dim")] for line in wrap(words, width)]

    def block(self, item: PinnedFigure, number: int, width: int, chosen: bool) -> Rows:
        mark = "▸" if chosen else " "
        rows: Rows = [
            [
                (" " if i else mark, "marker"),
                ("    " if i else f"{number + 1:>2}. ", "label"),
                (line, "value" if chosen else ""),
            ]
            for i, line in enumerate(wrap(item.text, width - 5))
        ]
        behind = [f"{item.status}; pinned {item.pinned}"]
        behind += [f"Remark: {item.remark}"] if item.remark else []
        return [*rows, *([("     " + line, "dim")] for text in behind for line in wrap(text, width - 5))]
