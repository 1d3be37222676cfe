"""Investment: stock, inflow and approvals, each apart, a line an investor or sector; then aid, and who is present."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import partial
from importlib import import_module

from cjtrade_data.book.book import Book
from cjtrade_data.derivation import investment
from cjtrade_data.derivation.exchange_rates import implied
from cjtrade_data.derivation.investment import LEVEL, OTHERS, SECTOR, InvestmentLine
from cjtrade_data.model.codes import WORLD, growth_measure
from cjtrade_data.model.figure import SCALES
from cjtrade_data.model.period import Period
from cjtrade_data.model.selection import Selection
from cjtrade_data.model.tabs import VIEWS
from cjtrade_data.wording.rounding import places_unknown, plain_number
from cjtrade_data.wording.sentences import capital, doubt
from cjtrade_tui.charts.chart import Chart, ChartSeries, in_time, of_things, of_years
from cjtrade_tui.pages.cell import Cell, period_cell
from cjtrade_tui.pages.columns import column_of, numbers_of, page_of
from cjtrade_tui.pages.common import area, choose, organisation
from cjtrade_tui.pages.numbers import number_cell, number_row, published_by, yearly
from cjtrade_tui.pages.page import Column, Headline, Page, Row

_VIEWS = VIEWS["investment"]
_ELSEWHERE = {"aid": "aid", "projects": "aid", "presence": "presence"}
"""Views that have a module of their own."""
_INVESTOR = "JPN"
_BESIDE = {WORLD: ("all investors", "total"), _INVESTOR: ("Japan", "japan")}
_CUMULATIVE_SINCE = 1994
_FEWEST_BARS = 3
_BIG = 4
"""Big numbers at most."""


def build(book: Book, selection: Selection) -> Page:
    """The Investment page of a selection; no view holds two concepts in one column."""
    view = choose(selection.view, _VIEWS, "view of Investment")
    if view in _ELSEWHERE:
        module = import_module(f"cjtrade_tui.pages.{_ELSEWHERE[view]}")
        page: Page = getattr(module, view)(book, selection)
        return page
    if view == "investors":
        return _investors(book)
    return _sectors(book) if view == "sectors" else _of_concept(book, view)


def _of_concept(book: Book, view: str) -> Page:
    """The lines of one concept; what was approved in a year, or part of it, apart from sums since a year."""
    basis = {"cumulative": "approval", "approvals": "approval"}.get(view, view)
    kept = [
        line
        for line in investment.lines(book, basis)
        if basis != "approval" or line.is_since_a_year is (view == "cumulative")
    ]
    shown = [line for line in kept if not line.product or view == "cumulative"]
    charts = {
        period: chart
        for period in {line.period for line in shown}
        if (chart := list_chart(book, [o for o in shown if o.period == period]))
    }
    of_view = {"cumulative": cumulative_chart, "approvals": yearly_chart}
    own = of_view[view](book, shown) if view in of_view else charts[shown[0].period]
    numbers = numbers_of(view)
    rows = [_row(book, line, numbers, charts.get(line.period)) for line in shown]
    return _page(view, rows, own)


_GROWTH = Column("y/y %", key="growth", unit="per cent", signed=True)


def _row(book: Book, line: InvestmentLine, columns: Sequence[Column], chart: Chart | None) -> Row:
    row = number_row(book, line.key, (period_cell(line.period), Cell(_whom(book, line))), line.numbers, columns)
    return row._replace(
        cells=(*row.cells, *_source_cells(book, line)),
        detail=row.detail + _rate_words(book, line),
        chart=chart,
        strip=partial(_headlines, book, [(line, column) for column in columns if column.key in line.numbers]),
        picked=line.partner == _INVESTOR and not line.is_since_a_year,
    )


def _source_cells(book: Book, line: InvestmentLine) -> tuple[Cell, Cell]:
    return Cell(organisation(book, line.compiler)), published_by(book, line.numbers.values())


def _whom(book: Book, line: InvestmentLine) -> str:
    """The investor; the sector where a line is of one."""
    name = "All investors" if line.partner == WORLD else area(book, line.partner)
    return f"{name}, {sector(book, line)}" if line.product else name


def _rate_words(book: Book, line: InvestmentLine) -> tuple[str, ...]:
    """Riel beside dollars: the rate that the source's two prints of one amount imply."""
    riel, dollars = line.numbers.get("fdi_stock_khr"), line.numbers.get("fdi_stock")
    used = implied(riel, dollars) if riel is not None and dollars is not None else None
    if used is None:
        return ()
    low, high = used.interval.low, used.interval.high
    unknown = places_unknown(float(used.interval.width), float(used.value))
    rate, least, most = (
        plain_number(n, -places) for n, places in ((used.value, unknown), (Fraction(low), 0), (Fraction(high), 0))
    )
    whose = organisation(book, line.compiler)
    return (
        f"Riel and dollars of one amount: {whose} used about {rate} KHR per USD ({least} to {most} by rounding), derived.",
    )


