"""Partners: the rank and share of the pair's second, Japan, through time, worked out of lists and as sources print them."""

from __future__ import annotations

from functools import partial

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.partners import PartnerYear, places, places_in_lists, printed_places
from cjtrade_data.derivation.rankings import MEASURES, SHARE
from cjtrade_data.model.figure import Figure
from cjtrade_data.model.grouped import grouped
from cjtrade_data.model.imported_compiler import name_of
from cjtrade_data.model.period import Period
from cjtrade_data.model.reference import Reference
from cjtrade_data.model.selection import Selection
from cjtrade_tui.charts.chart import Chart, ChartSeries, of_years
from cjtrade_tui.pages.any_pair import no_partners
from cjtrade_tui.pages.cell import MISSING, Cell, period_cell, written
from cjtrade_tui.pages.columns import columns_of, page_of
from cjtrade_tui.pages.common import area, described, first_of, organisation, rank_cell, rank_text, share_cell, since
from cjtrade_tui.pages.figure_rows import shown_figure
from cjtrade_tui.pages.number_format import percent, sign_of_status
from cjtrade_tui.pages.page import Page, Row
from cjtrade_tui.pages.partner_history import places_chart

_RANKS = [f"{measure}_rank" for measure in MEASURES]


def build(book: Book, selection: Selection) -> Page:
    """Japan's rank and share year by year, with what sources print of it."""
    by_year = places(book, book.pair[1])
    newest_first = sorted(by_year, key=lambda p: (p.period.year, p.edition), reverse=True)
    rows = [_list_row(book, place) for place in newest_first]
    parts = (_derived(p) for p in places_in_lists(book, book.pair[1]) if not p.period.is_year)
    rows += [_list_row(book, place) for place in parts if place.shares]
    printed = (f for f in printed_places(book, book.pair[1])[::-1] if not f.period.is_year or f.compiler != "WITS")
    by_source = grouped(((f.period, f.source), f) for f in printed)
    rows += [_printed_row(book, of_one_source) for of_one_source in by_source.values()]
    rows.sort(key=lambda r: Period.parse(r.line_key).last, reverse=True)
    periods = [Period.parse(r.line_key) for r in rows]
    chart = _rank_chart(book, by_year, selection) if by_year else None
    start = first_of(periods, selection.period, [r.cells[3].value is not None for r in rows])
    page = page_of("japan", rows, f"{area(book, book.pair[1])} among partners")
    return page._replace(
        columns=tuple(
            c._replace(chart=places_chart(book, c.key.removesuffix("_rank"), selection)) if c.key in _RANKS else c
            for c in page.columns
        ),
        start=start,
        chart=chart,
        empty=no_partners(book),
        period=periods[start] if rows else None,
        periods=tuple(sorted(set(periods))),
        rows_are_periods=True,
    )


def _derived(place: PartnerYear) -> PartnerYear:
    """A place without the shares that a source prints, which have lines of their own."""
    return place._replace(shares={m: share for m, share in place.shares.items() if share.figure is None})


def _list_row(book: Book, place: PartnerYear) -> Row:
    """What one edition's list gives, worked out."""
    (first, second), year, edition = book.pair, place.period, place.edition
    name = name_of(edition)

    def named(measure: str, known: object) -> str:
        return str(Reference(measure, first, second, year, edition)) if known is not None else ""

    shares, ranks = [], []
    for measure in MEASURES:
        share, rank = place.shares.get(measure), place.ranks.get(measure)
        shares.append(share_cell(share, named(SHARE[measure], share)))
        counted = None if rank is None else int(rank.value)
        ranks.append(rank_cell(counted, named(f"{measure}_rank", rank), mark="d"))
    return Row(
        key=f"{year.code} {edition}",
        cells=(period_cell(year), *shares, *ranks, Cell(name)),
        detail=(
            f"{area(book, second)} in {year.label}, {name}: derived from that edition's partners and world total.",
        ),
    )


def _printed_row(book: Book, figures: list[Figure]) -> Row:
    """Every rank and share that one source prints of a period."""
    period, at = figures[0].period, {column.key: i for i, column in enumerate(columns_of("japan"))}
    cells = [period_cell(period), *[Cell(f"{MISSING} ")] * 6, Cell(organisation(book, figures[0].compiler))]
    for figure in figures:
        shown = shown_figure(book, figure)
        cell = written(shown.quantity, rank_text if figure.unit == "rank" else partial(percent, signed=False))
        label = book.names("measures")[figure.measure].lower()
        told = described(book, shown, f"{area(book, book.pair[1])}, {label}", period, "", cell.text)
        mark = sign_of_status(shown.own.status, shown.is_contested) or " "
        cells[at[figure.measure]] = cell._replace(text=f"{cell.text}{mark}", figure=figure.id, detail=told)
    return Row(
        key=f"{period.code} {figures[0].source}",
        cells=tuple(cells),
        detail=tuple(cell.below for cell in cells if cell.below),
        subject=figures[0].id,
    )


def _rank_chart(book: Book, by_year: list[PartnerYear], selection: Selection) -> Chart:
    """A line a measure and compiler: places among the partners of one are none among those of another."""
    first_year, note = since(selection, [place.period.year for place in by_year])
    years = range(first_year, by_year[-1].period.year + 1)
    compilers = dict.fromkeys(place.edition.split(" ")[0] for place in by_year if place.ranks)
    series = []
    for measure, label, role in (
        ("exports", "as export market", "exports"),
        ("imports", "as import source", "imports"),
        ("total_trade", "in total", "total"),
    ):
        for number, compiler in enumerate(compilers):
            own = [p for p in by_year if p.edition.split(" ")[0] == compiler and measure in p.ranks]
            ranks = {p.period.year: float(p.ranks[measure].value) for p in own}
            values = tuple(ranks.get(year) for year in years)
            series.append(ChartSeries("" if number else label, values, role, short=role))
    first, second = (area(book, code) for code in book.pair)
    kept = [s for s in series if s.label or any(v is not None for v in s.values)]
    title = f"{second} among {first}'s partners ({', '.join(compilers)})"
    return of_years("rank", title, "rank", years, kept, note)
