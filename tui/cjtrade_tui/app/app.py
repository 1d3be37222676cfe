"""The app: it owns the selection; the widgets show the page that the selection gives."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.timer import Timer
from textual.worker import WorkerFailed

from cjtrade_data.model.reference import HOME, is_number
from cjtrade_data.model.selection import FREQUENCIES, PAIR, TABS, UNITS, Selection
from cjtrade_data.store.location import may_have, own_store
from cjtrade_tui.app.overlays import Overlays
from cjtrade_tui.app.prebuilt_pages import FrontPages
from cjtrade_tui.app.type_ahead import DaemonThreadPool, TypeAhead
from cjtrade_tui.cli.view_options import require
from cjtrade_tui.navigation.commands import COMMANDS, footer
from cjtrade_tui.navigation.layout import MINIMUM, Heights, heights
from cjtrade_tui.pages import build
from cjtrade_tui.pages.page import Page
from cjtrade_tui.terminal import first_frame_cache
from cjtrade_tui.terminal.diff_renderer import WiredApp
from cjtrade_tui.terminal.driver_choice import Driven
from cjtrade_tui.terminal.environment import fitting_palette, has_job_control, speaks_utf8
from cjtrade_tui.terminal.first_frame_cache import FirstScreen
from cjtrade_tui.terminal.theme import THEMES
from cjtrade_tui.widgets.chart import ChartView
from cjtrade_tui.widgets.detail import Detail
from cjtrade_tui.widgets.figure_table import FigureTable
from cjtrade_tui.widgets.headline_strip import HeadlineStrip
from cjtrade_tui.widgets.key_bar import KeyBar
from cjtrade_tui.widgets.too_small import TooSmall
from cjtrade_tui.widgets.top_lines import TopLines

if TYPE_CHECKING:
    from cjtrade_data.book.book import Book

_REST = 0.25
"""Seconds the cursor rests before words and chart follow it, so that a held key does not send them for each line."""

_LEISURE = 1.0
"""Seconds after the start until what the next keys need is made ready."""

_PAGES_KEPT = 64


_FIRST = ("quit", "next_tab", "previous_tab", "suspend")
"""Commands whose keys Textual would use itself (Tab moves its focus), or that work over a card and a question too."""

_HANDS = 4
_KEPT = ("pair", "reporter", "frequency", "period", "unit", "mirror")
"""What of the selection goes along from tab to tab."""

_KEYS_KEPT = 32
"""Keys that may wait while a page is being built."""


class Explorer(WiredApp, Overlays, TypeAhead, Driven, inherit_bindings=False):
    """The explorer, opened at a selection.

    `tables` is a folder of tables other than the bundled ones, `theme` a palette other than the fitting one,
    `shown` the saved first screen that is on the terminal already, and `store` the place of a store other than the
    reader's own. With `ascii` nothing else is sent. What of the selection is `given` must be what is shown first.
    """

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, command.action, command.help, show=False, priority=command.id in _FIRST)
            for command in COMMANDS
            if command.action
            for key in command.keys
        ),
        *(Binding(str(number), f"tab('{tab}')", show=False) for number, tab in enumerate(TABS, 1)),
    ]

    def __init__(
        self,
        selection: Selection | None = None,
        tables: Path | None = None,
        theme: str = "",
        shown: FirstScreen | None = None,
        ascii: bool = False,
        store: str | None = None,
        given: frozenset[str] = frozenset(),
    ) -> None:
        name = theme or fitting_palette()
        super().__init__(ansi_color=True)
        self.shown = shown
        self.ascii = ascii
        self.animation_level = "none"
        for each in THEMES:
            self.register_theme(each)
        self.theme = name
        self.selection = selection or Selection()
        self._asked: tuple[Selection, frozenset[str]] | None = (self.selection, given)
        self.tables = tables
        self.error = ""
        self.page: Page | None = None
        self.store = store
        self._books: dict[str, Book] = {}
        self._without_store: Book | None = None
        self._opening = threading.Lock()
        self._front = self._front_pages()
        self._pages: OrderedDict[tuple[object, ...], Page] = OrderedDict()
        self._wanted: Selection | None = None
        self._waiting: list[Callable[[Page], None]] = []
        self._views: dict[str, str] = {}
        self._resting: Timer | None = None
        self._heights: Heights | None = None

    def compose(self) -> ComposeResult:
        yield TopLines(build.LABELS)
        yield HeadlineStrip()
        yield ChartView()
        yield FigureTable()
        yield Detail()
        yield KeyBar()
        yield TooSmall(id="too-small")

    def on_mount(self) -> None:
        self._title("opening the book", self.selection.tab)
        self.query_one(FigureTable).focus()
        self.select(self.selection)
        self.call_after_refresh(lambda: self.run_worker(self._prepare(), exit_on_error=True))

    async def _prepare(self) -> None:
        """After the first frame: keep it for the next start, check the tables, and have at hand what the next keys need."""
        asyncio.get_running_loop().set_default_executor(DaemonThreadPool(_HANDS))
        gc.freeze()
        gc.enable()
        if (
            self.leaves_files
            and self.selection == Selection()
            and self.tables is None
            and self.store is None
            and self.theme == fitting_palette()
            and self.ascii != speaks_utf8()
        ):
            first_frame_cache.save(self.theme, self.first_frame)
        try:
            await asyncio.to_thread(self._open_book)
        except ValueError as error:
            self._fail(error)
            return
        await asyncio.sleep(_LEISURE)
        await asyncio.to_thread(self._look_ahead)

    def _look_ahead(self) -> None:
        """Do what the next keys would otherwise wait for: plotext, and the tables of partners.
        A table that cannot be read is told to whoever asks for it."""
        import_module("plotext")
        with suppress(ValueError):
            book = self._open_book()
            if book.imported is None:
                build.build(book, Selection(tab="partners", period=self.selection.period))

    # The selection and its page

    def select(self, selection: Selection) -> None:
        """Make `selection` the one that is shown; its page is built off the event loop, the latest wins."""
        self.selection = selection
        page = self._pages.get(build.key(selection)) or self._front.page(selection)
        if page is not None:
            self._wanted = None
            self._show(page)
            return
        idle, self._wanted = self._wanted is None, selection
        if idle:
            self.run_worker(self._build_wanted(), exit_on_error=True)

    async def _build_wanted(self) -> None:
        while (selection := self._wanted) is not None:
            page = await self._built(selection)
            if page is None:
                return
            self._keep(selection, page)
            if self._wanted == selection:
                self._wanted = None
                self._show(page)

    async def _built(self, selection: Selection) -> Page | None:
        """The page of a selection, built in a thread; None where that failed and the app is ending."""
        try:
            with self.at_work():
                return await asyncio.to_thread(self._build, selection)
        except ValueError as error:  # a damaged table, or a view the command line named
            self._fail(error)
            return None

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

    def _build(self, selection: Selection) -> Page:
        from cjtrade_tui.app.bundled_fallback import LINE, built

        page, book, trouble = built(self._book_of(selection), selection, self.tables)
        if trouble:
            self._leave_out_store(selection.pair, book)
        return replace(page, notes=(f"{LINE}.", *page.notes)) if book is self._without_store else page

    def _leave_out_store(self, pair: str, book: Book) -> None:
        """Go on with the bundled book, and say that the store cannot be read."""
        from cjtrade_tui.app.bundled_fallback import LINE

        self._books[pair], self._without_store = book, book
        self.call_later(self.say, LINE)

    def _open_book(self) -> Book:
        return self._book_of(self.selection)

    def _book_of(self, selection: Selection) -> Book:
        """The book of the selection's pair, opened once."""
        with self._opening:
            if selection.pair not in self._books:
                from cjtrade_tui.app.bundled_fallback import opened

                book, trouble = opened(self.tables, selection.reporters, self._place_of_store())
                self._books[selection.pair] = book
                if trouble:
                    self._leave_out_store(selection.pair, book)
            return self._books[selection.pair]

    def _place_of_store(self) -> str | None:
        """Where imported figures are, None where there shall be none."""
        return self.store or own_store()

    def _front_pages(self) -> FrontPages:
        place = self._place_of_store()
        return FrontPages(self.tables, place is not None and may_have(place, HOME))

    def _imported(self, _: None) -> None:
        """Show what may have been imported meanwhile."""
        with self._opening:
            self._books.clear()
        self._pages.clear()
        self._front = self._front_pages()
        self.select(self.selection)

    def _on_page(self, act: Callable[[Page], None]) -> None:
        """Do `act` with the page of the selection: at once, or when it has been built."""
        if self._wanted is None and self.page is not None:
            act(self.page)
        elif len(self._waiting) < _KEYS_KEPT:
            self._waiting.append(act)

    def _keep(self, selection: Selection, page: Page) -> None:
        self._pages[build.key(selection)] = page
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)

    @property
    def settled(self) -> bool:
        """Whether what is shown is what is selected, words and chart included."""
        return self._wanted is None and self.page is not None and self._resting is None

    def _show(self, page: Page) -> None:
        asked, self._asked = self._asked, None
        if asked is not None and asked[0] == self.selection:
            try:
                require(*asked, page)
            except ValueError as error:
                self._fail(error)
                return
        elif page.period not in (None, self.selection.period):
            self.say(f"{self.selection.period.label} is not here: {page.period.label} is shown")
        self.page = page
        self._place(self.size)
        self._title(page.title, page.tab)
        self.query_one(FigureTable).show(page.columns, page.rows, *page.cell_of(self.selection), page.empty)
        self.query_one(KeyBar).show(footer(page.keys))
        self._show_row()
        self._show_rest()
        while self._waiting and self._wanted is None:
            self._waiting.pop(0)(page if self.page is None else self.page)

    def _title(self, title: str, tab: str) -> None:
        pair = {"pair": self.selection.pair} if self.selection.pair != PAIR else {}
        self.query_one(TopLines).show(title, tab, **pair)

    def _show_row(self) -> None:
        page, row = self.page, self.query_one(FigureTable).current
        if page is None:
            return
        self.query_one(HeadlineStrip).show(row.headlines if row and row.headlines else page.headlines)

    def _show_rest(self) -> None:
        """What follows the cursor only when it rests: the words on the figure and its chart."""
        self._resting = None
        page = self.page
        if page is None or not self.query(FigureTable):  # the app is ending
            return
        table = self.query_one(FigureTable)
        row = table.current.told() if table.current else None
        self.query_one(Detail).show((*(row.detail_at(table.column) if row else ()), *page.notes))
        self.query_one(ChartView).show((row.chart if row else None) or page.chart)

    # Places

    def on_resize(self, event: events.Resize) -> None:
        self.redraw_whole()
        self._place(event.size)

    def _place(self, size: Size) -> None:
        width, height = size
        too_small = width < MINIMUM[0] or height < MINIMUM[1]
        page = self.page
        wanted = heights(
            height, page is not None and page.has_headlines, page is not None and page.has_charts,
            page is not None and page.tall_detail,
        )  # fmt: skip
        if self._heights == wanted and self.query_one(TooSmall).display == too_small:
            return
        self._heights = wanted
        for widget, rows in (
            (self.query_one(HeadlineStrip), wanted.strip),
            (self.query_one(ChartView), wanted.chart),
            (self.query_one(Detail), wanted.detail),
        ):
            widget.display = rows > 0 and not too_small
            widget.styles.height = max(1, rows)
        for kind in (TopLines, FigureTable, KeyBar):
            self.query_one(kind).display = not too_small
        self.query_one(TooSmall).display = too_small

    # Keys

    def action_tab(self, tab: str) -> None:
        if tab != self.selection.tab and len(self.screen_stack) == 1:
            self._views[self.selection.tab] = self.selection.view
            view = self._views.get(tab, "")
            self.select(Selection(tab=tab, view=view, **{n: getattr(self.selection, n) for n in _KEPT}))

    def action_next_tab(self, step: int) -> None:
        self.action_tab(TABS[(TABS.index(self.selection.tab) + step) % len(TABS)])

    def action_move(self, rows: int, columns: int) -> None:
        self._on_page(lambda page: self.query_one(FigureTable).move(rows, columns))

    def action_page(self, step: int) -> None:
        table = self.query_one(FigureTable)
        self._on_page(lambda page: table.move(step * max(1, table.body - 1), 0))

    def action_end(self, step: int) -> None:
        table = self.query_one(FigureTable)
        self._on_page(lambda page: table.move(step * len(table.rows), 0))

    def on_figure_table_moved(self) -> None:
        table = self.query_one(FigureTable)
        if self.page is None or table.current is None or self._wanted is not None:
            return
        self.selection = self.page.selection_at(self.selection, table.row, table.column)
        self._show_row()
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST, self._show_rest)

    def on_figure_table_opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        self._on_page(self._open)

    def _open(self, page: Page) -> None:
        table = self.query_one(FigureTable)
        row = table.current
        if row is None:
            return
        reference = row.cells[table.column].figure or ("" if row.opens else row.subject)
        if is_number(reference):
            self.run_worker(self.show_card(reference, self._opened))
        elif row.opens:
            self.select(self.selection.with_(item=row.opens, row="", measure=""))
        else:
            self.say("Enter opens the card of a number: move to one")

    def _opened(self, found: Selection | None) -> None:
        """Go to the view a card, an answer or the palette asked for."""
        if found is not None:
            self.select(found)

    def action_step_back(self, leave: bool) -> None:
        if self.selection.item:
            self.select(self.selection.with_(item="", row=self.selection.item, measure=""))
        elif leave:
            self.exit()

    def _cycle(self, name: str, choices: Sequence[str]) -> None:
        """The next of `choices` for one field of the selection."""
        if choices:
            current = getattr(self.selection, name)
            at = choices.index(current) if current in choices else 0
            self.select(self.selection.with_(**{name: choices[(at + 1) % len(choices)]}))

    def action_reporter(self) -> None:
        self._on_page(lambda page: self._cycle(*_whose(page, self.selection)))

    def action_frequency(self) -> None:
        """`f` is the frequency where figures have one, the filter where there are statements."""
        self._on_page(
            lambda page: (
                self._cycle("filter", page.filters)
                if "filter" in page.keys
                else self._cycle("frequency", FREQUENCIES if "frequency" in page.keys else ())
            )
        )

    def action_view(self) -> None:
        self._on_page(self._next_view)

    def _next_view(self, page: Page) -> None:
        if len(page.views) > 1:
            view = page.views[(page.views.index(page.view) + 1) % len(page.views)]
            self.select(self.selection.with_(view="" if view == page.views[0] else view, item="", sort="", filter=""))

    def action_period(self, step: int) -> None:
        self._on_page(lambda page: self._step_period(page, step))

    def _step_period(self, page: Page, step: int) -> None:
        if page.period not in page.periods or "period" not in page.keys:
            return
        if page.rows_are_periods:
            self.query_one(FigureTable).move(-step, 0)
            return
        at = page.periods.index(page.period) + step
        if 0 <= at < len(page.periods):
            self.select(self.selection.with_(period=page.periods[at], compiler=""))

    def action_unit(self) -> None:
        self._on_page(lambda page: self._cycle("unit", UNITS if "unit" in page.keys else ()))

    def action_mirror(self) -> None:
        mirror = not self.selection.mirror
        self._on_page(lambda page: self.select(self.selection.with_(mirror=mirror)) if "mirror" in page.keys else None)

    def action_sort(self) -> None:
        self._on_page(lambda page: self._cycle("sort", page.sorts if "sort" in page.keys else ()))

    def action_theme(self) -> None:
        names = ("dark", "light", "terminal")
        if self.theme in names:
            self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def action_suspend_process(self) -> None:
        if has_job_control():
            super().action_suspend_process()


def _whose(page: Page, selection: Selection) -> tuple[str, Sequence[str]]:
    """The field that `r` changes on a page, and its choices."""
    if "reporter" not in page.keys:
        return "reporter", ()
    return ("compiler", page.compilers) if page.compilers else ("reporter", selection.reporters)
