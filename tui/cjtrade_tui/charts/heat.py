"""Heat maps: a row a series, a column a position, each cell shaded by its class and, where there is room, with its number.

Ours, because plotext's heat map carries size by colour alone, has no numbers in its cells, and does not survive a gap.
"""

from collections.abc import Sequence

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.cells import cell_len
from cjtrade_tui.charts import ticks
from cjtrade_tui.charts.canvas import Cells, Run, text_cells, titled
from cjtrade_tui.charts.chart import Chart, ChartSeries, thick

SHADES, ASCII_SHADES = "░▒▓█", ".:*#"
"""The classes of a value, by its size, the smallest first."""
_GAP = ("·", ".")
SIGNS = ("▸◂", "><")
"""What stands on either side of the cell that is picked out."""


def rows_of(chart: Chart, width: int, height: int, ascii: bool) -> Cells:
    """Title and what the shades stand for, the head of columns, and a row for each series.

    Where not all have room those nearest to the one picked out, else the last ones, are kept, and the title names the first.
    """
    limits = classes(chart.series)
    legend = _legend(chart, limits, ascii)
    first, shown, title, beside, gutter, each = _layout(chart, width, height, legend)
    room, tall = each - 2, _tall(height, beside, shown)
    picked_row, picked_column = divmod(-1 if chart.highlight is None else chart.highlight, len(chart.positions))
    texts = next(
        (t for t in (_texts(shown), _texts(shown, marks=False)) if all(len(text) <= room for row in t for text in row)),
        None,
    )
    head = "".join(f"{label[: each - 1]:>{each - 1}} " for label in chart.labels)
    rows = [text_cells(title, "label") + (text_cells(f"  {legend}", "dim") if beside else [])]
    rows += [] if beside else [text_cells(f" {legend}", "dim")]
    rows.append(text_cells(" " * gutter + head, "dim"))
    for number, series in enumerate(shown):
        for line in range(tall):
            row = text_cells(f" {'' if line else safe_text(series.label):<{gutter - 1}}", "label")
            for at in range(len(chart.positions)):
                row += _cell(series, at, each, limits, texts[number][at] if texts and not line else None, ascii)
            if picked_row == first + number:
                left = gutter + picked_column * each
                row[left - 1], row[left + each - 1] = ((sign, "cursor") for sign in SIGNS[ascii])
            rows.append(row)
    return rows


def _tall(height: int, beside: bool, shown: Sequence[ChartSeries]) -> int:
    """The rows from one series to the next."""
    return thick(height - (2 if beside else 3), len(shown))


def _layout(
    chart: Chart, width: int, height: int, legend: str
) -> tuple[int, Sequence[ChartSeries], str, bool, int, int]:
    """The first series in sight and all that are, the title and whether the legend stands beside it, the cells before the
    columns and those of each."""
    for beside in (True, False):
        first = _first(chart, height - (2 if beside else 3))
        shown = chart.series[first : first + height - (2 if beside else 3)]
        kept = f", {shown[0].label} to {shown[-1].label}" if len(shown) < len(chart.series) else ""
        title = titled(chart.title, f"{kept}, {chart.unit}", width)
        if cell_len(title) + cell_len(legend) + 2 <= width:
            break
    gutter = max(cell_len(s.label) for s in shown) + 2
    return first, shown, title, beside, gutter, min(11, (width - gutter) // len(chart.positions))


def cell_at(chart: Chart, width: int, height: int, x: int, y: int, ascii: bool) -> int | None:
    """Which cell, counted row by row, stands at a place; None where none does."""
    first, shown, _, beside, gutter, each = _layout(chart, width, height, _legend(chart, classes(chart.series), ascii))
    row, column = (y - (2 if beside else 3)) // _tall(height, beside, shown), (x - gutter) // each
    if not (0 <= row < len(shown) and 0 <= column < len(chart.positions)):
        return None
    return (first + row) * len(chart.positions) + column


def _first(chart: Chart, room: int) -> int:
    """Which series is drawn first."""
    latest = max(0, len(chart.series) - room)
    if chart.highlight is None:
        return latest
    return min(latest, max(0, chart.highlight // len(chart.positions) - room // 2))


def classes(series: Sequence[ChartSeries]) -> tuple[float, ...]:
    """The upper limits of the classes that values are shaded by, round and evenly apart from zero; at most four."""
    most = max((abs(v) for s in series for v in s.values if v is not None), default=0.0)
    return ticks.scale(0.0, most, len(SHADES) + 1)[2][1:]


def class_of(value: float, limits: Sequence[float]) -> int:
    """The class of a value by its size: 0 for the smallest."""
    return sum(abs(value) > limit for limit in limits[:-1])


def _texts(shown: Sequence[ChartSeries], marks: bool = True) -> list[tuple[str, ...]]:
    """What the cells say, with the letters of their status or without."""
    every = [series.texts or ("",) * len(series.values) for series in shown]
    return every if marks else [tuple(text.rstrip("dec!") for text in texts) for texts in every]


def _cell(series: ChartSeries, at: int, each: int, limits: Sequence[float], text: str | None, ascii: bool) -> list[Run]:
    value = series.values[at]
    if value is None:
        return [*text_cells(f"{_GAP[ascii]:>{each - 1}}", "missing"), (" ", "")]
    role = series.role if value >= 0 else "negative"
    shade = (ASCII_SHADES if ascii else SHADES)[class_of(value, limits) + len(SHADES) - len(limits)]
    if text is None:
        return [*text_cells(shade * (each - 1), role), (" ", "")]
    return [*text_cells(shade, role), *text_cells(f"{text:>{each - 2}}", ""), (" ", "")]


def _legend(chart: Chart, limits: Sequence[float], ascii: bool) -> str:
    step = limits[0]
    shades = (ASCII_SHADES if ascii else SHADES)[-len(limits) :]
    told = [f"{shade} to {ticks.words(limit, step)}" for shade, limit in zip(shades, limits, strict=True)]
    return f"{'  '.join(told)}  {_GAP[ascii]} no figure{', - below zero' if min(chart.values, default=0) < 0 else ''}"
