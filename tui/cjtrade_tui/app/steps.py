"""Steps: the selection that a key leads to from a page: its next view, unit, reporter, period."""

from collections.abc import Callable, Sequence
from typing import Any

from cjtrade_data.model.period import Period
from cjtrade_data.model.selection import FREQUENCIES, UNITS, YEARS, Selection
from cjtrade_data.model.tabs import REGISTRY
from cjtrade_tui.navigation.commands import COMMANDS
from cjtrade_tui.pages.arranged import next_order
from cjtrade_tui.pages.page import Page

Step = Callable[[Page, Selection], Selection | None]
"""The selection a key leads to; None where the key does nothing on this page."""


_KEPT = ("pair", "reporter", "frequency", "period", "unit", "mirror", "years")
"""What of the selection goes along from tab to tab."""


def kept(selection: Selection) -> dict[str, Any]:
    """What of a selection goes along from view to view."""
    return {name: getattr(selection, name) for name in _KEPT}


def changed(entered: Selection, selection: Selection) -> dict[str, Any]:
    """What of a selection goes along to other tabs: what the reader changed since it was `entered`."""
    before = kept(entered)
    return {name: value for name, value in kept(selection).items() if value != before[name]}


def on_tab(left: Selection, changes: dict[str, Any]) -> Selection:
    """The view of a tab as it was `left`, with what was changed elsewhere; what that shapes here starts anew."""
    if changes.keys() & {"pair", *REGISTRY[left.tab].shaping}:
        changes = changes | dict.fromkeys(("compiler", "item", "against", "row"), "")
    return left.with_(**changes)


def period(page: Page, selection: Selection, step: int) -> Selection | None:
    """The period `step` places before or after, in the order of the page."""
    if page.period not in page.periods or "period" not in page.offered:
        return None
    at = page.periods.index(page.period) + step
    return selection.with_(period=page.periods[at], compiler="") if 0 <= at < len(page.periods) else None


def row_of_period(page: Page, row: int, step: int) -> int | None:
    """The row of the period `step` places before or after that of another row; None where there is none."""
    keys = [each.line_key for each in page.rows]
    every = list(dict.fromkeys(period.code for period in page.periods))
    at = every.index(keys[row]) + step
    return keys.index(every[at]) if 0 <= at < len(every) else None


def up(page: Page, selection: Selection) -> Selection:
    """What the item that is shown is a part of, with the cursor on it; of a comparison the table it was made from."""
    if selection.against:
        return selection.with_(
            against="",
            item="",
            row=selection.item,
            measure="",
            compiler="" if selection.tab == "flows" else selection.compiler,
        )
    return selection.with_(item=page.up, row=selection.item, measure="") if selection.item else selection


def _cycled(selection: Selection, name: str, choices: Sequence[object]) -> Selection | None:
    if not choices:
        return None
    current = getattr(selection, name)
    at = choices.index(current) if current in choices else 0
    return selection.with_(**{name: choices[(at + 1) % len(choices)]})


def _reporter(page: Page, selection: Selection) -> Selection | None:
    if "compilers" in page.offered:
        return _cycled(selection, "compiler", page.compilers)
    shown = page.period if page.rows_are_periods else None
    if shown is not None and _kind(shown) != _kind(selection.period):
        selection = selection.with_(period=shown)
    return _cycled(selection, "reporter", selection.reporters if "reporter" in page.offered else ())


def _kind(period: Period) -> tuple[bool, bool]:
    """Whether it is a year, and whether a month: a period to date is neither."""
    return period.is_year, period.is_month


def _next(name: str, choices: Sequence[object]) -> Step:
    """To the next choice of a field, on a page that offers it."""
    return lambda page, selection: _cycled(selection, name, choices if name in page.offered else ())


def _years(page: Page, selection: Selection) -> Selection | None:
    """Charts of all years, or of recent ones, where that under the cursor leaves some out, or would."""
    row, column = page.cell_of(selection)
    chart = page.chart_at(page.rows[row].complete(), column) if page.rows else None
    return _cycled(selection, "years", YEARS if chart is not None and chart.note else ())


def _view(page: Page, selection: Selection) -> Selection | None:
    if len(page.views) < 2:
        return None
    view = page.views[(page.views.index(page.view) + 1) % len(page.views)]
    return selection.with_(view="" if view == page.views[0] else view, item="", sort="", columns="", filter="")


def _sort(page: Page, selection: Selection) -> Selection | None:
    column = page.cell_of(selection)[1]
    order = next_order(page, column)
    return None if order is None else selection.with_(sort=order, measure=page.columns[column].key)


def _hide(page: Page, selection: Selection) -> Selection | None:
    """The table without the column under the cursor, and without the numbers that it dates."""
    column = page.cell_of(selection)[1]
    gone, last = page.columns[column].key, len(page.columns) - 1
    keys = [c.key for c in page.columns if gone not in (c.key, c.dated)]
    if column == page.name_column or len(keys) < 2:
        return None
    beside = page.columns[column + 1 if column < last else column - 1].key
    return selection.with_(columns=",".join(keys), measure=beside)


NOTHING = {command.id: command.nothing for command in COMMANDS if command.nothing}
"""What is said of a key that leads nowhere from a page."""


def no_period(page: Page, step: int) -> str:
    """What is said of a step past the last period of a page, or past the first."""
    end, name = (page.periods[-1], "newest") if step > 0 else (page.periods[0], "oldest")
    return f"{NOTHING['period_before']}: {end.label} is the {name}"


STEPS: dict[str, Step] = {
    "reporter": _reporter,
    "frequency": _next("frequency", FREQUENCIES),
    "view": _view,
    "unit": _next("unit", UNITS),
    "mirror": _next("mirror", (False, True)),
    "years": _years,
    "sort": _sort,
    "hide": _hide,
}
