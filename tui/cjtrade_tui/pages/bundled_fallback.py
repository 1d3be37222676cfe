"""Bundled fallback: what is shown where the reader's own store cannot be read: the bundled figures, and a line that says so."""

from pathlib import Path

from cjtrade_data.book.book import Book, open_book
from cjtrade_data.errors import StoreError
from cjtrade_data.model.reference import HOME, Pair
from cjtrade_data.model.selection import Selection
from cjtrade_data.safe_text import safe_text
from cjtrade_tui.pages import build
from cjtrade_tui.pages.page import Page

LINE = "The bundled figures only: your own store cannot be read; cjtrade-tui doctor says why"


def opened(tables: Path | None, pair: Pair, store: str | None) -> tuple[Book, str]:
    """The book of a pair, and what is wrong with the store: then it is the bundled book.

    Raises BookError for damaged tables, and StoreError of a pair that only a store knows.
    """
    try:
        return open_book(tables, pair, store), ""
    except Exception as error:
        return _bundled(tables, pair, error), reason_of(error)


def built(book: Book, selection: Selection, tables: Path | None) -> tuple[Page, Book, str]:
    """The plain page of a selection, the book it is of, and what is wrong with the store: then that is the bundled book.

    Whatever an imported row brings about counts as a fault of the store if the page can be built without it.
    """
    try:
        return build.plain(book, selection), book, ""
    except Exception as error:
        if book.imported is None:
            raise
        bundled = _bundled(tables, book.pair, error)
        try:
            page = build.plain(bundled, selection)
        except Exception:
            raise error from None
        return page, bundled, reason_of(error)


def _bundled(tables: Path | None, pair: Pair, error: Exception) -> Book:
    """The bundled book; raises `error` where it has nothing of the pair."""
    if pair != HOME:
        raise error
    return open_book(tables)


def reason_of(error: Exception) -> str:
    """What is wrong with a store, in a line; what was not foreseen is kept in the log of failures."""
    if isinstance(error, StoreError):
        return str(error)
    from cjtrade_tui import crash_log

    try:
        details = f"the details are in {crash_log.record(error)}"
    except OSError:
        details = "cjtrade-tui store list tells what is in it"
    return safe_text(f"the store holds what cannot be shown ({type(error).__name__}: {error})"[:200] + f"; {details}")
