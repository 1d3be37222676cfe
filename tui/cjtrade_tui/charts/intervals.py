"""Draw ranges of numbers one below the other on a common axis, so that what does not meet is seen not to."""

from collections.abc import Sequence
from math import ceil, floor, log10

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.cells import cell_len, shortened
from cjtrade_tui.charts import ticks
from cjtrade_tui.charts.canvas import Cells, Run, beside, text_cells
from cjtrade_tui.charts.chart import Chart, RangeBar, thick

_FILLS = {"now": ("█", "#"), "before": ("░", "."), "japan": ("█", "#")}
_FILL = ("▒", "=")
_MARGIN = 0.06
"""The part of the axis left free at either end."""
_APART = 12
"""Cells of the axis for each of its ticks, or more where their words are long."""
NARROWEST = 10
"""Cells below which a bar says nothing."""


def spans(chart: Chart, width: int, height: int, ascii: bool) -> Cells:
    """A row for each span: label, bar, its ends in numbers; below them the axis and its ticks.

    A bar covers every cell its range touches, so one narrower than a cell is still seen. An open end runs off the
    axis with an arrow. What has no room is left out from the bottom.
    """
    shown = chart.spans[: max(1, height - 2)]
    low, high = _axis(shown)
    numbers = [safe_text(s.text) for s in shown]
    label_width = min(max(cell_len(s.label) for s in shown), width // 3)
    room = width - label_width - max(map(len, numbers)) - 4
    if room < NARROWEST:
        return [[(c, "dim") for c in "Too narrow for the picture."]]
    rows: Cells = []
    for span, text in zip(shown, numbers, strict=True):
        name = shortened(safe_text(span.label), label_width)
        bar = _bar(span, low, high, room, ascii)
        label = text_cells(f" {name} ", "label")
        rows.append([*label, *bar, *text_cells(f" {text}", "value")])
        rows += [[(" ", "")] * len(label) + bar] * (thick(height - 2, len(shown)) - 1)
    return [*rows, *_ruler(low, high, label_width + 2, room, ascii)]


def _axis(shown: Sequence[RangeBar]) -> tuple[float, float]:
    ends = [e for s in shown for e in (s.low, s.high) if e is not None] or [0.0]
    low, high = min(ends), max(ends)
    margin = (high - low) * _MARGIN or abs(low) * _MARGIN or 1.0
    return low - margin, high + margin


def _bar(span: RangeBar, low: float, high: float, room: int, ascii: bool) -> list[Run]:
    scale = room / (high - low)
    left = 0 if span.low is None else floor((span.low - low) * scale)
    right = room if span.high is None else ceil((span.high - low) * scale)
    right = max(right, left + 1)
    fill = _FILLS.get(span.role, _FILL)[ascii]
    cells = [(" ", "")] * left + [(fill, span.role)] * (right - left) + [(" ", "")] * (room - right)
    if span.low is None:
        cells[0] = ("<" if ascii else "◂", span.role)
    if span.high is None:
        cells[-1] = (">" if ascii else "▸", span.role)
    return cells[:room]


def _ruler(low: float, high: float, indent: int, room: int, ascii: bool) -> Cells:
    most = room // _APART
    longest = max(len(ticks.words(end, _ticks(low, high, max(2, most))[1])) for end in (low, high))
    marks, step = _ticks(low, high, max(2, min(most, room // (longest + 2) - 1)))
    columns = [min(room - 1, int((t - low) / (high - low) * room)) for t in marks]
    line = ["-" if ascii else "─"] * room
    for column in columns:
        line[column] = "+" if ascii else "┬"
    labels = [ticks.words(t, step) for t in marks]
    placed = ticks.places([indent + c for c in columns], labels, indent + room)
    return [text_cells(" " * indent + "".join(line), "dim"), beside(placed, indent + room)]


def _ticks(low: float, high: float, most: int) -> tuple[list[float], float]:
    """From two to `most` multiples of a round step between the ends of the axis, equally far apart, and the step."""
    power = 10.0 ** floor(log10((high - low) / most))
    marks = {
        step: range(ceil(low / step), floor(high / step) + 1)
        for step in (power * s for s in (0.5, 1, 2, 5, 10, 20, 50))
    }
    several = [step for step in marks if len(marks[step]) > 1]
    step = next((step for step in several if len(marks[step]) <= most), several[-1])
    return [n * step for n in marks[step][:: ceil(len(marks[step]) / most)]], step
