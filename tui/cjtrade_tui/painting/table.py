"""Table: columns that fit a width, and lines of figures with a cursor on one cell."""

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from cjtrade_tui.cells import cell_len
from cjtrade_tui.navigation.layout import HEAD
from cjtrade_tui.pages.cell import MISSING
from cjtrade_tui.pages.page import Column, Row, name_column
from cjtrade_tui.painting.runs import Rows, Run, fit, wrap

GAP = 2
"""Cells between two columns."""
_SAMPLE = 200
_LEAST = 18
"""Cells below which a flexible column says nothing."""


class Fitted(NamedTuple):
    """The columns that fit with their cells, in order, the first row in sight, the column under the cursor, and how many
    columns have no room."""

    widths: dict[int, int]
    top: int
    column: int
    without: int


def fitted(columns: Sequence[Column], rows: Sequence[Row], row: int, column: int, width: int, height: int) -> Fitted:
    """Fit columns into `width` cells and put the cursor's row in the middle of `height` lines, the rule and the heading two
    of them. A column of numbers none of which is known is left out, unless the cursor is in it."""
    body = max(1, height - HEAD)
    top = max(0, min(row - body // 2, len(rows) - body))
    natural = [
        max([cell_len(c.title), *(cell_len(r.cells[i].text) for r in rows[:_SAMPLE])]) for i, c in enumerate(columns)
    ]
    known = [i for i, c in enumerate(columns) if not c.right or i == column or _has_numbers(rows, i)] or [
        *range(len(columns))
    ]
    held = known.index(column) if column in known else None
    found = fit_columns([columns[i] for i in known], [natural[i] for i in known], width - 1, held)
    widths = {known[i]: cells for i, cells in found.items()}
    if widths and column not in widths:
        column = max((i for i in widths if i <= column), default=next(iter(widths)))
    return Fitted(widths, top, column, len(known) - len(widths))


def _has_numbers(rows: Sequence[Row], column: int) -> bool:
    return not rows or any(row.cells[column].text.strip() not in ("", MISSING) for row in rows)


def rule(captions: Sequence[str], row: int, top: int, rows: int, body: int, width: int, columns: int = 0) -> list[Run]:
    """The line above the heading: what the table holds, which of its rows is under the cursor, and how many are out of
    sight above and below, with how many `columns`, each with the key that leads there; the longest of `captions` that has room, without rows rather than without all but the last."""
    below = max(0, rows - top - body)
    hidden = "".join(
        f" {away[0]}{count}:{away[1]}" for away, count in (("↑g", top), ("↓G", below), ("→+", columns)) if count
    )
    places = (f" {row + 1} of {rows}{hidden} ──", f" {row + 1} of {rows} ──", "") if rows else ("",)
    words = [f"── {caption} ──" if caption else "──" for caption in captions] or ["──"]
    pairs = [(word, at) for some in (words[:-1], words[-1:]) for at in places for word in some]
    word, at = next((pair for pair in pairs if sum(map(cell_len, pair)) <= width), pairs[-1])
    return [(fit(word, width - cell_len(at)) + at, "rule")]


def heading(columns: Sequence[Column], widths: dict[int, int], width: int) -> list[Run]:
    text = " " + (" " * GAP).join(fit(columns[i].title, cells, columns[i].right) for i, cells in widths.items())
    return [(fit(text, width), "head")]


def line(row: Row, columns: Sequence[Column], widths: dict[int, int], cursor: int | None) -> list[Run]:
    """A line of figures; `cursor` is the column under the cursor where it stands on this line, whose name is lit then: a
    background all along it would send the whole line again for each key."""
    base = "picked" if row.picked else ""
    runs: list[Run] = [(" ", base) if cursor is None else ("▸", "marker")]
    name = name_column(columns)
    for i, cells in widths.items():
        role = "cursor" if i == cursor else "marker" if cursor is not None and i <= name else base or columns[i].role
        runs.append((_fitted_text(row.cells[i].text, cells, columns[i].right), role))
        runs.append((" " * GAP, base))
    return runs


def _fitted_text(text: str, cells: int, right: bool) -> str:
    """Words are cut where they must be, a number never is: an ellipsis stands for the whole of it."""
    return fit("…" if right and cell_len(text) > cells else text, cells, right)


def nothing(empty: str, width: int) -> Rows:
    """The lines that say why there is none."""
    return [[(f" {words}", "dim")] for words in wrap(empty, width - 2)]


def fit_columns(
    columns: Sequence[Column], natural: Sequence[int], width: int, held: int | None = None
) -> dict[int, int]:
    """The columns that fit in `width`, each with its cells.

    Those of a rank give way first, the highest first, a number and its date together. Then the flexible ones shrink below
    their `least`, then the last ones give way. The one `held` under the cursor stays, with its date, and so do what names
    the lines and the words before the first number.
    """
    names = len([*takewhile(lambda column: not column.right and not column.rank, columns)])
    stays = {name_column(columns), *range(names), *([] if held is None else _with_date(columns, held))}
    keep = list(range(len(columns)))

    def room(most: int) -> int:
        """What is left where flexible columns have at most so many cells."""
        return width - sum(_cells(columns[i], natural[i], most) + GAP for i in keep) + GAP

    for least_rank, most in ((1, width), (0, _LEAST)):
        while room(most) < 0 and (going := [i for i in keep if i not in stays and columns[i].rank >= least_rank]):
            keep = _without(columns, keep, max(going, key=lambda i: (columns[i].rank, i)))
    most = next((most for most in (width, *range(_LEAST, 1, -1)) if room(most) >= 0), 1)
    widths = {i: _cells(columns[i], natural[i], most) for i in keep}
    left, flexible = max(0, room(most)), [i for i in keep if columns[i].flexible]
    for position, i in enumerate(flexible):
        more = min(natural[i] - widths[i], left // (len(flexible) - position))
        widths[i] += more
        left -= more
    return widths


def _with_date(columns: Sequence[Column], held: int) -> list[int]:
    """A column with the one that has its dates, a column of dates with the first of the numbers that it dates."""
    key, dated = columns[held].key, columns[held].dated
    dates = [i for i, column in enumerate(columns) if column.key == dated]
    numbers = [i for i, column in enumerate(columns) if key and column.dated == key]
    return [held, *dates, *numbers[:1]]


def _cells(column: Column, natural: int, most: int) -> int:
    return min(natural, column.least, most) if column.flexible else natural


def _without(columns: Sequence[Column], keep: Sequence[int], gone: int) -> list[int]:
    """Some columns without one, without the numbers that it dates and without a date that has no number left."""
    left = [i for i in keep if i != gone and (not columns[gone].key or columns[i].dated != columns[gone].key)]
    dated = {columns[i].dated for i in left}
    return [i for i in left if columns[i].key != columns[gone].dated or columns[i].key in dated]
