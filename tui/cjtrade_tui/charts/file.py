"""A chart as a file of its own: a picture with title and legend, as SVG or PNG, or text as on the screen."""

import re
from html import escape
from textwrap import wrap

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.charts.chart import Chart

CHART_FORMATS = ("svg", "png", "txt")
_WIDTH, _HEIGHT, _HEAD, _LINE, _FOOT = 900, 520, 92, 22, 16
_LETTERS = 130
"""Of a line in small print."""
_TEXT, _CELLS = (100, 30), 116
_FONTS = "Noto Sans, Helvetica, Arial, Liberation Sans, DejaVu Sans, Segoe UI, sans-serif"
_ZOOM = 2
"""Pixels of a PNG for each of the SVG, so that it is sharp on paper."""


def chart_file(chart: Chart | None, format: str, above: str = "", below: str = "") -> bytes:
    """The chart as the bytes of a file, with what is said above and below it. Raises ValueError where there is none, or none that can be drawn so."""
    if chart is None or chart.is_empty:
        raise ValueError("this view has no chart here: name another --row or --measure, or another format")
    if format == "txt":
        from cjtrade_tui.charts.render import draw

        lines = [above, *draw(chart, *_TEXT).text, *wrap(below, _TEXT[0])]
        return ("\n".join(line.rstrip() for line in lines).strip("\n") + "\n").encode()
    picture = _svg(chart, above, below)
    return _png(picture) if format == "png" else picture.encode()


def _png(picture: str) -> bytes:
    """The picture in pixels. Raises ValueError where this computer has no font, of which resvg says nothing: a chart
    without a number on it."""
    import resvg_py

    drawn = resvg_py.svg_to_bytes(svg_string=picture, zoom=_ZOOM)
    if drawn == resvg_py.svg_to_bytes(svg_string=picture, zoom=_ZOOM, skip_system_fonts=True):
        raise ValueError(f"none of the fonts {_FONTS.rpartition(',')[0]} is here to write on a PNG with: export .svg")
    return bytes(drawn)


def _svg(chart: Chart, above: str, below: str) -> str:
    from cjtrade_tui.charts.svg import COLOURS, DRAWN

    (placed, top, height), foot = (_by_pygal if chart.kind in DRAWN else _in_cells)(chart), wrap(below, _LETTERS)
    whole_height = top + height + 20 + _FOOT * len(foot)
    title = f"{chart.heading}{f' ({chart.note})' if chart.note else ''}"
    words = [
        _words(20, 34, title, 'font-size="18" font-weight="bold" fill="var(--ink)"'),
        _words(20, 58, above, 'font-size="14" fill="var(--ink)"'),
    ]
    words += [
        _words(20, top + height + 20 + at * _FOOT, line, 'font-size="12" fill="var(--dim)"')
        for at, line in enumerate(foot)
    ]
    whole = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {whole_height}" width="{_WIDTH}"'
        f' height="{whole_height}" font-family="{_FONTS}">'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(words)}{placed}</svg>\n'
    )
    light = dict(re.findall(r"--(\w+): (#\w+)", COLOURS.read_text("utf-8").partition("@media")[0]))
    return re.sub(r"var\(--(\w+)\)", lambda name: light.get(name[1], name[0]), whole)  # few programs know variables


def _by_pygal(chart: Chart) -> tuple[str, int, int]:
    """The legend and what is drawn, where that begins, and how tall it is."""
    from cjtrade_tui.charts.svg import svg

    legend, lines = _legend(chart)
    top = _HEAD + lines * _LINE
    bars = len(chart.labels) * _LINE if chart.kind == "bars" else 0
    height = max(_HEIGHT - 2 * _FOOT, top + bars + 60) - top - 20
    placed = f'<svg x="20" y="{top}" width="{_WIDTH - 40}" height="{height}" '
    return legend + svg(chart, "chart", _WIDTH - 40, height).replace("<svg ", placed, 1), top, height


def _in_cells(chart: Chart) -> tuple[str, int, int]:
    """The same of a chart as the screen has it, but for a title that stands alone; every row of it is drawn."""
    from cjtrade_tui.charts.cells_svg import TALL, cells_svg
    from cjtrade_tui.charts.render import draw

    lines = max(len(chart.spans), len(chart.series), len(chart.positions) * (chart.kind == "timeline"))
    rows = draw(chart, _CELLS, lines + 5).rows[chart.kind != "heat" :]
    return cells_svg(rows, 20, _HEAD - _LINE), _HEAD - _LINE, len(rows) * TALL


def _words(x: int, y: int, words: str, style: str) -> str:
    return f'<text x="{x}" y="{y}" {style}>{escape(safe_text(words))}</text>'


def _legend(chart: Chart) -> tuple[str, int]:
    """The signs and names of the series, and how many lines they take."""
    from cjtrade_tui.charts.svg import marker

    named = [series for series in chart.series if series.label and chart.kind != "rank"]
    items = []
    for at, series in enumerate(named):
        x, y = 20 + (at % 2) * (_WIDTH // 2), _HEAD - 4 + (at // 2) * _LINE
        square = f'<rect x="{x}" y="{y - 11}" width="12" height="12" fill="var(--{series.role})"/>'
        items.append(marker(series.role, str(x + 6), str(y - 5)) if chart.kind in ("line", "rank") else square)
        label = escape(safe_text(series.label))
        items.append(f'<text x="{x + 18}" y="{y}" font-size="13" fill="var(--ink)">{label}</text>')
    return "".join(items), (len(named) + 1) // 2
