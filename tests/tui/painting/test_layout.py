"""What the table or the chart has no use for the other has, and a table that has nothing says why."""

import pytest
from every_row import every_row

from cjtrade_data import Period, Selection
from cjtrade_data.model.tabs import VIEWS
from cjtrade_tui.charts.render import draw
from cjtrade_tui.navigation.commands import footer
from cjtrade_tui.navigation.layout import HEAD, places
from cjtrade_tui.pages import build
from cjtrade_tui.painting.frame import frame, opened_at, places_of
from cjtrade_tui.painting.panel import detail
from cjtrade_tui.painting.table import nothing


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 45)])
@pytest.mark.parametrize(
    "selection",
    [
        Selection("products", view="press"),
        Selection("investment"),
        Selection("investment", view="sectors"),
        Selection("investment", view="presence"),
        Selection("checks"),
        Selection("checks", view="pinned"),
        Selection("people", view="events"),
        Selection("products"),
    ],
    ids=lambda s: " ".join(s.options()),
)
def test_no_row_of_a_chart_is_left_empty_below_what_it_draws(book, selection, size):
    page = build.build(book, selection)
    row = page.rows[page.start].complete()
    parts = places_of(page, *size)
    drawn = draw(page.chart_at(row, page.column), size[0] - parts.panel, parts.chart).text
    while drawn and not drawn[-1].strip():
        drawn.pop()
    assert parts.chart - len(drawn) <= 3, (parts.chart, len(drawn))


def test_a_chart_that_is_finer_with_more_rows_has_all_there_are(book):
    assert build.build(book, Selection(frequency="year")).chart_rows() == 0
    assert build.build(book, Selection("investment", view="approvals")).chart_rows() == 0


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 45)])
def test_a_table_of_few_lines_leaves_the_others_to_a_chart_that_is_finer_with_them(book, size):
    page = build.build(book, Selection(frequency="year", period=Period.of_year(2024), against="2023"))
    shown = frame(page, opened_at(page, Selection()), "pair", *size, ascii=False)
    left = ["".join(text for text, _ in row)[: size[0] - 54 * (size[0] >= 140)] for row in shown]
    assert sum(not line.strip() for line in left) <= 3, left


@pytest.mark.parametrize("width", [60, 80, 106])
@pytest.mark.parametrize(
    "selection",
    [
        Selection("products", view="imported"),
        Selection(frequency="year", period=Period.of_year(2020), against="JPN"),
        Selection("partners", item="JPN", period=Period.of_year(2016), against="2023"),
    ],
    ids=lambda s: " ".join(s.options()),
)
def test_why_a_table_is_empty_is_told_whole(book, selection, width):
    page = build.build(book, selection)
    assert not page.rows
    told = [text for row in nothing(page.empty, width) for text, _ in row]
    assert " ".join(text.strip() for text in told) == page.empty and max(map(len, told)) < width


SHORT = [
    Selection("checks"),
    Selection("checks", view="revisions"),
    Selection("checks", item="article-r20+article-r22"),
    Selection("people", view="events"),
    Selection("products", view="sections"),
    Selection("partners", period=Period.of_year(2019)),
]


@every_row("selection", SHORT, ids=lambda s: " ".join(s.options()))
def test_below_a_short_table_of_a_wide_terminal_stands_what_is_known_of_the_cell_whole(book, selection):
    page = build.build(book, selection)
    at, parts = opened_at(page, selection), places_of(page, 160, 45)
    shown = ["".join(text for text, _ in row).rstrip() for row in frame(page, at, "pair", 160, 45, ascii=False)]
    assert not parts.panel and parts.below
    assert page.name_of(at.row) in shown[-1 - parts.below]
    words = " ".join(" ".join(shown[-parts.below :]).split())
    assert all(" ".join(text.split()) in words for text in page.words_at(at.row, at.column))


@every_row("selection", [Selection(tab=tab, view=view) for tab, views in VIEWS.items() for view in views or ("",)])
def test_no_view_leaves_a_third_of_a_wide_terminal_to_its_left_empty(book, selection):
    page = build.build(book, selection)
    parts = places_of(page, 160, 45)
    if page.rows:
        assert 45 - 3 - sum((parts.strip, parts.chart, parts.below, HEAD, len(page.rows))) < 15


