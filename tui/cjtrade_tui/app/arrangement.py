"""Arrangement: which parts of the screen there is room for, and the card in the panel of a wide terminal."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual.geometry import Size

from cjtrade_data.model.reference import is_number
from cjtrade_tui.navigation.layout import Places, is_too_small, places
from cjtrade_tui.pages.page import Page
from cjtrade_tui.painting.frame import places_of
from cjtrade_tui.widgets.chart import ChartView
from cjtrade_tui.widgets.detail import Detail
from cjtrade_tui.widgets.figure_table import FigureTable
from cjtrade_tui.widgets.headline_strip import HeadlineStrip
from cjtrade_tui.widgets.key_bar import KeyBar
from cjtrade_tui.widgets.panel import CardPanel
from cjtrade_tui.widgets.too_small import TooSmall
from cjtrade_tui.widgets.top_lines import TopLines

if TYPE_CHECKING:
    from collections.abc import Callable

    from cjtrade_data.lookup.card import Card
    from cjtrade_tui.app.app import Explorer
    from cjtrade_tui.painting.runs import Rows


class Arrangement:
    """Lays the parts of the screen out for a page and a size."""

    def __init__(self, app: Explorer) -> None:
        self._app = app
        self._places: Places | None = None

    def lay_out(self, page: Page | None, size: Size) -> None:
        """Give each part its rows, and hide what there is no room for."""
        width, height = size
        too_small = is_too_small(width, height)
        wanted = places_of(page, width, height) if page is not None else places(width, height, False, False, False)
        find = self._app.query_one
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

    def show_card(self, table: FigureTable) -> None:
        """Where there is a panel, show in it the card of the number under the cursor."""
        row = table.current
        reference = row.cells[table.column].figure if row is not None else ""
        if self._app.query_one(CardPanel).display and is_number(reference):
            # Made when it is run: a coroutine that is put aside unrun would warn.
            made = partial(self._card, reference, table)
            self._app.run_worker(made, group="card", exclusive=True)  # type: ignore[arg-type]

    async def _card(self, reference: str, table: FigureTable) -> None:
        def made() -> tuple[Card, Callable[..., Rows]]:
            from cjtrade_tui.overlays.card import card_rows  # long to import: not on the event loop

            return self._app.copy_and_pin.card(reference), card_rows

        row, column = table.current, table.column
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
