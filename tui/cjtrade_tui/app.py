"""The app: it owns the selection; the widgets show the page that the selection gives."""

from __future__ import annotations

import asyncio
import signal
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from cjtrade_data.errors import BookError
from cjtrade_data.period import Period
from cjtrade_data.selection import FREQUENCIES, REPORTERS, TABS, UNITS, Selection
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer

from cjtrade_tui import screens
from cjtrade_tui.commands import COMMANDS, footer
from cjtrade_tui.layout import MINIMUM, Heights, heights
from cjtrade_tui.page import Page
from cjtrade_tui.palette import THEMES, fitting_palette
from cjtrade_tui.widgets.chart import ChartView
from cjtrade_tui.widgets.detail import Detail
from cjtrade_tui.widgets.figure_table import FigureTable
from cjtrade_tui.widgets.headline_strip import HeadlineStrip
from cjtrade_tui.widgets.key_bar import KeyBar
from cjtrade_tui.widgets.too_small import TooSmall
from cjtrade_tui.widgets.top_lines import TopLines
from cjtrade_tui.wire import WiredApp

if TYPE_CHECKING:
    from cjtrade_data.book import Book

_CHART_REST = 0.2
"""Seconds the cursor rests before the chart follows it, so that a held key does not redraw it each line."""

_PAGES_KEPT = 64


