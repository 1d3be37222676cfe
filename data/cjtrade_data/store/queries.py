"""Queries of the store, each written once and run by Polars here, or by DuckDB or Spark where they are installed.

Every function takes the store's `Rows` (see `open_rows`) and gives a lazy narwhals frame, in an order that is
always the same. Amounts are in `unit`, a currency. They are summed as whole cents, so that no engine's order of adding shows;
sums and ranks are 64-bit integers until the end, and nothing is NaN: what cannot be told is null.

What is never added together: figures of different datasets, editions, sources, reporters or valuations, groups of
economies and their members, and products of different levels or classifications. Where a source gives all goods as one
number that is the total; else it is, in each classification, the sum of its lines at the highest level it has (fewest
digits), and `lines` and `product_level` say so; `coverage` says of which products.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import narwhals as nw
import polars as pl

from ..errors import StoreError
from ..model.codes import UNNAMED_AREAS, WORLD
from ..model.observation import FIGURE
from .store import Store

EDITION = ("dataset", "edition", "source")
"""What says whose numbers they are: rows that differ in one of these are never in one sum, rank or line."""
_LINE = (*EDITION, "reporter", "partner", "measure", "valuation", "unit", "period_start", "period_end")
_OF_LINES = ("product_level", "classification")
_OF_PRODUCTS = (*EDITION, "valuation", "classification")
"""Within which products are ranked, added and compared."""
_LINES = ("lines", "import_number", "line_decimals", "line_scale")
"""How many rows an amount is the sum of, the newest of their imports, and the coarsest precision they were printed in."""
_CENTS = nw.col("cents")
_SUM = _CENTS.sum().cast(nw.Int64)
_TOTAL = ((_CENTS / 100.0).alias("amount"), *_OF_LINES, *_LINES)
"""What is told of a total."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The store's rows as an engine reads them; `revised` says that some have been revised by a later import."""

    frame: nw.LazyFrame[Any]
    revised: bool = False

    def where(self, *predicates: nw.Expr, **cells: str | int) -> nw.LazyFrame[Any]:
        """The rows that have these cells and that all predicates hold for, those left out that a later import of the same
        edition has revised.

        The columns must be of `FIGURE`. They are asked first, so that files are read only as far as needed.
        """
        wanted = [*(nw.col(name) == cell for name, cell in cells.items()), *predicates]
        chosen = self.frame.filter(*wanted) if wanted else self.frame
        if not self.revised:
            return chosen
        return chosen.filter(nw.col("import_number") == nw.col("import_number").max().over(*FIGURE))


def pair_totals(rows: Rows, reporter: str, partner: str) -> nw.LazyFrame[Any]:
    """Exports and imports between two, as `reporter` has them, by period.

    Columns: dataset, edition, source, reporter, partner, measure, valuation, unit, period_start, period_end, amount,
    product_level, classification, lines (how many rows were added; 1 where it is one number), import_number (of the newest
    of them), line_decimals and line_scale (how they were printed). By measure, edition, valuation, unit and period.
    """
    totals = _totals(rows.where(*_FLOWS, reporter=reporter, partner=partner), _LINE)
    order = ("measure", *EDITION, "valuation", "unit", "period_end", "period_start", *_OF_LINES)
    return totals.select(*_LINE, *_TOTAL).sort(*order)


def partner_totals(rows: Rows, reporter: str) -> nw.LazyFrame[Any]:
    """Exports and imports of all goods with every partner, groups of economies too, in every period.

    Columns: those of `pair_totals`, and aggregate. By period, edition, measure, valuation and partner.
    """
    return (
        _totals(rows.where(*_FLOWS, reporter=reporter), (*_LINE, "aggregate"))
        .select(*_LINE, "aggregate", *_TOTAL)
        .sort("period_end", "period_start", *EDITION, "measure", "valuation", "unit", "partner", *_OF_LINES)
    )


