"""Evidence on investment: what the dataset has of stock, inflow and approvals at the time a number is told of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..book.code_lists import compilers_of
from ..derivation.investment import basis_of, line_of
from ..derivation.quantity import Quantity, growth_of, printed
from ..language.articles.reading import Reading
from ..language.articles.words import lexicon
from ..lookup.context import LookupContext
from ..lookup.operations.investment import at, reported
from ..lookup.operations.investment_asked import LEVEL
from ..model.codes import BASES, growth_measure
from ..model.figure import Figure
from ..model.period import Period


def amounts(context: LookupContext, reading: Reading, period: Period) -> Iterator[Quantity]:
    """Stock, inflow and approvals, as far as the words leave them open; each figure says which it is."""
    sector = reading.product
    for basis in reading.bases or BASES:
        measure = LEVEL[basis]
        figures = _at_its_end(
            reading, _counted(context, reading, reported(context, measure, reading.partner, sector), period), period
        )
        if reading.claim == "growth":
            rates = [growth_of(f) for f in figures]
            rate = growth_measure(measure)
            prints = [printed(f) for f in _whole(reported(context, rate, reading.partner), period)]
            yield from [*prints, *(q for q in rates if q is not None), *_beside(context, figures, rate)]
        elif reading.claim == "level":
            shares = _whole(reported(context, f"{measure}_share", reading.partner, sector), period)
            worked_out = _beside(context, _at_its_end(reading, shares, period), measure)
            yield from _of_one_moment(reading, [*map(printed, figures), *worked_out])
            point = Period(None, period.last) if basis == "stock" else period
            if not figures and not sector:
                yield from context.line(
                    context.home, reading.partner, compilers_of("central bank")[0]
                ).all_before_by_growth(measure, point)


def _beside(context: LookupContext, prints: list[Figure], measure: str) -> Iterator[Quantity]:
    """What follows of a measure in the lines of investment that some prints stand in, each once."""
    lines_of_prints = [line_of(context.book, basis_of(q), q) for q in map(printed, prints) if q.unit != "KHR"]
    found = (line.numbers.get(measure) for line in lines_of_prints if line is not None)
    yield from (q for q in found if q is not None and q.figure is None)


def _of_one_moment(reading: Reading, found: list[Quantity]) -> list[Quantity]:
    """What was counted at the same time as a figure that the number meets; all of a year where it meets none."""
    met = {q.period for q in found if q.interval.meets(reading.number.interval)}
    return [q for q in found if q.period in met] or found


_SUMMED = re.compile(
    r"\b(?:cumulative(?:ly)?|accumulated|total|overall|altogether|so far|to date|as (?:of|at)|by (?:the end|end|mid|(?:[a-z]+ )?(?:19|20)[0-9][0-9]))\b"
)


def _at_its_end(reading: Reading, figures: list[Figure], period: Period) -> list[Figure]:
    """Without what was counted earlier in a year of whose end the sentence speaks."""
    if not reading.at_end:
        return figures
    return [f for f in figures if f.period.last == period.last]


def _counted(context: LookupContext, reading: Reading, figures: list[Figure], period: Period) -> list[Figure]:
    """Figures of a period; sums over many years only where the words speak of a sum, then those that end with it."""
    if not _SUMMED.search(lexicon(context.book).normal(reading.sentence).lower()):
        return _whole([f for f in figures if f.period.months <= 12 or f.period == period], period)
    return _whole(figures, period) or [f for f in figures if f.period.months > 12 and f.period.last == period.last]


def _whole(figures: list[Figure], period: Period) -> list[Figure]:
    """Those of a period, or counted within it; of a year none that tells of some months alone."""
    return [f for f in at(figures, period) if f.period.is_point or f.period.months >= period.months]


def shares(context: LookupContext, reading: Reading, period: Period) -> Iterator[Quantity]:
    """The part of all that an investor has."""
    for basis in reading.bases or ("stock", "inflow"):
        sector, share = reading.product, f"{LEVEL[basis]}_share"
        yield from map(printed, _whole(reported(context, share, reading.partner, sector), period))
        yield from _beside(context, _whole(reported(context, LEVEL[basis], reading.partner, sector), period), share)


def ranks(context: LookupContext, reading: Reading, period: Period) -> Iterator[Quantity]:
    """The place among investors by each concept that may be meant, printed or worked out of a list."""
    partner = reading.partner
    for basis in reading.bases or BASES:
        if basis in LEVEL:
            ranks = _counted(context, reading, reported(context, f"{LEVEL[basis]}_rank", partner), period)
            yield from map(printed, _at_its_end(reading, ranks, period))
            shares = _whole(reported(context, f"{LEVEL[basis]}_share", partner), period)
            yield from _beside(context, _at_its_end(reading, shares, period), f"{LEVEL[basis]}_rank")
