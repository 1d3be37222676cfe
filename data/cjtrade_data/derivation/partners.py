"""Partners of the pair's first, Cambodia: each with its sizes, shares and ranks in one list, and its place through the years."""

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import inf
from typing import NamedTuple, TypeVar

from ..book.book import Book
from ..book.caching import cached
from ..model.codes import WORLD
from ..model.figure import Figure
from ..model.imported_compiler import is_imported
from ..model.period import Period
from ..model.records import Statement
from ..model.reference import HOME
from .levels import series
from .quantity import Quantity, printed
from .rankings import MEASURES, RANK, SHARE, PartnerLists, partner_lists
from .shown import Shown, shown_in


class Available(NamedTuple):
    """A list of so many partners beside the world."""

    period: Period
    edition: str
    partners: int


class Partner(NamedTuple):
    """A partner in a list. By measure: `sizes` in the currency asked for; `shares` of all trade, in per cent, as printed,
    else of the printed total, which is in `worlds`; `ranks` where the list lets them be counted."""

    code: str
    name: str
    kind: str
    sizes: Mapping[str, Shown]
    shares: Mapping[str, Quantity]
    worlds: Mapping[str, Quantity]
    ranks: Mapping[str, int]
    rank_change: int | None

    @property
    def called(self) -> str:
        """Its name, of an area that has none its code."""
        return self.name or self.code

    @property
    def rank(self) -> int | None:
        """By total trade."""
        return self.ranks.get("total_trade")

    def by_size(self, measure: str) -> tuple[bool, Fraction | int]:
        """What puts the largest first, whatever currency it is shown in, and one without a size last."""
        size = self.sizes.get(measure)
        return size is None, -size.own.value if size is not None else 0

    def at_least(self, measure: str) -> tuple[str, Shown] | None:
        """What is known of a measure, by its name: itself, or of a total one flow alone, which it cannot be below."""
        if measure in self.sizes:
            return measure, self.sizes[measure]
        flows = [(flow, self.sizes[flow]) for flow in MEASURES[:2] if flow in self.sizes]
        return max(flows, key=lambda known: known[1].own.value) if flows and measure == "total_trade" else None

    def least(self, measure: str) -> Fraction | None:
        """What a measure is at least."""
        known = self.at_least(measure)
        return known[1].own.value if known is not None else None


class PartnerYear(NamedTuple):
    """A partner's shares and ranks in one edition's list of a year, or of a part of one, by measure."""

    period: Period
    edition: str
    shares: Mapping[str, Quantity]
    ranks: Mapping[str, Quantity]


class Beside(NamedTuple):
    """What two partners have of a measure in one edition's list of a year; None for one that is not in it."""

    period: Period
    edition: str
    measure: str
    own: Shown | None
    other: Shown | None

    @property
    def no_rate(self) -> str:
        """Why the amounts are not converted."""
        return next((side.no_rate for side in (self.own, self.other) if side is not None and side.no_rate), "")


Known = TypeVar("Known")


@cached
def pair_lists(book: Book) -> PartnerLists:
    """The lists of partners of the pair's first; of another than Cambodia those of the imported editions alone."""
    if book.imported is not None:
        book.include(book.imported.partners.iter_rows(named=True))
    return partner_lists(book, book.pair[0])


def available(book: Book) -> list[Available]:
    """Every list of at least three partners beside the world, oldest first."""
    lists = pair_lists(book)
    return [Available(p, e, len(lists.partners(p, e) - {WORLD})) for p, e in lists.available if _is_shown(book, e)]


def _is_shown(book: Book, edition: str) -> bool:
    return book.pair == HOME or is_imported(edition)


@cached
def partners_of(book: Book, period: Period, edition: str, currency: str = "USD") -> list[Partner]:
    """The partners of one list, the world first, by total trade, then by exports where no total is known.

    Another `currency` changes the amounts alone, which are not there where the period has no rate, not the order.
    """
    found = [_partner(book, period, edition, currency, code) for code in pair_lists(book).partners(period, edition)]
    return sorted(
        found, key=lambda p: (p.code != WORLD, p.rank or inf, p.by_size("total_trade"), p.by_size("exports"), p.code)
    )


def _partner(book: Book, period: Period, edition: str, currency: str, code: str) -> Partner:
    lists, area = pair_lists(book), book.areas.get(code)
    sizes = {m: q for m in MEASURES if (q := lists.size(period, edition, m, code)) is not None}
    shares = {m: q for m in MEASURES if (q := lists.share(period, edition, m, code)) is not None}
    worlds = {m: q for m in MEASURES if (q := lists.world(period, edition, m)) is not None}
    ranks = {m: place for m in MEASURES if (place := lists.place(period, edition, m, code)) is not None}
    now, then = ranks.get("total_trade"), lists.place(period.year_before, edition, "total_trade", code)
    return Partner(
        code,
        area.name if area is not None else "",
        area.kind if area is not None else "",
        {m: shown_in(book, q, currency, valuation=q.figure.valuation if q.figure else "") for m, q in sizes.items()},
        shares,
        worlds,
        ranks,
        None if now is None or then is None else then - now,
    )


def named_above(book: Book, period: Period, measure: str) -> tuple[Quantity, list[str]] | None:
    """The rank that a source prints of the pair's second, and the partners it names before it; None where none does."""
    for figure in printed_places(book, book.pair[1]):
        if figure.period == period and figure.measure == RANK[measure]:
            names = names_above(book, printed(figure))
            if names:
                return printed(figure), names
    return None


