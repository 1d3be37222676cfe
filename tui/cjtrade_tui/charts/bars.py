"""Bars from zero: columns, grouped or above and below it, and horizontal ones.

Ours, because plotext's horizontal bars can lie, and one of its markers
cannot draw two series alike high that are told apart without colour, as solid and dotted
columns of four steps a cell are here.
"""

from collections.abc import Iterator
from typing import NamedTuple

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.cells import cell_len, shortened
from cjtrade_tui.charts import ticks
from cjtrade_tui.charts.canvas import Cells, framed, text_cells
from cjtrade_tui.charts.chart import Chart, ChartSeries, thick

FILLS = {"before": "⣿", "japan": "⣿", "imports": "⣿", "other": "⡇", "mirror": "⣿", "mirror_imports": "⡇"}
ASCII_FILLS = {"before": ".", "japan": "@", "imports": "o", "other": "=", "mirror": "-", "mirror_imports": "."}
_QUARTERS = {"█": "▂▄▆█", "⣿": "⣀⣤⣶⣿", "⡇": "⡀⡄⡆⡇"}
"""The four heights of a column's topmost cell, the same for every fill, so that no series is drawn finer than another."""
_QUARTERS_DOWN = {"█": "▔▀", "⣿": "⠉⠛⠿⣿", "⡇": "⠁⠃⠇⡇"}
"""The same of a column below zero, and in the row of zero of one above it; a solid one, which terminals have no more such
cells of, is drawn in dots below."""
_EIGHTHS_RIGHT = " ▏▎▍▌▋▊▉█"
_MISSING = "n/a"
_THICKEST, _NARROWEST = 9, 4
"""Cells of a column, or more where its words need them, and those below which nothing is written at it."""
_FEWEST = 3
"""Rows that the columns keep where others are left free for the words at their ends."""


def fill_of(role: str, ascii: bool) -> str:
    """What a column or bar is filled with."""
    return (ASCII_FILLS if ascii else FILLS).get(role, "#" if ascii else "█")


def filling(chart: Chart, series: ChartSeries) -> str:
    """The role whose filling a series has: one alone is solid."""
    return "now" if _is_alone(chart) else series.role


def _is_alone(chart: Chart) -> bool:
    """Whether all series of a chart are of one thing."""
    return len({series.role for series in chart.series}) == 1


def _beside(chart: Chart) -> dict[str, int]:
    """For each role how many of its columns stand beside each other where most do: series that go on from one another, as those
    of two compilers, share a place, so that the columns of years stand as far apart as the years."""
    known = {s.role: [o for o in chart.series if o.role == s.role] for s in chart.series}
    positions = range(len(chart.positions))
    return {role: max(1, *(sum(s.values[i] is not None for s in of) for i in positions)) for role, of in known.items()}


