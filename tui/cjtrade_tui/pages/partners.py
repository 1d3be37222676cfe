"""Partners: who trades how much with the pair's first, Cambodia, and where its second, Japan, stands among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from cjtrade_data.derivation.shown import Shown
from cjtrade_data.model.codes import OTHER_ASIA, WORLD
from cjtrade_data.model.figure import Figure
from cjtrade_data.model.grouped import grouped
from cjtrade_data.model.own import OWN, coverage_of, is_imported
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
    organisation,
    rank_cell,
    share_cell,
    source_words,
    unit_of,
)
from cjtrade_tui.pages.number_format import signed_places
from cjtrade_tui.pages.page import Column, Headline, Order, Page, Row
from cjtrade_tui.pages.partner_history import History, history_of

_VIEWS = VIEWS["partners"]
_MEASURES = (("exports", "Exports FOB"), ("imports", "Imports CIF"), ("total_trade", "Total"))


def build(book: Book, selection: Selection) -> Page:
    """The Partners page of a selection."""
    view = choose(selection.view, _VIEWS, "view of Partners")
    money = Money(book, selection.unit)
    if selection.item and view == "ranking":
        view = "beside"
    if view == "japan":
        return partner_places.build(book, selection)
    if view == "beside":
        other = selection.item or ("CHN" if "CHN" not in book.pair else "USA")
        return partner_comparison.build(book, selection, other)
    return _ranking(book, selection, money)


def editions(book: Book, period: Period) -> tuple[tuple[Period, tuple[str, ...]], ...]:
    """The periods that can be ranked, oldest first, each with its editions: bundled ones, then that with most partners."""
    found = grouped((a.period, (is_imported(a.edition), -a.partners, a.edition)) for a in available(book))
    return tuple((p, tuple(e for *_, e in sorted(found[p]))) for p in sorted(found))


_RECONCILED = "BACI reconciles both sides and takes freight out of imports: estimated, FOB throughout."


def _ranking(book: Book, selection: Selection, money: Money) -> Page:
    known = dict(editions(book, selection.period))
    if not known:
        title, column = f"{area(book, book.pair[0])}'s partners", Column("Partner", key="partner", right=False)
        return Page(title, (column,), (), empty=no_partners(book))
    newest = list(known)[::-1]
    period = newest[first_of(newest, selection.period)]
    edition = selection.compiler if selection.compiler in known[period] else known[period][0]
    money = Money(book, unit_of((edition,), money.unit))
    asked = Order.parse(selection.sort).column
    by = asked if asked in MEASURES else "total_trade"
    listed = partners_of(book, period, edition, money.unit)
    records = sorted(listed, key=lambda p: (p.code != WORLD, p.by_least(by), p.code))
    name = organisation(book, edition) if is_imported(edition) else edition
    ranks = "ranks " if any(by in r.ranks for r in records) else ""
    unpublished = _unpublished(book, records, period, edition, by)
    history = history_of(book)
    rows = [_row(book, money, partner, period, edition, by, history) for partner in records]
    second = next((i for i, r in enumerate(records) if r.code == book.pair[1]), 0)
    cells = len(_columns(by, True, history))
    rows[second:second] = [_unpublished_row(book, above, period, cells) for above in unpublished]
    known_of = edition_described(book, edition)
    partial = known_of.coverage != COMPLETE
    reach = "partial list" if partial else f"{known_of.listed} largest"
    coverage = _coverage(book, records, edition)
    reconciled = _RECONCILED if edition == "CEPII" or edition.startswith(f"{OWN}baci") else ""
    about = (f"{name}: {coverage}", _taiwan(book, period, edition), reconciled)
    notes = (*about, money.note([period]), _turns(known, period), age(book))
    return Page(
        title=f"{area(book, book.pair[0])}'s partners, {period.label} ({reach}), {name}, {money.short}, {ranks}by {by.removesuffix('_trade')}",
        columns=_columns(by, bool(unpublished), history),
        rows=tuple(rows),
        start=second + len(unpublished),
        column=2 + MEASURES.index(by),
        headlines=_headlines(money, records, period, edition, _printed_ranks(book, period)),
        chart=_bars(money, records, unpublished, period, by, partial),
        notes=tuple(filter(None, notes)),
        view="ranking",
        period=period,
        periods=tuple(known),
        order=Order(by, "desc"),
        compilers=known[period] if len(known[period]) > 1 else (),
        compiler=edition,
        coverage=coverage,
        keys=frozenset({"unit", "compare"}),
    )


def _columns(by: str, with_unpublished: bool, history: History | None) -> tuple[Column, ...]:
    """The rank is the one by the column that the list is sorted by; how it changed is known of that by total alone."""
    having = {f"by_{by}", "unpublished" if with_unpublished else "published", "history" if history else ""}
    return columns_of("ranking", having, history=history.title if history else "")


class _Unpublished(NamedTuple):
    """A partner above the pair's second of which no figure is printed, with the rank that tells so; `code` is "" for those
    that nobody names."""

    rank: Quantity
    code: str
    name: str

    @property
    def key(self) -> str:
        return self.code or "above"


def _sized(records: list[Partner], by: str) -> list[Partner]:
    """Those of which something is known, the largest first."""
    return sorted((r for r in records if r.code != WORLD and r.at_least(by)), key=lambda r: r.by_least(by))


def _unpublished(book: Book, records: list[Partner], period: Period, edition: str, by: str) -> list[_Unpublished]:
    """Who a source names above the pair's second and prints no figure of; else how many more its printed rank leaves there."""
    found = named_above(book, period, by)
    order = [r.code for r in _sized(records, by)]
    if found is not None:
        return [_Unpublished(found[0], code, area(book, code)) for code in found[1] if code not in order]
    rank = _printed_ranks(book, period).get(by)
    if rank is None or rank.compiler != edition or book.pair[1] not in order:
        return []
    more = int(rank.value) - 1 - order.index(book.pair[1])
    return [_Unpublished(printed(rank), "", f"{more} more")] if more > 0 else []


