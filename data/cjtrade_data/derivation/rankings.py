"""Rankings: the partners of one reporter by size, each list from one edition, never put together from several.

Sizes, shares, ranks and their changes: the one place where they are worked out, whoever shows them.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from ..book.book import Book
from ..book.caching import HasCache, cached
from ..model.codes import OTHER_ASIA, WORLD
from ..model.imported_compiler import is_imported
from ..model.period import Period
from . import comparisons
from .editions import described, edition_of, ranks
from .preferred_print import is_print, preferred
from .quantity import Operation, Quantity, counted, derive, printed

MEASURES = ("exports", "imports", "total_trade")
SHARE = {
    "exports": "share_of_world_exports",
    "imports": "share_of_world_imports",
    "total_trade": "share_of_world_trade",
}
RANK = {measure: f"{measure}_rank" for measure in MEASURES}
NOT_RANKED = ("aggregate", "special")
_SHORTEST = 3
"""So many partners beside the world make a list."""
_FEWEST_RANKED = 2
"""Of a single partner that has a size by a measure no place is told."""
_List = tuple[Period, str]


class Ranking(NamedTuple):
    """The partners of one reporter in one period and edition by one measure, the largest first.

    Aggregates and unspecified partners are left out; `taiwan` is the amount under "other Asia", which is ranked in the
    reader's own files alone: whoever has all partners there has Taiwan among them.
    `ranked` says whether the edition lists enough for places to be counted.
    """

    period: Period
    edition: str
    measure: str
    ranked: bool
    rows: tuple[Quantity, ...]
    taiwan: Quantity | None = None

    def place(self, partner: str) -> int | None:
        """1 for the largest; equals share a place. None where the partner is not in the list."""
        return None if self.size(partner) is None else 1 + len(self.above(partner))

    def size(self, partner: str) -> Quantity | None:
        """A partner's own amount; None where it is not in the list."""
        return next((q for q in self.rows if q.partner == partner), None)

    def above(self, partner: str) -> list[Quantity]:
        """Who is larger than a partner of the list, equals not among them, the largest first."""
        own = self.size(partner)
        return [] if own is None else list(takewhile(lambda q: q.value > own.value, self.rows))

    def below(self, partner: str) -> list[Quantity]:
        """Who is smaller than a partner of the list, the largest first."""
        own = self.size(partner)
        return [] if own is None else [q for q in self.rows if q.value < own.value]

    def at(self, place: int) -> list[Quantity]:
        """The partners at a rank: none, or several where they are equal."""
        here = self.rows[place - 1 : place]
        return (
            [q for q in self.rows if q.value == here[0].value] if here and self.place(here[0].partner) == place else []
        )


