"""FigureTable: rows of figures, drawn only where they are seen."""

from collections.abc import Callable, Sequence

from textual import events
from textual.geometry import Region
from textual.strip import Strip

from cjtrade_tui.navigation.layout import HEAD
from cjtrade_tui.pages.page import Column, Page, Row
from cjtrade_tui.painting import table
from cjtrade_tui.painting.runs import spot
from cjtrade_tui.widgets.painted import Painted


class FigureTable(Painted, can_focus=True):
    """A table with a cursor on one cell; narrow terminals drop columns by rank instead of scrolling sideways."""

    DEFAULT_CSS = "FigureTable { height: 1fr; min-height: 2; }"

    def __init__(self, moved: Callable[[], None]) -> None:
        """`moved` is called when the cursor went to another cell."""
        super().__init__()
        self._moved = moved
        self.columns: tuple[Column, ...] = ()
        self.rows: Sequence[Row] = ()
        self.empty, self.caption = "", tuple[str, ...]()
        self.top = self.row = 0
        self.column = 1
        self._widths: dict[int, int] = {}
        self._without = self._hidden = 0
        self._fitted_for: tuple[int, int, int] | None = None
        self._generation = 0

    def show(self, page: Page, caption: tuple[str, ...], row: int, column: int) -> None:
        """Replace what is shown and put the cursor on a cell."""
        self.columns, self.rows, self.empty, self.caption = page.columns, page.rows, page.empty, caption
        self._hidden = len(page.hidden)
        self._generation += 1
        self.row = max(0, min(row, len(page.rows) - 1))
        self.column = column
        self.refresh()

    @property
    def body(self) -> int:
        """How many rows fit under the heading."""
        return max(1, self.size.height - HEAD)

    @property
    def current(self) -> Row | None:
        return self.rows[self.row] if self.rows else None

    @property
    def shown(self) -> list[int]:
        """The columns that fit, in order."""
        self._fit()
        return list(self._widths)

    @property
    def spot(self) -> tuple[int, int] | None:
        """Where the cell under the cursor begins, column and row."""
        if self.current is None:
            return None
        self._fit()
        found = spot([table.line(self.current, self.columns, self._widths, self.column)])
        return None if found is None else (found[0], self.row - self.top + HEAD)

    def move(self, rows: int, columns: int) -> None:
        """Move the cursor, stopping at the edges."""
        shown = self.shown
        if not self.rows or not shown:
            return
        at = max(0, min(len(shown) - 1, shown.index(self.column) + columns))
        row = max(0, min(len(self.rows) - 1, self.row + rows))
        if (row, shown[at]) == (self.row, self.column):
            return
        before = self.row
        self.row, self.column = row, shown[at]
        if self._keep_in_sight():
            self.refresh()
        else:
            self._refresh_rows(before, row)
        self._moved()

    def go_to(self, figure: str) -> None:
        """Move to a number of the row under the cursor, where it is there and in sight."""
        row, shown = self.current, self.shown
        found = [i for i in shown if row is not None and figure and row.cells[i].figure == figure]
        if found:
            self.move(0, shown.index(found[0]) - shown.index(self.column))

    def go_to_line(self, key: str) -> None:
        """Move to the row that is of a period, a partner ..., or in the same row to the column of that key."""
        named = [i for i, row in enumerate(self.rows) if key in (row.key, row.line_key)]
        column = next((i for i in self.shown if self.columns[i].key == key), self.column)
        self.move(named[0] - self.row if named else 0, self.shown.index(column) - self.shown.index(self.column))

    def _refresh_rows(self, *rows: int) -> None:
        for row in set(rows):
            self.refresh(Region(0, row - self.top + HEAD, self.size.width, 1))

    def count(self, caption: tuple[str, ...]) -> None:
        """Say in the rule which row is under the cursor: when it rests, so that a held key does not send it each time."""
        self.caption = caption
        self.refresh(Region(0, 0, self.size.width, 1))

    def _keep_in_sight(self) -> bool:
        """Scroll when the cursor leaves the rows in sight, a third of them at a time: a line at a time
        would send the whole table again for each key."""
        top = self.top
        if not top <= self.row < top + self.body:
            step = max(1, self.body // 3)
            top = self.row - self.body + step if self.row >= top + self.body else self.row - step + 1
        top = max(0, min(top, len(self.rows) - self.body))
        moved, self.top = top != self.top, top
        return moved

    def _fit(self) -> None:
        """Fit the columns and put the cursor's row in the middle, once for what is shown and each size."""
        wanted = (self.size.width, self.size.height, self._generation)
        if self._fitted_for == wanted:
            return
        self._fitted_for = wanted
        fit = table.fitted(self.columns, self.rows, self.row, self.column, self.size.width, self.size.height)
        self._widths, self.top, self.column = fit.widths, fit.top, fit.column
        self._without = fit.without + self._hidden

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        self._fit()
        if y == 0:
            rule = table.rule(self.caption, self.row, self.top, len(self.rows), self.body, width, self._without)
            return self.strip(rule, width)
        if y == 1:
            return self.strip(table.heading(self.columns, self._widths, width), width)
        number = self.top + y - HEAD
        if number >= len(self.rows):
            told = [] if self.rows else table.nothing(self.empty, width)
            return self.strip(told[number] if number < len(told) else (), width)
        cursor = self.column if number == self.row else None
        return self.strip(table.line(self.rows[number], self.columns, self._widths, cursor), width)

    async def on_click(self, event: events.Click) -> None:
        """Go to a cell, open the one it is on, or sort by the column of a title."""
        shown = self.shown
        row = self.top + event.y - HEAD
        if not event.y or row >= len(self.rows):
            return
        at, column = 1, self.column
        for i, width in self._widths.items():
            if event.x >= at:
                column = i
            at += width + table.GAP
        if event.y < HEAD:
            self.move(0, shown.index(column) - shown.index(self.column))
            await self.run_action("app.on_page('step', 'sort')")
        elif (row, column) == (self.row, self.column):
            await self.run_action("app.on_page('open')")
        else:
            self.move(row - self.row, shown.index(column) - shown.index(self.column))

    def on_mouse_scroll_down(self) -> None:
        self.move(3, 0)

    def on_mouse_scroll_up(self) -> None:
        self.move(-3, 0)
