"""Currencies: the annual average rate that turns dollars into riel or yen, and where it comes from."""

from __future__ import annotations

import polars as pl

from .book import Book
from .errors import NoRateError
from .figure import Figure

RATE_REPORTER = {"KHR": "KHM", "JPY": "JPN"}


def rates(book: Book, unit: str) -> pl.DataFrame:
    """Official annual average rates of `unit` for a US dollar: year, rate, figure, source, by year.

    Source: World Bank WDI, PA.NUS.FCRF.
    """
    return (
        book.figures_of("context_wdi")
        .filter(pl.col("measure") == "exchange_rate", pl.col("reporter") == RATE_REPORTER[unit])
        .select(
            pl.col("period_end").str.slice(0, 4).cast(pl.Int64).alias("year"),
            pl.col("amount").alias("rate"),
            pl.col("id").alias("figure"),
            "source",
        )
        .sort("year")
    )


def rate(book: Book, unit: str, year: int) -> Figure:
    """The rate figure of one year. Raises NoRateError where the book has none: no other year's is used."""
    row = rates(book, unit).filter(pl.col("year") == year)
    if row.is_empty():
        raise NoRateError(f"the book has no {unit} rate for {year}")
    return book.figure(row["figure"][0])
