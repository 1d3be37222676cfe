"""Relation: what must hold between true values whatever anybody printed, because of what the measures mean.

Exports and imports make total and balance; months make runs of months; parts make their whole or fall short of it.
Growth and shares are no relations: somebody claims them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..book.code_lists import classifications, groups
from ..model.codes import FLOWS, WORLD
from ..model.grouped import grouped
from ..model.period import Period
from .printed_claims import ADDITIVE, Claim, SeriesKey, Variable

_INSIDE = ("SECTOR:special-economic-zones",)
"""Divisions that cut across the others: only a part of the whole by themselves."""


class Relation(NamedTuple):
    """A sum of true values, each times a whole number, that is zero, or at least zero where `at_least`."""

    kind: str
    terms: tuple[tuple[Variable, int], ...]
    at_least: bool = False

    @property
    def unknowns(self) -> tuple[Variable, ...]:
        return tuple(u for u, _ in self.terms)


def unknowns_of(claims: Iterable[Claim]) -> dict[Variable, None]:
    """Every true value the claims speak of, in their order."""
    return dict.fromkeys(unknown for claim in claims for unknown in claim.unknowns)


def relations_of(unknowns: Iterable[Variable]) -> list[Relation]:
    """Every relation between the unknowns of one compiler, and the unknowns in between that tie them together:
    months left over between two runs, totals of exports and imports."""
    known = dict.fromkeys(unknowns)
    for _ in range(2):
        sums = list(_sums(known))
        known.update((u, None) for r in sums for u in r.unknowns)
        runs = list(_runs(known))
        known.update((u, None) for r in runs for u in r.unknowns)
    return [*sums, *runs, *_parts(known)]


def _sums(known: dict[Variable, None]) -> Iterator[Relation]:
    """Of lines of which a total or a balance is known at some time."""
    by_time: dict[tuple[SeriesKey, Period], set[str]] = {}
    for line, measure, period in known:
        if measure in FLOWS:
            by_time.setdefault((line, period), set()).add(measure)
    told = {line for (line, _), measures in by_time.items() if measures & {"total_trade", "trade_balance"}}
    for (line, period), measures in by_time.items():
        if len(measures) > 1 and line in told:
            exports, imports, total, balance = (Variable(line, m, period) for m in FLOWS)
            yield Relation("sum", ((exports, 1), (imports, 1), (total, -1)))
            yield Relation("sum", ((exports, 1), (imports, -1), (balance, -1)))


def _runs(known: dict[Variable, None]) -> Iterator[Relation]:
    by_line = grouped(
        ((u.line, u.measure), u.period) for u in known if u.measure in ADDITIVE and u.period.first is not None
    )
    for (line, measure), periods in by_line.items():
        if len(periods) > 1:
            for whole, parts in splits(periods):
                terms = [(Variable(line, measure, p), -1) for p in parts]
                yield Relation("runs", ((Variable(line, measure, whole), 1), *terms))


def splits(periods: Iterable[Period]) -> Iterator[tuple[Period, tuple[Period, ...]]]:
    """Each run of months as the sum of shorter ones: a run that starts with it and the rest, and the shortest
    pieces that the ends of the runs cut each other into."""
    for cluster in _overlapping(sorted(set(periods), key=_span)):
        present = {_span(p) for p in cluster}
        ends = sorted({m for first, last in present for m in (first, last + 1)})
        starting: dict[int, list[int]] = {}
        for first, last in sorted(present):
            shorter = starting.setdefault(first, [])
            inside = ends[bisect_left(ends, first) : bisect_right(ends, last + 1)]
            ways = [tuple(pairwise(inside))] if len(inside) > 2 else []
            ways += [
                ((first, e + 1), (e + 1, last + 1)) for e in shorter if e is shorter[-1] or (e + 1, last) in present
            ]
            for way in dict.fromkeys(ways):
                yield Period(first, last), tuple(Period(a, b - 1) for a, b in way)
            shorter.append(last)


def _span(period: Period) -> tuple[int, int]:
    assert period.first is not None
    return period.first, period.last


def _overlapping(ordered: Sequence[Period]) -> Iterator[list[Period]]:
    cluster: list[Period] = []
    last = -1
    for period in ordered:
        assert period.first is not None
        if cluster and period.first > last:
            yield cluster
            cluster = []
        cluster.append(period)
        last = max(last, period.last) if len(cluster) > 1 else period.last
    if len(cluster) > 1:
        yield cluster


def _parts(known: dict[Variable, None]) -> Iterator[Relation]:
    partners: dict[Variable, list[Variable]] = {}
    products: dict[Variable, list[Variable]] = {}
    for unknown in known:
        line, measure, period = unknown
        if measure not in ADDITIVE or measure == "trade_balance":
            continue
        if line.product:
            whole = Variable(line._replace(product=""), measure, period)
            products.setdefault(whole, []).append(unknown)
        elif line.partner != WORLD:
            whole = Variable(line._replace(partner=WORLD), measure, period)
            partners.setdefault(whole, []).append(unknown)
    for whole, parts in partners.items():
        if whole in known:
            complete = any(p.line.partner == "XOT" for p in parts)
            yield _divided(whole, parts, complete=complete)
    for whole, parts in products.items():
        if whole in known:
            yield from _divided_into_products(whole, parts)


def _divided_into_products(whole: Variable, parts: list[Variable]) -> Iterator[Relation]:
    stages = [p for p in parts if p.line.product in groups("stage")]
    apart = [p for p in parts if p.line.product in _INSIDE]
    rest = [p for p in parts if p not in stages and p not in apart]
    for group in (stages, *([p] for p in apart)):
        if group:
            yield _divided(whole, group, complete=False)
    if rest:
        known = classifications().get(rest[0].line.product.partition(":")[0])
        reach = known.complete if known is not None else ""
        complete = reach == "always" or (reach == "all sectors" and len(rest) == len(groups("sector")))
        yield _divided(whole, rest, complete=complete)


def _divided(whole: Variable, parts: list[Variable], *, complete: bool) -> Relation:
    """A whole as the sum of its parts; where parts may be missing it is at least their sum.

    Complete are divisions that have an "other", the groups of goods of the World Bank where all are there, and the SITC
    sections, of which UNCTAD lists every one with trade.
    """
    kind = "parts" if len(parts) > 1 else "part"
    return Relation(kind, ((whole, 1), *((p, -1) for p in parts)), at_least=not complete)
