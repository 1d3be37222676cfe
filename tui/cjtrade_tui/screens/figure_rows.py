"""Figures as a table: what People and Sources open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cjtrade_data.about import about, product_name
from cjtrade_data.book import Book
from cjtrade_data.derivation.fixpoint import FLOWS
from cjtrade_data.derivation.series import series
from cjtrade_data.figure import SCALES
from cjtrade_data.period import Period
from cjtrade_data.wording.formula import formula
from cjtrade_tui.page import MISSING, Column, Row
from cjtrade_tui.reading import number, percent, sign_of_status
from cjtrade_tui.screens.shared import described

COLUMNS = (
    Column("Period", right=False), Column("Measure", right=False, flexible=True), Column("Value ", key="value"),
    Column("Unit", right=False), Column("On year", key="growth", rank=1), Column("Of", right=False),
    Column("With", right=False), Column("Place", right=False, flexible=True, rank=2), Column("Id", right=False, rank=3),
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


def printed_value(record: Mapping[str, Any]) -> tuple[str, str]:
    """(number, unit) in the words of the source: `1.17`, `billion USD`."""
    scale = SCALES[record["scale"]]
    most = 2 if record["status"] == "derived" else max(0, min(6, record["decimals"]))
    text = number(record["amount"] / scale, record["low"] / scale, record["high"] / scale, most=most)
    unit = "per cent" if record["unit"] == "percent" else record["unit"]
    if unit == "rank":
        return str(int(record["amount"])), unit
    return text, unit if record["scale"] == "one" else f"{record['scale']} {unit}"


def measure_words(book: Book, record: Mapping[str, Any]) -> str:
    """The measure, with the product it is of."""
    known = book.index("measures", "code").get(record["measure"])
    label: str = known["label"] if known else record.get("title") or record["measure"]
    return f"{label}, {product_name(book.ledger, record['product'])}" if record["product"] else label


def _row(book: Book, record: Mapping[str, Any]) -> Row:
    period = Period.from_columns(record["period_start"], record["period_end"])
    value, unit = printed_value(record)
    measure = measure_words(book, record)
    growth = percent(record["growth_pct"], record["growth_low"], record["growth_high"])
    sides = (record["reporter"] or "", record["partner"] or "")
    what = about(book.ledger, record["measure"], *sides, record["product"] or "", "")
    return Row(
        key=record["id"],
        cells=(
            period.label, measure, f"{value}{sign_of_status(record['status'], bool(record.get('revised'))) or ' '}", unit,
            growth if growth != MISSING else "", record["reporter"], record["partner"] or "", record["locator"] or "",
            record["id"],
        ),
        figures=("", "", record["id"], "", record["id"] if record["growth_pct"] is not None else ""),
        subject=record["id"],
        detail=tuple(filter(None, (described(book, record, what[:1].upper() + what[1:], period, unit, value), _revision(record, unit)))),
    )  # fmt: skip


def _revision(record: Mapping[str, Any], unit: str) -> str:
    """What an import gave before: `Revised: it was 20,159.27 million USD in 1988-2018 (import-1).`"""
    if not record.get("revised"):
        return ""
    was = number(record["was"], None, None, most=max(0, min(6, record["decimals"])))
    place = " ".join(filter(None, (record["was_edition"], f"(import-{record['was_import']})")))
    return f"Revised: it was {was} {unit} in {place}."
