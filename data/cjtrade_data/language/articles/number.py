"""Numeral: a number as an article writes it, with what it stands for."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from ...model.interval import Interval


class Numeral(NamedTuple):
    """A number as written; `start` and `end` count tokens, its hedge included, `first` is where its own words begin.

    `kind` is "money", "percent", "points", "part" (a fraction in words, in per cent), "multiple" (doubled: 100 per cent
    more), "times", "rank", "count", or "unclear" where its decimals may begin anywhere. `value`, `interval` and `step` (the
    last digit printed) are in base units. `unit` is a currency, "" where none was said. `hedge` is over, under, nearly,
    slightly over, about, range or "". `base` marks what something else is compared with, `by` a step.
    """

    words: str
    start: int
    first: int
    end: int
    kind: str
    value: Fraction
    interval: Interval
    unit: str
    step: Fraction
    hedge: str = ""
    base: bool = False
    by: bool = False

    @property
    def digits(self) -> int:
        """How many digits are printed."""
        return len(str(abs(int(self.value / self.step)))) if self.step else 0

    def negative(self) -> Numeral:
        return self._replace(value=-self.value, interval=-self.interval)
