"""Lines and ranks: plotext draws each series on a bare canvas of its own whose limits are ours, so that its automatic scales and
ticks never come into play and every cell is known to belong to one series."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from cjtrade_data.model.grouped import grouped
from cjtrade_tui.cells import cell_len, shortened
from cjtrade_tui.charts import ticks
from cjtrade_tui.charts.canvas import ASCII_MARKERS, MARKERS, Cells, Run, framed, text_cells
from cjtrade_tui.charts.chart import Chart
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
    gutter, wide, beside = _across(chart, width, at)
    left, right = _reach(chart)
    step = _ranks_of_a_row(chart, rows)
    canvas: Cells = [[(" ", "")] * wide for _ in range(rows)]
    if low < 0 < high and chart.kind != "rank":
        canvas[row_of(0, low, high, rows)] = [("-" if ascii else "┈", "missing")] * wide
    signs = []
    for series in reversed(chart.series):
        values = [-_row_of_rank(v, step) if v and chart.kind == "rank" else v for v in series.values]
        for xs, ys in _stretches(chart.positions, values):
            marker = ASCII_MARKERS[series.role] if ascii else "braille"
            _lay(canvas, plotted([(xs, ys, marker)], wide, rows, (left, right), (low, high)), series.role)
            places = [
                (round((x - left) / (right - left) * (wide - 1)), row_of(y, low, high, rows))
                for x, y in zip(xs, ys, strict=True)
            ]
            signs.append((places, series.role))
    for places, role in signs:  # over all lines, so that none hides a sign
        _sign(canvas, places, role, ascii, chart.kind == "rank")
    for worth, ends in grouped((_row_of_rank(end.rank, step), end) for end in _ends(chart)).items():
        row = canvas[row_of(-worth, low, high, rows)]
        row += _named(ends, row[-1], beside, ascii)
    columns = [x - gutter for x in centres(chart, width, height)]
    return framed(canvas, chart, at, columns, width - beside, ascii)


def _levels(chart: Chart, rows: int) -> tuple[float, float, dict[int, str]]:
    """The values of the last row and of the first, and the words of each tick by its row."""
    values = chart.values
    if chart.kind == "rank":
        step = _ranks_of_a_row(chart, rows)
        worst = _row_of_rank(max(values), step)
        low = -float(max(worst, 2))
        marks = _rank_ticks(worst, rows) if step == 1 else range(worst, 0, -1)
        words = {m: str(m) if step == 1 else f"{(m - 1) * step + 1}-{m * step}" for m in marks}
        return low, -1.0, {row_of(-m, low, -1.0, rows): word for m, word in words.items()}
    axis = ticks.on_rows(min(values), max(values), rows, coarser=2)
    at = axis.ticks(rows - 1 - axis.below, rows)
    return -axis.below * axis.each, (rows - 1 - axis.below) * axis.each, at


def _ranks_of_a_row(chart: Chart, rows: int) -> int:
    """How many ranks share a row where there is none for each: all rows hold as many, and their ticks name them."""
    return -(-int(max(chart.values)) // rows) if chart.kind == "rank" else 1


def _row_of_rank(rank: float, step: int) -> int:
    """The place of a rank among the rows, the first on top."""
    return -(-int(rank) // step)


def _across(chart: Chart, width: int, at: dict[int, str]) -> tuple[int, int, int]:
    """The cells before the canvas, of it, and those beside it for the names of ranks."""
    gutter = max(map(len, at.values())) + 1
    ends = grouped((end.rank, cell_len(end.names[0]) + 3) for end in _ends(chart))
    beside = min(max(map(sum, ends.values()), default=0), width * 2 // 5)
    return gutter, width - gutter - beside, beside


def _reach(chart: Chart) -> tuple[float, float]:
    left, right = chart.positions[0], chart.positions[-1]
    return (left, right) if left < right else (left - 0.5, right + 0.5)


def centres(chart: Chart, width: int, height: int) -> list[int]:
    """The column of each position."""
    gutter, wide, _ = _across(chart, width, _levels(chart, height - 1)[2])
    left, right = _reach(chart)
    return [gutter + round((p - left) / (right - left) * (wide - 1)) for p in chart.positions]


class _End(NamedTuple):
    """Where a line of ranks ends, and what is written there, in long and in short: its last rank, where that is of the last
    position, and its name."""

    rank: float
    role: str
    names: tuple[str, str]


def _ends(chart: Chart) -> list[_End]:
    """The best rank first; what is drawn on unnamed in its role is part of a line."""
    found = []
    for series in (s for s in chart.series if s.label and chart.kind == "rank"):
        own = [
            (x, v)
            for s in chart.series
            if s is series or (not s.label and s.role == series.role)
            for x, v in zip(chart.positions, s.values, strict=True)
            if v
        ]
        if own:
            last, rank = max(own)
            number = f"{rank:.0f} " if last == chart.positions[-1] else ""
            short = series.short or series.label
            found.append(_End(rank, series.role, (f"{number}{series.label}", f"{number}{short}")))
    return sorted(found, key=lambda end: end.rank)


def _named(ends: Sequence[_End], last: Run, beside: int, ascii: bool) -> list[Run]:
    """The names of the lines that end on a row, each behind its sign unless that is its last point, before it."""
    signs = [(sign_of(end.role, ascii), end.role) for end in ends]
    heads = [" " if not i and sign == last else f" {sign[0]} " for i, sign in enumerate(signs)]
    room = beside - sum(map(len, heads))
    names = next((n for n in zip(*(e.names for e in ends), strict=True) if sum(map(cell_len, n)) <= room), None)
    names = names or tuple(shortened(end.names[1], room // len(ends)) for end in ends)
    return [
        cell
        for head, name, (_, role) in zip(heads, names, signs, strict=True)
        for cell in text_cells(head + name, role)
    ]


def _sign(canvas: Cells, places: Sequence[tuple[int, int]], role: str, ascii: bool, is_rank: bool) -> None:
    """The sign of a role on its points, as many as do not crowd, for those who see no colours; a line without one has a
    sign that no other role has among ranks and where it is a single point."""
    marker = sign_of(role, ascii)
    marker = marker if marker != _NO_SIGN or len(places) == 1 or is_rank else ""
    apart = _APART_RANKS if is_rank else _APART
    last = -apart
    for x, y in places:
        if marker and (x - last >= apart or (is_rank and (x, y) == places[-1])):
            canvas[y][x], last = (marker, role), x


def _rank_ticks(worst: int, rows: int) -> list[int]:
    step = next((s for s in (1, 2, 5, 10, 20, 50) if worst // s + 1 <= max(2, rows // 2 + 1)), worst)
    return [1, *(n for n in range(step, worst + 1, step) if n > 1)]


def _stretches(positions: Sequence[float], values: Sequence[float | None]) -> list[tuple[list[float], list[float]]]:
    """The runs of values without a gap, thinned to what a column can show."""
    runs = groupby(zip(positions, values, strict=True), key=lambda point: point[1] is not None)
    known = ([(x, y) for x, y in run if y is not None] for is_known, run in runs if is_known)
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
