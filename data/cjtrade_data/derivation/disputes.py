"""Disputes: prints that other printed figures leave no room for, as the checks found them when the tables were packaged."""

from __future__ import annotations

from ..book import results
from ..book.book import Book
from .exchange_rates import amount_behind
from .quantity import Quantity

_ROUNDING = "rounding"
"""The kind of finding that is about the last digit alone."""


def is_disputed(book: Book, quantity: Quantity | None) -> bool:
    """Whether a number is a print that the checks have as the likeliest to be wrong of figures that cannot all hold."""
    return quantity is not None and disputed_claim(book, quantity) is not None


def disputed_claim(book: Book, quantity: Quantity) -> tuple[str, str] | None:
    """The id of the disputed print and what of it is disputed, "level", "growth" or "share"; None where nothing is.

    An amount in another currency is disputed as the print is that it was converted from.
    """
    own = amount_behind(quantity)
    claim = (own.figure.id, _kind(own)) if own.figure is not None else None
    return claim if claim in book.keep(("disputes",), lambda: _disputes(book)) else None


def _disputes(book: Book) -> set[tuple[str, str]]:
    rows = results.rows(book.folder, "findings") if book.has_results else ()
    return {(row["figure"], row["claim"]) for row in rows if row["likelihood"] == "1" and row["kind"] != _ROUNDING}


def _kind(quantity: Quantity) -> str:
    if quantity.measure.endswith("_growth"):
        return "growth"
    return "share" if quantity.unit == "percent" else "level"
