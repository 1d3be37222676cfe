"""Engines: what runs a query of the store: Polars here, or DuckDB or Spark where they are installed."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import narwhals as nw
import polars as pl

from ..errors import StoreError
from .queries import Rows
from .store import Store

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
