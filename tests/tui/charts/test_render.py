"""The drawn picture read back: what is on the screen agrees with the values."""

import itertools
import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from cjtrade_tui.charts import bars, ticks
from cjtrade_tui.charts.chart import KINDS, ROLES, Chart, ChartSeries, of_things, of_years
from cjtrade_tui.charts.lines import row_of
from cjtrade_tui.charts.render import draw, head_of
from cjtrade_tui.charts.svg import svg

values = st.one_of(st.none(), st.floats(-1e12, 1e12, allow_nan=False), st.integers(-5, 5).map(float))
positive = st.floats(0, 1e9, allow_nan=False)


@st.composite
def charts(draw_, kinds=KINDS):
    n = draw_(st.integers(1, 40))
    kind = draw_(st.sampled_from(kinds))
    value = st.one_of(st.none(), st.integers(1, 40).map(float)) if kind == "rank" else values
    series = tuple(
        ChartSeries(draw_(st.text(max_size=12)), tuple(draw_(st.lists(value, min_size=n, max_size=n))), role)
        for role in draw_(st.lists(st.sampled_from(ROLES), min_size=1, max_size=3))
    )
    positions = tuple(float(1990 + i) for i in range(n))
    return Chart(
        kind, draw_(st.text(max_size=30)), "million USD", positions, tuple(str(1990 + i) for i in range(n)), series
    )


@pytest.mark.slow
@given(charts(), st.integers(1, 170), st.integers(1, 40), st.booleans())
def test_any_chart_fills_exactly_its_cells_with_nothing_a_terminal_obeys(chart, width, height, ascii):
    drawing = draw(chart, width, height, ascii=ascii)
    assert len(drawing.text) == height
    for line in drawing.text:
        assert cell_len(line) == width and line.isprintable()


@pytest.mark.slow
@given(charts(), st.integers(30, 120), st.integers(8, 30))
def test_ascii_charts_hold_only_ascii(chart, width, height):
    chart = Chart(
        chart.kind,
        "t",
        "u",
        chart.positions,
        chart.labels,
        tuple(ChartSeries("s", s.values, s.role) for s in chart.series),
    )
    assert all(line.isascii() for line in draw(chart, width, height, ascii=True).text)


def grouped(*groups, kind="columns"):
    n = len(groups[0])
    roles = ("before", "now", "imports")
    series = tuple(ChartSeries(f"s{i}", tuple(g), roles[i]) for i, g in enumerate(groups))
    return Chart(kind, "title", "unit", tuple(float(i) for i in range(n)), tuple(f"c{i}" for i in range(n)), series)


def canvas_rows(drawing):
    return [row for row in drawing.rows if any(t in "".join(x for x, _ in row) for t in ("│", "┤"))]


def axis(drawing):
    """Tick values by canvas row."""
    found = {}
    for y, row in enumerate(canvas_rows(drawing)):
        text = "".join(t for t, _ in row)
        if "┤" in text:
            found[y] = float(text.split("┤")[0].replace(",", ""))
    return found


signed = st.one_of(st.integers(1, 10**6), st.integers(-(10**6), -1)).map(float)


@pytest.mark.parametrize("ascii", [False, True])
@given(st.lists(signed, min_size=1, max_size=9), st.integers(60, 160), st.integers(6, 30))
@example([400.0, 200.0, 237.22, 100.0], 80, 8)
@example([400.0, -200.0, -1.0, 1.0], 80, 8)
def test_a_reader_of_the_ticks_finds_the_value_of_each_column_within_a_step(ascii, heights, width, height):
    """A tick stands for the middle of its row, where its sign is; a step is a quarter of a row, of ASCII a row."""
    chart = grouped(heights, kind="diverging" if min(heights) < 0 else "columns")
    drawing = draw(chart, width, height, ascii=ascii)
    rows = [row for row in drawing.rows if re.match(r" *[-0-9,.]*[│┤┼|+]", "".join(t for t, _ in row))]
    marks = {}
    for y, row in enumerate(rows):
        if found := re.match(r" *([-0-9,.]+)[┤┼+]", "".join(t for t, _ in row)):
            marks[y] = float(found[1].replace(",", ""))
    (top, most), (last, least) = min(marks.items()), max(marks.items())
    each, zero = (most - least) / (last - top), next(y for y, value in marks.items() if value == 0)
    cells = [[(c, role) for text, role in row for c in text] for row in rows]
    at = bars.centres(chart, width, height - 1)
    for value, middle in zip(heights, at, strict=True):
        x = next((x for x in (middle, middle - 1) if any(row[x][1] in ("before", "negative") for row in cells)), middle)
        inked = [y for y, row in enumerate(cells) if row[x][1] in ("before", "negative")]
        if not inked:  # in ASCII less than half of a step
            assert ascii and abs(value) <= each / 2
            continue
        end = inked[0] if value > 0 else inked[-1]
        character = cells[end][x][0]
        if ascii:
            rise = zero - end
        elif end == zero:
            rise = 0.25 if character in "▔⠉⠁▂⣀⡀" else 0.5
        else:
            quarters = "▂▄▆█⣀⣤⣶⣿⡀⡄⡆⡇" if value > 0 else "⠉⠛⠿⣿⠁⠃⠇⡇"
            rise = abs(zero - end) - 0.5 + (quarters.index(character) % 4 + 1) / 4
        read = abs(rise) * each * (1 if value > 0 else -1)
        assert abs(read - value) <= each * (1 if ascii else 0.25) * 1.001, (value, read, each)


