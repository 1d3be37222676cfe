"""Questions over any tab: the last ones come back, and the next may go on from them."""

import pytest
from every_row import every_row

from cjtrade_data import Period, Selection
from cjtrade_data.lookup.api import ask
from cjtrade_tui.overlays.lookup import EXAMPLES, Lookup

SIZE = (80, 24)


async def _ask(app, pilot, text):
    await pilot.press("slash")
    while not isinstance(app.screen, Lookup):
        await pilot.pause(0.01)
    return await _type(app, pilot, text)


async def _type(app, pilot, text):
    asking = app.screen
    await pilot.press(*("space" if c == " " else "question_mark" if c == "?" else c for c in text))
    await pilot.pause()
    while not asking.settled:
        await pilot.pause(0.01)
    return asking


@pytest.mark.slow
async def test_long_answers_scroll_and_the_chosen_one_is_in_sight(running, screen_text):
    async with running(size=SIZE) as (app, pilot):
        asking = await _ask(app, pilot, "what was said about investment")
        answers = asking.answers
        await pilot.pause(0.1)

        def framed() -> list[str]:
            return [line[1:-1].strip() for line in screen_text(app) if line[0] in "┌│└"]

        assert len(answers.items) > 3 and "more below: PgDn" in framed()[0]
        for number in range(len(answers.items)):
            assert f"{number + 1} of {len(answers.items)} · more" in framed()[0]
            assert any(line.startswith("▸") for line in framed()), number
            await pilot.press("down")
            await pilot.pause(0.05)
        seen = set()
        for _ in answers.items:
            seen |= set(framed())
            await pilot.press("pageup")
            await pilot.pause(0.02)
        for _ in answers.items:
            seen |= set(framed())
            await pilot.press("pagedown")
            await pilot.pause(0.02)
        told = {"".join(text for text, _ in row).strip() for row in answers.rows(76)}
        assert told <= seen, "no line is out of reach"
        assert "more below" not in framed()[0]


async def test_a_question_goes_on_from_the_last_one_which_comes_back_with_the_arrow_up(running, press):
    async with running(size=SIZE) as (app, pilot):
        first = await _ask(app, pilot, "exports 2022")
        assert first.answers.chosen.value == 1.173e9
        await pilot.press("ctrl+u")
        second = await _type(app, pilot, "and imports")
        assert second.answers.chosen.value == 774.989e6
        assert "going on from 'exports 2022'" in second.answers.chosen.reading
        await press(app, pilot, "escape")
        third = await _ask(app, pilot, "")
        await pilot.press("up", "up")
        await pilot.pause()
        while not third.settled:
            await pilot.pause(0.01)
        assert third.answers.reply.question == "exports 2022"


@pytest.mark.slow
async def test_what_is_kept_of_the_last_question_is_shown_and_can_be_left_out(running, press, screen_text):
    async def settled(asking, pilot):
        await pilot.pause()
        while not asking.settled:
            await pilot.pause(0.01)
        await pilot.pause()
        return "\n".join(screen_text(app))

    async with running(size=SIZE) as (app, pilot):
        await _ask(app, pilot, "exports to germany 2016")
        await pilot.press(*["backspace"] * 23)
        asking = await _type(app, pilot, "imports")
        assert "Kept of the question before: germany 2016. Ctrl+G" in await settled(asking, pilot)
        assert asking.answers.chosen.partner == "DEU"
        await pilot.press("ctrl+g")
        assert "Kept of" not in await settled(asking, pilot) and asking.answers.chosen.partner == "JPN"
        await pilot.press("ctrl+g")
        assert "Kept of" in await settled(asking, pilot)
        await pilot.press("ctrl+u")
        third = await _type(app, pilot, "and 2015")
        assert third.answers.chosen.partner == "DEU" and third.answers.chosen.measure == "imports"
        await pilot.press("ctrl+u")
        whole = await _type(app, pilot, "is japan a big market?")
        assert "Kept of" not in await settled(whole, pilot)
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Nothing is kept of a question before" in "\n".join(screen_text(app))


async def test_after_escape_only_a_question_that_says_so_goes_on_from_the_one_before(running, press):
    async with running(size=SIZE) as (app, pilot):
        await _ask(app, pilot, "exports to germany 2016")
        await press(app, pilot, "escape")
        again = await _ask(app, pilot, "and imports?")
        assert (again.answers.chosen.partner, again.answers.chosen.period) == ("DEU", "2016")
        await press(app, pilot, "escape")
        again = await _ask(app, pilot, "exports")
        assert not again.answers.reply.kept and again.answers.chosen.partner == "JPN"


