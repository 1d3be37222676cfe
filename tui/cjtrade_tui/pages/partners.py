"""Partners: who trades how much with the pair's first, Cambodia, and where its second, Japan, stands among them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.editions import COMPLETE
from cjtrade_data.derivation.editions import described as edition_described
from cjtrade_data.derivation.partners import (
    Partner,
    available,
    named_above,
    partners_of,
    place_with_taiwan,
    printed_places,
)
from cjtrade_data.derivation.quantity import Quantity, printed
from cjtrade_data.derivation.rankings import MEASURES, SHARE, partner_lists
from cjtrade_data.model.codes import OTHER_ASIA, WORLD
from cjtrade_data.model.grouped import grouped
from cjtrade_data.model.imported_compiler import OWN, coverage_of, is_imported, name_of
from cjtrade_data.model.period import Period
from cjtrade_data.model.reference import Reference
from cjtrade_data.model.selection import Selection
from cjtrade_data.model.tabs import VIEWS
from cjtrade_data.wording.formula import formula
from cjtrade_data.wording.rounding import plain_number
from cjtrade_tui.charts.chart import Chart, ChartSeries, of_things
from cjtrade_tui.pages import partner_comparison, partner_places
from cjtrade_tui.pages.any_pair import no_partners
from cjtrade_tui.pages.cell import MISSING, Cell, CellNumber, written
from cjtrade_tui.pages.columns import columns_of
from cjtrade_tui.pages.common import (
    Money,
    age,
    area,
    at_bars,
    choose,
    described,
    first_of,
    money_cell,
    rank_cell,
    share_cell,
    source_words,
    unit_of,
)
from cjtrade_tui.pages.number_format import signed_places
from cjtrade_tui.pages.page import Column, Headline, Order, Page, Row
from cjtrade_tui.pages.partner_history import history_of

_VIEWS = VIEWS["partners"]


def build(book: Book, selection: Selection) -> Page:
    view = choose(selection.view, _VIEWS, "view of Partners")
    if selection.item and view == "ranking":
        view = "beside"
    if view == "japan":
        return partner_places.build(book, selection)
    if view == "beside":
        other = selection.item or ("CHN" if "CHN" not in book.pair else "USA")
        return partner_comparison.build(book, selection, other)
    return _ranking(book, selection)


def editions(book: Book, period: Period) -> tuple[tuple[Period, tuple[str, ...]], ...]:
    """The periods that can be ranked, oldest first, each with its editions: bundled ones, then that with most partners."""
    found = grouped((a.period, (is_imported(a.edition), -a.partners, a.edition)) for a in available(book))
    return tuple((p, tuple(e for *_, e in sorted(found[p]))) for p in sorted(found))


_FEWEST_BARS = 2
"""Partners with a total that make a ranking by it."""
_RECONCILED = "BACI reconciles both sides and takes freight out of imports: estimated, FOB throughout."


def _ranking(book: Book, selection: Selection) -> Page:
    known = dict(editions(book, selection.period))
    if not known:
        title, column = f"{area(book, book.pair[0])}'s partners", Column("Partner", key="partner", right=False)
        return Page(title, (column,), (), empty=no_partners(book))
    newest = list(known)[::-1]
    period = newest[first_of(newest, selection.period)]
    edition = selection.compiler if selection.compiler in known[period] else known[period][0]
    asked = Order.parse(selection.sort).column
    money = Money(book, unit_of((edition,), selection.unit))
    listed = partners_of(book, period, edition, money.unit)
    by = asked if asked in MEASURES else _usual(book, listed)
    page = _List(book, money, period, edition, by, listed).page()
    newer = "" if selection.is_period_chosen else partner_places.newer_rank(book, period, by)
    notes = (newer, *page.notes, money.note([period]), _turns(known, period), age(book))
    return page._replace(
        notes=tuple(filter(None, notes)),
        periods=tuple(known),
        compilers=known[period] if len(known[period]) > 1 else (),
    )


def _usual(book: Book, listed: Sequence[Partner]) -> str:
    """The measure that a list is ranked by where none is asked for: the total, or where hardly anyone has one, a flow."""
    counts = {m: sum(m in p.sizes for p in listed if p.code != WORLD) for m in MEASURES}
    most = max(MEASURES, key=counts.__getitem__)
    return "total_trade" if counts["total_trade"] >= min(_FEWEST_BARS, counts[most]) else most


def _turns(known: Mapping[Period, Sequence[str]], period: Period) -> str:
    """The lists before and after that of a period, and whose they are."""
    at = list(known).index(period)
    beside = [
        (way, *list(known.items())[i]) for way, i in (("before", at - 1), ("after", at + 1)) if 0 <= i < len(known)
    ]
    return (
        f"Lists {' and '.join(f'{way} it: {p.label}, {editions[0]}' for way, p, editions in beside)}." if beside else ""
    )


class _Unpublished(NamedTuple):
    """A partner above the pair's second of which no figure is printed, with the rank that tells so; `code` is "" for those
    that nobody names."""

    rank: Quantity
    code: str
    name: str

    @property
    def key(self) -> str:
        return self.code or "above"


class _List:
    """The partners of one edition in a period, in the order of a measure, `by` which they are ranked."""

    def __init__(
        self, book: Book, money: Money, period: Period, edition: str, by: str, partners: Sequence[Partner]
    ) -> None:
        self.book, self.money, self.period, self.edition, self.by = book, money, period, edition, by
        self.first, self.second = (area(book, code) for code in book.pair)
        own = next((p.sizes[by].own.value for p in partners if p.code == book.pair[1] and by in p.sizes), None)
        self.placed = {p.code for p in partners if by in p.sizes or (own and (p.least(by) or 0) > own)}
        """Those whose place is known: of whom the measure is, or a flow that alone is larger than that of the pair's second."""
        self.partners = sorted(partners, key=lambda p: (p.code != WORLD, *self._place(p)))
        self.sized = [p for p in self.partners if p.code != WORLD and p.at_least(by)]
        """Those of which something is known."""
        self.name = name_of(edition)
        self.known = edition_described(book, edition)
        found = printed_places(book, book.pair[1])
        self.printed = {f.measure.removesuffix("_rank"): f for f in found if f.period == period and f.unit == "rank"}
        """The ranks of the pair's second that a source prints, for a list too short to count them."""
        self.unpublished = self._unpublished()
        self.history = history_of(book, period.year)

    def _place(self, partner: Partner) -> tuple[bool, Fraction, str]:
        """What puts the largest first, and those last whose place is not known, in the order of their names."""
        is_placed = partner.code in self.placed
        return not is_placed, -(partner.least(self.by) or Fraction(0)) if is_placed else Fraction(0), partner.called

    def page(self) -> Page:
        """The page but for what the other lists say."""
        columns = self._columns()
        rows = [self._row(partner) for partner in self.partners]
        second = next((i for i, p in enumerate(self.partners) if p.code == self.book.pair[1]), 0)
        rows[second:second] = [self._unpublished_row(above, len(columns)) for above in self.unpublished]
        reach = (
            f"{self.known.listed} largest"
            if self.known.coverage == COMPLETE
            else f"partial list{self._lacks(' without ')}"
        )
        ranks = "ranks " if any(self.by in p.ranks for p in self.partners) else ""
        order = f"{ranks}by {self.by.removesuffix('_trade')}"
        is_baci = self.edition == "CEPII" or self.edition.startswith(f"{OWN}baci")
        coverage = self._coverage()
        return Page(
            title=f"{self.first}'s partners, {self.period.label}, {self.name}, {self.money.short}, {reach}, {order}",
            about=f"{self.first}'s partners, {self.name}, {reach}",
            columns=columns,
            rows=tuple(rows),
            start=second + len(self.unpublished),
            column=2 + MEASURES.index(self.by),
            headlines=self._headlines(),
            chart=self._bars(),
            notes=(f"{self.name}: {coverage}", self._taiwan(), _RECONCILED if is_baci else ""),
            view="ranking",
            period=self.period,
            order=Order(self.by, "desc"),
            compiler=self.edition,
            coverage=coverage,
            keys=frozenset({"unit", "compare"}),
        )

    def _columns(self) -> tuple[Column, ...]:
        """The rank is the one by the column that the list is sorted by; how it changed is known of that by total alone."""
        reach = "unpublished" if self.unpublished else "published"
        having = {f"by_{self.by}", reach, "history" if self.history else ""}
        return columns_of("ranking", having, history=self.history.title if self.history else "")

    def _unpublished(self) -> list[_Unpublished]:
        """Who a source names above the pair's second and prints no figure of; else how many more its printed rank leaves there."""
        found = named_above(self.book, self.period, self.by)
        order = [partner.code for partner in self.sized]
        if found is not None:
            return [_Unpublished(found[0], code, area(self.book, code)) for code in found[1] if code not in order]
        rank = self.printed.get(self.by)
        if rank is None or rank.compiler != self.edition or self.book.pair[1] not in order:
            return []
        more = int(rank.value) - 1 - order.index(self.book.pair[1])
        return [_Unpublished(printed(rank), "", f"{more} more")] if more > 0 else []

    def _unpublished_row(self, above: _Unpublished, columns: int) -> Row:
        rank, code, name = above
        where = f", {rank.figure.locator}" if rank.figure is not None and rank.figure.locator else ""
        stands = f"{'stands' if code else 'must stand'} above {self.second}"
        measure = self.book.names("measures")[rank.measure].lower()
        told = (
            f"{name} {stands} in {measure}, {self.period.label}: "
            f"{source_words(self.book, [f.source for f in rank.figures])}{where}. The figure is not published here."
        )
        cells = [Cell(MISSING, detail=told) for _ in range(columns)]
        cells[1] = Cell(f"{name}, above {self.second}, not published here", detail=told)
        return Row(key=above.key, cells=tuple(cells), detail=(told,), item=code)

    def _taiwan(self) -> str:
        """Where Taiwan is larger and would be counted by whoever has all partners."""
        by = {m: place_with_taiwan(self.book, self.period, self.edition, m) for m in MEASURES}
        told = [f"{place} by {m.replace('_', ' ').removesuffix(' trade')}" for m, place in by.items() if place]
        if not told:
            return ""
        counted = f"counted, {self.second} ranks {' and '.join(told)}"
        return f"{area(self.book, OTHER_ASIA)} is a partner without a rank in this edition; {counted}."

    def _coverage(self) -> str:
        """Which partners the ranks are among."""
        known, counts = self.known, partner_lists(self.book, self.book.pair[0]).counts_in_ranks
        if known.coverage == COMPLETE:
            has_world = any(partner.code == WORLD for partner in self.partners)
            besides = f", {self.second} and the world" if has_world else f" and {self.second}"
            uncounted = "" if counts(OTHER_ASIA, self.edition) else f" except {area(self.book, OTHER_ASIA)}"
            return f"the {known.listed} largest{besides}; ranks count all partners{uncounted}."
        count = len([partner for partner in self.partners if counts(partner.code, self.edition)])
        if known.coverage:
            second = self._lacks(", not ") or f" and {self.second}"
            return f"the {known.coverage}{second}; ranks by one flow only, none by total."
        if is_imported(self.edition):
            return f"ranks are among the {count} partners imported; shares are of a world total where one was imported."
        own = f"; {self.second}'s rank is the one that the source prints" if self.printed else ""
        return f"only {count} partners are known here{self._lacks(', not ')}, so ranks are not counted{own}."

    def _lacks(self, words: str) -> str:
        """The pair's second behind some words, where the list has it not."""
        return "" if self.book.pair[1] in (p.code for p in self.partners) else f"{words}{self.second}"

    # A line of the table

    def _row(self, partner: Partner) -> Row:
        levels = [self._amount(partner, m)._replace(detail=self._detail(partner, m)) for m in MEASURES]
        by_total = self.by == "total_trade"
        return Row(
            key=partner.code,
            cells=(
                rank_cell(
                    partner.ranks.get(self.by), self._named(f"{self.by}_rank", partner, partner.ranks.get(self.by))
                ),
                Cell(partner.called),
                *levels,
                self._share(partner, "total_trade")._replace(detail=self._share_words(partner)),
                *((self._change(partner),) if by_total else ()),
                *((self.history.cell(self.book, partner.code, partner.called),) if self.history else ()),
                self._share(partner, "exports"),
                self._share(partner, "imports"),
            ),
            detail=tuple(filter(None, (levels[2].below or self._lacking(partner),))),
            picked=partner.code == self.book.pair[1],
            is_total=partner.code == WORLD,
            item=partner.code if partner.code not in (self.book.pair[1], WORLD) else "",
        )

    def _named(self, measure: str, partner: Partner, known: object) -> str:
        """What a number of a partner is named by; "" where there is none."""
        named = Reference(measure, self.book.pair[0], partner.code, self.period, self.edition)
        return str(named) if known is not None else ""

    def _amount(self, partner: Partner, measure: str) -> Cell:
        size = partner.sizes.get(measure)
        figure = size.figure if size is not None else None
        named = figure.id if figure is not None else self._named(measure, partner, size)
        return money_cell(self.money, size, figure=named)

    def _share(self, partner: Partner, measure: str) -> Cell:
        known = partner.shares.get(measure)
        return share_cell(known, self._named(SHARE[measure], partner, known))

    def _change(self, partner: Partner) -> Cell:
        """Places won since the year before."""
        change = partner.rank_change
        number = None if change is None else CellNumber.counted(change, "places")
        figure = self._named("total_trade_rank_change", partner, change)
        return written(number, lambda *_: signed_places(change), figure=figure)

    def _lacking(self, partner: Partner) -> str:
        """Why a partner of which one flow is known has no total."""
        known = partner.at_least("total_trade")
        if known is None or known[0] == "total_trade":
            return ""
        other = "imports" if known[0] == "exports" else "exports"
        missing = f"{partner.name}, {self.period.label}: {other} not published here, so no total"
        place = (
            f"above {self.second} by its {known[0]} alone" if partner.code in self.placed else "its place is not known"
        )
        return f"{missing}; {place}."

    def _detail(self, partner: Partner, measure: str) -> str:
        size = partner.sizes.get(measure)
        if size is None:
            return ""
        text, what = self.money.text(size), f"{partner.called}, {measure.removesuffix('_trade')}"
        if size.figure is not None:
            return described(self.book, size, what, self.period, self.money.words, text)
        how = "derived: exports + imports"
        if size.quantity is None:
            how = f"not converted: {size.no_rate}"
        elif size.quantity.is_converted:
            how = f"converted: {formula(size.quantity)}"
        what += {"exports": " fob", "imports": " cif"}.get(measure, "")
        return f"{what}, {self.period.label}: {text} {self.money.words}, {how}."

    def _share_words(self, partner: Partner) -> str:
        share, world = partner.shares.get("total_trade"), partner.worlds.get("total_trade")
        if share is None:
            return "No world total is printed for this period: the share is missing."
        head = (
            f"{partner.called}'s share of {self.first}'s total trade, {self.period.label}: "
            f"{plain_number(share.value, 2)} per cent, {share.status}"
        )
        ids = ", ".join(figure.id for figure in world.figures) if world is not None else ""
        return f"{head}; denominator: the printed world total ({ids})." if ids else f"{head}."

    # The pair's second, and the chart

    def _headlines(self) -> tuple[Headline, ...]:
        own = next((partner for partner in self.partners if partner.code == self.book.pair[1]), None)
        return tuple(self._headline(own, measure) for measure in MEASURES) if own is not None else ()

    def _headline(self, partner: Partner, measure: str) -> Headline:
        shown = self._amount(partner, measure)
        numbers = self._places(partner, measure)
        covered = [coverage_of(self.edition)] if coverage_of(self.edition) and measure in partner.sizes else []
        converted = ["converted"] if shown.status == "converted" else []
        flow = {"exports": "Exports to", "imports": "Imports from"}.get(measure, "Trade with")
        unit = self.money.words if shown.value is not None else ""
        words = [number.text for number in numbers]
        below, kept = (", ".join([*covered, *each]) for each in ([*words, *converted], words[:1]))
        return Headline(f"{flow} {self.second}", shown, unit, below, tuple(numbers), kept)

    def _places(self, partner: Partner, measure: str) -> list[Cell]:
        """Its rank by a measure, counted or as printed, and its share."""
        found = []
        counted, told = partner.ranks.get(measure), self.printed.get(measure)
        if counted:
            rank = rank_cell(counted, self._named(f"{measure}_rank", partner, counted))
            found.append(rank._replace(text=f"rank {rank.text}"))
        elif told is not None:
            rank = rank_cell(int(told.amount), told.id, status=told.status)
            found.append(rank._replace(text=f"printed rank {rank.text}"))
        share = self._share(partner, measure)
        if share.value is not None:
            found.append(share._replace(text=f"{share.text.strip()} of {measure.removeprefix('total_')}"))
        return found

    def _bars(self) -> Chart | None:
        """A bar a partner, the largest first; who is known to stand there without a figure keeps a line that says so."""
        own = next((i for i, partner in enumerate(self.sized) if partner.code == self.book.pair[1]), None)
        entries = [(*self._bar(partner), partner.code) for partner in self.sized]
        if own is not None:
            entries[own:own] = [(each.name, None, "above, not published here", each.key) for each in self.unpublished]
            own += len(self.unpublished)
        if not any(value is not None for _, value, *_ in entries):
            return None
        labels, values, texts, codes = zip(*entries, strict=True)
        named = f"{self.first}'s {self.by.replace('_', ' ')} by partner"
        partial = "" if self.known.coverage == COMPLETE else ", partial list"
        title, series = f"{named}, {self.period.label}, {self.name}{partial}", (ChartSeries("", values, texts=texts),)
        return of_things("bars", title, self.money.words, labels, series, highlight=own, keys=codes, own=own)

    def _bar(self, partner: Partner) -> tuple[str, float | None, str]:
        """Label with the rank, amount and the words at the bar of a partner; of one flow alone no bar, since it is no total."""
        ranked = any(self.by in each.ranks for each in self.sized)
        label = f"{partner.ranks.get(self.by, ''):>2} {partner.called}" if ranked else partner.called
        known = partner.at_least(self.by)
        if known is None or known[0] != self.by:
            told = f"not published; {known[0]} alone {self.money.text(known[1])}" if known else MISSING
            return label, None, told
        return label, self.money.value(known[1]), at_bars(self.money, [known[1]])[0]
