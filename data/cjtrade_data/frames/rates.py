"""Rates: what is printed of riel and yen for a dollar, as a frame. `derivation.exchange_rates` says which rate is taken."""

import polars as pl

from ..book.book import Book
from ..derivation.exchange_rates import known
from ..derivation.quantity import printed
from .columns import columns, floats

_SCHEMA = columns("period year:int months:int rate:float low:float high:float figure source")


def published(book: Book, unit: str) -> pl.DataFrame:
    """Every printed rate of `unit` for a US dollar, by the end of the period: averages of years and of months.

    Columns: period, year, months (12 for a year), rate, low, high, figure, source. Sources: World Bank WDI,
    PA.NUS.FCRF, by year; US Federal Reserve H.10 by month (yen only). Raises NoRateError for another currency.
    """
    rows = []
    for period, id in known(book, unit).items():
        figure = book.figure(id)
        rows.append((period.code, period.year, period.months, *floats(printed(figure)), id, figure.source))
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")
