"""UN Comtrade, tariff lines: rows by national code, second partner, customs procedure and transport, none of them a whole,
added to HS6.

A national code is taken only where its rows are told apart in one way: a row for all procedures beside rows of single ones
holds those already. National codes differ in length from country to country and year to year; six digits are the HS.
"""

from collections.abc import Callable, Iterable, Iterator

import polars as pl

from ..model.observation import FIGURE
from . import comtrade
from .readers.table import Table
from .rows import Batch, Recognition, RowRule, Sorter, completed, nothing_imported, rejected

ADDED = "a tariff line that was added to its HS6 product"
DOUBTFUL = "a tariff line of a product of which one row may hold others"
_FEWEST_HELD = 200_000
"""Rows that are held before they are made fewer."""
_KEPT = ("line", "cell", "value", "net_weight", "decimals", "aggregate")
_WAY = "note"
"""Which column says by what a row is a part, until it is added."""
_HOLDS_OTHERS = RowRule(
    pl.lit(True),
    pl.col("cell"),
    "has rows of which one may hold the others",
    "take out the total or its parts",
    "product",
)


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
    products = _Aggregation(_line_sums)
    codes = _Aggregation(lambda: [pl.col("product", "national", "is_whole").first(), pl.col("rows").sum()])
    for batch, fraction in batches:
        rows = batch.observations
        whole = rows.with_columns(product=pl.col("product").str.slice(0, len("HS:") + comtrade.LINE_DIGITS))
        product = whole.select(FIGURE).hash_rows(seed=1)
        national = rows.select(FIGURE).hash_rows(seed=1)
        code = rows.select(*FIGURE, _WAY).hash_rows(seed=1)
        count = pl.lit(1, pl.Int64).alias("rows")
        products.add(whole.select(*FIGURE, *_KEPT, count, key=product))
        is_whole = (pl.col(_WAY) == "").alias("is_whole")
        codes.add(rows.select(is_whole, count, key=code, product=product, national=national))
        yield nothing_imported(batch.skipped, batch.rejected), fraction
    if not products.is_empty:
        yield _sums(products.all(), codes.all()), 1.0


class _Aggregation:
    """Rows that are put together by `key` as they grow."""

    def __init__(self, together: Callable[[], list[pl.Expr]]) -> None:
        self._aggregates, self._frames, self._fewest = together, list[pl.DataFrame](), 0

    def add(self, rows: pl.DataFrame) -> None:
        self._frames.append(self._aggregated(rows))
        if sum(frame.height for frame in self._frames) > max(_FEWEST_HELD, 2 * self._fewest):
            self._frames = [self.all()]
            self._fewest = self._frames[0].height

    @property
    def is_empty(self) -> bool:
        return not self._frames

    def all(self) -> pl.DataFrame:
        return self._aggregated(pl.concat(self._frames))

    def _aggregated(self, rows: pl.DataFrame) -> pl.DataFrame:
        return rows.group_by("key", maintain_order=True).agg(self._aggregates())


def _line_sums() -> list[pl.Expr]:
    """Amounts and weights added, the coarsest precision, and of all else the first."""
    weight = pl.when(pl.col("net_weight").is_not_null().all()).then(pl.col("net_weight").sum())
    first = pl.col(*FIGURE, "line", "cell", "aggregate").first()
    return [pl.col("value", "rows").sum(), weight, pl.col("decimals").min(), first]


def _sums(products: pl.DataFrame, codes: pl.DataFrame) -> Batch:
    """The sums of products; those are rejected of which a national code has rows that may hold others."""
    doubtful = (pl.len().over("national") > 1) | (pl.col("is_whole") & (pl.col("rows") > 1))
    apart = codes.filter(doubtful).select(key="product").unique()
    bad = products.join(apart, on="key", how="semi", maintain_order="left")
    good = products.join(apart, on="key", how="anti", maintain_order="left")
    columns = {name: pl.col(name) for name in (*FIGURE, *_KEPT) if name != "line"} | {
        "product_level": pl.lit(comtrade.LINE_DIGITS),
        "status": pl.lit("derived"),
        "formula": pl.format("sum of {} tariff lines", "rows"),
    }
    skipped = {reason: int(of["rows"].sum()) - of.height for reason, of in ((ADDED, good), (DOUBTFUL, bad))}
    of_products = rejected(bad, _HOLDS_OTHERS.fault)
    return Batch(good.select(**completed(columns)), int(products["rows"].sum()), skipped, of_products)
