"""Investment: stock, inflow and approvals, three concepts that are never put in one column.

NBC prints the stock (what is there at a moment) and the inflow (what came in a period); CDC prints approvals
(what investors were licensed to bring, often cumulative). Japan's aid, firms and residents and the special
economic zones are here too.
"""

from __future__ import annotations

import polars as pl

from ..book.book import Book
from ..errors import IncomparableError
from ..model.codes import BASES
from ..model.reference import HOME

GROUPS = ("article_2024_03", "investment_press")


def figures(book: Book, basis: str) -> pl.DataFrame:
    """All figures of one concept ("stock", "inflow" or "approval"), by period, partner and measure.

    The columns of `Book.figures_of`. Raises IncomparableError for anything else: there is no "all".
    """
    if basis not in BASES:
        raise IncomparableError(
            f"'{basis}' is no concept of investment: choose one of {', '.join(BASES)}, never several"
        )
    return (
        book.figures_of(*GROUPS)
        .filter(pl.col("basis") == basis)
        .sort("period_end", "months", "partner", "measure", "product", "unit", "id")
    )


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
    names = book.table("areas").select(pl.col("code").alias("partner"), "name", "kind")
    return (
        figures(book, basis)
        .filter(pl.col("product").is_null())
        .join(names, on="partner", how="left")
        .with_columns(first=pl.col("partner") != "WLD", last=pl.col("partner") == "XOT")
        .sort(
            "period_end", "months", "first", "last", "unit", "amount", "id",
            descending=[True, True, False, False, False, True, False],
        )
        .drop("first", "last")
    )  # fmt: skip


def by_sector(book: Book, basis: str) -> pl.DataFrame:
    """A concept by sector, newest period first, the largest first: the columns of `figures` and `sector`."""
    sectors = book.table("sectors").select(
        ("SECTOR:" + pl.col("code")).alias("product"), pl.col("name").alias("sector")
    )
    return (
        figures(book, basis)
        .join(sectors, on="product", how="inner")
        .sort("period_end", "months", "unit", "amount", "id", descending=[True, True, False, True, False])
    )


def through_time(book: Book, basis: str, partner: str = HOME[1]) -> pl.DataFrame:
    """One investor's figures of a concept, oldest first: the columns of `figures`."""
    return figures(book, basis).filter(pl.col("partner") == partner, pl.col("product").is_null())


def society(book: Book) -> pl.DataFrame:
    """Special economic zones, aid, residents and firms, by measure and period: the columns of `Book.figures_of`."""
    return book.figures_of("society_press").sort("measure", "period_end", "id")
