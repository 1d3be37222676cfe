"""Columns of frames: their types, and a quantity as the numbers of a row."""

from typing import Any

import polars as pl

from ..derivation.quantity import Quantity

_TYPES = {"": pl.String, "int": pl.Int64, "float": pl.Float64, "texts": pl.List(pl.String)}


def columns(described: str) -> dict[str, Any]:
    """The types of columns by name, text where none is said: `period months:int amount:float sources:texts`."""
    return {name: _TYPES[kind] for name, _, kind in (word.partition(":") for word in described.split())}


def floats(quantity: Quantity | None) -> tuple[float | None, float | None, float | None]:
    """Value, low and high in base units; nulls where there is none."""
    if quantity is None:
        return None, None, None
    return float(quantity.value), float(quantity.interval.low), float(quantity.interval.high)
