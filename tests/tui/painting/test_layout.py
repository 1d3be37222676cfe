"""What the table or the chart has no use for the other has, and a table that has nothing says why."""

import pytest

from cjtrade_data import Period, Selection
from cjtrade_tui.charts.render import draw
from cjtrade_tui.navigation.layout import places
from cjtrade_tui.pages import build
from cjtrade_tui.painting.frame import frame, opened_at
from cjtrade_tui.painting.table import nothing


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 45)])
@pytest.mark.parametrize(
    "selection",
    [Selection("products", view="press"), Selection("investment"), Selection("checks"), Selection("products")],
    ids=lambda s: " ".join(s.options()),
)
def test_no_row_of_a_chart_is_left_empty_below_what_it_draws(book, selection, size):
    page = build.build(book, selection)
    row = page.rows[page.start].complete()
    parts = places(*size, page.has_headlines, page.has_charts, page.tall_detail, page.chart_rows)
    drawn = draw(page.chart_at(row, page.column), size[0] - parts.panel, parts.chart).text
    while drawn and not drawn[-1].strip():
        drawn.pop()
    assert parts.chart - len(drawn) <= 3, (parts.chart, len(drawn))


def test_a_chart_that_is_finer_with_more_rows_has_all_there_are(book):
    assert build.build(book, Selection(frequency="year")).chart_rows == 0
    assert build.build(book, Selection("investment", view="approvals")).chart_rows == 0


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 45)])
def test_a_table_of_few_lines_leaves_the_others_to_a_chart_that_is_finer_with_them(book, size):
    page = build.build(book, Selection(frequency="year", period=Period.of_year(2024), against="2023"))
    shown = frame(page, opened_at(page, Selection()), "pair", *size, ascii=False)
    left = ["".join(text for text, _ in row)[: size[0] - 54 * (size[0] >= 140)] for row in shown]
    assert sum(not line.strip() for line in left) <= 3, left


@pytest.mark.parametrize("width", [60, 80, 106])
@pytest.mark.parametrize(
    "selection",
    [
        Selection("products", view="imported"),
        Selection(frequency="year", period=Period.of_year(2020), against="JPN"),
        Selection("partners", item="JPN", period=Period.of_year(2016), against="2023"),
    ],
    ids=lambda s: " ".join(s.options()),
)
def test_why_a_table_is_empty_is_told_whole(book, selection, width):
    page = build.build(book, selection)
    assert not page.rows
    told = [text for row in nothing(page.empty, width) for text, _ in row]
    assert " ".join(text.strip() for text in told) == page.empty and max(map(len, told)) < width
