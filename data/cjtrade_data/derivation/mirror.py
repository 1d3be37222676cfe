"""Mirror: the same goods as the country that sells them and the country that buys them count them.

The buyer's figure includes freight and insurance (CIF), the seller's does not (FOB), so a ratio a little above 1 is
expected. The two belong to different statistics: a ratio outside the expected_ratio contradicts neither.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from ..book.code_lists import compilers_of, freight_factors, place_of
from ..model.figure import Figure
from ..model.grouped import grouped
from ..model.interval import Interval
from ..model.period import Period
from ..model.records import Source
from . import comparisons
from .quantity import Quantity, printed


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
    """One flow in one period as both sides print it: `sold` by the exporter's statistics, `bought` by the importer's.

    `gap` is bought less sold in dollars, `ratio` bought over sold, as everywhere: see `comparisons`.
    """

    flow: str
    period: Period
    sold: Figure
    bought: Figure
    gap: Quantity
    ratio: Quantity

    @property
    def in_band(self) -> bool:
        """Whether freight and insurance can explain the ratio."""
        return self.ratio.interval.meets(expected_ratio())


def mirrors(figures: Iterable[Figure], sources: dict[str, Source]) -> Iterator[Mirror]:
    """Every flow and period that both countries print, within one database's edition or between the two customs; of several
    who print those of one customs, by the first in the list of compilers, as in `pair.mirror_pairs`."""
    figures = [f for f in figures if f.status == "reported" and f.interval.low > 0]
    sold = [f for f in figures if f.measure == "exports"]
    bought = grouped(((f.reporter, f.partner, f.period), f) for f in figures if f.measure == "imports")
    found: dict[tuple[str, Period, str], Mirror] = {}
    for seller in sorted(
        sold, key=lambda f: (f.period, f.reporter, -place_of(f.compiler), sources[f.source].date, f.id)
    ):
        buyers = bought.get((seller.partner, seller.reporter, seller.period), ())
        for buyer in sorted(buyers, key=lambda f: (-place_of(f.compiler), f.id)):
            if _belong_together(seller, buyer, sources) and (mirror := _mirror(seller, buyer)) is not None:
                found[seller.reporter, seller.period, sources[seller.source].vintage] = mirror
    yield from found.values()


def _belong_together(one: Figure, other: Figure, sources: dict[str, Source]) -> bool:
    if one.compiler == other.compiler:
        return sources[one.source].vintage == sources[other.source].vintage
    return {one.compiler, other.compiler} <= set(compilers_of("customs"))


def _mirror(seller: Figure, buyer: Figure) -> Mirror | None:
    sold, bought = printed(seller), printed(buyer)
    gap, ratio = comparisons.mirror_gap(sold, bought), comparisons.ratio(bought, sold, "mirror_ratio")
    if gap is None or ratio is None:
        return None
    return Mirror(f"{seller.reporter}-{buyer.reporter}", seller.period, seller, buyer, gap, ratio)
