"""Lines and ranks: plotext draws each series on a bare canvas of its own whose limits are ours, so that its automatic scales and
ticks never come into play and every cell is known to belong to one series."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cjtrade_tui.cells import cell_len, shortened
from cjtrade_tui.charts import ticks
from cjtrade_tui.charts.canvas import ASCII_MARKERS, MARKERS, Cells, framed, text_cells
from cjtrade_tui.charts.chart import Chart, ChartSeries
from cjtrade_tui.charts.plotted import plotted

_MOST_POINTS = 2000
_APART, _APART_RANKS = 6, 3
"""Cells from one sign on a line to the next; ranks, which cross each other, have more of them."""
_NO_SIGN = "◆"
"""On a line whose role has no sign, where it needs one."""


def sign_of(role: str, ascii: bool) -> str:
    """The sign on the points of a line."""
    marker = (ASCII_MARKERS if ascii else MARKERS)[role]
    return marker if marker != "braille" else _NO_SIGN


def row_of(value: float, low: float, high: float, rows: int) -> int:
    """The canvas row (0 on top) of a value, limits on the middles of the outer rows."""
    return rows - 1 - round((value - low) / (high - low) * (rows - 1))


def lines(chart: Chart, width: int, height: int, ascii: bool) -> Cells:
    """A line a series, all as fine as each other, with signs on those that have one; ranks have their names at their ends."""
    rows = height - 1
    low, high, at = _levels(chart, rows)
    names = _ends(chart) if chart.kind == "rank" else []
    gutter, wide, beside = _across(chart, width, at)
    left, right = _reach(chart)
    canvas: Cells = [[(" ", "")] * wide for _ in range(rows)]
    if low < 0 < high and chart.kind != "rank":
        canvas[row_of(0, low, high, rows)] = [("-" if ascii else "┈", "missing")] * wide
    for series in reversed(chart.series):
        sign = -1 if chart.kind == "rank" else 1
        for xs, ys in _stretches(chart.positions, series, sign):
            marker = ASCII_MARKERS[series.role] if ascii else "braille"
            _lay(canvas, plotted(xs, ys, wide, rows, (left, right), (low, high), marker), series.role)
            places = [
                (round((x - left) / (right - left) * (wide - 1)), row_of(y, low, high, rows))
                for x, y in zip(xs, ys, strict=True)
            ]
            _sign(canvas, places, series.role, ascii, chart.kind == "rank")
    for series, y, name in names:
        row = row_of(-y, low, high, rows)
        if len(canvas[row]) == wide:  # of two that end on one row the first has its name there
            canvas[row] = canvas[row] + text_cells(
                f" {sign_of(series.role, ascii)} {shortened(name, beside - 3)}", series.role
            )
    columns = [x - gutter for x in centres(chart, width, height)]
    return framed(canvas, chart, at, columns, width - beside, ascii)


def _levels(chart: Chart, rows: int) -> tuple[float, float, dict[int, str]]:
    """The values of the last row and of the first, and the words of each tick by its row."""
    values = chart.values
    if chart.kind == "rank":
        low, high = -max(values), -1.0
        low = low if low < high else high - 1
        marks = _rank_ticks(int(max(values)), rows)
        return low, high, {row_of(-m, low, high, rows): str(m) for m in reversed(marks)}
    axis = ticks.on_rows(min(values), max(values), rows)
    at = axis.ticks(rows - 1 - axis.below, rows)
    return -axis.below * axis.each, (rows - 1 - axis.below) * axis.each, at


def _across(chart: Chart, width: int, at: dict[int, str]) -> tuple[int, int, int]:
    """The cells before the canvas, of it, and those beside it for the names of ranks."""
    gutter = max(map(len, at.values())) + 1
    names = _ends(chart) if chart.kind == "rank" else []
    beside = min(max((cell_len(name) for *_, name in names), default=-3) + 3, width // 3)
    return gutter, width - gutter - beside, beside


def _reach(chart: Chart) -> tuple[float, float]:
    left, right = chart.positions[0], chart.positions[-1]
    return (left, right) if left < right else (left - 0.5, right + 0.5)


def centres(chart: Chart, width: int, height: int) -> list[int]:
    """The column of each position."""
    gutter, wide, _ = _across(chart, width, _levels(chart, height - 1)[2])
    left, right = _reach(chart)
    return [gutter + round((p - left) / (right - left) * (wide - 1)) for p in chart.positions]


def _ends(chart: Chart) -> list[tuple[ChartSeries, float, str]]:
    """Of each line its last value and its name, the best rank first; what is drawn on unnamed in its role is part of it."""
    found = []
    for series in (s for s in chart.series if s.label):
        own = [
            (x, v)
            for s in chart.series
            if s is series or (not s.label and s.role == series.role)
            for x, v in zip(chart.positions, s.values, strict=True)
            if v
        ]
        if own:
            found.append((series, max(own)[1], series.label))
    return sorted(found, key=lambda end: end[1])


def _sign(canvas: Cells, places: Sequence[tuple[int, int]], role: str, ascii: bool, is_rank: bool) -> None:
    """The sign of a role on its points, as many as do not crowd, for those who see no colours; a line without one has a
    sign that no other role has among ranks and where it is a single point."""
    marker = sign_of(role, ascii)
    marker = marker if marker != _NO_SIGN or len(places) == 1 or is_rank else ""
    apart = _APART_RANKS if is_rank else _APART
    last = -apart
    for x, y in places:
        if marker and x - last >= apart:
            canvas[y][x], last = (marker, role), x


def _rank_ticks(worst: int, rows: int) -> list[int]:
    step = next((s for s in (1, 2, 5, 10, 20, 50) if worst // s + 1 <= max(2, rows // 2 + 1)), worst)
    return [1, *(n for n in range(step, worst + 1, step) if n > 1)]


def _stretches(positions: Sequence[float], series: ChartSeries, sign: int) -> list[tuple[list[float], list[float]]]:
    """The runs of a series without a gap, thinned to what a column can show."""
    runs = groupby(zip(positions, series.values, strict=True), key=lambda point: point[1] is not None)
    known = ([(x, sign * y) for x, y in run if y is not None] for is_known, run in runs if is_known)
    return [_thinned([x for x, _ in run], [y for _, y in run]) for run in known]


def _thinned(xs: list[float], ys: list[float]) -> tuple[list[float], list[float]]:
    """Smallest and largest value of each bucket: the same picture, since plotext takes 11 us a point."""
    if len(xs) <= _MOST_POINTS:
        return xs, ys
    size = -(-len(xs) // (_MOST_POINTS // 2))
    keep = sorted(
        {f(range(i, min(i + size, len(xs))), key=ys.__getitem__) for i in range(0, len(xs), size) for f in (min, max)}
    )
    return [xs[i] for i in keep], [ys[i] for i in keep]


def _lay(canvas: Cells, drawn: list[str], role: str) -> None:
    for row, line in zip(canvas, drawn, strict=False):
        for x, character in enumerate(line[: len(row)]):
            if character not in " \u2800":
                row[x] = (character, role)
