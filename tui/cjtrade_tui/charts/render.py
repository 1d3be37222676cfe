"""Draw a Chart into cells.

plotext draws the lines, each series on a bare canvas of its own whose limits are ours, so its automatic
scales and ticks never come into play and every cell is known to belong to one series. Axes, ticks, legend
and bars are set here: plotext's horizontal bars can lie, and one of its markers cannot draw two series alike high that
are told apart without colour, as solid and dotted columns of four steps a cell are here.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from itertools import groupby
from math import ceil
from typing import NamedTuple

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.cells import cell_len, set_cell_size
from cjtrade_tui.charts import plotext_import, ticks
from cjtrade_tui.charts.canvas import Run, plotted, text_cells
from cjtrade_tui.charts.chart import ROLES, Chart, Series

Cells = list[list[Run]]
"""Rows of single cells: (character, role)."""

MARKERS = dict(zip(ROLES, ("braille", "•", "+", "braille", "●", "○", "×", "·", "braille", "∙"), strict=True))
ASCII_MARKERS = dict(zip(ROLES, "#o+#@Ox.#*", strict=True))
FILLS = {"before": "⣿", "imports": "⣿", "other": "⡇", "mirror": "⣿", "mirror_imports": "⡇"}
ASCII_FILLS = {"before": ".", "imports": "o", "other": "=", "mirror": "-", "mirror_imports": "."}
_QUARTERS = {"█": "▂▄▆█", "⣿": "⣀⣤⣶⣿", "⡇": "⡀⡄⡆⡇"}
"""The four heights of a column's topmost cell, the same for every fill, so that no series is drawn finer than another."""
_HALVES = {"█": "▄▀", "⣿": "⣤⠛", "⡇": "⡄⠃"}
"""Half a cell above and below a line."""
_EIGHTHS_RIGHT = " ▏▎▍▌▋▊▉█"
_MOST_POINTS = 2000
_WHOLE = ("heat", "timeline")  # kinds that have a module of their own, which draws the title too


class Drawing(NamedTuple):
    """Rows of (text, role) runs, each row as wide as was asked for."""

    rows: tuple[tuple[Run, ...], ...]

    @property
    def text(self) -> list[str]:
        return ["".join(text for text, _ in row) for row in self.rows]


def draw(chart: Chart, width: int, height: int, *, ascii: bool = False) -> Drawing:
    """The chart in exactly `width` x `height` cells; one line of words where that is too small to be honest."""
    head = _head(chart, width, ascii) if chart.kind not in _WHOLE else []
    body = height - len(head)
    if width < 24 or body < 4 or chart.is_empty:
        words = "No figures for this chart." if chart.is_empty else "Too small for a chart."
        return _drawing([[(c, "dim") for c in words[:width]]], width, height)
    if chart.kind in _WHOLE:
        drawn: Cells = import_module(f"cjtrade_tui.charts.{chart.kind}").rows_of(chart, width, height, ascii)
        return _drawing(drawn, width, height)
    if chart.kind == "intervals":
        from cjtrade_tui.charts.intervals import spans

        return _drawing([*head[:1], *spans(chart.spans, width, body, ascii)], width, height)
    if chart.kind in ("stacked", "slope"):
        from cjtrade_tui.charts import shares

        draw_shares = shares.stacked if chart.kind == "stacked" else shares.slope
        return _drawing([*head, *draw_shares(chart, width, body, ascii)], width, height)
    draw_body = {"bars": _bars, "columns": _columns, "diverging": _diverging}.get(chart.kind, _lines)
    return _drawing([*head, *draw_body(chart, width, body, ascii)], width, height)


def waits_for_plotext(chart: Chart) -> bool:
    """Whether drawing it has plotext to import first."""
    return (
        chart.kind in ("line", "rank", "stacked", "slope") and not chart.is_empty and not plotext_import.is_imported()
    )


def glyph(role: str, kind: str, ascii: bool) -> str:
    """What stands for a role in the legend."""
    if kind == "stacked":
        from cjtrade_tui.charts.shares import fill_of

        return fill_of(role, ascii)
    if kind in ("columns", "bars", "diverging"):
        return (ASCII_FILLS if ascii else FILLS).get(role, "#" if ascii else "█")
    marker = (ASCII_MARKERS if ascii else MARKERS)[role]
    return "⣀⡠⠒" if marker == "braille" else marker


