"""A table as a file for other programs: CSV that a spreadsheet cannot run, JSON, Parquet."""

from __future__ import annotations

import io
import json
from typing import Literal, get_args

import polars as pl

Format = Literal["csv", "json", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)
_FORMULA = r"^[\s\x00-\x1f]*[=+\-@＝＋－＠\t\r]"
"""How a cell begins that a spreadsheet would take for a formula, its full-width forms included."""
_NUMBER = r"^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$"


def export(frame: pl.DataFrame, format: Format) -> bytes:
    """The frame as the bytes of a file.

    In CSV a text that a spreadsheet would take for a formula has an apostrophe before it; numbers, those in text columns
    too, stay as they are. JSON is a list of objects, and both it and Parquet hold every text unchanged.
    """
    if format == "json":
        return (json.dumps(frame.to_dicts(), ensure_ascii=False, indent=1, default=str) + "\n").encode()
    buffer = io.BytesIO()
    if format == "csv":
        harmless(frame).write_csv(buffer)
    else:
        frame.write_parquet(buffer)
    return buffer.getvalue()


def harmless(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with an apostrophe before every text that a spreadsheet would take for a formula."""
    return frame.with_columns(_harmless(pl.col(name)) for name, type in frame.schema.items() if type == pl.String)


def _harmless(text: pl.Expr) -> pl.Expr:
    runs = text.str.contains(_FORMULA) & ~text.str.contains(_NUMBER)
    return pl.when(runs).then(pl.lit("'") + text).otherwise(text).name.keep()
