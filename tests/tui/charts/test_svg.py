"""Saved pictures read back: a point stands where its date says, and a year is written where it is."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from cjtrade_data import Selection
from cjtrade_tui.charts.render import draw
from cjtrade_tui.charts.svg import svg
from cjtrade_tui.pages import build

SVG = "{http://www.w3.org/2000/svg}"


def picture_of(chart):
    """The x of each point with its position, and the labels below the axis with theirs."""
    parts = ElementTree.fromstring(svg(chart, "c", 860, 380))
    points = []
    for number, series in enumerate(chart.series):
        known = [p for p, value in zip(chart.positions, series.values, strict=True) if value is not None]
        at = [
            float(each.get("cx") or re.search(r"translate\(([-\d.]+) ", each.get("transform"))[1])
            for dots in parts.iter(f"{SVG}g")
            if dots.get("class", "").startswith(f"series serie-{number} ")
            for each in dots.findall(f"{SVG}g/*")
        ]
        points += zip(known, at, strict=True)
    axis = next(g for g in parts.iter(f"{SVG}g") if g.get("class", "").startswith("axis x"))
    return points, [(float(t.get("x")), t.text) for t in axis.iter(f"{SVG}text") if t.text]


@pytest.mark.parametrize(
    "drawn", [{"view": "cumulative", "tab": "investment"}, {"tab": "partners", "view": "japan"}, {"frequency": "year"}]
)
def test_a_saved_line_is_spaced_by_date_and_every_year_that_is_written_stands_where_it_is(book, drawn):
    chart = build.build(book, Selection(**drawn)).chart
    points, labels = picture_of(chart)
    (first, left), (last, right) = min(points), max(points)
    of = {position: left + (position - first) * (right - left) / (last - first) for position in chart.positions}
    assert all(x == pytest.approx(of[position], abs=0.1) for position, x in points)
    named = dict(zip(chart.labels, chart.positions, strict=True))
    assert len(labels) >= 10 and all(x == pytest.approx(of[named[name]], abs=0.1) for x, name in labels)
    assert all(other - one > 4 * 9 for (one, _), (other, _) in pairwise(sorted(labels)))


def test_every_year_that_has_room_is_written_below_a_saved_line(book):
    chart = build.build(book, Selection("investment", view="cumulative")).chart
    assert [name for _, name in picture_of(chart)[1]] == [str(year) for year in range(2011, 2026)]


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_what_is_picked_out_below_an_axis_covers_no_more_than_the_year_beside_it(book, width):
    page = build.build(book, Selection("investment", view="cumulative"))
    years = draw(page.chart._replace(highlight=None), width, 12).text[-1].split()
    for at in (i for i, key in enumerate(page.chart.keys) if key):
        below = draw(page.chart._replace(highlight=at), width, 12).text[-1]
        own = page.chart._replace(highlight=at).marked
        assert "▲" in below and sum(year not in below for year in years if year not in own) <= 1, below