@given(st.lists(positive, min_size=2, max_size=9), st.integers(60, 140))
def test_every_horizontal_bar_is_as_long_as_its_value_from_zero(lengths, width):
    assume(max(lengths) > 0)
    chart = grouped(lengths, kind="bars")
    drawing = draw(chart, width, len(lengths) + 1)
    bars = [sum(len(t) for t, role in row if role == "before") for row in drawing.rows[1:]]
    longest = max(bars)
    for bar, value in zip(bars, lengths, strict=True):
        assert abs(bar - value / max(lengths) * longest) <= 1


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30), st.integers(60, 140), st.integers(10, 30))
def test_every_point_of_a_line_is_on_the_row_of_its_value(series, width, height):
    chart = Chart(
        "line",
        "t",
        "u",
        tuple(map(float, range(len(series)))),
        tuple("" for _ in series),
        (ChartSeries("s", tuple(series), "imports"),),
    )
    drawing = draw(chart, width, height)
    marks = axis(drawing)
    assume(len(marks) > 1)
    (y0, v0), (y1, v1) = sorted(marks.items())[0], sorted(marks.items())[-1]
    rows = canvas_rows(drawing)
    cells = [[(c, role) for text, role in row for c in text] for row in rows]
    gutter = next(i for i, (c, _) in enumerate(cells[-1]) if c in "│┤") + 1
    wide = len(cells[0]) - gutter
    for i, value in enumerate(series):
        x = gutter + round(i / (len(series) - 1) * (wide - 1))
        expected = y0 + (v0 - value) / (v0 - v1) * (y1 - y0)
        near = [y for y, row in enumerate(cells) for c, role in row[max(gutter, x - 1) : x + 2] if role == "imports"]
        assert near and min(abs(y - expected) for y in near) <= 1.0


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12), st.integers(2, 20))
def test_an_axis_holds_its_values_with_round_ticks_and_zero(a, b, most):
    low, high, marks = ticks.scale(min(a, b), max(a, b), most)
    slack = 1e-6 * (high - low)
    assert low <= min(a, b, 0) + slack and max(a, b, 0) <= high + slack
    assert marks[0] == low and marks[-1] == high and list(marks) == sorted(marks)
    steps = {round((y - x) / (marks[1] - marks[0]), 6) for x, y in itertools.pairwise(marks)}
    assert steps == {1.0}


@given(st.lists(st.integers(1900, 2100).map(str), min_size=1, max_size=60, unique=True), st.integers(10, 200))
def test_labels_below_an_axis_are_whole_and_never_touch(labels, width):
    columns = [round(i / max(1, len(labels) - 1) * (width - 1)) for i in range(len(labels))]
    placed = ticks.places(columns, labels, width)
    for (left, text), (after, _) in itertools.pairwise(placed):
        assert left + len(text) < after
    assert all(left >= 0 and left + len(text) <= width and text in labels for left, text in placed)


def test_a_gap_in_a_line_stays_a_gap():
    series = (1.0, 2.0, *[None] * 16, 1.0, 2.0)
    chart = Chart("line", "t", "u", tuple(map(float, range(20))), ("",) * 20, (ChartSeries("s", series, "imports"),))
    middle = list(canvas_rows(draw(chart, 80, 12)))
    cells = [[(c, role) for text, role in row for c in text] for row in middle]
    assert not any(role == "imports" for row in cells for _, role in row[30:60])


