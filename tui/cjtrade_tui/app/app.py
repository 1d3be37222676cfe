"""The app: it owns the selection; the widgets show the page that the selection gives."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.driver import Driver
from textual.geometry import Size
from textual.worker import WorkerFailed

from cjtrade_data.model.period import Period
from cjtrade_data.model.selection import Selection
from cjtrade_data.model.tabs import TABS
from cjtrade_tui.app import steps
from cjtrade_tui.app.books import Books
from cjtrade_tui.app.copy_and_pin import CopyAndPin
from cjtrade_tui.app.cursor import Cursor
from cjtrade_tui.app.overlays import Overlays
from cjtrade_tui.app.page_keys import PageKeys
from cjtrade_tui.app.page_loader import PageLoader
from cjtrade_tui.app.type_ahead import DaemonThreadPool, TypeAhead
from cjtrade_tui.navigation.commands import footer
from cjtrade_tui.navigation.layout import Places, is_too_small, places
from cjtrade_tui.pages import build
from cjtrade_tui.pages.option_checks import require
from cjtrade_tui.pages.page import Page
from cjtrade_tui.painting.frame import places_of
from cjtrade_tui.terminal.diff_renderer import DiffRenderedApp
from cjtrade_tui.terminal.environment import draws_itself, fitting_palette, has_job_control, in_browser
from cjtrade_tui.terminal.palettes import NAMES
from cjtrade_tui.terminal.theme import THEMES
from cjtrade_tui.widgets.chart import ChartView
from cjtrade_tui.widgets.figure_table import FigureTable
from cjtrade_tui.widgets.headline_strip import HeadlineStrip
from cjtrade_tui.widgets.key_bar import KeyBar
from cjtrade_tui.widgets.panel import CardPanel, Detail
from cjtrade_tui.widgets.too_small import TooSmall
from cjtrade_tui.widgets.top_lines import TopLines

if TYPE_CHECKING:
    from cjtrade_tui.app.opening import Opening
    from cjtrade_tui.overlays.base import Overlay, Result
    from cjtrade_tui.tray.file import SessionTray

_HANDS = 4
_NARROWING = {"filter": "filters", "find": "find", "rows": "rows"}
"""What `f` lays over a page that offers it."""
_OF_PAGE = ("words", "compare", "columns", "brief", "export")
"""Overlays that are made of the page that is shown."""


class Explorer(DiffRenderedApp, TypeAhead):
    """The explorer, opened at a selection.

    For what it is given see `Asked`; `opening` is what was made ready and is shown already.
    """

    ENABLE_COMMAND_PALETTE = False
    leaves_files = True
    """Whether a note may be saved."""
    reads_store = True
    without: frozenset[str] = frozenset()
    """Commands, by id, that there are none of here."""
    CSS_PATH = "app.tcss"

    def __init__(
        self,
        selection: Selection | None = None,
        given: frozenset[str] = frozenset(),
        tables: Path | None = None,
        store: str | None = None,
        theme: str = "",
        ascii: bool = False,
        opening: Opening | None = None,
    ) -> None:
        name = theme or fitting_palette()
        self._follows = not theme
        """Whether the palette is the one that fits the terminal, of the reader's choice none."""
        super().__init__(ansi_color=True)
        self.shown = opening.shown if opening else None
        self.ascii = ascii
        self.animation_level = "none"
        for each in THEMES:
            self.register_theme(each)
        self.theme = name
        self.books = opening.books if opening else Books(tables, store, self.reads_store, self._tell_later)
        self.selection = opening.selection if opening else self.books.opening(selection or Selection(), given)
        self._asked: tuple[Selection, frozenset[str]] | None = (self.selection, given)
        self.error = ""
        self.page: Page | None = None
        self.books.tell = self._tell_later
        self.pages = PageLoader(self, self._show, self._fail)
        if opening:
            self.pages.keep(self.selection, opening.page)
        self._to_say = opening.said if opening else []
        self.copy_and_pin = CopyAndPin(self)
        self.overlays = Overlays(self)
        self.page_keys, self.cursor = PageKeys(self), Cursor(self)
        self._left: dict[str, Selection] = {}
        self._entered = Selection(tab=self.selection.tab)
        """What is selected but for what the reader changed since."""
        self._read: dict[tuple[str, str, str], Period] = {}
        """The last period that was read in each tab, view and frequency."""
        self._came_from: list[tuple[tuple[str, str, str], Selection]] = []
        self._places: Places | None = None

    def get_driver_class(self) -> type[Driver]:
        """Our own where there is a terminal of POSIX and TEXTUAL_DRIVER names no other. Raises ValueError where TEXTUAL_DRIVER names none."""
        if in_browser():
            from cjtrade_tui.browser.driver import Browser

            return Browser
        if sys.platform != "win32" and draws_itself():
            from cjtrade_tui.terminal.driver import Terminal

            return Terminal
        try:
            return super().get_driver_class()
        except (ImportError, AttributeError, RuntimeError, ValueError):
            named = os.environ.get("TEXTUAL_DRIVER")
            raise ValueError(f"TEXTUAL_DRIVER names no driver of Textual's ({named}); unset it") from None

    def compose(self) -> ComposeResult:
        yield TopLines(build.LABELS)
        with Vertical(id="body"):
            yield HeadlineStrip()
            yield ChartView()
            yield FigureTable(self.cursor.moved)
            yield Detail()
            yield CardPanel()
        yield KeyBar()
        yield TooSmall(id="too-small")

    def on_mount(self) -> None:
        self.cursor.show_title("opening the dataset", self.selection.tab)
        self.table.focus()
        self.select(self.selection)
        for line in self._to_say:
            self.say(line)
        self.call_after_refresh(lambda: self.run_worker(self._prepare))  # type: ignore[arg-type]  # not begun where it is ending

    async def _prepare(self) -> None:
        """After the first frame: have at hand what the next keys need."""
        asyncio.get_running_loop().set_default_executor(DaemonThreadPool(_HANDS))
        gc.freeze()
        gc.enable()
        try:
            await self.pages.look_ahead()
        except ValueError as error:
            self._fail(error)

    # What its parts borrow

    @property
    def table(self) -> FigureTable:
        return self.query_one(FigureTable)

    @cached_property
    def tray(self) -> SessionTray:
        from cjtrade_tui.tray.file import own_tray

        return own_tray()

    @property
    def place(self) -> object:
        """Where the reader is: what is shown late is not laid over another place."""
        return self.screen, self.selection.tab, self.selection.item

    @property
    def looked_at(self) -> Selection:
        """What is selected, at the cell under the cursor and the period that is shown."""
        if self.page is None or self.table.current is None or not self.pages.idle:
            return self.selection
        return self.page.opens_at(self.selection, self.table.row, self.table.column)

    def send(self, sequence: str) -> None:
        """Write an escape sequence to the terminal."""
        if self._driver is not None:
            self._driver.write(sequence)

    def at_work(self) -> AbstractContextManager[None]:
        """Say in the key bar that it is at work, where what is done takes longer than a moment."""
        return self.query_one(KeyBar).at_work() if self.screen_stack else nullcontext()  # else it is ending

    def _tell_later(self, line: str) -> None:
        self.call_later(self.say, line)

    async def open_overlay(
        self, overlay: Overlay[Result], then: Callable[[Result | None], Any] | None = None, at: object = None
    ) -> None:
        """Push an overlay and wait until it has the focus.

        Does nothing where one of its kind is open already, or where the reader has left `at`, the place it was called from.
        """
        if (
            not self.screen_stack
            or (at or self.place) != self.place
            or any(type(each) is type(overlay) for each in self.screen_stack)
        ):
            return
        await self.push_screen(overlay, then)
        if overlay.AUTO_FOCUS is None and (lines := overlay.query("LineInput")):
            overlay.set_focus(lines.first())

    # The selection and its page

    def select(self, selection: Selection) -> None:
        """Make `selection` the one that is shown; its page is built off the event loop, the latest wins."""
        if self.page is not None and self.pages.idle and not self.page.begins_after(self.selection.period):
            self._read[self.page.tab, self.page.view, self.selection.frequency] = self.selection.period
        self.selection = selection
        self.pages.ask(selection)

    def _fatal_error(self) -> None:
        """Leave after an unexpected exception without Textual's page of traceback: see `failure` and `crash_log`."""
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        self._close_messages_no_wait()

    @property
    def failure(self) -> BaseException | None:
        """The unexpected exception that ended the app, if one did."""
        return self._exception.error if isinstance(self._exception, WorkerFailed) else self._exception

    def _fail(self, error: ValueError) -> None:
        self.error = str(error)
        self.exit(return_code=2)

    def show_imports(self, _: None = None) -> None:
        """Show what may have been imported meanwhile."""
        self.books.forget()
        self.pages.forget()
        self.select(self.selection)

    @property
    def settled(self) -> bool:
        """Whether what is shown is what is selected, words and chart included."""
        return self.pages.idle and self.page is not None and self.cursor.resting is None

    def _show(self, page: Page) -> None:
        if not self.query(FigureTable):
            return  # it is ending
        asked, self._asked = self._asked, None
        if asked is not None and asked[0] == self.selection:
            try:
                require(*asked, page)
            except ValueError as error:
                self._fail(error)
                return
        elif page.begins_after(self.selection.period) and not self.selection.item:
            at = page.tab, page.view, self.selection.frequency
            own = self._read.get(at, Selection(tab=page.tab).period)
            if not page.begins_after(own):
                self._entered = self._entered.with_(period=own)
                self.select(self.selection.with_(period=own))
                return
        self.page = page
        self._lay_out(self.size)
        self.table.show(page, page.caption_of(self.selection), *page.cell_of(self.selection))
        self.query_one(KeyBar).show(footer(page.offered))
        self.cursor.show_row()
        self.cursor.show_rest()
        self.cursor.await_card()
        self.page_keys.resume()

    # Places

    def on_resize(self, event: events.Resize) -> None:
        self.redraw_whole()
        self._lay_out(event.size)

    def _lay_out(self, size: Size) -> None:
        """Give each part of the screen the rows that the page has for it, and hide what there is no room for."""
        width, height = size
        too_small = is_too_small(width, height)
        wanted = (
            places_of(self.page, width, height) if self.page is not None else places(width, height, False, False, False)
        )
        find = self.query_one
        if self._places == wanted and find(TooSmall).display == too_small:
            return
        self._places = wanted
        panel = find(CardPanel)
        panel.display = wanted.panel + wanted.below > 0 and not too_small
        panel.set_class(wanted.below > 0, "below")
        panel.styles.width, panel.styles.height = wanted.panel or "100%", wanted.below or "100%"
        for widget, rows in (
            (find(HeadlineStrip), wanted.strip),
            (find(ChartView), wanted.chart),
            (find(Detail), wanted.detail),
        ):
            widget.display = rows > 0 and not too_small
            widget.styles.height = max(1, rows)
        for part in (TopLines, "#body", KeyBar):
            find(part).display = not too_small
        find(TooSmall).display = too_small

    # Keys

    def action_tab(self, tab: str) -> None:
        if len(self.screen_stack) == 1:
            self.page_keys.do("tab", lambda: tab)

    def action_next_tab(self, step: int) -> None:
        if len(self.screen_stack) == 1:
            self.page_keys.do("tab", lambda: TABS[(TABS.index(self.selection.tab) + step) % len(TABS)])

    def go_to_tab(self, named: Callable[[], str]) -> None:
        """Select the tab that is named when its turn has come."""
        if (tab := named()) != self.selection.tab:
            self._came_from.clear()
            self._enter(self.opened_on(tab))

    def _enter(self, selection: Selection) -> None:
        """Select what was not made of what is selected step by step: the tabs stay as they are now."""
        self._left = {each: self.opened_on(each) for each in TABS}
        self._entered = selection
        self.select(selection)

    def opened_on(self, tab: str) -> Selection:
        """What a tab opens on: as it was left, with what was changed elsewhere since."""
        if tab == self.selection.tab:
            return self.selection
        return steps.on_tab(self._left.get(tab, Selection(tab=tab)), steps.changed(self._entered, self.selection))

    def action_on_page(self, name: str, one: object = None, other: object = None) -> None:
        """Do something with the page that is selected, see `PageKeys`; Textual counts the arguments that it may pass."""
        self.page_keys.do(name, *(argument for argument in (one, other) if argument is not None))

    def open_view(self, found: Selection | None) -> None:
        """Go to the view that a card, an answer, a claim or a choice leads to; Escape leads back until another tab is chosen."""
        if found is not None:
            self._came_from.append(((found.tab, found.item, found.against), self.selection))
            self._enter(found.with_(years=self.selection.years))

    def action_step_back(self, leave: bool) -> None:
        if self.page_keys.take_back():
            return  # a card or a filter that was called for while a page is built
        here = self.selection.tab, self.selection.item, self.selection.against
        opened = [i for i, (at, _) in enumerate(self._came_from) if at == here]
        if opened and not leave:
            self._entered = self._came_from.pop(opened[-1])[1]
            self.select(self._entered)
            self.say_briefly("Back at the view before")
        elif any(here[1:]):
            self.page_keys.do("up")
        elif leave:
            self.exit()

    @property
    def narrowing(self) -> str:
        """The overlay that narrows the page which is shown, "" where none does."""
        offered = self.page.offered if self.page is not None else ()
        return next((name for key, name in _NARROWING.items() if key in offered), "")

    async def action_narrow(self) -> None:
        if self.pages.idle and self.narrowing:
            await self.action_overlay(self.narrowing)
        else:
            self.page_keys.do("narrow")

    def holds_back(self, event: events.Key) -> bool:
        return self.page_keys.hold(event)

    def follow_background(self, is_light: bool) -> None:
        """Be light on a light terminal, dark on a dark one, unless a theme was chosen."""
        if self._follows and self.theme in (names := ("dark", "light")):
            self.theme = names[is_light]

    def action_theme(self) -> None:
        names = [name for name in NAMES if name != "plain"]
        self._follows = False
        if self.theme in names:
            self.theme = names[(names.index(self.theme) + 1) % len(names)]

    async def action_overlay(self, name: str) -> None:
        """Lay one of `Overlays` over the tab, where nothing but help lies over it yet; what is of the page waits for it."""
        if (len(self.screen_stack) > 1 and name != "help") or name in self.without:
            return
        if name in _OF_PAGE and not (self.pages.idle and self.page is not None):
            self.page_keys.do("overlay", name)
        else:
            await getattr(self.overlays, name)()

    def action_suspend_process(self) -> None:
        if has_job_control():
            super().action_suspend_process()
