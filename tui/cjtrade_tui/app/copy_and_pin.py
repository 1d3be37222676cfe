"""Copy and pin: what is done with a figure that is to leave the app, and the card that says what it is."""

from __future__ import annotations

import asyncio
import shlex
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from cjtrade_data.model.imported_compiler import OWN
from cjtrade_data.model.selection import PAIR
from cjtrade_tui.terminal import clipboard
from cjtrade_tui.terminal.environment import in_browser

if TYPE_CHECKING:
    from cjtrade_data.lookup.api import Answer
    from cjtrade_data.lookup.card import Card
    from cjtrade_data.model.selection import Selection
    from cjtrade_tui.app.app import Explorer
    from cjtrade_tui.tray.pinned import PinnedFigure

Made = TypeVar("Made")
AGAIN = "same key: to select"


class CopyAndPin:
    """Copies to the reader's terminal, pins to the tray, and opens figure cards."""

    def __init__(self, app: Explorer) -> None:
        self._app = app
        self._sent = ""
        self._opening_card = False

    # Copying

    def copy_here(self) -> None:
        """Copy what the cursor is on: a number, a statement, a source; or the words below the table."""
        row, column = self._app.table.current, self._app.table.column
        if row is None:
            self._app.say_briefly("Nothing to copy here")
        elif reference := row.reference_at(column):
            self._app.run_worker(self._copy_named(reference))
        else:
            self.copy("\n".join(row.detail_at(column)) or "  ".join(row.texts), "this line")

    async def _copy_named(self, reference: str) -> None:
        from cjtrade_tui.tray.pinned import as_text, pin_of

        here = self._app.place
        answer = await self._made(self.named, reference)
        if answer is not None:
            book = self._app.books.of(self._app.selection)
            self.copy(as_text(pin_of(answer, reference), book), "sentence and citation", here)

    @property
    def command(self) -> str:
        """The command line that opens what is selected, with the cursor on its cell."""
        return self.command_of(self._app.looked_at.options())

    def command_of(self, options: Sequence[str]) -> str:
        """The command line that opens a view with the tables and the store that are open."""
        tables = ["--tables", str(self._app.books.tables)] if self._app.books.tables is not None else []
        store = ["--store", self._app.books.named_store] if self._app.books.named_store is not None else []
        return shlex.join(["cjtrade-tui", *options, *tables, *store])

    def copy(self, text: str, what: str, at: object = None) -> None:
        """Send `text` to the reader's terminal, or show it, `at` the place it was asked for, where that cannot be or was
        just done."""
        again, self._sent = text == self._sent, text
        if again or not clipboard.can_copy() or not clipboard.fits(text):
            self._sent = ""
            from cjtrade_tui.overlays.texts import SelectableText

            self._app.run_worker(self._app.open_overlay(SelectableText(text), at=at or self._app.place))
            return
        self._app.run_worker(self._send(text))
        self._app.say(f"Sent to your {'browser' if in_browser() else 'terminal'} ({AGAIN}): {what}")

    async def _send(self, text: str) -> None:
        if not await asyncio.to_thread(clipboard.load_tmux, text):
            self._app.send(clipboard.sequence(text))

    # What a number is

    @property
    def _currency(self) -> str:
        """The unit the numbers of this page are shown in, "" for their own."""
        page = self._app.page
        return self._app.selection.unit if page is not None and "unit" in page.keys else ""

    def named(self, reference: str) -> Answer:
        """What a reference names, in words. Reads tables: not for the event loop."""
        from cjtrade_data.lookup.api import named

        return named(reference, self._app.books.of(self._app.selection), self._currency)

    def card(self, reference: str) -> Card:
        """The card of a number. Reads tables: not for the event loop."""
        from cjtrade_data.lookup.api import card

        selection = self._app.selection
        book = self._app.books.of(selection)
        made, imported = card(reference, book, self._currency), book.imported
        if imported is not None and reference.startswith("import-"):
            made = made._replace(earlier=imported.earlier(reference))
        if selection.pair == PAIR:
            return made
        return made._replace(said=made.said._replace(opens=()))

    def show_card(self, reference: str, then: Callable[[Selection | None], None]) -> None:
        """Lay the card of a number over the screen; what is typed before it is there is for the card. `then` gets the view to go to,
        if one is asked for."""
        if not self._opening_card:
            self._opening_card = True
            self._app.page_keys.keep(escape=True)
            self._app.run_worker(self._open_card(reference, then, self._app.place))

    async def _open_card(self, reference: str, then: Callable[[Selection | None], None], here: object) -> None:
        from cjtrade_tui.overlays.card import FigureCard

        try:
            card = await self._made(self.card, reference)
            if card is not None:
                book = self._app.books.of(self._app.selection)
                await self._app.open_overlay(FigureCard(card, book), then, here)
        finally:
            self._opening_card = False
        await self._app.page_keys.let_go()

    async def _made(self, make: Callable[[str], Made], reference: str) -> Made | None:
        """What `make` makes of a reference, off the event loop; None, and a line that says why, where it cannot."""
        try:
            with self._app.at_work():
                return await asyncio.to_thread(make, reference)
        except (ValueError, KeyError) as error:
            self._app.say(str(error) if isinstance(error, ValueError) else _no_card(reference))
            return None

    # Pinning

    def pin_here(self) -> None:
        """Pin what the cursor is on."""
        row, column = self._app.table.current, self._app.table.column
        reference = row.number_at(column) if row is not None else ""
        if reference:
            self._app.run_worker(self._pin_named(reference))
        else:
            self._app.say_briefly("Move to a number to pin it")

    async def _pin_named(self, reference: str) -> None:
        from cjtrade_tui.tray.pinned import pin_of

        answer = await self._made(self.named, reference)
        if answer is not None:
            self.pin(pin_of(answer, reference))

    def pin(self, figure: PinnedFigure) -> None:
        self._app.run_worker(self._pin(figure))

    async def _pin(self, figure: PinnedFigure) -> None:
        from cjtrade_tui.tray.file import TrayError

        dated = replace(figure, pinned=time.strftime("%Y-%m-%d"))
        try:
            held = await asyncio.to_thread(self._app.tray.pin, dated)
        except TrayError as error:
            self._app.say(str(error))
        else:
            self._app.say(f"Pinned: the tray holds {len(held)}; P opens it")


def _no_card(reference: str) -> str:
    """Why there is nothing more to be said of a number."""
    if OWN in reference:
        return "Ranks and shares of imported figures have no card: see the words below the table"
    return "The tables no longer have this number"
