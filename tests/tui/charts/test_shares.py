"""Charts of shares, read back: parts as long as their values, heights in the order of values."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cjtrade_tui.charts.chart import Chart, ChartSeries
from cjtrade_tui.charts.render import draw
from cjtrade_tui.charts.shares import FILLS, ORDER


def chart(kind, rows, labels=("2015", "2019"), names="abcdefgh"):
    series = tuple(
        ChartSeries(name, tuple(values), ORDER[i % len(ORDER)], tuple(f"{v:.1f}%" for v in values))
        for i, (name, values) in enumerate(zip(names, rows, strict=False))
    )
    return Chart(
        kind, "Shares", "per cent", tuple(float(label) for label in labels), tuple(labels), series, highlight=1
    )


parts = st.lists(st.integers(1, 1000), min_size=2, max_size=5).map(lambda found: [100 * n / sum(found) for n in found])


@settings(max_examples=30, deadline=None)
@given(parts, st.integers(50, 200), st.integers(9, 20))
def test_a_part_of_a_bar_is_as_long_as_its_share_to_a_cell(found, width, height):
    drawn = draw(chart("stacked", [(v, v) for v in found]), width, height)
    room = width - 7
    row = next(row for row in drawn.rows if "".join(t for t, _ in row).startswith(" 2019"))
    cells = [role for text, role in row for _ in text][6 : 6 + room]
    edges, done = [], 0.0
    for value in found:
        edges.append(round(done / 100 * room))
        done += value
    for i, value in enumerate(found):
        own = [at for at, role in enumerate(cells) if role == ORDER[i]]
        assert all(edges[i] <= at <= edges[i] + value / 100 * room + 1 for at in own)
        end = edges[i + 1] if i + 1 < len(found) else room
        assert all(role in (ORDER[i], "value") for role in cells[edges[i] : end]), cells
        assert abs(end - edges[i] - value / 100 * room) <= 1


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=5),
    st.integers(60, 160),
    st.integers(8, 40),
)
def test_the_ends_of_slopes_stand_in_the_order_of_their_values(found, width, height):
    lines = draw(chart("slope", found), width, height).text
    for side in (0, 1):
        seen = [
            next((y for y, line in enumerate(lines) if _said(line, side, name)), None)
            for name, _ in zip("abcdefgh", found, strict=False)
        ]
        written = [(y, values[side]) for y, values in zip(seen, found, strict=True) if y is not None]
        assert written, lines
        for y, value in written:
            assert all(other_y >= y for other_y, other in written if other < value), lines
        assert any(value == max(v[side] for v in found) for _, value in written)


def _said(line, side, name):
    words = line.split()
    return bool(words) and (words[-1] == name and "%" in line if side else words[0] == name and "%" in line)


def test_a_stacked_bar_grows_with_the_room_and_keeps_the_newest_where_there_is_little():
    many = chart("stacked", [(60.0,) * 9, (40.0,) * 9], tuple(str(2011 + i) for i in range(9)))
    few = "\n".join(draw(many, 60, 6).text)
    assert "2019" in few and "2011" not in few
    tall = draw(chart("stacked", [(60.0, 70.0), (40.0, 30.0)]), 60, 12).text
    assert sum(FILLS["exports"] * 10 in line for line in tall) == 6


def test_colour_is_not_needed_to_tell_the_parts_apart():
    text = "\n".join(draw(chart("stacked", [(40.0, 40.0), (30.0, 30.0), (20.0, 20.0), (10.0, 10.0)]), 80, 8).text)
    assert all(FILLS[role] in text for role in ORDER[:4])
    ascii = "\n".join(draw(chart("stacked", [(60.0, 40.0), (40.0, 60.0)]), 80, 8, ascii=True).text)
    assert ascii.isascii() and "#" in ascii and "=" in ascii


def test_a_line_without_both_ends_is_not_drawn():
    assert "No line has both ends" in "\n".join(
        draw(
            Chart("slope", "t", "", (1.0, 2.0), ("a", "b"), (ChartSeries("x", (None, 3.0), "exports", ("", "3")),)),
            80,
            10,
        ).text
    )
