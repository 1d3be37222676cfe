"""UN Comtrade, tariff lines: rows by national code, second partner, customs procedure and transport, none of them a whole,
added to HS6.

A national code is taken only where its rows are told apart in one way: a row for all procedures beside rows of single ones
holds those already. National codes differ in length from country to country and year to year; six digits are the HS.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from ..model.observation import KEY, OBSERVATION
from . import comtrade
from .readers.table import Table
from .rows import REJECTED, Batch, Recognition, Sorter

ADDED = "a tariff line that was added to its HS6 product"
DIGITS = 6
_MOST_HELD = 1_000_000
"""Sums that are held until they are made fewer."""
_LINE = (*KEY, "edition")
_WAY = "note"
"""Which column says by what a row is a part, until it is added."""


def sniff(table: Table) -> Recognition | None:
    """Tariff lines, if a heading of Comtrade's bulk files does not say which rows are aggregates."""
    found, keys = comtrade.sniff(table), set(table.keys)
    if found is None or not {"datasetcode", "customscode", "motcode"} <= keys or keys & {"isaggregate", "aggrlevel"}:
        return None
    return Recognition("tariff_lines", "UN Comtrade, tariff lines", "comtrade", found.score + 1)


def sorter(table: Table, finding: Recognition) -> Sorter:
    """Sorts out the rows, which are to be `added`."""
    return comtrade.sorter_of(table, of_lines=True)


def added(batches: Iterable[tuple[Batch, float]]) -> Iterator[tuple[Batch, float]]:
    """The batches of a table of tariff lines without its observations, and one of the sums at the end."""
    held: list[pl.DataFrame] = []
    read = 0
    for batch, fraction in batches:
        read += batch.observations.height
        held.append(_by_line(batch.observations))
        if sum(frame.height for frame in held) > _MOST_HELD:
            held = [_again(pl.concat(held))]
        others = batch.read - batch.observations.height
        yield Batch(pl.DataFrame(schema=OBSERVATION), others, batch.skipped, batch.rejected), fraction
    if held:
        yield _sums(_again(pl.concat(held)), read), 1.0


def _by_line(rows: pl.DataFrame) -> pl.DataFrame:
    """A row for each national code and way of telling its rows apart, with `rows`, how many there were."""
    return _again(rows.with_columns(rows=pl.lit(1, pl.Int64)))


def _again(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.group_by(*_LINE, _WAY, maintain_order=True).agg(_together(lines.columns))


def _together(columns: Iterable[str]) -> list[pl.Expr]:
    """Amounts and weights added, the coarsest precision, and of all else the first."""
    summed = ("value", "net_weight", "rows")
    weight = pl.when(pl.col("net_weight").is_not_null().all()).then(pl.col("net_weight").sum())
    rest = pl.col([c for c in columns if c not in (*_LINE, _WAY, *summed, "decimals")]).first()
    return [pl.col("value", "rows").sum(), weight, pl.col("decimals").min(), rest]


def _sums(lines: pl.DataFrame, read: int) -> Batch:
    doubtful = (pl.len().over(_LINE) > 1) | ((pl.col(_WAY) == "") & (pl.col("rows") > 1))
    apart = lines.with_columns(doubtful.alias("doubtful"))
    product = pl.col("product").str.slice(0, len("HS:") + DIGITS)
    good = apart.filter(~pl.col("doubtful")).drop("doubtful").with_columns(product=product, note=pl.lit(""))
    sums = good.group_by(*_LINE, maintain_order=True).agg(*_together(good.columns), pl.col(_WAY).first())
    observations = sums.with_columns(
        product_level=pl.lit(DIGITS, pl.Int8),
        quantity=pl.lit(None, pl.Float64),
        quantity_unit=pl.lit(""),
        status=pl.lit("derived"),
        formula=pl.format("sum of {} tariff lines", "rows"),
        title=pl.lit(""),
    ).select(pl.col(name).cast(kind) for name, kind in OBSERVATION.items())
    bad = apart.filter("doubtful").select(
        "line",
        "cell",
        pl.col("product").alias("value"),
        pl.lit("has rows of which one may hold the others").alias("reason"),
        pl.lit("take out the total or its parts").alias("mend"),
    )
    others = read - observations.height - bad.height
    return Batch(observations, read, {ADDED: others} if others else {}, bad.cast(pl.Schema(REJECTED)))
