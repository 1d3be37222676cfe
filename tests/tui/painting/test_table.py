from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cjtrade_data import Period, Selection
from cjtrade_tui.pages.cell import MARKS, Cell
from cjtrade_tui.pages.page import Column, Page, Row
from cjtrade_tui.painting.runs import fit, wrap
from cjtrade_tui.painting.table import fit_columns, line, rule

columns = st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(1, 60)), min_size=1, max_size=10)


@given(columns, st.integers(20, 250), st.integers(0, 9))
def test_columns_never_run_past_the_edge_unless_only_the_name_and_what_the_cursor_is_in_are_left(specs, width, held):
    cols = [Column(str(i), str(i), rank=rank, least=18 * flexible) for i, (rank, flexible, _) in enumerate(specs)]
    held = min(held, len(cols) - 1)
    widths = fit_columns(cols, [natural for *_, natural in specs], width, held)
    used = sum(widths.values()) + 2 * (len(widths) - 1)
    assert used <= width or set(widths) <= {0, held}
    assert {0, held} <= set(widths) and list(widths) == sorted(widths)


def test_the_least_important_column_gives_way_first():
    cols = [Column("a", "a"), Column("b", "b", rank=2), Column("c", "c", rank=1)]
    assert list(fit_columns(cols, [10, 10, 10], 24)) == [0, 2]


DATED = [Column("name", "name", right=False), Column("a", "a", rank=1), Column("b", "b", rank=3, dated="on")]
DATED += [Column("c", "c", rank=2, dated="on"), Column("on", "on", right=False), Column("d", "d")]


@given(st.integers(20, 90), st.sampled_from([None, *range(len(DATED))]))
def test_a_number_is_never_shown_without_its_date_nor_a_date_without_a_number(width, held):
    shown = [DATED[i].key for i in fit_columns(DATED, [10] * len(DATED), width, held)]
    assert ("on" in shown) == bool({"b", "c"} & set(shown)) or (held == 4 and shown[-1] == "on")


def test_the_date_of_several_numbers_gives_way_with_the_last_of_them():
    assert [list(fit_columns(DATED, [10] * 6, width)) for width in (70, 69, 57, 45)] == [
        [0, 1, 2, 3, 4, 5],
        [0, 1, 3, 4, 5],
        [0, 1, 5],
        [0, 1, 5],
    ]


def test_a_number_without_room_is_left_out_whole():
    row = Row("a", (Cell("name"), Cell("1,234.56", value=1234.56)))
    drawn = line(row, [Column("name", "name", right=False), Column("n", "n")], {0: 4, 1: 6}, None)
    assert "".join(text for text, _ in drawn).split() == ["name", "…"]


def test_a_flexible_column_takes_the_room_that_is_left():
    cols = [Column("a", "a"), Column("name", "name", least=18)]
    assert fit_columns(cols, [10, 100], 80) == {0: 10, 1: 68}


@given(st.text(max_size=80), st.integers(1, 40), st.booleans())
def test_a_cell_is_exactly_as_wide_as_its_column_whatever_the_script(text, width, right):
    assert cell_len(fit(text, width, right)) == width


@given(
    st.from_regex(r"[a-z]{0,9} ?[0-9]{1,3}(,[0-9]{3}){0,2}(\.[0-9]{1,2})?[a-z ]{0,9}", fullmatch=True),
    st.integers(1, 30),
)
def test_a_cut_is_marked_and_never_inside_a_number(text, width):
    cut = fit(text, width)
    kept = cut.rstrip().removesuffix("…").rstrip()
    assert text.startswith(kept) and (cell_len(text) <= width or "…" in cut)
    left = text[len(kept) :]
    assert cut.rstrip() == text.rstrip() or not (kept[-1:].isdigit() and left[:1].isdigit())


def test_japanese_names_do_not_push_a_column_out_of_line():
    assert cell_len(fit("日本貿易振興機構", 10)) == 10


@given(st.text(max_size=300), st.integers(2, 60))
def test_wrapped_lines_fit_and_lose_no_word(text, width):
    from cjtrade_data.safe_text import safe_text

    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(safe_text(text).split())


@given(st.integers(60, 200), st.integers(1, 2000), st.sets(st.sampled_from([sign for sign, _ in MARKS]), max_size=4))
def test_the_rule_explains_every_sign_whole_and_says_which_period_is_not_here_where_it_can(width, rows, signs):
    views = ("cumulative", "other")
    cells = tuple(Cell(f"1{sign}", value=1.0, mark=sign) for sign in sorted(signs))
    page = Page("t", (), (Row("a", cells),), "flows", view=views[0], views=views, period=Period.of_year(2020))
    selection = Selection(period=Period.of_year(2019))
    ((text, _),) = rule(page.caption_of(selection), rows // 2, rows // 3, rows, 10, width)
    assert cell_len(text) == width and "…" not in text
    assert all(f"{sign} {meaning}" in text for sign, meaning in MARKS if sign in signs)
    assert width < 90 or "no data for 2019" in text
