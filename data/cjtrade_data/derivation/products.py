"""Products: one flow of one reporter with one partner, by one compiler, split by the groups of one classification.

A share is of the sum of all groups, of an imported flow of all goods as they are printed or summed there; a share of a
market is the reporter's trade in a group with that partner in its trade in the group with the world, by the same compiler.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple

from ..book.book import Book
from ..book.caching import HasCache, cached
from ..book.code_lists import classifications, compilers, rows
from ..book.tables import TABLES
from ..model.codes import WORLD, growth_measure
from ..model.figure import Figure
from ..model.grouped import grouped
from ..model.imported_compiler import COVERS, EVERY_LINE, is_imported
from ..model.interval import Interval
from ..model.period import Period
from ..model.reference import Reference
from . import comparisons
from .quantity import Operation, Quantity, concentration, derive, printed

SHARE = {"exports": "product_share_of_exports", "imports": "product_share_of_imports"}
"""The measure that a group's share of each flow is."""
MARKET_SHARE = {"exports": "share_of_world_exports", "imports": "share_of_world_imports"}
"""The measure that a partner's share of the reporter's trade in a group is."""
OF_APPAREL = "product_share_of_apparel"
"""The measure of a share in the clothing bought from the partner, not in all goods."""
ADVANTAGE = {flow: f"revealed_comparative_advantage_in_{flow}" for flow in SHARE}
CONCENTRATION = {flow: f"product_concentration_of_{flow}" for flow in SHARE}
NATIONAL_RATIO = {flow: f"{flow}_over_national_total" for flow in SHARE}


class Flow(NamedTuple):
    """Whose figures of which flow with whom, in the groups of which classification."""

    measure: str
    reporter: str
    partner: str
    compiler: str
    system: str

    @property
    def whole(self) -> str:
        """The product that all its groups are: of the bundled tables they may leave some goods out."""
        return "" if is_imported(self.compiler) else f"{self.system}:"


@cache
def bundled_splits() -> dict[str, tuple[Flow, ...]]:
    """The splits of the bundled tables, by what they are split into."""
    found = rows(TABLES, "product_splits.csv", ("view", *Flow._fields))
    return {view: tuple(flows) for view, flows in grouped((view, Flow(*flow)) for view, *flow in found).items()}


