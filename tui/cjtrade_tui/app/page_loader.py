"""Page loader: pages built off the event loop, the last ones kept; of several asked for, the latest is shown."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from cjtrade_data.model.selection import Selection
from cjtrade_data.model.tabs import TABS
from cjtrade_tui.pages import build
from cjtrade_tui.pages.page import Page
from cjtrade_tui.plotext_import import plotext

if TYPE_CHECKING:
    from cjtrade_tui.app.app import Explorer

LEISURE = 1.0
"""Seconds without a key, before each piece of work that is done ahead."""
_PAGES_KEPT = 64


class PageLoader:
    """`show` gets the page that was asked for last, `fail` what kept it from being built."""

    def __init__(self, app: Explorer, show: Callable[[Page], None], fail: Callable[[ValueError], None]) -> None:
        self._app, self._show, self._fail = app, show, fail
        self._kept: OrderedDict[tuple[object, ...], Page] = OrderedDict()
        self._wanted: Selection | None = None

    @property
    def idle(self) -> bool:
        """Whether what was asked for last is shown."""
        return self._wanted is None

    def ask(self, selection: Selection) -> None:
        """Show the page of a selection: at once where it is at hand, anew if another program then turns out to have changed the
        store, else when it has been built."""
        page = self._kept.get(build.key(selection))
        if page is not None:
            self._wanted = None
            self._show(build.arrange(page, selection))
            if self._app.books.store:
                # Made when it is run: a coroutine that is put aside unrun would warn.
                self._app.run_worker(self._look_at_store, group="store", exclusive=True)  # type: ignore[arg-type]
            return
        idle, self._wanted = self.idle, selection
        if idle:
            self._app.run_worker(self._build_wanted())

    async def look_ahead(self) -> None:
        """While no key comes, so that it never delays one: prove the tables whole, import plotext, build what each tab opens on.

        One at a time. Raises ValueError for damaged tables.
        """
        begun = time.monotonic()
        app, selection = self._app, self._app.selection

        async def no_key_pressed() -> None:
            while (wait := max(begun, app.pressed) + LEISURE - time.monotonic()) > 0:
                await asyncio.sleep(wait)

        await no_key_pressed()
        await asyncio.to_thread(app.books.prove, selection)
        await no_key_pressed()
        await asyncio.to_thread(plotext)
        for tab in TABS:
            await no_key_pressed()
            opened = app.opened_on(tab)
            if build.key(opened) not in self._kept:
                with suppress(ValueError):  # told to whoever asks for it
                    self.keep(opened, await asyncio.to_thread(app.books.page, opened))

    def keep(self, selection: Selection, page: Page) -> None:
        """Have the plain page of a selection at hand."""
        self._kept[build.key(selection)] = page
        if len(self._kept) > _PAGES_KEPT:
            self._kept.popitem(last=False)

    def forget(self) -> None:
        """Build every page anew: something was imported."""
        self._kept.clear()

    async def _look_at_store(self) -> None:
        """Whatever lies on a slow disk: not on the event loop."""
        if await asyncio.to_thread(self._app.books.renew) and self._app.is_running:
            self.forget()
            self._app.select(self._app.selection)

    async def _build_wanted(self) -> None:
        while (selection := self._wanted) is not None:
            try:
                with self._app.at_work():
                    if await asyncio.to_thread(self._app.books.renew):
                        self.forget()
                    page = await asyncio.to_thread(self._app.books.page, selection)
            except ValueError as error:  # a damaged table, or a view the command line named
                self._fail(error)
                return
            self.keep(selection, page)
            if self._wanted == selection:
                self._wanted = None
                self._show(build.arrange(page, selection))