class Explorer(WiredApp, App[None]):
    """The explorer, opened at a selection; `tables` is a folder of tables other than the bundled ones."""

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, command.action, command.help, show=False, priority=command.id == "quit")
            for command in COMMANDS
            if command.action
            for key in command.keys
        ),
        *(Binding(str(number), f"tab('{tab}')", show=False) for number, tab in enumerate(TABS, 1)),
    ]

    def __init__(self, selection: Selection | None = None, tables: Path | None = None, theme: str = "") -> None:
        name = theme or fitting_palette()
        super().__init__(ansi_color=True)
        self.animation_level = "none"
        for each in THEMES:
            self.register_theme(each)
        self.theme = name
        self.selection = selection or Selection()
        self.tables = tables
        self.error = ""
        self.page: Page | None = None
        self._book: Book | None = None
        self._pages: OrderedDict[Selection, Page] = OrderedDict()
        self._wanted: Selection | None = None
        self._views: dict[str, str] = {}
        self._chart_timer: Timer | None = None
        self._heights: Heights | None = None

    def compose(self) -> ComposeResult:
        yield TopLines(screens.LABELS)
        yield HeadlineStrip()
        yield ChartView()
        yield FigureTable()
        yield Detail()
        yield KeyBar()
        yield TooSmall(id="too-small")

    def on_mount(self) -> None:
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self.exit)
        self.query_one(TopLines).show("opening the book", self.selection.tab)
        self.query_one(FigureTable).focus()
        self.select(self.selection)

    # The selection and its page

    def select(self, selection: Selection) -> None:
        """Make `selection` the one that is shown; its page is built off the event loop, the latest wins."""
        self.selection = selection
        page = self._pages.get(selection)
        if page is not None:
            self._wanted = None
            self._show(page)
            return
        idle, self._wanted = self._wanted is None, selection
        if idle:
            self.run_worker(self._build_wanted(), exit_on_error=True)

    async def _build_wanted(self) -> None:
        while (selection := self._wanted) is not None:
            try:
                page = await asyncio.to_thread(self._build, selection)
            except BookError as error:
                self.error = str(error)
                self.exit(return_code=2)
                return
            self._keep(selection, page)
            if self._wanted == selection:
                self._wanted = None
                self._show(page)

    def _build(self, selection: Selection) -> Page:
        from cjtrade_data.book import open_book

        if self._book is None:
            self._book = open_book(self.tables)
        return screens.build(self._book, selection)

    def _keep(self, selection: Selection, page: Page) -> None:
        self._pages[selection] = page
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)

    @property
    def settled(self) -> bool:
        """Whether what is shown is what is selected, the chart included."""
        return self._wanted is None and self.page is not None and self._chart_timer is None

    def _show(self, page: Page) -> None:
        self.page = page
        self._place()
        self.query_one(TopLines).show(page.title, page.tab)
        self.query_one(FigureTable).show(page.columns, page.rows, page.start, page.column, page.empty)
        self.query_one(KeyBar).show(footer(page.keys))
        self._show_row()
        self._show_chart()

    def _show_row(self) -> None:
        page, row = self.page, self.query_one(FigureTable).current
        if page is None:
            return
        self.query_one(HeadlineStrip).show(row.headlines if row and row.headlines else page.headlines)
        detail = row.detail_at(self.query_one(FigureTable).column) if row else ()
        self.query_one(Detail).show((*detail, *page.notes))

    def _show_chart(self) -> None:
        self._chart_timer = None
        row = self.query_one(FigureTable).current
        if self.page is not None:
            self.query_one(ChartView).show((row.chart if row else None) or self.page.chart)

    # Places

    def on_resize(self, event: events.Resize) -> None:
        self._place()

    def _place(self) -> None:
        width, height = self.size
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
        if tab != self.selection.tab:
            self._views[self.selection.tab] = self.selection.view
            self.select(
                self.selection.with_(tab=tab, view=self._views.get(tab, ""), item="", sort="", filter="", compiler="")
            )

    def action_next_tab(self, step: int) -> None:
        self.action_tab(TABS[(TABS.index(self.selection.tab) + step) % len(TABS)])

    def action_move(self, rows: int, columns: int) -> None:
        self.query_one(FigureTable).move(rows, columns)

    def action_page(self, step: int) -> None:
        table = self.query_one(FigureTable)
        table.move(step * max(1, table.body - 1), 0)

    def action_end(self, step: int) -> None:
        table = self.query_one(FigureTable)
        table.move(step * len(table.rows), 0)

    def on_figure_table_moved(self) -> None:
        row = self.query_one(FigureTable).current
        if self.page is not None and row is not None:
            if self.page.rows_are_periods:
                self.selection = self.selection.with_(period=Period.parse(row.key))
            self._show_row()
            if row.chart is not None:
                if self._chart_timer is not None:
                    self._chart_timer.stop()
                self._chart_timer = self.set_timer(_CHART_REST, self._show_chart)

    def on_figure_table_opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        row = self.query_one(FigureTable).current
        if row is not None and row.opens:
            self.select(self.selection.with_(item=row.opens))

    def action_step_back(self, leave: bool) -> None:
        if self.selection.item:
            self.select(self.selection.with_(item=""))
        elif leave:
            self.exit()

    def _cycle(self, name: str, choices: tuple[str, ...]) -> None:
        if choices:
            current = getattr(self.selection, name)
            at = choices.index(current) if current in choices else 0
            self.select(self.selection.with_(**{name: choices[(at + 1) % len(choices)]}))

    def _offers(self, key: str) -> bool:
        return self.page is not None and key in self.page.keys

    def action_reporter(self) -> None:
        if self._offers("reporter") and self.page is not None:
            if self.page.compilers:
                self._cycle("compiler", self.page.compilers)
            else:
                self._cycle("reporter", REPORTERS)

    def action_frequency(self) -> None:
        """`f` is the frequency where figures have one, the filter where there are statements."""
        if self._offers("frequency"):
            self._cycle("frequency", FREQUENCIES)
        elif self._offers("filter") and self.page is not None:
            self._cycle("filter", self.page.filters)

    def action_view(self) -> None:
        if self.page is not None and len(self.page.views) > 1:
            at = self.page.views.index(self.page.view)
            view = self.page.views[(at + 1) % len(self.page.views)]
            self.select(self.selection.with_(view="" if view == self.page.views[0] else view, item="", sort=""))

    def action_period(self, step: int) -> None:
        page = self.page
        if page is None or page.period not in page.periods:
            return
        if page.rows_are_periods:
            table = self.query_one(FigureTable)
            table.move(-step, 0)
            self._show_chart()
            return
        at = page.periods.index(page.period) + step
        if 0 <= at < len(page.periods):
            self.select(self.selection.with_(period=page.periods[at]))

    def action_unit(self) -> None:
        if self._offers("unit"):
            self._cycle("unit", UNITS)

    def action_mirror(self) -> None:
        if self._offers("mirror"):
            self.select(self.selection.with_(mirror=not self.selection.mirror))

    def action_sort(self) -> None:
        if self.page is not None:
            self._cycle("sort", self.page.sorts)

    def action_theme(self) -> None:
        names = ("dark", "light", "terminal")
        if self.theme in names:
            self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def action_help(self) -> None:
        from cjtrade_tui.screens.help import Help

        self.push_screen(Help(self.page))
