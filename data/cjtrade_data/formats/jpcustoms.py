"""Japan's Ministry of Finance, trade statistics by commodity (e-Stat, Japan Customs): months as columns.

Values are thousand yen with the rest cut off, exports FOB, imports CIF. HS has nine digits, often in single quotes. Months
that are still to come are printed as 0: at the end of the newest year they are no figures, and the column of the year is
then the sum from January to the last month published.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from ..model.digits import is_digits
from .areas import aggregates, by_japan
from .cells import NEGATIVE, NOT_A_NUMBER, is_missing, is_number, number, tidy
from .products import PRODUCT_FAULT
from .readers.delimited import Grid
from .readers.table import Table
from .rows import Batch, Recognition, RowRule, partition, with_others

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OTHER_SPELLINGS = {"apr": "apl"}
_PARTS = {"custom": "a part by customs office", "customs": "a part by customs office", "port": "a part by port"}
_FLOWS = {"1": "exports", "2": "imports"}


class Span(NamedTuple):
    """The columns of a month, or of the year (`month` 0)."""

    month: int
    value: str
    first: str | None
    second: str | None
    heading: str


def sniff(table: Table) -> Recognition | None:
    """Japan's customs, if the heading starts as theirs and has values by year or month."""
    keys = set(table.keys)
    if "exporimp" not in keys or not {"year", "hs"} <= keys or not _spans(table):
        return None
    how = "by commodity and country" if "country" in keys else "by commodity, all countries"
    return Recognition("jpcustoms", f"Japan customs, {how}", "jpcustoms", 50)


def _spans(table: Table) -> list[Span]:
    found = []
    for month, name in enumerate(("year", *_MONTHS)):
        names = (name, _OTHER_SPELLINGS.get(name, name))
        value = table.column(*(f"value{n}" for n in names))
        if value is not None:
            first, second = (table.column(*(f"quantity{k}{n}" for n in names)) for k in (1, 2))
            found.append(Span(month, value, first, second, table.header[int(value[1:])]))
    return found


def batches(table: Table, finding: Recognition) -> Iterator[Batch]:
    """The cells, sorted out: a row is as many observations as it has months, and one for the year."""
    spans = _spans(table)
    published = _published(table, spans)
    newest = max(map(int, published), default=0)
    for grid, fraction in table.stream():
        batch = _sorted_out(_cells(table, grid, spans), published, newest, table, fraction)
        yield with_others(batch, grid.ragged, {"a blank line": grid.blank, "a remark below the data": grid.notes})


def _published(table: Table, spans: list[Span]) -> dict[str, int]:
    """The last month of each year in which anything was traded, over the whole file."""
    last: dict[str, int] = {}
    months = [span for span in spans if span.month]
    if not months:
        return last
    year = _plain(table.column("year") or "")
    latest = pl.max_horizontal(
        pl.when((number(tidy(span.value)) != 0).fill_null(False)).then(span.month).otherwise(0) for span in months
    )
    for grid, _ in table.stream():
        for y, month in grid.cells.group_by(year=year).agg(latest.max()).iter_rows():
            if is_digits(y) and len(y) == 4:
                last[y] = max(last.get(y, 0), month)
    return last


def _plain(column: str) -> pl.Expr:
    return pl.col(column).str.strip_chars(" '\"").str.replace(r"\.0$", "")


def _cells(table: Table, grid: Grid, spans: list[Span]) -> pl.DataFrame:
    """One row a month (0: the year) of each line."""
    part = next((name for name in _PARTS if name in table.keys), None)
    country = table.column("country")
    labels = {
        "flow": _plain(table.column("exporimp") or ""),
        "year": _plain(table.column("year") or ""),
        "hs": _plain(table.column("hs") or ""),
        "country": pl.lit("") if country is None else _plain(country),
        "everywhere": pl.lit(country is None),
        "part": pl.lit(_PARTS[part]) if part else pl.lit(None, pl.String),
        **{u: _plain(at) if (at := table.column(u)) else pl.lit("") for u in ("unit1", "unit2")},
    }
    rows = grid.cells.with_columns(**labels)
    index = ["line", *labels]
    return pl.concat(
        rows.select(
            *index,
            pl.lit(span.month).alias("month"),
            pl.lit(span.heading).alias("cell"),
            pl.col(span.value).alias("text"),
            *(
                (pl.col(at) if at else pl.lit("")).alias(f"quantity{k}")
                for k, at in ((1, span.first), (2, span.second))
            ),
        )
        for span in spans
    )


