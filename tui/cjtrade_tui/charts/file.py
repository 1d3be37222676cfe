"""A chart as a file of its own: a picture with title and legend, as SVG or PNG, or text as on the screen."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from cjtrade_data.safe_text import safe_text

if TYPE_CHECKING:
    from cjtrade_tui.charts.chart import Chart

CHART_FORMATS = ("svg", "png", "txt")
_WIDTH, _HEIGHT, _HEAD, _LINE = 900, 520, 64, 22
_TEXT = (100, 30)
_FONTS = "Noto Sans, Helvetica, Arial, Liberation Sans, DejaVu Sans, Segoe UI, sans-serif"
_ZOOM = 2
"""Pixels of a PNG for each of the SVG, so that it is sharp on paper."""


def chart_file(chart: Chart | None, format: str) -> bytes:
    """The chart as the bytes of a file. Raises ValueError where there is none, or none that can be drawn so."""
    if chart is None or chart.is_empty:
        raise ValueError("this view has no chart here: name another --row or --measure, or another format")
    if format == "txt":
        from cjtrade_tui.charts.render import draw

        return ("\n".join(line.rstrip() for line in draw(chart, *_TEXT).text) + "\n").encode()
    return _png(_svg(chart)) if format == "png" else _svg(chart).encode()


def _png(picture: str) -> bytes:
    """The picture in pixels. Raises ValueError where this computer has no font, of which resvg says nothing: a chart
    without a number on it."""
    import resvg_py

    drawn = resvg_py.svg_to_bytes(svg_string=picture, zoom=_ZOOM)
    if drawn == resvg_py.svg_to_bytes(svg_string=picture, zoom=_ZOOM, skip_system_fonts=True):
        raise ValueError(f"none of the fonts {_FONTS.rpartition(',')[0]} is here to write on a PNG with: export .svg")
    return bytes(drawn)


def _svg(chart: Chart) -> str:
    from cjtrade_tui.charts.svg import COLOURS, svg

    legend, lines = _legend(chart)
    top = _HEAD + lines * _LINE
    picture = svg(chart, "chart", _WIDTH - 40, _HEIGHT - top - 20)
    placed = picture.replace("<svg ", f'<svg x="20" y="{top}" width="{_WIDTH - 40}" height="{_HEIGHT - top - 20}" ', 1)
    title = escape(safe_text(chart.heading))
    whole = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}"'
        f' font-family="{_FONTS}">'
        f'<rect width="100%" height="100%" fill="#ffffff"/>'
        f'<text x="20" y="34" font-size="18" font-weight="bold" fill="var(--ink)">{title}</text>'
        f"{legend}{placed}</svg>\n"
    )
    light = dict(re.findall(r"--(\w+): (#\w+)", COLOURS.read_text("utf-8").partition("@media")[0]))
    return re.sub(r"var\(--(\w+)\)", lambda name: light.get(name[1], name[0]), whole)  # few programs know variables


def _legend(chart: Chart) -> tuple[str, int]:
    """The squares and names of the series, and how many lines they take."""
    named = [series for series in chart.series if series.label]
    items = []
    for at, series in enumerate(named):
        x, y = 20 + (at % 2) * (_WIDTH // 2), _HEAD - 4 + (at // 2) * _LINE
        items.append(f'<rect x="{x}" y="{y - 11}" width="12" height="12" fill="var(--{series.role})"/>')
        label = escape(safe_text(series.label))
        items.append(f'<text x="{x + 18}" y="{y}" font-size="13" fill="var(--ink)">{label}</text>')
    return "".join(items), (len(named) + 1) // 2
