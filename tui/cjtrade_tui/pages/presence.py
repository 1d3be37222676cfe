"""Presence: Japanese firms, residents and visitors in Cambodia, Cambodians in Japan, and the special economic zones."""

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.presence import Present, parts_of, subjects, through_time
from cjtrade_data.derivation.presence import presence as figures_of
from cjtrade_data.derivation.shown import as_printed
from cjtrade_data.model.figure import SCALES, Figure
from cjtrade_data.model.selection import Selection
from cjtrade_data.wording.sentences import limit_of
from cjtrade_data.wording.titles import product_name, small, titles
from cjtrade_tui.charts.chart import Chart, ChartSeries, in_time, of_things
from cjtrade_tui.pages.cell import Cell, period_cell
from cjtrade_tui.pages.columns import page_of
from cjtrade_tui.pages.common import area, choose, described, printed_growth, source_words, titled
from cjtrade_tui.pages.figure_rows import measure_words, printed_cell
from cjtrade_tui.pages.page import Page, Row

_FEWEST = 3
"""Parts of which a chart is drawn."""


def presence(book: Book, selection: Selection) -> Page:
    """What is known of a subject, or of all, by measure in reading order, the newest first."""
    filters = ("", *subjects(book))
    kept = choose(selection.filter, filters, "subject of presence")
    shown = figures_of(book, kept)
    charts = {present: _chart(book, present.figure) for present in shown}
    of_subject: dict[str, Chart] = {}
    for present, chart in charts.items():
        if chart is not None:
            of_subject.setdefault(present.subject, chart)
    first = next(iter(of_subject.values()), None)
    others = {p: of_subject.get(p.subject, first) for p, chart in charts.items() if chart is None}
    beside = {p: chart and chart._replace(title=f"Another line: {chart.title}") for p, chart in others.items()}
    rows = [_row(book, present, chart or beside[present]) for present, chart in charts.items()]
    start = next((at for at, chart in enumerate(charts.values()) if chart is not None), 0)
    title = f"Firms, people and zones: {kept or 'all subjects'}"
    return page_of("presence", rows, title)._replace(filters=filters, start=start)


def _what(book: Book, figure: Figure) -> str:
    """What it counts and of whom: `Cambodian residents in Japan`; of a zone the measure alone."""
    return titled(book, figure) if figure.partner else measure_words(book, figure)


def _in_line(book: Book, figure: Figure) -> str:
    """What it counts, people and firms by whose they are, a part as part of the line above it."""
    if figure.product:
        return f"of which {product_name(book, figure.product)}"
    told = titles().get(figure.measure)
    whose = book.areas.get(figure.partner) if told is not None and told.title.startswith("{people}") else None
    label = book.names("measures")[figure.measure]
    return f"{whose.demonym} {small(label)}" if whose is not None else label


def _row(book: Book, present: Present, chart: Chart | None) -> Row:
    figure = present.figure
    told = as_printed(figure)
    shown, unit = printed_cell(told, figure.id)
    shown = shown._replace(text=f"~{shown.text}") if limit_of(told.own) and not figure.bound else shown
    growth = printed_growth(told)
    return Row(
        key=figure.id,
        cells=(
            Cell(_in_line(book, figure)),
            Cell(area(book, figure.reporter)),
            period_cell(figure.period),
            shown,
            Cell(unit),
            Cell(present.subject),
            growth,
            Cell(source_words(book, (figure.source,))),
        ),
        detail=(described(book, told, _what(book, figure), figure.period, unit, shown.text),),
        chart=chart,
        subject=figure.id,
    )


def _chart(book: Book, figure: Figure) -> Chart | None:
    """The same through time, at the months it was counted in; of a part, the parts of the same moment."""
    unit = printed_cell(as_printed(figure))[1]
    same = through_time(book, figure)
    if len(same) > 1 and figure.unit != "rank":
        counted = {f.period: float(f.amount) / SCALES[f.scale] for f in same}
        return in_time(f"{_what(book, figure)}, as each source counts", unit, {"": counted})
    parts = parts_of(book, figure)
    if len(parts) < _FEWEST:
        return None
    title = f"{book.names('measures')[figure.measure]}, {figure.period.label}, named ones only"
    names = tuple(product_name(book, f.product).capitalize() for f in parts)
    values = tuple(float(f.amount) / SCALES[f.scale] for f in parts)
    texts = tuple(printed_cell(as_printed(f))[0].text for f in parts)
    return of_things("bars", title, unit, names, [ChartSeries("", values, texts=texts)])
