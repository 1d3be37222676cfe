"""Honest axes: round numbers for ticks, labels that are whole or absent."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

from cjtrade_data.model.digits import is_digits

_NOTHING = 1e-9
"""Values closer than this are drawn as equal."""
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_ROW_STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 10.0)


def scale(low: float, high: float, most: int, zero: bool = True) -> tuple[float, float, tuple[float, ...]]:
    """Axis limits and at most `most` ticks, all multiples of a round step, the limits included.

    With `zero` the axis includes zero. Equal values get an axis that reaches from zero, or one step wide.
    """
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < _NOTHING:
        low, high = (low - 1, high + 1) if abs(low) >= _NOTHING else (0.0, 1.0)
    span = high - low
    power = 10.0 ** floor(log10(span / max(1, most)))
    for exponent in range(4):
        for step in (s * power * 10**exponent for s in _STEPS):
            first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
            if last - first + 1 <= max(2, most):
                ticks = tuple(n * step for n in range(first, last + 1))
                return ticks[0], ticks[-1], ticks
    return low, high, (low, high)


def row_unit(low: float, high: float, rows: int) -> float:
    """The smallest round number that a row can stand for, so that `rows` with one for zero reach from `low` to `high`.

    `low` is zero or below, `high` zero or above; at least four rows.
    """
    span = high - low
    if span < _NOTHING:
        return 1.0
    power = 10.0 ** floor(log10(span / rows))
    steps = (step * power * factor for factor in (1, 10, 100) for step in _ROW_STEPS)
    return next(u for u in steps if ceil(high / u - 1e-9) + ceil(-low / u - 1e-9) < rows)


def words(value: float, step: float) -> str:
    """A tick's number with the decimals its step needs, or a power of ten where that would be too many."""
    if step < 1e-6:
        return f"{value:.3g}"
    decimals = max(0, min(6, ceil(-log10(step) - 1e-9))) if step < 1 else 1 if step % 1 else 0
    return f"{value:,.{decimals}f}"


def places(columns: Sequence[int], labels: Sequence[str], width: int) -> list[tuple[int, str]]:
    """Labels with their left ends, centred on their columns: of every 1st, 2nd, 5th ... as many as do not touch.

    Labels that are whole numbers (years) are kept where the number is a multiple of the stride.
    """
    for stride in (1, 2, 5, 10, 20, 50, 100):
        placed: list[tuple[int, str]] = []
        for i, (column, label) in enumerate(zip(columns, labels, strict=True)):
            if not label or (int(label) if is_digits(label) else i) % stride:
                continue
            left = max(0, min(width - len(label), column - len(label) // 2))
            if len(label) > width or (placed and left <= placed[-1][0] + len(placed[-1][1])):
                break
            placed.append((left, label))
        else:
            return placed
    return []
