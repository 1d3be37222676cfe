"""Holdings: what the book has on the thing a number claims, printed and worked out, best first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..book.code_lists import compilers_of
from ..derivation.comparisons import coverage_ratio, difference
from ..derivation.editions import described
from ..derivation.exchange_rates import in_currency_or_why
from ..derivation.fixpoint import LEVELS
from ..derivation.levels import Series
from ..derivation.quantity import Quantity, growth_of, negated, printed
from ..derivation.rankings import MEASURES, SHARE, partner_lists
from ..lookup.context import LookupContext
from ..lookup.direction import TradeDirection, lines
from ..lookup.operations.investment import LEVEL, at, reported
from ..lookup.operations.share import pair_shares, world_shares
from ..model.figure import Figure
from ..model.period import Period
from .parser import ParsedClaim

_COUNTED = ("exports", "imports", "total_trade")


def candidates(context: LookupContext, reading: ParsedClaim) -> list[Quantity]:
    """Quantities of exactly what was claimed, those of the compilers named first, then in the order of the context.

    Empty where the book has nothing of it, or the sentence does not say when.
    """
    if reading.period is None:
        return []
    found = list(_of_period(context, reading, reading.period))
    if reading.claim not in ("level", "growth", "step"):
        return found
    currencies = sorted(reading.currencies or ("USD",), key=lambda c: c != "USD")
    return [q for currency in currencies for q in _in_currency(context, reading, found, currency)]


def _in_currency(context: LookupContext, reading: ParsedClaim, found: list[Quantity], currency: str) -> list[Quantity]:
    """What was found, as printed in a currency other than the dollar, or else converted; growth is that of amounts in it."""
    if currency == "USD":
        return found
    told = [q for each in found if (q := in_currency_or_why(context.book, each, currency)[0]) is not None]
    if reading.claim == "growth":
        told = [q for q in told if _grew_in(q) == currency]
    return [q for q in told if q.figure is not None] or told


def _grew_in(growth: Quantity) -> str:
    if growth.figure is not None:
        return growth.figure.unit
    return growth.derivation.inputs[0].unit if growth.derivation is not None else ""


def _of_period(context: LookupContext, reading: ParsedClaim, period: Period) -> Iterator[Quantity]:
    measure = reading.topic.measure
    if reading.claim == "rank":
        return _ranks(context, reading, period)
    if reading.claim == "share":
        return _shares(context, reading, period)
    if measure == "fdi":
        return _investment(context, reading, period)
    if measure not in LEVELS:
        return _others(context, reading, period)
    of_line = {"growth": _growth, "step": _step, "ratio": _cover}.get(reading.claim, _levels)
    return (q for line, own in trade_lines(context, reading) for q in of_line(line, own, period, reading))


def trade_lines(context: LookupContext, reading: ParsedClaim) -> list[tuple[Series, str]]:
    """The lines of the two sides, or of a product, each with the measure from its own side."""
    sides = reading.sides._replace(measure=reading.topic.measure)
    found = _product_lines(context, reading, sides) if reading.topic.products else lines(context, sides)
    if not found and (sides.compilers or sides.side):
        found = lines(context, sides._replace(compilers=(), side=""))
    return found


def _product_lines(context: LookupContext, reading: ParsedClaim, sides: TradeDirection) -> list[tuple[Series, str]]:
    return [
        (context.line(sides.reporter, sides.partner, compiler, product), sides.measure)
        for product in reading.topic.products
        for compiler in context.compilers(sides.reporter, sides.partner, product)
    ]


def _levels(line: Series, measure: str, period: Period, reading: ParsedClaim) -> Iterator[Quantity]:
    """Every print, the identities beside them, or else what can be worked out."""
    prints = [printed(f) for f in line.prints(measure, period)]
    twin = {"trade_balance": "trade_deficit", "trade_deficit": "trade_balance"}.get(measure, "")
    prints += [negated(printed(f), measure) for f in line.prints(twin, period)] if twin else []
    prints.sort(key=lambda q: q.status == "derived")
    yield from prints
    if measure == "trade_deficit":
        yield from (negated(q, measure) for q in line.identities("trade_balance", period))
    elif measure in LEVELS and prints:
        yield from line.identities(measure, period)
    level = line.level(measure, period)
    if level is not None and level.figure is None:
        yield level
    yield from (q for q in _in_lists(line, measure, period) if level is None or not q.interval.meets(level.interval))


def _in_lists(line: Series, measure: str, period: Period) -> Iterator[Quantity]:
    """What each edition of a compiler has of a partner, where it has several."""
    if line.product or measure not in MEASURES:
        return
    found = partner_lists(line.book, line.reporter)
    for edition in found.editions(period):
        size = found.size(period, edition, measure, line.partner)
        if size is not None and described(line.book, edition).compiler == line.compiler:
            yield size


def _growth(line: Series, measure: str, period: Period, reading: ParsedClaim) -> Iterator[Quantity]:
    if reading.base is None:
        yield from line.growths(measure, period)
    worked = line.recomputed_growth(measure, period, reading.base)
    if worked is not None:
        yield worked


def _step(line: Series, measure: str, period: Period, reading: ParsedClaim) -> Iterator[Quantity]:
    base = reading.base or period.year_before
    now, then = line.level(measure, period), line.level(measure, base)
    change = difference(now, then, f"{measure}_change") if now is not None and then is not None else None
    if change is not None:
        yield change


def _cover(line: Series, measure: str, period: Period, reading: ParsedClaim) -> Iterator[Quantity]:
    """Exports as a multiple of imports, or the other way round, as the first of them was named."""
    if measure not in ("exports", "imports"):
        return
    other = "imports" if measure == "exports" else "exports"
    words = reading.sentence.lower()
    top, under = (
        (measure, other)
        if words.find(measure[:6]) < words.find(other[:6]) or other[:6] not in words
        else (other, measure)
    )
    a, b = line.level(top, period), line.level(under, period)
    found = coverage_ratio(a, b) if a is not None and b is not None else None
    if found is not None:
        yield found


def _shares(context: LookupContext, reading: ParsedClaim, period: Period) -> Iterator[Quantity]:
    part = reading.part
    if part is None:
        return
    sides = reading.sides
    if part.of == "fdi":
        for basis in reading.topic.bases or ("stock", "inflow"):
            figures = reported(context, f"{LEVEL[basis]}_share", sides.partner, _product(reading))
            yield from map(printed, at(figures, period))
        return
    own = [line for line, _ in trade_lines(context, reading) if line.reporter == sides.reporter]
    for line in own:
        if part.of == "pair":
            yield from pair_shares(line, part.measure, f"{part.measure}_share_of_pair", period)
        else:
            yield from world_shares(context, [line], part.measure, SHARE[part.measure], period)


def _ranks(context: LookupContext, reading: ParsedClaim, period: Period) -> Iterator[Quantity]:
    measure, partner = reading.topic.measure, reading.sides.partner
    if measure == "fdi":
        for basis in reading.topic.bases or ("stock", "inflow", "approval"):
            yield from (printed(f) for f in at(reported(context, f"{LEVEL[basis]}_rank", partner), period))
        return
    yield from (printed(f) for f in context.figures(f"{measure}_rank", context.home, partner) if f.period == period)
    found = partner_lists(context.book, context.home)
    for edition in found.editions(period):
        rank = found.rank(period, edition, measure, partner)
        if rank is not None:
            yield rank


def latest_rank(context: LookupContext, reading: ParsedClaim) -> Quantity | None:
    """The last rank printed of a country."""
    measure = reading.topic.measure
    names = [measure] if measure != "fdi" else [LEVEL[b] for b in reading.topic.bases or ("stock", "inflow")]
    found = [f for name in names for f in context.figures(f"{name}_rank", context.home, reading.sides.partner)]
    return printed(max(found, key=lambda f: f.period)) if found else None


def _investment(context: LookupContext, reading: ParsedClaim, period: Period) -> Iterator[Quantity]:
    """Stock, inflow and approvals, as far as the words leave them open; each figure says which it is."""
    investor = reading.sides.partner
    product = _product(reading)
    for basis in reading.topic.bases or ("stock", "inflow", "approval"):
        measure = LEVEL[basis]
        figures = _counted(reading, reported(context, measure, investor, product), period)
        if reading.claim == "growth":
            rates = [growth_of(f) for f in figures]
            printed_rates = [printed(f) for f in at(reported(context, f"{measure}_growth", investor), period)]
            yield from [*printed_rates, *(q for q in rates if q is not None)]
        elif reading.claim == "level":
            yield from map(printed, figures)
            point = Period(None, period.last) if basis == "stock" else period
            if not figures and not product:
                yield from context.line(context.home, investor, compilers_of("central bank")[0]).all_before_by_growth(
                    measure, point
                )


def _product(reading: ParsedClaim) -> str:
    return next(iter(reading.topic.products), "")


_SUMMED = re.compile(
    r"\b(?:cumulative(?:ly)?|accumulated|total|overall|altogether|so far|by (?:the end|end|mid|(?:[a-z]+ )?(?:19|20)[0-9][0-9]))\b"
)


def _counted(reading: ParsedClaim, figures: list[Figure], period: Period) -> list[Figure]:
    """Figures of a period; sums over many years only where the words speak of a sum, then those that end with it."""
    if not _SUMMED.search(reading.sentence.lower()):
        return at([f for f in figures if f.period.months <= 12 or f.period == period], period)
    return at(figures, period) or [f for f in figures if f.period.months > 12 and f.period.last == period.last]


def _others(context: LookupContext, reading: ParsedClaim, period: Period) -> Iterator[Quantity]:
    """Figures of any other measure of the book: of the country named, counted in the period or at its end."""
    measure, sides = reading.topic.measure, reading.sides
    keys = [k for k in context.book.keys(of_goods=False) if k[0] == measure and not k[3]]
    country = sides.partner if sides.said else context.home
    own = [k for k in keys if k[1] == country] or [k for k in keys if country in k[1:3]]
    for key in own if sides.said or len(keys) > 1 else keys:
        yield from (
            printed(f) for f in context.figures(*key) if _counted_in(f, period) or _bears_out(f, reading, period)
        )


def _counted_in(figure: Figure, period: Period) -> bool:
    return figure.period == period or (figure.period.is_point and figure.period in _ends(period))


def _bears_out(figure: Figure, reading: ParsedClaim, period: Period) -> bool:
    """What was counted within a year may say yes to a number of that year, never no."""
    within = figure.period.is_point and period.is_year and figure.period.year == period.year
    return within and printed(figure).interval.meets(reading.mention.interval)


def _ends(period: Period) -> tuple[Period, ...]:
    return (period, Period(None, period.last))


def elsewhere(context: LookupContext, reading: ParsedClaim) -> Iterator[tuple[str, Quantity]]:
    """What the number might have been meant for, as (what differs, quantity): another year, the other flow."""
    if reading.topic.measure not in LEVELS or reading.claim not in ("level", "growth", "share"):
        return
    period = reading.period
    for line, own in trade_lines(context, reading):
        for measure in (own, *(m for m in _COUNTED if m != own)) if reading.claim != "share" else (own,):
            for other in sorted(line.known(measure, derived=False), reverse=True):
                here = other == period
                alike = period is None or (other.months == period.months and (other.last - period.last) % 12 == 0)
                if (measure == own) is here or not alike or (measure != own and period is not None and not here):
                    continue
                found = (
                    line.growths(measure, other)
                    if reading.claim == "growth"
                    else map(printed, line.prints(measure, other))
                )
                what = other.label if measure == own else measure.replace("_", " ")
                yield from ((what, q) for q in found if reading.claim != "share")
