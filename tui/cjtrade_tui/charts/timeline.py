"""Time lines: each event a sign at its date on one axis, one above the other where they fall together; where each has a row, with
its name.

Ours, because plotext puts what falls into one cell into one sign.
"""

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.cells import shortened
from cjtrade_tui.charts import ticks
from cjtrade_tui.charts.canvas import Cells, Run, beside, text_cells, titled
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
    is_named = room >= len(columns)
    for i, x in enumerate(columns if is_named else ()):
        for row_below in canvas[room - i : room]:
            row_below[x] = ("|" if ascii else "│", "dim")
    for i in order:
        row = room - 1 - i if is_named else max(0, room - 1 - filled[columns[i]])
        signs, role = (("@", "●"), "japan") if i == picked else (("o", "○"), "total")
        canvas[row][columns[i]] = (signs[not ascii], role)
        filled[columns[i]] += 1
    for i in order if is_named else ():
        _name(canvas[room - 1 - i], columns[i], chart.labels[i], "picked" if i == picked else "")
    told = f": {chart.labels[picked]}" if picked is not None and not is_named else ""
    title = titled(f"{chart.title}{told}", "", width)
    years = list(range(first, last + 1))
    places = [round((y - first) / (last - first) * (width - 1)) for y in years]
    axis = ("-" if ascii else "─") * width
    below = beside(ticks.places(places, [*map(str, years)], width), width)
    return [text_cells(title, "label"), *canvas, text_cells(axis, "dim"), below]


def _name(row: list[Run], x: int, label: str, role: str) -> None:
    """The name of an event before its sign, or behind it where there is more room."""
    is_before = x > len(row) // 2
    name = shortened(safe_text(label), (x if is_before else len(row) - x - 1) - 1).rstrip()
    cells = text_cells(f"{name} " if is_before else f" {name}", role)
    left = x - len(cells) if is_before else x + 1
    row[left : left + len(cells)] = cells


def _ends(chart: Chart) -> tuple[int, int]:
    """The year of the first event and the one after the last."""
    return int(chart.positions[0]), int(chart.positions[-1]) + 1


def centres(chart: Chart, width: int, height: int) -> list[int]:
    """The column of each event."""
    first, last = _ends(chart)
    return [min(width - 1, int((p - first) / (last - first) * width)) for p in chart.positions]