class Split(HasCache):
    """The figures of a flow by group, and what follows from them.

    `wholes` are all goods where they are more than the sum of the groups; `revisions` of the classification by period,
    across which nothing is compared; `titles` what the publisher calls a group.
    """

    def __init__(
        self,
        flow: Flow,
        figures: Iterable[Figure],
        market: Split | None = None,
        wholes: Mapping[Period, Quantity] | None = None,
        revisions: Mapping[Period, str] | None = None,
        titles: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.flow, self.market, self.titles = flow, market, titles or {}
        self.wholes, self._revisions = wholes or {}, revisions or {}
        self._amounts: dict[tuple[str, Period], Quantity] = {}
        for figure in figures:
            self._amounts.setdefault((figure.product, figure.period), printed(figure))

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Oldest first."""
        return tuple(sorted({period for _, period in self._amounts}))

    @cached_property
    def products(self) -> tuple[str, ...]:
        """The groups that are not all goods, by code."""
        return tuple(sorted({product for product, _ in self._amounts}))

    @cached_property
    def measures(self) -> Mapping[str, Callable[[str, Period], Quantity | None]]:
        """What can be told of a group in a period, by the measure that it is."""
        flow = self.flow.measure
        return {
            flow: self.amount,
            growth_measure(flow): self.growth,
            SHARE[flow]: self.share,
            MARKET_SHARE[flow]: self.market_share,
            ADVANTAGE[flow]: self.advantage,
            CONCENTRATION[flow]: lambda _, period: self.concentration(period),
        }

    def amounts(self, period: Period) -> list[Quantity]:
        """The groups of a period, the largest first; those nobody has a figure of are not there."""
        found = [amount for (_, when), amount in self._amounts.items() if when == period]
        return sorted(found, key=lambda q: (-q.value, q.product))

    def amount(self, product: str, period: Period) -> Quantity | None:
        """A group's figure; of the whole, the sum of its groups."""
        return self._whole(period) if product == self.flow.whole else self._amounts.get((product, period))

    @cached
    def _whole(self, period: Period) -> Quantity | None:
        parts = self.amounts(period)
        if not parts or is_imported(self.flow.compiler):
            return self.wholes.get(period)
        return derive(Operation.SUM, *parts)._replace(product=self.flow.whole)

    @cached
    def share(self, product: str, period: Period) -> Quantity | None:
        """A group in per cent of all groups."""
        if product == self.flow.whole:
            return None
        return comparisons.share(self.amount(product, period), self._whole(period), SHARE[self.flow.measure])

    def share_of_rest(self, shown: Collection[str], period: Period) -> Quantity | None:
        """All groups that are not `shown`, in per cent of all groups."""
        rest = [q for q in self.amounts(period) if q.product not in shown]
        part = derive(Operation.SUM, *rest)._replace(product="") if rest else None
        return comparisons.share(part, self._whole(period), SHARE[self.flow.measure])

    @cached
    def growth(self, product: str, period: Period) -> Quantity | None:
        """On the year before, in per cent."""
        before = period.year_before
        if product != self.flow.whole and self._revisions.get(period) != self._revisions.get(before):
            return None
        return comparisons.growth(self.amount(product, period), self.amount(product, before))

    @cached
    def market_share(self, product: str, period: Period) -> Quantity | None:
        """The partner in per cent of the reporter's trade in a group with the world."""
        whole = None if self.market is None else self.market.amount(product, period)
        return comparisons.share(self.amount(product, period), whole, MARKET_SHARE[self.flow.measure])

    @cached
    def advantage(self, product: str, period: Period) -> Quantity | None:
        """The share of a group in the partner's trade over its share in that of the whole world, as the reporter has both."""
        general = None if self.market is None else self.market.share(product, period)
        return comparisons.ratio(self.share(product, period), general, ADVANTAGE[self.flow.measure])

    @cached
    def concentration(self, period: Period) -> Quantity | None:
        """The Hirschman-Herfindahl index of the groups, 0 to 1."""
        whole = self._whole(period)
        parts = [q for q in self.amounts(period) if q.interval.low > 0]
        if whole is None or not parts or not derive(Operation.SUM, *parts).interval.meets(whole.interval):
            return None  # of some groups alone it would be that of another whole
        return concentration(parts, whole, measure=CONCENTRATION[self.flow.measure])


@cached
def split(book: Book, flow: Flow, within: str = "") -> Split:
    """The split of a flow, with that of the same flow with the world where its compiler has it.

    Of an imported flow it is by the HS codes that are two digits longer than `within` and begin with it.
    """
    market = None
    if flow.partner != WORLD:
        of_world = split(book, flow._replace(partner=WORLD), within)
        market = of_world if of_world.periods else None
    if is_imported(flow.compiler):
        return _imported(book, flow, within, market)
    return Split(flow, _figures(book, flow), market)


def _figures(book: Book, flow: Flow) -> list[Figure]:
    codes = book.names(classifications()[flow.system].table)
    found = [
        figure
        for code in codes
        for figure in book.prints(flow.measure, flow.reporter, flow.partner, f"{flow.system}:{code}")
    ]
    return [figure for figure in found if figure.compiler == flow.compiler and figure.period.is_year]


def _imported(book: Book, flow: Flow, within: str, market: Split | None) -> Split:
    found = _imported_rows(book, flow, within)
    # what is within a code is of the lines behind it, whatever they cover of other codes
    rows = found if within else [row for row in found if row["compiler"] == flow.compiler]
    figures = [_figure(book, row) for row in rows]
    revisions = {figure.period: row["classification"] for figure, row in zip(figures, rows, strict=True)}
    titles = {row["product"]: row["title"] for row in rows if row["title"]}
    chapters = [_figure(book, row) for row in _imported_rows(book, flow, "")] if within else figures
    return Split(flow, figures, market, _all_goods(book, flow, chapters), revisions, titles)


def _imported_rows(book: Book, flow: Flow, within: str) -> list[dict[str, Any]]:
    """The HS codes of an edition within one, whatever their lines cover."""
    if book.imported is None:
        return []
    found = book.imported.products(flow.measure, flow.reporter, flow.partner, len(within) + 2, within)
    return [row for row in found.iter_rows(named=True) if _edition(row["compiler"]) == _edition(flow.compiler)]


def _edition(compiler: str) -> str:
    return compiler.partition(COVERS)[0]


def _figure(book: Book, row: Mapping[str, Any]) -> Figure:
    return Figure.from_row({**row, "rounding": book.sources[row["source"]].rounding})


def _all_goods(book: Book, flow: Flow, chapters: Sequence[Figure]) -> dict[Period, Quantity]:
    """All goods by period, printed or the sum of all lines; where lines may be but some of all, only a printed number that
    they come to."""
    sums: dict[Period, Interval] = {}
    for figure in chapters:
        sums[figure.period] = sums.get(figure.period, Interval.exact(0)) + figure.interval
    of_parts = {figure.period for figure in chapters if COVERS in figure.compiler}
    edition = _edition(flow.compiler)
    found = {}
    for figure in book.prints(flow.measure, flow.reporter, flow.partner):
        added = sums.get(figure.period)
        is_whole = added is not None and (figure.period not in of_parts or added.meets(figure.interval))
        if is_whole and figure.compiler in (edition, f"{edition}{COVERS}{EVERY_LINE}"):
            found[figure.period] = printed(figure)
    return found


def imported_flows(book: Book) -> list[Flow]:
    """The flows of the pair that were imported by HS code, the pair's first before its second, exports before imports."""
    if book.imported is None:
        return []
    first, second = book.pair
    found = []
    for reporter, partner in ((first, second), (second, first)):
        for measure in SHARE:
            chapters = book.imported.products(measure, reporter, partner, 2)
            compilers_ = sorted(set(chapters["compiler"].to_list()))
            found += [Flow(measure, reporter, partner, compiler, "HS") for compiler in compilers_]
    return found


def in_press(book: Book, direction: str) -> list[Figure]:
    """What the press prints of goods of the pair in one direction as its first sees it: the newest period first, shares of
    all goods, then others, then amounts, the largest first."""
    seller = book.pair[0] if direction == "exports" else book.pair[1]
    every = book.figures_in("products_press")
    found = [f for f in every if (f.reporter if f.measure.endswith("exports") else f.partner) == seller]
    found.sort(key=lambda f: (f.unit != "percent", f.measure == OF_APPAREL, f.source, -f.amount, f.id))
    return sorted(found, key=lambda f: (f.period.last, f.period.months), reverse=True)


def ratio_to_national_total(book: Book, flow: Flow, period: Period) -> Quantity | None:
    """The sum of the groups over the all-goods figure that the reporter's own statistics have of the same flow."""
    whole = split(book, flow).amount(flow.whole, period)
    own = [
        figure
        for figure in book.prints(flow.measure, flow.reporter, flow.partner)
        if figure.period == period and figure.status == "reported" and not is_imported(figure.compiler)
    ]
    known = list(compilers())
    own.sort(key=lambda f: (known.index(f.compiler) if f.compiler in known else len(known), f.id))
    return comparisons.ratio(whole, printed(own[0]), NATIONAL_RATIO[flow.measure]) if own else None


def referred_to(book: Book, reference: Reference) -> Quantity | None:
    """The number that a reference with a product names; None where the figures do not give it."""
    system, product = reference.product.partition(":")[0], reference.product
    for measure in SHARE if system in classifications() else ():
        flow = Flow(measure, reference.reporter, reference.partner, reference.compiler, system)
        if reference.measure == NATIONAL_RATIO[measure]:
            return ratio_to_national_total(book, flow, reference.period)
        found = split(book, flow, parent(product) if is_imported(flow.compiler) else "")
        if reference.measure in found.measures:
            return found.measures[reference.measure](product, reference.period)
    return None


def parent(product: str) -> str:
    """The code that a product of the HS is a part of: 61 of HS:6109, "" of a chapter."""
    return product.partition(":")[2][:-2]


def column_of(flow: Flow, quantity: Quantity) -> str:
    """What a number is in the table of a split, by the key of its column; "" where it is in none."""
    if quantity.partner == WORLD != flow.partner:
        return "market" if quantity.measure == flow.measure else ""
    of = {
        flow.measure: "amount",
        growth_measure(flow.measure): "growth",
        SHARE[flow.measure]: "share",
        MARKET_SHARE[flow.measure]: "market_share",
        ADVANTAGE[flow.measure]: "advantage",
        CONCENTRATION[flow.measure]: "amount",
        NATIONAL_RATIO[flow.measure]: "amount",
    }
    return of.get(quantity.measure, "") if quantity.partner == flow.partner else ""


def reference_of(quantity: Quantity, flow: Flow) -> str:
    """What names a number of a split: the id of its print, else what it is."""
    if quantity.figure is not None:
        return quantity.figure.id
    return str(
        Reference(quantity.measure, flow.reporter, flow.partner, quantity.period, flow.compiler, quantity.product)
    )
