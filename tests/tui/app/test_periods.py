"""The keys for the period before and after."""

import pytest

from cjtrade_data import Period, Selection

SIZE = (80, 24)


@pytest.mark.parametrize(
    "selection",
    [
        Selection(reporter="JPN", frequency="year", period=Period.of_year(2012)),
        pytest.param(Selection("partners", view="japan", period=Period.of_year(2012)), marks=pytest.mark.slow),
        pytest.param(Selection("partners", item="CHN", period=Period.of_year(2012)), marks=pytest.mark.slow),
        Selection("partners", period=Period.of_year(2012)),
    ],
    ids=lambda s: " ".join(s.options()),
)
async def test_brackets_move_the_period_in_every_view_from_where_the_cursor_is(running, press, selection):
    async with running(selection, size=SIZE) as (app, pilot):
        periods = list(dict.fromkeys(app.page.periods))
        for keys, step in (("left", -1), ("left", -1), ("right", 1), ("j", 0), ("j", 0), ("j", 0), ("right", 1)):
            at = periods.index(app.selection.period)
            await press(app, pilot, keys if not step else f"{keys}_square_bracket")
            assert not step or periods.index(app.selection.period) == at + step, app.selection


@pytest.mark.slow
async def test_brackets_say_so_where_there_is_no_period_before_or_after(running, press, screen_text):
    async with running(Selection(frequency="year", period=Period.of_year(2024)), size=SIZE) as (app, pilot):
        await press(app, pilot, "g", "right_square_bracket")
        assert "No further period here: 2025 is the newest" in screen_text(app)[-1]
    async with running(Selection("partners"), size=SIZE) as (app, pilot):
        newest = app.page.periods[-1]
        while app.page.period != newest:
            await press(app, pilot, "right_square_bracket")
        await press(app, pilot, "right_square_bracket")
        assert f"No further period here: {newest.label} is the newest" in screen_text(app)[-1]


async def test_years_open_at_the_year_of_the_months_that_were_looked_at(running, press):
    async with running(size=SIZE) as (app, pilot):
        for shown in ("2024", "2024-02", "2024-01/2024-02"):
            await press(app, pilot, "f")
            assert app.page.rows[app.table.row].key == shown


async def test_brackets_walk_through_the_periods(running, press):
    async with running(size=SIZE) as (app, pilot):
        await press(app, pilot, "right_square_bracket")
        assert app.selection.period > Period.parse("2024-01/2024-02")
        await press(app, pilot, "left_square_bracket", "left_square_bracket")
        assert app.selection.period.code == "2024-01"


async def test_a_tab_that_has_nothing_as_early_as_the_period_read_elsewhere_stays_where_it_was(running, press):
    async with running(Selection(frequency="month"), size=SIZE) as (app, pilot):
        await press(app, pilot, "g", "j", "3", *["left_square_bracket"] * 2)
        read = app.selection.period
        assert read.year < 2021
        await press(app, pilot, "1")
        assert app.table.current.key == "2025-04" == app.selection.period.code
        await press(app, pilot, "3")
        assert app.selection.period == read


async def test_another_frequency_without_anything_as_early_opens_where_its_tab_does(running, press):
    async with running(Selection(frequency="year"), size=SIZE) as (app, pilot):
        await press(app, pilot, "G", "f")
        assert app.selection.frequency == "month" and app.table.current.key == "2024-02"


async def test_whose_figures_are_shown_turns_back_to_the_year_that_was_read(running, press):
    async with running(Selection(frequency="year", period=Period.of_year(2025)), size=SIZE) as (app, pilot):
        await press(app, pilot, "r")
        assert app.table.current.key != "2025"
        await press(app, pilot, "r")
        assert app.table.current.key == "2025"


@pytest.mark.slow
async def test_what_the_palette_opens_is_of_the_period_that_was_selected_or_says_that_there_is_none(
    running, press, screen_text
):
    """Another partner has it in another list; one that has no list of that year opens at the nearest."""
    for name, title, told in (
        ("vietnam", "2022, Japan compared with Vietnam", ""),
        ("brazil", "2023, ", "no data for 2022"),
    ):
        async with running(Selection("partners", period=Period.of_year(2022)), size=(100, 30)) as (app, pilot):
            await press(app, pilot, "colon", *name, "enter")
            assert title in screen_text(app)[0], app.selection
            assert any(told in line for line in screen_text(app) if "view 3" in line)
    async with running(Selection(frequency="year"), size=SIZE) as (app, pilot):
        await press(app, pilot, *["left_square_bracket"] * 2)
        period = app.selection.period
        await press(app, pilot, "colon", *"partners: ranking", "enter")
        assert app.page.view == "ranking" and app.page.period == period
