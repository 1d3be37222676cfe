"""On a wide terminal the card of the number under the cursor stands beside the table."""

import pytest

from cjtrade_data import Selection


@pytest.mark.parametrize(
    "selection",
    [Selection(), *(pytest.param(Selection(tab), marks=pytest.mark.slow) for tab in ("partners", "investment"))],
)
async def test_the_card_of_the_first_number_comes_without_a_key(running, until, screen_text, selection):
    async with running(selection, size=(160, 45)) as (app, pilot):
        await until(pilot, lambda: any("│  Say" in line for line in screen_text(app)))
        assert not any("Too narrow" in line for line in screen_text(app))


@pytest.mark.slow
async def test_what_is_said_of_the_page_stands_below_the_card_where_there_is_room(running, screen_text):
    async with running(Selection("investment"), size=(160, 60)) as (app, pilot):
        for _ in range(400):
            await pilot.pause(0.01)
            if any("│  Say" in line for line in screen_text(app)):
                break
        assert any("Stock, inflow and approvals" in line for line in screen_text(app))


async def test_pages_shown_one_after_the_other_wait_for_one_card(running):
    async with running(size=(160, 45)) as (app, pilot):
        shown = []
        app.cursor.show_card = lambda: shown.append(1)
        for _ in range(3):
            app.cursor.await_card()
        for _ in range(60):
            await pilot.pause(0.01)
        assert len(shown) == 1