def place_with_taiwan(book: Book, period: Period, edition: str, measure: str) -> int | None:
    """The place of the pair's second where Taiwan, printed as other Asia, is larger and is counted too, though the edition
    gives it no rank; else None."""
    lists = pair_lists(book)
    rank, table = lists.rank(period, edition, measure, book.pair[1]), lists.ranking(period, edition, measure)
    own = table.size(book.pair[1])
    if rank is None or own is None or table.taiwan is None or table.taiwan.value <= own.value:
        return None
    return int(rank.value) + 1


def places(book: Book, partner: str) -> list[PartnerYear]:
    """A partner's place year by year, oldest first; a year that two editions cover has one for each."""
    return [place for place in places_in_lists(book, partner) if place.period.is_year]


@cached
def places_in_lists(book: Book, partner: str) -> list[PartnerYear]:
    """A partner's place in every list, those of parts of a year among them."""
    lists, found = pair_lists(book), []
    for period, edition, _ in available(book):
        if partner in lists.partners(period, edition):
            shares = {m: q for m in MEASURES if (q := lists.share(period, edition, m, partner)) is not None}
            ranks = {m: q for m in MEASURES if (q := lists.rank(period, edition, m, partner)) is not None}
            found.append(PartnerYear(period, edition, shares, ranks))
    return found


def longest_edition(book: Book) -> str:
    """The bundled or imported edition whose lists of partners cover most years; "" where there is none of two years."""
    years = Counter(each.edition for each in available(book) if each.period.is_year)
    edition, count = max(years.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return edition if count > 1 else ""


@cached
def through_time(
    book: Book, edition: str, of: Callable[[Period, str, str, str], Known | None], measure: str, since: int
) -> dict[str, dict[Period, Known]]:
    """The place or the size `of` every partner in the lists by a measure, in each year of one edition from `since` on."""
    found: dict[str, dict[Period, Known]] = {}
    for period in (e.period for e in available(book) if e.edition == edition and e.period.is_year):
        for code in sorted(pair_lists(book).partners(period, edition)) if period.year >= since else ():
            if (known := of(period, edition, measure, code)) is not None:
                found.setdefault(code, {})[period] = known
    return found


def beside(book: Book, partner: str, other: str, currency: str = "USD") -> list[Beside]:
    """Two partners year by year, by period, edition and measure."""
    lists, found = pair_lists(book), []
    for period, edition in lists.all_lists():
        for measure in MEASURES if period.is_year and _is_shown(book, edition) else ():
            sizes = [lists.size(period, edition, measure, code) for code in (partner, other)]
            if sizes != [None, None]:
                own, theirs = (None if q is None else shown_in(book, q, currency) for q in sizes)
                found.append(Beside(period, edition, measure, own, theirs))
    return found


def printed_places(book: Book, partner: str) -> list[Figure]:
    """Ranks and shares that sources print of a partner, oldest first; estimates of others and derived rows among them."""
    if book.pair != HOME:
        return []
    measures = (*RANK.values(), *SHARE.values())
    found = [figure for measure in measures for figure in book.prints(measure, book.pair[0], partner)]
    return sorted(found, key=lambda f: (f.period.last, f.period.months, f.measure, f.id))


def names_above(book: Book, rank: Quantity) -> list[str]:
    """The partners before the one whose rank is printed: as a source names them, in its order, else by their figures."""
    for statement in book.statements:
        if rank.figure is not None and rank.figure.id in statement.figure_ids:
            names = _ordered_names(book, statement, rank.partner)
            if len(names) == int(rank.value) - 1:
                return names
    return [q.partner for q in _above_by_size(book, rank)]


def order_figures(book: Book, rank: Quantity) -> list[Figure]:
    """What an order of partners stands on: the printed rank, and the amounts where no source names the order."""
    return [*rank.figures, *(f for q in _above_by_size(book, rank) for f in q.figures)]


def _above_by_size(book: Book, rank: Quantity) -> list[Quantity]:
    """The partners with more, by size, where exactly as many are printed as a printed rank says; else none."""
    measure = next((m for m in MEASURES if RANK[m] == rank.measure), "")
    if rank.figure is None or not measure:
        return []
    home = book.pair[0]
    sizes = {
        q.partner: q
        for name, reporter, partner, product in book.index.keys(of_goods=False)
        if name == measure and reporter == home and not product and partner not in ("", WORLD)
        for q in [series(book, home, partner, rank.compiler).level(measure, rank.period)]
        if q is not None and q.figure is not None
    }
    own = sizes.pop(rank.partner, None)
    larger = [q for q in sizes.values() if own is not None and q.value > own.value]
    return sorted(larger, key=lambda q: -q.value) if len(larger) == int(rank.value) - 1 else []


def _ordered_names(book: Book, statement: Statement, but: str) -> list[str]:
    """The countries a statement names, in the order of its sentence, `but` one and the pair's first."""
    text = statement.paraphrase
    places = {c: text.find(a.name) for c, a in book.areas.items() if a.kind == "country" and a.name in text}
    return [c for c, _ in sorted(places.items(), key=lambda item: item[1]) if c not in (but, book.pair[0])]
