"""Rows of the tables as Polars frames, with what follows from each row of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from ..errors import BookError
from ..model.codes import FIGURE_COLUMNS
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
_WITH_INTERVALS: dict[str, Any] = {
    **FIGURES,
    **dict.fromkeys(("compiler", "rounding", "period"), pl.String),
    "months": pl.Int64,
    **dict.fromkeys(("amount", "low", "high", "growth_low", "growth_high"), pl.Float64),
}


def table(book: Book, name: str) -> pl.DataFrame:
    """A table by its name in datapackage.json, see `Book.table`."""
    bundled = _bundled(book, name)
    if book.pair != HOME and name == "sources":
        context = pl.concat([_bundled(book, f"figures-{group.replace('_', '-')}") for group in ANYWHERE])
        bundled = bundled.filter(pl.col("id").is_in(context["source"].unique().implode()))
    return bundled if book.imported is None else book.imported.added_to(bundled, name)


def _bundled(book: Book, name: str) -> pl.DataFrame:
    resource = book.resources[name]
    types = {field["name"]: _TYPES[TYPES[field["type"]]] for field in resource["schema"]["fields"]}
    try:
        return pl.read_csv(book.folder / resource["path"], schema_overrides=types).select(*types)
    except (pl.exceptions.PolarsError, OSError) as error:
        check_table(book.folder, resource)
        raise BookError(resource["path"], str(error).splitlines()[0], "restore the file") from error


def figures(book: Book, groups: tuple[str, ...]) -> pl.DataFrame:
    """The figures of some groups, see `Book.frame`."""
    found = book.figures_in(*(group for group in groups if group != IMPORTED))
    if IMPORTED in groups and book.imported is not None:
        found += [book.figure(id) for id in book.imported.flows["id"]]
    return pl.DataFrame([figure.as_row() for figure in found], schema=_WITH_INTERVALS)
