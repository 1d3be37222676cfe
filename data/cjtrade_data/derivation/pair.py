"""Pair: exports, imports, total and balance as each side reports them, seen from the pair's first, Cambodia.

`exports` here is always what goes from Cambodia to Japan and `imports` what comes back, whoever reports it: Japan's imports
from Cambodia (CIF) are the mirror of Cambodia's exports (FOB). Nothing is added or compared across reporters and compilers
but the mirror gap, which is about that.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from ..book.book import Book
from ..book.caching import cached
from ..book.code_lists import compilers_of, place_of
from ..model.figure import Figure
from ..model.imported_compiler import is_imported
from ..model.period import Period
from ..model.reference import HOME, partner_in, seen_from_first
from ..model.selection import frequencies_of
from . import comparisons
from .levels import Series, series
from .preferred_print import is_print
from .quantity import Quantity, growth_of, printed
from .shown import Shown, shown_in


class PairFlow(NamedTuple):
    """One flow of the pair in a period, by one compiler of one reporter: those of `shown.own`."""

    flow: str
    shown: Shown

    @property
    def period(self) -> Period:
        return self.shown.own.period


@cached
def pair_flows(book: Book, reporter: str, frequency: str = "", currency: str = "USD") -> list[PairFlow]:
    """Every flow of the pair by one reporter, by the end of the period, newest last, then by compiler.

    `frequency` is "year", "ytd" (from January on, whole years left out but those that imported months go on to) or
    "month"; "" gives all. In another `currency` than dollars amounts are converted, each at the rate of its period, and
    growth is worked out from converted amounts.
    """
    found = [PairFlow(f, shown_level(book, f, q, currency)) for f, q in pair_levels(book, reporter, frequency)]
    return sorted(found, key=lambda f: (f.period.last, f.period.months, f.shown.own.compiler, f.flow))


def pair_levels(book: Book, reporter: str, frequency: str = "") -> Iterator[tuple[str, Quantity]]:
    """The level of every flow of the pair by one reporter, behind the name of the flow, one compiler after the other; of a
    `frequency` as in `pair_flows`."""

    def is_wanted(period: Period) -> bool:
        return not frequency or frequency in frequencies_of(period)

    for own in pair_series(book, reporter):
        for measure, flow in seen_from_first(book.pair, reporter).items():
            levels = own.levels(measure, is_wanted)
            if is_imported(own.compiler):
                levels |= own.levels(measure, partial(_goes_on_from, frozenset(levels)))
            yield from ((flow, level) for level in levels.values())


def _goes_on_from(known: frozenset[Period], period: Period) -> bool:
    """Whether a period is a year of which all months but December are known."""
    return period.is_year and Period(period.first, period.last - 1) in known


def shown_level(book: Book, flow: str, level: Quantity, currency: str) -> Shown:
    """A level of a flow, with its growth and what else is printed of it."""
    own = series(book, level.reporter, level.partner, level.compiler)
    growth = None if flow == "trade_balance" else own.growth(level.measure, level.period)
    others = tuple(f for f in own.prints(level.measure, level.period) if _says_otherwise(f, level, growth))
    others += _before(book, level)
    of_goods = valuation(book, flow, level)
    return shown_in(book, level, currency, growth=growth, valuation=of_goods, others=others)


def _before(book: Book, level: Quantity) -> tuple[Figure, ...]:
    """What an earlier import of the reader's had for the same figure, where that was another value."""
    was = book.imported.replaced(level.figure.id) if book.imported is not None and level.figure is not None else None
    if was is None or level.figure is None:
        return ()
    value, source = was
    figure = level.figure
    earlier = Decimal(str(round(value, figure.decimals) if figure.decimals > 0 else round(value)))
    id = figure.id.replace(figure.source, source, 1)
    return (figure._replace(id=id, value=earlier, source=source, growth_pct=None, growth_decimals=None),)


def pair_series(book: Book, reporter: str) -> list[Series]:
    """The series of one side with the other, one a compiler. Estimates of third parties are no statistics of the side;
    what the reader imported is shown as what it is, and of another pair than Cambodia and Japan nothing else."""
    partner = partner_in(book.pair, reporter)
    statuses: dict[str, set[str]] = {}
    for measure in seen_from_first(book.pair, reporter):
        for stamp in (book.index.stamps if book.pair == HOME else book.index.own_stamps)(measure, reporter, partner):
            statuses.setdefault(stamp.compiler, set()).add(stamp.status)
    shown = [c for c, of in statuses.items() if is_imported(c) or "reported" in of]
    return [series(book, reporter, partner, compiler) for compiler in sorted(shown)]


