"""Our own columns: a CSV (or sheet, or Parquet file) with the columns of the figures table, in any order.

Needed are measure, reporter, period_end, value and unit; what is left out has nothing to say. A value is as printed, in
unit times scale; decimals, where not given, are those that are printed.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from ..model.codes import BASES, BOUNDS, FIGURE_COLUMNS, STATUSES, VALUATIONS
from ..model.figure import SCALES
from .areas import aggregates, area_column
from .cells import NOT_A_NUMBER, decimals, is_missing, is_number, number, tidy
from .readers.table import Table, key_of
from .rows import Batch, Recognition, RowRule, partition, with_others

_NEEDED = ("measure", "reporter", "period_end", "value", "unit")
_MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
_POWERS = {"one": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_LEVELS = {"HS", "SITC", "BEC"}


def sniff(table: Table) -> Recognition | None:
    """Our columns, if the needed ones are all there."""
    if not {key_of(name) for name in _NEEDED} <= set(table.keys):
        return None
    return Recognition("figures_csv", "figures in our own columns", "figures", 60)


def batches(table: Table, finding: Recognition) -> Iterator[Batch]:
    """The rows, sorted out, as they stream."""
    columns = {name: at for name in FIGURE_COLUMNS if (at := table.column(key_of(name)))}
    for grid, fraction in table.stream():
        rows = grid.cells.select("line", *(pl.col(at).str.strip_chars().alias(name) for name, at in columns.items()))
        rows = rows.with_columns(pl.lit("").alias(name) for name in FIGURE_COLUMNS if name not in columns)
        skips = {"no value": is_missing(tidy("value"))}
        batch = partition(_with_meanings(rows), skips, _TESTS, _columns(table), fraction)
        yield with_others(batch, grid.ragged, {"a blank line": grid.blank, "a remark below the data": grid.notes})


def _with_meanings(rows: pl.DataFrame) -> pl.DataFrame:
    text = tidy("value")
    scale = pl.when(pl.col("scale") == "").then(pl.lit("one")).otherwise(pl.col("scale"))
    rows = rows.with_columns(
        area_column(rows, ["reporter"]).alias("reporter_area"),
        area_column(rows, ["partner"]).alias("partner_area"),
        text.alias("value_text"),
        scale.alias("scale"),
        pl.when(pl.col("status") == "").then(pl.lit("reported")).otherwise(pl.col("status")).alias("status"),
        *(
            pl.when(tidy(n) != "").then(tidy(n)).alias(f"{n}_text")
            for n in ("decimals", "growth_pct", "growth_decimals")
        ),
    )
    amounts = [
        pl.when(pl.col("scale") == name).then(number(pl.col("value_text"), power)) for name, power in _POWERS.items()
    ]
    return rows.with_columns(pl.coalesce(*amounts).alias("amount"))


def _in(column: str, codes: tuple[str, ...], mend: str = "") -> RowRule:
    wrong = ~pl.col(column).is_in(["", *codes])
    return RowRule(wrong, column, pl.col(column), "is not in the code list", mend or f"write {', '.join(codes)}")


def _whole(column: str) -> RowRule:
    text = pl.col(f"{column}_text")
    wrong = text.is_not_null() & ~text.str.contains(r"^-?[0-9]{1,2}$")
    return RowRule(wrong, column, pl.col(column), "is not a number of decimals", "write a whole number")


_TESTS = [
    RowRule(pl.col("measure") == "", "measure", pl.col("measure"), "is empty", "write a code of measures.csv"),
    RowRule(pl.col("unit") == "", "unit", pl.col("unit"), "is empty", "write a code of units.csv, as USD"),
    RowRule(
        pl.col("reporter_area").is_null(), "reporter", pl.col("reporter"), "is not a known area", "write ISO alpha-3"
    ),
    RowRule(
        (pl.col("partner") != "") & pl.col("partner_area").is_null(),
        "partner",
        pl.col("partner"),
        "is not a known area",
        "write ISO alpha-3, WLD for the world",
    ),
    RowRule(
        ~pl.col("period_end").str.contains(_MONTH),
        "period_end",
        pl.col("period_end"),
        "is not a month",
        "write it as 2024-02",
    ),
    RowRule(
        (pl.col("period_start") != "") & ~pl.col("period_start").str.contains(_MONTH),
        "period_start",
        pl.col("period_start"),
        "is not a month",
        "write it as 2024-01, or leave it empty for a point in time",
    ),
    RowRule(
        pl.col("period_start") > pl.col("period_end"),
        "period_start",
        pl.col("period_start"),
        "is after the period's end",
        "exchange the two",
    ),
    _in("scale", tuple(SCALES)),
    _in("status", STATUSES),
    _in("valuation", VALUATIONS),
    _in("bound", BOUNDS),
    _in("basis", BASES),
    RowRule(~is_number(pl.col("value_text")), "value", pl.col("value"), *NOT_A_NUMBER),
    RowRule(~pl.col("amount").is_finite(), "value", pl.col("value"), *NOT_A_NUMBER),
    _whole("decimals"),
    _whole("growth_decimals"),
    RowRule(
        pl.col("growth_pct_text").is_not_null() & ~is_number(pl.col("growth_pct_text")),
        "growth_pct",
        pl.col("growth_pct"),
        *NOT_A_NUMBER,
    ),
]


def _columns(table: Table) -> dict[str, pl.Expr]:
    system = pl.col("product").str.extract("^([A-Z]+):", 1).fill_null("")
    code = pl.col("product").str.extract("^[A-Z]+:(.*)$", 1).fill_null("")
    leveled = pl.when(system.is_in(list(_LEVELS))).then(code.str.len_chars().cast(pl.Int8)).otherwise(-1)
    same = {
        n: pl.col(n)
        for n in tuple(
            """
            measure product basis period_start period_end unit scale bound valuation status formula source
            note
        """.split()
        )
    }
    groups = list(aggregates())
    return same | {
        "dataset": pl.lit("figures"),
        "reporter": pl.col("reporter_area"),
        "partner": pl.col("partner_area").fill_null(""),
        "classification": system,
        "product_level": pl.when(pl.col("product") == "").then(0).otherwise(leveled),
        "value": pl.col("amount"),
        "decimals": pl.coalesce(
            pl.col("decimals_text").cast(pl.Int8, strict=False), decimals(pl.col("value_text"), padded=True)
        ),
        "growth_pct": number(pl.col("growth_pct_text")),
        "growth_decimals": pl.col("growth_decimals_text").cast(pl.Int8, strict=False),
        "aggregate": pl.col("reporter_area").is_in(groups) | pl.col("partner_area").fill_null("").is_in(groups),
        "file": pl.lit(table.label),
        "cell": pl.lit("value"),
    }