def _unpublished_row(book: Book, above: _Unpublished, period: Period, columns: int) -> Row:
    rank, code, name = above
    second = area(book, book.pair[1])
    where = f", {rank.figure.locator}" if rank.figure is not None and rank.figure.locator else ""
    told = (
        f"{name} {'stands' if code else 'must stand'} above {second} in {book.names('measures')[rank.measure].lower()}, {period.label}: "
        f"{source_words(book, [f.source for f in rank.figures])}{where}. The figure is not published here."
    )
    cells = [Cell(MISSING, detail=told) for _ in range(columns - 1)]
    cells.insert(1, Cell(f"{name}, above {second}, not published here", detail=told))
    return Row(key=above.key, cells=tuple(cells[:columns]), detail=(told,), item=code)


def _turns(known: Mapping[Period, Sequence[str]], period: Period) -> str:
    """The lists before and after that of a period, and whose they are."""
    at = list(known).index(period)
    beside = [
        (way, *list(known.items())[i]) for way, i in (("before", at - 1), ("after", at + 1)) if 0 <= i < len(known)
    ]
    return (
        f"Lists {' and '.join(f'{way} it: {p.label}, {editions[0]}' for way, p, editions in beside)}." if beside else ""
    )


def _taiwan(book: Book, period: Period, edition: str) -> str:
    """Where Taiwan is larger and would be counted by whoever has all partners."""
    places = [(m, p) for m in MEASURES if (p := place_with_taiwan(book, period, edition, m)) is not None]
    if not places:
        return ""
    second = area(book, book.pair[1])
    told = " and ".join(f"{place} by {measure.replace('_', ' ').removesuffix(' trade')}" for measure, place in places)
    return f"{area(book, OTHER_ASIA)} is a partner without a rank in this edition; counted, {second} ranks {told}."