def _sorted_out(cells: pl.DataFrame, published: dict[str, int], newest: int, table: Table, fraction: float) -> Batch:
    lasts = pl.DataFrame(list(published.items()), schema={"year": pl.String, "last": pl.Int64}, orient="row")
    cells = cells.join(lasts, on="year", how="left", maintain_order="left")
    is_newest = pl.col("year") == str(newest)
    cells = cells.with_columns(
        pl.col("flow").replace_strict(_FLOWS, default=None).alias("measure"),
        pl.when(pl.col("everywhere"))
        .then(pl.lit("WLD"))
        .otherwise(pl.col("country").str.zfill(3).replace_strict(by_japan(), default=None))
        .alias("area"),
        pl.when(is_newest & (pl.col("last") > 0)).then(pl.col("last")).otherwise(12).alias("last"),
        pl.col("hs").str.zfill(9).alias("code"),
        *(tidy(n).alias(f"{n}_text") for n in ("text", "quantity1", "quantity2")),
    )
    cells = cells.with_columns(number(pl.col("text_text"), 3).alias("amount"))
    skips = {
        "a part by customs office": pl.col("part") == "a part by customs office",
        "a part by port": pl.col("part") == "a part by port",
        "a month not yet published": (pl.col("month") > pl.col("last")) & (pl.col("amount") == 0),
        "no value": is_missing(pl.col("text_text")),
    }
    return partition(cells, skips, _TESTS, _columns(table), fraction)


_TESTS = [
    RowRule(
        pl.col("measure").is_null(),
        "Exp or Imp",
        pl.col("flow"),
        "is neither 1 nor 2",
        "write 1 for exports, 2 for imports",
    ),
    RowRule(
        ~pl.col("year").str.contains(r"^(19|20)[0-9][0-9]$"),
        "Year",
        pl.col("year"),
        "is not a year",
        "write it as 2023",
    ),
    RowRule(
        pl.col("area").is_null(),
        "Country",
        pl.col("country"),
        "is not a country code of Japan's customs",
        "correct it: 120 is Cambodia",
    ),
    RowRule(
        ~pl.col("code").str.contains(r"^[0-9]{9}$") | (pl.col("hs").str.len_chars() < 8),
        "HS",
        pl.col("hs"),
        *PRODUCT_FAULT,
    ),
    RowRule(~is_number(pl.col("text_text")), pl.col("cell"), pl.col("text"), *NOT_A_NUMBER),
    RowRule(pl.col("amount") < 0, pl.col("cell"), pl.col("text"), *NEGATIVE),
    *(
        RowRule(
            ~is_missing(pl.col(f"quantity{k}_text")) & ~is_number(pl.col(f"quantity{k}_text")),
            f"Quantity{k}",
            pl.col(f"quantity{k}"),
            *NOT_A_NUMBER,
        )
        for k in (1, 2)
    ),
]


def _columns(table: Table) -> dict[str, pl.Expr]:
    first, second = (number(pl.col(f"quantity{k}_text")) for k in (1, 2))
    in_first, in_second = pl.col("unit1") != "", pl.col("unit2") != ""
    weight = pl.coalesce(_kilograms(pl.col("unit1"), first), _kilograms(pl.col("unit2"), second))
    end = pl.when(pl.col("month") == 0).then(pl.col("last")).otherwise(pl.col("month"))
    start = pl.when(pl.col("month") == 0).then(1).otherwise(pl.col("month"))
    return {
        "dataset": pl.lit("jpcustoms"),
        "measure": pl.col("measure"),
        "reporter": pl.lit("JPN"),
        "partner": pl.col("area"),
        "product": pl.lit("HS:") + pl.col("code"),
        "classification": pl.lit("JPHS"),
        "product_level": pl.lit(9),
        "period_start": pl.col("year") + "-" + start.cast(pl.String).str.zfill(2),
        "period_end": pl.col("year") + "-" + end.cast(pl.String).str.zfill(2),
        "value": pl.col("amount"),
        "unit": pl.lit("JPY"),
        "scale": pl.lit("thousand"),
        "rounding": pl.lit("down"),
        "valuation": pl.when(pl.col("measure") == "exports").then(pl.lit("FOB")).otherwise(pl.lit("CIF")),
        "quantity": pl.when(in_first).then(first).when(in_second).then(second),
        "quantity_unit": pl.when(in_first).then("unit1").when(in_second).then("unit2").otherwise(pl.lit("")),
        "net_weight": weight,
        "aggregate": pl.col("area").is_in(list(aggregates())),
        "file": pl.lit(table.label),
        "cell": pl.col("cell"),
    }


def _kilograms(unit: pl.Expr, quantity: pl.Expr) -> pl.Expr:
    factor = unit.str.to_uppercase().replace_strict(
        {"KG": 1.0, "MT": 1000.0, "GR": 0.001}, default=None, return_dtype=pl.Float64
    )
    return quantity * factor
