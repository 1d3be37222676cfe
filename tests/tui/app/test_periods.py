"""The keys for the period before and after."""

import pytest

from cjtrade_data import Period, Selection
from cjtrade_tui.app.app import Explorer

SIZE = (80, 24)


@pytest.mark.parametrize(
    "selection",
    [
        Selection(reporter="JPN", frequency="year", period=Period.of_year(2012)),
        Selection("partners", view="japan", period=Period.of_year(2012)),
        Selection("partners", item="CHN", period=Period.of_year(2012)),
        Selection("partners", period=Period.of_year(2012)),
    ],
    ids=lambda s: " ".join(s.options()),
)
async def test_brackets_move_the_period_in_every_view_from_where_the_cursor_is(settle, selection):
    app = Explorer(selection, theme="dark")
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        periods = list(dict.fromkeys(app.page.periods))
        for keys, step in (("left", -1), ("left", -1), ("right", 1), ("j", 0), ("j", 0), ("j", 0), ("right", 1)):
            at = periods.index(app.selection.period)
            await pilot.press(keys if not step else f"{keys}_square_bracket")
            await settle(app, pilot)
            assert not step or periods.index(app.selection.period) == at + step, app.selection


async def test_brackets_say_so_where_there_is_no_period_before_or_after(settle, screen_text):
    app = Explorer(Selection(frequency="year", period=Period.of_year(2024)), theme="dark")
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("g", "right_square_bracket")
        await settle(app, pilot)
        assert "No period before or after" in screen_text(app)[-1]


async def test_brackets_walk_through_the_periods(settle):
    app = Explorer(theme="dark")
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("right_square_bracket")
        await settle(app, pilot)
        assert app.selection.period > Period.parse("2024-01/2024-02")
        await pilot.press("left_square_bracket", "left_square_bracket")
        await settle(app, pilot)
        assert app.selection.period.code == "2024-01"
