"""Pointing: which of its positions a drawn chart has at a cell."""

from cjtrade_tui.charts import bars, heat, lines, shares, timeline
from cjtrade_tui.charts.chart import Chart
from cjtrade_tui.charts.render import WHOLE, head_of


def position_at(chart: Chart, width: int, height: int, x: int, y: int, *, ascii: bool = False) -> int | None:
    """The number of the position drawn at column `x` and row `y` of a chart of that size, of a heat map that of the cell
    counted row by row, of stacked bars and of two moments that of the series; None where there is none, as on the title."""
    head = 0 if chart.kind in WHOLE else len(head_of(chart, width, ascii))
    body, y = height - head, y - head
    if chart.is_empty or y < 0 or body < 4:
        return None
    if chart.kind == "heat":
        return heat.cell_at(chart, width, body, x, y, ascii)
    if chart.kind == "stacked":
        return shares.part_at(chart, width, body, x, y)
    if chart.kind in ("bars", "before_after"):
        rows = bars.places(chart, body) if chart.kind == "bars" else [None, *shares.lines(chart, body)]
        return rows[y] if y < len(rows) else None
    centres = {
        "columns": bars.centres,
        "diverging": bars.centres,
        "line": lines.centres,
        "rank": lines.centres,
        "timeline": timeline.centres,
    }.get(chart.kind)
    if centres is None:
        return None
    columns = centres(chart, width, body)
    named = [i for i in range(len(columns)) if not chart.keys or chart.keys[i]]
    return min(named, key=lambda i: abs(columns[i] - x), default=None)