@pytest.mark.slow
@given(charts(("line", "columns", "diverging")), st.integers(60, 160), st.integers(8, 40))
def test_ticks_are_equally_far_apart_in_rows_and_in_value_and_one_is_zero(chart, width, height):
    assume(not chart.is_empty)
    drawing = draw(chart, width, height)
    marks = axis(drawing)
    assume(all(v == 0 or 1e-3 < abs(v) < 1e15 for v in marks.values()))  # else powers of ten, cut to three digits
    rows = sorted(marks)
    assert 0.0 in marks.values() and len(rows) > 1
    assert len({b - a for a, b in itertools.pairwise(rows)}) == 1
    steps = [marks[a] - marks[b] for a, b in itertools.pairwise(rows)]
    assert all(abs(step - steps[0]) <= 1e-6 * abs(steps[0]) for step in steps)


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=5), st.integers(80, 160), st.integers(6, 30))
def test_the_words_of_the_tallest_column_stand_above_it(heights, width, height):
    texts = tuple(map(str, heights))
    positions = tuple(map(float, range(len(heights))))
    chart = Chart("columns", "t", "u", positions, texts, (ChartSeries("", tuple(map(float, heights)), "now", texts),))
    rows = canvas_rows(draw(chart, width, height))
    assert all(any((f"{text}", "value") in ((t.strip(), role) for t, role in row) for row in rows) for text in texts)


@given(st.integers(1990, 2010), st.integers(2, 40), st.integers(40, 160))
def test_the_last_year_of_an_axis_has_its_label(first, count, width):
    labels = [str(first + n) for n in range(count)]
    columns = [round(i / (count - 1) * (width - 1)) for i in range(count)]
    assert ticks.places(columns, labels, width)[-1][1] == labels[-1]


def test_negative_and_positive_differ_without_colour():
    text = "\n".join(draw(grouped([100.0, -100.0], kind="diverging"), 60, 14).text)
    drawn = {c for c in text if c in "█▒░⣿⡇"}
    assert len(drawn) == 2


def test_a_missing_column_says_so():
    assert any("n/a" in line for line in draw(grouped([100.0, 50.0], [None, 60.0]), 80, 12).text)
    assert any("n/a" in line for line in draw(grouped([100.0, None, -50.0]), 80, 12).text), "of a balance too"


@pytest.mark.parametrize(("width", "height"), [(10, 9), (78, 3)])
def test_a_chart_too_small_to_be_honest_is_words(width, height):
    assert draw(grouped([1.0, 2.0]), width, height).text[-height].strip().startswith("Too small"[:width])


def test_a_chart_without_a_value_says_so():
    assert "No figures" in draw(grouped([None, None]), 78, 9).text[0]


def test_lines_that_end_in_single_points_have_different_signs():
    roles = ("exports", "imports", "total")
    series = (ChartSeries(f"as {role}", (None, float(k)), role) for k, role in enumerate(roles, 2))
    drawn = draw(Chart("rank", "t", "", (2000.0, 2001.0), ("2000", "2001"), tuple(series)), 60, 12).text
    signs = {re.sub("[ 0-9]", "", line.split(" as ")[0])[-1] for line in drawn if " as " in line}
    assert len(signs) == len(roles)


@pytest.mark.parametrize("ascii", [False, True])
def test_ranks_that_cross_are_told_apart_by_a_sign_of_each_line_beside_whose_last_point_its_rank_and_name_are(ascii):
    ways = {"exports": (1.0, 5.0, 2.0, 6.0), "imports": (3.0, 1.0, 6.0, 2.0), "total": (2.0, 3.0, 4.0, 4.0)}
    series = tuple(ChartSeries(role, places, role) for role, places in ways.items())
    years = (2000.0, 2001.0, 2002.0, 2003.0)
    drawn = "\n".join(draw(Chart("rank", "t", "", years, ("", "", "", ""), series), 60, 9, ascii=ascii).text)
    for role, sign in zip(ways, "#o+" if ascii else "◆•+", strict=True):
        assert f"{sign} {ways[role][-1]:.0f} {role}" in drawn and drawn.count(sign) >= 3, drawn


def test_rank_one_is_on_top():
    chart = Chart("rank", "t", "", (2000.0, 2001.0), ("2000", "2001"), (ChartSeries("s", (1.0, 10.0), "imports"),))
    rows = canvas_rows(draw(chart, 60, 14))
    tops = [y for y, row in enumerate(rows) if any(role == "imports" for _, role in row)]
    assert tops[0] == 0 and "".join(t for t, _ in rows[0]).lstrip().startswith("1┤")


