"""Investment: stock, inflow and approvals, three concepts that are never put in one column.

NBC prints the stock (what is there at a moment) and the inflow (what came in a period); CDC prints approvals
(what investors were licensed to bring, often cumulative). Japan's aid, firms and residents and the special
economic zones are here too.
"""

from __future__ import annotations

import polars as pl

from ..book.book import Book
from ..derivation import investment
from ..derivation.investment import SECTOR
from ..model.figure import Figure
from ..model.reference import HOME


def figures(book: Book, basis: str) -> pl.DataFrame:
    """All figures of one concept ("stock", "inflow" or "approval"), by period, partner and measure.

    The columns of `Book.frame`. Raises IncomparableError for anything else: there is no "all".
    """
    return _frame(book, investment.figures(book, basis))


def _frame(book: Book, found: list[Figure]) -> pl.DataFrame:
    columns = book.frame("investment_press").schema
    return pl.DataFrame([figure.as_row() for figure in found], schema=columns)


def periods(book: Book, basis: str) -> pl.DataFrame:
    """The moments or periods a concept is known for, oldest first: period, period_end, months, figures."""
    return (
        figures(book, basis)
        .group_by("period", "period_end", "months")
        .agg(pl.len().alias("figures"))
        .sort("period_end", "months")
    )


def by_investor(book: Book, basis: str) -> pl.DataFrame:
    """A concept by investor, newest period first, the largest amount and share first; the world total leads.

    The columns of `figures` and `name`. Amounts, shares, ranks and numbers of projects are rows of their own.
    """
    found = investment.by_investor(book, basis)
    areas = [book.areas.get(figure.partner) for figure in found]
    return _frame(book, found).with_columns(
        name=pl.Series([area and area.name for area in areas], dtype=pl.String),
        kind=pl.Series([area and area.kind for area in areas], dtype=pl.String),
    )


def by_sector(book: Book, basis: str) -> pl.DataFrame:
    """A concept by sector, newest period first, the largest first: the columns of `figures` and `sector`."""
    found, sectors = investment.by_sector(book, basis), book.names("sectors")
    names = [sectors[figure.product.removeprefix(SECTOR)] for figure in found]
    return _frame(book, found).with_columns(sector=pl.Series(names, dtype=pl.String))


def through_time(book: Book, basis: str, partner: str = HOME[1]) -> pl.DataFrame:
    """One investor's figures of a concept, oldest first: the columns of `figures`."""
    return figures(book, basis).filter(pl.col("partner") == partner, pl.col("product").is_null())


def society(book: Book) -> pl.DataFrame:
    """Special economic zones, aid, residents and firms, by measure and period: the columns of `Book.frame`."""
    return _frame(book, investment.society(book))