def product_totals(
    rows: Rows, reporter: str, partner: str, measure: str, digits: int, within: str = ""
) -> nw.LazyFrame[Any]:
    """One flow between two by the HS codes of so many `digits` that begin with the code `within`, in every period.

    A code's amount is its own line, else the sum of its lines at the highest level that has any. Columns: those of
    `pair_totals`, product, and title, what the publisher calls a line of its own. By period, edition and product.
    """
    chosen = rows.where(*_FLOWS, reporter=reporter, partner=partner, measure=measure)
    coded = chosen.filter(
        nw.col("product").str.starts_with(f"HS:{within}"), nw.col("product_level") >= digits
    ).with_columns(product=nw.col("product").str.slice(0, len("HS:") + digits))
    title = nw.when(nw.col("product_level") == digits).then(nw.col("title")).otherwise(nw.lit(""))
    totals = _totals(coded, (*_LINE, "product"))
    return (
        totals.filter(nw.col("classification") == nw.col("classification").min().over(*_LINE))
        .select(*_LINE, "product", *_TOTAL, title.alias("title"))
        .sort("period_end", "period_start", *EDITION, "valuation", "unit", "product")
    )


def sold_to(rows: Rows, buyer: str) -> nw.LazyFrame[Any]:
    """What each reporter exports to one buyer in reconciled data, which has one number for either side.

    `rows` must be those of all reporters. Columns: those of `pair_totals`. By period, edition and reporter.
    """
    chosen = rows.where(*_FLOWS, partner=buyer, valuation="reconciled")
    return (
        _totals(chosen.filter(nw.col("measure") == "exports"), _LINE)
        .select(*_LINE, *_TOTAL)
        .sort("period_end", "period_start", *EDITION, "reporter", *_OF_LINES)
    )


def partner_ranks(rows: Rows, reporter: str, measure: str, period_start: str, period_end: str) -> nw.LazyFrame[Any]:
    """The partners of one period by amount, in each edition, currency and set of products on its own.

    Columns: dataset, edition, source, reporter, measure, valuation, unit, period_start, period_end, product_level,
    classification, rank (1 is the largest; equal amounts share a rank), partner, amount, share_of_listed (per cent of what
    the listed partners come to together), share_of_world (per cent of the world's amount of the same products; null where
    there is none), lines, import_number. Groups of economies, bunkers and areas that are not named are neither ranked nor
    added; Taiwan, which the UN calls "Other Asia, nes", is.
    """
    period = {"period_start": period_start, "period_end": period_end}
    chosen = rows.where(nw.col("partner") != "", _IS_MONEY, reporter=reporter, measure=measure, **period)
    within = tuple(name for name in _LINE if name != "partner") + _OF_LINES
    totals = _totals(chosen, (*_LINE, "aggregate"))
    world = totals.filter(nw.col("partner") == WORLD).select(*within, nw.col("cents").alias("world"))
    listed = totals.filter(~nw.col("aggregate"), ~nw.col("partner").is_in(UNNAMED_AREAS))
    shares = _per_cent("all", "share_of_listed"), _per_cent("world", "share_of_world")
    return (
        _ranked(listed, within)
        .join(world, on=list(within), how="left")
        .select(*within, "rank", "partner", _dollars("cents", "amount"), *shares, "lines", "import_number")
        .sort(*within, "rank", "partner")
    )


def top_products(
    rows: Rows,
    reporter: str,
    partner: str,
    measure: str,
    period_start: str,
    period_end: str,
    level: int = 6,
    most: int = 20,
) -> nw.LazyFrame[Any]:
    """The largest products between two in one period, in each edition and classification on its own.

    `level` is the digits of a product's code. Columns: dataset, edition, source, valuation, classification, rank,
    product, amount, share (per cent of all products of the level). Ranks up to `most`; equal amounts share one.
    """
    products = _products(rows, reporter, partner, measure, period_start, period_end, level)
    return (
        _ranked(products, _OF_PRODUCTS)
        .filter(nw.col("rank") <= most)
        .select(*_OF_PRODUCTS, "rank", "product", _dollars("cents", "amount"), _per_cent("all", "share"))
        .sort(*_OF_PRODUCTS, "rank", "product")
    )