def _page(view: str, rows: Sequence[Row], chart: Chart | None) -> Page:
    """A page that opens on Japan's newest line, whose big numbers are of the line under the cursor."""
    japan = next((i for i, r in enumerate(rows) if r.picked), 0)
    return page_of(view, rows)._replace(start=japan, headlines=rows[japan].headlines, chart=chart)


def _headlines(book: Book, known: Sequence[tuple[InvestmentLine, Column]]) -> tuple[Headline, ...]:
    """Numbers of lines, each with its period; growth has a place of its own where there is nothing else."""
    levels = [each for each in known if not each[1].signed] or known
    return tuple(_headline(book, *each) for each in levels[:_BIG])


def _headline(book: Book, line: InvestmentLine, column: Column) -> Headline:
    quantity = line.numbers[column.key]
    grown = line.numbers.get(growth_measure(quantity.measure)) if not column.signed else None
    growth = number_cell(book, grown, _GROWTH) if grown is not None else None
    inferred = "period inferred" if doubt(quantity.figure) else ""
    rate = yearly(growth) if growth is not None else ""
    measure = book.names("measures")[quantity.measure].removeprefix("FDI ").replace(" investment", "")
    riel = " in riel" if quantity.unit == "KHR" else ""
    cell = number_cell(book, quantity, column)
    unit = "" if column.unit == "rank" else column.unit
    derived = "" if quantity.figure is not None else quantity.status
    below = " ".join(filter(None, (line.period.label, rate, derived, inferred)))
    label = f"{capital(measure.lower())}{riel}, {_whom(book, line)}"
    return Headline(label, cell, unit, below, (growth,) if growth is not None else (), line.period.label)


# All concepts of an investor


def _investors(book: Book) -> Page:
    rows = [_investor_row(book, partner) for partner in investment.investors(book)]
    stock = investment.investor_lines(book, "stock")
    chart = list_chart(book, [line for line in stock if line.period == stock[0].period])
    if chart is not None:
        chart = chart._replace(keys=tuple(key.split(" ")[1] for key in chart.keys))
    return _page("investors", rows, chart)._replace(about="investors")


def _investor_row(book: Book, partner: str) -> Row:
    row = Row(partner, (Cell("All investors" if partner == WORLD else area(book, partner)),))
    known = []
    for basis in LEVEL:
        line = investment.newest(book, basis, partner)
        columns = [column for column in numbers_of("investors") if column.dated == f"{basis}_period"]
        known += [(line, column) for column in columns if line is not None and column.key in line.numbers]
        more = number_row(book, partner, row.cells, line.numbers if line is not None else {}, columns)
        cells = (*more.cells, period_cell(line.period if line is not None else None))
        row = row._replace(cells=cells, detail=row.detail or more.detail, subject=row.subject or more.subject)
    strip = partial(_headlines, book, known)
    return row._replace(strip=strip, picked=partner == _INVESTOR, is_total=partner == WORLD)


# Sectors