def _coverage(book: Book, records: list[Partner], edition: str) -> str:
    """Which partners the ranks are among."""
    known, counts = edition_described(book, edition), partner_lists(book, book.pair[0]).counts_in_ranks
    if known.coverage == COMPLETE:
        second = area(book, book.pair[1])
        besides = f", {second} and the world" if any(r.code == WORLD for r in records) else f" and {second}"
        uncounted = "" if counts(OTHER_ASIA, edition) else f" except {area(book, OTHER_ASIA)}"
        return f"the {known.listed} largest{besides}; ranks count all partners{uncounted}."
    count = len([r for r in records if counts(r.code, edition)])
    if known.coverage:
        return f"the {known.coverage} and {area(book, book.pair[1])}; ranks by one flow only, none by total."
    if is_imported(edition):
        return f"ranks are among the {count} partners imported; shares are of a world total where one was imported."
    return f"only {count} partners are known here, so ranks are not given."


def _row(
    book: Book, money: Money, partner: Partner, period: Period, edition: str, by: str, history: History | None
) -> Row:
    name = partner.name or partner.code

    def named(measure: str, known: object) -> str:
        return str(Reference(measure, book.pair[0], partner.code, period, edition)) if known is not None else ""

    def amount(measure: str, label: str) -> Cell:
        size = partner.sizes.get(measure)
        detail = _detail(book, money, name, size, label, period)
        return money_cell(money, size, figure=_print_of(size) or named(measure, size), detail=detail)

    def share(measure: str, detail: str = "") -> Cell:
        known = partner.shares.get(measure)
        return share_cell(CellNumber.of_quantity(known), named(SHARE[measure], known), detail)

    levels = [amount(measure, label) for measure, label in _MEASURES]
    change = partner.rank_change
    return Row(
        key=partner.code,
        cells=(
            rank_cell(partner.ranks.get(by), named(f"{by}_rank", partner.ranks.get(by))),
            Cell(name),
            *levels,
            share("total_trade", _share_words(book, partner, name, period)),
            *((_change(partner, named("total_trade_rank_change", change)),) if by == "total_trade" else ()),
            *((history.cell(book, partner.code, name),) if history else ()),
            share("exports"),
            share("imports"),
        ),
        detail=tuple(filter(None, (levels[2].below or _lacking(book, partner, period),))),
        picked=partner.code == book.pair[1],
        is_total=partner.code == WORLD,
        item=partner.code if partner.code not in (book.pair[1], WORLD) else "",
    )


def _change(partner: Partner, figure: str) -> Cell:
    """Places won since the year before."""
    change = partner.rank_change
    number = None if change is None else CellNumber.counted(change, "places")
    return written(number, lambda *_: signed_places(change), figure=figure)


def _lacking(book: Book, partner: Partner, period: Period) -> str:
    """Why a partner of which one flow is known has no total."""
    known = partner.at_least("total_trade")
    if known is None or known[0] == "total_trade":
        return ""
    other = "imports" if known[0] == "exports" else "exports"
    return (
        f"{partner.name}, {period.label}: {other} not published here, so no total; it stands by its {known[0]} alone."
    )


def _print_of(size: Shown | None) -> str:
    return size.figure.id if size is not None and size.figure is not None else ""


def _detail(book: Book, money: Money, name: str, size: Shown | None, label: str, period: Period) -> str:
    if size is None:
        return ""
    text = money.text(size)
    if size.figure is None:
        how = "derived: exports + imports"
        if size.quantity is None:
            how = f"not converted: {size.no_rate}"
        elif size.quantity.is_converted:
            how = f"converted: {formula(size.quantity)}"
        return f"{name}, {label.lower()}, {period.label}: {text} {money.words}, {how}."
    return described(book, size, f"{name}, {label.split(maxsplit=1)[0].lower()}", period, money.words, text)


def _share_words(book: Book, partner: Partner, name: str, period: Period) -> str:
    share, world = partner.shares.get("total_trade"), partner.worlds.get("total_trade")
    if share is None:
        return "No world total is printed for this period: the share is missing."
    head = (
        f"{name}'s share of {area(book, book.pair[0])}'s total trade, {period.label}: "
        f"{plain_number(share.value, 2)} per cent, {share.status}"
    )
    ids = ", ".join(figure.id for figure in world.figures) if world is not None else ""
    return f"{head}; denominator: the printed world total ({ids})." if ids else f"{head}."


