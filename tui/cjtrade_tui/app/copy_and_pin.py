"""Taking away: copying to the reader's terminal, and pinning to the tray."""

from __future__ import annotations

import asyncio
import shlex
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App

from cjtrade_data.model.own import OWN
from cjtrade_data.model.selection import PAIR
from cjtrade_tui.terminal import clipboard
from cjtrade_tui.widgets.figure_table import FigureTable
from cjtrade_tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from pathlib import Path

    from cjtrade_data.book.book import Book
    from cjtrade_data.book.ledger import Ledger
    from cjtrade_data.lookup.api import Answer, Card
    from cjtrade_data.model.selection import Selection
    from cjtrade_tui.overlays.overlay import Overlay
    from cjtrade_tui.pages.page import Page
    from cjtrade_tui.tray.file import SessionTray, Tray
    from cjtrade_tui.tray.pinned import PinnedFigure

Told = TypeVar("Told")
Result = TypeVar("Result")
_MOMENT = 0.2
"""Seconds that may pass without a sign of what is being done."""
AGAIN = "same key: to select"


class CopyAndPin(App[None]):
    """What the explorer does with a figure that is to leave it."""

    selection: Selection
    page: Page | None
    tables: Path | None
    store: str | None
    leaves_files = True
    """Whether a note may be saved and the first screen kept."""
    _sent = ""
    _opening_card = False

    @cached_property
    def _telling(self) -> threading.Lock:
        return threading.Lock()

    def _open_book(self) -> Book:
        raise NotImplementedError

    def _on_page(self, act: Callable[[Page], None]) -> None:
        raise NotImplementedError

    def _opened(self, found: Selection | None) -> None:
        raise NotImplementedError

    @cached_property
    def ledger(self) -> Ledger:
        """The tables as lookup reads them."""
        from cjtrade_data.book.ledger import Ledger

        return Ledger(self.tables)

    @cached_property
    def tray(self) -> Tray | SessionTray:
        from cjtrade_tui.tray.file import own_tray

        return own_tray()

    def say(self, message: str) -> None:
        """One line in place of the keys, until the next key."""
        screen = self.screen
        if hasattr(screen, "say"):
            screen.say(message)
        else:
            self.query_one(KeyBar).say(message)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Say in the key bar that it is at work, for as long as what is done here takes longer than a moment."""
        bar, begun = self.query_one(KeyBar), threading.Event()

        def tell() -> None:
            begun.set()
            bar.work(1)

        timer = self.set_timer(_MOMENT, tell)
        try:
            yield
        finally:
            timer.stop()
            if begun.is_set():
                bar.work(-1)

    # Overlays

    @property
    def _here(self) -> Hashable:
        """Where the reader is."""
        return self.screen, self.selection.tab, self.selection.item

    async def lay(
        self, overlay: Overlay[Result], then: Callable[[Result | None], Any] | None = None, at: Hashable = None
    ) -> None:
        """Lay an overlay on top, and be done when the next key is its own.

        Not where one of its kind lies already, nor where the reader has left `at`, the place it was called for from.
        """
        if (at or self._here) != self._here or any(type(each) is type(overlay) for each in self.screen_stack):
            return
        await self.push_screen(overlay, then)
        if overlay.AUTO_FOCUS is None and (lines := overlay.query("Line")):
            overlay.set_focus(lines.first())

    # Copying

    def action_copy(self) -> None:
        """Copy what the cursor is on: a number, a statement, a source; or the words below the table."""
        self._on_page(lambda page: self._copy_here())

    def _copy_here(self) -> None:
        row, column = self.query_one(FigureTable).current, self.query_one(FigureTable).column
        if row is None:
            self.say("Nothing to copy here")
        elif reference := row.reference_at(column):
            self.run_worker(self._copy_named(reference))
        else:
            self.copy("\n".join(row.detail_at(column)) or "  ".join(row.texts), "this line")

    async def _copy_named(self, reference: str) -> None:
        from cjtrade_tui.tray.pinned import as_text, pin_of

        here = self._here
        answer = await self._told(self.named, reference)
        if answer is not None:
            self.copy(as_text(pin_of(answer, reference), self._ledger_of("")), "sentence and citation", here)

    def action_copy_command(self) -> None:
        """Copy the command line that opens this view again."""
        self._on_page(lambda page: self.copy(self.command, self.command))

    @property
    def command(self) -> str:
        """The command line that opens what is selected, with the cursor on its cell."""
        selection, table = self.selection, self.query_one(FigureTable)
        if self.page is not None and table.current is not None:
            selection = self.page.opens_at(selection, table.row, table.column)
        tables = ["--tables", str(self.tables)] if self.tables is not None else []
        store = ["--store", self.store] if self.store is not None else []
        return shlex.join(["cjtrade-tui", *selection.options(), *tables, *store])

    def copy(self, text: str, what: str, at: Hashable = None) -> None:
        """Send `text` to the reader's terminal, or show it, `at` the place it was asked for, where that cannot be or was
        just done."""
        again, self._sent = text == self._sent, text
        if again or not clipboard.can_copy() or not clipboard.fits(text):
            self._sent = ""
            from cjtrade_tui.overlays.selectable_text import Selectable

            self.run_worker(self.lay(Selectable(text), at=at or self._here))
            return
        self.run_worker(self._send(text))
        self.say(f"Sent to your {'browser' if self.is_web else 'terminal'} ({AGAIN}): {what}")

    async def _send(self, text: str) -> None:
        taken = await asyncio.to_thread(clipboard.load_tmux, text)
        if not taken and self._driver is not None:
            self._driver.write(clipboard.sequence(text))

    # What a number is

    @property
    def _currency(self) -> str:
        """The unit the numbers of this page are shown in, "" for their own."""
        return self.selection.unit if self.page is not None and "unit" in self.page.keys else ""

    def _ledger_of(self, reference: str) -> Ledger:
        """The ledger that cards are made from: the book's, with a figure of an imported list where one is asked for."""
        book = self._open_book()
        if book.imported is not None and reference.startswith("import-"):
            with self._telling:
                book.imported.tell(book.ledger, reference)
        return book.ledger

    def named(self, reference: str) -> Answer:
        """What a reference names, in words. Reads tables: not for the event loop."""
        from cjtrade_data.lookup.api import named

        return named(reference, self._ledger_of(reference), self._currency)

    def card(self, reference: str) -> Card:
        """The card of a number. Reads tables: not for the event loop."""
        from dataclasses import replace

        from cjtrade_data.lookup.api import card

        made = card(reference, self._ledger_of(reference), self._currency)
        imported = self._open_book().imported
        if imported is not None and reference.startswith("import-"):
            made = made._replace(earlier=imported.earlier(reference))
        if self.selection.pair == PAIR:
            return made
        return made._replace(said=replace(made.said, opens=()))

    async def show_card(self, reference: str, opened: Callable[[Selection | None], None]) -> None:
        """Lay the card of a number over the screen; `opened` gets the view to go to, if one is asked for."""
        from cjtrade_tui.overlays.card import FigureCard

        if self._opening_card:
            return
        here, self._opening_card = self._here, True
        try:
            card = await self._told(self.card, reference)
            if card is not None:
                await self.lay(FigureCard(card, self._ledger_of("")), opened, here)
        finally:
            self._opening_card = False

    async def _told(self, tell: Callable[[str], Told], reference: str) -> Told | None:
        """What `tell` makes of a reference, off the event loop; None, and a line that says why, where it cannot."""
        try:
            with self.at_work():
                return await asyncio.to_thread(tell, reference)
        except (ValueError, KeyError) as error:
            self.say(str(error) if isinstance(error, ValueError) else _no_card(reference))
            return None

    # Pinning

    def action_pin(self) -> None:
        """Pin what the cursor is on."""
        self._on_page(lambda page: self._pin_here())

    def _pin_here(self) -> None:
        row, column = self.query_one(FigureTable).current, self.query_one(FigureTable).column
        reference = row.reference_at(column) if row is not None else ""
        if reference:
            self.run_worker(self._pin_named(reference))
        else:
            self.say("Move to a number to pin it")

    async def _pin_named(self, reference: str) -> None:
        from cjtrade_tui.tray.pinned import pin_of

        answer = await self._told(self.named, reference)
        if answer is not None:
            self.pin(pin_of(answer, reference))

    def pin(self, figure: PinnedFigure) -> None:
        """Put a figure into the tray and say so."""
        self.run_worker(self._pin(figure))

    async def _pin(self, figure: PinnedFigure) -> None:
        from dataclasses import replace

        from cjtrade_tui.tray.file import TrayError

        dated = replace(figure, pinned=time.strftime("%Y-%m-%d"))
        try:
            held = await asyncio.to_thread(self.tray.pin, dated)
        except TrayError as error:
            self.say(str(error))
        else:
            self.say(f"Pinned: the tray holds {len(held)}; P opens it")

    async def action_tray(self) -> None:
        from cjtrade_tui.overlays.tray import TrayScreen

        await self.lay(TrayScreen(self.tray, self.ledger, self.leaves_files), self._opened)


def _no_card(reference: str) -> str:
    """Why there is nothing more to be said of a number."""
    if OWN in reference:
        return "Ranks and shares of imported figures have no card: see the words below the table"
    return "The tables no longer have this number"
