"""Opening: the first page, built and painted before Textual is imported, for the app to go on with."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from cjtrade_tui.app.books import Books
from cjtrade_tui.pages.build import arrange
from cjtrade_tui.painting.frame import frame, opened_at, pair_title
from cjtrade_tui.terminal.environment import fitting_palette

if TYPE_CHECKING:
    from cjtrade_data.model.selection import Selection
    from cjtrade_tui.cli.open_app import Asked
    from cjtrade_tui.pages.page import Page
    from cjtrade_tui.terminal.first_frame import FirstFrame


class Opening(NamedTuple):
    """What there is before the app: the books, its selection and the plain page of it, what there is to say, and what is shown."""

    books: Books
    selection: Selection
    page: Page
    said: list[str]
    shown: FirstFrame


def paint(asked: Asked, shown: FirstFrame) -> Opening:
    """Build the page that is asked for and show it. Raises ValueError where there is none."""
    said: list[str] = []
    books = Books(asked.tables, asked.store, True, said.append)
    selection = books.opening(asked.selection, asked.given)
    plain = books.page(selection)
    page = arrange(plain, selection)
    if asked.given:
        from cjtrade_tui.pages.option_checks import require

        require(selection, asked.given, page)
    width, height = os.get_terminal_size(1)
    at = opened_at(page, selection)
    late = False
    if at.chart is not None:
        from cjtrade_tui.charts.render import waits_for_plotext

        late = waits_for_plotext(at.chart)
    for with_chart in (False, True) if late else (True,):  # what waits for plotext comes after headlines and table
        rows = frame(page, at, pair_title(selection), width, height, ascii=asked.ascii, chart=with_chart)
        shown.show(rows, (width, height), asked.theme or fitting_palette(), asked.ascii)
    return Opening(books, selection, plain, said, shown)