def test_an_empty_table_says_why_and_has_no_panel_on_a_wide_terminal(book):
    page = build.build(book, Selection("products", view="imported"))
    parts = places_of(page, 160, 45)
    assert not (parts.panel or parts.below or parts.strip or parts.chart) and page.empty
    words = {word for _, word, *_ in footer(page.offered)}
    assert "ask" in words and not words & {"card", "copy", "pin", "sort"}, "keys of cells that there are none of"


@pytest.mark.parametrize(
    ("selection", "word"),
    [
        (Selection("checks"), "open"),
        (Selection("checks", view="mirror"), "card"),
        (Selection("people"), "open"),
        (Selection("sources"), "open"),
        (Selection("partners"), "card"),
        (Selection("products"), "card"),
    ],
)
def test_the_footer_says_whether_enter_leads_to_a_card_or_to_what_the_line_stands_for(book, selection, word):
    words = [word for key, word, *_ in footer(build.build(book, selection).offered) if key == "Enter"]
    assert words == [word]


@every_row(
    "selection",
    [
        Selection("investment"),
        Selection("investment", view="sectors"),
        Selection("flows", reporter="JPN", frequency="month"),
    ],
    ids=lambda s: " ".join(s.options()),
)
def test_bars_are_as_thick_as_a_short_table_of_a_wide_terminal_leaves_them_room(book, selection):
    page = build.build(book, selection)
    at, parts = opened_at(page, selection), places_of(page, 160, 45)
    drawn = draw(at.chart, 160 - parts.panel, parts.chart).text
    assert len([line for line in drawn if line.strip()]) >= parts.chart - 1
    assert 45 - 3 - sum((parts.strip, parts.chart, HEAD, len(page.rows))) < 9


@pytest.mark.parametrize(
    "selection", [Selection("checks", item="article-r20+article-r22"), Selection("people", item="heng-14")]
)
@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
def test_long_words_follow_the_last_line_of_a_short_table(book, selection, size):
    page = build.build(book, selection)
    parts = places_of(page, *size)
    assert size[1] - 3 - parts.strip - parts.chart - parts.detail == HEAD + len(page.rows)


def test_the_words_on_a_number_have_the_rows_that_a_short_table_leaves(book):
    page = build.build(book, Selection("products", view="sections"))
    parts = places_of(page, 120, 36)
    assert parts.detail > 3 and 36 - 3 - parts.strip - parts.chart - parts.detail == HEAD + len(page.rows)


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
@every_row(
    "selection", [Selection(tab=tab, view=view) for tab in ("people", "sources") for view in VIEWS[tab] or ("",)]
)
def test_most_long_words_are_shown_whole_and_no_rows_are_kept_empty_for_the_longest(book, selection, size):
    page = build.build(book, selection)
    parts, most = places_of(page, *size), places(*size, False, page.has_charts, page.tall_detail, page.chart_rows)
    needed = sorted(len(detail(page.words_at(row, page.column), size[0], 99)) for row in page.rows)
    usual = max(4, needed[len(needed) * 3 // 4])
    left = size[1] - 3 - HEAD - len(page.rows) - parts.chart
    assert min(usual, most.detail) <= parts.detail <= max(usual + 2, left)


def test_a_chart_of_few_bars_leaves_its_rows_to_the_table_though_others_of_the_page_are_lines(book):
    page = build.build(book, Selection("investment", view="presence"))
    assert any(row.chart and not row.chart.rows() for row in page.rows) and places_of(page, 160, 45).chart == 12


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
@pytest.mark.parametrize("view", ["identities", "pinned"])
def test_a_check_says_on_its_line_whose_figures_it_is_of(book, view, size):
    selection = Selection("checks", view=view)
    page = build.build(book, selection)
    shown = [
        "".join(text for text, _ in row) for row in frame(page, opened_at(page, selection), "", *size, ascii=False)
    ]
    assert any("Period" in line and "Compiler" in line for line in shown)
    assert any("GDCE" in line and line.startswith("▸") for line in shown)