def concentration(
    rows: Rows, reporter: str, partner: str, measure: str, period_start: str, period_end: str, level: int = 6
) -> nw.LazyFrame[Any]:
    """How much of a flow few products make up: the Hirschman-Herfindahl index, 0 to 1, the sum of squared shares.

    Columns: dataset, edition, source, valuation, classification, hhi, normalised (0 for equal shares, 1 for a single
    product, null where there is only one), products (how many), amount.
    """
    products = _products(rows, reporter, partner, measure, period_start, period_end, level)
    share = _CENTS / nw.col("all")
    sums = (
        products.with_columns(all=_CENTS.sum().over(*_OF_PRODUCTS).cast(nw.Int64))
        .filter(nw.col("all") > 0)
        .with_columns(square=share * share)
        .group_by(*_OF_PRODUCTS)
        .agg(nw.col("square").sum().alias("hhi"), nw.len().cast(nw.Int64).alias("products"), _SUM)
    )
    least = 1.0 / nw.col("products")
    return sums.select(
        *_OF_PRODUCTS,
        "hhi",
        nw.when(nw.col("products") > 1).then((nw.col("hhi") - least) / (1.0 - least)).alias("normalised"),
        "products",
        _dollars("cents", "amount"),
    ).sort(*_OF_PRODUCTS)


def comparative_advantage(
    rows: Rows, reporter: str, period_start: str, period_end: str, level: int = 6
) -> nw.LazyFrame[Any]:
    """Revealed comparative advantage (Balassa): a product's share in a country's exports over its share in everyone's.

    `rows` must be those of all reporters. Columns: dataset, edition, source, valuation, classification, product, rca
    (above 1 the country exports more of it than the world does), amount, world_amount. Everyone is every reporter of
    the same edition; where there is no other than this one there is no world and no row. Exports to the world where the
    edition prints them, else the sum over partners.
    """
    period = {"period_start": period_start, "period_end": period_end}
    exports = rows.where(measure="exports", product_level=level, unit="USD", **period)
    exports = exports.filter(~nw.col("aggregate") | (nw.col("partner") == WORLD))
    by_reporter = (
        exports.with_columns(world=(nw.col("partner") == WORLD).cast(nw.Int64))
        .with_columns(printed=nw.col("world").max().over(*_OF_PRODUCTS, "reporter"))
        .filter(nw.col("world") == nw.col("printed"))
        .with_columns(cents=_cents())
        .group_by(*_OF_PRODUCTS, "reporter", "product")
        .agg(_SUM)
    )
    shares = by_reporter.with_columns(
        own_all=_CENTS.sum().over(*_OF_PRODUCTS, "reporter").cast(nw.Int64),
        world=_CENTS.sum().over(*_OF_PRODUCTS, "product").cast(nw.Int64),
        world_all=_CENTS.sum().over(*_OF_PRODUCTS).cast(nw.Int64),
    ).filter(nw.col("reporter") == reporter, _CENTS > 0, nw.col("own_all") < nw.col("world_all"))
    rca = (_CENTS / nw.col("own_all")) / (nw.col("world") / nw.col("world_all"))
    return shares.select(
        *_OF_PRODUCTS, "product", rca.alias("rca"), _dollars("cents", "amount"), _dollars("world", "world_amount")
    ).sort(*_OF_PRODUCTS, "product")


_IS_MONEY = nw.col("unit").str.len_chars() == 3
_FLOWS = (nw.col("measure").is_in(["exports", "imports"]), _IS_MONEY)


def _totals(rows: nw.LazyFrame[Any], line: Sequence[str]) -> nw.LazyFrame[Any]:
    """All goods of each line, else what it has of each classification: cents and how many lines were added."""
    by_level = (
        rows.filter(nw.col("product_level") >= 0)
        .with_columns(cents=_cents())
        .group_by(*line, "product_level", "classification")
        .agg(
            _SUM,
            nw.len().cast(nw.Int64).alias("lines"),
            nw.col("import_number").max().cast(nw.Int64),
            nw.col("decimals").min().cast(nw.Int64).alias("line_decimals"),
            nw.col("scale").min().alias("line_scale"),
            nw.col("title").max(),
        )
    )
    level = nw.col("product_level")
    highest = by_level.filter(level == level.min().over(*line, "classification"))
    first = nw.col("classification") == nw.col("classification").min().over(*line, "product_level")
    return highest.filter((level.min().over(*line) > 0) | ((level == 0) & first))


