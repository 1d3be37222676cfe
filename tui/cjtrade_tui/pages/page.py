"""Page: what a tab shows, as plain values.

A screen's module turns the book and a selection into a Page; the widgets draw it and `show` prints it, so
a terminal, a pipe and a screen reader get the same figures. Nothing here knows Textual, Polars or plotext.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice, takewhile
from types import MappingProxyType
from typing import NamedTuple

from cjtrade_data.model.period import Period
from cjtrade_data.model.reference import is_number
from cjtrade_data.model.selection import Selection
from cjtrade_data.wording.sentences import capital
from cjtrade_tui.charts.chart import Chart
from cjtrade_tui.pages.cell import MARKS, MISSING, Cell
from cjtrade_tui.pages.number_format import SHORT_SCALES

ARROWS = {"asc": "▲", "desc": "▼"}
"""What the head of a column has where the rows are in its order: the way its values go down the table."""


_NARROWING = {"filter", "find", "frequency"}
_CALLED = {"pinned": "implied", "beside": "compared"}
"""What a view is called on the screen, where its name on the command line says less."""
_LONGEST_WORD = 12
"""Cells that the last word may take from a line that it does not fit in."""
_ROOMY = 2
"""Rows left free below the longest words, where there is room for all of them."""
_READABLE = 12
"""Rows in which any chart can be read."""


class Headline(NamedTuple):
    """One big number of the strip: its label, its cell and the words of its unit, and a line on growth and status.

    `short_unit` is the unit in few letters, `numbers` are those of the line `below`, `kept` the words in it that stay
    where there is little room: the period of a number whose page has several.
    """

    label: str
    cell: Cell
    unit: str = ""
    below: str = ""
    numbers: tuple[Cell, ...] = ()
    kept: str = ""
    short_unit: str = ""


class Column(NamedTuple):
    """A column of the table.

    `rank` says in which order columns give way on a narrow terminal: 0 never does, the highest goes first.
    One that has a `least` takes the room that is left, so many cells if it needs them, and is shortened with an ellipsis.
    `key` names the column in the selection (`Selection.measure`) and in JSON; no two columns of a table share one. `field` names
    it in a data file, where a key alone would be taken for the reporter's own measure; else the key does.
    `chart` is drawn instead of the page's while the cursor is in the column. Cells that are pictures are painted in its `role`. `dated` is the key of the column that
    has the dates of its numbers: neither is shown without the other. Of a column of quantities `unit` has the words of their
    unit, `scale` that of amounts, `most` the decimals shown at most, and where it is `signed` all have a sign.
    """

    title: str
    key: str
    right: bool = True
    rank: int = 0
    least: int = 0
    chart: Chart | None = None
    dated: str = ""
    unit: str = ""
    scale: str = "one"
    most: int = 2
    signed: bool = False
    field: str = ""
    role: str = ""

    @property
    def in_files(self) -> str:
        return self.field or self.key

    def unit_of(self, cell: Cell, currency: str = "") -> str:
        """The unit of a number in it, in a line with little room: `USD m`, `per cent`; where it is missing that of the others,
        of an amount in the `currency` of its line."""
        own = currency * (self.scale != "one") or self.unit.removeprefix(f"{self.scale} ")
        unit = "per cent" if cell.unit == "percent" else cell.unit or own
        return f"{unit} {SHORT_SCALES.get(self.scale, '')}".rstrip()

    @property
    def flexible(self) -> bool:
        return self.least > 0

    @property
    def name(self) -> str:
        """The title without what lines it up and the sign of an order."""
        return self.title.strip(f" {''.join(ARROWS.values())}")


_EITHER_WAY = ("±", "up or down")
"""What stands before a change of which rounding leaves the sign open."""


def name_column(columns: Sequence[Column]) -> int:
    """The column that says what each line is of: the first of words. 0 where none is."""
    return next((i for i, column in enumerate(columns) if not column.right), 0)


class Row(NamedTuple):
    """A line of the table, a cell for each column.

    `key` names the row in the selection (a period, a partner, a source). `heading` goes before the page's title, what it says `aside` only where there is room. `detail` is shown below the table
    for a cell that has no detail of its own. `item` is what Enter opens in the same tab. `subject` is the reference
    of what the whole row is about (see `cjtrade_data.model.reference`). One that `is_total` stays on top in whatever order. `later` gives detail and chart when the row is looked
    at, where working them out for all rows would take seconds.
    """

    key: str
    cells: tuple[Cell, ...]
    detail: tuple[str, ...] = ()
    heading: str = ""
    aside: str = ""
    chart: Chart | None = None
    picked: bool = False
    item: str = ""
    subject: str = ""
    is_total: bool = False
    later: Callable[[], tuple[tuple[str, ...], Chart | None]] | None = None
    strip: Callable[[], tuple[Headline, ...]] | None = None

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """Its big numbers, made when it is looked at."""
        return self.strip() if self.strip is not None else ()

    @property
    def line_key(self) -> str:
        """The key without what tells it from other lines of its period: what a chart calls it."""
        return self.key.partition(" ")[0]

    @property
    def texts(self) -> tuple[str, ...]:
        """What is drawn."""
        return tuple(cell.text for cell in self.cells)

    def complete(self) -> Row:
        """The row with what it puts off."""
        if self.later is None:
            return self
        detail, chart = self.later()
        return self._replace(detail=detail, chart=chart, later=None)

    def reference_at(self, column: int) -> str:
        """What a cell is about: its own number, else the row's subject; "" where a number is missing."""
        cell = self.cells[column]
        return cell.figure or ("" if cell.is_missing else self.subject)

    def number_at(self, column: int) -> str:
        """The number that the words below the table are of at a column: what the cell is about, else the first one of the row."""
        cell = self.cells[column]
        if (own := self.reference_at(column)) or cell.below or cell.is_missing:
            return own
        return next((c.figure for c in self.cells if c.value is not None and c.below), "")

    def detail_at(self, column: int) -> tuple[str, ...]:
        own = self.cells[column].below
        told = (cell.below for cell in self.cells if cell.value is not None and cell.below)
        return (own,) if own else self.complete().detail or tuple(islice(told, 1))


