"""Mirror: the same goods as the country that sells them and the country that buys them count them.

The buyer's figure includes freight and insurance (CIF), the seller's does not (FOB), so a ratio a little above 1 is
expected. The two belong to different statistics: a ratio outside the expected_ratio contradicts neither.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from ..book.book import Book
from ..book.code_lists import freight_factors
from ..model.grouped import grouped
from ..model.interval import Interval
from ..model.period import Period
from . import comparisons
from .pair import mirror_pairs, pair_levels, valuation
from .quantity import Quantity


@cache
def expected_ratio() -> Interval:
    """CIF over FOB as one expects it, by the freight factors that organisations reckon with; below 1 freight would have
    been negative."""
    return Interval(Fraction(1), Fraction(freight_factors()[-1].factor))


@cache
def expected_ratio_source() -> str:
    """`1.00 to 1.12: IMF uses 1.06 (Direction of Trade Statistics Yearbook 2017), FAO uses ...`."""
    told = (f"{f.organisation} uses {f.factor} ({f'{f.document} {f.published}'.strip()})" for f in freight_factors())
    return f"1.00 to {float(expected_ratio().high):.2f}: {', '.join(told)}"


class Mirror(NamedTuple):
    """One flow in one period as both sides have it: `sold` by the exporter's statistics, `bought` by the importer's.

    `flow` is seen from the pair's first; `gap` is bought less sold in dollars, `ratio` bought over sold, as everywhere: see
    `comparisons`.
    """

    flow: str
    period: Period
    sold: Quantity
    bought: Quantity
    gap: Quantity
    ratio: Quantity

    @property
    def in_band(self) -> bool:
        """Whether freight and insurance can explain the ratio."""
        return self.ratio.interval.meets(expected_ratio())


def mirrors(book: Book, frequency: str = "") -> Iterator[Mirror]:
    """Every flow and period that both sides have, by the end of the period, newest last: by each two compilers of `pair.mirror_pairs`,
    in their order; of a `frequency` as in `pair.pair_flows`."""
    ours, others = (_levels(book, reporter, frequency) for reporter in book.pair)
    for period, flow in sorted(ours.keys() & others.keys(), key=lambda key: (key[0].last, key[0].months, key[1])):
        mine, theirs = ours[period, flow], others[period, flow]
        for own, other in mirror_pairs(list(mine), list(theirs)):
            sold, bought = (mine[own], theirs[other]) if flow == "exports" else (theirs[other], mine[own])
            gap = comparisons.mirror_gap(mine[own], theirs[other], f"{flow}_mirror_gap")
            ratio = comparisons.ratio(bought, sold, "mirror_ratio")
            if gap is not None and ratio is not None and bought.value:
                yield Mirror(flow, period, sold, bought, gap, ratio)


def _levels(book: Book, reporter: str, frequency: str) -> dict[tuple[Period, str], dict[str, Quantity]]:
    """The exports and imports of one side by compiler; of reconciled data there is no other side."""
    levels = ((f, q) for f, q in pair_levels(book, reporter, frequency) if f in ("exports", "imports"))
    found = grouped(((q.period, f), q) for f, q in levels if valuation(book, f, q) != "reconciled")
    return {key: {level.compiler: level for level in of_each} for key, of_each in found.items()}
