"""Cursor: what follows the cursor: title and headlines at once; words, chart and card when it rests."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer

from cjtrade_data.model.reference import is_number
from cjtrade_tui.painting.frame import pair_title, with_key
from cjtrade_tui.widgets.chart import ChartView
from cjtrade_tui.widgets.figure_table import FigureTable
from cjtrade_tui.widgets.headline_strip import HeadlineStrip
from cjtrade_tui.widgets.panel import CardPanel, Detail
from cjtrade_tui.widgets.top_lines import TopLines

if TYPE_CHECKING:
    from collections.abc import Callable

    from cjtrade_data.lookup.card import Card
    from cjtrade_tui.app.app import Explorer
    from cjtrade_tui.pages.page import Row
    from cjtrade_tui.painting.runs import Rows

_REST = 0.25
"""Seconds the cursor rests before words and chart follow it, so that a held key does not send them for each line."""


class Cursor:
    """Shows what belongs to the cell under the cursor of the app's table."""

    def __init__(self, app: Explorer) -> None:
        self._app = app
        self.resting: Timer | None = None
        """Set while something has still to follow."""
        self._awaited: Timer | None = None

    def moved(self) -> None:
        """The cursor went to another cell of the page that is shown."""
        table, page = self._app.table, self._app.page
        if page is None or table.current is None or not self._app.pages.idle:
            return
        self._app.selection = page.selection_at(self._app.selection, table.row, table.column)
        self.show_row()
        if self.resting is not None:
            self.resting.stop()
        self.resting = self._app.set_timer(_REST, self.rest)

    def rest(self) -> None:
        """The cursor has rested."""
        if not self._app.query(FigureTable):  # the app is ending: its timers may still fire
            return
        self.show_rest()
        self.show_card()

    def await_card(self) -> None:
        """A page was shown: have the card of its cell follow, unless the cursor moves first."""
        if self._awaited is not None:
            self._awaited.stop()
        self._awaited = self._app.set_timer(_REST, self._card_follows)

    def _card_follows(self) -> None:
        if self.resting is None and self._app.query(FigureTable):  # else the cursor has moved, or the app is ending
            self.show_card()

    def show_title(self, title: str, tab: str, aside: str = "") -> None:
        self._app.query_one(TopLines).show(title, tab, pair_title(self._app.selection), aside)

    def show_row(self) -> None:
        """What follows the cursor at once."""
        page, row = self._app.page, self._app.table.current
        if page is None:
            return
        self.show_title(page.title_at(row, self._app.table.column), page.tab, row.aside if row else "")
        self._app.query_one(HeadlineStrip).show((row.headlines if row else ()) or page.headlines)

    def show_rest(self) -> None:
        """What follows it only when it rests: the words on the figure and its chart."""
        self.resting = None
        page, table = self._app.page, self._app.table
        if page is None:
            return
        row = table.current.complete() if table.current else None
        words = page.words_at(row, table.column)
        self._app.query_one(Detail).show(words)
        self._app.query_one(CardPanel).show(page.words_before_numbers(row), words)
        table.count(page.caption_of(self._app.selection))
        self._app.query_one(ChartView).show(with_key(page.chart_at(row, table.column), self._app.selection))

    def show_card(self) -> None:
        """Where there is a panel, show in it the card of the number under the cursor."""
        table = self._app.table
        row = table.current
        reference = row.cells[table.column].figure if row is not None else ""
        if self._app.query_one(CardPanel).display and is_number(reference):
            # Made when it is run: a coroutine that is put aside unrun would warn.
            made = partial(self._card, reference, table, row, table.column)
            self._app.run_worker(made, group="card", exclusive=True)  # type: ignore[arg-type]

    async def _card(self, reference: str, table: FigureTable, row: Row | None, column: int) -> None:
        def made() -> tuple[Card, Callable[..., Rows]]:
            from cjtrade_tui.overlays.card import card_rows  # long to import: not on the event loop

            return self._app.copy_and_pin.card(reference), card_rows

        book = self._app.books.of(self._app.selection)
        try:
            card, card_rows = await asyncio.to_thread(made)
        except (KeyError, ValueError):
            return  # the words on the cell stay
        if (table.current, table.column) == (row, column) and table.is_attached:  # the app may be ending
            from cjtrade_data.citation import STYLES

            panel = self._app.query_one(CardPanel)
            notes = self._app.page.notes if self._app.page is not None else ()
            panel.show(card.title, notes, lambda width: card_rows(card, book, STYLES[0], width))
