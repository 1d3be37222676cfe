"""Every series of a book, each made once, and what tables hold as derived, worked out again from it."""

from __future__ import annotations

from ..book.book import Book
from ..model.codes import LEVELS
from ..model.figure import Figure
from .levels import Series
from .quantity import Quantity, printed


def series(book: Book, reporter: str, partner: str, compiler: str, product: str = "") -> Series:
    """The figures of one reporter with one partner by one compiler, and what follows from them."""
    key = ("series", reporter, partner, compiler, product)
    return book.cached(key, lambda: Series(book, reporter, partner, compiler, product))


def derived_again(book: Book, figure: Figure) -> Quantity | None:
    """The level that a table holds as derived, with the interval that only the engine knows; None of any other figure, and
    where nothing leads to it."""
    if figure.status != "derived" or figure.measure not in LEVELS:
        return None
    line = series(book, figure.reporter, figure.partner, figure.compiler, figure.product)
    ways = [line.level(figure.measure, figure.period), *line.all_before_by_growth(figure.measure, figure.period)]
    derived = [q for q in ways if q is not None and q.figure is None]
    return next((q for q in derived if q.interval.meets(figure.interval)), derived[0] if derived else None)


def as_known(book: Book, figure: Figure) -> Quantity:
    """A figure as it stands; what a table holds as derived, worked out again."""
    return derived_again(book, figure) or printed(figure)
