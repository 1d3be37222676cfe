"""Figures as a table: what People and Sources open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.levels import derived_again
from cjtrade_data.derivation.shown import Shown, as_printed, with_doubts
from cjtrade_data.model.figure import Figure
from cjtrade_data.wording.titles import product_name
from cjtrade_tui.pages.cell import Cell, period_cell, written
from cjtrade_tui.pages.columns import page_of
from cjtrade_tui.pages.common import area, described, printed_growth, titled
from cjtrade_tui.pages.number_format import number
from cjtrade_tui.pages.page import Page, Row

if TYPE_CHECKING:
    from cjtrade_data.book.imported import Listed


def figure_rows(book: Book, figures: Iterable[Figure], imported: Mapping[str, Listed] | None = None) -> tuple[Row, ...]:
    """A row for each figure, as printed, with the place where it stands; `imported` by id has what an import says besides.

    What a table holds as derived is shown as it is worked out: only that knows its interval.
    """
    return tuple(_row(book, shown_figure(book, figure), (imported or {}).get(figure.id)) for figure in figures)


def figures_page(
    book: Book, figures: Iterable[Figure], title: str, imported: Mapping[str, Listed] | None = None
) -> Page:
    """A page of figures: a country that is that of all of them is told in the title, and its column gives way first."""
    page = page_of("figures", figure_rows(book, figures, imported), title)
    told = {at: {row.texts[at] for row in page.rows} for at, column in enumerate(page.columns) if column.key in _WHOSE}
    same = {at: min(texts) for at, texts in told.items() if len(texts) == 1 and len(page.rows) > 1}
    columns = tuple(c._replace(rank=_FIRST) if at in same else c for at, c in enumerate(page.columns))
    names = [f"{page.columns[at].name.lower()} {text}" for at, text in same.items() if text]
    return page._replace(columns=columns, title=", ".join([page.title, *names]))


_WHOSE, _FIRST = ("reporter", "partner"), 9
"""The columns of countries, and a rank that gives way before all others."""


def shown_figure(book: Book, figure: Figure) -> Shown:
    """A figure as its source prints it, or as it is derived again where a table holds it as derived; and what is in doubt."""
    return with_doubts(book, as_printed(figure, derived_again(book, figure)))


def printed_cell(
    shown: Shown, reference: str = "", *, marked: bool = False, in_doubt: bool = False
) -> tuple[Cell, str]:
    """The cell of a print in the words of its source, see `written`, and those of its unit: `1.17`, `billion USD`."""
    figure = printed_figure(shown)
    most = 2 if figure.status == "derived" else max(0, min(6, figure.decimals))
    unit = "per cent" if figure.unit == "percent" else figure.unit

    def write(amount: float, low: float | None, high: float | None) -> str:
        if unit == "rank":
            return str(int(amount))
        return number(amount, low, high, figure.scale, most)

    cell = written(shown.quantity, write, figure=reference, marked=marked, in_doubt=in_doubt)
    return cell, unit if figure.scale == "one" or unit == "rank" else f"{figure.scale} {unit}"


def printed_figure(shown: Shown) -> Figure:
    """The print that is shown. Raises ValueError for what was derived."""
    if shown.figure is None:
        raise ValueError(f"no print of {shown.own.measure}")
    return shown.figure


def measure_words(book: Book, figure: Figure, title: str = "") -> str:
    """The measure, with the product it is of; `title` is what an import calls one that the tables have not."""
    label = book.names("measures").get(figure.measure) or title or figure.measure
    return f"{label}, {product_name(book, figure.product)}" if figure.product else label


def figure_words(book: Book, id: str) -> str:
    """A figure in a few words: `Exports, Jan-Feb 2024, 237.22 million USD`."""
    figure = book.figure(id)
    cell, unit = printed_cell(as_printed(figure))
    return f"{measure_words(book, figure)}, {figure.period.label}, {cell.text} {unit}"


def _row(book: Book, shown: Shown, listed: Listed | None) -> Row:
    figure = printed_figure(shown)
    in_doubt = shown.is_contested or (listed is not None and listed.revised)
    cell, unit = printed_cell(shown, figure.id, marked=True, in_doubt=in_doubt)
    words = described(book, shown, titled(book, figure), figure.period, unit, cell.bare)
    measure = measure_words(book, figure, listed.title if listed is not None else "")
    return Row(
        key=figure.id,
        cells=(
            period_cell(figure.period),
            Cell(measure),
            cell,
            Cell(unit),
            printed_growth(shown),
            *(Cell(area(book, code)) for code in (figure.reporter, figure.partner)),
            *map(Cell, (figure.locator, figure.id)),
        ),
        subject=figure.id,
        detail=tuple(filter(None, (words, _revision(figure, listed, unit)))),
    )


def _revision(figure: Figure, listed: Listed | None, unit: str) -> str:
    """What an import gave before: `Revised: it was 20,159.27 million USD in 1988-2018 (import-1).`"""
    if listed is None or not listed.revised:
        return ""
    was = number(listed.was, None, None, most=max(0, min(6, figure.decimals)))
    place = " ".join(filter(None, (listed.was_edition, f"(import-{listed.was_import})")))
    return f"Revised: it was {was} {unit} in {place}."
