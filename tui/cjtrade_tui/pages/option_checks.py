"""Checks of options: what was asked of a page and is not there is an error that names the nearest there is; nothing else
is ever shown in its place.
"""

import re
from collections.abc import Collection, Iterable, Sequence

from cjtrade_data.model.period import Period
from cjtrade_data.model.selection import Selection, frequencies_of
from cjtrade_tui.pages.page import ARROWS, Order, Page

_WORD = re.compile(r"[^\W_]+")
_OF_A_WORD = 0.95
"""How much a word that is like what was wanted counts beside a whole choice that is."""
_IN_DOLLARS = (
    "a comparison is in dollars: at the rates of two periods a difference would mix trade and exchange rate; "
    "show {} --unit {} has each amount"
)


def require(selection: Selection, given: Collection[str], page: Page) -> None:
    """Raise ValueError, in one line, unless the page shows what each of the `given` fields of the selection asks for.

    Views, filters and items that a tab does not have are refused where the page is built.
    """
    applying = selection.applying
    if selection.against and selection.unit == "USD":
        given = {*given} - {"unit"}
    for name in (n for n in Selection._fields if n in given and n not in (*applying, "tab")):
        if selection.against and name == "unit":
            raise ValueError(_IN_DOLLARS.format(selection.tab, selection.unit))
        where = f"{selection.tab} {'--item' if selection.item and 'item' in applying else page.view}".rstrip()
        instead = (
            f"; --filter {selection.period.year} keeps a year"
            if name == "period" and selection.period and "filter" in applying
            else ""
        )
        raise ValueError(f"{where} has no --{name}: it has {', '.join(f'--{n}' for n in applying)}{instead}")
    if "view" in given and selection.view != page.view:
        raise ValueError(f"--item opens the view {page.view}, not {selection.view}: leave out --view")
    if ("against" in given or ("item" in given and page.view == "beside")) and not page.rows:
        raise ValueError(page.empty)
    for name, check in (
        ("measure", _measure),
        ("period", _period),
        ("row", _row),
        ("compiler", _compiler),
        ("sort", _sort),
        ("columns", _columns),
    ):
        if name in given:
            check(selection, page)


def nearest(wanted: str, choices: Iterable[str], least: float = 0) -> str:
    """The choice that is spelled most like what was wanted, above all in its first letters, or has a word that is;
    "" where there is none that is like it by `least`, of 1."""
    from rapidfuzz.distance import JaroWinkler

    def similarity(choice: str) -> float:
        whole, *words = (JaroWinkler.similarity(asked, each) for each in (choice, *_WORD.findall(choice)))
        return max(whole, *(_OF_A_WORD * alike for alike in words)) if words else whole

    asked = wanted.lower()
    like = {choice: similarity(choice.lower()) for choice in choices}
    return max((choice for choice in like if like[choice] >= least), key=like.__getitem__, default="")


def no_such(wanted: str, what: str, choices: Iterable[str]) -> ValueError:
    """What is raised of a name that nothing has: `'jp' is no source in the dataset: the nearest is ...`."""
    near = nearest(wanted, choices)
    return ValueError(f"'{wanted}' is no {what}: {f'the nearest is {near}' if near else 'there is none'}")


def nearest_period(wanted: Period, periods: Iterable[Period]) -> Period:
    """The one that ends nearest to what was wanted, of as many months if there are several."""
    return min(periods, key=lambda p: (abs(p.last - wanted.last), abs(p.months - wanted.months)))


def _period(selection: Selection, page: Page) -> None:
    wanted = selection.period
    if page.period == wanted:
        return
    fitting = frequencies_of(wanted)
    if selection.tab == "flows" and fitting and selection.frequency not in fitting:
        raise ValueError(f"--frequency {selection.frequency} has no {wanted.label}: ask with --frequency {fitting[0]}")
    if not page.periods:
        raise ValueError(f"there is no {wanted.label} here: {page.empty}")
    told = _periods_with(selection.measure, page) if selection.measure else []
    near = nearest_period(wanted, told or page.periods)
    whose = f" by {selection.reporter}" if "reporter" in selection.applying else ""
    what = f" {selection.measure}" if selection.measure else ""
    others = f"; --compiler turns to {', '.join(page.compilers)}" if page.compilers else ""
    raise ValueError(
        f"{selection.tab} {page.view} has no{what} {wanted.label}{whose}: the nearest is {near.code}{others}"
    )


def _periods_with(measure: str, page: Page) -> list[Period]:
    """The periods in which a column has a number."""
    at = [column.key for column in page.columns].index(measure)
    rows = ((_period_of(row.key), row.cells[at].value) for row in page.rows)
    return [period for period, value in rows if period is not None and value is not None]


def _period_of(key: str) -> Period | None:
    try:
        return Period.parse(key.split(" ", maxsplit=1)[0])
    except ValueError:
        return None


def _row(selection: Selection, page: Page) -> None:
    keys = [row.key for row in page.rows]
    if selection.row in keys:
        return
    if not keys:
        raise ValueError(f"there is no row '{selection.row}' here: {page.empty}")
    wanted, periods = _period_of(selection.row), {p: key for key in reversed(keys) if (p := _period_of(key))}
    near = periods[nearest_period(wanted, periods)] if wanted and periods else nearest(selection.row, keys)
    raise ValueError(f"{selection.tab} {page.view} has no row '{selection.row}': the nearest is {near}")


def _require_one_of(asked: str, choices: Sequence[str], lacking: str = "is not a column here") -> None:
    if asked not in choices:
        near = nearest(asked, choices)
        raise ValueError(f"'{asked}' {lacking}: the nearest is {near}; choose {', '.join(choices)}")


def _measure(selection: Selection, page: Page) -> None:
    _require_one_of(selection.measure, [column.key for column in page.columns])


def _sort(selection: Selection, page: Page) -> None:
    from cjtrade_tui.pages.arranged import order_asked, sortable

    asked, way = Order.parse(selection.sort)
    if way not in ("", *ARROWS):
        raise ValueError(f"'{way}' is no order: write {asked}:asc or {asked}:desc")
    if order_asked(page, selection.sort) is None:
        _require_one_of(asked, sortable(page), "is not a column to sort by here")


def _columns(selection: Selection, page: Page) -> None:
    for asked in selection.columns.split(","):
        _require_one_of(asked, [column.key for column in (*page.columns, *page.hidden)])


def _compiler(selection: Selection, page: Page) -> None:
    when = page.period.label if page.period else "any period"
    _require_one_of(selection.compiler, page.compilers or (page.compiler,), f"has no list of {when}")
