"""The parts of a frame take the cells they are given and lose nothing without a sign of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjtrade_tui.cells import cell_len
from cjtrade_tui.pages.cell import Cell
from cjtrade_tui.pages.page import Headline
from cjtrade_tui.painting.headlines import at, headlines
from cjtrade_tui.painting.panel import detail, panel, paragraphs
from cjtrade_tui.painting.runs import row, spot
from cjtrade_tui.painting.tab_and_key_lines import fitting, key_cells, top_lines
from cjtrade_tui.painting.table import rule

MORE = " … more: i"
words = st.lists(st.text("abc日", min_size=1, max_size=12), max_size=40).map(" ".join)
some = st.lists(words, max_size=5)
sizes = st.tuples(st.integers(24, 100), st.integers(1, 12))


def lines(rows):
    return ["".join(text for text, _ in runs) for runs in rows]


@given(some, sizes)
def test_detail_keeps_to_its_place_and_says_where_there_is_more(texts, size):
    width, height = size
    shown = lines(detail(texts, width, height))
    whole = lines(detail(texts, width, 1000))
    assert len(shown) <= height and all(line.startswith(" ") and cell_len(line) < width for line in [*shown, *whole])
    assert "".join(whole).split() == " ".join(texts).split() or any(len(w) > 12 for t in texts for w in t.split())
    if len(whole) > height:
        assert shown[:-1] == whole[: height - 1] and shown[-1].endswith(MORE)
        assert whole[height - 1].startswith(shown[-1].removesuffix(MORE))
    else:
        assert shown == whole


def test_of_a_detail_without_room_nothing_is_shown_as_more():
    assert lines(detail(["some words"], 30, 0)) == [" some words"]


@pytest.mark.parametrize("width", range(40, 60))
def test_a_rule_has_a_blank_between_what_the_table_holds_and_where_one_is(width):
    ((text, _),) = rule(["Mirror gap · d derived", ""], 14, 11, 39, 6, width, 3)
    assert "──1" not in text and len(text) == width


def test_a_rule_counts_what_is_out_of_sight_alone():
    (whole,) = lines([rule([""], 0, 0, 3, 5, 60)])
    assert whole.endswith("1 of 3 ──") and not set("↑↓→") & set(whole)
    assert "6 of 20 ↑3:g ↓12:G →2:+ ──" in lines([rule([""], 5, 3, 20, 5, 60, 2)])[0]


@given(some, sizes)
def test_a_panel_has_a_title_and_an_edge_and_says_where_there_is_more(texts, size):
    width, height = size[0], size[1] + 1
    told = paragraphs(texts, width)
    shown = lines(panel("Title", list(told), width, height))
    assert len(shown) == height and {cell_len(line) for line in shown} == {width}
    assert all(line.startswith("│ ") for line in shown) and shown[0].split() == ["│", "Title"]
    is_cut = len(told) > height - 1
    assert ("… more: Enter" in shown[-1]) == is_cut
    kept = height - 2 if is_cut else len(told)
    assert [line[2:].rstrip() for line in shown[1 : kept + 1]] == [line.rstrip() for line in lines(told)[:kept]]


def test_between_two_paragraphs_is_a_blank_row():
    assert lines(paragraphs(["one", "two"], 20)) == ["one", "", "two"]
    assert lines(paragraphs(["12345678"], 10)) == ["1234567", "8"]


def headline(number, label="Exports", unit="million USD", below="+15.3% reported", kept=""):
    return Headline(label, Cell(number), unit, below, kept=kept)


FOUR = [headline("237.22"), headline("88.43", "Imports"), headline("148.79", "Balance"), headline("325.65", "Total")]
steps = st.lists(
    st.builds(
        headline,
        st.sampled_from(["1.5", "1,172.90", "88.43"]),
        st.sampled_from(["Exports", "Imports", "Balance", "Total", "Japan's share"]),
        st.sampled_from(["million USD", "percent"]),
        st.sampled_from(["+15.3% reported", "-4.3% derived", "surplus reported", ""]),
        st.sampled_from(["", "Mar 2023"]),
    ),
    max_size=5,
    unique_by=lambda h: h.label,
)


@given(steps, st.integers(50, 160))
def test_headlines_stand_side_by_side_and_every_number_shown_is_whole(shown, width):
    rows = headlines(shown, width)
    assert len(rows) == (3 if shown else 0)
    assert all(cell_len(line) <= width for line in lines(rows))
    numbers = [text.split()[0] for text, _ in rows[1]] if shown else []
    assert numbers == [h.cell.text for h in shown][: len(numbers)] and bool(numbers) == bool(shown)
    labels = [text for text, _ in rows[0]] if shown else []
    assert len({label.strip() for label in labels}) == len(labels)
    ends = [sum(map(len, labels[: i + 1])) for i in range(len(labels))]
    for i, end in enumerate(ends):
        assert at(shown, width, end - 1) is shown[i] and at(shown, width, end) is (
            shown[i + 1] if i + 1 < len(ends) else None
        )


def test_what_is_said_of_growth_goes_first_then_a_unit_that_all_have_then_the_last_number():
    assert lines(headlines(FOUR, 100))[1:] == [
        " 237.22 million USD       88.43 million USD        148.79 million USD       325.65 million USD      ",
        " +15.3% reported          +15.3% reported          +15.3% reported          +15.3% reported         ",
    ]
    said = [h._replace(below="+15.3% reported by customs") for h in FOUR]
    for width, customs, millions in ((110, 4, 4), (100, 0, 4), (60, 0, 0)):
        text = " ".join(lines(headlines(said, width)))
        assert (text.count("customs"), text.count("million"), text.count("+15.3%")) == (customs, millions, 4)
    assert len(headlines(FOUR, 20)[0]) < 4


def test_growth_has_the_colour_of_its_sign():
    rows = headlines([headline("1"), headline("2", "B", below="-4% derived"), headline("3", "C", below="surplus")], 120)
    assert (
        [role for _, role in rows[2]] == ["up", "down", "dim"] and rows[0][0][1] == "label" and rows[1][0][1] == "value"
    )


keys = st.lists(
    st.tuples(
        st.text("abc", min_size=1, max_size=3), st.text("abc", min_size=1, max_size=9), st.just(""), st.integers(0, 4)
    ),
    min_size=2,
    max_size=12,
)


@given(keys, st.integers(20, 120))
def test_keys_give_way_by_rank_and_the_last_two_stay(found, width):
    kept = fitting(found, width)
    assert kept[-2:] == found[-2:] and [k for k in found if k in kept]
    assert sum(map(key_cells, kept)) <= width or len(kept) == 2
    gone = [k for k in found[:-2] if k not in kept]
    assert not gone or min(k[3] for k in gone) >= max((k[3] for k in kept[:-2]), default=0)


def test_a_title_loses_its_last_parts_and_the_latest_period_is_the_first_to_be_left_unsaid():
    def title(text, width):
        return lines(
            top_lines("Cambodia-Japan", text, [("flows", "Flows")], "flows", width, " (latest of the tables)")
        )[0].rstrip()

    whole = "Jan-Feb 2024 (latest of the tables), GDCE"
    assert title(whole, 80) == f" Cambodia-Japan: {whole}"
    assert title(whole, 40) == " Cambodia-Japan: Jan-Feb 2024, GDCE"
    shorter = " Cambodia-Japan: 2023, Cambodia's figures, million USD"
    assert title("2023, Cambodia's figures, million USD, more", 58) == shorter
    assert title("Cambodia → the world, 2020, million USD", 80) == " Cambodia → the world, 2020, million USD"


@given(
    st.lists(st.tuples(st.text("ab日", max_size=8), st.sampled_from(["", "head", "cursor"])), max_size=6),
    st.integers(1, 30),
)
def test_a_row_has_exactly_its_cells_and_begins_as_its_runs(runs, width):
    made = row(runs, width, "bar")
    text, whole = "".join(t for t, _ in made), "".join(t for t, _ in runs)
    assert cell_len(text) == width
    assert text.rstrip().startswith(whole[: len(text.rstrip())]) or cell_len(whole) > width
    if cell_len(whole) < width:
        assert made[-1] == (" " * (width - cell_len(whole)), "bar")


@given(st.integers(0, 5), st.integers(0, 20), st.integers(0, 4))
def test_the_reader_is_where_the_text_of_the_current_cell_begins(y, before, blanks):
    rows = [[("x", "")]] * y + [[("b" * before, ""), (" " * blanks + "12", "cursor")]]
    assert spot(rows) == (before + blanks, y)


def test_or_behind_the_mark_of_the_line_that_is_chosen():
    assert spot([[("one", "")], [(" ", "marker"), ("two", "")], [("▸", "marker")]]) == (1, 2)
    assert spot([[("one", "")]]) is None
