"""Every series of a book, each made once."""

from __future__ import annotations

from ..book.book import Book
from .levels import Series


def series(book: Book, reporter: str, partner: str, compiler: str, product: str = "") -> Series:
    """The figures of one reporter with one partner by one compiler, and what follows from them."""
    key = ("series", reporter, partner, compiler, product)
    return book.keep(key, lambda: Series(book, reporter, partner, compiler, product))
