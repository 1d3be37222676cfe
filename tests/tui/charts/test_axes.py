"""Ranges and events read back: each stands where its numbers or its date say, on an axis that can be read."""

import itertools
import re

from hypothesis import example, given
from hypothesis import strategies as st

from cjtrade_tui.charts import ticks
from cjtrade_tui.charts.chart import Chart, ChartSeries, RangeBar
from cjtrade_tui.charts.render import draw

ends = st.floats(-1e6, 1e6).map(lambda v: round(v, 3))
ranges = st.lists(st.tuples(ends, st.floats(0, 1e4).map(lambda v: round(v, 3))), min_size=1, max_size=4)
WORDS = ["as printed", "implied", "elsewhere", "later"]


def drawn_ranges(found, width, height):
    """The rows of the ranges, and the axis: its cells by value."""
    spans = tuple(RangeBar(name, low, low + wide, "now", "x") for name, (low, wide) in zip(WORDS, found, strict=False))
    rows = draw(Chart("intervals", "t", "u", (), (), (), spans=spans), width, height).text
    ruler = next(i for i, row in enumerate(rows) if "┬" in row)
    at = [x for x, character in enumerate(rows[ruler]) if character == "┬"]
    told = [float(word.replace(",", "")) for word in re.findall(r"[-\d.,e]+", rows[ruler + 1])]
    return rows, ruler, dict(zip(at, told, strict=True))


@given(ranges, st.integers(80, 160), st.integers(8, 12))
@example([(537.682, 0.16), (537.935, 0.01)], 80, 8)
def test_an_axis_of_ranges_has_two_ticks_or_more_equally_far_apart(found, width, height):
    _, _, at = drawn_ranges(found, width, height)
    cells, values = list(at), list(at.values())
    assert len(at) >= 2
    assert max(b - a for a, b in itertools.pairwise(cells)) - min(b - a for a, b in itertools.pairwise(cells)) <= 1
    steps = [b - a for a, b in itertools.pairwise(values)]
    assert max(steps) - min(steps) <= 1e-6 * max(map(abs, values))


@given(ranges, st.integers(80, 160), st.integers(8, 20))
@example([(-100000.0, 0.5)], 147, 8)
def test_a_range_stands_on_its_axis_where_its_ends_are_and_fills_the_rows_it_has(found, width, height):
    rows, ruler, at = drawn_ranges(found, width, height)
    (left, first), *_, (right, last) = at.items()
    bars = [i for i in range(1, ruler) if "█" in rows[i]]
    thick = min(3, (height - 3) // len(found))
    assert len(bars) == ruler - 1 == thick * len(found)
    for number, (low, wide) in enumerate(found):
        alike = {re.sub("[^█]", " ", rows[bars[number * thick + k]]).rstrip() for k in range(thick)}
        assert len(alike) == 1
        bar = alike.pop()
        for end, cell in ((low, bar.index("█")), (low + wide, len(bar) - 1)):
            assert abs(left + (end - first) / (last - first) * (right - left) - cell) <= 2


@given(st.lists(st.floats(1953, 2029), min_size=2, max_size=30).map(sorted), st.integers(60, 160), st.integers(6, 12))
def test_each_event_has_a_sign_of_its_own_in_the_order_of_the_dates(dates, width, height):
    series = (ChartSeries("", (1.0,) * len(dates), "total"),)
    chart = Chart("timeline", "Events", "", tuple(dates), ("x",) * len(dates), series)
    rows = draw(chart, width, height).text
    filled = [sum(row[x] in "○●" for row in rows[1:-2]) for x in range(width)]
    first, last = int(dates[0]), int(dates[-1]) + 1
    wanted = [0] * width
    for date in dates:
        wanted[min(width - 1, int((date - first) / (last - first) * width))] += 1
    assert filled == [min(height - 3, each) for each in wanted]


@given(st.lists(st.floats(1953, 2029), min_size=2, max_size=20).map(sorted), st.integers(100, 200), st.integers(0, 3))
def test_where_each_event_has_a_row_its_name_stands_beside_its_sign(dates, width, more):
    labels = tuple(f"event {number:02}" for number in range(len(dates)))
    chart = Chart("timeline", "Events", "", tuple(dates), labels, (ChartSeries("", (1.0,) * len(dates), "total"),))
    rows = draw(chart, width, len(dates) + 3 + more).text
    for name in labels:
        (row,) = (row for row in rows if name in row)
        assert re.search(f"{name} ○|○ {name}", row), row


@given(st.floats(0.01, 1e7), st.integers(5, 40))
def test_an_axis_of_lines_has_three_ticks_or_more_from_five_rows_on(high, rows):
    axis = ticks.on_rows(0.0, high, rows, coarser=2)
    assert axis.ticks_in(rows) == len(axis.ticks(rows - 1, rows)) >= 3 and axis.each * (rows - 1) >= high * (1 - 1e-9)


@given(st.floats(0.01, 1e7), st.integers(6, 40))
@example(2530.0, 6)
def test_an_axis_of_columns_has_three_ticks_or_more_from_seven_rows_on_that_for_words_among_them(high, rows):
    axis = ticks.on_rows(0.0, high, rows, beside=1)
    assert len(axis.ticks(rows, rows + 1)) >= 3 and axis.each * (rows - 1) >= high * (1 - 1e-9)
