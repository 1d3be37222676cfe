"""Fixpoint: every level that follows from some known ones, tried again until nothing gets narrower."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from ..period import Period
from .quantity import Operation, Quantity, derive
from .runs import Runs

FLOWS = ("exports", "imports", "total_trade", "trade_balance")
Key = tuple[str, Period]
"""A measure and a period."""
_HALF = Fraction(1, 2)
_IDENTITIES: dict[str, tuple[tuple[str, str, tuple[Fraction | int, Fraction | int]], ...]] = {
    "exports": (
        ("total_trade", "imports", (1, -1)),
        ("trade_balance", "imports", (1, 1)),
        ("total_trade", "trade_balance", (_HALF, _HALF)),
    ),
    "imports": (
        ("total_trade", "exports", (1, -1)),
        ("exports", "trade_balance", (1, -1)),
        ("total_trade", "trade_balance", (_HALF, -_HALF)),
    ),
    "total_trade": (("exports", "imports", (1, 1)),),
    "trade_balance": (("exports", "imports", (1, -1)),),
}
_ADDED_UP = ("USD", "KHR", "JPY", "count", "persons", "projects")
"""Units whose months add up."""
_WIDEST = Fraction(1, 5)
"""A run of months whose interval is wider than this part of it says too little to be a level."""
_ROUNDS = 8
_SAME = 1 + 1e-9
"""Two widths this near may be the same: only the exact ones tell."""


class Levels:
    """The best level known of each measure and period. A print is never replaced, but what follows from it may start
    from a narrower level that other prints give and that agrees with it."""

    def __init__(self, known: Iterable[Quantity] = ()) -> None:
        self._levels: dict[Key, Quantity] = {}
        self._narrowest: dict[Key, Quantity] = {}
        self._widths: dict[Key, float] = {}
        for q in known:
            self.take(q)

    def __iter__(self) -> Iterator[Key]:
        return iter(self._levels)

    def get(self, measure: str, period: Period) -> Quantity | None:
        return self._levels.get((measure, period))

    def narrowest(self, measure: str, period: Period) -> Quantity | None:
        """What others are derived from."""
        return self._narrowest.get((measure, period))

    def of(self, measure: str) -> list[Quantity]:
        """The narrowest of a measure, of every period."""
        return [q for (m, _), q in self._narrowest.items() if m == measure]

    def width(self, measure: str, period: Period) -> float:
        """How wide the narrowest level is; infinite where none is known."""
        return self._widths.get((measure, period), float("inf"))

    def take(self, q: Quantity) -> bool:
        """Keep a level if it is better than what is known: see `is_better`."""
        key = (q.measure, q.period)
        known = self._narrowest.get(key)
        if known is not None and not is_better(q, known, self._levels[key]):
            return False
        if known is None or self._levels[key].figure is None:
            self._levels[key] = q
        self._narrowest[key] = q
        self._widths[key] = float(q.interval.width)
        return True

    def is_worth(self, measure: str, period: Period, width: float) -> bool:
        """Whether a level of about such a width may be kept: so that others need not be made."""
        return width <= self.width(measure, period) * _SAME


def is_better(new: Quantity, known: Quantity, shown: Quantity) -> bool:
    """Whether a derived level takes the place of another: the narrower one, then what stands on fewer figures. Where
    both cannot hold some print is wrong, and what stands on fewer is the less likely to be touched by it; nothing that
    contradicts the print of the same thing, or was made of it, takes its place."""
    if shown.figure is not None and (not new.interval.meets(shown.interval) or shown.figure in new.figures):
        return False
    one, other = (new.interval.width, len(new.figures)), (known.interval.width, len(known.figures))
    if not new.interval.meets(known.interval):
        return one[::-1] < other[::-1]
    return one < other


def settle(
    levels: Levels,
    group: Sequence[str],
    periods: Sequence[Period],
    ready: Iterable[Quantity],
    rates: Mapping[Key, Sequence[Quantity]],
) -> None:
    """Add to `levels` whatever follows from them for the measures of `group` and the periods given.

    `ready` are levels derived from prints alone (the year before a printed growth), and `rates` the growth in per
    cent that is printed for a measure and a period without its level.
    """
    for q in ready:
        levels.take(q)
    for _ in range(_ROUNDS):
        taken = [levels.take(q) for q in identities(levels, group, periods)]
        taken += [levels.take(q) for q in _after_growth(levels, rates)]
        taken += [levels.take(q) for measure in group for q in _runs(levels, measure, periods)]
        if not any(taken):
            return


def identities(levels: Levels, group: Sequence[str], periods: Sequence[Period]) -> Iterator[Quantity]:
    """One of exports, imports, total and balance from two others of the same period."""
    for measure in group:
        for left, right, weights in _IDENTITIES.get(measure, ()):
            for period in periods:
                a, b = levels.narrowest(left, period), levels.narrowest(right, period)
                if a is not None and b is not None:
                    width = float(abs(weights[0])) * (levels.width(left, period) + levels.width(right, period))
                    if levels.is_worth(measure, period, width):
                        yield derive(Operation.IDENTITY, a, b, weights=weights, measure=measure)


def _after_growth(levels: Levels, rates: Mapping[Key, Sequence[Quantity]]) -> Iterator[Quantity]:
    """A level from the printed one of the year before and the growth printed without a level."""
    for (measure, period), printed in rates.items():
        before = levels.get(measure, period.year_before)
        if before is not None and before.figure is not None:
            for rate in printed:
                yield derive(Operation.AFTER_GROWTH, before, rate, period=period)


def _runs(levels: Levels, measure: str, periods: Sequence[Period]) -> Iterator[Quantity]:
    runs = runs_of(levels, measure)
    for period in periods:
        made = run(runs, period, levels.width(measure, period))
        if made is not None:
            yield made


def run(runs: Runs, period: Period, narrower_than: float = float("inf")) -> Quantity | None:
    """A run of months made of others, where that says enough to be a level."""
    made = runs.across(period, narrower_than * _SAME)
    return made if made is not None and made.interval.width <= _WIDEST * abs(made.value) else None


def runs_of(levels: Levels, measure: str) -> Runs:
    """The known runs of months of a measure, where its months add up."""
    return Runs(q for q in levels.of(measure) if q.unit in _ADDED_UP)
