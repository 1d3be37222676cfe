"""Honest axes: round numbers for ticks, labels that are whole or absent."""

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import NamedTuple

from cjtrade_data.model.digits import is_digits

_NOTHING = 1e-9
"""Values closer than this are drawn as equal."""
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_STEPS_OF_ROWS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 8.0)
_FEWEST_TICKS = 3
_COARSER = 1.26
"""How much more a row may stand for where that gives an axis of columns, which are compared by their height, one tick more."""


def scale(low: float, high: float, most: int) -> tuple[float, float, tuple[float, ...]]:
    """Axis limits and at most `most` ticks, all multiples of a round step, the limits and zero included."""
    low, high = min(low, 0.0), max(high, 0.0)
    if high - low < _NOTHING:
        low, high = 0.0, 1.0
    span = high - low
    power = 10.0 ** floor(log10(span / max(1, most)))
    for exponent in range(4):
        for step in (s * power * 10**exponent for s in _STEPS):
            first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
            if last - first + 1 <= max(2, most):
                ticks = tuple(n * step for n in range(first, last + 1))
                return ticks[0], ticks[-1], ticks
    return low, high, (low, high)


class Axis(NamedTuple):
    """An axis in rows, zero on one of them: how much a row stands for, how many lie below zero, and from tick to tick."""

    each: float
    below: int
    apart: int

    def ticks_in(self, rows: int) -> int:
        """How many there are on so many rows."""
        return (rows - 1 - self.below) // self.apart + self.below // self.apart + 1

    def ticks(self, zero: int, rows: int) -> dict[int, str]:
        """The words of each tick by its row, of `rows` of which the first is on top and `zero` that of zero."""
        step = self.each * self.apart
        return {y: words((zero - y) * self.each, step) for y in range(zero % self.apart, rows, self.apart)}


def on_rows(low: float, high: float, rows: int, coarser: float = _COARSER, beside: int = 0) -> Axis:
    """The finest axis on which `rows` rows reach from `low` to `high` and to zero, with its ticks, which are multiples of a
    round step, equally far apart: three, where a row then stands for no more than so much `coarser`, to some ten of them, and
    two rows or more from one to the next where there is room. A tick may stand in the rows `beside` those, which nothing reaches.
    """
    low, high = min(low, 0.0), max(high, 0.0)
    if high - low < _NOTHING:
        low, high = 0.0, 1.0
    fewest = max(1 if rows < 5 else 2, rows // 10)
    power = 10.0 ** floor(log10((high - low) / rows))
    found = [
        Axis(step * power * factor / apart, ceil(-low / (step * power * factor / apart) - 1e-9), apart)
        for factor in (1, 10, 100)
        for step in _STEPS_OF_ROWS
        for apart in range(fewest, max(fewest + 1, min(rows, fewest + 4)))
    ]
    above = {axis: ceil(high / axis.each - 1e-9) for axis in found}
    fitting = [a for a in found if above[a] + a.below < rows and a.apart <= max(above[a], a.below)]
    most = min(fitting).each * coarser
    return min([a for a in fitting if a.ticks_in(rows + beside) >= _FEWEST_TICKS and a.each <= most] or fitting)


def words(value: float, step: float) -> str:
    """A tick's number with the decimals its step needs, or a power of ten where that would be too many."""
    if step < 1e-6:
        return f"{value:.3g}"
    decimals = next((d for d in range(7) if abs(round(step, d) - step) < step * 1e-6), 6)
    return f"{value:,.{decimals}f}"


def places(columns: Sequence[int], labels: Sequence[str], width: int) -> list[tuple[int, str]]:
    """Labels with their left ends: those that are `kept`."""
    return [(left, labels[i]) for left, i in kept(columns, labels, width)]


def kept(columns: Sequence[int], labels: Sequence[str], width: int) -> list[tuple[int, int]]:
    """Labels by number with their left ends, centred on their columns: of every 1st, 2nd, 5th ... as many as do not touch.

    Labels that are whole numbers (years) are kept where the number is a multiple of the stride; the last one always is,
    and those that it would touch give way.
    """
    for stride in (1, 2, 5, 10, 20, 50, 100):
        placed: list[tuple[int, int]] = []
        for i, (column, label) in enumerate(zip(columns, labels, strict=True)):
            if not label or (int(label) if is_digits(label) else i) % stride:
                continue
            left = max(0, min(width - len(label), column - len(label) // 2))
            if len(label) > width or (placed and left <= placed[-1][0] + len(labels[placed[-1][1]])):
                break
            placed.append((left, i))
        else:
            return _with_last(placed, columns, labels, width)
    return []


def _with_last(
    placed: list[tuple[int, int]], columns: Sequence[int], labels: Sequence[str], width: int
) -> list[tuple[int, int]]:
    at = max((i for i, label in enumerate(labels) if label), default=None)
    if at is None or len(labels[at]) > width:
        return placed
    left = max(0, min(width - len(labels[at]), columns[at] - len(labels[at]) // 2))
    return [*(each for each in placed if each[0] + len(labels[each[1]]) < left), (left, at)]
