"""Charts of shares: stacked bars that are parts of a whole, and bars of one moment beside another.

plotext draws each part on a canvas whose limits are ours, a part of a bar on one whose limits are its cells, so that no
automatic scale comes into play: a bar is as long as its value to half a cell. The labels are ours.
"""

from collections.abc import Iterator, Sequence

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.cells import cell_len, set_cell_size, shortened
from cjtrade_tui.charts.canvas import Cells, Run, text_cells
from cjtrade_tui.charts.chart import Chart, ChartSeries, thick
from cjtrade_tui.charts.plotted import plotted

FILLS = {"exports": "█", "imports": "▓", "balance": "▒", "mirror": "░", "other": "·"}
ASCII_FILLS = {"exports": "#", "imports": "=", "balance": "+", "mirror": "-", "other": "."}
ORDER = tuple(FILLS)
"""The roles of parts, the largest first; the last is what is left."""
_OF_FILLING = 6
"""Cells of a shaded part that are seen beside its value, which hides the others."""
_LONGEST_NAME = 56
"""Cells that the name of a line may take."""


def fill_of(role: str, ascii: bool) -> str:
    """What a part of a stacked bar is filled with."""
    return (ASCII_FILLS if ascii else FILLS).get(role, "o" if ascii else "▒")


def stacked(chart: Chart, width: int, height: int, ascii: bool) -> Cells:
    """A bar for each position, its parts one behind the other, the whole as long as 100 per cent; a value stands in its
    part where there is room. What has no row is left out from the top: the oldest."""
    drawn = places(chart, height)
    gutter, room = _across(chart, drawn, width)
    fills = _filled(chart, drawn, room, ascii)
    rows: Cells = []
    for line, at in enumerate(drawn):
        label = shortened(f" {safe_text(chart.labels[at])}", gutter - 1) + " "
        head = text_cells(label, "picked" if at == chart.highlight else "dim")
        is_first = at not in drawn[:line]
        bar = _bar(chart, at, fills[line].ljust(room), ascii, with_values=is_first)
        rows.append([*(head if is_first else [(" ", "")] * gutter), *bar])
    return rows


def places(chart: Chart, height: int) -> list[int]:
    """Which bar is drawn in each of at most `height` rows: where there is room each in several."""
    shown = range(max(0, len(chart.positions) - height), len(chart.positions))
    return [at for at in shown for _ in range(thick(height, len(shown)))]


def part_at(chart: Chart, width: int, height: int, x: int, y: int) -> int | None:
    """Which of the parts of a bar stands at a place."""
    drawn = places(chart, height)
    gutter, room = _across(chart, drawn, width)
    if y >= len(drawn):
        return None
    parts = _parts(chart, drawn[y], room)
    return next((chart.series.index(part) for part, left, right in parts if left <= x - gutter < right), None)


def _across(chart: Chart, drawn: Sequence[int], width: int) -> tuple[int, int]:
    """The cells before the bars, and those of the whole."""
    gutter = min(max(cell_len(safe_text(chart.labels[at])) for at in drawn) + 2, width // 3)
    return gutter, width - gutter - 1


def _filled(chart: Chart, drawn: Sequence[int], room: int, ascii: bool) -> list[str]:
    """The bars in all their rows, on one canvas."""
    last = len(drawn) - 1
    stretches = (
        ([float(left), float(right - 1)][: right - left], [float(last - line)] * min(2, right - left), fill)
        for line, at in enumerate(drawn)
        for part, left, right in _parts(chart, at, room)
        for fill in (fill_of(part.role, ascii),)
    )
    return plotted(stretches, room, len(drawn), (0, room - 1), (0, last) if last else (-1, 1))


def _bar(chart: Chart, at: int, fill: str, ascii: bool, *, with_values: bool) -> list[Run]:
    row = [(" ", "")] * len(fill)
    for part, left, right in _parts(chart, at, len(fill)):
        row[left:right] = [(c, part.role) for c in fill[left:right]]
        text = f" {part.texts[at]} " if part.texts else ""
        is_solid = fill_of(part.role, ascii) == FILLS["exports"]
        if with_values and text.strip() and len(text) + (2 if is_solid else _OF_FILLING) <= right - left:
            start = left + (right - left - len(text)) // 2
            row[start : start + len(text)] = text_cells(text, "on_exports" if is_solid else "value")
    return row


def _parts(chart: Chart, at: int, room: int) -> Iterator[tuple[ChartSeries, int, int]]:
    """Each part that is a cell long or more, with its first cell and that behind its last."""
    done = 0.0
    for series in chart.series:
        after = min(100.0, done + max(0.0, series.values[at] or 0.0))
        left, right = round(done / 100 * room), round(after / 100 * room)
        done = after
        if right > left:
            yield series, left, right


def lines(chart: Chart, height: int) -> list[int]:
    """Which series have a row below the first, where not all have one the largest."""
    by_size = sorted(
        range(len(chart.series)), key=lambda i: -max(abs(chart.series[i].values[at] or 0.0) for at in (0, -1))
    )
    return sorted(by_size if len(by_size) < height else by_size[: height - 2])


def before_after(chart: Chart, width: int, height: int, ascii: bool) -> Cells:
    """A row for each series, in their order, with a bar and a value for its first moment and for its last, all to one scale;
    the first row names the moments, the last says how many had no room: those that were smallest at both moments."""
    shown = [chart.series[at] for at in lines(chart, height)]
    name = min(_LONGEST_NAME, width // 3, max(cell_len(safe_text(s.label)) for s in shown))
    moments = ((0, "before"), (-1, "now"))
    number = max(
        cell_len(text) for at, _ in moments for text in (safe_text(chart.labels[at]), *(_text(s, at) for s in shown))
    )
    room = max(1, (width - name - 2 * number - 5) // 2)
    most = max(map(abs, chart.values)) or 1.0
    heads = (f"{safe_text(chart.labels[at]):>{number}} {'':{room}}" for at, _ in moments)
    rows: Cells = [text_cells(f" {'':{name}} {' '.join(heads)}", "dim")]
    for each in shown:
        row = text_cells(f" {set_cell_size(shortened(safe_text(each.label), name), name)}", "label")
        for at, role in moments:
            fill = fill_of({"before": "imports", "now": "exports"}[role], ascii)
            bar = fill * round(abs(each.values[at] or 0.0) / most * room)
            row += text_cells(f" {_text(each, at):>{number}} ", "value") + text_cells(f"{bar:{room}}", role)
        rows.append(row)
    left_out = len(chart.series) - len(shown)
    return [*rows, text_cells(f" +{left_out} more", "dim")] if left_out else rows


def _text(series: ChartSeries, at: int) -> str:
    return safe_text(series.texts[at]).strip() if series.texts else ""