def frequencies(book: Book, reporter: str) -> list[str]:
    """The frequencies of which one side has figures of the pair, years first."""
    return [frequency for frequency in ("year", "ytd", "month") if pair_flows(book, reporter, frequency)]


def frequency_with_figures(book: Book, reporter: str, frequency: str) -> str:
    """The frequency, or where one side of an imported pair has no figures of it, the first of which it has some."""
    if book.pair == HOME or pair_flows(book, reporter, frequency):
        return frequency
    return next(iter(frequencies(book, reporter)), frequency)


def is_empty(book: Book) -> bool:
    """Whether there is no figure of the pair at all."""
    return not any(pair_flows(book, reporter) for reporter in book.pair)


def usual_valuation(book: Book, reporter: str, flow: str) -> str:
    """FOB for what the reporter sells, CIF for what it buys, of a flow as the pair's first sees it."""
    return "FOB" if (flow == "exports") == (reporter == book.pair[0]) else "CIF"


def valuation(book: Book, flow: str, level: Quantity) -> str:
    """As printed; of what was derived, FOB for what the reporter sells and CIF for what it buys, both in a total or
    balance; reconciled data has but one, and a reader's file that says none has none."""
    if level.figure is not None:
        return level.figure.valuation
    if is_imported(level.compiler) and {f.valuation for f in level.figures} in ({"reconciled"}, {""}):
        return level.figures[0].valuation
    return usual_valuation(book, level.reporter, flow) if flow in ("exports", "imports") else "FOB/CIF"


def _says_otherwise(figure: Figure, level: Quantity, growth: Quantity | None) -> bool:
    """Whether a print differs from what is shown by more than rounding, in level or growth."""
    if not is_print(figure) or figure in level.figures[:1]:
        return False
    own = growth_of(figure)
    apart = (
        own is not None and growth is not None and growth.figure is not None and not own.interval.meets(growth.interval)
    )
    return apart or not printed(figure).interval.meets(level.interval)


def level(book: Book, flow: str, period: Period, reporter: str, compiler: str) -> Quantity | None:
    """A level of the pair as the engine has it: exact, with its account. Flows are seen from the pair's first."""
    own = series(book, reporter, partner_in(book.pair, reporter), compiler)
    measure = {seen: measure for measure, seen in seen_from_first(book.pair, reporter).items()}[flow]
    return own.level(measure, period)


def year_before(book: Book, flow: PairFlow, currency: str) -> Shown | None:
    """The same months a year before, by the same compiler, at the rate of that year."""
    own = flow.shown.own
    then = level(book, flow.flow, own.period.year_before, own.reporter, own.compiler)
    return None if then is None else shown_in(book, then, currency)


def cover_ratio(book: Book, period: Period, reporter: str, compiler: str) -> Quantity | None:
    """What goes from the pair's first to its second over what comes back, by one compiler."""
    sold, bought = (level(book, flow, period, reporter, compiler) for flow in ("exports", "imports"))
    return None if sold is None or bought is None else comparisons.cover_ratio(sold, bought)


def gap(book: Book, flow: str, period: Period, compilers: Mapping[str, str]) -> Quantity | None:
    """The mirror gap of a flow, importer less exporter; `compilers` names whose figures of each reporter."""
    mine, theirs = (level(book, flow, period, reporter, compilers[reporter]) for reporter in book.pair)
    return None if mine is None or theirs is None else comparisons.mirror_gap(mine, theirs, f"{flow}_mirror_gap")


def mirror_pairs(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[str, str]]:
    """Whose figures of the two sides are set against each other as mirror data: those of one family where it has both sides
    (WITS with WITS, customs with customs), else what there is; an imported edition stands against itself alone. Of one side's
    those come first that are first in the list of compilers."""
    pairs = [(m, t) for m in mine for t in sorted(theirs, key=place_of)]
    alike = [(m, t) for m, t in pairs if mirror_group(m) == mirror_group(t)]
    bundled = [(m, t) for m, t in pairs if not is_imported(m) and not is_imported(t)]
    return alike if {*alike} & {*bundled} else [*alike, *bundled]


def mirror_group(compiler: str) -> str:
    """The family of a compiler in mirror data: a compilation such as WITS and an imported edition are one each, customs one."""
    return compiler if compiler in compilers_of("compilation") or is_imported(compiler) else "customs"
