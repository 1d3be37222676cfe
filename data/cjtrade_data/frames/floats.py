"""Floats: a quantity as the numbers of a row: its value and the two ends of its interval."""

from __future__ import annotations

from ..derivation.quantity import Quantity


def floats(quantity: Quantity | None) -> tuple[float | None, float | None, float | None]:
    """Value, low and high in base units; nulls where there is none."""
    if quantity is None:
        return None, None, None
    return float(quantity.value), float(quantity.interval.low), float(quantity.interval.high)
