"""Columns: which those of a view are, as columns.csv lists them, and what stands on its page whatever it shows (views.csv)."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from cjtrade_data.book.code_lists import rows
from cjtrade_data.model.tabs import VIEWS
from cjtrade_tui.pages.page import Column, FilterName, Page, Row

_FIELDS = ("view", "key", "title", "side", "rank", "least", "dated", "unit", "scale", "most", "signed", "role", "needs")
_PAGE_FIELDS = ("view", "column", "tall_detail", "title", "in_title", "notes", "empty")
_HERE = Path(__file__).parent


@cache
def _listed(view: str) -> tuple[tuple[Column, frozenset[str]], ...]:
    """The columns of a view with what each needs."""
    return tuple(
        (
            Column(
                title,
                key=key,
                right=side == "right",
                rank=int(rank or 0),
                least=int(least or 0),
                dated=dated,
                unit=unit,
                scale=scale or "one",
                most=int(most or 2),
                signed=bool(signed),
                role=role,
            ),
            frozenset(needs.split()),
        )
        for of, key, title, side, rank, least, dated, unit, scale, most, signed, role, needs in _table()
        if of == view
    )


@cache
def _table() -> list[list[str]]:
    return rows(_HERE, "columns.csv", _FIELDS)


def columns_of(view: str, having: Collection[str] = (), **words: str) -> tuple[Column, ...]:
    """The columns of a view in their order, of those that need something the ones that need only what it is `having`; the
    titles of some have a place for `words`."""
    return tuple(
        column._replace(title=column.title.format(**words)) for column, needs in _listed(view) if needs <= {*having}
    )


def column_of(view: str, key: str) -> Column:
    return next(column for column in columns_of(view) if column.key == key)


def numbers_of(view: str) -> tuple[Column, ...]:
    """Those that hold quantities."""
    return tuple(column for column in columns_of(view) if column.unit)


@cache
def _views() -> dict[str, list[str]]:
    return {cells[0]: cells for cells in rows(_HERE, "views.csv", _PAGE_FIELDS)}


def title_of(view: str) -> str:
    """What views.csv calls a view; "" where its title depends on what it shows."""
    return _views()[view][_PAGE_FIELDS.index("title")] if view in _views() else ""


def page_of(
    view: str, rows_shown: Iterable[Row], title: str = "", filters: Mapping[str, FilterName] = MappingProxyType({})
) -> Page:
    """The page of a view with what views.csv has of it: the column it starts in, notes, and what is said where it has no
    rows; `title` in the place of the one there, and `filters` to narrow it to."""
    _, column, tall_detail, named, in_title, notes, empty = _views()[view]
    columns = columns_of(view)
    page = Page(
        title or named,
        columns,
        tuple(rows_shown),
        column=[each.key for each in columns].index(column),
        notes=tuple(filter(None, notes.split(" | "))),
        tall_detail=bool(tall_detail),
        in_title=tuple(in_title.split()),
        view=view if any(view in views for views in VIEWS.values()) else "",
        filters=tuple(filters),
        filter_names=filters,
    )
    return page._replace(empty=empty) if empty else page
