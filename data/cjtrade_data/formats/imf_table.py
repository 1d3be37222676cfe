"""IMF, tables of the web page and its Excel file (Direction of Trade): partners in rows, periods in columns.

Flow, country and unit stand above the table alone: `Exports, FOB to Partner Countries`, `Cambodia`, `US Dollars, Millions`. What
is not said there is not guessed.
"""

from __future__ import annotations

import re

import polars as pl

from . import faults, sdmx_codes
from .areas import area_column, of_name
from .cells import decimals, is_missing, number, tidy
from .readers.table import Table
from .rows import FormatError, Recognition, Sorter, looked_up, partition

_FLOW = re.compile(r"(?i)\b(exports|imports), (FOB|CIF) (?:to|from) partner countries")
_UNIT = re.compile(r"(?i)\bUS dollars?,? *\(?(millions?|thousands?|units?)?")
_POWERS = {"million": 6, "thousand": 3, "unit": 0, "": 0}
_SCALES = {6: "million", 3: "thousand", 0: "one"}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_OWN_GROUPS = r"(?i)econom|countries|developing|n\.i\.e|asean|not specified|africa|asia|europe|hemisphere|middle east"


def sniff(table: Table) -> Recognition | None:
    """The IMF's table, if a flow with partner countries stands above a heading of periods."""
    if (
        not _flow(table)
        or len(_periods(table)) < len([h for h in table.header if h.strip()]) - 1
        or not _periods(table)
    ):
        return None
    return Recognition("imf_table", "IMF, Direction of Trade, table of partners", "imf", 44)


def _said(table: Table) -> list[str]:
    return [" ".join(line.strip(' ,"\t').split()) for line in (*table.above, table.header[0])]


def _flow(table: Table) -> re.Match[str] | None:
    return next((found for line in _said(table) if (found := _FLOW.search(line))), None)


def _period(heading: str) -> tuple[str, str] | None:
    """Also `Jan 2023`."""
    month, _, year = heading.strip().lower().partition(" ")
    return sdmx_codes.period(f"{year}-{_MONTHS.index(month[:3]) + 1:02d}" if month[:3] in _MONTHS else heading)


def _periods(table: Table) -> dict[str, str]:
    """Heading to column."""
    return {h: f"c{i}" for i, h in enumerate(table.header) if i and _period(h) is not None}


def sorter(table: Table, finding: Recognition) -> Sorter:
    """Sorts out the cells. Raises FormatError where country or unit is not said."""
    columns, flow = _periods(table), _flow(table)
    reporter = next((code for line in _said(table) if (code := of_name(line))), None)
    unit = next((found for line in _said(table) if (found := _UNIT.search(line))), None)
    if flow is None or reporter is None or unit is None:
        lacking = "in which unit it is" if reporter else "whose trade it is"
        raise FormatError(table.label, f"does not say above the table {lacking}", "keep the lines above the table")
    power = _POWERS[(unit[1] or "").lower().rstrip("s")]
    observed = _COLUMNS | {
        "measure": pl.lit(flow[1].lower()),
        "reporter": pl.lit(reporter),
        "valuation": pl.lit(flow[2].upper()),
        "scale": pl.lit(_SCALES[power]),
    }

    def cells_of(rows: pl.DataFrame) -> pl.DataFrame:
        wide = rows.select(
            "line", partner=pl.col("c0").str.strip_chars(), **{h: pl.col(at) for h, at in columns.items()}
        )
        cells = wide.unpivot(on=list(columns), index=["line", "partner"], variable_name="cell", value_name="text")
        cells = cells.with_columns(area_column(cells, ["partner"]).alias("area"), tidy("text").alias("value_text"))
        cells = looked_up(cells, ("cell",), ("start", "end"), lambda h: _period(h) or (None, None))
        return cells.with_columns(number(pl.col("value_text"), power).alias("amount"))

    return lambda rows: [partition(cells_of(rows), _SKIPS, _TESTS, observed)]


_SKIPS = {
    "a remark below the data": pl.col("partner").str.contains("(?i)^(source|note)"),
    "no value": is_missing(pl.col("value_text")),
    "a group of economies of the publisher's own": pl.col("area").is_null()
    & pl.col("partner").str.contains(_OWN_GROUPS),
}
_TESTS = [
    faults.area("area", "partner", pl.col("partner"), "the IMF", "correct the name"),
    *faults.value(pl.col("cell"), pl.col("text")),
]
_COLUMNS = {
    "partner": pl.col("area"),
    "period_start": pl.col("start"),
    "period_end": pl.col("end"),
    "value": pl.col("amount"),
    "unit": pl.lit("USD"),
    "decimals": decimals(pl.col("value_text")),
    "cell": pl.col("cell"),
}
