"""A Chart as an SVG picture, for pages and files; pygal draws it.

Colours are the CSS variables `--exports`, `--imports` ..., `--ink` and `--dim` of the page it stands in, so that one picture
is right on a light and on a dark ground. Limits and ticks are ours: zero is on the axis of anything that has a length.
"""

import re
import sys
from functools import partial
from html import escape
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.cells import shortened
from cjtrade_tui.charts import ticks
from cjtrade_tui.charts.chart import Chart, ChartSeries
from cjtrade_tui.charts.words import in_words

COLOURS = Path(__file__).with_name("colours.css")
"""What the variables are on a light ground, first of all, and on a dark one."""
DRAWN = ("line", "rank", "columns", "diverging", "bars", "stacked")
"""The kinds that are drawn; the others are not charts of one axis and stay text."""
_CLASSES = {"line": "XY", "rank": "XY", "columns": "Bar", "diverging": "Bar", "bars": "HorizontalBar"}
_TICKS, _FONT, _LONGEST = 6, 15, 32
_LETTER, _HALF, _BESIDE = 9, 2, 80
"""Pixels of a letter of a label, the letters that a year has beyond each end of the axis, and pixels beside that."""
_ROOM_FOR_NAMES, _WRITTEN = 130, 12
_DASHES = {"imports": "5,3", "balance": "1,3", "mirror": "7,2,1,2", "mirror_imports": "3,3", "other": "2,2"}
_SHAPES = {
    "imports": "M-3-3h6v6h-6z",
    "total": "M0-5L4 0L0 5L-4 0z",
    "balance": "M0-5L4 0L0 5L-4 0z",
    "japan": "M0 4L4-3H-4z",
    "mirror": "M0-4L4 3H-4z",
    "mirror_imports": "M-3-3h6v6h-6z",
}
"""What tells lines and their points apart without colour; the points of the others are round."""


def svg(chart: Chart, name: str, width: int = 460, height: int = 230) -> str:
    """The picture as one element, `name` its id, its legend left to who shows it. Raises ValueError for a kind not DRAWN."""
    if chart.kind not in DRAWN:
        raise ValueError(f"a chart of the kind '{chart.kind}' is not drawn as SVG")
    chart, pygal = _in_place(chart), _pygal()
    stacked = chart.kind == "stacked"
    make = pygal.StackedBar if stacked else getattr(pygal, _CLASSES[chart.kind])
    picture = make(**_settings(chart, width, height))
    upwards = -1 if chart.kind == "bars" else 1  # pygal's first bar is the lowest
    picture.x_labels, picture.truncate_label = _names(chart, width)[::upwards], -1
    low, high, marks = _axis(chart)
    step = min((b - a for a, b in pairwise(marks)), default=1.0)
    picture.range, picture.y_labels = (low, high), [{"value": m, "label": ticks.words(m, step)} for m in marks]
    picture.y_labels_major = list(marks)
    for series in chart.series:
        is_line = picture.__class__ is pygal.XY
        dashes = {"dasharray": _DASHES[series.role]} if is_line and series.role in _DASHES else {}
        dated = list(zip(chart.positions, series.values, strict=True))
        values: list[dict[str, Any]] = [{"value": each if is_line else each[1]} for each in dated]
        if chart.own is not None:
            values[chart.own]["color"] = "var(--japan)"
        picture.add(safe_text(series.label), values[::upwards], stroke_style=dashes | {"width": 1.6})
    drawn = picture.render(is_unicode=True).replace(picture.uuid, name)
    drawn = re.sub(r"<!--.*?-->|<(title|script|desc)\b.*?</\1>", "", drawn, flags=re.S)
    for at, series in enumerate(chart.series):
        of_series = rf'<g class="series serie-{at} .*?(?=<g class="series|$)'
        name = series.label if chart.kind == "rank" else ""
        drawn = re.sub(of_series, partial(_marked, series.role, name), drawn, flags=re.S)
        if chart.kind in ("columns", "diverging") and len(chart.series) * len(chart.positions) <= _WRITTEN:
            drawn = re.sub(of_series, partial(_with_numbers, series), drawn, flags=re.S)
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(in_words(chart), quote=True)}" ', 1)


def _with_numbers(series: ChartSeries, found: re.Match[str]) -> str:
    """The columns of a series with the table's own numbers at their ends."""
    known = [each for each in zip(series.values, series.texts, strict=False) if each[0] is not None]
    columns = re.findall(r'<rect x="([^"]+)" y="([^"]+)"[^>]*? width="([^"]+)" height="([^"]+)"[^>]*>', found[0])
    texts = ""
    for (value, text), (x, y, width, height) in zip(known, columns, strict=False):
        at = float(y) - 5 if (value or 0) >= 0 else float(y) + float(height) + _FONT
        style = f"font-size:{_FONT - 1}px;fill:var(--ink);text-anchor:middle"
        texts += f'<text x="{float(x) + float(width) / 2}" y="{at}" style="{style}">{escape(safe_text(text))}</text>'
    return found[0].replace("</g>", f"{texts}</g>", 1) if texts else found[0]


