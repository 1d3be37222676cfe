"""Every figure of the book in one flat table, each with its source."""

import polars as pl

from ..book.book import Book

_OF_SOURCE = ("publisher", "title", "url", "published", "vintage", "retrieved", "licence", "terms")


def flat(book: Book) -> pl.DataFrame:
    """A row a figure, in the order of the tables: its own columns, its compiler, its period as one code, `amount`, `low`
    and `high` in base units (infinite where only a limit was printed), and publisher, title, address, dates and terms of
    its source, named `source_publisher` and so on.
    """
    sources = book.table("sources").select(source="id", **{f"source_{name}": name for name in _OF_SOURCE})
    return book.figures.join(sources, on="source", how="left", maintain_order="left")
