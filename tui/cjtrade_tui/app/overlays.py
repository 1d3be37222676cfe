"""Overlays: which screen is laid over a tab for which key; each is imported when it is first called for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cjtrade_data.errors import StoreError
from cjtrade_data.model.period import Period
from cjtrade_data.model.reference import Reference, is_number
from cjtrade_data.model.selection import Selection
from cjtrade_data.wording.sentences import capital
from cjtrade_tui.app import steps

if TYPE_CHECKING:
    from cjtrade_data.book.book import Book
    from cjtrade_tui.app.app import Explorer
    from cjtrade_tui.overlays.palette import Entry


_FRAME = 4
"""Cells of a frame to the left and to the right of what stands in it."""


class Overlays:
    """Lays lookup, palette, claim check, import, help, tray and what leaves as a file over what the app shows.

    Each method is what `navigation/commands.csv` calls overlay(NAME).
    """

    def __init__(self, app: Explorer) -> None:
        self._app = app
        self._questions: list[str] = []
        self._goes_on = False
        self._checked = ""

    async def lookup(self) -> None:
        """Questions, answered as they are typed."""
        from cjtrade_tui.overlays.lookup import Lookup

        book = await asyncio.to_thread(self._app.books.of, self._app.selection)
        await self._app.open_overlay(Lookup(book, self._questions, self._goes_on), self._answered)

    def _answered(self, found: Selection | None) -> None:
        """Show where an answer stands: the next question may go on from it, and none that was left with Escape."""
        self._goes_on = found is not None
        self._app.open_view(found)

    async def palette(self) -> None:
        """Every command and view by name."""
        from cjtrade_tui.overlays.palette import CommandPalette

        offered = self._app.page.offered if self._app.page else frozenset()

        async def chosen(entry: Entry | None) -> None:
            if entry is not None and isinstance(entry.does, Selection):
                opened = self._app.opened_on(entry.does.tab)
                if entry.kind in ("tab", "view") or opened.pair == entry.does.pair:
                    entry = entry._replace(does=entry.does.with_(**steps.kept(opened)))
            await self._chosen(entry)

        await self._app.open_overlay(CommandPalette(self._app.books.bundled, offered, self._app.without), chosen)

    async def _chosen(self, entry: Entry | None) -> None:
        if entry is not None and isinstance(entry.does, Selection):
            self._app.open_view(entry.does)
        elif entry is not None:
            await self._app.run_action(str(entry.does))

    async def filters(self) -> None:
        """What the page can be narrowed to."""
        from cjtrade_tui.overlays.palette import Filters

        if self._app.page is not None:
            then = self._chosen if "" in self._app.page.filters else self._set
            await self._app.open_overlay(Filters(self._app.page, self._app.selection), then)

    def _set(self, entry: Entry | None) -> None:
        """Show the page as chosen; there is nothing that Escape would lead back to."""
        if entry is not None and isinstance(entry.does, Selection):
            self._app.select(entry.does)

    async def compare(self) -> None:
        """What the row under the cursor can be set side by side with."""
        from cjtrade_tui.overlays.palette import Entry, Finder

        page, row, selection = self._app.page, self._app.table.current, self._app.selection
        if page is None or row is None or page.tab != selection.tab or "compare" not in page.offered:
            self._app.say_briefly("d compares periods in Flows and partners in a ranking")
            return
        if all(cell.value is None for cell in row.cells):
            self._app.say_briefly(f"There are no figures of {page.name_of(row)} to compare")
            return
        book = self._app.books.of(selection)

        def found() -> list[Entry]:
            from cjtrade_tui.pages.comparison_choices import choices

            return [Entry(*choice) for choice in choices(book, page, selection, row)]

        def reasons(typed: str) -> Iterator[Entry]:
            from cjtrade_tui.pages.comparison_choices import uncompared

            return (Entry(*choice) for choice in uncompared(book, page, selection, row, typed))

        await self._app.open_overlay(Finder(f"Compare {page.name_of(row)} with", found, reasons), self._chosen)

    async def rows(self) -> None:
        """The rows of the page by name, to go to one."""
        from cjtrade_tui.overlays.palette import Finder, row_entries

        if (page := self._app.page) is not None:
            found = partial(row_entries, page, self._app.selection)
            await self._app.open_overlay(Finder("Find a row", found), self._set)

    async def columns(self) -> None:
        """The columns that are hidden or have no room, to show one of them."""
        from cjtrade_tui.overlays.palette import Finder, column_entries

        if (page := self._app.page) is None:
            return
        found = column_entries(page, self._app.selection, self._app.table.shown)
        if not found:
            self._app.say_briefly("Every column is shown; - hides the one of the cursor")
            return
        await self._app.open_overlay(Finder("Show a column", lambda: found), self._set)

    async def claim_check(self) -> None:
        """A text held against the figures as it is typed or pasted."""
        from cjtrade_tui.overlays.claim_check import ClaimCheck

        box = ClaimCheck(self._app.books.bundled, self._checked)

        def closed(found: Selection | None) -> None:
            self._checked = box.asked
            self._app.open_view(found)

        await self._app.open_overlay(box, closed)

    async def import_file(self) -> None:
        """A file of the reader's own into the store."""
        from cjtrade_tui.overlays.import_file import ImportScreen

        await self._app.open_overlay(ImportScreen(self._app.books.named_store), self._app.show_imports)

    async def undo_import(self) -> None:
        """The last change of the reader's own store taken back, and what it was."""
        from cjtrade_data.store.store import Store

        try:
            done = await asyncio.to_thread(lambda: Store(self._app.books.named_store).undo())
        except StoreError as error:
            self._app.say(str(error))
        else:
            self._app.show_imports()
            self._app.say(f"{capital(done.change)}; {len(done.imports)} imports are left")

    async def find(self) -> None:
        """The sources by words of theirs."""
        from cjtrade_tui.overlays.source_search import SourceSearch
        from cjtrade_tui.pages.sources import found

        book, selection = self._app.books.of(self._app.selection), self._app.selection

        def kept(words: str | None) -> None:
            if words is not None:
                self._app.open_view(selection.with_(filter=words, row="", measure=""))

        await self._app.open_overlay(SourceSearch(lambda words: found(book, words), selection.filter), kept)

    async def help(self) -> None:
        """The keys of the page, or of the overlay that is open."""
        from cjtrade_tui.overlays.help import Help

        sheet = getattr(self._app.screen, "sheet", None)
        await self._app.open_overlay(Help(self._app.page, self._app.without, sheet.keys if sheet is not None else ()))

    async def words(self) -> None:
        """All that is said of the cell under the cursor."""
        from cjtrade_tui.overlays.texts import CellNotes

        page, table = self._app.page, self._app.table
        if page is not None:
            row = table.current
            await self._app.open_overlay(CellNotes(page.title_at(row, table.column), page.words_at(row, table.column)))

    async def tray(self) -> None:
        """The pinned figures."""
        from cjtrade_tui.overlays.tray import TrayScreen

        shown = TrayScreen(self._app.tray, self._app.books.bundled, self._app.leaves_files)
        await self._app.open_overlay(shown, self._app.open_view)

    async def export(self) -> None:
        """The view as a file; the ending of the path says as what."""
        from cjtrade_tui.overlays.save_as import SaveAs

        as_table = await asyncio.to_thread(import_module, "cjtrade_tui.pages.as_table")  # which Polars comes with
        page, book = self._app.page, self._app.books.of(self._app.selection)
        if page is None:
            return
        name, at = as_table.file_name(self._app.selection, page), page.cell_of(self._app.selection)
        shown = as_table.preview(page, self._app.table.row, self._app.table.column)
        box = SaveAs("Export this view", shown, name, lambda path: as_table.page_for(page, book, path, at))
        await self._app.open_overlay(box, self._saved)

    async def brief(self) -> None:
        """One page on the pair in what is selected, seen before it is saved."""
        from cjtrade_tui.overlays.save_as import SaveAs

        selection, here = self._app.looked_at, self._app.place
        with self._app.at_work():
            pages = await asyncio.to_thread(import_module, "cjtrade_tui.brief.pages")
            try:
                book = self._app.books.of(selection)
                period = self._read_period(book) or selection.period
                period = Period.of_year(period.year) if period.is_point else period  # trade has no end of a month
                selection = selection.with_(period=period)
                page = await asyncio.to_thread(pages.brief_page, book, selection)
            except ValueError as error:
                self._app.say(str(error))
                return
        room = min(pages.text.WIDTH, self._app.size.width - _FRAME)
        shown = pages.text.as_text(page, ascii=self._app.ascii, width=room).splitlines()

        def make(path: Path) -> bytes:
            from cjtrade_data.export import format_of

            text: str = pages.written(page, format_of(path, pages.FORMATS))
            return text.encode()

        name = f"cjtrade-brief-{selection.reporter.lower()}-{selection.period.code.replace('/', '-to-')}.html"
        await self._app.open_overlay(SaveAs("Brief: .html, .md or .txt", shown, name, make), self._saved, here)

    def _read_period(self, book: Book) -> Period | None:
        """That of the number under the cursor, where the page has no one period."""
        page, table = self._app.page, self._app.table
        if page is None or page.period is not None or table.current is None:
            return None
        reference = table.current.cells[table.column].figure or table.current.subject
        if not is_number(reference):
            return None
        with suppress(KeyError):  # of an import that has it no more
            is_print = not reference.startswith("=")
            return book.figure(reference).period if is_print else Reference.parse(reference).period
        return None

    async def _saved(self, place: str | None) -> None:
        """Do what was typed while it was saved, and say where it is."""
        await self._app.page_keys.let_go()
        if place is not None:
            self._app.say(f"Saved as {place}")
