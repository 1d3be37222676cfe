"""Line: the figures of one flow by one compiler, and what follows from them for a period nobody printed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..figure import Figure, as_fraction
from ..interval import Interval
from ..ledger import Ledger, Stamp
from ..period import Period
from .quantity import Quantity, expression, negated, printed, worked_out

FLOWS = ("exports", "imports", "total_trade", "trade_balance")
_DEEPEST = 3
_HUNDRED = Fraction(100)


class Line:
    """Levels and growth of one reporter's figures with one partner, by one compiler; never mixed with others.

    Levels are in dollars from the reporter's side. What is not printed is worked out by the identities of
    exports, imports, total and balance, by adding and subtracting runs of months, or from a printed growth;
    the narrowest interval wins, then the shortest way, and a number over a mere limit. Figures that a table holds
    as derived are used only where nothing here leads to them, for their interval is not known.
    """

    def __init__(self, ledger: Ledger, reporter: str, partner: str, compiler: str, product: str = "") -> None:
        self.ledger = ledger
        self.reporter, self.partner, self.compiler, self.product = reporter, partner, compiler, product
        self._stamps: dict[str, dict[Period, list[Stamp]]] = {}
        self._prints: dict[tuple[str, Period], list[Figure]] = {}
        self._runs: dict[str, dict[int, list[Period]]] = {}
        self._levels: dict[tuple[str, Period, int], Quantity | None] = {}

    def __repr__(self) -> str:
        return f"Line({self.reporter}, {self.partner}, {self.compiler}, {self.product})"

    def _by_period(self, measure: str) -> dict[Period, list[Stamp]]:
        if measure not in self._stamps:
            found: dict[Period, list[Stamp]] = {}
            for stamp in self.ledger.stamps(measure, self.reporter, self.partner, self.product):
                if stamp.compiler == self.compiler:
                    found.setdefault(stamp.period, []).append(stamp)
            self._stamps[measure] = found
        return self._stamps[measure]

    def known(self, measure: str, *, derived: bool = True) -> list[Period]:
        """The periods with a figure of the measure, oldest first; those a table derived only where asked."""
        found = self._by_period(measure).items()
        return [period for period, stamps in found if derived or any(s.status != "derived" for s in stamps)]

    def prints(self, measure: str, period: Period) -> list[Figure]:
        """The figures of a measure in a period, the preferred one first."""
        key = (measure, period)
        if key not in self._prints:
            figures = [self.ledger.figure(s.id) for s in self._by_period(measure).get(period, ())]
            self._prints[key] = self._preferred(figures) if len(figures) > 1 else figures
        return self._prints[key]

    def _preferred(self, figures: list[Figure]) -> list[Figure]:
        """Reported before derived; of those that agree with the last published the finest, then the others."""
        by_date = sorted(figures, key=self.published, reverse=True)
        reported = [f for f in by_date if f.status != "derived"]
        firm = [f for f in reported if not f.bound]
        if firm:
            agreeing = [f for f in firm if f.interval.meets(firm[0].interval)]
            best = min(agreeing, key=lambda f: f.interval.width)
            return [best, *(f for f in reported + by_date if f is not best)]
        return reported + [f for f in by_date if f.status == "derived"]

    def published(self, figure: Figure) -> str:
        source = self.ledger.sources[figure.source]
        return source.published or source.vintage

    def reported(self, measure: str, period: Period) -> Quantity | None:
        """What is printed; a printed deficit serves as a balance."""
        found = self.prints(measure, period)
        if found and found[0].status != "derived":
            return printed(found[0])
        twin = {"trade_balance": "trade_deficit", "trade_deficit": "trade_balance"}.get(measure)
        if twin is not None:
            found = self.prints(twin, period)
            if found and found[0].status != "derived":
                return negated(printed(found[0]), measure)
        return None

    def level(self, measure: str, period: Period, depth: int = _DEEPEST) -> Quantity | None:
        """The printed level, or the best one that can be worked out in `depth` steps, or None."""
        if period.is_point:
            return None
        key = (measure, period, depth)
        if key not in self._levels:
            self._levels[key] = self._find(measure, period, depth)
        return self._levels[key]

    def level_or_bounds(self, measure: str, period: Period) -> Quantity | None:
        """The level, or where it is not reached in a few steps what all prints together pin it to."""
        found = self.level(measure, period)
        if found is not None or measure not in FLOWS or period.months not in range(1, 13) or self.product:
            return found
        if all(abs(p.year - period.year) > 1 for flow in FLOWS for p in self.known(flow, derived=False)):
            return None
        from ..checks import bounds

        inferred = bounds(self.ledger, measure, self.reporter, self.partner, self.compiler, period)
        if inferred is None or not inferred.is_narrow:
            return None
        best = inferred.ways[-1]
        figures = tuple(dict.fromkeys(c.figure for c in best.claims))
        centre = (Fraction(best.interval.low) + Fraction(best.interval.high)) / 2
        like = printed(figures[0])._replace(measure=measure, partner=self.partner, product="", unit="USD")
        return like._replace(period=period, value=centre, interval=best.interval, figures=figures, figure=None,
                             formula=best.how)  # fmt: skip

    def know(self, level: Quantity) -> None:
        """Take a level as worked out elsewhere from the same figures."""
        for depth in range(_DEEPEST + 1):
            self._levels[level.measure, level.period, depth] = level

    def _find(self, measure: str, period: Period, depth: int) -> Quantity | None:
        best = self.reported(measure, period)
        if best is None and measure == "trade_deficit":
            balance = self.level("trade_balance", period, depth)
            return None if balance is None else negated(balance, measure)
        if (best is None or best.is_open) and depth > 0:
            ways = [q for q in self._ways(measure, period, depth - 1) if not _is_endless(q)]
            best = min(ways, key=lambda q: (q.interval.width, len(q.figures)), default=best)
        if best is None and self.prints(measure, period):
            best = printed(self.prints(measure, period)[0])
        return best

    def _ways(self, measure: str, period: Period, depth: int) -> Iterator[Quantity]:
        if measure in FLOWS:
            yield from self.by_identity(measure, period, depth)
        yield from self._by_runs(measure, period, depth)
        yield from self._across_years(measure, period)
        before = self.before_by_growth(measure, period)
        if before is not None:
            yield before
        yield from self._after_by_growth(measure, period)

    def by_identity(self, measure: str, period: Period, depth: int) -> Iterator[Quantity]:
        """One of exports, imports, total and balance from two others of the same period."""
        for left, right, sign, halve in _IDENTITIES[measure]:
            a, b = self.level(left, period, depth), self.level(right, period, depth)
            if a is None or b is None:
                continue
            mark = "+" if sign > 0 else "-"
            formula = f"{expression(a)} {mark} {expression(b)}"
            value, interval = a.value + sign * b.value, a.interval + (b.interval if sign > 0 else -b.interval)
            if halve:
                value, interval, formula = value / 2, interval * Fraction(1, 2), f"({formula}) / 2"
            yield worked_out(a, value, interval, formula, (a, b), measure=measure)

    def _by_runs(self, measure: str, period: Period, depth: int) -> Iterator[Quantity]:
        """From runs of months that start or end together, or follow each other."""
        if period.first is None:
            return
        for whole in self._runs_of(measure, period.first // 12):
            assert whole.first is not None
            if whole != period and period in whole:
                rest = self._rest(whole, period)
                if rest is not None:
                    yield from self._combined(measure, period, whole, rest, -1, depth)
            elif whole.first == period.first and whole.last < period.last:
                yield from self._combined(measure, period, whole, Period(whole.last + 1, period.last), 1, depth)

    def _across_years(self, measure: str, period: Period) -> Iterator[Quantity]:
        """A run over New Year, once or twice, from its parts in each year."""
        if period.first is not None and 0 < period.last // 12 - period.first // 12 < 3:
            new_year = period.last // 12 * 12
            parts = Period(new_year, period.last), Period(period.first, new_year - 1)
            yield from self._combined(measure, period, *parts, 1, _DEEPEST)

    def _runs_of(self, measure: str, year: int) -> list[Period]:
        """Runs of months, a year long at most, that begin in a year and are known or follow from a printed growth."""
        if measure not in self._runs:
            known = set(self.known(measure))
            if measure in FLOWS:
                known.update(p for flow in FLOWS for p in self.known(flow))
                known.update([p.year_before for p in self.known(measure)])
            found: dict[int, list[Period]] = {}
            for p in sorted(known):
                if p.first is not None and p.months <= 12:
                    found.setdefault(p.first // 12, []).append(p)
            self._runs[measure] = found
        return self._runs[measure].get(year, [])

    def is_split(self, measure: str, year: int) -> bool:
        """Whether anything shorter than the year itself is known of it."""
        return any(p.months < 12 for p in self._runs_of(measure, year))

    @staticmethod
    def _rest(whole: Period, part: Period) -> Period | None:
        assert whole.first is not None and part.first is not None
        if whole.last == part.last:
            return Period(whole.first, part.first - 1)
        return Period(part.last + 1, whole.last) if whole.first == part.first else None

    def _combined(
        self, measure: str, period: Period, one: Period, other: Period, sign: int, depth: int
    ) -> Iterator[Quantity]:
        a = self.level(measure, one, depth)
        b = self.level(measure, other, depth) if a is not None and not a.is_open else None
        if a is None or b is None or b.is_open:
            return
        formula = f"{expression(a)} {'+' if sign > 0 else '-'} {expression(b)}"
        interval = a.interval + (b.interval if sign > 0 else -b.interval)
        yield worked_out(a, a.value + sign * b.value, interval, formula, (a, b), period=period)

    def before_by_growth(self, measure: str, period: Period) -> Quantity | None:
        """The level a year before the next print, undone by its printed growth: 2,806 / 1.116."""
        ways = list(self.all_before_by_growth(measure, period))
        return min(ways, key=lambda q: q.interval.width, default=None)

    def all_before_by_growth(self, measure: str, period: Period) -> Iterator[Quantity]:
        later = period.shift(12)
        for now in self.prints(measure, later):
            if now.status == "derived" or now.bound:
                continue
            for figure, rate in self._rates_for(measure, now):
                factor = 1 + rate.interval * (1 / _HUNDRED)
                if factor.low <= 0:
                    continue
                level = printed(now)
                value = level.value / (1 + rate.value / _HUNDRED)
                formula = f"{expression(level)} / (1 {float(rate.value) / 100:+.5g})"
                used = (level,) if figure is now else (level, rate)
                yield worked_out(level, value, level.interval / factor, formula, used, period=period)

    def _rates_for(self, measure: str, now: Figure) -> list[tuple[Figure, Quantity]]:
        """The growth printed with a level, or else beside it in the same source."""
        own = growth_of(now)
        if own is not None:
            return [(now, own)]
        beside = self.prints(f"{measure}_growth", now.period)
        return [(f, printed(f)) for f in beside if f.source == now.source]

    def _after_by_growth(self, measure: str, period: Period) -> Iterator[Quantity]:
        """A level from the year before and the growth printed without one."""
        for figure in self.prints(f"{measure}_growth", period):
            before = self.reported(measure, period.year_before)
            if before is None or before.is_open or figure.bound:
                continue
            rate = printed(figure)
            value = before.value * (1 + rate.value / _HUNDRED)
            interval = before.interval * (1 + rate.interval * (1 / _HUNDRED))
            formula = f"{expression(before)} x (1 {float(rate.value) / 100:+.5g})"
            yield worked_out(before, value, interval, formula, (before, rate), period=period)

    def growths(self, measure: str, period: Period) -> list[Quantity]:
        """Printed growth on the year in per cent, each different print once, the last published first."""
        own = [(f, growth_of(f)) for f in self.prints(measure, period)]
        rows = [(f, printed(f)) for f in self.prints(f"{measure}_growth", period)]
        found = [(f, q) for f, q in [*rows, *own] if q is not None]
        found.sort(key=lambda pair: self.published(pair[0]), reverse=True)
        kept: list[Quantity] = []
        for _, q in found:
            if all(q.value != k.value for k in kept):
                kept.append(q)
        return kept

    def recomputed_growth(self, measure: str, period: Period, since: Period | None = None) -> Quantity | None:
        """Growth in per cent from two levels, both known without a printed growth between them."""
        since = since or period.year_before
        now, then = self.level(measure, period), self.level(measure, since)
        if now is None or then is None or then.interval.low <= 0 <= then.interval.high:
            return None
        undone = then.figure is None and " / (1 " in then.formula
        circular = undone and all(f.period == now.period for f in then.figures)
        if circular and measure not in ("trade_balance", "trade_deficit"):  # whose growth nobody prints
            return None
        value = (now.value / then.value - 1) * 100
        interval = (now.interval / then.interval - 1) * 100
        if _is_infinite(interval):
            return None
        formula = f"{expression(now)} / {expression(then)} - 1"
        name = measure if measure.endswith("_growth") else f"{measure}_growth"
        return worked_out(now, value, interval, formula, (now, then), measure=name, unit="percent")

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


_IDENTITIES: dict[str, tuple[tuple[str, str, int, bool], ...]] = {
    "exports": (("total_trade", "imports", -1, False), ("trade_balance", "imports", 1, False),
                ("total_trade", "trade_balance", 1, True)),
    "imports": (("total_trade", "exports", -1, False), ("exports", "trade_balance", -1, False),
                ("total_trade", "trade_balance", -1, True)),
    "total_trade": (("exports", "imports", 1, False),),
    "trade_balance": (("exports", "imports", -1, False),),
}  # fmt: skip


def growth_of(figure: Figure) -> Quantity | None:
    """The growth printed beside a level, as a quantity that stands on the same figure."""
    interval = figure.growth_interval
    if figure.growth_pct is None or interval is None:
        return None
    level = printed(figure)
    name = f"{figure.measure}_growth"
    return level._replace(measure=name, value=as_fraction(figure.growth_pct), interval=interval, unit="percent")


def _is_infinite(interval: Interval) -> bool:
    return not (isinstance(interval.low, Fraction) and isinstance(interval.high, Fraction))


def _is_endless(quantity: Quantity) -> bool:
    return _is_infinite(quantity.interval)
