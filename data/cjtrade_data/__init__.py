"""The figures of Cambodia-Japan trade as Polars frames, each with its source: `open_book()` is the door.

Importing this package imports neither Polars nor anything that draws; the book does when it is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import BookError, IncomparableError, NoRateError
from .model.figure import Figure
from .model.interval import Interval
from .model.period import Period
from .model.selection import Selection

if TYPE_CHECKING:
    from .book.book import Book, open_book

__all__ = [
    "Book",
    "BookError",
    "Figure",
    "IncomparableError",
    "Interval",
    "NoRateError",
    "Period",
    "Selection",
    "open_book",
]


def __getattr__(name: str) -> Any:
    if name in ("Book", "open_book"):
        from .book import book

        return getattr(book, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
