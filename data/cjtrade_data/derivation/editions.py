"""Editions: which figures of partners belong together, because one publication lists them."""

from ..book.book import Book
from ..model.imported_compiler import is_imported
from ..model.records import Edition

COMPLETE = "complete"
_UNKNOWN = Edition("", "", "", "", "", "", "")


def edition_of(book: Book, compiler: str, source: str) -> str:
    """What must not be ranked together has another edition: the compiler, and its vintage where it has several."""
    vintage = f"{compiler} {book.sources[source].vintage}"
    return vintage if vintage in book.editions else compiler


def described(book: Book, edition: str) -> Edition:
    """What is known of an edition: how far its lists reach, and whose world total it is set against."""
    return book.editions.get(edition, _UNKNOWN)


def ranks(book: Book, edition: str, measure: str) -> bool:
    """Whether an edition lists enough for a rank by a measure: every partner, or the largest of either flow. Of the
    reader's own files a rank is among the partners imported."""
    coverage = described(book, edition).coverage
    return coverage == COMPLETE or is_imported(edition) or (bool(coverage) and measure != "total_trade")


def listed(book: Book) -> int:
    """How many of the largest partners of a year are kept of the editions that list every one."""
    return max(int(e.listed) for e in book.editions.values() if e.coverage == COMPLETE)
