"""Sources: who published what, in which vintage, under which terms, and how much of the book it is."""

from __future__ import annotations

import polars as pl

from ..book.book import Book


def catalogue(book: Book) -> pl.DataFrame:
    """Every source, those with most figures first.

    Columns: id, publisher, compiler, compiler_name, title, url, published, vintage, retrieved, licence, terms,
    rounding, note, figures (how many), first and last (YYYY-MM of the periods covered).
    """
    coverage = book.figures.group_by("source").agg(
        pl.len().alias("figures"),
        pl.coalesce("period_start", "period_end").min().alias("first"),
        pl.col("period_end").max().alias("last"),
    )
    if book.imported is not None:
        imported = book.imported.coverage
        coverage = pl.concat([coverage.join(imported, on="source", how="anti").cast({"figures": pl.Int64}), imported])
    names = book.table("organisations").select(
        pl.col("id").alias("compiler"), pl.col("short_name").alias("compiler_name")
    )
    return (
        book.table("sources")
        .join(coverage, left_on="id", right_on="source", how="left")
        .join(names, on="compiler", how="left")
        .with_columns(pl.col("figures").fill_null(0))
        .sort("figures", "id", descending=[True, False])
    )


def figures(book: Book, source: str) -> pl.DataFrame:
    """All figures of a source as in `Book.figures`, newest first."""
    return book.source_figures(source)
