"""Time lines: each event a sign at its date on one axis, one above the other where they fall together.

Ours, because plotext puts what falls into one cell into one sign.
"""

from __future__ import annotations

from cjtrade_tui.charts import ticks
from cjtrade_tui.charts.canvas import Cells, beside, text_cells, titled
from cjtrade_tui.charts.chart import Chart


def rows_of(chart: Chart, width: int, height: int, ascii: bool) -> Cells:
    """Title, signs over an axis, and years below it; the event picked out, on top of its column, is marked and dated."""
    first, last = _ends(chart)
    columns = centres(chart, width, height)
    room = height - 3
    canvas: Cells = [[(" ", "")] * width for _ in range(room)]
    picked = chart.highlight
    order = [i for i in range(len(columns)) if i != picked] + ([picked] if picked is not None else [])
    filled = dict.fromkeys(columns, 0)
    for i in order:
        row = max(0, room - 1 - filled[columns[i]])
        signs, role = (("@", "●"), "japan") if i == picked else (("o", "○"), "total")
        canvas[row][columns[i]] = (signs[not ascii], role)
        filled[columns[i]] += 1
    title = titled(chart.title + (f": {chart.labels[picked]}" if picked is not None else ""), "", width)
    years = list(range(first, last + 1))
    places = [round((y - first) / (last - first) * (width - 1)) for y in years]
    axis = ("-" if ascii else "─") * width
    below = beside(ticks.places(places, [*map(str, years)], width), width)
    return [text_cells(title, "label"), *canvas, text_cells(axis, "dim"), below]


def _ends(chart: Chart) -> tuple[int, int]:
    """The year of the first event and the one after the last."""
    return int(chart.positions[0]), int(chart.positions[-1]) + 1


def centres(chart: Chart, width: int, height: int) -> list[int]:
    """The column of each event."""
    first, last = _ends(chart)
    return [min(width - 1, int((p - first) / (last - first) * width)) for p in chart.positions]
