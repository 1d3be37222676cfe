"""What a tab says of a pair it knows nothing about."""

from __future__ import annotations

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.pair import is_empty
from cjtrade_data.model.selection import Selection
from cjtrade_tui.pages.common import area
from cjtrade_tui.pages.page import Column, Page


def sides(book: Book) -> str:
    """The pair in words: `Viet Nam and Japan`."""
    return " and ".join(area(book, code) for code in book.pair)


def nothing_imported(book: Book) -> str:
    """Where a pair's figures would come from."""
    return f"Nothing of {sides(book)} has been imported: cjtrade-tui import FILE..."


def no_partners(book: Book) -> str:
    """Where the partners of the pair's first would come from: its trade with the second alone is no list of them."""
    if is_empty(book):
        return nothing_imported(book)
    return f"No list of {area(book, book.pair[0])}'s partners has been imported: cjtrade-tui import FILE..."


def nothing_about(book: Book, selection: Selection) -> Page:
    """The page of a tab whose subject is known of Cambodia and Japan alone."""
    return Page(
        tab=selection.tab,
        title=f"{sides(book)}: no {selection.tab}",
        columns=(Column("", key="note", right=False, flexible=True),),
        rows=(),
        empty=f"{selection.tab.capitalize()} is about Cambodia and Japan only: there is nothing of {sides(book)}.",
    )
