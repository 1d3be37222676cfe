"""Look ahead: what the next keys need is made ready while no key comes, so that it never delays one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from cjtrade_data.model.selection import Selection
from cjtrade_data.model.tabs import TABS
from cjtrade_tui.app.books import Books
from cjtrade_tui.app.page_loader import PageLoader
from cjtrade_tui.spared_imports import plotext

LEISURE = 1.0
"""Seconds without a key, before each piece of work."""


async def look_ahead(
    books: Books,
    pages: PageLoader,
    selection: Selection,
    on_tab: Callable[[str], Selection],
    pressed: Callable[[], float],
) -> None:
    """Open the book of a selection, import plotext, build what each tab opens on: one at a time.

    `on_tab` says what a tab opens on and `pressed` when the last key came, on the monotonic clock. Raises ValueError for
    damaged tables.
    """
    begun = time.monotonic()

    async def leisure() -> None:
        while (wait := max(begun, pressed()) + LEISURE - time.monotonic()) > 0:
            await asyncio.sleep(wait)

    await leisure()
    await asyncio.to_thread(books.of, selection)
    await leisure()
    await asyncio.to_thread(plotext)
    for tab in TABS:
        await leisure()
        with suppress(ValueError):  # told to whoever asks for it
            await pages.make_ready(on_tab(tab))
