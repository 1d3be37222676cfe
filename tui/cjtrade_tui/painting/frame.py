"""Frame: a whole screen of the program, painted from a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjtrade_data.model.selection import PAIR
from cjtrade_tui.navigation.commands import footer
from cjtrade_tui.navigation.layout import MINIMUM, heights, is_too_small
from cjtrade_tui.pages.build import LABELS
from cjtrade_tui.painting import bars, table
from cjtrade_tui.painting.detail import detail
from cjtrade_tui.painting.headlines import headlines
from cjtrade_tui.painting.runs import Rows, Run, row

if TYPE_CHECKING:
    from cjtrade_data.model.selection import Selection
    from cjtrade_tui.charts.chart import Chart
    from cjtrade_tui.pages.page import Page

HOME_TITLE = "Cambodia-Japan"


def too_small(width: int, height: int) -> Rows:
    """Said instead of a screen that could not be read."""
    lines = (f"Needs {MINIMUM[0]}x{MINIMUM[1]} cells;", f"here: {width}x{height}.", "q leaves")
    return [[(line, "")] for line in lines]


def pair_title(selection: Selection) -> str:
    """What the title line calls the pair of the selection."""
    return selection.pair if selection.pair != PAIR else HOME_TITLE


def chart_at(page: Page, selection: Selection) -> Chart | None:
    """The chart beside the cell that the selection names."""
    at, _ = page.cell_of(selection)
    return (page.rows[at].told().chart if page.rows else None) or page.chart


def frame(page: Page, selection: Selection, width: int, height: int, *, ascii: bool, chart: bool = True) -> Rows:
    """The screen on which the page opens: `height` rows, each of exactly `width` cells.

    Without `chart` the place of the chart is left blank.
    """
    if is_too_small(width, height):
        return _filled(too_small(width, height), width, height)
    at, column = page.cell_of(selection)
    parts = heights(height, page.has_headlines, page.has_charts, page.tall_detail)
    current = page.rows[at].told() if page.rows else None
    strip = headlines((current.headlines if current else ()) or page.headlines, width)
    picture = chart_at(page, selection) if chart else None
    words = (*(current.detail_at(column) if current else ()), *page.notes)
    lines = height - 3 - parts.strip - parts.chart - parts.detail
    return [
        *_filled(bars.top_lines(pair_title(selection), page.title, LABELS, page.tab, width), width, 2, bars.FILL),
        *_filled(strip, width, parts.strip),
        *_filled(_drawn(picture, width, parts.chart, ascii), width, parts.chart),
        *_filled(_table(page, at, column, width, lines), width, lines),
        *_filled(detail(words, width, parts.detail), width, parts.detail),
        *_filled(bars.key_bar(footer(page.keys), width), width, 1, bars.FILL),
    ]


def _drawn(picture: Chart | None, width: int, height: int, ascii: bool) -> Rows:
    if picture is None or not height:
        return []
    from cjtrade_tui.charts.render import draw

    return [list(drawn) for drawn in draw(picture, width, height, ascii=ascii).rows]


def _table(page: Page, at: int, column: int, width: int, height: int) -> Rows:
    fit = table.fitted(page.columns, page.rows, at, column, width, height)
    rows = [table.heading(page.columns, fit.widths, width)]
    if not page.rows:
        return [*rows, table.nothing(page.empty)]
    for number in range(fit.top, min(len(page.rows), fit.top + height - 1)):
        cursor = fit.column if number == at else None
        rows.append(table.line(page.rows[number], page.columns, fit.widths, cursor))
    return rows


def _filled(rows: Rows, width: int, height: int, fill: str = "") -> Rows:
    """Exactly `height` rows of exactly `width` cells."""
    blank: list[Run] = []
    return [row(rows[y] if y < len(rows) else blank, width, fill) for y in range(height)]
