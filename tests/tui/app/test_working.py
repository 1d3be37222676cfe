"""What takes longer than a moment says so in the key bar; what is quick does not."""

import asyncio
import threading

import pytest

from cjtrade_data import Selection
from cjtrade_tui.pages import build
from cjtrade_tui.widgets.key_bar import WORKING, KeyBar

UNPREPARED = Selection(tab="partners", view="japan")


@pytest.mark.slow
async def test_a_page_that_takes_long_says_so_until_it_is_there(running, settle, screen_text, monkeypatch, until):
    ready, built = threading.Event(), build.plain
    async with running() as (app, pilot):
        monkeypatch.setattr(build, "plain", lambda *asked: (ready.wait(20), built(*asked))[1])
        app.select(UNPREPARED)
        await until(pilot, lambda: WORKING in screen_text(app)[-1])
        await pilot.press("x")
        await until(pilot, lambda: WORKING in screen_text(app)[-1])
        ready.set()
        await settle(app, pilot)
        assert "quit" in screen_text(app)[-1]
        assert app.query_one(KeyBar).works == 0


async def test_keys_typed_while_a_page_is_built_are_obeyed_in_their_order(running, settle, monkeypatch):
    ready, built, asked = threading.Event(), build.plain, []

    def slowly(book, selection):
        asked.append((selection.frequency, selection.view))
        ready.wait(20)
        return built(book, selection)

    async with running() as (app, pilot):
        monkeypatch.setattr(build, "plain", slowly)
        await pilot.press("f", "f", "v")
        ready.set()
        await settle(app, pilot)
        assert list(dict.fromkeys(asked)) == [("year", ""), ("month", ""), ("month", "growth")]


async def test_escape_takes_back_a_filter_or_a_card_called_for_while_a_page_is_built(running, settle, monkeypatch):
    ready, built = threading.Event(), build.plain
    async with running(Selection(tab="checks")) as (app, pilot):
        monkeypatch.setattr(build, "plain", lambda *asked: (ready.wait(20), built(*asked))[1])
        await pilot.press("v", "f", "escape", "enter", "escape")
        ready.set()
        await settle(app, pilot)
        assert app.page.view == "identities" and len(app.screen_stack) == 1
        await pilot.press("f", "escape")
        assert len(app.screen_stack) == 1


async def test_what_is_typed_behind_a_filter_that_waits_for_its_page_goes_into_the_filter(
    running, settle, monkeypatch, until
):
    ready, built = threading.Event(), build.plain
    async with running(Selection(tab="people")) as (app, pilot):
        monkeypatch.setattr(build, "plain", lambda *asked: (ready.wait(20), built(*asked))[1])
        theme = app.theme
        await pilot.press("v", "v", "v", "v", "f", *"tourismx", "backspace", "enter")
        ready.set()
        await until(pilot, lambda: app.selection.filter)
        await settle(app, pilot)
        assert (app.selection.tab, app.selection.filter, app.theme) == ("people", "tourism", theme)
        ready.clear()
        await pilot.press("1", "f", "v")
        ready.set()
        await until(pilot, lambda: app.selection.view)
        assert (app.selection.frequency, app.selection.view) == ("year", "growth"), "keys, where f opens no filter"


async def test_a_page_that_is_built_when_the_app_has_ended_is_shown_nowhere(running, monkeypatch, until):
    ready, built = threading.Event(), build.plain
    async with running() as (app, pilot):
        monkeypatch.setattr(build, "plain", lambda *asked: (ready.wait(20), built(*asked))[1])
        await pilot.press("v")
        await app.screen.remove_children()
        ready.set()
        await until(pilot, lambda: app.pages.idle)
    assert app.failure is None


async def test_a_card_that_takes_long_says_so(running, screen_text, monkeypatch, until):
    ready = threading.Event()
    async with running() as (app, pilot):
        card = app.copy_and_pin.card
        monkeypatch.setattr(app.copy_and_pin, "card", lambda reference: (ready.wait(20), card(reference))[1])
        await pilot.press("enter")
        await until(pilot, lambda: WORKING in screen_text(app)[-1])
        ready.set()
        await until(pilot, lambda: len(app.screen_stack) == 2)
        assert app.query_one(KeyBar).works == 0


async def test_a_quick_page_says_nothing(running, settle, monkeypatch):
    async with running() as (app, pilot):
        page, told = app.page, []
        monkeypatch.setattr(build, "plain", lambda *asked: page)
        monkeypatch.setattr(KeyBar, "_work", lambda bar, step: told.append(step))
        app.select(UNPREPARED)
        await settle(app, pilot)
        await asyncio.sleep(0.3)
        assert not told
