"""Partners: the rank and share of the pair's second, Japan, through time, worked out of lists and as sources print them."""

from collections.abc import Iterator
from functools import partial

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.editions import edition_of
from cjtrade_data.derivation.partners import PartnerYear, places, places_in_lists, printed_places
from cjtrade_data.derivation.rankings import MEASURES, RANK, SHARE
from cjtrade_data.model.figure import Figure
from cjtrade_data.model.imported_compiler import name_of
from cjtrade_data.model.period import Period
from cjtrade_data.model.reference import Reference
from cjtrade_data.model.selection import Selection
from cjtrade_data.model.tabs import VIEWS
from cjtrade_tui.charts.chart import Chart, ChartSeries, of_years
from cjtrade_tui.pages.any_pair import no_partners
from cjtrade_tui.pages.cell import MISSING, Cell, period_cell, written
from cjtrade_tui.pages.columns import columns_of, page_of
from cjtrade_tui.pages.common import (
    area,
    described,
    first_of,
    organisation,
    rank_cell,
    rank_text,
    share_cell,
    since,
    source_words,
)
from cjtrade_tui.pages.figure_rows import shown_figure
from cjtrade_tui.pages.number_format import percent
from cjtrade_tui.pages.page import Page, Row
from cjtrade_tui.pages.partner_history import places_chart

_COMPILERS = ("japan", "mirror", "mirror_imports")
"""The roles of the lines of one compiler and another, which have signs."""


def build(book: Book, selection: Selection) -> Page:
    """Japan's rank and share year by year, with what sources print of it."""
    rows = _rows(book)
    periods = [Period.parse(r.line_key) for r in rows]
    start = first_of(periods, selection.period, [r.cells[3].value is not None for r in rows])
    page = page_of("japan", rows, f"{area(book, book.pair[1])} among partners")
    charts = {
        key: chart
        for measure in MEASURES
        for key, chart in (
            (SHARE[measure], _share_chart(book, measure, selection)),
            (f"{measure}_rank", places_chart(book, measure, selection)),
        )
    }
    return page._replace(
        columns=tuple(c._replace(chart=charts.get(c.key)) for c in page.columns),
        start=start,
        chart=charts[SHARE["total_trade"]],
        empty="" if rows else no_partners(book),
        period=periods[start] if rows else None,
        periods=tuple(sorted(set(periods))),
        rows_are_periods=True,
    )


def newer_rank(book: Book, period: Period, measure: str) -> str:
    """The newest printed rank of the pair's second, where it is newer than the list that Partners opens on."""
    ranks = [
        f for f in printed_places(book, book.pair[1]) if f.measure == RANK[measure] and f.period.last > period.last
    ]
    if not ranks:
        return ""
    by, newest = measure.removesuffix("_trade"), ranks[-1]
    second, compiler = area(book, book.pair[1]), organisation(book, newest.compiler)
    return f"Newer: {second} ranked {int(newest.amount)} by {by}, {newest.period.label}, {compiler}; view {VIEWS['partners'].index('japan') + 1} has it."


def _rows(book: Book) -> list[Row]:
    """A row a period and compiler, the newest first: what sources print, and what its list gives beside that; where two sources
    of one compiler print different numbers, a row for the second."""
    found: dict[tuple[Period, str], dict[str, Cell]] = {}
    for figure in printed_places(book, book.pair[1]):
        if not figure.period.is_year or figure.compiler != "WITS":
            cell, edition = _printed_cell(book, figure), edition_of(book, figure.compiler, figure.source)
            own = found.setdefault((figure.period, edition), {})
            if own.setdefault(figure.measure, cell).value != cell.value:
                other = f"{edition}, {source_words(book, (figure.source,))}"
                found.setdefault((figure.period, other), {})[figure.measure] = cell
    for place in places_in_lists(book, book.pair[1]):
        if place.period.is_year or place.shares:
            own = found.setdefault((place.period, place.edition), {})
            for measure, cell in _listed_cells(book, place):
                own.setdefault(measure, cell)
    newest_first = sorted(found.items(), key=lambda f: (f[0][0].last, f[0][0].months, f[0][1]), reverse=True)
    return [_row(book, period, edition, cells) for (period, edition), cells in newest_first]


def _row(book: Book, period: Period, edition: str, cells: dict[str, Cell]) -> Row:
    compiler, *source = edition.split(", ", 1)
    numbers = (cells.get(column.key, Cell(f"{MISSING} ")) for column in columns_of("japan")[1:-1])
    return Row(
        key=f"{period.code} {edition}",
        cells=(period_cell(period), *numbers, Cell(", ".join((organisation(book, compiler), *source)))),
        detail=tuple(dict.fromkeys(cell.below for cell in cells.values() if cell.below)),
        subject=next((cell.figure for cell in cells.values() if not cell.figure.startswith("=")), ""),
    )


def _listed_cells(book: Book, place: PartnerYear) -> Iterator[tuple[str, Cell]]:
    (first, second), period, edition = book.pair, place.period, place.edition
    name = name_of(edition)
    told = f"{area(book, second)} in {period.label}, {name}: derived from that edition's partners and world total."
    for measure in MEASURES:
        if (share := place.shares.get(measure)) is not None:
            own = str(Reference(SHARE[measure], first, second, period, edition))
            printed = _printed_cell(book, share.figure).below if share.figure is not None else told
            yield SHARE[measure], share_cell(share, own, printed)
        if (rank := place.ranks.get(measure)) is not None:
            own = str(Reference(f"{measure}_rank", first, second, period, edition))
            yield f"{measure}_rank", rank_cell(int(rank.value), own, marked=True)._replace(detail=told)


def _printed_cell(book: Book, figure: Figure) -> Cell:
    """A rank or share as a source prints it."""
    shown = shown_figure(book, figure)
    write = rank_text if figure.unit == "rank" else partial(percent, signed=False)
    cell = written(shown.quantity, write, figure=figure.id, marked=True, in_doubt=shown.is_contested)
    label = f"{area(book, book.pair[1])}, {book.names('measures')[figure.measure].lower()}"
    return cell._replace(detail=described(book, shown, label, figure.period, "", cell.bare))


def _share_chart(book: Book, measure: str, selection: Selection) -> Chart | None:
    """Japan's share year by year, a line a compiler: a share in the figures of one is none in those of another."""
    known: dict[str, dict[int, float]] = {}
    for place in places(book, book.pair[1]):
        if measure in place.shares:
            own = known.setdefault(place.edition.partition(" ")[0], {})
            own[place.period.year] = float(place.shares[measure].value)
    every = sorted({year for own in known.values() for year in own})
    if not every:
        return None
    first_year, note = since(selection, every)
    years = range(first_year, every[-1] + 1)
    series = [
        ChartSeries(organisation(book, compiler), tuple(own.get(year) for year in years), role)
        for (compiler, own), role in zip(known.items(), (*_COMPILERS, *["other"] * len(known)), strict=False)
    ]
    first, second = (area(book, code) for code in book.pair)
    title = f"{second}'s share of {first}'s {measure.replace('_', ' ')}"
    return of_years("line", title, "per cent", years, [s for s in series if any(s.values)], note)
