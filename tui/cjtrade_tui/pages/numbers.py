"""Numbers: a table whose lines hold several quantities, a column for each kind of number."""

from collections.abc import Iterable, Mapping, Sequence

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.quantity import Quantity
from cjtrade_data.derivation.shown import as_known
from cjtrade_data.model.reference import Reference
from cjtrade_data.wording.rounding import rounded
from cjtrade_tui.pages.cell import MISSING, Cell, written
from cjtrade_tui.pages.common import described, source_words, titled
from cjtrade_tui.pages.number_format import decimals_of, number
from cjtrade_tui.pages.page import Column, Row


def number_cells(book: Book, numbers: Mapping[str, Quantity], columns: Sequence[Column]) -> tuple[Cell, ...]:
    """A cell for each column, with what can be told of its number below the table."""
    return tuple(number_cell(book, numbers.get(column.key), column) for column in columns)


def number_cell(book: Book, quantity: Quantity | None, column: Column) -> Cell:
    """The cell of a quantity, or that it is missing, with its marks; a blank keeps what has none in line."""
    if quantity is None:
        return Cell(f"{MISSING} ", detail=f"{column.name}: not in the dataset.")
    text, shown = _text(quantity, column), as_known(book, quantity)
    unit = "" if column.unit == "rank" else column.unit
    detail = described(book, shown, titled(book, quantity), quantity.period, unit, text)
    named = reference(quantity)
    return written(quantity, lambda *_: text, figure=named, detail=detail, marked=True, in_doubt=shown.is_contested)


def number_row(
    book: Book, key: str, before: Sequence[Cell], numbers: Mapping[str, Quantity], columns: Sequence[Column]
) -> Row:
    """A line of quantities behind what it is of: what can be told of the first is shown below the table, and it is about the
    first print of those shown."""
    cells = number_cells(book, numbers, columns)
    shown = [*(numbers[c.key] for c in columns if c.key in numbers), *numbers.values()]
    prints = [q.figure for q in shown if q.figure is not None]
    told = next(((cell.below,) for cell in cells if cell.value is not None), ())
    return Row(key, (*before, *cells), detail=told, subject=prints[0].id if prints else "")


def published_by(book: Book, numbers: Iterable[Quantity]) -> Cell:
    """Who published the prints among some quantities."""
    return Cell(source_words(book, [q.figure.source for q in numbers if q.figure is not None]))


def yearly(growth: Cell) -> str:
    """A growth in words, the sign of its status behind the per cent."""
    return f"{growth.bare}%{growth.mark.strip()} y/y"


def reference(quantity: Quantity) -> str:
    """What a quantity is named by: its print, else what it is of; "" of a derived one of a sector or of aid, which nothing
    names."""
    if quantity.figure is not None:
        return quantity.figure.id
    if quantity.product or quantity.measure.startswith("aid_"):
        return ""
    return str(Reference(quantity.measure, quantity.reporter, quantity.partner, quantity.period, quantity.compiler))


def _text(quantity: Quantity, column: Column) -> str:
    value, low, high = (float(n) for n in (quantity.value, quantity.interval.low, quantity.interval.high))
    if column.unit == "rank":
        return str(int(value))
    if column.signed:
        decimals = decimals_of(high - low, 1 if quantity.figure is None else column.most)
        return f"{rounded(value, decimals):+,}"
    return number(value, low, high, column.scale, column.most)
