"""Interval: what a printed number allows the true one to be."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import inf

Bound = Fraction | float
"""An exact rational, or plus or minus infinity where a claim is open ended ("over two thirds")."""


class Interval:
    """A closed range [low, high] of exact rationals, either end possibly infinite.

    A number printed with some decimals stands for every number that rounds to it:

    >>> i = Interval.of_print("237.22", decimals=2)
    >>> float(i.low), float(i.high)
    (237.215, 237.225)
    """

    __slots__ = ("high", "low")

    def __init__(self, low: Bound, high: Bound) -> None:
        if not low <= high:
            raise ValueError(f"an interval cannot run from {low} down to {high}")
        self.low, self.high = low, high

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Interval) and self.low == other.low and self.high == other.high

    def __hash__(self) -> int:
        return hash((self.low, self.high))

    def __repr__(self) -> str:
        return f"Interval({self.low!r}, {self.high!r})"

    @classmethod
    def exact(cls, value: Decimal | Fraction | int | str) -> Interval:
        """The interval of one number, known exactly."""
        number = Fraction(value)
        return cls(number, number)

    @classmethod
    def of_print(
        cls,
        value: Decimal | Fraction | int | str,
        decimals: int,
        multiplier: int = 1,
        bound: str = "",
        rounding: str = "nearest",
    ) -> Interval:
        """What a printed `value` with `decimals` stands for, times `multiplier`.

        `decimals` may be negative (-3: to the nearest thousand). `rounding` is the source's habit: "nearest",
        "down" (cut off, as Japan's customs does) or "exact" (a count or a rank). `bound` is "over" or "under"
        where the source gives only a limit in words.
        """
        number, over = Fraction(value).as_integer_ratio()
        if bound or rounding == "exact":
            exact = Fraction(number * multiplier, over)
            return cls(-inf if bound == "under" else exact, inf if bound == "over" else exact)
        finest = 10 ** max(decimals, 0)
        half = 10 ** max(-decimals, 0) * over  # of a step, in parts of `parts`, as `middle` is
        middle, parts = 2 * number * finest, 2 * over * finest
        below, above = (0, 2 * half) if rounding == "down" else (half, half)
        if rounding == "down" and number < 0:
            below, above = above, below
        return cls(Fraction((middle - below) * multiplier, parts), Fraction((middle + above) * multiplier, parts))

    @property
    def centre(self) -> Bound:
        return (self.low + self.high) / 2

    @property
    def width(self) -> Bound:
        return self.high - self.low

    @property
    def is_either_way(self) -> bool:
        """Whether a change in it may be up as well as down."""
        return self.low < 0 < self.high

    def __contains__(self, value: object) -> bool:
        if isinstance(value, Interval):
            return self.low <= value.low and value.high <= self.high
        return isinstance(value, int | float | Fraction | Decimal) and self.low <= value <= self.high

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both: if not, the two prints cannot both be right."""
        return self.low <= other.high and other.low <= self.high

    def common(self, other: Interval) -> Interval | None:
        """The numbers in both, or None."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(low, high) if low <= high else None

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __add__(self, other: Interval | int | Fraction) -> Interval:
        if isinstance(other, Interval):
            return Interval(self.low + other.low, self.high + other.high)
        return Interval(self.low + other, self.high + other)

    __radd__ = __add__

    def __sub__(self, other: Interval | int | Fraction) -> Interval:
        return self + -other

    def __rsub__(self, other: int | Fraction) -> Interval:
        return -self + other

    def __mul__(self, other: Interval | int | Fraction) -> Interval:
        by = (other.low, other.high) if isinstance(other, Interval) else (other,)
        if self.low > 0 and by[0] > 0:
            return Interval(self.low * by[0], self.high * by[-1])
        ends = [_times(a, b) for a in (self.low, self.high) for b in by]
        return Interval(min(ends), max(ends))

    __rmul__ = __mul__

    def __truediv__(self, other: Interval | int | Fraction) -> Interval:
        if not isinstance(other, Interval):
            return self * Fraction(1, other)
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor may be zero")
        if self.low > 0 and other.low > 0 and other.high < inf:
            return Interval(self.low / other.high, self.high / other.low)
        return self * Interval(_inverse(other.high), _inverse(other.low))


def _times(a: Bound, b: Bound) -> Bound:
    return Fraction(0) if a == 0 or b == 0 else a * b


def _inverse(value: Bound) -> Bound:
    return Fraction(0) if abs(value) == inf else 1 / value
