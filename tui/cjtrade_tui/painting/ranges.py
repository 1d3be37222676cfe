"""Ranges of numbers as bars, one below the other on a common axis."""

from collections.abc import Sequence

from cjtrade_tui.charts.canvas import runs
from cjtrade_tui.charts.chart import Chart, RangeBar
from cjtrade_tui.charts.intervals import NARROWEST, spans
from cjtrade_tui.painting.runs import Rows


def range_rows(found: Sequence[tuple[str, float | None, float | None, str]], width: int) -> Rows:
    """A row for each label, its ends (None where open) and the words for them; the first is the one it is about.
    Nothing where bars have no room."""
    beside = max(len(label) for label, *_ in found) + max(len(text) for *_, text in found)
    if width - beside - 4 < NARROWEST:
        return []
    shown = tuple(
        RangeBar(label, low, high, "other" if at else "now", text) for at, (label, low, high, text) in enumerate(found)
    )
    drawn = spans(Chart("intervals", "", "", (), (), (), spans=shown), width, len(shown) + 2, False)[: len(shown)]
    return [runs(row) for row in drawn]
