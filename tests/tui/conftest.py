import asyncio
import gc
from contextlib import asynccontextmanager
from functools import lru_cache

import pytest
from bundled import BOOK
from screen import strips_of
from textual import _wait

from cjtrade_data import open_book
from cjtrade_data.model.reference import HOME
from cjtrade_data.store.location import may_have
from cjtrade_tui.app import page_loader
from cjtrade_tui.app.app import Explorer
from cjtrade_tui.app.books import Books
from cjtrade_tui.pages import build, bundled_fallback


@lru_cache(maxsize=300)
def page_of_bundled(selection):
    return _plain(BOOK, selection)


_plain = build.plain


@pytest.fixture(autouse=True)
def read_once(monkeypatch):
    """Of the bundled tables all tests share one book and its pages, of which nothing can be changed."""

    def opened(path=None, pair=HOME, store=None):
        is_bundled = path is None and pair == HOME and (store is None or not may_have(store, pair))
        return BOOK if is_bundled else open_book(path, pair, store)

    def plain(book, selection):
        return page_of_bundled(selection) if book is BOOK else _plain(book, selection)

    monkeypatch.setattr(bundled_fallback, "open_book", opened)
    monkeypatch.setattr(Books, "_unproved", BOOK)
    monkeypatch.setattr(build, "plain", plain)


@pytest.fixture(autouse=True)
def unfrozen(monkeypatch):
    """An app freezes what there is when it starts: here that would keep the apps of the tests before it for ever."""
    monkeypatch.setattr(gc, "freeze", lambda: None)


@pytest.fixture(autouse=True)
def no_leisure(monkeypatch):
    """Apps of tests are left before they would look ahead, and waited for as long as they are at work."""
    monkeypatch.setattr(page_loader, "LEISURE", 600)


@pytest.fixture(autouse=True)
def idle_enough(monkeypatch):
    """The pilot waits, up to two seconds a key, until the process hardly computes: threads that Polars or Spark keep from
    tests before would hold up every key."""
    monkeypatch.setattr(_wait, "SLEEP_IDLE", _wait.SLEEP_GRANULARITY / 5)


@pytest.fixture
def settle():
    """Wait until the app shows what is selected, its chart included."""

    async def wait(app: Explorer, pilot) -> None:
        for _ in range(1000):
            await pilot.pause()
            if app.settled or app.error:
                await pilot.pause()
                return
            await asyncio.sleep(0.005)
        raise TimeoutError(f"{app.selection} did not settle")

    return wait


@pytest.fixture
def running(settle):
    """An app that shows what is selected, and its pilot."""

    @asynccontextmanager
    async def run(*selection, size=(80, 24), theme="dark", **options):
        app = Explorer(*selection, theme=theme, **options)
        async with app.run_test(size=size) as pilot:
            await settle(app, pilot)
            yield app, pilot

    return run


@pytest.fixture
def press(settle):
    """Press keys and wait until the app shows what they lead to."""

    async def keys(app: Explorer, pilot, *names: str) -> None:
        await pilot.press(*names)
        await settle(app, pilot)

    return keys


@pytest.fixture
def until():
    """Wait until something holds."""

    async def wait(pilot, holds) -> None:
        for _ in range(2000):
            await pilot.pause(0.005)
            if holds():
                return
        raise TimeoutError

    return wait


@pytest.fixture
def screen_text():
    """What the terminal would show, line by line."""

    def lines(app: Explorer) -> list[str]:
        strips = strips_of(app)
        return ["".join(segment.text for segment in strip) for strip in strips]

    return lines