class Order(NamedTuple):
    """The key of the column that rows are in the order of, and the way its values go down the table: "asc" or "desc"."""

    column: str
    way: str

    @classmethod
    def parse(cls, text: str) -> Order:
        """What stands before and after a colon: `imports:asc`; no way without one."""
        column, _, way = text.partition(":")
        return cls(column, way)


class FilterName(NamedTuple):
    """What a filter is a choice of (a topic, a person ...), "" for no choice, its name, and other words that find it."""

    kind: str
    name: str
    also: str = ""


class Page(NamedTuple):
    """Everything a tab shows for one selection.

    `title` says what the reader is looking at: whose figures, unit, up to when. `period` is the one in the
    headlines and `periods` those that `[` and `]` walk through, oldest first. `view` is the one shown of the
    `views`, which like the `tab` those that build it leave to `build.plain`, `compiler` whose list is shown of several `compilers`. `filter_names`
    has the filters that are not named by themselves. `tall_detail` gives the lower half to the detail instead of a chart. `order` is that of the rows, where one
    column gives it, `hidden` the columns that the reader left out. `keys` names the
    commands (`Command.needs`) that do something here, but for what `offered` sees itself. Where `rows_are_periods`, each row's key is one, or begins with
    one where a period has several lines. `coverage` says what of the whole a list has, "" where that is no question. `up` is the item that the one shown is a part of,
    `whose` the figures are, "" where that is no question: `Japan's figures`. `about` stands behind the pair above a chart that is saved alone,
    "" where the title does. `caution` stands above the table. `in_title` has the columns whose cells the title line
    says of the row under the cursor, and "unit" for that of its number: what the title of all cannot.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    tab: str = ""
    start: int = 0
    column: int = 1
    headlines: tuple[Headline, ...] = ()
    chart: Chart | None = None
    notes: tuple[str, ...] = ()
    view: str = ""
    views: tuple[str, ...] = ()
    period: Period | None = None
    periods: tuple[Period, ...] = ()
    order: Order | None = None
    hidden: tuple[Column, ...] = ()
    filters: tuple[str, ...] = ()
    filter_names: Mapping[str, FilterName] = MappingProxyType({})
    compilers: tuple[str, ...] = ()
    compiler: str = ""
    tall_detail: bool = False
    rows_are_periods: bool = False
    coverage: str = ""
    empty: str = "The dataset has nothing for this view."
    keys: frozenset[str] = frozenset()
    up: str = ""
    whose: str = ""
    about: str = ""
    in_title: tuple[str, ...] = ()
    caution: str = ""

    @property
    def offered(self) -> frozenset[str]:
        """`keys`, with a cell where there is one, what there are several of (lines to sort only below a heading), all years where a chart has not all, and finding a row by its words where
        nothing else narrows the page."""
        several = {
            "view": self.views,
            "filter": self.filters,
            "compilers": self.compilers,
            "period": self.periods,
            "sort": self.rows if any(column.name for column in self.columns[:1]) else (),
        }
        offered = self.keys | {key for key, choices in several.items() if len(choices) > 1}
        charts = (self.chart, *(column.chart for column in self.columns), *(row.chart for row in self.rows))
        offered |= {"years"} if any(chart.note for chart in charts if chart is not None) else set()
        offered |= {"cell", "list" if self._opens_a_list else "card"} if self.rows else set()
        return offered if offered & _NARROWING or len(self.rows) < 2 else offered | {"rows"}

    @property
    def _opens_a_list(self) -> bool:
        """Whether Enter leads to what the row stands for where the page opens, and not to the card of a number."""
        row = self.rows[self.start]
        return bool(row.item) and not is_number(row.cells[min(self.column, len(row.cells) - 1)].figure)

    def caption_of(self, selection: Selection) -> tuple[str, ...]:
        """What the table holds: the view, which of how many it is, by which column out of sight it is sorted, which period that is
        selected it has not, and what the letters behind its numbers mean. Then the same with ever less, down to the letters alone, for narrower screens."""
        view, which, brief, lacking, until = [*filter(None, [self.caution])], [], [], [], []
        if len(self.views) > 1:
            name = self.view or self.views[0]
            view = [capital(_CALLED.get(name, name))]
            number, last = self.views.index(name) + 1, len(self.views)
            which, brief = [f"view {number} of {last}: v"], [f"view {number}/{last} v"]
        if self.order is not None and (hidden := [c.name for c in self.hidden if c.key == self.order.column]):
            view += [f"by {hidden[0]} {ARROWS[self.order.way]}"]
        by_months = "frequency" in self.keys and selection.frequency == "ytd"
        is_asked_for = selection.is_period_chosen or (self.rows_are_periods and by_months)
        asked = selection.period
        if "frequency" in self.keys and all(p.months != asked.months for p in self.periods):
            is_asked_for = False  # a month among years: it was chosen elsewhere
        if self.period not in (None, asked) and asked not in self.periods and is_asked_for:
            is_part = asked.is_year and self.period is not None and self.period.year == asked.year
            lacking = until = [f"{asked.label} only in part" if is_part else f"no data for {asked.label}"]
            if self.whose and asked > max(self.periods):
                until = [f"{lacking[0]}: {self.whose} end in {max(self.periods).label}"]
        parts = [(*view, *place, *told) for told in (until, lacking) for place in (which, brief)]
        told = [[*each, *self.marks] for each in (*parts, (*view, *lacking), lacking, ())]
        told.insert(4, [*view, *brief, *lacking, *filter(None, [", ".join(self.marks)])])
        return tuple(dict.fromkeys(map(" · ".join, told)))

    @property
    def marks(self) -> list[str]:
        """What the signs beside its numbers mean."""
        cells = [cell for row in self.rows for cell in row.cells]
        shown = {mark for cell in cells for mark in (*cell.mark, *_EITHER_WAY[0] * (_EITHER_WAY[0] in cell.text))}
        return [f"{mark} {meaning}" for mark, meaning in (*MARKS, _EITHER_WAY) if mark in shown]

    def begins_after(self, period: Period) -> bool:
        """Whether it has periods, and none that ends as early."""
        return bool(self.periods) and all(each.last > period.last for each in self.periods)

    def complete(self) -> Page:
        """The page with what its rows put off."""
        return self._replace(rows=tuple(row.complete() for row in self.rows))

    def chart_at(self, row: Row | None, column: int) -> Chart | None:
        """The chart for a cell: the row's own, else the column's, else the page's with the row picked out."""
        own = row.chart if row is not None else None
        chart = own or (self.columns[column].chart if column < len(self.columns) else None) or self.chart
        return chart.picking(row.key, row.line_key) if chart is not None and row is not None else chart

    @property
    def name_column(self) -> int:
        return name_column(self.columns)

    def name_of(self, row: Row | None) -> str:
        return row.texts[self.name_column].strip() if row is not None else ""

    def words_before_numbers(self, row: Row | None) -> str:
        """What a row is about in full: the words before its first number, each said once, `end Dec 2023, Japan`."""
        if row is None:
            return ""
        names = [*takewhile(lambda at: not self.columns[at].right, range(len(self.columns)))] or [self.name_column]
        words = [row.texts[at].strip() for at in names]
        return ", ".join(
            word for i, word in enumerate(words) if not any(word in before for before in words[:i] or [""])
        )

    def words_at(self, row: Row | None, column: int) -> tuple[str, ...]:
        """What is said of a cell and of the page, a paragraph each."""
        return (*(row.detail_at(column) if row is not None else ()), *self.notes)

    def lines_of_words(self, width: int, of_all: bool) -> int:
        """The lines in so many columns in which what is said of three in four of its cells, or `of_all`, is whole; 0 where a row
        puts that off."""
        if not self.tall_detail or not self.rows or any(row.later for row in self.rows):
            return 0
        told = ((*row.detail, *self.notes) for row in self.rows)
        lines = sorted(sum(1 + len(text) // (width - _LONGEST_WORD) for text in words) for words in told)
        return lines[-1] + _ROOMY if of_all else lines[len(lines) * 3 // 4]

    def title_at(self, row: Row | None, column: int) -> str:
        """What the reader is looking at: the period of the cell under the cursor, the title of all, and what else it has of the cell,
        where that is blank of the row's first number."""
        if row is None:
            return self.title
        if not row.texts[column].strip():
            column = next((at for at, cell in enumerate(row.cells) if cell.value is not None), column)
        of, told = self.columns[column], dict(zip((c.key for c in self.columns), row.texts, strict=True))
        cell = row.cells[column]
        if of.unit or cell.unit == "percent" or "unit" not in told:
            told["unit"] = of.unit_of(cell, told.get("unit", ""))
        when = of.dated or ("date" if "date" in told else "period")
        first = told.get(when, "") if self.rows_are_periods or "period" in self.in_title else ""
        parts = [row.heading or first, self.title, *(told.get(key, "") for key in self.in_title if key != "period")]
        return ", ".join(part for part in map(str.strip, parts) if part not in ("", MISSING))

    def cell_of(self, selection: Selection) -> tuple[int, int]:
        """The row and column the selection names; where it names none that is here, the one the page starts on."""
        row = next((i for i, r in enumerate(self.rows) if r.key == selection.row), self.start)
        columns = [i for i, c in enumerate(self.columns) if c.key == selection.measure]
        return row, columns[0] if columns else min(self.column, len(self.columns) - 1)

    def selection_at(self, selection: Selection, row: int, column: int) -> Selection:
        """`selection` with a cell named in it, as far as the page would not start there by itself."""
        key, period = self.rows[row].key, selection.period
        starts_here = row == self.start
        if self.rows_are_periods:
            period = Period.parse(self.rows[row].line_key)
            starts_here = key == period.code
        measure = "" if column == self.column else self.columns[column].key
        return selection.with_(period=period, row="" if starts_here else key, measure=measure)

    def opens_at(self, selection: Selection, row: int, column: int) -> Selection:
        """The selection that opens this page with a cell named in it, at the period that it shows, and with what it has of
        the order and the columns that were asked for."""
        here = {"sort": self.order, "columns": self.hidden}
        named = self.selection_at(selection, row, column).with_(**{name: "" for name, has in here.items() if not has})
        return named if self.rows_are_periods or self.period is None else named.with_(period=self.period)

    @property
    def has_charts(self) -> bool:
        return self.chart is not None or any(row.chart or row.later for row in self.rows)

    def chart_rows(self, room: int = 0) -> int:
        """The rows beyond which none of its charts has use for more, 0 where one has; where that is not the one it opens
        with, enough to read it. The bars of that one are as thick as in `room`."""
        charts = (self.chart, *(column.chart for column in self.columns), *(row.chart for row in self.rows))
        needed = [0] if any(row.later for row in self.rows) else [chart.rows() for chart in charts if chart is not None]
        first = self.chart_at(self.rows[self.start], self.column) if self.rows else None
        if first is None or not first.rows():
            return max(needed, default=0) if all(needed) else 0
        return max(first.rows(room), *needed, *([] if all(needed) else [_READABLE]))

    @property
    def has_headlines(self) -> bool:
        return bool(self.headlines) or any(row.strip is not None for row in self.rows)
