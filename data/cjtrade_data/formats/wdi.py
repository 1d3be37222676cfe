"""World Bank, World Development Indicators: the bulk CSV (years as columns, with or without the lines above), DataBank's
wide and long layouts, and the API's JSON.

Country, series and time stand in rows or in columns; a heading `2011 [YR2011]`, `Cambodia [KHM]` or `GDP (current US$)
[NY.GDP.MKTP.CD]` says which. Missing is `..` or empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

import polars as pl

from .areas import aggregates, area_column, by_alpha
from .cells import NOT_A_NUMBER, decimals, is_missing, is_number, number, tidy
from .readers.delimited import Grid
from .readers.table import Table
from .rows import Batch, Recognition, RowRule, partition, with_others
from .wdi_series import series

_COUNTRY_CODE = ("countrycode", "countryiso3code", "economycode", "iso3c")
_COUNTRY = ("countryname", "country", "economy", "countryvalue")
_CODE = ("seriescode", "indicatorcode", "indicatorid")
_INDICATOR = ("indicatorname", "seriesname")
_NAME = (*_INDICATOR, "series", "indicatorvalue")
_TIME = ("timecode", "time", "date", "year")
_YEAR = re.compile(r"^X?((?:19|20)[0-9][0-9])(?: ?\.?\[?\.?YR\1\]?\.?)?$")
_BRACKETS = re.compile(r"^(.*)\[([^\[\]]+)\]$")
_SERIES_CODE = re.compile(r"^[A-Z][A-Z0-9]*(\.[A-Z0-9_]+)+$")
_REMARK = r"(?i)^(data from database|last updated|source:|note:)"


def sniff(table: Table) -> Recognition | None:
    """WDI, if country, series and time all stand in its rows or in its headings."""
    keys = set(table.keys)
    columns = _number_columns(table)
    country = keys & {*_COUNTRY_CODE, *_COUNTRY} or columns.get("country")
    named = keys & {*_CODE, *_INDICATOR} or columns.get("series")
    time = keys & set(_TIME) or columns.get("year")
    if not (country and named and time) or not (any(columns.values()) or "value" in keys):
        return None
    if keys & {"partner", "partnername", "tradeflow", "counterpartcountryname", "counterpartcountrycode", "attribute"}:
        return None
    source = _database(table) or ("DataBank" if any("[" in name for name in table.header) else "bulk file")
    how = "years as columns" if columns["year"] else "long"
    return Recognition("wdi", f"World Bank, {source} ({how})", "wdi", 25, edition=_edition(table))


def _database(table: Table) -> str:
    for line in (*table.below, *table.above):
        if found := re.search(r"Data (?:from database|Source)\W+([A-Za-z ]{4,60})", line):
            return found[1].strip()
    return ""


def _edition(table: Table) -> str:
    """The day of the last update, as the lines above or below the data state it."""
    for line in (*table.above, *table.below):
        if found := re.search(
            r"Last Updated(?: Date)?\W+([0-9]{4}-[0-9][0-9]-[0-9][0-9]|[0-9][0-9]?/[0-9][0-9]?/[0-9]{4})", line
        ):
            text = found[1]
            try:
                day = datetime.strptime(text, "%Y-%m-%d" if "-" in text else "%m/%d/%Y")
            except ValueError:
                continue
            return day.date().isoformat()
    return ""


def _number_columns(table: Table) -> dict[str, dict[str, str]]:
    """Columns that hold numbers: by year, by series (code, name) or by country, each as heading to column."""
    found: dict[str, dict[str, str]] = {"year": {}, "series": {}, "country": {}}
    for i, name in enumerate(table.header):
        if _YEAR.match(name.strip()):
            found["year"][name] = f"c{i}"
        elif bracket := _BRACKETS.match(name.strip()):
            if _SERIES_CODE.match(bracket[2]):
                found["series"][name] = f"c{i}"
            elif bracket[2] in by_alpha():
                found["country"][name] = f"c{i}"
    return found


def batches(table: Table, finding: Recognition) -> Iterator[Batch]:
    """The cells, sorted out, as they stream."""
    columns = _number_columns(table)
    wide = next((kind for kind, names in columns.items() if names), "")
    for grid, fraction in table.stream():
        cells = _cells(table, grid, wide, columns.get(wide, {}))
        batch = _sorted_out(cells, finding, table, fraction)
        yield with_others(batch, grid.ragged, {"a blank line": grid.blank, "a remark below the data": grid.notes})


def _cells(table: Table, grid: Grid, wide: str, columns: dict[str, str]) -> pl.DataFrame:
    """One row a number: line, cell, country code and name, series code and name, time, text, and whether a remark."""
    known = {"code": _COUNTRY_CODE, "country": _COUNTRY, "series": _CODE, "name": _NAME, "time": _TIME}
    labels = {n: pl.col(at) if (at := table.column(*keys)) else pl.lit("") for n, keys in known.items()}
    rows = grid.cells.with_columns(pl.col("c0").str.contains(_REMARK).alias("remark")).select(
        "line", "remark", **labels, **{name: pl.col(at) for name, at in columns.items()}, value=_value(table, wide)
    )
    if not wide:
        return rows.rename({"value": "text"}).with_columns(pl.lit("Value").alias("cell"))
    index = ["line", "remark", *labels]
    cells = rows.drop("value").unpivot(on=list(columns), index=index, variable_name="cell", value_name="text")
    heading = pl.col("cell")
    inside = heading.str.extract(_BRACKETS.pattern, 2)
    before = heading.str.extract(_BRACKETS.pattern, 1).str.strip_chars()
    if wide == "year":
        return cells.with_columns(heading.str.extract(r"((?:19|20)[0-9][0-9])", 1).alias("time"))
    if wide == "series":
        return cells.with_columns(inside.alias("series"), before.alias("name"))
    return cells.with_columns(inside.alias("code"), before.alias("country"))


def _value(table: Table, wide: str) -> pl.Expr:
    at = table.column("value")
    return pl.lit("") if wide or at is None else pl.col(at)


def _sorted_out(cells: pl.DataFrame, finding: Recognition, table: Table, fraction: float) -> Batch:
    cells = cells.with_columns(
        area_column(cells, ["code", "country"]).alias("area"),
        tidy("text").alias("value_text"),
        pl.col("time")
        .str.strip_chars()
        .str.extract(r"^(?:YR)?((?:19|20)[0-9][0-9])(?:\.0)?(?: \[YR[0-9]{4}\])?$", 1)
        .alias("year"),
    )
    keys = cells.select("series", "name", "area").unique()
    meanings = [(s, n, a, *series(s or "", n or "", a or "")) for s, n, a in keys.iter_rows()]
    names = ("series", "name", "area", "measure", "unit")
    meant = pl.DataFrame(meanings, schema=dict.fromkeys(names, pl.String), orient="row")
    cells = cells.join(meant, on=["series", "name", "area"], how="left", maintain_order="left", nulls_equal=True)
    cells = cells.with_columns(number(pl.col("value_text")).alias("amount"))
    by_name = table.column(*_CODE) is None and not _number_columns(table)["series"]
    label, cell = ("name", "Indicator Name") if by_name else ("series", "Series Code")
    pattern = "[A-Za-z]" if by_name else r"^[A-Za-z][A-Za-z0-9_.]*$"
    tests = [
        RowRule(
            pl.col("area").is_null(),
            "Country Code",
            pl.col("code") + " " + pl.col("country"),
            "is not an area of the World Bank",
            "correct the code",
        ),
        RowRule(
            ~pl.col(label).str.strip_chars().str.contains(pattern),
            cell,
            pl.col(label),
            "is not a series",
            "restore its code, as NY.GDP.MKTP.CD, or where there is no code its name",
        ),
        RowRule(pl.col("year").is_null(), "Time", pl.col("time"), "is not a year", "write it as 2016"),
        RowRule(~is_number(pl.col("value_text")), pl.col("cell"), pl.col("text"), *NOT_A_NUMBER),
    ]
    skips = {"a remark below the data": pl.col("remark"), "no value": is_missing(pl.col("value_text"))}
    return partition(cells, skips, tests, _columns(table, finding), fraction)


def _columns(table: Table, finding: Recognition) -> dict[str, pl.Expr]:
    return {
        "dataset": pl.lit("wdi"),
        "edition": pl.lit(finding.edition),
        "measure": pl.col("measure"),
        "reporter": pl.col("area"),
        "period_start": pl.col("year") + "-01",
        "period_end": pl.col("year") + "-12",
        "value": pl.col("amount"),
        "unit": pl.col("unit"),
        "decimals": decimals(pl.col("value_text")),
        "aggregate": pl.col("area").is_in(list(aggregates())),
        "title": pl.when(pl.col("measure").str.starts_with("WDI:")).then("name").otherwise(pl.lit("")),
        "file": pl.lit(table.label),
        "cell": pl.col("cell"),
    }