def _in_place(chart: Chart) -> Chart:
    """The chart with columns that go on from one another, as those of two compilers, as one series: pygal would draw them
    beside their position."""
    if chart.kind not in ("columns", "diverging"):
        return chart
    joined: list[ChartSeries] = []
    for series in chart.series:
        last = joined[-1] if joined else None
        pairs = list(zip(last.values, series.values, strict=True)) if last is not None else []
        if last is None or last.role != series.role or any(None not in pair for pair in pairs):
            joined.append(series)
        else:
            joined[-1] = last._replace(values=tuple(one if other is None else other for one, other in pairs), texts=())
    return chart._replace(series=tuple(joined))


def marker(role: str, x: str, y: str) -> str:
    """The point of a series, round or of the shape that it has alone."""
    if role not in _SHAPES:
        return f'<circle cx="{x}" cy="{y}" r="3" fill="var(--{role})"/>'
    return f'<path d="{_SHAPES[role]}" transform="translate({x} {y})" style="fill:var(--{role});stroke:none"/>'


def _marked(role: str, name: str, found: re.Match[str]) -> str:
    """What is drawn of a series with its own points, and behind the last of them its name."""
    dots = re.findall(r'<circle cx="([^"]+)" cy="([^"]+)"', found[0])
    drawn = re.sub(r'<circle cx="([^"]+)" cy="([^"]+)"[^>]*>', lambda dot: marker(role, dot[1], dot[2]), found[0])
    if not name or not dots:
        return drawn
    x, y = map(float, dots[-1])
    label = (
        f'<text x="{x + 8}" y="{y + 5}" style="font-size:{_FONT}px;fill:var(--ink)">{escape(safe_text(name))}</text>'
    )
    return drawn.replace("</g>", f"{label}</g>", 1)


def _names(chart: Chart, width: int) -> list[Any]:
    """The names along the axis, as many as fit; on an axis of time each at its place."""
    labels = [safe_text(label) for label in _labels(chart)]
    if chart.kind == "bars":
        return labels
    first, last = chart.positions[0], chart.positions[-1]
    letters = (width - _BESIDE) // _LETTER
    columns = [_HALF + round((p - first) / ((last - first) or 1) * (letters - 1)) for p in chart.positions]
    named = {i for _, i in ticks.kept(columns, labels, letters + 2 * _HALF)}
    if chart.kind in ("line", "rank"):
        return [{"value": chart.positions[i], "label": labels[i]} for i in sorted(named)]
    return [label if i in named else "" for i, label in enumerate(labels)]


def _labels(chart: Chart) -> list[str]:
    """The names below or beside what is drawn: of bars with the sign of the pair's second and the table's own numbers."""
    if chart.kind != "bars":
        return [shortened(label, _LONGEST).rstrip() for label in chart.labels]
    texts = chart.series[0].texts or ("",) * len(chart.labels)
    return [
        f"{'• ' if at == chart.own else ''}{shortened(label, _LONGEST).rstrip()}  {text}".rstrip()
        for at, (label, text) in enumerate(zip(chart.labels, texts, strict=True))
    ]


def _pygal() -> Any:
    """pygal, without the finder of plugins that it leaves to be asked for every later import, which Python warns of."""
    import pygal
    import pygal.style

    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]
    return pygal


def _settings(chart: Chart, width: int, height: int) -> dict[str, Any]:
    style = _pygal().style.Style(
        background="transparent",
        plot_background="transparent",
        foreground="var(--ink)",
        foreground_strong="var(--ink)",
        foreground_subtle="var(--dim)",
        guide_stroke_color="var(--line)",
        major_guide_stroke_color="var(--line)",
        opacity="1",
        colors=tuple(f"var(--{series.role})" for series in chart.series) or ("var(--ink)",),
        font_family="inherit",
        label_font_size=_FONT,
        major_label_font_size=_FONT,
    )
    return {
        "style": style,
        "width": width,
        "height": height,
        "js": [],
        "show_legend": False,
        "disable_xml_declaration": True,
        "allow_interruptions": True,
        "inverse_y_axis": chart.kind == "rank",
        "dots_size": 1.6,
        "margin": 2,
        "margin_right": _ROOM_FOR_NAMES if chart.kind == "rank" else 24,
        "spacing": 4,
        "formatter": lambda _: "",
        "print_values": False,
    }


def _axis(chart: Chart) -> tuple[float, float, tuple[float, ...]]:
    """The ends of the axis and its ticks; a rank has no zero, shares of a whole end at 100."""
    values = chart.values
    if chart.kind == "stacked":
        return 0, 100, (0, 25, 50, 75, 100)
    if chart.kind == "rank":
        most = max(values, default=1)
        return 1, most, tuple(float(n) for n in range(1, int(most) + 1, max(1, ceil(most / _TICKS))))
    return ticks.scale(min(values, default=0), max(values, default=0), _TICKS)