def _sectors(book: Book) -> Page:
    lines = [line for basis in ("stock", "inflow") for line in investment.sector_lines(book, basis)]
    charts = {
        (line.basis, line.period): list_chart(
            book, [o for o in lines if (o.basis, o.period) == (line.basis, line.period)]
        )
        for line in lines
    }
    first = charts[lines[0].basis, lines[0].period]
    rows = []
    for line in lines:
        whose = "all" if line.partner == WORLD else area(book, line.partner)
        of = (period_cell(line.period), Cell(capital(sector(book, line))), Cell(whose))
        row = number_row(book, line.key, of, line.numbers, numbers_of("sectors"))
        cells, chart = (*row.cells, *_source_cells(book, line)), charts[line.basis, line.period] or first
        rows.append(row._replace(cells=cells, chart=chart))
    return _page("sectors", rows, first)


# Charts


def _share(level: str) -> Column:
    return Column("Share %", key=f"{level}_share", unit="per cent")


def sector(book: Book, line: InvestmentLine) -> str:
    return book.names("sectors")[line.product.removeprefix(SECTOR)]


def list_chart(book: Book, lines: Sequence[InvestmentLine]) -> Chart | None:
    """The investors or sectors listed for one period, by share, else by amount; None where fewer than three are."""
    named = [line for line in lines if line.size is not None and (line.partner != WORLD or line.product)]
    level = LEVEL[lines[0].basis]
    shares = all(f"{level}_share" in line.numbers for line in named)
    column = _share(level) if shares else column_of("investors", level)
    listed = [line for line in named if column.key in line.numbers and (not line.product or line.partner == WORLD)]
    if len(listed) < _FEWEST_BARS:
        return None
    numbers = [line.numbers[column.key] for line in listed]
    texts = tuple(number_cell(book, q, column).text.strip() for q in numbers)
    values = tuple(float(q.value) / SCALES[column.scale] for q in numbers)
    names = [sector(book, line).capitalize() if line.product else area(book, line.partner) for line in listed]
    what = book.names("measures")[level]
    whole = any(line.partner == OTHERS for line in listed)
    if shares:
        what = f"Share of {what if what[:2].isupper() else what.lower()}"
    when = f"{listed[0].period.label}, {_compilers(book, listed)}"
    title = f"{what} in {area(book, book.pair[0])}, {when}{'' if whole else ', named ones only'}"
    japan = next((i for i, line in enumerate(listed) if line.partner == _INVESTOR), None)
    series = (ChartSeries("", values, texts=texts),)
    keys = tuple(line.key for line in listed)
    return of_things("bars", title, column.unit, names, series, highlight=japan, keys=keys, own=japan)


def _compilers(book: Book, lines: Iterable[InvestmentLine]) -> str:
    return ", ".join(dict.fromkeys(organisation(book, line.compiler) for line in lines))


def cumulative_chart(book: Book, lines: Sequence[InvestmentLine]) -> Chart:
    """Japan's sums that begin in one year, by the month they reach."""
    first = _CUMULATIVE_SINCE * 12
    since = [line for line in lines if line.partner == _INVESTOR and not line.product and line.period.first == first]
    return in_time(
        f"Investment approved in Cambodia for Japan since {_CUMULATIVE_SINCE}, {_compilers(book, since)}",
        "million USD",
        {"": _approved(since)},
    )


def yearly_chart(book: Book, lines: Sequence[InvestmentLine]) -> Chart:
    """What was approved in whole years, with a sign for each that nobody publishes."""
    drawn = [
        line for line in lines if line.period.is_year and line.partner in _BESIDE and LEVEL["approval"] in line.numbers
    ]
    known = {partner: _approved(o for o in drawn if o.partner == partner) for partner in _BESIDE}
    found = sorted({period.year for of in known.values() for period in of})
    years = range(found[0], found[-1] + 1)
    series = [
        ChartSeries(name, tuple(known[partner].get(Period.of_year(year)) for year in years), role)
        for partner, (name, role) in _BESIDE.items()
    ]
    title = f"Investment approved in Cambodia by year, {_compilers(book, drawn)}, · not published"
    return of_years("columns", title, "million USD", years, series)


def _approved(lines: Iterable[InvestmentLine]) -> dict[Period, float]:
    """Amounts in millions."""
    known = ((line.period, line.numbers.get(LEVEL["approval"])) for line in lines)
    return {period: float(q.value) / SCALES["million"] for period, q in known if q is not None}
