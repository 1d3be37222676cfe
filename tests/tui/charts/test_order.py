"""The order of what is drawn is the order of the values: columns, bars and shades read back from the picture."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjtrade_data import Period, Selection
from cjtrade_tui.charts import bars, lines
from cjtrade_tui.charts.chart import Chart, ChartSeries
from cjtrade_tui.charts.render import draw, head_of
from cjtrade_tui.pages import build

STEPS = {
    "▂": 1,
    "▄": 2,
    "▆": 3,
    "█": 4,
    "▔": 1,
    "▀": 2,
    "⣀": 1,
    "⣤": 2,
    "⣶": 3,
    "⣿": 4,
    "⡀": 1,
    "⡄": 2,
    "⡆": 3,
    "⡇": 4,
    "⠉": 1,
    "⠛": 2,
    "⠿": 3,
    "⠁": 1,
    "⠃": 2,
    "⠇": 3,
    "#": 4,
    ".": 4,
    "o": 4,
    "=": 4,
    "v": 4,
    "-": 0,
}
EIGHTHS = dict(zip("▏▎▍▌▋▊▉█", range(1, 9), strict=True)) | {"#": 8, "=": 8}
SIZES = [(80, 8), (60, 7), (100, 14), (160, 22), (250, 40)]
amounts = st.lists(st.one_of(st.none(), st.integers(1, 10**6).map(float)), min_size=2, max_size=4)


def cells_of(drawing):
    """The cells of the canvas: (character, role), the axis with its numbers left out."""
    rows = [[(c, role) for text, role in row for c in text] for row in drawing.rows]
    axis = [next((i for i, (c, role) in enumerate(row) if c in "│┤|+" and role == "dim"), None) for row in rows]
    return [row[at + 1 :] for row, at in zip(rows, axis, strict=True) if at is not None]


def heights(drawing, role):
    """The heights of the columns of a role from left to right, in quarters of a cell."""
    canvas = cells_of(drawing)
    tall = [sum(STEPS.get(row[x][0], 0) for row in canvas if row[x][1] == role) for x in range(len(canvas[0]))]
    seen = [any(row[x][1] == role for row in canvas) for x in range(len(canvas[0]))]
    groups = itertools.groupby(range(len(tall)), key=lambda x: seen[x])
    return [max(tall[x] for x in run) for is_seen, run in groups if is_seen]


def columns(kind, *groups):
    roles = ("before", "now", "imports")
    series = tuple(ChartSeries(f"s{i}", tuple(g), roles[i]) for i, g in enumerate(groups))
    return Chart(kind, "t", "u", tuple(map(float, range(len(groups[0])))), ("",) * len(groups[0]), series)


def assert_in_order(pairs, step):
    """(value, height): no larger value is drawn lower, and equal heights are within one step of each other."""
    for (a, tall_a), (b, tall_b) in itertools.combinations(sorted(pairs), 2):
        assert tall_a <= tall_b, (a, tall_a, b, tall_b)
        assert tall_a < tall_b or b - a <= step * 1.001 or a < step, (a, b, step)


@pytest.mark.parametrize("ascii", [False, True])
@given(amounts, amounts, st.sampled_from(SIZES))
def test_columns_of_all_series_stand_in_the_order_of_their_values(ascii, one, other, size):
    count = min(len(one), len(other))
    one, other = one[:count], other[:count]
    if not any(one) or not any(other):
        return
    drawing = draw(columns("columns", one, other), *size, ascii=ascii)
    drawn = [
        *zip(filter(None, one), heights(drawing, "before"), strict=True),
        *zip(filter(None, other), heights(drawing, "now"), strict=True),
    ]
    largest, tallest = max(drawn)
    assert_in_order(drawn, largest / tallest * (4 if ascii else 1) * 1.3)


@given(st.lists(st.integers(1, 10**5).map(float), min_size=2, max_size=24), st.sampled_from(SIZES), st.booleans())
def test_columns_above_and_below_zero_stand_in_the_order_of_their_values(sizes, size, ascii):
    for sign in (1, -1):
        drawing = draw(columns("diverging", [v * sign for v in sizes], [None] * len(sizes)), *size, ascii=ascii)
        drawn = heights(drawing, "before")
        if len(drawn) == len(sizes):  # else neighbours touch
            step = max(sizes) / max(drawn) * (4 if ascii else 1)
            assert_in_order(list(zip(sizes, drawn, strict=True)), step * 1.6)


def test_a_fall_is_drawn_as_finely_as_a_rise_and_never_as_a_mark_without_a_height():
    values = [15.3, -4.3, 9.3, -0.01]
    tall = heights(draw(columns("diverging", values, [None] * 4), 80, 14), "before")
    assert [t / tall[0] for t in tall[:3]] == pytest.approx([1, 4.3 / 15.3, 9.3 / 15.3], abs=1.1 / tall[0])
    assert tall[3] == 1


@given(
    st.lists(st.integers(1, 10**6).map(float), min_size=2, max_size=9),
    st.integers(60, 160),
    st.integers(3, 30),
    st.booleans(),
)
def test_bars_are_as_long_as_their_order_the_one_picked_out_too_and_all_as_thick_as_each_other(
    lengths, width, more, ascii
):
    chart = Chart(
        "bars",
        "t",
        "u",
        tuple(map(float, range(len(lengths)))),
        ("x",) * len(lengths),
        (ChartSeries("", tuple(lengths), "other"),),
        highlight=1,
    )
    rows = draw(chart, width, len(lengths) + more, ascii=ascii).rows[1:]
    reach = [sum(EIGHTHS[c] for text, role in row if role in ("other", "now") for c in text) for row in rows]
    thick = min(3, (len(lengths) + more - 1) // len(lengths))
    long = reach[: thick * len(lengths) : thick]
    assert reach == [each for each in long for _ in range(thick)] + [0] * (len(rows) - thick * len(lengths))
    assert_in_order(list(zip(lengths, long, strict=True)), max(lengths) / max(long) * (8 if ascii else 1) * 1.3)


@given(st.lists(amounts.map(lambda v: [*v, None, None, None][:5]), min_size=1, max_size=9), st.sampled_from(SIZES))
def test_shades_of_a_heat_map_are_darker_for_larger_values_and_gaps_stay_open(rows, size):
    series = tuple(ChartSeries(str(2000 + n), tuple(row), "exports", ("",) * 5) for n, row in enumerate(rows))
    chart = Chart("heat", "t", "u", tuple(map(float, range(5))), ("a", "b", "c", "d", "e"), series)
    if chart.is_empty:
        return
    drawn = [line for line in draw(chart, *size).text if line[1:5].isdigit()]
    assert len(drawn) in {min(len(rows), size[1] - n) for n in (2, 3)}
    pairs = []
    for line, row in zip(drawn, rows[-len(drawn) :], strict=True):
        told = line[6:].split()
        assert len(told) == 5
        for value, text in zip(row, told, strict=True):
            assert (text == "·") is (value is None)
            if value is not None:
                pairs.append((value, "░▒▓█".index(text[0])))
    assert all(a[1] <= b[1] for a, b in itertools.combinations(sorted(pairs), 2))


@pytest.mark.parametrize("at", range(15))
@pytest.mark.parametrize(("size", "ascii"), [((34, 6), False), ((34, 6), True), ((80, 12), False)])
def test_the_cell_under_the_cursor_of_a_heat_map_keeps_its_filling_and_stands_between_two_signs(at, size, ascii):
    values = (176.0, -150.0, 93.0, None, 12.0)
    series = tuple(ChartSeries(str(year), values, "exports", ("1",) * 5) for year in (2024, 2025, 2026))
    chart = Chart("heat", "t", "u", tuple(map(float, range(5))), ("a", "b", "c", "d", "e"), series)

    def cells(of):
        return [[(c, role) for text, role in row for c in text] for row in draw(of, *size, ascii=ascii).rows]

    signs = set()
    for alone, picked in zip(cells(chart), cells(chart._replace(highlight=at)), strict=True):
        found = [(x, cell) for x, cell in enumerate(picked) if cell != alone[x]]
        assert all(alone[x][0] == " " for x, _ in found)
        signs.add(tuple(cell for _, cell in found))
    assert signs == {(), tuple((sign, "cursor") for sign in ("><" if ascii else "▸◂"))}


def test_a_shade_is_of_the_class_that_the_legend_gives_it():
    chart = Chart(
        "heat",
        "t",
        "u",
        (0.0, 1.0, 2.0, 3.0),
        ("a", "b", "c", "d"),
        (ChartSeries("2024", (50.0, 51.0, 150.0, 151.0), "exports", ("",) * 4),),
    )
    text = draw(chart, 100, 6).text
    assert "░ to 50  ▒ to 100  ▓ to 150  █ to 200" in text[0]
    assert [word[0] for word in text[2].split()[1:]] == ["░", "▒", "▓", "█"]


def first_chart(book, selection):
    page = build.build(book, selection)
    row, column = page.cell_of(selection)
    return page.chart_at(page.rows[row].complete(), column)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
def test_on_the_first_screen_what_fell_is_drawn_lower_and_what_rose_higher(book, reporter, size):
    for row in build.build(book, Selection(reporter=reporter)).complete().rows:
        before, now = row.chart.series if row.chart else ((), ())
        if row.chart is None or None in (*before.values, *now.values):
            continue
        drawing = draw(row.chart, *size)
        then, tall = heights(drawing, "before"), heights(drawing, "now")
        step = max(*before.values, *now.values) / max(*then, *tall) * 1.3
        for a, b, low, high in zip(before.values, now.values, then, tall, strict=True):
            assert low == high or (a < b) == (low < high), (row.key, a, b)
            assert abs(a - b) <= step or low != high, (row.key, a, b)


def test_imports_that_fell_by_four_per_cent_are_drawn_falling(book):
    drawing = draw(first_chart(book, Selection()), 80, 9)
    before, now = heights(drawing, "before"), heights(drawing, "now")
    assert [a < b for a, b in zip(before, now, strict=True)] == [True, False, True] and before[1] > now[1]


def test_growth_stands_on_a_true_time_axis_with_a_place_for_every_month(book):
    chart = first_chart(book, Selection(view="growth", frequency="month", period=Period.parse("2024-02")))
    months = [Period.parse(key).last for key in chart.keys]
    assert months == list(range(months[0], months[0] + 24))
    known = [value is not None for value in chart.series[0].values]
    assert known.count(True) < 24 and chart.keys[chart.highlight] == "2024-02"


@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
def test_growth_of_a_year_to_date_is_drawn_beside_that_of_the_same_months_alone(book, reporter):
    page = build.build(book, Selection(view="growth", reporter=reporter))
    at = {c.key: i for i, c in enumerate(page.columns)}
    drawn = [(row, row.chart) for row in page.complete().rows if row.chart is not None]
    assert drawn
    for row, chart in drawn:
        period = Period.parse(row.key.split(" ")[0])
        alike = [r for r in page.rows if Period.parse(r.key.split(" ")[0]).months == period.months]
        assert period.label.rpartition(" ")[0] in chart.title
        if chart.keys[0].endswith("_growth"):
            flows = ("exports_growth", "imports_growth")
            known = {r.key[:4] for r in alike if any(r.texts[at[flow]].strip() != "–" for flow in flows)}
            assert len(known) < 2, "flow by flow where no other year is known"
            continue
        for flow, series in zip(("exports_growth", "imports_growth"), chart.series, strict=True):
            told = dict(zip(chart.labels, series.texts, strict=True))
            cells = {r.key[:4]: r.texts[at[flow]].strip() for r in alike}
            assert all(not text or text in {r.texts[at[flow]].strip() for r in alike} for text in told.values())
            assert all(told.get(year) for year, text in cells.items() if text != "–"), (row.key, flow)


def test_a_period_before_the_chart_begins_has_one_that_reaches_back_to_it(book):
    for view in ("levels", "growth", "balance", "total"):
        chart = first_chart(book, Selection(view=view, frequency="year", period=Period.of_year(1965)))
        assert chart.keys[chart.highlight] == "1965", view
    assert first_chart(book, Selection(frequency="year", period=Period.of_year(2023))).keys[0] == "2000"


@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
def test_months_are_a_heat_map_of_what_the_column_under_the_cursor_holds(book, reporter):
    for flow in ("exports", "imports", "total_trade"):
        selection = Selection(frequency="month", reporter=reporter, measure=flow)
        page = build.build(book, selection)
        chart = first_chart(book, selection)
        at = [c.key for c in page.columns].index(flow)
        cells = {row.key: row.cells[at] for row in page.rows}
        drawn = dict(zip(chart.keys, (t for s in chart.series for t in s.texts), strict=True))
        assert chart.kind == "heat" and {k for k, t in drawn.items() if t != "–"} == {
            k for k, c in cells.items() if c.value
        }
        assert all(drawn[key] == cell.text.strip() for key, cell in cells.items() if cell.value)
        assert chart.keys[chart.highlight] == page.rows[page.cell_of(selection)[0]].key


@pytest.mark.parametrize("size", [(100, 14), (160, 22), (250, 40)])
def test_the_column_of_a_year_stands_at_its_year_whoever_compiled_it(book, size):
    chart = build.build(book, Selection(view="balance", reporter="JPN", frequency="year")).chart
    known = [sum(s.values[i] is not None for s in chart.series) for i in range(len(chart.positions))]
    assert {1, 2} <= set(known) and len(chart.series) > 2
    canvas, (width, height) = cells_of(draw(chart, *size)), size
    inked = [any(row[x][1] in ("balance", "negative") for row in canvas) for x in range(len(canvas[0]))]
    middles = bars.centres(chart, width, height - len(head_of(chart, width, False)))
    for count, middle in zip(known, middles, strict=True):
        at = middle - (width - len(canvas[0]))
        assert any(inked[max(0, at - 2) : at + 2]) is (count > 0), (count, at)


@given(st.lists(st.integers(1, 10**5).map(float), min_size=3, max_size=40), st.integers(60, 160), st.booleans())
def test_columns_stand_equally_far_apart(sizes, width, ascii):
    canvas = cells_of(draw(columns("columns", sizes), width, 12, ascii=ascii))
    seen = [x for x in range(len(canvas[0])) if any(row[x][1] == "before" for row in canvas)]
    begin = [x for x in seen if x - 1 not in seen]
    apart = {b - a for a, b in itertools.pairwise(begin)}
    assert len(apart) == 1 if len(begin) == len(sizes) else len(seen) == len(sizes), (
        "they touch where there is no more room"
    )


def ranks_of_rows(drawing):
    """The ranks that each row of a rank chart holds, as the words of its axis have it; a row without words between two ticks
    or below the last has those that are evenly there, to a row."""
    told = [re.match(r" *([0-9]*)(?:-([0-9]+))?[│┤|+]", text) for text in drawing.text]
    words = [range(int(m[1]), int(m[2] or m[1]) + 1) if m[1] else None for m in told if m]
    known = [(y, ranks[0]) for y, ranks in enumerate(words) if ranks]
    (top, one), (low, last) = known[0], known[-1]
    each = (low - top) / (last - one) if last > one else len(words)
    return [
        set(words[y] or (rank for rank in range(1, last + len(words)) if abs(top + (rank - one) * each - y) <= 1))
        for y in range(len(words))
    ]


def assert_ranks_at_their_rows(chart, size):
    drawing = draw(chart, *size)
    rows, canvas = ranks_of_rows(drawing), cells_of(drawing)
    axis = size[0] - max(map(len, canvas))
    body = size[1] - len(head_of(chart, size[0], False))
    drawn = {}
    for i, x in enumerate(lines.centres(chart, size[0], body)):
        for series in chart.series:
            if series.values[i] is not None:
                drawn.setdefault((x - axis, series.role), set()).add(series.values[i])
    end = max(x for x, _ in drawn)
    for x, y in ((x, y) for y, row in enumerate(canvas) for x in range(end + 1) if row[x][0] in "◆•+"):
        assert rows[y] & drawn[x, canvas[y][x][1]], (size, x, y, rows[y])
    for series in chart.series:
        if (rank := series.values[-1]) is not None:
            at = [row[end:] for row, ranks in zip(canvas, rows, strict=True) if rank in ranks]
            assert any(row[0][0] in "◆•+" and any(role == series.role for _, role in row[1:]) for row in at)


@given(
    st.lists(st.lists(st.integers(1, 30).map(float), min_size=6, max_size=6), min_size=1, max_size=3),
    st.sampled_from([(60, 6), (60, 7), (80, 10), *SIZES]),
)
def test_a_rank_lies_on_the_row_whose_words_name_it(ranks, size):
    series = [ChartSeries(f"s{i}", tuple(r), ("exports", "imports", "total")[i]) for i, r in enumerate(ranks)]
    years = tuple(map(float, range(2000, 2006)))
    assert_ranks_at_their_rows(Chart("rank", "t", "", years, tuple(f"{y:.0f}" for y in years), tuple(series)), size)
