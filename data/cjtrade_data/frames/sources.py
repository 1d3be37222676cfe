"""Sources: who published what, in which vintage, under which terms, and how much of the book it is."""

import polars as pl

from ..book.book import Book
from ..derivation.catalogue import catalogue as catalogue_of
from .columns import columns

_COVERED = columns("id compiler_name figures:int first last")
_COLUMNS = tuple(
    """
    id publisher compiler title url published vintage retrieved licence terms rounding note figures first last
    compiler_name
""".split()
)


def catalogue(book: Book) -> pl.DataFrame:
    """Every source, those with most figures first.

    Columns: id, publisher, compiler, compiler_name, title, url, published, vintage, retrieved, licence, terms,
    rounding, note, figures (how many), first and last (YYYY-MM of the periods covered).
    """
    rows = [
        (p.source.id, p.compiler_name or None, p.coverage.figures, p.coverage.first or None, p.coverage.last or None)
        for p in catalogue_of(book)
    ]
    covered = pl.DataFrame(rows, schema=_COVERED, orient="row")
    return covered.join(book.table("sources"), on="id", how="inner", maintain_order="left").select(_COLUMNS)
