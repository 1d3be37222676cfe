"""Japan's customs, time series by area and country (customs.go.jp, Historical Data): a row a month or year, columns `Exp-Total`,
`Imp-Total`, `Exp-304` ... after the finance ministry's three-digit codes.

Values are thousand yen with the rest cut off. Months that are still to come are printed as 0. `Total` is the whole world where
the title says so, else the sum of a region, which is not read.
"""

from __future__ import annotations

import re

import polars as pl

from ..model.codes import WORLD
from . import faults, sdmx_codes
from .areas import by_japan
from .cells import is_missing, number, tidy
from .readers.table import Table
from .rows import Recognition, Sorter, looked_up, partition, usual_valuation

_COLUMN = re.compile(r"(Exp|Imp)-(Total|[0-9]{3})")
_MEASURES = {"Exp": "exports", "Imp": "imports"}


def sniff(table: Table) -> Recognition | None:
    """The time series of Japan's customs, if the heading has their time and columns of a flow and a country."""
    if table.column("yearsmonths") is None or not _columns(table):
        return None
    return Recognition("jpcustoms_series", "Japan customs, time series by area and country", "jpcustoms", 45)


def _columns(table: Table) -> dict[str, str]:
    """Heading to column."""
    return {h.strip(): f"c{i}" for i, h in enumerate(table.header) if _COLUMN.fullmatch(h.strip())}


def sorter(table: Table, finding: Recognition) -> Sorter:
    """Sorts out the cells: a row is as many observations as it has columns."""
    columns, last = _columns(table), _last(table)
    of_world = any("WORLD" in line.upper() for line in table.above)
    time = table.text("yearsmonths").str.strip_chars()
    to_come = {"a month not yet published": pl.col("time") > last}

    def meaning(cell: str) -> tuple[str, str | None]:
        flow, code = cell.split("-")
        whole = WORLD if of_world else ""
        return _MEASURES[flow], whole if code == "Total" else by_japan().get(code)

    def cells_of(rows: pl.DataFrame) -> pl.DataFrame:
        wide = rows.select("line", time=time, **{h: pl.col(at) for h, at in columns.items()})
        cells = wide.unpivot(on=list(columns), index=["line", "time"], variable_name="cell", value_name="text")
        cells = looked_up(cells, ("cell",), ("measure", "area"), meaning)
        cells = looked_up(cells, ("time",), ("start", "end"), _period).with_columns(tidy("text").alias("value_text"))
        return cells.with_columns(number(pl.col("value_text"), 3).alias("amount"))

    return lambda rows: [partition(cells_of(rows), _SKIPS | to_come, _TESTS, _COLUMNS)]


def _period(time: str) -> tuple[str | None, str | None]:
    return sdmx_codes.period(time.replace("/", "-")) or (None, None)


def _last(table: Table) -> str:
    """The last month with any value."""
    values = [number(tidy(at)) for at in _columns(table).values()]
    traded = pl.any_horizontal((value != 0).fill_null(False) for value in values)
    time = table.text("yearsmonths").str.strip_chars()
    return max((grid.cells.filter(traded).select(time.max()).item() or "" for grid, _ in table.stream()), default="")


_SKIPS = {
    "a blank line": (pl.col("time") == "") & is_missing(pl.col("value_text")),
    "the total of a region, not of a country": pl.col("area") == "",
    "no value": is_missing(pl.col("value_text")),
}
_TESTS = [
    faults.period("Years/Months", pl.col("time"), "write it as 2023/01"),
    faults.area("area", pl.col("cell"), pl.col("cell"), "Japan's customs"),
    *faults.value(pl.col("cell"), pl.col("text")),
]
_COLUMNS = {
    "measure": pl.col("measure"),
    "reporter": pl.lit("JPN"),
    "partner": pl.col("area"),
    "period_start": pl.col("start"),
    "period_end": pl.col("end"),
    "value": pl.col("amount"),
    "unit": pl.lit("JPY"),
    "scale": pl.lit("thousand"),
    "rounding": pl.lit("down"),
    "valuation": usual_valuation(),
    "cell": pl.col("cell"),
}
