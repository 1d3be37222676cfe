"""A chart drawn in cells as a picture: heat maps, time lines and ranges, which are no charts of one axis that pygal draws."""

import re
from collections.abc import Iterator
from html import escape

from cjtrade_tui.cells import cell_len
from cjtrade_tui.charts.canvas import Run
from cjtrade_tui.charts.chart import ROLES

WIDE, TALL = 7.4, 16
"""The size of a cell."""
_FONTS = "DejaVu Sans Mono, Liberation Mono, Menlo, Consolas, Noto Sans Mono, monospace"
_SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75, "█": 1.0}
"""Cells that are drawn, since fonts leave seams between them, and how much of their colour shows."""
_COLOURS = {role: role for role in ROLES} | {"negative": "japan", "dim": "dim", "missing": "dim"}


def cells_svg(rows: tuple[tuple[Run, ...], ...], left: float, top: float) -> str:
    """Rows of cells as shapes and words, whose colours are those of the page they stand on."""
    shapes: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        for text, role in row:
            shapes += _shapes(text, left + x * WIDE, top + y * TALL, _COLOURS.get(role, "ink"))
            x += cell_len(text)
    return f'<g font-family="{_FONTS}" font-size="12">{"".join(shapes)}</g>'


def _shapes(text: str, left: float, top: float, colour: str) -> Iterator[str]:
    """Each stretch of a shade, and each word where it stands."""
    for found in re.finditer(r"([░▒▓█])\1*|[^░▒▓█\s]+(?: [^░▒▓█\s]+)*", text):
        x, wide = left + cell_len(text[: found.start()]) * WIDE, cell_len(found[0]) * WIDE
        fill = f'fill="var(--{colour})"'
        if found[1]:
            yield f'<rect x="{x:.1f}" y="{top + 1}" width="{wide:.1f}" height="{TALL - 2}" {fill} fill-opacity="{_SHADES[found[1]]}"/>'
        else:
            size = f'textLength="{wide:.1f}" lengthAdjust="spacingAndGlyphs"'
            yield f'<text x="{x:.1f}" y="{top + 12}" {size} {fill}>{escape(found[0])}</text>'