@pytest.mark.slow
async def test_the_nearest_figure_of_a_refusal_opens_and_is_pinned_as_an_answer_is(
    running, until, screen_text, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    async with running(size=SIZE) as (app, pilot):
        asking = await _ask(app, pilot, "exports to Japan 1950")
        nearest = asking.answers.chosen
        shown = [line.strip("│ ") for line in screen_text(app)]
        assert any(line.startswith("Not in the data: Cambodia's exports to Japan for 1950") for line in shown)
        assert shown[shown.index("Nearest") + 1].startswith("▸ ") and nearest.value is not None
        await pilot.press("ctrl+o")
        await until(pilot, lambda: len(app.tray.read()) == 1)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is not asking)
        assert app.selection.period.code == nearest.period
        again = await _ask(app, pilot, "and 2022")
        assert again.answers.chosen.period == "2022", "it is the question before, answered or not"


@every_row("question", EXAMPLES, ids=str)
def test_each_example_is_answered(question):
    assert ask(question).answers


@pytest.mark.slow
async def test_a_question_asked_before_and_an_example_are_chosen_with_the_arrows(running, press, screen_text):
    async with running(size=SIZE) as (app, pilot):
        await _ask(app, pilot, "")
        framed = "\n".join(screen_text(app))
        assert "For example" in framed and "Asked before" not in framed
        await press(app, pilot, "escape")
        await _ask(app, pilot, "exports 2022")
        await press(app, pilot, "escape")
        again = await _ask(app, pilot, "")
        shown = [line.strip("│ ") for line in screen_text(app)]
        assert shown.index("▸ exports 2022") == shown.index("Asked before") + 1 < shown.index("For example")
        await pilot.press("down", "enter")
        assert again.line.value == EXAMPLES[0]
        while not again.settled or again.answers.answer is None:
            await pilot.pause(0.01)
        assert again.answers.reply.question == EXAMPLES[0]


async def test_an_answer_that_no_view_shows_says_so(running, screen_text):
    async with running(size=SIZE) as (app, pilot):
        asking = await _ask(app, pilot, "exports 2022")
        asking.answers.items = tuple(answer._replace(opens=()) for answer in asking.answers.items)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is asking and any("No view of the program shows this" in line for line in screen_text(app))


@pytest.mark.slow
async def test_escape_leads_back_to_the_place_that_was_left_for_an_answer(running, press, until):
    place = Selection(frequency="year", period=Period.of_year(2012), unit="JPY", reporter="JPN")
    async with running(place, size=SIZE) as (app, pilot):
        await press(app, pilot, "l", "j")
        left, cell = app.selection, (app.table.row, app.table.column)
        for question in ("rank of japan in 2019", "what did hun manet say"):
            asking = await _ask(app, pilot, question)
            await press(app, pilot, "enter")
            await until(pilot, lambda asking=asking: app.screen is not asking)
        assert app.selection.tab == "people"
        await press(app, pilot, "j", "escape")
        assert app.selection.tab == "partners"
        await press(app, pilot, "escape")
        assert app.selection == left and (app.table.row, app.table.column) == cell
        await press(app, pilot, "escape")
        assert app.selection == left


async def test_a_question_longer_than_its_line_has_an_ellipsis_where_it_is_cut(running, screen_text):
    async with running(size=SIZE) as (app, pilot):
        asking = await _ask(app, pilot, "")
        asking.line.take("exports of Cambodia to Japan and then " * 4 + "imports")
        await pilot.pause()
        (line,) = [text for text in screen_text(app) if "imports" in text and "Question" in text]
        assert "Question: …" in line
        await pilot.press("home")
        await pilot.pause()
        (line,) = [text for text in screen_text(app) if "Question" in text]
        assert "Question: exports" in line and line.rstrip(" │").endswith("…")


async def test_the_title_above_answers_says_how_to_ask_on(running, screen_text):
    """Escape ends it: the next question is asked by itself."""
    async with running(size=SIZE) as (app, pilot):
        await _ask(app, pilot, "exports 2022")
        await pilot.pause(0.1)
        assert any('"and imports?" asks on' in line for line in screen_text(app))


@pytest.mark.slow
async def test_all_that_somebody_said_is_listed(running):
    async with running(size=SIZE) as (app, pilot):
        asking = await _ask(app, pilot, "what did Lim Heng say")
        every = ask("what did Lim Heng say", limit=99).answers
        assert len(asking.answers.items) == len(every) > 5
