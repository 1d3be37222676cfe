"""Rows of the tables as Polars frames, with what follows from each row of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from ..errors import BookError
from ..model.codes import EXACT_UNITS, FIGURE_COLUMNS
from ..model.figure import SCALES
from ..model.reference import HOME
from .tables import ANYWHERE
from .validate import TYPES, check_table

if TYPE_CHECKING:
    from .book import Book

_TYPES: dict[str, Any] = {"String": pl.String, "Float64": pl.Float64, "Int64": pl.Int64}
FIGURES: dict[str, Any] = {name: _TYPES[kind] for name, kind in FIGURE_COLUMNS.items()}
"""The columns of the figures table and their types."""
IMPORTED = "imported"
"""The group of what a store has of the pair, beside those of the bundled tables."""
_INFINITY = float("inf")


def table(book: Book, name: str) -> pl.DataFrame:
    """A table by its name in datapackage.json, see `Book.table`."""
    bundled = _bundled(book, name)
    if book.pair != HOME and name == "sources":
        context = pl.concat([_bundled(book, f"figures-{group.replace('_', '-')}") for group in ANYWHERE])
        bundled = bundled.filter(pl.col("id").is_in(context["source"].unique().implode()))
    return bundled if book.imported is None else book.imported.added_to(bundled, name)


def _bundled(book: Book, name: str) -> pl.DataFrame:
    resource = book.resources[name]
    try:
        return as_frame(resource["schema"]["fields"], book.tables.rows(resource["path"])[1])
    except (pl.exceptions.PolarsError, BookError) as error:
        check_table(book.folder, resource)
        raise BookError(resource["path"], str(error).splitlines()[0], "restore the file") from error


def figures(book: Book, groups: tuple[str, ...]) -> pl.DataFrame:
    """The figures of some groups, see `Book.frame`."""
    frames = [book.table(f"figures-{group.replace('_', '-')}") for group in groups if group != IMPORTED]
    if IMPORTED in groups and book.imported is not None:
        frames.append(book.imported.flows.rename({"compiler": "own"}))
    return with_intervals(pl.concat(frames, how="diagonal"), book.table("sources"))


def as_frame(fields: list[dict[str, Any]], rows: list[list[str]]) -> pl.DataFrame:
    """Rows of text as a frame of the types that `fields` of datapackage.json name; empty cells are null.

    Raises PolarsError for a cell that is no number.
    """
    columns = list(zip(*rows, strict=True)) or [()] * len(fields)
    text = pl.DataFrame([pl.Series(f["name"], cells, pl.String) for f, cells in zip(fields, columns, strict=True)])
    return text.select(
        pl.when(pl.col(f["name"]) != "").then(pl.col(f["name"])).cast(_TYPES[TYPES[f["type"]]]).alias(f["name"])
        for f in fields
    )


def with_intervals(figures: pl.DataFrame, sources: pl.DataFrame) -> pl.DataFrame:
    """The figures table with the columns that `Book.frame` adds; a `compiler` that figures have themselves stays theirs."""
    own = pl.col("own") if "own" in figures.columns else pl.lit(None)
    whose = sources.select(pl.col("id").alias("source"), "compiler", "rounding")
    start, end = _month("period_start"), _month("period_end")
    scale = pl.col("scale").replace_strict(SCALES, return_dtype=pl.Float64)
    step = pl.lit(10.0).pow(-pl.col("decimals"))
    exact = pl.col("unit").is_in(EXACT_UNITS) | (pl.col("rounding") == "exact")
    width = pl.when(exact).then(0.0).otherwise(step)
    below = width * pl.when(pl.col("rounding") == "down").then((pl.col("value") < 0).cast(pl.Float64)).otherwise(0.5)
    printed, under, over = pl.col("value") * scale, pl.col("bound") == "under", pl.col("bound") == "over"
    low, high = (pl.col("value") - below) * scale, (pl.col("value") + (width - below)) * scale
    growth_step = pl.lit(10.0).pow(-pl.col("growth_decimals")) / 2
    made = figures.join(whose, on="source", how="left", maintain_order="left").with_columns(
        compiler=pl.coalesce(own, "compiler"),
        period=_period_code(),
        months=pl.when(pl.col("period_start").is_null()).then(0).otherwise(end - start + 1),
        amount=printed,
        low=pl.when(under).then(-_INFINITY).when(over).then(printed).otherwise(low),
        high=pl.when(over).then(_INFINITY).when(under).then(printed).otherwise(high),
        growth_low=pl.col("growth_pct") - growth_step,
        growth_high=pl.col("growth_pct") + growth_step,
    )
    return made.drop("own", strict=False)


def _month(column: str) -> pl.Expr:
    text = pl.col(column)
    return text.str.slice(0, 4).cast(pl.Int64) * 12 + text.str.slice(5, 2).cast(pl.Int64) - 1


def _period_code() -> pl.Expr:
    """`Period.code` for each row."""
    start, end = pl.col("period_start"), pl.col("period_end")
    year = end.str.slice(0, 4)
    last_day = (end + "-01").str.to_date().dt.month_end().dt.to_string("%Y-%m-%d")
    return (
        pl.when(start.is_null())
        .then(last_day)
        .when((start == year + "-01") & (end == year + "-12"))
        .then(year)
        .when(start == end)
        .then(start)
        .otherwise(start + "/" + end)
    )
