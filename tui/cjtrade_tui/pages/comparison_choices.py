"""What a row of Flows or of a list of partners can be set side by side with."""

from collections.abc import Callable, Iterator
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
from cjtrade_tui.pages.common import area, organisation
from cjtrade_tui.pages.page import Page, Row


class Choice(NamedTuple):
    """A period, partner or reporter to set beside what the cursor is on, or a period and why not, and the view that does."""

    name: str
    kind: str
    selection: Selection


def choices(book: Book, page: Page, selection: Selection, row: Row) -> list[Choice]:
    """Everything of the same length or list that a row can be set side by side with, the likeliest first."""
    of = _of_flows if page.tab == "flows" else _of_partners
    return list(of(book, page, _here(page, selection, row), row))


def uncompared(book: Book, page: Page, selection: Selection, row: Row, typed: str) -> Iterator[Choice]:
    """The published periods whose name has all that was typed and that a row cannot be compared with, each with the reason."""
    here, words = _here(page, selection, row), typed.casefold().split()
    found = _periods_of_flows(book, page, here, row) if page.tab == "flows" else _periods_of_lists(book, page, row)
    for period, why in found:
        if all(word in period.label.casefold() for word in words) and (reason := why(period)):
            yield Choice(f"{period.label}: {reason}", "not compared", here.with_(against=period.code))


def _here(page: Page, selection: Selection, row: Row) -> Selection:
    here = page.selection_at(selection, page.rows.index(row), page.column).with_(row="", measure="", view="", sort="")
    if page.tab == "flows":
        return here.with_(compiler="")
    return here.with_(period=page.period, item=row.key, compiler=page.compiler)


def _of_flows(book: Book, page: Page, here: Selection, row: Row) -> Iterator[Choice]:
    period, compiler = here.period, _whose(book, row)
    here, known = here.with_(compiler=compiler), _comparable(book, page, here, compiler)
    for other in sorted(known, key=lambda p: p != period.year_before):
        yield Choice(other.label, "period", here.with_(against=other.code))
        if other == known[0] and side_by_side.of_reporters(book, period).lines:
            yield _reporter(book, here)
    if not known and side_by_side.of_reporters(book, period).lines:
        yield _reporter(book, here)
    for whose in side_by_side.beside_own(book, here.reporter, period, compiler):
        yield Choice(f"{period.label} by {organisation(book, whose)}", "compiler", here.with_(against=whose))


def _comparable(book: Book, page: Page, here: Selection, compiler: str) -> list[Period]:
    """The periods of the page as long as the one of a row of which its compiler has figures, the latest first."""
    alike = (p for p in dict.fromkeys(reversed(page.periods)) if p.months == here.period.months and p != here.period)
    return [p for p in alike if compiler in side_by_side.of_periods(book, here.reporter, here.period, p).choices]


_Why = Callable[[Period], str]


def _periods_of_flows(book: Book, page: Page, here: Selection, row: Row) -> Iterator[tuple[Period, _Why]]:
    compiler = _whose(book, row)

    def why(other: Period) -> str:
        of = (side_by_side.of_periods(book, here.reporter, here.period, other, c) for c in (compiler, ""))
        return next(filter(None, ("; ".join(dict.fromkeys(s.why for s in f.lines if s.why)) for f in of)), "")

    known = {here.period, *_comparable(book, page, here, compiler)}
    published = {f.period for frequency in FREQUENCIES for f in pair_flows(book, here.reporter, frequency)}
    yield from ((period, why) for period in sorted(published - known, reverse=True))


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
    for period, editions in _listing(book, page, row):
        if period.months == here.period.months and page.compiler in editions:
            yield Choice(period.label, "period", here.with_(against=period.code))


def _periods_of_lists(book: Book, page: Page, row: Row) -> Iterator[tuple[Period, _Why]]:
    own = page.period
    assert own is not None

    def why(other: Period) -> str:
        return (
            f"{page.compiler} does not list it" if other.months == own.months else f"it is not as long as {own.label}"
        )

    known = ((p, p.months == own.months and page.compiler in editions) for p, editions in _listing(book, page, row))
    yield from ((period, why) for period, is_comparable in known if not is_comparable)


def _listing(book: Book, page: Page, row: Row) -> Iterator[tuple[Period, list[str]]]:
    """The other periods of which a list has the partner of a row, the latest first, each with the editions that have it."""
    assert page.period is not None
    for period, editions in reversed(partners.editions(book, page.period)):
        listing = [e for e in editions if row.key in pair_lists(book).partners(period, e)]
        if listing and period != page.period:
            yield period, listing
