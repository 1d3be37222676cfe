"""What the press prints of goods of the pair, and the goods that sources name without a number."""

from __future__ import annotations

from cjtrade_data.book.book import Book
from cjtrade_data.derivation import products
from cjtrade_data.derivation.disputes import same_share_of_others
from cjtrade_data.derivation.quantity import printed
from cjtrade_data.derivation.shown import Shown
from cjtrade_data.model.figure import Figure
from cjtrade_data.model.records import Mention
from cjtrade_tui.charts.chart import Chart, ChartSeries, of_things
from cjtrade_tui.pages.cell import MISSING, Cell, period_cell
from cjtrade_tui.pages.columns import page_of
from cjtrade_tui.pages.common import area, described, growth_cell, organisation, source_words, titled
from cjtrade_tui.pages.figure_rows import printed_cell, shown_figure
from cjtrade_tui.pages.number_format import sign_of_status
from cjtrade_tui.pages.page import Page, Row

_DOUBLED = "! the source prints one share for two goods: one may be an error."


def press(book: Book, direction: str) -> Page:
    """Shares and amounts as printed, of what the pair's first sells its second or the other way round, then the goods that are
    only named."""
    figures = products.in_press(book, direction)
    named = [m for m in book.mentions if m.kind == "good" and m.flow == direction]
    rows = (*(_press_row(book, figure) for figure in figures), *(_named_row(book, good) for good in named))
    first, second = (area(book, code) for code in (book.pair if direction == "exports" else book.pair[::-1]))
    title = f"{first} → {second}, press"
    page = page_of("press", rows, title)._replace(chart=_chart(book, figures))
    is_doubled = any(same_share_of_others(book, printed(f)) for f in figures)
    return page._replace(notes=(*page.notes, _DOUBLED)) if is_doubled else page


def _press_row(book: Book, figure: Figure) -> Row:
    shown = shown_figure(book, figure)
    mark = _mark(shown)
    cell, unit = printed_cell(shown, figure.id, mark)
    is_share = figure.unit == "percent"
    return Row(
        key=figure.id,
        cells=(
            period_cell(figure.period),
            Cell(_goods(figure)),
            cell if is_share else Cell(),
            Cell() if is_share else cell,
            growth_cell(shown),
            Cell(_of(book, figure)),
            Cell(organisation(book, figure.compiler)),
            Cell(source_words(book, (figure.source,))),
        ),
        detail=(described(book, shown, titled(book, figure), figure.period, unit, cell.text.removesuffix(mark)),),
        subject=figure.id,
    )


def _mark(shown: Shown) -> str:
    """That a number is in doubt; a blank keeps the others in line."""
    return sign_of_status(shown.own.status, shown.is_contested) or " "


def _goods(figure: Figure) -> str:
    """The goods in the words of the source, with their code: `footwear (HS 64)`."""
    system, _, code = figure.product.partition(":")
    return f"{figure.locator} (HS {code})" if system == "HS" else figure.locator


def _of(book: Book, figure: Figure) -> str:
    """What a share is a part of, or which flow an amount is: `imports from Cambodia`, the title says whose."""
    what = figure.measure.rpartition("_")[2]
    return f"{what} {'to' if what == 'exports' else 'from'} {area(book, figure.partner)}"


def _chart(book: Book, figures: list[Figure]) -> Chart | None:
    """The shares of all goods that one source prints of one period, ranked."""
    shares = [f for f in figures if f.unit == "percent" and f.measure != products.OF_APPAREL]
    shown = [f for f in shares if (f.period, f.source) == (shares[0].period, shares[0].source)]
    if not shown:
        return None
    told = [shown_figure(book, figure) for figure in shown]
    texts = tuple(printed_cell(one, mark=_mark(one))[0].text.rstrip() for one in told)
    whole = f"{area(book, shown[0].reporter)}'s {_of(book, shown[0])}"
    title = f"Shares of {whole}, {shown[0].period.label}"
    series = [ChartSeries("", tuple(float(f.amount) for f in shown), texts=texts)]
    return of_things("bars", f"{title}, named ones only", "per cent", [f.locator for f in shown], series)


def _named_row(book: Book, mention: Mention) -> Row:
    """Goods that a source names without a number."""
    person = book.people.get(mention.attributed_to)
    who = person.name if person is not None else organisation(book, mention.attributed_to)
    code = mention.code.removeprefix("HS:")
    flow = f"{mention.flow} {'to' if mention.flow == 'exports' else 'from'} {area(book, book.pair[1])}"
    words = f"{mention.name.capitalize()}, {flow}: named by {who}, {source_words(book, (mention.source,))}, {mention.locator}."
    told = (f"{mention.name} (HS {code})", *[""] * 3, flow, who, source_words(book, (mention.source,)))
    return Row(
        key=mention.id,
        cells=(Cell(MISSING), *map(Cell, told)),
        detail=tuple(filter(None, (words, mention.note))),
        subject=f"source:{mention.source}",
    )
