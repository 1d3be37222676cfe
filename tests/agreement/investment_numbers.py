"""For each number of the Investment tab what `investment.lines` and `investment.aid` have for the same place."""

from functools import lru_cache
from typing import Any

from bundled import BOOK

from cjtrade_data import Period, Selection
from cjtrade_data.frames import investment
from cjtrade_tui.pages.page import Column, Row

from .numbers import Number, Subject, Told

_BASIS = {"approvals": "approval", "cumulative": "approval"}
_IN_BILLIONS = {"fdi_stock": 1e9, "fdi_stock_khr": 1e12}
_IN_PER_CENT = ("share", "growth", "rank", "projects")


def line_number(selection: Selection, row: Row, column: Column, reference: str) -> Told:
    """A number of an investor, a sector or of aid, as `investment.lines` and `investment.aid` have it."""
    if selection.view in ("aid", "projects"):
        found = _aid()
    elif selection.view == "sectors":
        found = _lines("stock") | _lines("inflow")
    else:
        found = _lines(_BASIS.get(selection.view, selection.view))
    return _told_of_line(column, found[row.key, column.key])


def newest_number(selection: Selection, row: Row, column: Column, reference: str) -> Told:
    """Of an investor's newest line of a year, a part of one or a moment, that has an amount or a share."""
    basis, level = next(
        (b, lv)
        for b, lv in (("stock", "fdi_stock"), ("inflow", "fdi_inflow"), ("approval", "approved_investment"))
        if column.key.startswith(lv)
    )
    found = _lines(basis)
    own = [
        key
        for key, name in found
        if name in (level, f"{level}_share") and key.split(" ")[1:2] == [row.key] and key.count(" ") == 2
    ]
    periods = {key: Period.parse(key.split(" ")[0]) for key in own}
    newest = max(
        (key for key in own if periods[key].months <= 12), key=lambda key: (periods[key].last, periods[key].months)
    )
    return _told_of_line(column, found[newest, column.key])


def _told_of_line(column: Column, record: dict[str, Any]) -> Told:
    is_amount = not column.key.endswith(_IN_PER_CENT)
    number = Number(
        *(record[name] for name in ("amount", "low", "high", "unit", "status")), frozenset(record["sources"])
    )
    subject = Subject(column.key, "KHM", record["partner"], record["period"], record["compiler"])
    return _IN_BILLIONS.get(column.key, 1e6) if is_amount else 1.0, subject, number


@lru_cache(maxsize=3)
def _lines(basis: str) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["line"], row["name"]): row for row in investment.lines(BOOK, basis).iter_rows(named=True)}


@lru_cache(maxsize=1)
def _aid() -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["line"], row["name"]): row for row in investment.aid(BOOK).iter_rows(named=True)}
