"""Sparklines: a number through the years in a cell, with words for those who cannot see it."""

from collections.abc import Mapping

from cjtrade_data.derivation.quantity import Quantity
from cjtrade_data.model.period import Period
from cjtrade_tui.pages.cell import Cell
from cjtrade_tui.pages.common import Money

_HEIGHTS = "▁▂▃▄▅▆▇"
"""Less than a whole cell: the highest column keeps apart from the row above."""
_GAP = "·"
FEWEST = 3
"""Years from which there is something to see."""


def sparkline(years: range, known: Mapping[Period, Quantity], money: Money, what: str) -> Cell:
    """A column a year, from zero to the highest of its own row, a dot where nobody published one; said as its two ends, below the
    table with `what` it is of."""
    values = {period.year: max(0.0, float(q.value)) for period, q in known.items() if period.year in years}
    most = max(values.values(), default=0.0)
    if len(values) < FEWEST or not most:
        return Cell()
    columns = "".join(_HEIGHTS[_step(values[y] / most)] if y in values else _GAP for y in years)
    ends = [Period.of_year(end(values)) for end in (min, max)]
    words = " to ".join(f"{money.words_of(known[end])} in {end.label}" for end in ends)
    return Cell(columns, words=words, detail=f"{what}: {words}, {money.words}.")


def _step(part: float) -> int:
    return max(0, -int(-part * len(_HEIGHTS) // 1) - 1)


def title(years: range) -> str:
    """The head of such a column: `2005-16`."""
    return f"{years[0]}-{years[-1] % 100:02}"
