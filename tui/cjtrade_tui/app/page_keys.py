"""Page keys: what keys do with the page that is selected: at once, or when it has been built."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import events

from cjtrade_data.model.reference import is_number
from cjtrade_data.model.selection import Selection
from cjtrade_tui.app import steps
from cjtrade_tui.pages.page import Page

if TYPE_CHECKING:
    from cjtrade_tui.app.app import Explorer

_KEPT = 32
"""Keys that may wait while a page is being built."""
_OVER_PAGE = ("open", "narrow", "overlay")
_HOLDING = ("narrow", "overlay")
"""What has the keys that come behind it."""
_NEVER_HELD = ("ctrl+c", "ctrl+z")


class PageKeys:
    """Does what `navigation/commands.csv` calls on_page(NAME, ...), in the order in which it is asked for."""

    def __init__(self, app: Explorer) -> None:
        self._app = app
        self._waiting: list[tuple[str, Callable[[], object]]] = []
        self._held: list[events.Key] = []
        """Keys that came behind what will lie over the page, in their order."""
        self._let_go: events.Key | None = None
        """The one of them that is done now."""
        self._holds = self._holds_escape = False
        """Whether something is waited for that has the keys behind it."""
        copies = app.copy_and_pin
        self.named: dict[str, Callable[..., object]] = {
            "move": self._move,
            "page": lambda step: app.table.move(step * max(1, app.table.body - 1), 0),
            "end": lambda step: app.table.move(step * len(app.table.rows), 0),
            "open": self._open,
            "up": lambda: app.select(steps.up(self._page, app.selection)),
            "step": lambda name: self._go(steps.STEPS[name](self._page, app.selection), name),
            "period": self._step_period,
            "narrow": self._narrow,
            "overlay": lambda name: app.run_worker(self._open_overlay(name)),
            "copy": copies.copy_here,
            "copy_command": lambda: copies.copy(copies.command, copies.command),
            "pin": copies.pin_here,
            "tab": app.go_to_tab,
        }

    def do(self, name: str, *arguments: object) -> None:
        """Do it now, or when the page is there; too many that wait are dropped. A tab needs no page, but keeps its turn."""
        act = partial(self.named[name], *arguments)
        if (self._app.pages.idle and self._app.page is not None) or (name == "tab" and not self._waiting):
            act()
        elif len(self._waiting) < _KEPT:
            self._waiting.append((name, act))
            self._holds, self._holds_escape = name in _HOLDING, False

    def hold(self, key: events.Key) -> bool:
        """Keep a key for what waits to lie over the page; whether anything does."""
        if key is self._let_go or key.key in _NEVER_HELD:
            return False
        if self._holds:
            is_held = self._holds_escape or key.key != "escape"
        else:
            is_held = bool(self._held) or self._let_go is not None
        self._held += [key] * is_held
        return is_held

    def resume(self) -> None:
        """A page is there: do what waited for it, until another has to be built."""
        while self._waiting and self._app.pages.idle:
            _, act = self._waiting.pop(0)
            act()

    def take_back(self) -> bool:
        """Forget what was called for last, where it would lie over the page and waits still; whether it did."""
        waits = bool(self._waiting) and self._waiting[-1][0] in _OVER_PAGE
        if waits:
            self._waiting.pop()
            self.forget()
        return waits

    @property
    def _page(self) -> Page:
        page = self._app.page
        assert page is not None
        return page

    def _move(self, rows: int, columns: int) -> None:
        self._app.table.move(rows, columns)

    def _open(self) -> None:
        """The card of the number under the cursor, else what its row opens, else what is known of it in full."""
        table = self._app.table
        if (row := table.current) is None:
            return
        reference = row.cells[table.column].figure if row.item else row.reference_at(table.column)
        if is_number(reference):
            self._app.copy_and_pin.show_card(reference, self._app.open_view)
        elif row.item:
            self._app.select(self._app.selection.with_(item=row.item, row="", measure=""))
        else:
            self.keep(escape=True)
            self._app.run_worker(self._open_overlay("words"))

    def _narrow(self) -> None:
        if not self._app.narrowing:
            self._go(steps.STEPS["frequency"](self._page, self._app.selection), "filter")
        self._app.run_worker(self._open_overlay(self._app.narrowing))

    async def _open_overlay(self, name: str) -> None:
        """Lay an overlay over the page, if there is one, and do there what was typed behind it."""
        if name and self._app.pages.idle:
            await self._app.action_overlay(name)
        await self.let_go()

    def keep(self, *, escape: bool = False) -> None:
        """Hold the keys that come, until `let_go`; `escape` too, unless it takes back what they wait for."""
        self._holds, self._holds_escape = True, escape

    def forget(self) -> None:
        """Hold no keys, and do none of those that came."""
        self._held, self._holds = [], False

    async def let_go(self) -> None:
        """Do what was typed meanwhile, until something has to be waited for again; what comes meanwhile is done behind it."""
        self._holds = False
        if self._let_go is not None:
            return  # at it already
        try:
            while self._held and not self._holds:
                self._let_go = self._held.pop(0)
                await self._app.on_event(self._let_go)
        finally:
            self._let_go = None

    def _go(self, found: Selection | None, name: str) -> None:
        if found is None:
            self._app.say_briefly(steps.NOTHING[name])
        else:
            self._app.select(found)

    def _step_period(self, step: int) -> None:
        page, table = self._page, self._app.table
        if not page.rows_are_periods or "period" not in page.offered:
            found = steps.period(page, self._app.selection, step)
            if found is None and page.periods:
                self._app.say_briefly(steps.no_period(page, step))
            else:
                self._go(found, "period_before")
        elif (row := steps.row_of_period(page, table.row, step)) is None:
            self._app.say_briefly(steps.no_period(page, step))
        else:
            table.move(row - table.row, 0)
