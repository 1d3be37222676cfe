"""Words on the screen: each number has its unit and its country there, nothing is called by two names or by a code."""

import re

import pytest
from every_row import every_row

from cjtrade_data import Selection
from cjtrade_data.model.tabs import VIEWS
from cjtrade_tui.app import cursor
from cjtrade_tui.app.app import Explorer
from cjtrade_tui.pages import build
from cjtrade_tui.painting.frame import frame, opened_at
from cjtrade_tui.widgets.panel import CardPanel

EVERY = [Selection(tab=tab, view=view) for tab, views in VIEWS.items() for view in views]
"""But for Sources, whose citations name the very file."""


def screen(book, selection, width, height):
    page = build.build(book, selection)
    rows = frame(page, opened_at(page, selection), "pair", width, height, ascii=False)
    return ["".join(text for text, _ in row) for row in rows]


@every_row("selection", EVERY, ids=lambda s: " ".join(s.options()), quick=5)
def test_no_word_of_a_view_is_a_code_of_ours_a_commit_or_a_second_name_of_million(book, selection):
    page = build.build(book, selection).complete()
    told = [page.title, *page.notes, page.empty, *(c.title for c in page.columns)]
    told += [text for row in page.rows for text in (*row.texts, *row.detail, *(c.below for c in row.cells))]
    wrong = re.compile(r"\b(fdi|gdp|mn|commit [0-9a-f]{6,})\b")
    assert not [text for text in told if wrong.search(text)]


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 45)])
def test_a_number_of_people_or_firms_stands_beside_its_unit_and_the_chart_names_what_it_counts_whole(book, size):
    shown = screen(book, Selection("investment", view="presence"), *size)
    head = next(line for line in shown if "Value" in line)
    assert "Unit" in head and "What" in head
    assert "Firms entered since 2014 and in business, end Mar 2022, named ones only, firms" in shown[2]


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
def test_a_share_in_the_press_stands_beside_what_it_is_a_share_of(book, size):
    shown = screen(book, Selection("products", view="press"), *size)
    assert any("Share %" in line and "Share of" in line for line in shown)
    assert "named ones only, per cent" in shown[2]


@pytest.mark.parametrize(
    ("selection", "title"),
    [
        (Selection("investment", view="stock"), "end Dec 2023, Japan"),
        (Selection("people"), "2025-07, Hong Vanak, RAC: Economist, trade outlook"),
        (Selection("people", view="mentions"), "event, ASEAN-Japan commemorative summit"),
        (Selection("partners"), "Japan"),
        (Selection("flows"), "Jan-Feb 2024"),
    ],
)
def test_the_title_of_the_panel_says_what_its_words_are_about(book, selection, title):
    page = build.build(book, selection)
    assert page.words_before_numbers(page.rows[page.cell_of(selection)[0]]).startswith(title)


def test_views_are_called_on_the_screen_what_they_show(book):
    for view, called in (("pinned", "Implied"), ("findings", "Findings")):
        assert build.build(book, Selection("checks", view=view)).caption_of(Selection())[0].startswith(called)


def test_a_mention_names_its_paper_once(book):
    rows = build.build(book, Selection("people", view="mentions")).rows
    assert not [text for row in rows for text in row.detail if text.count("Phnom Penh Post, ") > 1]


def test_an_empty_place_in_the_table_of_ranks_says_that_nothing_is_published(book):
    rows = build.build(book, Selection("partners", view="japan")).rows
    assert all(text.strip() for row in rows for text in row.texts)


async def test_a_card_is_never_shown_beside_a_row_that_came_after_it_was_asked_for(settle, monkeypatch):
    monkeypatch.setattr(cursor, "_REST", 600)
    app = Explorer(Selection("investment", view="stock"), theme="dark")
    async with app.run_test(size=(160, 45)) as pilot:
        await settle(app, pilot)
        app.cursor.show_card()
        app.table.row -= 1  # before the worker has begun
        for _ in range(100):
            await pilot.pause(0.01)
        assert app.query_one(CardPanel).card is None


@every_row(
    "selection",
    [
        *(Selection(view=view, reporter=who) for view in ("", "growth", "balance", "total") for who in ("KHM", "JPN")),
        *(
            Selection("investment", view=v)
            for v in ("", "stock", "inflow", "approvals", "cumulative", "sectors", "aid")
        ),
    ],
    ids=lambda s: " ".join(s.options()),
)
def test_a_chart_that_is_read_or_saved_alone_names_its_compiler_and_its_unit(book, selection):
    page = build.build(book, selection)
    row = page.rows[page.start].complete()
    told = {cell.text.strip("* ") for cell in row.cells} | {"NBC", "World Bank"}
    chart = page.chart_at(row, page.column)
    assert chart.unit and any(whose and whose in chart.title for whose in told), chart.heading
