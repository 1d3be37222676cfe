"""Legends: beside the title where that saves a row, whole on rows of their own else."""

import pytest

from cjtrade_data import Selection
from cjtrade_tui.charts.render import head_of
from cjtrade_tui.pages import build


def head(book, selection, width):
    return [
        "".join(text for text, _ in row).rstrip() for row in head_of(build.build(book, selection).chart, width, False)
    ]


def test_a_legend_is_not_torn_apart_between_the_title_and_a_row_of_its_own(book):
    title, legend = head(book, Selection(frequency="month", view="growth", reporter="JPN"), 80)
    assert title.endswith("per cent") and "Cambodia to Japan" in legend and "Japan to Cambodia" in legend


@pytest.mark.parametrize(("width", "rows"), [(80, 2), (100, 1)])
def test_a_legend_takes_no_row_that_it_could_do_without(book, width, rows):
    assert len(head(book, Selection("products"), width)) == rows
