"""Aid: what Japan gave by period, net, grants and loans apart, and what was agreed for which project."""

from __future__ import annotations

from functools import partial

from cjtrade_data.book.book import Book
from cjtrade_data.citation import date_words
from cjtrade_data.derivation.aid import NET, Agreement, AidLine, agreements, aid_lines
from cjtrade_data.model.figure import SCALES
from cjtrade_data.model.selection import FIRST_YEAR, Selection
from cjtrade_tui.charts.chart import Chart, ChartSeries, of_years
from cjtrade_tui.pages.cell import Cell, day_cell, period_cell
from cjtrade_tui.pages.columns import column_of, numbers_of, page_of
from cjtrade_tui.pages.numbers import number_cell, number_cells, number_row, published_by, yearly
from cjtrade_tui.pages.page import Headline, Page, Row


def aid(book: Book, selection: Selection) -> Page:
    """Aid by period, the newest first, each kind of amount in a column of its own."""
    lines = aid_lines(book)
    rows = [_row(book, line) for line in lines]
    start = next(i for i, line in enumerate(lines) if line.period.is_year)
    headlines = _headlines(book, lines[start])
    return page_of("aid", rows)._replace(start=start, headlines=headlines, chart=_chart(book, lines))


def _headlines(book: Book, line: AidLine) -> tuple[Headline, ...]:
    """Net aid of a line, none where it has another kind alone."""
    if NET not in line.numbers:
        return ()
    net, year = column_of("aid", NET), line.period.label
    grown = number_cell(book, line.numbers.get("growth"), column_of("aid", "growth"))
    cell = number_cell(book, line.numbers[NET], net)
    return (Headline("Net aid from Japan", cell, net.unit, f"{year} {yearly(grown)}", (grown,), year),)


def _row(book: Book, line: AidLine) -> Row:
    columns = [c if c.signed else c._replace(unit=f"million {line.unit}") for c in numbers_of("aid")]
    row = number_row(book, line.key, (period_cell(line.period), Cell(line.unit)), line.numbers, columns)
    cells = (*row.cells, Cell(line.concept), published_by(book, line.numbers.values()))
    return row._replace(cells=cells, strip=partial(_headlines, book, line))


def _chart(book: Book, lines: list[AidLine]) -> Chart:
    years = {line.period.year: line.numbers[NET] for line in lines if line.period.is_year and NET in line.numbers}
    shown = range(FIRST_YEAR, max(years) + 1)
    values = tuple(float(years[y].value) / SCALES["million"] if y in years else None for y in shown)
    net = column_of("aid", NET)
    texts = tuple(number_cell(book, years.get(y), net).text.strip() for y in shown)
    title = f"Net aid from Japan, {shown[0]}-{shown[-1]}"
    return of_years("columns", title, net.unit, shown, [ChartSeries("", values, "japan", texts)])


def projects(book: Book, selection: Selection) -> Page:
    """Loans and grants as they were agreed, the newest first."""
    return page_of("projects", (_agreement_row(book, each) for each in agreements(book)))


def _agreement_row(book: Book, agreed: Agreement) -> Row:
    amounts = number_cells(book, agreed.amounts, numbers_of("projects"))
    cells = [cell._replace(detail="") for cell in amounts]
    when = f"{agreed.document}, {date_words(agreed.date)}" if agreed.document else date_words(agreed.date)
    return Row(
        key=agreed.key,
        cells=(
            day_cell(agreed.date),
            *map(Cell, (agreed.title, agreed.component)),
            *cells,
            Cell(agreed.document),
            published_by(book, agreed.amounts.values()),
        ),
        detail=(f"{agreed.title}: {agreed.component}, {when}.", *(cell.below for cell in amounts if cell.below)),
        subject=agreed.figures[0].id,
    )
