"""Draw a Chart into cells: its title and legend, and below them what the module of its kind draws."""

import sys
from importlib import import_module
from typing import NamedTuple

from cjtrade_tui.charts.canvas import ASCII_MARKERS, MARKERS, Cells, Run, runs, text_cells, titled
from cjtrade_tui.charts.chart import Chart, ChartSeries

_DRAWN = {
    "line": "lines.lines",
    "rank": "lines.lines",
    "columns": "bars.columns",
    "diverging": "bars.columns",
    "bars": "bars.bars",
    "stacked": "shares.stacked",
    "before_after": "shares.before_after",
    "intervals": "intervals.spans",
    "heat": "heat.rows_of",
    "timeline": "timeline.rows_of",
}
"""What draws each kind; imported when one is first drawn."""
_NARROWEST = 24
"""Columns below which nothing is drawn; a heat map has three and more for each of its own."""
_HEAD = 2
"""Rows of title and legend beyond which the labels are the short ones."""
WHOLE = ("heat", "timeline")
"""Kinds that draw their title themselves."""


class Drawing(NamedTuple):
    """Rows of (text, role) runs, each row as wide as was asked for."""

    rows: tuple[tuple[Run, ...], ...]

    @property
    def text(self) -> list[str]:
        return ["".join(text for text, _ in row) for row in self.rows]


def draw(chart: Chart, width: int, height: int, *, ascii: bool = False) -> Drawing:
    """The chart in exactly `width` x `height` cells; one line of words where that is too small to be honest."""
    head = head_of(chart, width, ascii) if chart.kind not in WHOLE else []
    body = height - len(head)
    columns = len(chart.positions) if chart.kind == "heat" else 0
    if width < max(_NARROWEST, 3 * columns + 8) or body < 4 or chart.is_empty:
        words = "No figures for this chart." if chart.is_empty else "Too small for a chart."
        return _drawing([[(c, "dim") for c in words[:width]]], width, height)
    module, function = _DRAWN[chart.kind].split(".")
    drawn: Cells = getattr(import_module(f"cjtrade_tui.charts.{module}"), function)(chart, width, body, ascii)
    cells = [*head, *drawn]
    if ascii:
        cells = [[("~" if text == "…" else text, role) for text, role in row] for row in cells]
    return _drawing(cells, width, height)


def waits_for_plotext(chart: Chart) -> bool:
    """Whether drawing it has plotext to import first."""
    return chart.kind in ("line", "rank", "stacked") and not chart.is_empty and "plotext" not in sys.modules


def glyph(chart: Chart, series: ChartSeries, ascii: bool) -> str:
    """What stands for a series in the legend."""
    if chart.kind == "stacked":
        from cjtrade_tui.charts import shares

        return shares.fill_of(series.role, ascii)
    if chart.kind in ("columns", "diverging"):
        from cjtrade_tui.charts import bars

        return bars.fill_of(bars.filling(chart, series), ascii)
    marker = (ASCII_MARKERS if ascii else MARKERS)[series.role]
    return "⣀⡠⠒" if marker == "braille" else marker if ascii else f"⠒{marker}⠒"


def _drawing(cells: Cells, width: int, height: int) -> Drawing:
    rows = []
    for row in cells[:height]:
        if len(row) > width and not row[width][0]:
            row[width - 1] = (" ", "")
        row = row[:width] + [(" ", "")] * (width - len(row))
        rows.append(tuple(runs(row)))
    rows += [((" " * width, ""),)] * (height - len(rows))
    return Drawing(tuple(rows))


def head_of(chart: Chart, width: int, ascii: bool) -> Cells:
    """Title with unit, which stays where the title is cut, then the legend: beside it, or on rows of its own where that takes
    no more of them, in short where it would take many."""
    unit = f", {chart.unit}" if chart.unit else ""
    title = text_cells(titled(chart.title, unit, width), "label")
    notes = [text_cells(f" ({note})", "dim") for note in (chart.note, chart.note.rpartition("; ")[2]) if note]
    title += next((note for note in notes if len(title) + len(note) <= width), [])
    told = [s for s in chart.series if s.label and chart.kind not in ("bars", "before_after", "intervals", "rank")]
    rows: Cells = []
    for labels in ([s.label for s in told], [s.short or s.label for s in told]):
        entries = [
            text_cells(f"  {glyph(chart, series, ascii)} ", series.role) + text_cells(label, "dim")
            for series, label in zip(told, labels, strict=True)
        ]
        rows = min(_flowing([title, []], entries, width), _flowing([title], entries, width), key=len)
        if len(rows) <= _HEAD:
            break
    return rows


def _flowing(rows: Cells, entries: Cells, width: int) -> Cells:
    """Rows with entries behind the last of them, and on rows of their own where they have no room there."""
    for entry in entries:
        rows = [*rows[:-1], rows[-1] + entry] if len(rows[-1]) + len(entry) <= width else [*rows, entry[:width]]
    return rows