class PartnerLists(HasCache):
    """Every list of partners of one reporter. A list is made when it is asked for, and kept."""

    def __init__(self, book: Book, reporter: str) -> None:
        super().__init__()
        self.book, self.reporter = book, reporter
        self._ids: dict[_List, dict[tuple[str, str], list[str]]] = {}
        for id, measure, partner, period, source, compiler in book.index.outline(reporter, MEASURES):
            key = (period, edition_of(book, compiler, source))
            self._ids.setdefault(key, {}).setdefault((partner, measure), []).append(id)

    # Which lists there are

    @cached_property
    def available(self) -> list[_List]:
        """(period, edition) of every list of at least three partners beside the world, oldest first."""
        return sorted(key for key in self._ids if len(self.partners(*key) - {WORLD}) >= _SHORTEST)

    def all_lists(self) -> list[_List]:
        """(period, edition) of everything that is known of any partner, oldest first."""
        return sorted(self._ids)

    def partners(self, period: Period, edition: str) -> set[str]:
        """Who is in a list, the world included."""
        return {partner for partner, _ in self._ids.get((period, edition), ())}

    def editions(self, period: Period) -> list[str]:
        """The editions with a list of a period: those that rank total trade first."""
        found = [edition for p, edition in self.available if p == period]
        return sorted(found, key=lambda e: (not ranks(self.book, e, "total_trade"), e))

    def ranked_periods(self, measure: str) -> list[Period]:
        """The periods in which partners can be ranked by a measure, oldest first."""
        return sorted({p for p, edition in self.available if ranks(self.book, edition, measure)})

    def listed_periods(self, measure: str) -> list[Period]:
        """The periods with a list by a measure, whether or not all partners are in it; oldest first."""
        return sorted({p for p, edition in self.available if self._reach(p, edition, measure) >= _SHORTEST})

    def _reach(self, period: Period, edition: str, measure: str) -> int:
        """How many partners have a size by a measure; told without making a figure."""
        ids = self._ids[period, edition]
        own = {p for p, m in ids if m == measure}
        if measure == "total_trade":
            own |= {p for p, m in ids if m == "exports" and (p, "imports") in ids}
        return len(own - {WORLD})

    def rankings(self, period: Period, measure: str) -> list[Ranking]:
        """The lists of a period by a measure, those in which places can be counted first."""
        editions = [e for e in self.editions(period) if self._reach(period, e, measure) >= _SHORTEST]
        found = [self.ranking(period, edition, measure) for edition in editions]
        return sorted(found, key=lambda table: not table.ranked)

    # What a partner has in a list

    @cached
    def size(self, period: Period, edition: str, measure: str, partner: str) -> Quantity | None:
        """A partner's exports, imports or total in a list, as printed there, or the total from both its flows."""
        ids = self._ids.get((period, edition), {}).get((partner, measure))
        if ids:
            figures = [self.book.figure(id) for id in ids]
            return printed(preferred(self.book.sources, figures)[0])
        if measure != "total_trade":
            return None
        both = [self.size(period, edition, flow, partner) for flow in ("exports", "imports")]
        if both[0] is None or both[1] is None:
            return None
        return derive(Operation.IDENTITY, both[0], both[1], weights=(1, 1), measure=measure)

    def world(self, period: Period, edition: str, measure: str) -> Quantity | None:
        """The world total that a list is set against: printed by its edition or by that which stands in for it."""
        other = described(self.book, edition).world_total_of or edition
        return self.size(period, other, measure, WORLD)

    def share(self, period: Period, edition: str, measure: str, partner: str) -> Quantity | None:
        """A partner's part of all trade, in per cent: as the edition prints it, else as its levels give it."""
        prints = [
            f
            for f in self.book.prints(SHARE[measure], self.reporter, partner)
            if f.period == period and is_print(f) and edition_of(self.book, f.compiler, f.source) == edition
        ]
        if prints:
            return printed(preferred(self.book.sources, prints)[0])
        return self.share_of_levels(period, edition, measure, partner)

    def share_of_levels(self, period: Period, edition: str, measure: str, partner: str) -> Quantity | None:
        """A partner's part of the printed world total, in per cent; never of the sum of partners, which runs below it."""
        own, world = self.size(period, edition, measure, partner), self.world(period, edition, measure)
        return comparisons.share(own, world, SHARE[measure])

    # Ranks

    @cached
    def ranking(self, period: Period, edition: str, measure: str) -> Ranking:
        """The list of a period in an edition by a measure; without rows where the edition does not cover the period."""
        named = self.partners(period, edition)
        sizes = {p: q for p in named if (q := self.size(period, edition, measure, p)) is not None}
        rows = [q for p, q in sizes.items() if self.counts_in_ranks(p, edition) and not q.is_open]
        rows.sort(key=lambda q: (-q.value, q.partner))
        taiwan = None if is_imported(edition) else sizes.get(OTHER_ASIA)
        return Ranking(period, edition, measure, ranks(self.book, edition, measure), tuple(rows), taiwan)

    def counts_in_ranks(self, partner: str, edition: str) -> bool:
        """Whether a partner is one that has a rank: no group of economies and no ships' stores."""
        if partner == OTHER_ASIA:
            return is_imported(edition)
        area = self.book.areas.get(partner)
        return area is None or area.kind not in NOT_RANKED

    def place(self, period: Period, edition: str, measure: str, partner: str) -> int | None:
        """A partner's place; None where the edition lists too little, or where a partner of which only one flow is known
        may come before."""
        table = self.ranking(period, edition, measure)
        own = table.size(partner)
        if own is None or not table.ranked or len(table.rows) < _FEWEST_RANKED:
            return None
        if measure == "total_trade" and any(q.value >= own.value for q in self._lacking(period, edition)):
            return None
        return table.place(partner)

    def rank(self, period: Period, edition: str, measure: str, partner: str) -> Quantity | None:
        """The same, counted from who is larger."""
        place, table = self.place(period, edition, measure, partner), self.ranking(period, edition, measure)
        own = table.size(partner)
        if place is None or own is None:
            return None
        return counted(own, place, Operation.RANK, [*table.above(partner), own], measure=RANK[measure], unit="rank")

    def _lacking(self, period: Period, edition: str) -> Iterator[Quantity]:
        """The one flow that is known of each country whose total is not; a list of the reader's own may leave one out."""
        if described(self.book, edition).coverage:
            return
        for partner in self.partners(period, edition):
            if self.counts_in_ranks(partner, edition) and self.size(period, edition, "total_trade", partner) is None:
                known = [self.size(period, edition, flow, partner) for flow in ("exports", "imports")]
                yield from (q for q in known if q is not None)

    def rank_change(self, period: Period, edition: str, partner: str) -> Quantity | None:
        """Places won by total trade since the year before in the same edition."""
        now = self.rank(period, edition, "total_trade", partner)
        then = self.rank(period.year_before, edition, "total_trade", partner)
        if now is None or then is None:
            return None
        won = int(then.value - now.value)
        name = f"{RANK['total_trade']}_change"
        return counted(now, won, Operation.RANK_CHANGE, [now, then], measure=name, unit="places")


@cached
def partner_lists(book: Book, reporter: str) -> PartnerLists:
    return PartnerLists(book, reporter)
