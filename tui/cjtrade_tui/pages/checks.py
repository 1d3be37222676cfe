"""Checks: every identity tried on the printed figures, with its verdict, its arithmetic and a picture of its ranges."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from cjtrade_data.book.book import Book
from cjtrade_data.checks.api import all_checks, checks_of
from cjtrade_data.checks.check import EDGE, FAILS, KINDS, SEVERAL, VERDICTS, Bar, Check, counted
from cjtrade_data.checks.findings import KINDS_OF_FINDING
from cjtrade_data.checks.wording import ends, page, partner_name
from cjtrade_data.model.period import Period
from cjtrade_data.model.reference import HOME
from cjtrade_data.model.selection import Selection
from cjtrade_data.model.tabs import VIEWS
from cjtrade_data.wording.sentences import capital
from cjtrade_tui.charts.chart import Chart, RangeBar
from cjtrade_tui.pages.cell import Cell, count, period_cell
from cjtrade_tui.pages.columns import page_of
from cjtrade_tui.pages.common import choose
from cjtrade_tui.pages.figure_rows import figure_words, figures_page
from cjtrade_tui.pages.option_checks import no_such
from cjtrade_tui.pages.page import FilterName, Page, Row

OF_FIGURE = "figure:"
"""Before the id of a figure: the checks it takes part in."""
_MOST_APART = 20
"""Times its own reach that a pair of ranges may be from another one and still be told apart on one axis."""
_VIEWS = VIEWS["checks"]
_ABOUT = "checks of published figures"


def build(book: Book, selection: Selection) -> Page:
    """The Checks page of a selection: a filter keeps one verdict or kind, an item opens the figures of a check."""
    book = book if book.imported is None else _of_tables(book.folder)
    if selection.item.startswith(OF_FIGURE):
        return _of_figure(book, selection.item.removeprefix(OF_FIGURE))
    if selection.item:
        return _figures(book, selection.item)
    view = choose(selection.view, _VIEWS, "view of Checks")
    if view != "identities":
        module = import_module("cjtrade_tui.pages.check_views")
        made: Page = getattr(module, view)(book, selection.filter)
        return made._replace(about=_ABOUT)
    return _identities(book, all_checks(book), selection.filter)._replace(about=_ABOUT)


def filters_of(kinds: Sequence[str], periods: Iterable[Period]) -> dict[str, FilterName]:
    """What a view can be narrowed to: everything, some kinds, and the years in which its periods end."""
    years = sorted({str(period.year) for period in periods}, reverse=True)
    words = {**KINDS, **KINDS_OF_FINDING}
    named = {"": FilterName("", "everything")} | {kind: FilterName("kind", words.get(kind, kind)) for kind in kinds}
    return named | {year: FilterName("year", year) for year in years}


@lru_cache(maxsize=4)
def _of_tables(folder: Path) -> Book:
    """The tables of a folder, without what was imported."""
    return Book(folder)


def _identities(book: Book, checks: Sequence[Check], only: str) -> Page:
    filters = filters_of((*VERDICTS, *KINDS), (c.period for c in checks))
    choose(only, tuple(filters), "verdict or kind of check, or year")
    shown = [
        c for c in checks if (only in (c.verdict, c.kind, str(c.period.year)) if only else c.verdict in (FAILS, EDGE))
    ]
    counts = {v: sum(c.verdict == v for c in checks) for v in VERDICTS}
    what = (
        f"{KINDS.get(only, only)}: {len(shown)}"
        if only and only not in counts
        else counted(counts[only], only)
        if only
        else ""
    )
    title = what or f"{counted(counts[FAILS], FAILS)}, {counted(counts[EDGE], EDGE)}"
    title = f"{len(checks):,} checks, {sum(c.partner in HOME for c in checks):,} of the pair; {title}"
    return page_of("identities", (_row(book, c) for c in shown), title, filters)


def _row(book: Book, check: Check) -> Row:
    title = check.title.removesuffix(f", {check.period.label}")
    sources = (book.sources[book.figure(id).source] for id in check.figures)
    latest = max(sources, key=lambda source: (source.date, source.id))
    return Row(
        key=check.id,
        cells=(
            Cell(check.verdict),
            period_cell(check.period),
            *map(Cell, (title, check.compiler, page(latest), partner_name(check.partner), check.kind)),
            count(len(check.figures)),
        ),
        item=check.id,
        later=_spelling(check),
    )


def _spelling(check: Check) -> Callable[[], tuple[tuple[str, ...], Chart | None]]:
    """What is worked out of a check when the cursor comes to it."""

    def spell() -> tuple[tuple[str, ...], Chart | None]:
        spelled = check.spell()
        several = check.kind in SEVERAL and spelled.bars
        bars, title = (comparable(spelled.bars), spelled.bars[0].label) if several else (spelled.bars, check.title)
        return (*spelled.arithmetic, *filter(None, [spelled.note])), picture(title, check.compiler, bars)

    return spell


def comparable(bars: Sequence[Bar]) -> list[Bar]:
    """Of pairs of ranges (a print, and what the others allow), the first one and those that an axis can show with it."""
    shown = list(bars[:2])
    for at in range(2, len(bars) - 1, 2):
        pair = list(bars[at : at + 2])
        if _reach([*shown, *pair]) <= _MOST_APART * min(_reach(shown), _reach(pair)):
            shown += pair
    return shown


def _reach(bars: Sequence[Bar]) -> float:
    ends = [e for b in bars for e in (b.low, b.high) if e is not None]
    return max(ends) - min(ends) if ends else 0.0


def picture(title: str, by: str, bars: Iterable[Bar]) -> Chart | None:
    """Ranges on a common axis, of the unit of the first one, and `by` whom the figures are; None where there are none to hold
    against each other."""
    bars = list(bars)
    spans = tuple(RangeBar(b.label, b.low, b.high, b.role, ends(b)) for b in bars if b.unit == bars[0].unit)
    if not any(e is not None for s in spans for e in (s.low, s.high)):
        return None
    return Chart("intervals", f"{capital(title)}, {by}", bars[0].unit, (), (), (), spans=spans)


def _of_figure(book: Book, id: str) -> Page:
    """The checks a figure takes part in. Raises ValueError for one that is not in the book."""
    try:
        found = checks_of(book, id)
    except KeyError:
        raise no_such(id, "figure in the dataset", book.index.ids()) from None
    page = page_of("identities", (_row(book, c) for c in found), f"checks involving {figure_words(book, id)}")
    return page._replace(view="", views=("",), empty="No check involves it.")


def _figures(book: Book, item: str) -> Page:
    """The figures of a check, or of ids joined by "+". Raises ValueError where there is no such check or figure."""
    check = next((c for c in all_checks(book) if c.id == item), None) if ":" in item else None
    ids = check.figures if check is not None else tuple(item.split("+"))
    try:
        figures = [book.figure(id) for id in ids]
    except KeyError:
        raise no_such(item, "check in the dataset", (c.id for c in all_checks(book))) from None
    many = f"the {len(figures)} figures" if len(figures) > 1 else "the figure"
    title = f"figures of the check: {check.title}" if check is not None else f"{many} it rests on"
    notes = (f"{check.verdict}: {check.title}", *check.arithmetic[-2:]) if check is not None else ()
    return figures_page(book, figures, title)._replace(views=("",), notes=notes, tall_detail=True)