def _products(
    rows: Rows, reporter: str, partner: str, measure: str, period_start: str, period_end: str, level: int
) -> nw.LazyFrame[Any]:
    flow = {"reporter": reporter, "partner": partner, "measure": measure}
    period = {"period_start": period_start, "period_end": period_end}
    chosen = rows.where(product_level=level, unit="USD", **flow, **period).with_columns(cents=_cents())
    return chosen.group_by(*_OF_PRODUCTS, "product").agg(_SUM)


def _ranked(amounts: nw.LazyFrame[Any], within: Sequence[str]) -> nw.LazyFrame[Any]:
    """With the rank of each amount, and what `all` of them come to."""
    rank = _CENTS.rank("min", descending=True).over(*within).cast(nw.Int64)
    return amounts.with_columns(rank=rank, all=_CENTS.sum().over(*within).cast(nw.Int64))


def _cents() -> nw.Expr:
    return (nw.col("value") * 100.0 + 0.5).floor().cast(nw.Int64)


def _dollars(cents: str, name: str) -> nw.Expr:
    return (nw.col(cents) / 100.0).alias(name)


def _per_cent(of: str, name: str) -> nw.Expr:
    return nw.when(nw.col(of) > 0).then(_CENTS / nw.col(of) * 100.0).alias(name)


ENGINES = ("polars", "duckdb", "spark")
_EXTRA = "install it with pip install 'cjtrade-tui[{}]'"


def open_rows(
    store: Store, reporters: tuple[str, ...] | None = None, engine: str = "polars", master: str = "local[*]"
) -> Rows:
    """The store's rows of some reporters, of all where None, lazily, as one of `ENGINES` reads them.

    Only the files of these reporters are opened, and read only as far as the query needs. `master` is the address of a Spark cluster. Raises StoreError where the store or the engine is missing.
    """
    parts = [part for _, part in store.manifest().parts(reporters)]
    paths = store.paths(parts)
    if engine == "polars" or not paths:
        rows = nw.from_native(store.scan(reporters))
    elif engine == "duckdb":
        rows = nw.from_native(_duckdb().read_parquet(paths))
    elif engine == "spark":
        rows = nw.from_native(_spark(master).read.parquet(*paths))
    else:
        raise StoreError(engine, "is no engine", f"choose {', '.join(ENGINES)}")
    return Rows(rows, any(part.overlaps for part in parts))


def held_rows(store: Store, rows: pl.DataFrame, reporters: tuple[str, ...]) -> Rows:
    """Rows of some reporters that were read already, for queries that ask of no others."""
    return Rows(nw.from_native(rows.lazy()), any(part.overlaps for _, part in store.manifest().parts(reporters)))


def collect(query: nw.LazyFrame[Any]) -> pl.DataFrame:
    """The answer as a Polars frame, its rows in the order of the query."""
    native = query.to_native()
    if isinstance(native, pl.LazyFrame):
        return native.collect()
    rows: Callable[[], Any] = native.fetchall if hasattr(native, "fetchall") else native.collect
    return pl.DataFrame([tuple(row) for row in rows()], schema=query.collect_schema().to_polars(), orient="row")


@lru_cache(maxsize=1)
def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError:
        raise StoreError("duckdb", "is not installed", _EXTRA.format("duckdb")) from None
    return duckdb.connect()


@lru_cache(maxsize=1)
def _spark(master: str) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise StoreError("spark", "is not installed", _EXTRA.format("spark")) from None
    builder: Any = SparkSession.builder
    return (
        builder.master(master)
        .appName("cjtrade-tui")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "8" if master.startswith("local") else "200")
        .getOrCreate()
    )
