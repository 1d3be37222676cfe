"""How the rows of the terminal are shared out."""

from collections.abc import Callable
from typing import NamedTuple

MINIMUM = (60, 16)
"""Columns and rows below which the program says so and waits."""

_FRAME = 3
"""The two top lines and the key bar."""
HEAD = 2
"""Lines of a table above its rows: the rule and the heading."""


def is_too_small(width: int, height: int) -> bool:
    """Whether a terminal of that size has no room for a screen."""
    return width < MINIMUM[0] or height < MINIMUM[1]


_LEAST_CHART = 6
"""Rows below which a chart is not drawn."""
_FINE, _LEAST_LINES = 9, 5
"""Rows below which columns that differ by some per cent are drawn alike, and those that a table keeps all the same."""
_SPARE = 3
"""Rows that a chart below headlines, as most tabs open on, may have too many: a table that is not moved for them is not sent
again from tab to tab."""
_WIDE, _PANEL, _BELOW = 140, 54, 12
"""Columns from which there is a panel beside the table, those it takes, and the rows that are left empty below a short table from
which it stands there."""
_LEAST_WORDS, _HEADED = 4, 2
"""Rows that long words have, though they need fewer, and those more that they need below a head of their own."""


class Places(NamedTuple):
    """Rows for each part and columns for the panel, or rows where it stands `below` the table; 0 hides it. The table takes what is
    left."""

    strip: int
    chart: int
    detail: int
    panel: int = 0
    below: int = 0


def places(
    columns: int,
    rows: int,
    headlines: bool,
    chart: bool,
    tall_detail: bool,
    chart_rows: Callable[[int], int] = lambda room: 0,
    lines: int | None = None,
    words: int = 0,
) -> Places:
    """Share out a terminal: the table keeps at least five lines, the chart comes only where it can be read, has what a table
    of few `lines` leaves, and at most `chart_rows` of that room, where that is not 0.

    The words on the cell follow the table, however few its lines; long ones have the rows that most of the page, `words`, need, where that is not 0. On a wide one the words on the cell and its card stand beside the table, or below one that leaves room for them there, so that it
    has the whole width and no part of the screen is empty.
    """
    parts = _heights(rows, headlines, chart, tall_detail)
    room = 0
    if parts.chart and lines is not None and not tall_detail:
        room = rows - _FRAME - parts.strip - (parts.detail if columns < _WIDE else 0) - HEAD - lines
        parts = parts._replace(chart=max(parts.chart, room))
    is_below = columns >= _WIDE and room - chart_rows(0) >= _BELOW
    useful = chart_rows(0 if is_below else room)
    if useful and parts.chart - useful > headlines * _SPARE:
        parts = parts._replace(chart=min(parts.chart, max(useful, _LEAST_CHART)))
    needed = max(words, _LEAST_WORDS)
    if tall_detail and words:
        parts = parts._replace(detail=min(parts.detail, needed))
    below = 0 if lines is None else rows - _FRAME - parts.strip - parts.chart - HEAD - lines
    if lines == 0:
        return parts
    if columns >= _WIDE and below < _BELOW:
        return parts._replace(detail=0, panel=_PANEL)
    spare = below - needed - (_HEADED if columns >= _WIDE else 0)
    if tall_detail and parts.chart and spare > 0:
        grown = max(parts.chart, chart_rows(parts.chart + spare))
        parts, below = parts._replace(chart=grown), below - grown + parts.chart
    if columns < _WIDE:
        return parts._replace(detail=max(parts.detail, below))
    return parts._replace(detail=0, below=below)


def _heights(rows: int, headlines: bool, chart: bool, tall_detail: bool) -> Places:
    strip = 3 if headlines else 0
    left = rows - _FRAME - strip
    if tall_detail and chart:
        picture = 0 if left < 18 else 6 if rows < 30 else 7 if rows < 40 else 9
        return Places(strip, picture, max(4, min(10, (left - picture) * 9 // 20)))
    if tall_detail:
        return Places(strip, 0, max(4, left * 9 // 20))
    detail = 2 if rows < 30 else 3 if rows < 40 else 4
    left -= detail
    tall = max(left * 11 // 20, min(_FINE, left - HEAD - _LEAST_LINES))
    return Places(strip, tall if chart and tall >= 8 else 0, detail)
