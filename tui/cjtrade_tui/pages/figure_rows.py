"""Figures as a table: what People and Sources open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.fixpoint import FLOWS
from cjtrade_data.derivation.series import series
from cjtrade_data.model.period import Period
from cjtrade_data.wording.formula import formula
from cjtrade_data.wording.titles import about, product_name
from cjtrade_tui.pages.cell import Cell, Number, written
from cjtrade_tui.pages.common import described, growth_cell
from cjtrade_tui.pages.number_format import number, sign_of_status
from cjtrade_tui.pages.page import Column, Row

COLUMNS = (
    Column("Period", key="period", right=False), Column("Measure", key="measure", right=False, flexible=True), Column("Value ", key="value"),
    Column("Unit", key="unit", right=False), Column("On year", key="growth", rank=1), Column("Of", key="reporter", right=False),
    Column("With", key="partner", right=False), Column("Place", key="locator", right=False, flexible=True, rank=2), Column("Id", key="figure", right=False, rank=3),
)  # fmt: skip


def figure_rows(book: Book, records: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
    """A row for each record of `Book.figures`, as printed, with the place where it stands.

    What a table holds as derived is shown as it is worked out: only that knows its interval.
    """
    return tuple(_row(book, _with_its_interval(book, record)) for record in records)


def _with_its_interval(book: Book, record: Mapping[str, Any]) -> Mapping[str, Any]:
    if record["status"] != "derived" or record["measure"] not in FLOWS or record["product"]:
        return record
    figure = book.ledger.figure(record["id"])
    level = series(book.ledger, figure.reporter, figure.partner, figure.compiler).derived_again(figure)
    if level is None:
        return record
    low, high = level.interval.low, level.interval.high
    return {**record, "amount": float(level.value), "low": float(low), "high": float(high), "formula": formula(level)}


def printed_cell(record: Mapping[str, Any], figure: str = "", mark: str = "") -> tuple[Cell, str]:
    """The cell of a record in the words of the source, and those of its unit: `1.17`, `billion USD`."""
    most = 2 if record["status"] == "derived" else max(0, min(6, record["decimals"]))
    unit = "per cent" if record["unit"] == "percent" else record["unit"]

    def write(amount: float, low: float | None, high: float | None) -> str:
        if unit == "rank":
            return str(int(amount))
        return number(amount, low, high, record["scale"], most)

    cell = written(Number.of_row(record), write, figure=figure, mark=mark)
    return cell, unit if record["scale"] == "one" or unit == "rank" else f"{record['scale']} {unit}"


def measure_words(book: Book, record: Mapping[str, Any]) -> str:
    """The measure, with the product it is of."""
    known = book.index("measures", "code").get(record["measure"])
    label: str = known["label"] if known else record.get("title") or record["measure"]
    return f"{label}, {product_name(book.ledger, record['product'])}" if record["product"] else label


def _row(book: Book, record: Mapping[str, Any]) -> Row:
    period = Period.from_columns(record["period_start"], record["period_end"])
    mark = sign_of_status(record["status"], bool(record.get("revised"))) or " "
    shown, unit = printed_cell(record, record["id"], mark)
    sides = (record["reporter"] or "", record["partner"] or "")
    what = about(book.ledger, record["measure"], *sides, record["product"] or "", "")
    told = described(book, record, what[:1].upper() + what[1:], period, unit, shown.text.removesuffix(mark))
    return Row(
        key=record["id"],
        cells=(
            Cell(period.label), Cell(measure_words(book, record)), shown, Cell(unit),
            growth_cell(record),
            *map(Cell, (record["reporter"], record["partner"] or "", record["locator"] or "", record["id"])),
        ),
        subject=record["id"],
        detail=tuple(filter(None, (told, _revision(record, unit)))),
    )  # fmt: skip


def _revision(record: Mapping[str, Any], unit: str) -> str:
    """What an import gave before: `Revised: it was 20,159.27 million USD in 1988-2018 (import-1).`"""
    if not record.get("revised"):
        return ""
    was = number(record["was"], None, None, most=max(0, min(6, record["decimals"])))
    place = " ".join(filter(None, (record["was_edition"], f"(import-{record['was_import']})")))
    return f"Revised: it was {was} {unit} in {place}."
