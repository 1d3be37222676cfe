"""What the press prints of goods of the pair."""

from collections.abc import Iterable, Mapping

from cjtrade_data.book.book import Book
from cjtrade_data.derivation import products
from cjtrade_data.derivation.disputes import same_share_of_others
from cjtrade_data.derivation.quantity import printed
from cjtrade_data.derivation.shown import Shown
from cjtrade_data.model.figure import Figure
from cjtrade_data.wording.sentences import capital
from cjtrade_tui.charts.chart import Chart, ChartSeries, of_things
from cjtrade_tui.pages.cell import MISSING, Cell, period_cell
from cjtrade_tui.pages.columns import page_of
from cjtrade_tui.pages.common import area, described, organisation, printed_growth, source_words, titled
from cjtrade_tui.pages.figure_rows import printed_cell, printed_figure, shown_figure
from cjtrade_tui.pages.page import Page, Row

_DOUBLED = "! the source prints one share for two goods: one may be an error."


def press(book: Book, direction: str) -> Page:
    """Shares and amounts as printed, of what the pair's first sells its second or the other way round."""
    printed_ones = {figure: shown_figure(book, figure) for figure in products.in_press(book, direction)}
    beside = {figure: _beside(figure, printed_ones) for figure in printed_ones}
    charts = {goods: _chart(book, {figure: printed_ones[figure] for figure in goods}) for goods in {*beside.values()}}
    rows = [_press_row(book, shown)._replace(chart=charts[beside[figure]]) for figure, shown in printed_ones.items()]
    first, second = (area(book, code) for code in (book.pair if direction == "exports" else book.pair[::-1]))
    title = f"{first} → {second}, printed"
    page = page_of("press", rows, title)
    is_doubled = any(same_share_of_others(book, printed(f)) for f in printed_ones)
    return page._replace(notes=(*page.notes, _DOUBLED)) if is_doubled else page


def _press_row(book: Book, shown: Shown) -> Row:
    figure = printed_figure(shown)
    cell, unit = _printed(shown)
    is_share = figure.unit == "percent"
    return Row(
        key=figure.id,
        cells=(
            period_cell(figure.period),
            Cell(_goods(figure)),
            cell if is_share else Cell(),
            Cell() if is_share else cell,
            printed_growth(shown),
            Cell(_of(book, figure)),
            Cell(organisation(book, figure.compiler)),
            Cell(source_words(book, (figure.source,))),
        ),
        detail=(described(book, shown, titled(book, figure), figure.period, unit, cell.bare),),
        subject=figure.id,
    )


def _printed(shown: Shown) -> tuple[Cell, str]:
    """The cell of a print and the words of its unit."""
    return printed_cell(shown, printed_figure(shown).id, marked=True, in_doubt=shown.is_contested)


def _goods(figure: Figure) -> str:
    """The goods in the words of the source, with their code: `footwear (HS 64)`."""
    system, _, code = figure.product.partition(":")
    return f"{figure.locator} (HS {code})" if system == "HS" else figure.locator


def _of(book: Book, figure: Figure) -> str:
    """What a share is a part of, or which flow an amount is: `imports from Cambodia`, the title says whose."""
    what = figure.measure.rpartition("_")[2]
    return f"{what} {'to' if what == 'exports' else 'from'} {area(book, figure.partner)}"


def _beside(figure: Figure, figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """What the source of a figure prints of goods in its period; where that is this alone, what it prints of it in other
    periods as long, oldest first."""
    alike = [f for f in figures if _kind(f) == _kind(figure)]
    goods = [f for f in alike if f.period == figure.period]
    if len(goods) == 1:
        alike = [f for f in alike if f.product == figure.product and f.period.months == figure.period.months]
        goods = sorted(alike, key=lambda f: f.period)
    return tuple(goods)


def _chart(book: Book, goods: Mapping[Figure, Shown]) -> Chart:
    """Goods of one period ranked, or one of them through time, with every year between where it is printed of years."""
    figure, is_alone = next(iter(goods)), len({f.period for f in goods}) == len(goods)
    whole = f"{area(book, figure.reporter)}'s {_of(book, figure)}"
    title = f"Shares of {whole}" if figure.unit == "percent" else capital(whole)
    which = figure.locator if is_alone else f"{figure.period.label}, named ones only"
    drawn: list[Figure | None] = [*goods]
    labels = [f.period.label if is_alone else f.locator for f in goods]
    if len(goods) > 1 and is_alone and figure.period.is_year:
        of_year = {f.period.year: f for f in goods}
        years = range(min(of_year), max(of_year) + 1)
        drawn, labels = [of_year.get(year) for year in years], [*map(str, years)]
    texts = tuple(_printed(goods[f])[0].text.rstrip() if f is not None else MISSING for f in drawn)
    series = ChartSeries("", tuple(float(f.value) if f is not None else None for f in drawn), texts=texts)
    keys = tuple(f.id if f is not None else label for f, label in zip(drawn, labels, strict=True))
    return of_things("bars", f"{title}, {which}", _printed(goods[figure])[1], labels, [series], keys=keys)


def _kind(figure: Figure) -> tuple[str, ...]:
    return figure.source, figure.measure, figure.unit, figure.scale
