"""Columns: which those of a view are, as columns.csv lists them. Views whose columns hang on the figures list them in code."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cjtrade_data.book.code_lists import rows
from cjtrade_tui.pages.page import Column

_FIELDS = ("view", "key", "title", "side", "rank", "least", "dated", "unit", "scale", "most", "signed")


@cache
def columns_of(view: str) -> tuple[Column, ...]:
    """All columns of a view, in their order."""
    return tuple(
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
        )
        for of, key, title, side, rank, least, dated, unit, scale, most, signed in _table()
        if of == view
    )


@cache
def _table() -> list[list[str]]:
    return rows(Path(__file__).parent, "columns.csv", _FIELDS)


def column_of(view: str, key: str) -> Column:
    """One of them."""
    return next(column for column in columns_of(view) if column.key == key)


def numbers_of(view: str) -> tuple[Column, ...]:
    """Those that hold quantities."""
    return tuple(column for column in columns_of(view) if column.unit)
