"""Aid: what Japan gave by period, net, grants and loans apart, and what was agreed for which project."""

from functools import partial

from cjtrade_data.book.book import Book
from cjtrade_data.citation import date_words
from cjtrade_data.derivation.aid import NET, Agreement, AidLine, agreements, aid_lines
from cjtrade_data.model.figure import SCALES
from cjtrade_data.model.selection import FIRST_YEAR, Selection
from cjtrade_tui.charts.chart import Chart, ChartSeries, of_years
from cjtrade_tui.pages.cell import Cell, day_cell, period_cell
from cjtrade_tui.pages.columns import column_of, numbers_of, page_of
from cjtrade_tui.pages.common import organisation
from cjtrade_tui.pages.numbers import number_cell, number_cells, number_row, published_by, yearly
from cjtrade_tui.pages.page import Column, Headline, Page, Row


def aid(book: Book, selection: Selection) -> Page:
    """Aid by period, each kind of amount in a column of its own; what is of other times below the years."""
    lines = sorted(aid_lines(book), key=lambda line: not line.period.is_year)
    rows = [_row(book, line) for line in lines]
    return page_of("aid", rows)._replace(headlines=_headlines(book, lines[0]), chart=_chart(book, lines))


def _headlines(book: Book, line: AidLine) -> tuple[Headline, ...]:
    """The amounts of a line, each with its period, and its growth or else what kind of amount it is."""
    found = []
    for column in (c for c in _columns(line) if c.key in line.numbers and not c.signed):
        quantity, when = line.numbers[column.key], line.period.label
        grown = line.numbers.get("growth") if column.key == NET else None
        growth = (number_cell(book, grown, column_of("aid", "growth")),) if grown is not None else ()
        label = book.names("measures")[quantity.measure] + " from Japan" * (column.key == NET)
        below = " ".join([when, *map(yearly, growth)]) if growth else f"{when}, {line.concept}"
        found.append(Headline(label, number_cell(book, quantity, column), column.unit, below, growth, when))
    return tuple(found)


def _columns(line: AidLine) -> list[Column]:
    """The columns of numbers, amounts in the currency of a line."""
    return [c if c.signed else c._replace(unit=f"million {line.unit}") for c in numbers_of("aid")]


def _row(book: Book, line: AidLine) -> Row:
    of = (period_cell(line.period), Cell(line.unit), Cell(line.concept))
    row = number_row(book, line.key, of, line.numbers, _columns(line))
    return row._replace(
        cells=(*row.cells, published_by(book, line.numbers.values())), strip=partial(_headlines, book, line)
    )


def _chart(book: Book, lines: list[AidLine]) -> Chart:
    years = {line.period.year: line.numbers[NET] for line in lines if line.period.is_year and NET in line.numbers}
    shown = range(FIRST_YEAR, max(years) + 1)
    values = tuple(float(years[y].value) / SCALES["million"] if y in years else None for y in shown)
    net = column_of("aid", NET)
    texts = tuple(number_cell(book, years.get(y), net).text.strip() for y in shown)
    by = ", ".join(dict.fromkeys(organisation(book, quantity.compiler) for quantity in years.values()))
    title = f"Net aid from Japan, {shown[0]}-{shown[-1]}, {by}"
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
