"""Books: the tables and imports the app shows, opened once for each pair."""

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from cjtrade_data.book.book import Book
from cjtrade_data.model.reference import HOME
from cjtrade_data.model.selection import Selection
from cjtrade_data.store.location import MANIFEST, is_remote, may_have, own_store
from cjtrade_tui.pages.page import Page


class Books:
    """Opens books and builds pages of them; the bundled book alone where the store cannot be read, which is told.

    `tables` is a folder of tables other than the bundled ones and `named_store` a store other than the reader's own;
    `tell` is told of trouble. Everything here reads files: not for the event loop. The bundled tables are proved whole
    when there is leisure for it, see `prove`; others before anything of them is shown.
    """

    def __init__(
        self, tables: Path | None, named_store: str | None, reads_store: bool, tell: Callable[[str], None]
    ) -> None:
        self.tables, self.named_store, self.tell = tables, named_store, tell
        self.store = (named_store or own_store()) if reads_store else None
        self._opened: dict[str, Book] = {}
        self._without_store: Book | None = None
        self._opening = threading.Lock()
        self._seen = self._state

    @property
    def bundled(self) -> Book:
        """The tables without what was imported: what lookup and the claim check speak of."""
        own = (book for book in self._opened.values() if book.imported is None)
        return next(own, None) or self._unproved

    @cached_property
    def _unproved(self) -> Book:
        from cjtrade_data.book.book import Book

        return Book(self.tables)

    def of(self, selection: Selection) -> Book:
        """The book of the selection's pair. Raises ValueError."""
        from cjtrade_tui.pages.bundled_fallback import opened

        with self._opening:
            if selection.pair not in self._opened and self._has_nothing_else(selection):
                self._opened[selection.pair] = self._unproved
            elif selection.pair not in self._opened:
                book, trouble = opened(self.tables, selection.reporters, self.store)
                self._opened[selection.pair] = book
                if trouble:
                    self._leave_out_store(selection.pair, book)
            return self._opened[selection.pair]

    def _has_nothing_else(self, selection: Selection) -> bool:
        """Whether all there is of the selection's pair are the bundled tables."""
        is_home = self.tables is None and selection.reporters == HOME
        return is_home and (self.store is None or not may_have(self.store, HOME))

    def prove(self, selection: Selection) -> None:
        """Prove the tables whole that a selection is shown of, where they were not before. Raises BookError."""
        book = self.of(selection)
        if "package" not in vars(book):
            from cjtrade_data.book.validate import check_package

            book.package = check_package(book.folder)

    def opening(self, selection: Selection, given: frozenset[str]) -> Selection:
        """What to open at: of an imported pair a frequency that has figures, unless one is `given`."""
        if selection.reporters == HOME or given & {"frequency", "period"}:
            return selection
        from cjtrade_data.derivation.pair import frequency_with_figures

        with suppress(ValueError):  # which the page tells of
            book = self.of(selection)
            return selection.with_(frequency=frequency_with_figures(book, selection.reporter, selection.frequency))
        return selection

    def page(self, selection: Selection) -> Page:
        """The plain page of a selection. Raises ValueError."""
        from cjtrade_tui.pages.bundled_fallback import LINE, built

        page, book, trouble = built(self.of(selection), selection, self.tables)
        if trouble:
            self._leave_out_store(selection.pair, book)
        return page._replace(notes=(f"{LINE}.", *page.notes)) if book is self._without_store else page

    def _leave_out_store(self, pair: str, book: Book) -> None:
        from cjtrade_tui.pages.bundled_fallback import LINE

        self._opened[pair], self._without_store = book, book
        self.tell(LINE)

    @property
    def _state(self) -> tuple[int, int] | None:
        """What tells one state of the store from another; None where it has none that can be told."""
        try:
            known = Path(self.store, MANIFEST).stat() if self.store and not is_remote(self.store) else None
        except OSError:
            return None
        return known and (known.st_mtime_ns, known.st_size)

    def renew(self) -> bool:
        """Open every book anew where another program has changed the store since what is shown was read; whether it has."""
        if is_behind := self._state != self._seen:
            self.forget()
        return is_behind

    def forget(self) -> None:
        """Open every book anew when it is next asked for: something was imported."""
        self._seen = self._state
        with self._opening:
            self._opened.clear()