class _Place(NamedTuple):
    """Where the columns of a chart stand: how much a row is worth, the row of zero, the words of each tick by its row, cells
    of the canvas, of a position, the same for all, so that years stand equally far apart, and of a column, and those that the
    words at one may have, a blank to the next."""

    each: float
    zero: int
    at: dict[int, str]
    wide: int
    group: int
    thick: int
    words: int

    def left(self, i: int, many: int) -> int:
        """Where the first of `many` columns of a position begins."""
        return i * self.group + max(0, (self.group - self.thick * many) // 2)

    def centres(self, chart: Chart) -> list[int]:
        """The middle of the columns of each position, which the sign of the selected period stands below."""
        many = sum(_beside(chart).values())
        inked = many * self.thick - (self.thick > 1)
        return [self.left(i, many) + (inked - 1) // 2 for i in range(len(chart.positions))]


class _Column(NamedTuple):
    """A column: the cells before and of it, its value and role, what fills it, its words, where there is room for them, and
    whether a sign says that it is missing."""

    left: int
    ink: int
    value: float | None
    role: str
    fill: str
    text: str
    is_told: bool

    @property
    def middle(self) -> int:
        return self.left + (self.ink - len(self.text)) // 2


def _place(chart: Chart, low: float, high: float, width: int, rows: int) -> _Place:
    """The finest that reaches from `low` to `high` in `rows` rows, that of zero among them, with a row for words at the
    ends where there is any to write."""
    found = []
    words = int(high > 0), int(low < 0)
    for above, below in (words if rows >= _FEWEST + sum(words) else (0, 0), (0, 0)):
        axis = ticks.on_rows(low, high, rows - above - below, beside=above)
        zero = rows - 1 - axis.below - below
        at = axis.ticks(zero, rows)
        room = width - _gutter(at)
        group = max(1, room // len(chart.positions))
        many, longest = sum(_beside(chart).values()), max(len(text) for s in chart.series for text in (*s.texts, ""))
        thick = max(1, min(max(_THICKEST, longest + 1), (group - 1) // many))
        wide = min(room, group * len(chart.positions))
        found.append(_Place(axis.each, zero, at, wide, group, thick, (thick if many > 1 else group) - 1))
    return found[not any(_fits(text, found[0]) for s in chart.series for text in s.texts)]


def _fits(text: str, place: _Place) -> bool:
    """Whether there is room for words at the end of a column."""
    return bool(text) and place.thick >= _NARROWEST and len(text) <= place.words


def _columns(chart: Chart, place: _Place, ascii: bool) -> Iterator[_Column]:
    ink, beside = max(1, place.thick - 1), _beside(chart)
    for i in range(len(chart.positions)):
        first = [chart.series[0].role] if all(series.values[i] is None for series in chart.series) else [*beside]
        left = place.left(i, sum(beside.values()))
        for role, most in beside.items():
            of_role = [series for series in chart.series if series.role == role]
            here = [series for series in of_role if series.values[i] is not None] or of_role[:1]
            for k, series in enumerate(here):
                text = series.texts[i] if series.texts and _fits(series.texts[i], place) else ""
                start = left + (most - len(here)) * place.thick // 2 + k * place.thick
                yield _Column(
                    start, ink, series.values[i], role, fill_of(filling(chart, series), ascii), text, role in first
                )
            left += most * place.thick


def columns(chart: Chart, width: int, height: int, ascii: bool) -> Cells:
    """Grouped columns from the line at zero, which as all ticks do stands in the middle of its row, so that a column ends where
    the ticks say; each value is at its end where there is room, and what is below zero has a fill of its own in a single series.
    """
    place = _placed(chart, width, height)
    canvas: Cells = [[(" ", "")] * place.wide for _ in range(height - 1)]
    canvas[place.zero] = [("-" if ascii else "─", "dim")] * place.wide
    for column in _columns(chart, place, ascii):
        if column.value is not None:
            _rise(canvas, column, column.value / place.each, place.zero, ascii, _is_alone(chart))
        elif column.is_told and (_is_alone(chart) or (chart.kind != "diverging" and min(chart.values) >= 0)):
            gap = _MISSING if column.ink >= len(_MISSING) else "." if ascii else "·"
            _write(canvas, place.zero - 1, column.left, gap, "missing")
    return framed(canvas, chart, place.at, place.centres(chart), width, ascii)


def _placed(chart: Chart, width: int, height: int) -> _Place:
    """Where columns stand, below which a row names their positions."""
    return _place(chart, min(chart.values), max(chart.values), width, height - 1)


def centres(chart: Chart, width: int, height: int) -> list[int]:
    """The middle of the columns of each position."""
    place = _placed(chart, width, height)
    return [_gutter(place.at) + centre for centre in place.centres(chart)]


def _gutter(at: dict[int, str]) -> int:
    """The cells of the axis, ticks and all."""
    return max(map(len, at.values())) + 1


def _rise(canvas: Cells, column: _Column, tall: float, zero: int, ascii: bool, alone: bool) -> None:
    """A column of `tall` rows above or below the row of zero, of whose middle it begins, in quarters of a row, in ASCII in whole
    ones; of what is not zero some is always seen."""
    fill, role, rise = column.fill, column.role, -1 if tall < 0 else 1
    if tall < 0 and alone:
        fill, role = "v" if ascii else "⡇" if fill == "⣿" else "⣿", "negative"
    elif tall < 0 and fill == "█":
        fill = "⣿"
    steps = max(round(abs(tall) * (1 if ascii else 4)), int(tall != 0))
    whole, part = (steps, 0) if ascii else divmod(max(0, steps - 2), 4)
    towards, away = (_QUARTERS_DOWN, _QUARTERS) if rise > 0 else (_QUARTERS, _QUARTERS_DOWN)
    if steps and not ascii:
        _write(canvas, zero, column.left, towards[fill][min(steps, 2) - 1] * column.ink, role)
    for y in range(1, whole + 1):
        _write(canvas, zero - y * rise, column.left, fill * column.ink, role)
    if part:
        _write(canvas, zero - (whole + 1) * rise, column.left, away[fill][part - 1] * column.ink, role)
    _write(canvas, zero - (whole + (part > 0) + 1) * rise, column.middle, column.text, "value")


def _write(canvas: Cells, y: int, x: int, text: str, role: str) -> None:
    if 0 <= y < len(canvas):
        for i, character in enumerate(text, x):
            if 0 <= i < len(canvas[y]) and character != " ":
                canvas[y][i] = (character, role)


def bars(chart: Chart, width: int, height: int, ascii: bool) -> Cells:
    """Horizontal bars from zero, one or more rows each, its number at its end; the one of the cursor's row has its sign before
    it, the pair's second one of its own. Where there are more than rows, these stay and the last row says how many are left out."""
    series = chart.series[0]
    drawn = [*dict.fromkeys(places(chart, height))]
    shown = [(chart.labels[i], series.values[i]) for i in drawn]
    most = max((v for v in series.values if v is not None), default=0) or 1
    texts = [series.texts[i] if series.texts else "" for i in drawn]
    numbers = [text or "n/a" if v is None else text for (_, v), text in zip(shown, texts, strict=True)]
    label_width = min(max(cell_len(label) for label, _ in shown), width // 3)
    with_bars = [len(text) for (_, v), text in zip(shown, numbers, strict=True) if v is not None]
    room = width - label_width - max(with_bars, default=0) - 3
    rows: Cells = []
    for i, (label, value), text in zip(drawn, shown, numbers, strict=True):
        picked = i == chart.highlight
        role = "japan" if i == chart.own else "now" if picked else series.role
        steps = 1 if ascii else 8
        whole, part = divmod(max(round(max(0.0, value or 0) / most * room * steps), int((value or 0) > 0)), steps)
        bar = ("#" if ascii else "█") * whole + (_EIGHTHS_RIGHT[part] if part else "")
        name = shortened(safe_text(label), label_width)
        own = ("*" if ascii else "•", "japan") if i == chart.own else (" ", "")
        sign = (">" if ascii else "▸", "marker") if picked else own
        cells = [sign, *text_cells(name, "picked" if picked else ""), (" ", "")]
        rows.append(cells + text_cells(bar, role) + text_cells(f" {text}", "value" if picked else ""))
        rows += [[(" ", "")] * len(cells) + text_cells(bar, role)] * (thick(height, len(drawn)) - 1)
    if left_out := len(chart.labels) - len(drawn):
        rows.append(text_cells(f" and {left_out} more in the table", "dim")[:width])
    return rows


def places(chart: Chart, height: int) -> list[int]:
    """Which bar is drawn in each of so many rows: the first ones, and the one picked out, else that of the pair's second."""
    count, highlight = len(chart.labels), chart.own if chart.highlight is None else chart.highlight
    if count <= height:
        return [at for at in range(count) for _ in range(thick(height, count))]
    first = range(height - 1)
    return [*first] if highlight is None or highlight in first else [*first[:-1], highlight]
