"""Levels: the series of one flow by one compiler, and the levels that follow from them for periods nobody printed."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cached_property, partial
from math import inf

from ..book import results
from ..book.book import Book
from ..book.caching import HasCache, cached
from ..model.codes import FLOWS, LEVELS, growth_measure
from ..model.figure import Figure
from ..model.grouped import grouped
from ..model.imported_compiler import is_imported
from ..model.interval import Interval
from ..model.period import Period
from ..model.records import Implied, Stamp
from .comparisons import growth
from .editions import edition_of
from .fixpoint import Key, Levels, identities, reach_fixpoint, run
from .preferred_print import is_print, preferred
from .provenance import quantity_of_account
from .quantity import Operation, Quantity, bounded, derive, growth_of, negated, printed

_CENT = Fraction(1, 100)
_COARSE = Fraction(1, 100)
"""A print whose interval is wider than this part of it, such as 1.8 billion, leaves growth on it too wide to quote."""
_TWIN = {"trade_balance": "trade_deficit", "trade_deficit": "trade_balance"}


Wanted = Callable[[Figure], bool]
"""Which prints count."""


class Series(HasCache):
    """Levels and growth of one reporter's figures with one partner, by one compiler; never mixed with others.

    Levels are in base units from the reporter's side. What is not printed is derived by the identities of exports,
    imports, total and balance, by adding and subtracting runs of months, and from printed growth, again and again
    until nothing gets narrower; the narrowest interval wins, then what stands on the fewest figures. A number, printed
    or derived, comes before a mere limit.
    """

    def __init__(
        self, book: Book, reporter: str, partner: str, compiler: str, product: str = "", *, from_results: bool = True
    ) -> None:
        super().__init__()
        self.book = book
        self.reporter, self.partner, self.compiler, self.product = reporter, partner, compiler, product
        self._from_results = from_results

    # What is printed

    @cached
    def _by_period(self, measure: str) -> dict[Period, list[Stamp]]:
        stamps = self.book.index.own_stamps if is_imported(self.compiler) else self.book.index.stamps
        found = stamps(measure, self.reporter, self.partner, self.product)
        return grouped((stamp.period, stamp) for stamp in found if stamp.compiler == self.compiler)

    def known(self, measure: str, *, derived: bool = True) -> list[Period]:
        """The periods with a figure of the measure, oldest first; those a table derived only where asked."""
        found = self._by_period(measure).items()
        return [period for period, stamps in found if derived or any(map(is_print, stamps))]

    @cached
    def prints(self, measure: str, period: Period) -> list[Figure]:
        """The figures of a measure in a period, the preferred one first: see `preferred`."""
        figures = [self.book.figure(s.id) for s in self._by_period(measure).get(period, ())]
        return preferred(self.book.sources, figures) if len(figures) > 1 else figures

    def published(self, figure: Figure) -> str:
        return self.book.sources[figure.source].date

    def reported(self, measure: str, period: Period, wanted: Wanted = is_print) -> Quantity | None:
        """What is printed, all of it or what is wanted; a printed deficit serves as a balance."""
        for name in (measure, _TWIN.get(measure, "")):
            found = [f for f in (self.prints(name, period) if name else ()) if is_print(f) and wanted(f)]
            if found:
                return printed(found[0]) if name == measure else negated(printed(found[0]), measure)
        return None

    @cached_property
    def _editions(self) -> list[Wanted]:
        """Which prints belong together, those of the newest edition first; of most compilers there is but one."""
        own = [e for e in self.book.editions.values() if e.compiler == self.compiler and e.vintage]
        names = [e.edition for e in sorted(own, key=lambda e: e.vintage, reverse=True)]
        return [partial(self._is_of, name) for name in names] or [is_print]

    def _is_of(self, edition: str, figure: Figure) -> bool:
        return edition_of(self.book, figure.compiler, figure.source) == edition

    # Levels

    @cached
    def level(self, measure: str, period: Period) -> Quantity | None:
        """The printed level, or the narrowest one that follows from what is printed, or the printed limit, or None."""
        if period.is_point:
            return None
        accounts = self._accounts
        if accounts is not None and measure != "trade_deficit" and _is_always_derived(period):
            return self._read(measure, period, accounts)
        level = self._derived_or_printed(measure, period)
        row = self._implied(measure).get(period.code)
        if row is None or (level is not None and level.figure is not None and not level.is_open):
            return level
        return self._within(level, measure, period, row)

    @cached_property
    def _accounts(self) -> dict[tuple[str, str], str] | None:
        """How each level was made that nobody printed, by measure and period; None where no results can be read."""
        if not (self._from_results and self.book.has_results) or self.compiler in self.book.index.own_compilers:
            return None
        of_all = self.book.cached(("derived",), lambda: results.derived(self.book.folder))
        return results.accounts(
            self.book.folder, of_all.get((self.reporter, self.partner, self.product, self.compiler), ())
        )

    def _read(self, measure: str, period: Period, accounts: dict[tuple[str, str], str]) -> Quantity | None:
        """A level as the results have it, or the print that stands where there is none."""
        own = self.reported(measure, period)
        account = accounts.get((measure, period.code))
        if account is not None and (own is None or own.is_open):
            return self._own(quantity_of_account(self.book, account))
        prints = self.prints(measure, period)
        return own or (printed(prints[0]) if prints else None)

    def _own(self, level: Quantity) -> Quantity:
        """A level as one of this series: the first print it stands on may be of another partner, as a share is."""
        return level._replace(reporter=self.reporter, partner=self.partner, product=self.product)

    def _within(self, level: Quantity | None, measure: str, period: Period, row: Implied) -> Quantity:
        """A derived level, or where no way leads to one, or its range and that which all printed figures leave possible
        lie across each other, what follows from the figures that prove the latter: then some print that it was made of
        contradicts the others."""
        bounds = Interval(Fraction(row.low) if row.low else -inf, Fraction(row.high) if row.high else inf)
        ids = frozenset(row.figures.split())
        if level is None or not _agree(level, bounds):
            level = self._of_asked(measure, period, self._fixpoint_of_figures(measure, period, ids))
        if level is not None and _agree(level, bounds):
            return level
        figures = [printed(self.book.figure(id)) for id in sorted(ids)]
        return self._own(bounded(figures, bounds, measure=measure, period=period))

    def _implied(self, measure: str) -> dict[str, Implied]:
        key = (measure, self.reporter, self.partner, self.compiler)
        return {} if self.product or is_imported(self.compiler) else self.book.implied.get(key, {})

    def _derived_or_printed(self, measure: str, period: Period) -> Quantity | None:
        own = self.reported(measure, period)
        if own is not None and not own.is_open:
            return own
        if measure == "trade_deficit":
            balance = self.level("trade_balance", period)
            return own if balance is None else negated(balance, measure)
        levels = self._levels_with(measure)
        found = levels.get(measure, period)
        if found is None or found.is_open:
            found = self._of_asked(measure, period, levels) or found
        if found is None and own is None and self.prints(measure, period):
            return printed(self.prints(measure, period)[0])
        return found or own

    def levels(self, measure: str, wanted: Callable[[Period], bool] = lambda _: True) -> dict[Period, Quantity]:
        """Every level that is printed, or that follows, of whole years, single months and the months of a year to date;
        of the periods wanted, since the others take time to make."""
        base = "trade_balance" if measure == "trade_deficit" else measure
        periods = {*self._derived_periods(base), *self.known(measure, derived=False)}
        if measure in _TWIN:
            periods.update(self.known(_TWIN[measure], derived=False))
        found = {p: self.level(measure, p) for p in sorted(filter(wanted, periods))}
        return {p: q for p, q in found.items() if q is not None}

    def _derived_periods(self, measure: str) -> Iterator[Period]:
        if self._accounts is not None:
            yield from (Period.parse(code) for name, code in self._accounts if name == measure)
            yield from (p for p in self.known(measure, derived=False) if not p.is_point)
            return
        yield from (p for m, p in self._levels_with(measure) if m == measure)
        yield from filter(_is_always_derived, map(Period.parse, self._implied(measure)))

    def _levels_with(self, measure: str) -> Levels:
        """The levels of a measure and of those it is bound to by identities, where nothing gets narrower any more."""
        return self._fixpoint(FLOWS if measure in FLOWS else (measure,))

    @cached
    def _fixpoint(self, group: tuple[str, ...]) -> Levels:
        keys = [(m, p) for m in group for p in self._periods_of_interest(m)]
        periods = {p for _, p in keys} | {p.year_before for _, p in keys}
        periods.update(list(_months_and_runs(periods)))
        first, *others = (self._fixpoint_of(group, keys, periods, edition) for edition in self._editions)
        for older in others:
            first.add_missing(older)
        return first

    def _fixpoint_of_figures(self, measure: str, period: Period, ids: frozenset[str]) -> Levels:
        """What follows from a few figures alone, of the periods that they are about."""
        group = FLOWS if measure in FLOWS else (measure,)
        about = {self.book.figure(id).period for id in ids} | {period}
        keys = [(m, p) for m in group for p in sorted(about)]
        return self._fixpoint_of(group, keys, about | {p.year_before for p in about}, lambda figure: figure.id in ids)

    def _fixpoint_of(self, group: tuple[str, ...], keys: list[Key], periods: set[Period], wanted: Wanted) -> Levels:
        prints = [q for m, p in keys if (q := self.reported(m, p, wanted)) is not None]
        levels = Levels(q for q in prints if not q.is_open)
        before = [
            q for m, p in keys for q in self.all_before_by_growth(m, p.year_before) if all(map(wanted, q.figures))
        ]
        alone = {
            (m, p): [printed(f) for f in self.prints(growth_measure(m), p) if wanted(f) and not f.bound]
            for m, p in keys
        }
        reach_fixpoint(levels, group, sorted(periods), before, {key: rates for key, rates in alone.items() if rates})
        self._add_limits(levels, prints)
        return levels

    def _periods_of_interest(self, measure: str) -> list[Period]:
        names = (measure, growth_measure(measure), _TWIN.get(measure, ""))
        found = {p for name in names if name for p in self.known(name, derived=False) if not p.is_point}
        return sorted(found)

    @staticmethod
    def _add_limits(levels: Levels, prints: list[Quantity]) -> None:
        """A total of two flows of which one is known as a mere limit is known as one too."""
        limits = {(q.measure, q.period): q for q in prints if q.is_open}
        for period in {p for _, p in limits}:
            parts = [levels.get(m, period) or limits.get((m, period)) for m in ("exports", "imports")]
            if (
                levels.get("total_trade", period) is None
                and ("total_trade", period) not in limits
                and None not in parts
            ):
                levels.add_if_better(derive(Operation.IDENTITY, *filter(None, parts), measure="total_trade"))

    # The ways to a level

    def identities(self, measure: str, period: Period) -> Iterator[Quantity]:
        """One of exports, imports, total and balance from two others that are printed for the same period."""
        own = [self.reported(m, period) for m in FLOWS if m != measure]
        return identities(Levels(q for q in own if q is not None and not q.is_open), (measure,), (period,))

    def all_before_by_growth(self, measure: str, period: Period) -> Iterator[Quantity]:
        """The level of a period as each print of the year after undoes its growth: 2,806 / 1.116."""
        for now in self.prints(measure, period.shift(12)):
            if now.bound or not is_print(now):
                continue
            for rate in self._rates_for(measure, now):
                if 1 + rate.interval.low / 100 > 0:
                    yield derive(Operation.BEFORE_GROWTH, printed(now), rate, period=period)

    def _rates_for(self, measure: str, now: Figure) -> list[Quantity]:
        """The growth printed with a level, or else beside it in the same source."""
        own = growth_of(now)
        if own is not None:
            return [own]
        beside = self.prints(growth_measure(measure), now.period)
        return [printed(f) for f in beside if f.source == now.source and not f.bound]

    def _of_asked(self, measure: str, period: Period, levels: Levels) -> Quantity | None:
        """The narrowest level of a run of months that is none of those that are always derived."""
        group = FLOWS if measure in FLOWS else (measure,)
        own = [levels.base(m, period) or run(levels.runs(m), period) for m in group]
        known = Levels(q for q in own if q is not None and not q.is_open)
        for q in list(identities(known, (measure,), (period,))):
            known.add_if_better(q)
        return known.get(measure, period)

    def finest(self, measure: str, period: Period) -> Quantity | None:
        """A level; where it is printed coarsely and two other prints of its period give it finer, what they give."""
        level = self.level(measure, period)
        if level is None or level.figure is None or level.is_open or level.interval.width < _COARSE * abs(level.value):
            return level
        finer = (q for q in self.identities(measure, period) if q.interval.meets(level.interval))
        return min((level, *finer), key=lambda q: q.interval.width)

    # Growth

    def growth(self, measure: str, period: Period, since: Period | None = None) -> Quantity | None:
        """Growth on the same months a year before, or on `since`, in per cent: the one printed with the level that is shown,
        else the one last printed, else what the levels give."""
        found = self.growths(measure, period, since)
        level = self.reported(measure, period)
        own = [q for q in found if level is not None and q.figures[0].source == level.figures[0].source]
        return (own or found)[0] if found else self.recomputed_growth(measure, period, since)

    def growths(self, measure: str, period: Period, since: Period | None = None) -> list[Quantity]:
        """Printed growth in per cent on the year, or on the month before where that is `since`; each different print once,
        the last published first; none for any other `since`."""
        on_year, on_month = since in (None, period.year_before), period.is_month_after(since)
        own = [(f, growth_of(f)) for f in self.prints(measure, period)] if on_year else []
        name = growth_measure(measure, 1 if on_month else 12)
        rows = [(f, printed(f)) for f in self.prints(name, period)] if on_year or on_month else []
        found = [(f, q) for f, q in [*rows, *own] if q is not None]
        found.sort(key=lambda pair: self.published(pair[0]), reverse=True)
        kept: list[Quantity] = []
        for _, q in found:
            if all(q.value != k.value for k in kept):
                kept.append(q)
        return kept

    def recomputed_growth(self, measure: str, period: Period, since: Period | None = None) -> Quantity | None:
        """Growth in per cent from two levels, neither from a printed growth between them; from the finest there are where
        none is printed, since a printed one is held against the levels printed with it."""
        level = self.level if self.growths(measure, period, since) else self.finest
        now, then = level(measure, period), level(measure, since or period.year_before)
        if now is None or then is None or (then.is_of_growth and then.figures[0].period == now.period):
            return None
        return growth(now, then)

    def periods(self, measure: str) -> list[Period]:
        """Every period the measure is printed for, or follows from two others of the same period; oldest first."""
        measure = "trade_balance" if measure == "trade_deficit" else measure
        if measure not in FLOWS:
            return self.known(measure)
        flows = [set(self.known(m, derived=False)) for m in FLOWS]
        flows[3] |= set(self.known("trade_deficit", derived=False))
        own = flows[FLOWS.index(measure)]
        pairs = [a & b for i, a in enumerate(flows) for b in flows[i + 1 :]]
        return sorted(own.union(*pairs))

    def is_split(self, measure: str, year: int) -> bool:
        """Whether anything shorter than the year itself is known of it."""
        return any(p.year == year and p.months < 12 for p in self._derived_periods(measure))


def _is_always_derived(period: Period) -> bool:
    """Whether the level of a period is derived unasked, where it can be."""
    return period.is_year or period.is_month or period.is_year_to_date


def _agree(level: Quantity, bounds: Interval) -> bool:
    """Whether one of two ranges of a level holds the other; the bounds are rounded outward to the cent."""
    own, low, high = level.interval, bounds.low + _CENT, bounds.high - _CENT
    return not level.is_open and (own in bounds or (own.low <= low and high <= own.high))


def _months_and_runs(periods: set[Period]) -> Iterator[Period]:
    """The single months, the months to date and the year itself of every year of which a part is known."""
    years = {p.year for p in periods if p.first is not None and p.months < 12 and p.first // 12 == p.year}
    for year in years:
        for month in range(1, 13):
            yield Period.of_months(year, month, month)
            yield Period.of_months(year, 1, month)


@cached
def series(book: Book, reporter: str, partner: str, compiler: str, product: str = "") -> Series:
    """The figures of one reporter with one partner by one compiler, and what follows from them."""
    return Series(book, reporter, partner, compiler, product)


def derived_again(book: Book, figure: Figure) -> Quantity | None:
    """The level that a table holds as derived, with the interval that only the engine knows; None of any other figure, and
    where nothing leads to it."""
    if figure.status != "derived" or figure.measure not in LEVELS:
        return None
    line = series(book, figure.reporter, figure.partner, figure.compiler, figure.product)
    ways = [line.level(figure.measure, figure.period), *line.all_before_by_growth(figure.measure, figure.period)]
    derived = [q for q in ways if q is not None and q.figure is None]
    return next((q for q in derived if q.interval.meets(figure.interval)), derived[0] if derived else None)


def as_known(book: Book, figure: Figure) -> Quantity:
    """A figure as it stands; what a table holds as derived, worked out again."""
    return derived_again(book, figure) or printed(figure)
