"""Investment: stock, inflow and approvals, three concepts that are never put in one column.

NBC prints the stock (what is there at a moment) and the inflow (what came in a period); CDC prints approvals
(what investors were licensed to bring, often cumulative). Japan's aid, firms and residents and the special
economic zones are here too.
"""

from collections.abc import Iterable

import polars as pl

from ..book.book import Book
from ..derivation import aid as aid_of
from ..derivation import investment
from ..derivation import presence as presence_of
from ..derivation.investment import SECTOR
from ..derivation.quantity import Quantity
from ..model.figure import Figure
from .columns import columns, floats


def figures(book: Book, basis: str) -> pl.DataFrame:
    """All figures of one concept ("stock", "inflow" or "approval"), by period, partner and measure.

    The columns of `Book.frame`. Raises IncomparableError for anything else: there is no "all".
    """
    return _frame(book, investment.figures(book, basis))


def _frame(book: Book, found: list[Figure]) -> pl.DataFrame:
    columns = book.frame("investment_press").schema
    return pl.DataFrame([figure.as_row() for figure in found], schema=columns)


def by_investor(book: Book, basis: str) -> pl.DataFrame:
    """A concept by investor, newest period first, the largest amount and share first; the world total leads.

    The columns of `figures` and `name`. Amounts, shares, ranks and numbers of projects are rows of their own.
    """
    found = investment.prints(investment.investor_lines(book, basis))
    areas = [book.areas.get(figure.partner) for figure in found]
    return _frame(book, found).with_columns(
        name=pl.Series([area and area.name for area in areas], dtype=pl.String),
        kind=pl.Series([area and area.kind for area in areas], dtype=pl.String),
    )


def by_sector(book: Book, basis: str) -> pl.DataFrame:
    """A concept by sector, newest period first, the largest first: the columns of `figures` and `sector`."""
    found, sectors = investment.prints(investment.sector_lines(book, basis)), book.names("sectors")
    names = [sectors[figure.product.removeprefix(SECTOR)] for figure in found]
    return _frame(book, found).with_columns(sector=pl.Series(names, dtype=pl.String))


def lines(book: Book, basis: str) -> pl.DataFrame:
    """Every number of an investor or a sector of a concept, printed or derived, newest first.

    Columns: line (its key), name (the measure, `..._khr` where in riel), then as `_numbers` has them.
    """
    return _numbers((line.key, line.numbers) for line in investment.lines(book, basis))


def aid(book: Book) -> pl.DataFrame:
    """Aid by period, newest first, and what was agreed when: the columns of `lines`, `name` the component or currency."""
    by_period = ((line.key, line.numbers) for line in aid_of.aid_lines(book))
    agreed = ((agreement.key, agreement.amounts) for agreement in aid_of.agreements(book))
    return _numbers([*by_period, *agreed])


def presence(book: Book) -> pl.DataFrame:
    """Firms, surveys, residents, visitors and zones in reading order: the columns of `Book.frame` and `subject`."""
    found = presence_of.presence(book)
    subjects = pl.Series([present.subject for present in found], dtype=pl.String)
    return _frame(book, [present.figure for present in found]).with_columns(subject=subjects)


_NUMBER = columns("line name period partner compiler unit amount:float low:float high:float status sources:texts")


def _numbers(found: Iterable[tuple[str, dict[str, Quantity]]]) -> pl.DataFrame:
    """A row for each number: line, name, period, partner, compiler, unit, amount, low, high, status, sources (ids)."""
    rows = [
        (key, name, q.period.code, q.partner, q.compiler, q.unit, *floats(q), q.status, [f.source for f in q.figures])
        for key, numbers in found
        for name, q in numbers.items()
    ]
    return pl.DataFrame(rows, schema=_NUMBER, orient="row")
