"""Whatever lies over a tab says what it is, and what lists things without a word typed says what can be typed."""

import pytest
from screen import strips_of

from cjtrade_data import Selection
from cjtrade_tui.terminal.theme import palette


@pytest.mark.parametrize(
    ("tab", "keys", "told"),
    [
        ("flows", ["slash"], "Ask about trade and investment"),
        ("flows", ["slash", *"unemployment"], "No answer"),
        ("flows", ["c"], "Fact-check a sentence or an article"),
        ("flows", ["colon"], "Go to or do: view, partner, source, action"),
        ("flows", ["d"], "Compare Jan-Feb 2024 with"),
        ("flows", ["minus", "plus"], "Show a column"),
        ("people", ["f"], "Filter by topic, person, office, organisation, year"),
        ("partners", ["f"], "Find a row"),
        ("sources", ["f"], "Find a source"),
        ("flows", ["e"], "Export this view"),
    ],
)
@pytest.mark.parametrize("size", [(60, 16), pytest.param((80, 24), marks=pytest.mark.slow)])
async def test_it_has_a_title_at_any_size(running, until, screen_text, tab, keys, told, size):
    async with running(Selection(tab=tab), size=size) as (app, pilot):
        await pilot.press(*keys)
        titles = f"┌─ {told} ─", f"┌─ {told[: size[0] - 28]}"
        await until(pilot, lambda: any(title in line for title in titles for line in screen_text(app)[:3]))


async def test_an_empty_line_shows_what_was_asked_and_what_can_be(running, screen_text):
    async with running() as (app, pilot):
        await pilot.press("slash", *"exports 2022")
        while not app.screen.settled or not app.screen.answers.items:
            await pilot.pause(0.01)
        await pilot.press("escape", "slash")
        await pilot.pause(0.1)
        shown = [line.strip("│▸ ") for line in screen_text(app)]
        assert "exports 2022" in shown and "who ranks above japan" in shown


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
async def test_what_is_typed_has_the_ink_and_the_paper_of_the_theme(running, theme):
    async with running(theme=theme) as (app, pilot):
        await pilot.press("slash", "x")
        await pilot.pause()
        base = palette(theme)[""]
        typed = next(style for strip in strips_of(app) for text, style, _ in strip if text == "x")
        assert typed.color.get_truecolor() == base.color.get_truecolor()
        assert typed.bgcolor.get_truecolor() == base.bgcolor.get_truecolor()
