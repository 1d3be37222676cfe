"""Currencies: the annual average rate that turns dollars into riel or yen, and where it comes from."""

from __future__ import annotations

import polars as pl

from .book import Book
from .errors import NoRateError
from .figure import Figure

RATE_REPORTER = {"KHR": "KHM", "JPY": "JPN"}


def rates(book: Book, unit: str) -> pl.DataFrame:
    """Official annual average rates of `unit` for a US dollar: year, rate, figure, source, by year.

    Source: World Bank WDI, PA.NUS.FCRF. Raises NoRateError for a currency the book has no rates of.
    """
    if unit not in RATE_REPORTER:
        raise NoRateError(f"the book has no {unit} rates: choose {' or '.join(RATE_REPORTER)}")
    return book.keep(("units.rates", unit), lambda: _rates(book, unit))


def _rates(book: Book, unit: str) -> pl.DataFrame:
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
    by_year = book.keep(("units.by_year", unit), lambda: dict(rates(book, unit).select("year", "figure").iter_rows()))
    if year not in by_year:
        raise NoRateError(f"the book has no {unit} rate for {year}")
    return book.figure(by_year[year])
