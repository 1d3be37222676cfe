"""The claim box: a pasted article is checked whole, and what is typed afterwards is another text."""

from pathlib import Path

import pytest

ARTICLE = (Path(__file__).parents[2] / "data" / "claims" / "articles" / "broadsheet.txt").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("keys", [[], ["end"], ["home", "right"]])
async def test_what_is_typed_after_a_long_paste_is_a_text_of_its_own(running, until, keys):
    async with running(size=(80, 24)) as (app, pilot):
        await pilot.press("c")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        app.screen.paste(ARTICLE)
        await until(pilot, lambda: app.screen.settled and app.screen.verdicts.items)
        assert app.screen.asked == ARTICLE and "characters" in app.screen.line.placeholder
        await pilot.press(*keys, *"exports 2022")
        await until(pilot, lambda: app.screen.settled)
        assert app.screen.asked == "exports 2022"


async def test_a_long_article_is_there_again_with_its_verdicts(running, press, until):
    async with running(size=(80, 24)) as (app, pilot):
        for _ in range(2):
            await pilot.press("c")
            await until(pilot, lambda: len(app.screen_stack) == 2)
            if not app.screen.asked:
                app.screen.paste(ARTICLE)
            await until(pilot, lambda: app.screen.settled and len(app.screen.verdicts.items) > 20)
            assert app.screen.asked == ARTICLE
            await press(app, pilot, "escape")


async def test_all_its_keys_fit_on_the_frame_at_80_columns(running, until, screen_text):
    async with running(size=(80, 24)) as (app, pilot):
        await pilot.press("c")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        foot = next(line for line in screen_text(app) if line.startswith("└"))
        assert all(f"{key} {word}" in foot for key, word, _, _ in app.screen.sheet.keys)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "begins"),
    [
        (
            "In January and February 2024 Cambodia sold goods worth 237.22 million dollars to Japan, its customs said.",
            "In January and February 2024 Cambodia",
        ),
        (
            "2024年1-2月のカンボジアから日本への輸出は2億3722万ドルで、前年同期比15.3%増だった。",
            "Begins: 2024年1-2月のカンボジア",
        ),
    ],
)
async def test_a_sentence_longer_than_its_line_keeps_its_beginning_in_sight(running, until, screen_text, text, begins):
    async with running(size=(80, 24)) as (app, pilot):
        await pilot.press("c")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        app.screen.paste(text)
        await until(pilot, lambda: app.screen.settled and app.screen.verdicts.items)
        assert any(begins in line for line in screen_text(app))
