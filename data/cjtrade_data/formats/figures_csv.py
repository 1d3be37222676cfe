"""Our own columns: a CSV (or sheet, or Parquet file) with the columns of the figures table, in any order.

Needed are measure, reporter, period_end, value and unit; what is left out has nothing to say. A value is as printed, in
unit times scale; decimals, where not given, are those that are printed.
"""

import polars as pl

from ..model.codes import BASES, BOUNDS, FIGURE_COLUMNS, STATUSES, VALUATIONS
from ..model.figure import POWERS
from ..model.observation import BY_DIGITS, MONTH
from . import row_rules
from .areas import area_column
from .cells import NOT_A_NUMBER, decimals, is_missing, is_number, number, tidy
from .readers.table import Table, key_of
from .rows import Recognition, RowRule, Sorter, partition

_NEEDED = ("measure", "reporter", "period_end", "value", "unit")
_AS_GIVEN = """
    measure product basis period_start period_end unit scale bound valuation status formula source note
""".split()


def sniff(table: Table) -> Recognition | None:
    """Our columns, if the needed ones are all there."""
    if not {key_of(name) for name in _NEEDED} <= set(table.keys):
        return None
    return Recognition("figures_csv", "figures in our own columns", "figures", 60)


def sorter(table: Table, finding: Recognition) -> Sorter:
    texts = {name: table.text(key_of(name)).str.strip_chars() for name in FIGURE_COLUMNS}
    skips = {"no value": is_missing(pl.col("value_text"))}
    return lambda cells: [partition(_with_meanings(cells.select("line", **texts)), skips, _TESTS, _columns())]


def _with_meanings(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(
        area_column(rows, ["reporter"]).alias("reporter_area"),
        area_column(rows, ["partner"]).alias("partner_area"),
        tidy("value").alias("value_text"),
        *(
            pl.when(pl.col(name) == "").then(pl.lit(usual)).otherwise(pl.col(name)).alias(name)
            for name, usual in (("scale", "one"), ("status", "reported"))
        ),
        *(
            pl.when(tidy(n) != "").then(tidy(n)).alias(f"{n}_text")
            for n in ("decimals", "growth_pct", "growth_decimals")
        ),
    )


def _in(column: str, codes: tuple[str, ...]) -> RowRule:
    wrong = ~pl.col(column).is_in(["", *codes])
    return RowRule(wrong, column, "is not in the code list", f"write {', '.join(codes)}")


def _whole(column: str) -> RowRule:
    text = pl.col(f"{column}_text")
    wrong = text.is_not_null() & ~text.str.contains(r"^-?[0-9]{1,2}$")
    return RowRule(wrong, column, "is not a number of decimals", "write a whole number")


_start, _end, _growth = (pl.col(name) for name in ("period_start", "period_end", "growth_pct_text"))
_TESTS = [
    RowRule(pl.col("measure") == "", "measure", "is empty", "write a code of measures.csv"),
    RowRule(pl.col("unit") == "", "unit", "is empty", "write a code of units.csv, as USD"),
    row_rules.area("reporter_area", "reporter", "reporter", mend="write ISO alpha-3"),
    row_rules.area("partner_area", "partner", "partner", mend="write ISO alpha-3, WLD for all", needed=False),
    RowRule(~_end.str.contains(MONTH), "period_end", "is not a month", "write it as 2024-02"),
    RowRule(
        (_start != "") & ~_start.str.contains(MONTH),
        "period_start",
        "is not a month",
        "write it as 2024-01, or leave it empty for a point in time",
    ),
    RowRule(_start > _end, "period_start", "is after the period's end", "exchange the two"),
    _in("scale", tuple(POWERS)),
    _in("status", STATUSES),
    _in("valuation", VALUATIONS),
    _in("bound", BOUNDS),
    _in("basis", BASES),
    *row_rules.value("value", "value", is_flow=False),
    RowRule(~pl.col("amount").is_finite(), "value", *NOT_A_NUMBER),
    _whole("decimals"),
    _whole("growth_decimals"),
    RowRule(_growth.is_not_null() & ~is_number(_growth), "growth_pct", *NOT_A_NUMBER),
]


def _columns() -> dict[str, pl.Expr]:
    system = pl.col("product").str.extract("^([A-Z]+):", 1).fill_null("")
    code = pl.col("product").str.extract("^[A-Z]+:(.*)$", 1).fill_null("")
    leveled = pl.when(system.is_in(BY_DIGITS)).then(code.str.len_chars().cast(pl.Int8)).otherwise(-1)
    printed = decimals(pl.col("value_text"), padded=True)
    return {n: pl.col(n) for n in _AS_GIVEN} | {
        "classification": system,
        "product_level": pl.when(pl.col("product") == "").then(0).otherwise(leveled),
        "decimals": pl.coalesce(pl.col("decimals_text").cast(pl.Int8, strict=False), printed),
        "growth_pct": number(pl.col("growth_pct_text")),
        "growth_decimals": pl.col("growth_decimals_text").cast(pl.Int8, strict=False),
        "cell": pl.lit("value"),
    }
