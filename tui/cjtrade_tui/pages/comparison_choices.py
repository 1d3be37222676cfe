"""What a row of Flows or of a list of partners can be set side by side with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cjtrade_data.book.book import Book
from cjtrade_data.derivation import side_by_side
from cjtrade_data.derivation.pair import pair_flows
from cjtrade_data.derivation.partners import pair_lists
from cjtrade_data.model.codes import WORLD
from cjtrade_data.model.period import Period
from cjtrade_data.model.reference import Reference, partner_in
from cjtrade_data.model.selection import FREQUENCIES, Selection
from cjtrade_tui.pages import partners
from cjtrade_tui.pages.common import area
from cjtrade_tui.pages.page import UNCOMPARED, Page, Row


class Choice(NamedTuple):
    """A period, partner or reporter to set beside what the cursor is on, or why not, and the view that does."""

    name: str
    kind: str
    selection: Selection


def choices(book: Book, page: Page, selection: Selection, row: Row) -> list[Choice]:
    """Everything of the same length or list that a row can be set side by side with, the likeliest first."""
    here = page.selection_at(selection, page.rows.index(row), page.column).with_(row="", measure="", view="", sort="")
    if page.tab == "flows":
        return list(_of_flows(book, page, here, row))
    found = here.with_(period=page.period, item=row.key, compiler=page.compiler)
    return list(_of_partners(book, page, found, row))


def _of_flows(book: Book, page: Page, here: Selection, row: Row) -> Iterator[Choice]:
    period, compiler = here.period, _whose(book, row)
    here = here.with_(compiler=compiler)
    alike = [p for p in dict.fromkeys(reversed(page.periods)) if p != period and p.months == period.months]
    known = [p for p in alike if compiler in side_by_side.of_periods(book, here.reporter, period, p).choices]
    for other in sorted(known, key=lambda p: p != period.year_before):
        yield Choice(other.label, "period", here.with_(against=other.code))
        if other == known[0] and side_by_side.of_reporters(book, period).lines:
            yield _reporter(book, here)
    if not known and side_by_side.of_reporters(book, period).lines:
        yield _reporter(book, here)
    for other in (p for p in _published(book, here.reporter) if p not in (period, *known)):
        lines = side_by_side.of_periods(book, here.reporter, period, other, compiler).lines
        lines = (
            lines if any(s.why for s in lines) else side_by_side.of_periods(book, here.reporter, period, other).lines
        )
        why = "; ".join(dict.fromkeys(s.why for s in lines if s.why))
        if why:
            yield _uncompared(other, why, here.with_(compiler=""))


def _published(book: Book, reporter: str) -> list[Period]:
    """Of all frequencies, the latest first."""
    return sorted({f.period for frequency in FREQUENCIES for f in pair_flows(book, reporter, frequency)}, reverse=True)


def _uncompared(other: Period, why: str, here: Selection) -> Choice:
    return Choice(f"{other.label}: {why}", UNCOMPARED, here.with_(against=other.code))


def _reporter(book: Book, here: Selection) -> Choice:
    other = partner_in(book.pair, here.reporter)
    name = f"{area(book, other)}'s figures of the same goods (mirror gap)"
    return Choice(name, "reporter", here.with_(against=other, compiler=""))


def _whose(book: Book, row: Row) -> str:
    """Whose figures a row of Flows has."""
    named = (cell.figure for cell in row.cells if cell.figure and "gap" not in cell.figure)
    figure = next(iter(named), "")
    if not figure:
        return ""
    return Reference.parse(figure).compiler if figure.startswith("=") else book.figure(figure).compiler


def _of_partners(book: Book, page: Page, here: Selection, row: Row) -> Iterator[Choice]:
    listed = [other for other in page.rows if other.key in book.areas and any(c.value is not None for c in other.cells)]
    for other in listed if row.key != WORLD else ():
        if other.key not in (row.key, WORLD):
            yield Choice(area(book, other.key), "partner", here.with_(against=other.key))
    for period, editions in reversed(partners.editions(book, here.period)):
        is_alike = period != here.period and period.months == here.period.months
        listing = [e for e in editions if row.key in pair_lists(book).partners(period, e)]
        if is_alike and page.compiler in listing:
            yield Choice(period.label, "period", here.with_(against=period.code))
        elif listing and period != here.period:
            why = f"{page.compiler} does not list it" if is_alike else f"it is not as long as {here.period.label}"
            yield _uncompared(period, why, here)
