"""Investment: stock, inflow and approvals, three concepts that are never put in one list; aid, firms and zones around them.

NBC prints the stock (what is there at a moment) and the inflow (what came in a period); CDC prints approvals (what investors
were licensed to bring, often cumulative).
"""

from __future__ import annotations

from ..book.book import Book
from ..errors import IncomparableError
from ..model.codes import BASES
from ..model.figure import Figure

GROUPS = ("article_2024_03", "investment_press")
SECTOR = "SECTOR:"


def figures(book: Book, basis: str) -> list[Figure]:
    """All figures of one concept ("stock", "inflow" or "approval"), by period, partner and measure.

    Raises IncomparableError for anything else: there is no "all".
    """
    if basis not in BASES:
        raise IncomparableError(
            f"'{basis}' is no concept of investment: choose one of {', '.join(BASES)}, never several"
        )
    found = [f for f in book.figures_in(*GROUPS) if f.basis == basis]
    return sorted(found, key=lambda f: (f.period, f.partner, f.measure, f.product, f.unit, f.id))


def by_investor(book: Book, basis: str) -> list[Figure]:
    """A concept by investor, newest period first, the largest amount and share first; the world total leads and other
    investors close."""
    found = [f for f in figures(book, basis) if not f.product]
    found.sort(key=lambda f: (f.partner != "WLD", f.partner == "XOT", f.unit, -f.amount, f.id))
    return sorted(found, key=lambda f: f.period, reverse=True)


def by_sector(book: Book, basis: str) -> list[Figure]:
    """A concept by sector, newest period first, the largest first."""
    sectors = book.names("sectors")
    found = [f for f in figures(book, basis) if f.product.removeprefix(SECTOR) in sectors]
    found.sort(key=lambda f: (f.unit, -f.amount, f.id))
    return sorted(found, key=lambda f: f.period, reverse=True)


def society(book: Book) -> list[Figure]:
    """Special economic zones, aid, residents and firms, by measure and period."""
    return sorted(
        book.figures_in("society_press", "aid_wdi", "aid_projects"), key=lambda f: (f.measure, f.period.last, f.id)
    )
