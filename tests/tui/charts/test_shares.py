"""Charts of shares, read back: parts as long as their values, heights in the order of values."""

from hypothesis import given
from hypothesis import strategies as st

from cjtrade_tui.charts.chart import Chart, ChartSeries
from cjtrade_tui.charts.render import draw
from cjtrade_tui.charts.shares import FILLS, ORDER


def chart(kind, rows, labels=("2015", "2019"), names="abcdefgh"):
    series = tuple(
        ChartSeries(name, tuple(values), ORDER[i % len(ORDER)], tuple(map(told, values)))
        for i, (name, values) in enumerate(zip(names, rows, strict=False))
    )
    return Chart(
        kind, "Shares", "per cent", tuple(float(label) for label in labels), tuple(labels), series, highlight=1
    )


parts = st.lists(st.integers(1, 1000), min_size=2, max_size=5).map(lambda found: [100 * n / sum(found) for n in found])


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
        assert all(role in (ORDER[i], "value", f"on_{ORDER[i]}") for role in cells[edges[i] : end]), cells
        assert abs(end - edges[i] - value / 100 * room) <= 1


ends = st.one_of(st.none(), st.floats(0, 100))


@given(
    st.lists(st.tuples(ends, ends), min_size=1, max_size=8).filter(lambda found: any(v for row in found for v in row)),
    st.integers(60, 160),
    st.integers(6, 20),
    st.booleans(),
)
def test_of_two_moments_each_row_has_its_own_name_values_and_bars_and_the_rest_is_counted(found, width, height, ascii):
    drawn = draw(chart("before_after", found), width, height, ascii=ascii)
    rows = [row for row in drawn.rows if row[0][1] == "label" and row[0][0].strip() in list("abcdefgh")]
    most = max(v or 0.0 for row in found for v in row)
    rooms = {len(text) for row in rows for text, role in row if role in ("before", "now")}
    shown = ["abcdefgh".index(row[0][0].strip()) for row in rows]
    assert rows and shown == sorted(set(shown))
    for number, row in zip(shown, rows, strict=True):
        said = [text.strip() for text, role in row if role == "value"]
        assert said == [told(v) for v in found[number]]
        bars = [text.rstrip() for text, role in row if role in ("before", "now")]
        for value, bar in zip(found[number], bars, strict=True):
            assert abs(len(bar) - (value or 0.0) / most * min(rooms)) <= 1
    size = [max(v or 0.0 for v in row) for row in found]
    left = [size[n] for n in range(len(found)) if n not in shown]
    assert all(size[n] >= each for n in shown for each in left)
    assert (f"+{len(left)} more" in "\n".join(drawn.text)) == bool(left)


def told(value):
    return "–" if value is None else f"{value:.1f}%"


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


def test_names_beside_bars_of_two_moments_are_whole_where_there_is_room():
    named = chart(
        "before_after", [(60.0, 70.0), (40.0, 30.0)], names=["Manufactured goods classified by material", "x"]
    )
    assert "Manufactured goods classified by material" in "\n".join(draw(named, 160, 8).text)
