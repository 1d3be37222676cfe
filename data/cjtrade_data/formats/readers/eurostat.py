r"""Eurostat's TSV, `freq,flow,partner,product,reporter\TIME_PERIOD` with periods as columns, as a table of observations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import polars as pl

from .delimited import Grid
from .table import Table

MARK = "\\TIME_PERIOD\t"
"""Where in the heading the dimensions, which commas tell apart, end and the periods begin."""
_FIRST = re.compile(r"[A-Za-z0-9_]+(?:,[A-Za-z0-9_]+)+\\TIME_PERIOD")


def unfolded(table: Table) -> Table:
    """A table whose rows are series, with a row for each observation; any other table as it is."""
    if _FIRST.fullmatch(table.header[0]) is None:
        return table
    names = table.header[0].partition("\\")[0].split(",")
    header = (*names, "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG")
    return replace(table, header=header, stream=partial(_stream, table, len(names)), sample=(), separator=",")


def _stream(table: Table, width: int) -> Iterator[tuple[Grid, float]]:
    periods = {f"c{i}": heading.strip() for i, heading in enumerate(table.header) if i}
    for grid, fraction in table.stream():
        long = grid.cells.rename({"c0": "key"}).unpivot(on=list(periods), index=["line", "key"])
        cells = long.select(
            "line",
            "key",
            pl.col("variable").replace(periods).alias(f"c{width}"),
            pl.col("value").str.strip_chars().str.extract(r"^(\S*)").alias(f"c{width + 1}"),
            pl.col("value").str.strip_chars().str.extract(r"^\S+\s+(.*)$").fill_null("").alias(f"c{width + 2}"),
        )
        keys = pl.col("key").str.split(",").list
        cells = cells.with_columns(keys.get(i, null_on_oob=True).fill_null("").alias(f"c{i}") for i in range(width))
        yield Grid(cells.drop("key"), grid.ragged, grid.blank, grid.notes), fraction
