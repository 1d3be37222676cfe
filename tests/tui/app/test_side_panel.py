"""On a wide terminal the card of the number under the cursor stands beside the table."""

import pytest

from cjtrade_data import Selection
from cjtrade_tui.app.app import Explorer


@pytest.mark.parametrize(
    "selection",
    [Selection(), *(pytest.param(Selection(tab), marks=pytest.mark.slow) for tab in ("partners", "investment"))],
)
async def test_the_card_of_the_first_number_comes_without_a_key(settle, screen_text, selection):
    app = Explorer(selection, theme="dark")
    async with app.run_test(size=(160, 45)) as pilot:
        await settle(app, pilot)
        for _ in range(400):
            await pilot.pause(0.01)
            if shown := [line for line in screen_text(app) if "│  Say" in line]:
                break
        assert shown and not any("Too narrow" in line for line in screen_text(app))


async def test_what_is_said_of_the_page_stands_below_the_card_where_there_is_room(settle, screen_text):
    app = Explorer(Selection("investment"), theme="dark")
    async with app.run_test(size=(160, 60)) as pilot:
        await settle(app, pilot)
        for _ in range(400):
            await pilot.pause(0.01)
            if any("│  Say" in line for line in screen_text(app)):
                break
        assert any("Stock, inflow and approvals" in line for line in screen_text(app))


async def test_pages_shown_one_after_the_other_wait_for_one_card(settle):
    app = Explorer(theme="dark")
    async with app.run_test(size=(160, 45)) as pilot:
        await settle(app, pilot)
        shown = []
        app.cursor.show_card = lambda: shown.append(1)
        for _ in range(3):
            app.cursor.await_card()
        for _ in range(60):
            await pilot.pause(0.01)
        assert len(shown) == 1