def _printed_ranks(book: Book, period: Period) -> dict[str, Figure]:
    """The ranks of the pair's second that a source prints for the period, for a list too short to count them."""
    found = printed_places(book, book.pair[1])
    return {f.measure.removesuffix("_rank"): f for f in found if f.period == period and f.unit == "rank"}


def _headlines(
    money: Money, records: list[Partner], period: Period, edition: str, printed: Mapping[str, Figure]
) -> tuple[Headline, ...]:
    pair = money.book.pair
    japan = next((r for r in records if r.code == pair[1]), None)
    if japan is None:
        return ()
    found = []
    for measure, _ in _MEASURES:
        size = japan.sizes.get(measure)
        named = str(Reference(measure, *pair, period, edition)) if size is not None else ""
        shown = money_cell(money, size, figure=_print_of(size) or named, mark="")
        numbers = []
        counted, told = japan.ranks.get(measure), printed.get(measure)
        if counted:
            rank = rank_cell(counted, str(Reference(f"{measure}_rank", *pair, period, edition)))
            numbers.append(rank._replace(text=f"rank {rank.text}"))
        elif told is not None:
            rank = rank_cell(int(told.amount), told.id, status=told.status)
            numbers.append(rank._replace(text=f"printed rank {rank.text}"))
        known = CellNumber.of_quantity(japan.shares.get(measure))
        share = share_cell(known, str(Reference(SHARE[measure], *pair, period, edition)))
        if share.value is not None:
            numbers.append(share._replace(text=f"{share.text} of {measure.removeprefix('total_')}"))
        covered = [coverage_of(edition)] if coverage_of(edition) and size is not None else []
        converted = ["converted"] if shown.status == "converted" else []
        flow = {"exports": "Exports to", "imports": "Imports from"}.get(measure, "Trade with")
        short = f"{flow} {area(money.book, pair[1])}"
        unit = money.words if shown.value is not None else ""
        words = [n.text for n in numbers]
        below, kept = (", ".join([*covered, *each]) for each in ([*words, *converted], words[:1]))
        found.append(Headline(short, shown, unit, below, tuple(numbers), kept))
    return tuple(found)


def _bars(
    money: Money, records: list[Partner], unpublished: list[_Unpublished], period: Period, by: str, partial: bool
) -> Chart | None:
    """A bar a partner, the largest first; who is known to stand there without a figure keeps a line that says so."""
    sized = _sized(records, by)
    named = {"total_trade": "Total trade", "exports": "Exports", "imports": "Imports"}[by]
    ranked = any(by in partner.ranks for partner in sized)
    entries = [(*_bar(money, partner, by, ranked), partner.code) for partner in sized]
    at = next((i for i, entry in enumerate(entries) if entry[3] == money.book.pair[1]), None)
    if at is not None:
        entries[at:at] = [(each.name, None, "above, not published here", each.key) for each in unpublished]
    if not any(value is not None for _, value, *_ in entries):
        return None
    labels, values, texts, codes = zip(*entries, strict=True)
    own = codes.index(money.book.pair[1]) if money.book.pair[1] in codes else None
    return of_things(
        "bars",
        f"{named}, {period.label}{', partial list' if partial else ''}",
        money.words,
        labels,
        (ChartSeries("", values, texts=texts),),
        highlight=own,
        keys=codes,
        own=own,
    )


def _bar(money: Money, partner: Partner, by: str, ranked: bool) -> tuple[str, float | None, str]:
    """Label with the rank, amount and the words at the bar of a partner; of one flow alone no bar, since it is no total."""
    name = partner.name or partner.code
    label = f"{partner.ranks.get(by, ''):>2} {name}" if ranked else name
    known = partner.at_least(by)
    if known is None or known[0] != by:
        told = f"not published; {known[0]} alone {money_cell(money, known[1], mark='').text}" if known else MISSING
        return label, None, told
    return label, money.value(known[1]), at_bars(money, [known[1]])[0]
