"""The title line says period, reporter and unit at every width there is room for them."""

import pytest

from cjtrade_data import Selection
from cjtrade_tui.pages import build
from cjtrade_tui.painting.tab_and_key_lines import top_lines


@pytest.mark.parametrize("width", [60, 64, 70, 79, 80])
@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
@pytest.mark.parametrize("frequency", ["ytd", "year", "month"])
def test_the_latest_period_gives_way_to_the_unit(book, width, reporter, frequency):
    page = build.build(book, Selection(reporter=reporter, frequency=frequency))
    for row in page.rows[:40]:
        (runs, _) = top_lines("Cambodia-Japan", page.title_at(row), [("flows", "Flows")], "flows", width, row.aside)
        line = "".join(text for text, _ in runs)
        assert "USD m" in line and "figures" in line and row.cells[0].text in line and "…" not in line, line
