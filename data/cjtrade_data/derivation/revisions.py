"""Revisions: a figure of one compiler that was later published with another value: by how much it was revised, and when."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from ..model.figure import Figure
from ..model.grouped import grouped
from ..model.interval import Interval
from ..model.records import Source


class Revision(NamedTuple):
    """A level as first printed and as printed later, `since` and `until` the dates or vintages of the two.

    `change` is in base units, `percent` of the first print.
    """

    before: Figure
    after: Figure
    since: str
    until: str
    change: Interval
    percent: Interval


def revisions_among(figures: Iterable[Figure], sources: dict[str, Source]) -> Iterator[Revision]:
    """Every level that its compiler printed twice so that the two cannot be one number."""
    prints = (f for f in figures if f.status != "derived" and not f.bound and f.unit not in ("percent", "rank"))
    by_level = grouped(
        ((f.measure, f.reporter, f.partner, f.product, f.basis, f.unit, f.period, f.compiler), f) for f in prints
    )
    for same in by_level.values():
        dated = sorted((sources[f.source].date, f.id, f) for f in same if sources[f.source].date)
        for (since, _, before), (until, _, after) in pairwise(dated):
            if since < until and not before.interval.meets(after.interval) and before.interval.low > 0:
                yield revision(before, after, sources)


def revision(before: Figure, after: Figure, sources: dict[str, Source]) -> Revision:
    """How the later of two prints of a level differs from the first, which is above zero."""
    change = after.interval - before.interval
    percent = (after.interval / before.interval - 1) * 100
    return Revision(before, after, sources[before.source].date, sources[after.source].date, change, percent)
