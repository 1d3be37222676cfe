"""What the keys and the lines around the table say: of what does nothing, of what is cut, of the tabs."""

import pytest

from cjtrade_data import Period, Selection
from cjtrade_data.model.tabs import TABS, VIEWS
from cjtrade_tui.app import type_ahead
from cjtrade_tui.app.app import Explorer
from cjtrade_tui.widgets.key_bar import KeyBar

SIZE = (80, 24)
VIEWS_OF_TABS = [Selection(tab=tab, view=view) for tab, views in VIEWS.items() for view in views or ("",)]


@pytest.mark.parametrize(
    "selection",
    [s if s.tab == "sources" else pytest.param(s, marks=pytest.mark.slow) for s in VIEWS_OF_TABS],
    ids=lambda s: f"{s.tab} {s.view}",
)
async def test_a_key_that_does_nothing_here_says_so_for_a_moment(running, press, settle, selection, monkeypatch):
    monkeypatch.setattr(type_ahead, "MOMENT", 600)
    async with running(selection, size=SIZE) as (app, pilot):
        for key in ("r", "f", "v", "left_square_bracket", "right_square_bracket", "u", "m", "d", "a", "s", "z"):
            await press(app, pilot, key)
            does_something = app.selection != selection or len(app.screen_stack) > 1
            assert does_something is not bool(app.query_one(KeyBar).message), (key, app.query_one(KeyBar).message)
            if len(app.screen_stack) > 1:
                await pilot.press("escape")
            app.select(selection)
            await settle(app, pilot)


@pytest.mark.parametrize(
    ("selection", "told"),
    [
        (Selection(), "the one country's or the other's"),
        (Selection("partners", item="CHN"), "another compiler's"),
        (Selection("partners", view="japan", measure="exports_rank"), "charts of all years"),
        (Selection("partners", item="VNM"), "another country for Compared"),
    ],
    ids=lambda of: of if isinstance(of, str) else None,
)
async def test_help_tells_what_a_key_does_on_the_page_it_was_called_from(running, selection, told):
    async with running(selection, size=SIZE) as (app, pilot):
        await pilot.press("question_mark")
        words = [word for _, word in app.screen.told if "whose figures" not in word or told in word]
        assert any(told in word for word in words)
        assert sum("whose figures" in word for _, word in app.screen.told) <= 1


@pytest.mark.slow
async def test_the_keys_come_back_when_it_has_been_said(running, until):
    async with running(Selection(tab="products"), size=SIZE) as (app, pilot):
        await pilot.press("u")
        assert app.query_one(KeyBar).message == "Amounts here stay in the currency they were printed in"
        await until(pilot, lambda: app.query_one(KeyBar).message == "")


async def test_what_is_cut_below_the_table_names_the_key_that_shows_it_whole(running, press, screen_text):
    async with running(size=SIZE) as (app, pilot):
        assert screen_text(app)[-2].rstrip().endswith("… more: i")
        await press(app, pilot, "i")
        whole = " ".join(" ".join(screen_text(app)).split())
        assert all(words in whole for words in app.page.words_at(app.table.current, app.table.column))
        await pilot.press("i")
        assert len(app.screen_stack) == 1


async def test_f_finds_a_row_by_its_words_where_nothing_else_narrows(running, press, until):
    async with running(Selection(tab="partners"), size=SIZE) as (app, pilot):
        await pilot.press("f", *"viet")
        await until(pilot, lambda: len(app.screen_stack) > 1 and app.screen.found.items)
        await until(pilot, lambda: "Vietnam" in app.screen.found.chosen.name)
        await press(app, pilot, "enter")
        assert len(app.screen_stack) == 1 and app.table.current.key == "VNM"


async def test_a_click_on_a_headline_goes_to_its_number(running, settle):
    async with running(size=SIZE) as (app, pilot):
        for x, key in ((22, "imports"), (62, "total_trade"), (2, "exports")):
            await pilot.click("HeadlineStrip", offset=(x, 1))
            await settle(app, pilot)
            assert app.page.columns[app.table.column].key == key


@pytest.mark.parametrize("columns", [60, 66, 71, 80])
async def test_the_names_of_tabs_are_whole_or_abbreviated_never_cut(running, screen_text, columns):
    async with running(size=(columns, 24)) as (app, _):
        words = [word for word in screen_text(app)[1].split() if not word.isdigit()]
        assert len(words) == len(TABS)
        assert all(
            word.lower() == tab or (word.endswith(".") and tab.startswith(word[:-1].lower()))
            for word, tab in zip(words, TABS, strict=True)
        )


async def test_the_theme_goes_from_dark_to_light_to_high_contrast_to_the_terminals_own(running):
    async with running(size=SIZE) as (app, pilot):
        seen = [app.theme]
        for _ in range(4):
            await pilot.press("t")
            await pilot.pause()
            seen.append(app.theme)
        assert seen == ["dark", "light", "contrast", "terminal", "dark"]


async def test_the_terminals_background_is_followed_until_a_theme_is_chosen(settle, monkeypatch):
    for name, value in (("TERM", "xterm-256color"), ("COLORFGBG", ""), ("NO_COLOR", "")):
        monkeypatch.setenv(name, value)
    app = Explorer()
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        for is_light, theme in ((True, "light"), (False, "dark"), (True, "light")):
            app.follow_background(is_light)
            assert app.theme == theme
        await pilot.press("t")
        app.follow_background(False)
        assert app.theme == "contrast"
    chosen = Explorer(theme="dark")
    chosen.follow_background(True)
    assert chosen.theme == "dark"


async def test_a_year_without_a_figure_is_compared_with_nothing_and_says_so(running, press):
    async with running(Selection(frequency="year", period=Period.of_year(2020)), size=SIZE) as (app, pilot):
        await press(app, pilot, "d")
        assert len(app.screen_stack) == 1
        assert app.query_one(KeyBar).message == "There are no figures of 2020 to compare"


async def test_p_pins_the_number_that_the_words_below_the_table_are_of(running, until, monkeypatch):
    """The cursor in the column of periods, the words of its exports."""
    async with running(Selection(frequency="year")) as (app, pilot):
        pinned = []
        monkeypatch.setattr(app.copy_and_pin, "pin", pinned.append)
        await pilot.press("h", "p")
        await until(pilot, lambda: pinned)
        assert "exports to Japan" in pinned[0].text
