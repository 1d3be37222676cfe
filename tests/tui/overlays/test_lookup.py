"""Questions over any tab: the last ones come back, and the next may go on from them."""

from cjtrade_tui.app.app import Explorer
from cjtrade_tui.overlays.lookup import Lookup

SIZE = (80, 24)


async def _ask(app, pilot, text):
    await pilot.press("slash")
    while not isinstance(app.screen, Lookup):
        await pilot.pause(0.01)
    asking = app.screen
    await pilot.press(*("space" if c == " " else "question_mark" if c == "?" else c for c in text))
    await pilot.pause()
    while not asking.settled:
        await pilot.pause(0.01)
    return asking


async def test_a_question_goes_on_from_the_last_one_which_comes_back_with_the_arrow_up(settle):
    app = Explorer(theme="dark")
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        first = await _ask(app, pilot, "exports 2022")
        assert first.answers.chosen.value == 1.173e9
        await pilot.press("escape")
        await settle(app, pilot)
        second = await _ask(app, pilot, "and imports")
        assert second.answers.chosen.value == 774.989e6
        assert "going on from 'exports 2022'" in second.answers.chosen.reading
        await pilot.press("escape")
        await settle(app, pilot)
        third = await _ask(app, pilot, "")
        await pilot.press("up", "up")
        await pilot.pause()
        while not third.settled:
            await pilot.pause(0.01)
        assert third.answers.reply.question == "exports 2022"