def _drawing(cells: Cells, width: int, height: int) -> Drawing:
    rows = []
    for row in cells[:height]:
        if len(row) > width and not row[width][0]:
            row[width - 1] = (" ", "")
        row = row[:width] + [(" ", "")] * (width - len(row))
        rows.append(tuple(("".join(c for c, _ in run), role) for role, run in _runs(row)))
    rows += [((" " * width, ""),)] * (height - len(rows))
    return Drawing(tuple(rows))


def _runs(row: list[Run]) -> list[tuple[str, list[Run]]]:
    return [(role, list(run)) for role, run in groupby(row, key=lambda cell: cell[1])]


def _head(chart: Chart, width: int, ascii: bool) -> Cells:
    """Title with unit, then the legend: beside it where both fit, else on rows of its own."""
    unit = f", {chart.unit}" if chart.unit else ""
    title = text_cells(f" {chart.title}{unit}", "label")[:width]
    entries = [
        text_cells(f"  {glyph(s.role, chart.kind, ascii)} ", s.role) + text_cells(s.label, "dim")
        for s in chart.series
        if s.label and chart.kind not in ("bars", "slope")
    ]
    rows = [title]
    for entry in entries:
        if len(rows[-1]) + len(entry) <= width:
            rows[-1] = rows[-1] + entry
        else:
            rows.append(entry[:width])
    return rows


def _frame(canvas: Cells, chart: Chart, at: dict[int, str], columns: Sequence[int], width: int, ascii: bool) -> Cells:
    """The canvas with its axis: tick labels by row on the left, position labels below."""
    gutter = max((len(t) for t in at.values()), default=0)
    bar, tick = ("|", "+") if ascii else ("│", "┤")
    rows = []
    for y, row in enumerate(canvas):
        rows.append(text_cells(f"{at.get(y, ''):>{gutter}}{tick if y in at else bar}", "dim") + row)
    places = [gutter + 1 + c for c in columns]
    return [*rows, _below(chart, places, width, ascii)]


def _below(chart: Chart, places: Sequence[int], width: int, ascii: bool) -> list[Run]:
    """The labels of the positions, and a sign under the one picked out, for which those that touch it make room."""
    cells = [(" ", "")] * width
    sign: list[Run] = []
    first = last = -1
    if chart.highlight is not None:
        sign = text_cells(("^" if ascii else "▲") + chart.labels[chart.highlight], "picked")
        first = max(0, min(places[chart.highlight], width - len(sign)))
        last = first + len(sign)
    for left, label in ticks.places(places, chart.labels, width):
        if not sign or left > last or left + len(label) < first:
            cells[left : left + len(label)] = text_cells(label, "dim")
    cells[first:last] = sign if sign else cells[first:last]
    return cells


def _gutter(ticks_: Sequence[float]) -> int:
    step = ticks_[1] - ticks_[0]
    return max(len(ticks.words(t, step)) for t in ticks_) + 1


def _values(chart: Chart) -> list[float]:
    return [v for s in chart.series for v in s.values if v is not None]


def row_of(value: float, low: float, high: float, rows: int) -> int:
    """The canvas row (0 on top) of a value, limits on the middles of the outer rows."""
    return rows - 1 - round((value - low) / (high - low) * (rows - 1))


# Lines


