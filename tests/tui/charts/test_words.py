"""A chart in words tells what is drawn and what is missing, and no number that the table does not have."""

import re

from cjtrade_data import Selection
from cjtrade_tui.charts.chart import Chart, ChartSeries
from cjtrade_tui.charts.words import in_words
from cjtrade_tui.cli.show import as_text
from cjtrade_tui.pages.build import build

YEARS = tuple(str(year) for year in range(2010, 2020))


def chart(*series):
    return Chart("line", "Exports", "million USD", tuple(map(float, YEARS)), YEARS, series)


def test_each_series_has_its_reach_and_its_gaps():
    values = (None, 1.0, 2.0, None, 3.0, *[None] * 5)
    assert in_words(chart(ChartSeries("FOB", values))) == "Exports, million USD. FOB: 2011 to 2014, nothing for 2013."


def test_many_gaps_are_counted():
    values = (1.0, *[None] * 8, 2.0)
    assert (
        in_words(chart(ChartSeries("FOB", values))) == "Exports, million USD. FOB: 2010 to 2019, nothing for 8 of 10."
    )


def test_a_line_that_goes_on_unnamed_is_one_series():
    first, then = (1.0, *[None] * 9), (None, *[2.0] * 9)
    words = in_words(chart(ChartSeries("FOB", first, "exports"), ChartSeries("", then, "exports")))
    assert words == "Exports, million USD. FOB: 2010 to 2019."


def test_show_says_what_the_chart_of_a_view_shows(book):
    text = as_text(build(book, Selection(frequency="year")))
    line = next(line for line in text.splitlines() if line.startswith("Chart: "))
    assert "Exports FOB (Cambodia: GDCE, WITS): 2000 to 2025, nothing for 2020" in line
    assert set(re.findall(r"\d+", line)) == {"2000", "2025", "2017", "2020"}
