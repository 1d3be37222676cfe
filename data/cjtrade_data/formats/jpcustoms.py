"""Japan's Ministry of Finance, trade statistics by commodity (e-Stat, Japan Customs): months as columns.

Values are thousand yen with the rest cut off, exports FOB, imports CIF. HS has nine digits, often in single quotes. Months
that are still to come are printed as 0: at the end of the newest year they are no figures, and the column of the year is
then the sum from January to the last month published.
"""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from ..model.codes import WORLD
from ..model.digits import is_digits
from ..model.period import MONTHS
from . import content, faults
from .areas import aliases
from .cells import is_missing, number, tidy, whole
from .product_codes import PRODUCT_FAULT
from .readers.table import Table
from .rows import Batch, Recognition, RowRule, Sorter, partition, usual_valuation

_OTHER_SPELLINGS = {"apr": "apl"}
_KILOGRAMS = {"KG": 1.0, "MT": 1000.0, "GR": 0.001}


class ValueColumns(NamedTuple):
    """The columns of a month, or of the year (`month` 0): value, quantities, and the heading of the value."""

    month: int
    value: pl.Expr
    quantity1: pl.Expr
    quantity2: pl.Expr
    heading: str


def sniff(table: Table) -> Recognition | None:
    """Japan's customs, if the heading starts as theirs and has values by year or month."""
    keys = set(table.keys)
    if "exporimp" not in keys or not {"year", "hs"} <= keys or not _spans(table):
        return None
    how = "by commodity and country" if "country" in keys else "by commodity, all countries"
    return Recognition("jpcustoms", f"Japan customs, {how}", "jpcustoms", 50)


def _spans(table: Table) -> list[ValueColumns]:
    found = []
    for month, name in enumerate(("year", *map(str.lower, MONTHS))):
        names = (name, _OTHER_SPELLINGS.get(name, name))
        values, *quantities = ([f"{what}{n}" for n in names] for what in ("value", "quantity1", "quantity2"))
        if table.column(*values) is not None:
            value, first, second = (table.text(*keys) for keys in (values, *quantities))
            found.append(ValueColumns(month, value, first, second, table.heading(*values)))
    return found


def sorter(table: Table, finding: Recognition) -> Sorter:
    """Sorts out the cells: a row is as many observations as it has months, and one for the year."""
    spans = _spans(table)
    published = _published(table, spans)
    lasts = pl.DataFrame(list(published.items()), schema={"year": pl.String, "last": pl.Int64}, orient="row")
    newest = max(map(int, published), default=0)
    part = next((reason for key, (reason, _) in content.parts("jpcustoms").items() if key in table.keys), None)
    texts = {"flow": "exporimp", "year": "year", "hs": "hs", "country": "country", "unit1": "unit1", "unit2": "unit2"}
    labels = {name: table.text(key) for name, key in texts.items()}
    everywhere = table.column("country") is None

    def sort(rows: pl.DataFrame) -> list[Batch]:
        cells = pl.concat(
            rows.select(
                "line",
                **labels,
                month=pl.lit(span.month),
                cell=pl.lit(span.heading),
                text=span.value,
                quantity1=span.quantity1,
                quantity2=span.quantity2,
            )
            for span in spans
        ).with_columns(map(whole, labels))
        cells = cells.join(lasts, on="year", how="left", maintain_order="left")
        skips = {part: pl.lit(True)} if part else _SKIPS
        return [partition(_with_meanings(cells, newest, everywhere), skips, _TESTS, _COLUMNS)]

    return sort


def _published(table: Table, spans: list[ValueColumns]) -> dict[str, int]:
    """The last month of each year in which anything was traded, over the whole file."""
    last: dict[str, int] = {}
    months = [span for span in spans if span.month]
    if not months:
        return last
    latest = pl.max_horizontal(
        pl.when((number(tidy(span.value)) != 0).fill_null(False)).then(span.month).otherwise(0) for span in months
    )
    for grid, _ in table.stream():
        for y, month in grid.cells.group_by(year=whole(table.column("year") or "")).agg(latest.max()).iter_rows():
            if is_digits(y) and len(y) == 4:
                last[y] = max(last.get(y, 0), month)
    return last


def _with_meanings(cells: pl.DataFrame, newest: int, everywhere: bool) -> pl.DataFrame:
    area = pl.col("country").str.zfill(3).replace_strict(aliases("japan"), default=None)
    is_newest = (pl.col("year") == str(newest)) & (pl.col("last") > 0)
    return cells.with_columns(
        pl.col("flow").replace_strict(content.flows("jpcustoms"), default=None).alias("measure"),
        (pl.lit(WORLD) if everywhere else area).alias("area"),
        pl.when(is_newest).then(pl.col("last")).otherwise(12).alias("last"),
        pl.col("hs").str.zfill(9).alias("code"),
        tidy("text").alias("value_text"),
        *(tidy(n).alias(f"{n}_text") for n in ("quantity1", "quantity2")),
    ).with_columns(number(pl.col("value_text"), 3).alias("amount"))


_SKIPS = {
    "a month not yet published": (pl.col("month") > pl.col("last")) & (pl.col("amount") == 0),
    "no value": is_missing(pl.col("value_text")),
}
_WRONG_CODE = ~pl.col("code").str.contains(r"^[0-9]{9}$") | (pl.col("hs").str.len_chars() < 8)
_TESTS = [
    faults.flow("Exp or Imp", "flow", "write 1 for exports, 2 for imports"),
    faults.year("year", "Year", "year"),
    faults.area("area", "Country", "country", "Japan's customs", "correct the code: 120 is Cambodia"),
    RowRule(_WRONG_CODE, "HS", *PRODUCT_FAULT, "hs"),
    *faults.value(pl.col("cell"), "text"),
    *faults.quantities([("quantity1", "Quantity1"), ("quantity2", "Quantity2")]),
]


def _kilograms(at: int) -> pl.Expr:
    unit = pl.col(f"unit{at}").str.to_uppercase()
    return number(pl.col(f"quantity{at}_text")) * unit.replace_strict(_KILOGRAMS, default=None, return_dtype=pl.Float64)


def _month(of_year: str | int) -> pl.Expr:
    """The month of a cell, `of_year` where it is of the whole year, as `2023-01`."""
    month = pl.when(pl.col("month") == 0).then(of_year).otherwise(pl.col("month"))
    return pl.col("year") + "-" + month.cast(pl.String).str.zfill(2)


_in_first, _in_second = (pl.col(f"unit{at}") != "" for at in (1, 2))
_COLUMNS = {
    "reporter": pl.lit("JPN"),
    "partner": pl.col("area"),
    "product": pl.lit("HS:") + pl.col("code"),
    "classification": pl.lit("JPHS"),
    "product_level": pl.lit(9),
    "period_start": _month(1),
    "period_end": _month("last"),
    "unit": pl.lit("JPY"),
    "scale": pl.lit("thousand"),
    "rounding": pl.lit("down"),
    "valuation": usual_valuation(),
    "quantity": pl.when(_in_first)
    .then(number(pl.col("quantity1_text")))
    .when(_in_second)
    .then(number(pl.col("quantity2_text"))),
    "quantity_unit": pl.when(_in_first).then("unit1").when(_in_second).then("unit2").otherwise(pl.lit("")),
    "net_weight": pl.coalesce(_kilograms(1), _kilograms(2)),
}
