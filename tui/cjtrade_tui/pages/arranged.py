"""A page as the reader arranged it: its rows in the order of one of its columns, and the columns that were chosen."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from cjtrade_data.model.selection import Selection
from cjtrade_tui.pages.cell import MISSING
from cjtrade_tui.pages.page import ARROWS, Order, Page


def order_asked(page: Page, sort: str) -> Order | None:
    """What `--sort COLUMN[:asc|:desc]` asks of a page, without a way the one that is usual for the column; "name" is the column
    that says what each line is of. None where it has no such column or that has no order."""
    asked, way = Order.parse(sort)
    keys = [column.key for column in page.columns]
    if asked not in keys:
        asked = {"name": keys[page.name_column], "total": "total_trade"}.get(asked, "")
    if way not in ("", *ARROWS) or asked not in sortable(page) or not page.rows:
        return None
    return Order(asked, way or _usual(page, keys.index(asked)))


def sortable(page: Page) -> list[str]:
    """The columns to sort by: all but those of pictures of several numbers."""
    return [column.key for column in page.columns if not column.role]


def next_order(page: Page, column: int) -> str | None:
    """What the key leads to in a column: its usual order, the other way, then the page's own; None where it has none."""
    key = page.columns[column].key
    if key not in sortable(page) or len(page.rows) < 2:
        return None
    usual = _usual(page, column)
    if page.order is None or page.order.column != key:
        return f"{key}:{usual}"
    return f"{key}:{'asc' if usual == 'desc' else 'desc'}" if page.order.way == usual else ""


def arranged(page: Page, selection: Selection) -> Page:
    """The page with what is asked of the order of its rows and of its columns, as far as it has those."""
    order = order_asked(page, selection.sort) or page.order
    if order is not None:
        page = _in_order(page, order) if order != page.order else page
        columns = (
            c._replace(title=f"{c.title.removesuffix(' ')}{ARROWS[order.way]}") if c.key == order.column else c
            for c in page.columns
        )
        page = page._replace(columns=tuple(columns), order=order)
    keys = {column.key for column in page.columns} & {*selection.columns.split(",")}
    return _with_columns(page, keys) if keys else page


def _in_order(page: Page, order: Order) -> Page:
    """Totals stay on top and what is not known comes last, either way; amounts of one unit stand together, the commonest first."""
    at = [column.key for column in page.columns].index(order.column)
    values = _values(page, at)
    known = [i for i, value in enumerate(values) if value is not None and not page.rows[i].is_total]
    units = {i: page.rows[i].cells[at].unit for i in known}
    of_unit = Counter(units.values())
    known.sort(key=lambda i: values[i], reverse=order.way == "desc")
    known.sort(key=lambda i: (-of_unit[units[i]], units[i]))
    totals = [i for i, row in enumerate(page.rows) if row.is_total]
    places = [*totals, *known, *(i for i, v in enumerate(values) if v is None and i not in totals)]
    return page._replace(rows=tuple(page.rows[i] for i in places), start=places.index(page.start) if places else 0)


def _values(page: Page, column: int) -> Sequence[Any]:
    """What the cells of a column are in the order of: numbers, times, or words; None for those that are missing."""
    cells = [row.cells[column] for row in page.rows]
    for values in ([cell.value for cell in cells], [cell.order for cell in cells]):
        if any(value is not None for value in values):
            return values
    return [cell.text.strip().replace(MISSING, "").casefold() or None for cell in cells]


def _usual(page: Page, column: int) -> str:
    """The largest and the newest first, places and words from the first on."""
    known = [value for value in _values(page, column) if value is not None]
    is_rank = any(row.cells[column].unit == "rank" for row in page.rows)
    return "asc" if is_rank or not known or isinstance(known[0], str) else "desc"


def _with_columns(page: Page, keys: set[str]) -> Page:
    """The columns with these keys, with the dates of their numbers; the one that names the lines always stays."""
    dates = {column.dated for column in page.columns if column.key in keys}
    kept = [i for i, column in enumerate(page.columns) if i == page.name_column or column.key in {*keys, *dates}]
    rows = tuple(row._replace(cells=tuple(row.cells[i] for i in kept)) for row in page.rows)
    at = kept.index(page.column) if page.column in kept else min(1, len(kept) - 1)
    hidden = tuple(column for i, column in enumerate(page.columns) if i not in kept)
    return page._replace(columns=tuple(page.columns[i] for i in kept), hidden=hidden, rows=rows, column=at)
