"""Presence: Japanese firms, residents and visitors in Cambodia, Cambodians in Japan, and the special economic zones."""

from typing import Any, NamedTuple

from ..book.book import Book
from ..book.caching import cached
from ..model.figure import Figure
from ..model.period import Period
from .aid import AID, PROJECTS, indicators


class Present(NamedTuple):
    """A figure and the subject it is about: firms, JBAC, surveys, residents, visitors, a zone."""

    subject: str
    figure: Figure


def subjects(book: Book) -> tuple[str, ...]:
    """What figures of presence are about, in reading order."""
    found = dict.fromkeys(i.subject for i in indicators(book).values())
    return tuple(subject for subject in found if subject not in (AID, PROJECTS))


@cached
def presence(book: Book, subject: str = "") -> list[Present]:
    """The figures of a subject, or of all, by measure: what was counted last first, and of each the newest first."""
    known = indicators(book)
    order, listed = list(known), subjects(book)
    found = [
        Present(known[f.measure].subject, f)
        for f in book.figures_in("society_press")
        if known[f.measure].subject in ((subject,) if subject else listed)
    ]
    last: dict[tuple[str, str, str], int] = {}
    for p in found:
        last[_counted(p)] = max(last.get(_counted(p), p.figure.period.last), p.figure.period.last)

    def place(present: Present) -> tuple[Any, ...]:
        f = present.figure
        newest_first = -f.period.last, -f.period.months, bool(f.product), -float(f.amount), f.id
        last_counted = listed.index(present.subject), -last[_counted(present)]
        return *last_counted, order.index(f.measure), f.reporter, *newest_first

    return sorted(found, key=place)


def _counted(present: Present) -> tuple[str, str, str]:
    return present.subject, present.figure.measure, present.figure.reporter


def through_time(book: Book, figure: Figure) -> list[Figure]:
    """What can be held beside a figure: the same measure of the same people, counted at moments or in periods of the same
    months, oldest first, each moment once."""
    same = [
        p.figure
        for p in presence(book)
        if _what(p.figure) == _what(figure)
        and not p.figure.bound
        and _months(p.figure.period) == _months(figure.period)
    ]
    return sorted({f.period: f for f in same}.values(), key=lambda f: f.period)


def parts_of(book: Book, figure: Figure) -> list[Figure]:
    """The industries that a figure, or the whole it is of, is divided by, the largest first."""
    whole = (figure.measure, figure.reporter, figure.partner, figure.period)
    parts = [p.figure for p in presence(book) if p.figure.product]
    same = [f for f in parts if (f.measure, f.reporter, f.partner, f.period) == whole]
    return sorted(same, key=lambda f: -f.amount)


def _what(figure: Figure) -> tuple[str, str, str, str, str]:
    return figure.measure, figure.reporter, figure.partner, figure.product, figure.unit


def _months(period: Period) -> tuple[int, int]:
    """Its length and, of a part of a year, its last month; moments all alike."""
    return period.months, 0 if period.is_point else period.last % 12
