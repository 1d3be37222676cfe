"""World Bank WITS, tables of a country: years as columns (country summary, the page's time series) or indicators as
columns with the year in a row (the page's Excel sheets).

Units stand in the indicator's words alone. Nothing states a vintage: the years a file covers are its edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl

from .areas import aggregates, area_column
from .cells import NEGATIVE, NOT_A_NUMBER, decimals, is_missing, is_number, number, tidy
from .readers.delimited import Grid
from .readers.table import Table
from .rows import Batch, Recognition, RowRule, partition, with_others
from .wits_groups import product
from .wits_indicators import indicator

_REPORTER = ("reporter", "reportername", "country")
_PARTNER = ("partner", "partnername")
_GROUP = ("productcategories", "productgroup", "product", "productcategory", "sector")
_CODED = ("commoditycode", "cmdcode", "productcode", "code", "hs", "hscode", "item", "itemcode")
_KIND = ("indicatortype", "tradeflow")
_NOWHERE = ("", "...", "..", "---")
_YEAR = re.compile(r"^(19|20)[0-9][0-9]$")


def sniff(table: Table) -> Recognition | None:
    """WITS, if the heading has a reporter, a partner, and indicators with years either way round; a sheet made without
    choosing a product group has no column for it."""
    if table.column(*_REPORTER) is None or table.column(*_PARTNER) is None:
        return None
    if table.column(*_GROUP) is None and (table.column(*_CODED) is not None or table.column("year") is None):
        return None
    years = _years(table)
    if table.column("indicator") is not None and years:
        title = "World Bank WITS, country summary" if table.column("indicatortype") else "World Bank WITS, time series"
        return Recognition("wits_wide", title, "wits", 40, edition=f"{min(years)}-{max(years)}")
    if table.column("year") is not None and _indicator_columns(table):
        return Recognition("wits_wide", "World Bank WITS, partners or products of a country", "wits", 30)
    return None


def _years(table: Table) -> dict[str, str]:
    """Year to its column."""
    return {key_of_year(name): f"c{i}" for i, name in enumerate(table.header) if _YEAR.match(key_of_year(name))}


def key_of_year(name: str) -> str:
    return name.strip().removesuffix(".0").lstrip("X")


def _indicator_columns(table: Table) -> dict[str, str]:
    """Indicator to its column, where its heading states a unit."""
    found = {}
    for i, name in enumerate(table.header):
        if re.search(r"\((US\$|%|in US)", name) and indicator(name) is not None:
            found[name] = f"c{i}"
    return found


def batches(table: Table, finding: Recognition) -> Iterator[Batch]:
    """The cells, sorted out: a row of years is as many observations as it has years."""
    years = _years(table) if table.column("indicator") else {}
    for grid, fraction in table.stream():
        cells = _of_years(table, grid, years) if years else _of_indicators(table, grid)
        batch = _sorted_out(cells, table, finding, fraction)
        yield with_others(batch, grid.ragged, {"a blank line": grid.blank, "a remark below the data": grid.notes})


def _labels(table: Table) -> dict[str, pl.Expr]:
    named = {"reporter": _REPORTER, "partner": _PARTNER, "group": _GROUP, "kind": _KIND}
    return {name: pl.col(at) if (at := table.column(*keys)) else pl.lit("") for name, keys in named.items()}


def _of_years(table: Table, grid: Grid, years: dict[str, str]) -> pl.DataFrame:
    said = pl.col(table.column("indicator") or "")
    rows = grid.cells.select("line", **_labels(table), indicator=said, **{y: pl.col(at) for y, at in years.items()})
    cells = rows.unpivot(
        on=list(years),
        index=["line", "reporter", "partner", "group", "kind", "indicator"],
        variable_name="year",
        value_name="text",
    )
    return cells.with_columns(pl.col("year").alias("cell"))


def _of_indicators(table: Table, grid: Grid) -> pl.DataFrame:
    columns = _indicator_columns(table)
    year = pl.col(table.column("year") or "").str.strip_chars().str.replace(r"\.0$", "")
    rows = grid.cells.select("line", **_labels(table), year=year, **{n: pl.col(at) for n, at in columns.items()})
    cells = rows.unpivot(
        on=list(columns),
        index=["line", "reporter", "partner", "group", "kind", "year"],
        variable_name="indicator",
        value_name="text",
    )
    return cells.with_columns(pl.col("indicator").alias("cell"))


def _sorted_out(cells: pl.DataFrame, table: Table, finding: Recognition, fraction: float) -> Batch:
    cells = _with_meanings(cells)
    scale_power = {"one": 0, "thousand": 3, "million": 6, "billion": 9}
    amounts = [
        pl.when(pl.col("scale") == scale).then(number(pl.col("value_text"), power))
        for scale, power in scale_power.items()
    ]
    cells = cells.with_columns(pl.coalesce(*amounts).alias("amount"))
    flow = pl.col("measure").is_in(["exports", "imports"])
    tests = [
        RowRule(
            pl.col("reporter_area").is_null(),
            "Reporter",
            pl.col("reporter"),
            "is not an area known to WITS",
            "correct the name",
        ),
        RowRule(
            ~pl.col("nowhere") & pl.col("partner_area").is_null(),
            "Partner",
            pl.col("partner"),
            "is not an area known to WITS",
            "correct the name",
        ),
        RowRule(
            pl.col("product").is_null(),
            "Product group",
            pl.col("group"),
            "is not a product group of WITS",
            "correct the name",
        ),
        RowRule(
            ~pl.col("year").str.contains(r"^(19|20)[0-9][0-9]$"),
            "Year",
            pl.col("year"),
            "is not a year",
            "write it as 2016",
        ),
        RowRule(
            pl.col("measure").is_null(),
            "Indicator",
            pl.col("indicator"),
            "is an indicator without a unit",
            "restore its words: (US$ Mil), (US$ Thousand) or (%)",
        ),
        RowRule(~is_number(pl.col("value_text")), pl.col("cell"), pl.col("text"), *NOT_A_NUMBER),
        RowRule(flow & (pl.col("amount") < 0), pl.col("cell"), pl.col("text"), *NEGATIVE),
    ]
    skips = {"no value": is_missing(pl.col("value_text"))}
    return partition(cells, skips, tests, _columns(table, finding), fraction)


def _with_meanings(cells: pl.DataFrame) -> pl.DataFrame:
    known = cells.select("indicator", "kind").unique()
    meanings = [(text, kind, *(indicator(text, kind) or (None, None, None, ""))) for text, kind in known.iter_rows()]
    names = ("indicator", "kind", "measure", "unit", "scale", "valuation")
    meant = pl.DataFrame(meanings, schema=dict.fromkeys(names, pl.String), orient="row")
    cells = cells.join(meant, on=["indicator", "kind"], how="left", maintain_order="left").with_columns(
        area_column(cells, ["reporter"]).alias("reporter_area"),
        area_column(cells, ["partner"]).alias("partner_area"),
        pl.col("partner").str.strip_chars().is_in(_NOWHERE).alias("nowhere"),
        product(pl.col("group")).alias("product"),
        tidy("text").alias("value_text"),
    )
    return cells


def _columns(table: Table, finding: Recognition) -> dict[str, pl.Expr]:
    groups = list(aggregates())
    grouped = pl.col("product") != ""
    printed = decimals(pl.col("value_text"), padded=True)
    counted = (pl.col("unit") == "count") & pl.col("value_text").str.contains(r"^[0-9]+\.0*$")
    partner = pl.when(pl.col("nowhere")).then(pl.lit("")).otherwise(pl.col("partner_area"))
    return {
        "dataset": pl.lit("wits"),
        "edition": pl.lit(finding.edition),
        "measure": pl.col("measure"),
        "reporter": pl.col("reporter_area"),
        "partner": partner,
        "product": pl.col("product"),
        "classification": pl.when(grouped).then(pl.lit("WITS")).otherwise(pl.lit("")),
        "product_level": pl.when(grouped).then(-1).otherwise(0),
        "period_start": pl.col("year") + "-01",
        "period_end": pl.col("year") + "-12",
        "value": pl.col("amount"),
        "unit": pl.col("unit"),
        "scale": pl.col("scale"),
        "decimals": pl.when(counted).then(pl.lit(0, pl.Int8)).otherwise(printed),
        "valuation": pl.col("valuation"),
        "aggregate": partner.is_in(groups) | pl.col("reporter_area").is_in(groups),
        "title": pl.when(pl.col("measure").str.starts_with("WITS:")).then("indicator").otherwise(pl.lit("")),
        "file": pl.lit(table.label),
        "cell": pl.col("cell"),
    }
