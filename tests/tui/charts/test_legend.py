"""Legends: beside the title where that saves a row, whole on rows of their own else."""

import pytest

from cjtrade_data import Selection
from cjtrade_tui.charts.render import draw, glyph, head_of
from cjtrade_tui.pages import build


def head(book, selection, width):
    return [
        "".join(text for text, _ in row).rstrip() for row in head_of(build.build(book, selection).chart, width, False)
    ]


def test_a_legend_is_not_torn_apart_between_the_title_and_a_row_of_its_own(book):
    title, legend = head(book, Selection(frequency="month", view="growth", reporter="JPN"), 80)
    assert title.endswith("per cent") and "Cambodia to Japan" in legend and "Japan to Cambodia" in legend


@pytest.mark.parametrize(("width", "rows"), [(80, 2), (150, 1)])
def test_a_legend_takes_no_row_that_it_could_do_without(book, width, rows):
    assert len(head(book, Selection("products"), width)) == rows


@pytest.mark.parametrize("size", [(60, 9), (80, 8), (80, 11), (100, 16), (250, 56)])
@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
@pytest.mark.parametrize("view", ["levels", "gap"])
def test_every_sign_of_a_legend_is_in_the_plot(book, view, reporter, size):
    chart = build.build(book, Selection(view=view, reporter=reporter, frequency="year", mirror=True)).chart
    drawing = draw(chart, *size)
    plot = [run for row in drawing.rows[len(head_of(chart, size[0], False)) :] for run in row]
    for series in (s for s in chart.series if s.label):
        sign = next((s for s in glyph(chart, series, False) if s in "•○×◆"), None)
        inked = [text for text, role in plot if role == series.role]
        assert inked and (sign is None or any(sign in text for text in inked)), (series.label, sign)