def test_ten_thousand_points_keep_their_extremes():
    series = [0.0] * 10_000
    series[5_001], series[7_777] = 100.0, -100.0
    chart = Chart(
        "line",
        "t",
        "u",
        tuple(map(float, range(10_000))),
        ("",) * 10_000,
        (ChartSeries("s", tuple(series), "imports"),),
    )
    drawing = draw(chart, 100, 20)
    drawn = [y for y, row in enumerate(canvas_rows(drawing)) if any(role == "imports" for _, role in row)]
    rows = {value: y for y, value in axis(drawing).items()}
    assert (drawn[0], drawn[-1]) == (rows[100], rows[-100])


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_chart_refuses_what_would_bring_the_process_down(bad):
    with pytest.raises(ValueError, match="finite"):
        grouped([bad, 1.0])


def test_a_row_of_a_value_is_the_nearest_row():
    assert [row_of(v, 0, 10, 11) for v in (0, 4.4, 4.6, 10)] == [10, 6, 5, 0]


@pytest.mark.parametrize("kind", ["columns", "bars"])
def test_a_bar_says_what_it_was_told_and_nothing_of_its_own(kind):
    def shown(*texts):
        chart = Chart(kind, "t", "u", (0.0, 1.0), ("a", "b"), (ChartSeries("", (457.74, 381.39), "now", texts),))
        return "\n".join(draw(chart, 60, 12).text)

    assert "458d" in shown("458d", "381.4d") and "381.4d" in shown("458d", "381.4d")
    assert "457" not in shown() and "381" not in shown()


@pytest.mark.parametrize("width", [24, 40, 60, 80])
@pytest.mark.parametrize("kind", ["line", "columns", "bars", "heat"])
def test_a_title_that_is_cut_says_so_and_keeps_the_unit(kind, width):
    title = "Imports of a good with a long name, as the other of the two reports them, in 2022 and before"
    chart = Chart(kind, title, "million USD", (0.0, 1.0), ("a", "b"), (ChartSeries("", (1.0, 2.0), "now", ("1", "2")),))
    first = draw(chart, width, 9).text[0]
    assert "…, million USD" in first or width < 30


def test_a_month_that_is_picked_out_is_named_though_the_axis_names_januaries_alone():
    keys = ("2024-01", "2024-02", "2024-03", "1994-01/2025-06")
    chart = Chart(
        "line", "t", "u", (0.0, 1.0, 2.0, 3.0), ("2024", "", "", ""), (ChartSeries("", (1.0, 2.0, 3.0, 4.0)),)
    )
    for at, named in enumerate(("▲2024", "▲Feb 2024", "▲Mar 2024", "Jan 1994-Jun 2025▲")):
        assert named in draw(chart._replace(highlight=at, keys=keys), 80, 9).text[-1]


def test_a_legend_that_would_take_many_rows_does_without_the_compilers():
    names = [f"{flow} ({who}" for who in ("Cambodia", "Japan") for flow in ("Exports FOB", "Imports CIF")]
    series = tuple(ChartSeries(f"{name}: GDCE, WITS)", (1.0, 2.0), short=f"{name})") for name in names)
    chart = Chart("line", "t", "u", (0.0, 1.0), ("a", "b"), series)
    told = "\n".join("".join(c for c, _ in row) for row in head_of(chart, 80, False))
    assert told.count("(Cambodia)") == told.count("(Japan)") == 2 and "GDCE" not in told
    assert "GDCE" in "".join(c for row in head_of(chart, 200, False) for c, _ in row)


def test_a_year_that_no_series_has_is_marked_once():
    series = [
        ChartSeries(name, (5.0, None, value), role) for name, value, role in (("a", 4.0, "total"), ("b", None, "japan"))
    ]
    rows = draw(of_years("columns", "t", "u", (2000, 2001, 2002), series), 60, 12).text
    assert sum(row.count("·") + row.count("n/a") for row in rows) == 2


def test_the_ticks_of_saved_bars_have_all_their_words():
    chart = of_things("bars", "t", "per cent", ("a", "b"), [ChartSeries("", (45.6, 4.0))])
    drawn = svg(chart, "x")
    assert all(f">{tick}</text>" in drawn for tick in (0, 10, 20, 30, 40, 50))
