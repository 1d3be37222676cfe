"""Frame: a whole screen of the program, painted from a page."""

from typing import NamedTuple

from cjtrade_data.model.selection import FIRST_YEAR, PAIR, YEARS, Selection
from cjtrade_tui.charts.chart import Chart
from cjtrade_tui.navigation.commands import commands, footer
from cjtrade_tui.navigation.layout import HEAD, MINIMUM, Places, is_too_small, places
from cjtrade_tui.pages.build import LABELS
from cjtrade_tui.pages.page import Page, Row
from cjtrade_tui.painting import tab_and_key_lines, table
from cjtrade_tui.painting.headlines import headlines
from cjtrade_tui.painting.panel import detail, panel, paragraphs
from cjtrade_tui.painting.runs import Rows, Run, row

_TALL = 36
"""Rows of a terminal from which the longest words on a cell are shown whole: a table that fills it is long to send."""
_HOME_TITLE = "Cambodia-Japan"


def too_small(width: int, height: int) -> Rows:
    """Said instead of a screen that could not be read."""
    lines = (f"Needs {MINIMUM[0]}x{MINIMUM[1]} cells;", f"here: {width}x{height}.", "q leaves")
    return [[(line, "")] for line in lines]


def pair_title(selection: Selection) -> str:
    return selection.pair if selection.pair != PAIR else _HOME_TITLE


class OpenedAt(NamedTuple):
    """Where a page opens: the row and column under the cursor, that row with what it puts off, if there is one, its chart, and
    what stands above the table."""

    number: int
    column: int
    row: Row | None
    chart: Chart | None
    caption: tuple[str, ...]


def opened_at(page: Page, selection: Selection) -> OpenedAt:
    """Where the selection puts the cursor."""
    number, column = page.cell_of(selection)
    row = page.rows[number].complete() if page.rows else None
    chart = with_key(page.chart_at(row, column), selection)
    return OpenedAt(number, column, row, chart, page.caption_of(selection))


def with_key(chart: Chart | None, selection: Selection) -> Chart | None:
    """A chart that says which key draws the years that it leaves out, or leaves those out again."""
    if chart is None or not chart.note:
        return chart
    key = next(command.show for command in commands() if command.id == "years")
    other = "all years" if selection.years == YEARS[0] else f"from {FIRST_YEAR}"
    return chart._replace(note=f"{chart.note}; {key}: {other}")


def places_of(page: Page, width: int, height: int) -> Places:
    """What each part of the screen of a page has."""
    words = page.lines_of_words(width, of_all=height >= _TALL)
    charts = page.has_charts, page.tall_detail, page.chart_rows
    return places(width, height, page.has_headlines, *charts, len(page.rows), words)


def frame(page: Page, at: OpenedAt, pair: str, width: int, height: int, *, ascii: bool, chart: bool = True) -> Rows:
    """The screen of a page: `height` rows, each of exactly `width` cells; `pair` is what its title calls the pair.

    Without `chart` the place of the chart is left blank.
    """
    if is_too_small(width, height):
        return _filled(too_small(width, height), width, height)
    parts = places_of(page, width, height)
    left = width - parts.panel
    strip = headlines((at.row.headlines if at.row else ()) or page.headlines, left)
    picture = at.chart if chart else None
    words = page.words_at(at.row, at.column)
    lines = height - 3 - parts.strip - parts.chart - parts.detail - parts.below
    beside = paragraphs(words, parts.panel or width)
    body = [
        *_filled(strip, left, parts.strip),
        *_filled(_drawn(picture, left, parts.chart, ascii), left, parts.chart),
        *_filled(_table(page, at, left, lines), left, lines),
        *_filled(detail(words, left, parts.detail), left, parts.detail),
        *(panel(page.words_before_numbers(at.row), beside, width, parts.below, below=True) if parts.below else []),
    ]
    if parts.panel:
        rows = panel(page.words_before_numbers(at.row), beside, parts.panel, height - 3)
        body = [[*runs, *runs_beside] for runs, runs_beside in zip(body, rows, strict=True)]
    top = tab_and_key_lines.top_lines(
        pair, page.title_at(at.row, at.column), LABELS, page.tab, width, at.row.aside if at.row else ""
    )
    return [
        *_filled(top, width, 2, tab_and_key_lines.FILL),
        *body,
        *_filled(tab_and_key_lines.key_bar(footer(page.offered), width), width, 1, tab_and_key_lines.FILL),
    ]


def _drawn(picture: Chart | None, width: int, height: int, ascii: bool) -> Rows:
    if picture is None or not height:
        return []
    from cjtrade_tui.charts.render import draw

    return [list(drawn) for drawn in draw(picture, width, height, ascii=ascii).rows]


def _table(page: Page, at: OpenedAt, width: int, height: int) -> Rows:
    fit = table.fitted(page.columns, page.rows, at.number, at.column, width, height)
    rule = table.rule(
        at.caption, at.number, fit.top, len(page.rows), height - HEAD, width, fit.without + len(page.hidden)
    )
    rows = [rule, table.heading(page.columns, fit.widths, width)]
    if not page.rows:
        return [*rows, *table.nothing(page.empty, width)]
    for number in range(fit.top, min(len(page.rows), fit.top + height - HEAD)):
        cursor = fit.column if number == at.number else None
        rows.append(table.line(page.rows[number], page.columns, fit.widths, cursor))
    return rows


def _filled(rows: Rows, width: int, height: int, fill: str = "") -> Rows:
    """Exactly `height` rows of exactly `width` cells."""
    blank: list[Run] = []
    return [row(rows[y] if y < len(rows) else blank, width, fill) for y in range(height)]
