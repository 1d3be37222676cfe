"""The pages that set two sides beside each other, and what the engine makes of the levels on either side."""

from collections.abc import Iterator

from cjtrade_data import Period, Selection
from cjtrade_data.derivation import comparisons, pair
from cjtrade_data.derivation.levels import series
from cjtrade_data.derivation.rankings import SHARE, partner_lists
from cjtrade_data.model.reference import HOME, Reference
from cjtrade_data.model.selection import FREQUENCIES
from cjtrade_tui.pages import build, comparison_choices

from .numbers import Number, Subject, Told


def selections(book, tab: str, every: int = 1) -> Iterator[Selection]:
    """The first two and the last of what each row of Flows can be compared with, and some rows of every list of partners.

    Or of every n-th row or list.
    """
    if tab == "flows":
        pages = [Selection(reporter=r, frequency=f) for r in HOME for f in FREQUENCIES]
    else:
        lists = partner_lists(book, "KHM").available
        pages = [Selection("partners", period=period, compiler=edition) for period, edition in lists][::every]
    for of in pages:
        page = build.build(book, of)
        rows = page.rows[::every] if tab == "flows" else page.rows[:: max(1, len(page.rows) // 2)]
        for row in rows:
            found = comparison_choices.choices(book, page, of, row)
            yield from (c.selection for c in {c.name: c for c in (*found[:2], *found[-1:])}.values())


def number(book, selection: Selection, row, column, reference: str) -> Told:
    """What a cell of a comparison ought to be."""
    if not reference.startswith("="):
        figure = book.figure(reference)
        whose = selection.compiler if selection.tab == "partners" else figure.compiler
        level = _level(
            book, Reference(figure.measure, figure.reporter, figure.partner, figure.period, whose), selection.tab
        )
        return _scale(level), _subject(level, whose), _as_number(level)
    named = Reference.parse(reference)
    whose = named.compiler
    if column.key in ("difference", "percent"):
        made = _apart(book, selection, row.key, column.key, whose)
    else:
        made = _level(book, named, selection.tab)
    return (
        _scale(made),
        Subject(named.measure, named.reporter, named.partner, named.period.code, whose),
        _as_number(made),
    )


def _scale(quantity) -> float:
    return 1e6 if quantity.unit == "USD" else 1.0


def _subject(quantity, whose) -> Subject:
    return Subject(quantity.measure, quantity.reporter, quantity.partner, quantity.period.code, whose)


def _as_number(quantity) -> Number:
    ends = (quantity.value, quantity.interval.low, quantity.interval.high)
    return Number(*map(float, ends), quantity.unit, quantity.status, frozenset(f.source for f in quantity.figures))


def _level(book, named: Reference, tab: str):
    flow = next((f for f, share in SHARE.items() if share == named.measure), named.measure)
    lists = partner_lists(book, named.reporter)
    if flow != named.measure:
        return lists.share(named.period, named.compiler, flow, named.partner)
    if named.measure.endswith("_growth"):
        own = series(book, named.reporter, named.partner, named.compiler)
        return own.growth(named.measure.removesuffix("_growth"), named.period)
    if tab == "partners":
        return lists.size(named.period, named.compiler, named.measure, named.partner)
    return series(book, named.reporter, named.partner, named.compiler).level(named.measure, named.period)


def _apart(book, selection: Selection, measure: str, kind: str, whose: str):
    """The difference, or what it is in per cent, from the two levels."""
    if selection.against in HOME and selection.tab == "flows":
        gap = pair.gap(book, measure, selection.period, dict(zip(HOME, whose.split("+"), strict=True)))
        return gap if kind == "difference" else comparisons.growth(*gap.derivation.inputs)
    one, other = _sides(book, selection, measure, whose)
    if kind == "difference":
        unit = "percentage points" if one.unit == "percent" else ""
        return comparisons.difference(one, other, unit=unit)
    own = series(book, one.reporter, one.partner, one.compiler)
    rate = own.growth(one.measure, one.period) if other.period == one.period.year_before else None
    comes_of_rate = other.is_of_growth and other.figures[0].period == one.period
    return rate if rate is not None and (rate.figure or comes_of_rate) else comparisons.growth(one, other)


def _sides(book, selection: Selection, measure: str, whose: str):
    """The later of two periods first, or the partner of the page."""
    is_period = selection.against not in book.areas
    periods = [selection.period, Period.parse(selection.against) if is_period else selection.period]
    periods.sort(key=lambda p: p.last, reverse=True)
    if selection.tab == "flows":
        return [pair.level(book, measure, p, selection.reporter, whose) for p in periods]
    who = [selection.item, selection.item if is_period else selection.against]
    flow = next((f for f, share in SHARE.items() if share == measure), measure)
    lists = partner_lists(book, "KHM")
    of = lists.size if flow == measure else lists.share
    return [of(p, whose, flow, partner) for p, partner in zip(periods, who, strict=True)]
