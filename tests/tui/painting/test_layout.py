"""A chart that has no use for more rows leaves them to the table."""

import pytest

from cjtrade_data import Selection
from cjtrade_tui.charts.render import draw
from cjtrade_tui.navigation.layout import places
from cjtrade_tui.pages import build


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