def _lines(chart: Chart, width: int, height: int, ascii: bool) -> Cells:
    rows = height - 1
    values = _values(chart)
    if chart.kind == "rank":
        low, high = -max(values), -1.0
        marks = _rank_ticks(int(max(values)), rows)
        if low == high:
            low = high - 1
        gutter = max(len(str(m)) for m in marks) + 1
        at = {row_of(-m, low, high, rows): str(m) for m in reversed(marks)}
    else:
        low, high, marks_ = ticks.scale(min(values), max(values), max(2, rows // 2 + 1))
        gutter = _gutter(marks_)
        step = marks_[1] - marks_[0]
        at = {row_of(t, low, high, rows): ticks.words(t, step) for t in marks_}
    wide = width - gutter
    left, right = chart.positions[0], chart.positions[-1]
    if left == right:
        left, right = left - 0.5, right + 0.5
    canvas: Cells = [[(" ", "")] * wide for _ in range(rows)]
    if low < 0 < high and chart.kind != "rank":
        canvas[row_of(0, low, high, rows)] = [("-" if ascii else "┈", "missing")] * wide
    for series in reversed(chart.series):
        sign = -1 if chart.kind == "rank" else 1
        marker = (ASCII_MARKERS if ascii else MARKERS)[series.role]
        for xs, ys in _stretches(chart.positions, series, sign):
            _lay(canvas, plotted(xs, ys, wide, rows, (left, right), (low, high), marker), series.role)
    columns = [round((p - left) / (right - left) * (wide - 1)) for p in chart.positions]
    return _frame(canvas, chart, at, columns, width, ascii)


def _rank_ticks(worst: int, rows: int) -> list[int]:
    step = next((s for s in (1, 2, 5, 10, 20, 50) if worst // s + 1 <= max(2, rows // 2 + 1)), worst)
    return [1, *(n for n in range(step, worst + 1, step) if n > 1)]


def _stretches(positions: Sequence[float], series: Series, sign: int) -> list[tuple[list[float], list[float]]]:
    """The runs of a series without a gap, thinned to what a column can show."""
    found: list[tuple[list[float], list[float]]] = []
    open_run = False
    for x, y in zip(positions, series.values, strict=True):
        if y is None:
            open_run = False
            continue
        if not open_run:
            found.append(([], []))
            open_run = True
        found[-1][0].append(x)
        found[-1][1].append(sign * y)
    return [_thinned(xs, ys) for xs, ys in found]


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


# Bars


def _columns(chart: Chart, width: int, height: int, ascii: bool) -> Cells:
    """Grouped columns from zero, each value above its column where there is room."""
    values = _values(chart)
    if min(values) < 0:
        return _diverging(chart, width, height, ascii)
    rows = height - 1
    high, marks = ticks.scale(0, max(values), max(2, rows // 2))[1:]
    gutter = _gutter(marks)
    step = marks[1] - marks[0]
    at = {min(rows - 1, rows - round(t / high * rows)): ticks.words(t, step) for t in reversed(marks)}
    wide = width - gutter
    canvas: Cells = [[(" ", "")] * wide for _ in range(rows)]
    group, thick, count = _groups(chart, wide)
    for i in range(len(chart.positions)):
        for k, series in enumerate(chart.series):
            left = int(i * group) + (int(group) - thick * count) // 2 + k * thick
            ink = max(1, thick - 1) if thick > 1 else 1
            value = series.values[i]
            if value is None:
                _write(canvas, rows - 1, left, "n/a"[:ink], "missing")
                continue
            _column(canvas, left, ink, value / high * rows, series.role, ascii)
            text = series.texts[i] if series.texts else ""
            _value_above(canvas, left, ink, thick, rows - 1 - int(value / high * rows - 1e-9), text)
    columns = [int((i + 0.5) * group) for i in range(len(chart.positions))]
    return _frame(canvas, chart, at, columns, width, ascii)


def _groups(chart: Chart, wide: int) -> tuple[float, int, int]:
    """(cells for each position, cells for each column, columns in a group)."""
    count = len(chart.series)
    group = max(1.0, wide / len(chart.positions))
    return group, max(1, min(10, int(group - 1) // count)), count


def _column(canvas: Cells, left: int, ink: int, tall: float, role: str, ascii: bool) -> None:
    """A column of `tall` rows, to a quarter of one, or to a whole one in ASCII; of what is above zero some is always seen."""
    fill = glyph(role, "columns", ascii)
    steps = 1 if ascii else 4
    whole, part = divmod(max(round(tall * steps), int(tall > 0)), steps)
    for y in range(whole):
        _write(canvas, len(canvas) - 1 - y, left, fill * ink, role)
    if part and whole < len(canvas):
        _write(canvas, len(canvas) - 1 - whole, left, _QUARTERS[fill][part - 1] * ink, role)


def _value_above(canvas: Cells, left: int, ink: int, thick: int, row: int, text: str) -> None:
    if row >= 1 and len(text) <= thick + (1 if thick > ink else 0) and thick >= 4:
        _write(canvas, row - 1, left + (ink - len(text)) // 2, text, "value")


def _write(canvas: Cells, y: int, x: int, text: str, role: str) -> None:
    if 0 <= y < len(canvas):
        for i, character in enumerate(text, x):
            if 0 <= i < len(canvas[y]) and character != " ":
                canvas[y][i] = (character, role)


def _diverging(chart: Chart, width: int, height: int, ascii: bool) -> Cells:
    """Columns above and below a line at zero, to half a row; of a single series, what is below has a fill of its own."""
    rows = height - 1
    values = _values(chart)
    low, high = min(0.0, *values), max(0.0, *values)
    each = ticks.row_unit(low, high, rows)
    above, below = ceil(high / each - 1e-9), ceil(-low / each - 1e-9)
    zero = (rows - 1 - above - below) // 2 + above
    apart = 1 if above + below < 5 else 2
    marks = {zero - n: each * n for n in range(-below, above + 1) if n % apart == 0}
    gutter = max(len(ticks.words(t, each * apart)) for t in marks.values()) + 1
    steps = 1 if ascii else 2
    wide = width - gutter
    canvas: Cells = [[(" ", "")] * wide for _ in range(rows)]
    canvas[zero] = [("-" if ascii else "─", "dim")] * wide
    group, thick, count = _groups(chart, wide)
    for i in range(len(chart.positions)):
        for k, series in enumerate(chart.series):
            value = series.values[i]
            left = int(i * group) + max(0, (int(group) - thick * count) // 2) + k * thick
            if value is None:
                continue
            ink = max(1, thick - 1) if thick > 2 else thick
            fill, role = glyph(series.role, "columns", ascii), series.role
            if value < 0 and count == 1:
                fill, role = "v" if ascii else "⡇" if fill == "⣿" else "⣿", "negative"
            rise = 1 if value > 0 else -1
            whole, part = divmod(round(abs(value) / each * steps), steps)
            for y in range(1, whole + 1):
                _write(canvas, zero - y * rise, left, fill * ink, role)
            if part:
                _write(canvas, zero - (whole + 1) * rise, left, _HALVES[fill][rise < 0] * ink, role)
            if not whole and not part and value:
                sign = ("^" if rise > 0 else "v") if ascii else "▴" if rise > 0 else "▾"
                _write(canvas, zero, left, sign, role)
    columns = [int((i + 0.5) * group) for i in range(len(chart.positions))]
    at = {row: ticks.words(t, each * apart) for row, t in sorted(marks.items())}
    return _frame(canvas, chart, at, columns, width, ascii)


def _bars(chart: Chart, width: int, height: int, ascii: bool) -> Cells:
    """One horizontal bar a row, from zero, its number at its end; the row picked out has a sign before it. Where there are
    more than rows, the one picked out stays and the last row says how many are left out."""
    series = chart.series[0]
    places = _places_of_bars(len(chart.labels), height, chart.highlight)
    shown = [(chart.labels[i], series.values[i]) for i in places]
    most = max((v for v in series.values if v is not None), default=0) or 1
    texts = [series.texts[i] if series.texts else "" for i in places]
    numbers = [text or "n/a" if v is None else text for (_, v), text in zip(shown, texts, strict=True)]
    label_width = min(max(cell_len(label) for label, _ in shown), width // 3)
    with_bars = [len(text) for (_, v), text in zip(shown, numbers, strict=True) if v is not None]
    room = width - label_width - max(with_bars, default=0) - 3
    rows: Cells = []
    for i, (label, value), text in zip(places, shown, numbers, strict=True):
        picked = i == chart.highlight
        role = "japan" if picked else series.role
        steps = 1 if ascii else 8
        whole, part = divmod(max(round(max(0.0, value or 0) / most * room * steps), int((value or 0) > 0)), steps)
        bar = ("#" if ascii else "█") * whole + (_EIGHTHS_RIGHT[part] if part else "")
        name = set_cell_size(safe_text(label), label_width)
        sign = (">" if ascii else "▸", "marker") if picked else (" ", "")
        cells = [sign, *text_cells(name, "picked" if picked else ""), (" ", "")]
        rows.append(cells + text_cells(bar, role) + text_cells(f" {text}", "value" if picked else ""))
    if left_out := len(chart.labels) - len(places):
        rows.append(text_cells(f" and {left_out} more in the table", "dim")[:width])
    return rows


def _places_of_bars(count: int, height: int, highlight: int | None) -> list[int]:
    """Which bars are drawn in so many rows: the first ones, and the one picked out."""
    if count <= height:
        return list(range(count))
    first = range(height - 1)
    return [*first] if highlight is None or highlight in first else [*first[:-1], highlight]
