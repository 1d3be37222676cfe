"""Partners: who trades how much with the pair's first, Cambodia, and where its second, Japan, stands among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.editions import COMPLETE
from cjtrade_data.derivation.editions import described as edition_described
from cjtrade_data.derivation.partners import WORLD, Partner, Place, available, partners_of, places, printed_places
from cjtrade_data.derivation.rankings import MEASURES, SHARE
from cjtrade_data.derivation.shown import Shown, as_printed
from cjtrade_data.model.figure import Figure
from cjtrade_data.model.own import OWN, coverage_of, is_imported
from cjtrade_data.model.period import Period
from cjtrade_data.model.reference import Reference
from cjtrade_data.model.selection import VIEWS, Selection
from cjtrade_data.wording.formula import formula
from cjtrade_data.wording.numbers import plain_number
from cjtrade_tui.charts.chart import Chart, Series
from cjtrade_tui.pages import partner_comparison
from cjtrade_tui.pages.any_pair import no_partners
from cjtrade_tui.pages.cell import MISSING, Cell, Number, written
from cjtrade_tui.pages.common import (
    Money,
    area,
    at_bars,
    choose,
    described,
    first_of,
    money_cell,
    organisation,
    share_cell,
    unit_of,
)
from cjtrade_tui.pages.number_format import percent, sign_of_status, signed_places
from cjtrade_tui.pages.page import Column, Headline, Page, Row

_VIEWS = VIEWS["partners"]
SORTS = ("total", "exports", "imports", "name")
_KEYS = frozenset({"reporter", "view", "period", "unit", "sort", "open"})
_MEASURES = (("exports", "Exports FOB"), ("imports", "Imports CIF"), ("total_trade", "Total"))
_CHART_BARS = 12


def build(book: Book, selection: Selection) -> Page:
    """The Partners page of a selection."""
    view = choose(selection.view, _VIEWS, "view of Partners")
    money = Money(book, selection.unit)
    if selection.item and view == "ranking":
        view = "beside"
    if view == "japan":
        return _through_time(book, selection)
    if view == "beside":
        return partner_comparison.build(
            book, selection, money, selection.item or ("CHN" if "CHN" not in book.pair else "USA")
        )
    return _ranking(book, selection, money)


def editions(book: Book, period: Period) -> tuple[tuple[Period, tuple[str, ...]], ...]:
    """The periods that can be ranked, oldest first, each with its editions: bundled ones, then that with most partners."""
    found: dict[Period, list[tuple[bool, int, str]]] = {}
    for each in available(book):
        found.setdefault(each.period, []).append((is_imported(each.edition), -each.partners, each.edition))
    return tuple((p, tuple(e for *_, e in sorted(found[p]))) for p in sorted(found))


def _ranking(book: Book, selection: Selection, money: Money) -> Page:
    known = dict(editions(book, selection.period))
    if not known:
        return Page(
            "partners",
            f"{area(book, book.pair[0])}'s partners",
            (Column("Partner", key="partner", right=False),),
            (),
            empty=no_partners(book),
        )
    newest_first = list(known)[::-1]
    period = newest_first[first_of(newest_first, selection.period)]
    edition = selection.compiler if selection.compiler in known[period] else known[period][0]
    money = Money(book, unit_of((edition,), money.unit))
    sort = choose(selection.sort, SORTS, "column to sort Partners by")
    records = _sorted(partners_of(book, period, edition, money.unit), sort)
    rows = tuple(_row(book, money, partner, period, edition) for partner in records)
    name = organisation(book, edition) if is_imported(edition) else edition
    notes = [f"{name}: {_coverage(book, records, edition)}", money.note([period])]
    if edition == "CEPII" or edition.startswith(f"{OWN}baci"):
        notes.insert(1, "BACI reconciles both sides and takes freight out of imports: estimated, FOB throughout.")
    return Page(
        tab="partners",
        title=f"{period.label}, {money.words}, {name}, {area(book, book.pair[0])}'s partners, by {sort}",
        columns=(
            Column("Rank", key="total_trade_rank"),
            Column("Partner", right=False, flexible=True, key="partner"),
            Column("Exports ", key="exports"),
            Column("Imports ", key="imports"),
            Column("Total ", key="total_trade"),
            Column("Share %", key="share_of_world_trade"),
            Column("Change", rank=2, key="total_trade_rank_change"),
            Column("Exp %", rank=1, key="share_of_world_exports"),
            Column("Imp %", rank=1, key="share_of_world_imports"),
        ),
        rows=rows,
        start=next((i for i, r in enumerate(records) if r.code == book.pair[1]), 0),
        column=4,
        headlines=_headlines(money, records, period, edition, _printed_ranks(book, period)),
        chart=_bars(money, records, period, sort),
        notes=tuple(filter(None, notes)),
        view="ranking",
        views=_VIEWS,
        period=period,
        periods=tuple(known),
        sorts=SORTS,
        compilers=known[period] if len(known[period]) > 1 else (),
        compiler=edition,
        keys=_KEYS - ({"reporter"} if len(known[period]) == 1 else set()),
    )


def _coverage(book: Book, records: list[Partner], edition: str) -> str:
    """Which partners the ranks are among."""
    known = edition_described(book, edition)
    if known.coverage == COMPLETE:
        return (
            f"the {known.listed} largest partners, {area(book, book.pair[1])} and the world; ranks count all partners."
        )
    count = len([r for r in records if r.code != WORLD])
    if is_imported(edition):
        return f"ranks are among the {count} partners imported; shares are of a world total where one was imported."
    return f"only {count} partners are known here, so ranks are not given."


def _sorted(records: list[Partner], sort: str) -> list[Partner]:
    """The world on top, then by the chosen column, in dollars, missing values last."""
    if sort == "name":
        return sorted(records, key=lambda p: (p.code != WORLD, p.name or p.code))
    key = "total_trade" if sort == "total" else sort
    return sorted(records, key=lambda p: (p.code != WORLD, p.by_size(key), p.by_size("exports"), p.code))


def _row(book: Book, money: Money, partner: Partner, period: Period, edition: str) -> Row:
    name = partner.name or partner.code

    def named(measure: str, known: object) -> str:
        return str(Reference(measure, book.pair[0], partner.code, period, edition)) if known is not None else ""

    def amount(measure: str, label: str) -> Cell:
        size = partner.sizes.get(measure)
        detail = _detail(book, money, name, size, label, period)
        return money_cell(money, size, figure=_print_of(size) or named(measure, size), detail=detail)

    def share(measure: str, detail: str = "") -> Cell:
        known = partner.shares.get(measure)
        return share_cell(Number.of_quantity(known), named(SHARE[measure], known), detail)

    levels = [amount(measure, label) for measure, label in _MEASURES]
    change = partner.rank_change
    return Row(
        key=partner.code,
        cells=(
            rank_cell(partner.rank, named("total_trade_rank", partner.rank)),
            Cell(name),
            *levels,
            share("total_trade", _share_words(book, partner, name, period)),
            written(
                None if change is None else Number.counted(change, "places"),
                lambda *_: signed_places(change),
                figure=named("total_trade_rank_change", change),
            ),
            share("exports"),
            share("imports"),
        ),
        detail=(levels[2].detail,) if levels[2].detail else (),
        picked=partner.code == book.pair[1],
        opens=partner.code if partner.code not in (book.pair[1], WORLD) else "",
    )


def _print_of(size: Shown | None) -> str:
    return size.figure.id if size is not None and size.figure is not None else ""


def rank_cell(rank: int | None, figure: str = "", mark: str = "", status: str = "derived") -> Cell:
    """A place among all partners."""
    number = Number.counted(rank, "rank", status) if rank else None
    return written(number, _rank_text, figure=figure, mark=mark)


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
    for measure, label in _MEASURES:
        size = japan.sizes.get(measure)
        named = str(Reference(measure, *pair, period, edition)) if size is not None else ""
        shown = money_cell(money, size, figure=_print_of(size) or named, mark="")
        numbers = []
        counted, told = japan.ranks.get(measure), printed.get(measure)
        if counted:
            rank = rank_cell(counted, str(Reference(f"{measure}_rank", *pair, period, edition)))
            numbers.append(replace(rank, text=f"rank {rank.text}"))
        elif told is not None:
            rank = rank_cell(int(told.amount), told.id, status=told.status)
            numbers.append(replace(rank, text=f"printed rank {rank.text}"))
        known = Number.of_quantity(japan.shares.get(measure))
        share = share_cell(known, str(Reference(SHARE[measure], *pair, period, edition)))
        if share.value is not None:
            numbers.append(replace(share, text=f"{share.text} of world"))
        covered = [coverage_of(edition)] if coverage_of(edition) and size is not None else []
        converted = ["converted"] if shown.status == "converted" else []
        short = f"{area(money.book, pair[1])}, {label.split()[0].lower()}"
        unit = money.words if shown.value is not None else ""
        found.append(
            Headline(short, shown, unit, ", ".join([*covered, *(n.text for n in numbers), *converted]), tuple(numbers))
        )
    return tuple(found)


def _bars(money: Money, records: list[Partner], period: Period, sort: str) -> Chart | None:
    key = sort if sort in ("exports", "imports") else "total_trade"
    sized = [r for r in records if r.code != WORLD and key in r.sizes and r.sizes[key].quantity is not None]
    ranked = sorted(sized, key=lambda r: r.by_size(key))
    shown = ranked[:_CHART_BARS]
    if not shown:
        return None
    japan = next((r for r in ranked if r.code == money.book.pair[1]), None)
    if japan is not None and japan not in shown:
        shown = [*shown[:-1], japan]
    if japan is not None and shown.index(japan) >= 6:
        shown = [*shown[:5], japan, *(r for r in shown[5:] if r is not japan)]
    names = tuple(r.name or r.code for r in shown)
    amounts = [r.sizes[key] for r in shown]
    return Chart(
        "bars",
        f"{ {'total_trade': 'Total trade', 'exports': 'Exports', 'imports': 'Imports'}[key] }, {period.label}",
        money.words,
        tuple(float(i) for i in range(len(shown))),
        names,
        (Series("", tuple(map(money.value, amounts)), texts=at_bars(money, amounts)),),
        highlight=shown.index(japan) if japan is not None else None,
    )


def _through_time(book: Book, selection: Selection) -> Page:
    """Japan's rank and share year by year, with what sources print of it."""
    by_year = places(book, book.pair[1])
    newest_first = sorted(by_year, key=lambda p: (p.period.year, p.edition), reverse=True)
    rows = [_year_row(book, place) for place in newest_first]
    printed: dict[tuple[Period, str], list[Figure]] = {}
    for figure in printed_places(book, book.pair[1])[::-1]:
        if not figure.period.is_year or figure.compiler != "WITS":
            printed.setdefault((figure.period, figure.source), []).append(figure)
    rows += [_printed_row(book, of_one_source) for of_one_source in printed.values()]
    rows.sort(key=lambda r: Period.parse(r.key.split(" ")[0]).last, reverse=True)
    periods = [Period.parse(r.key.split(" ")[0]) for r in rows]
    start = first_of(periods, selection.period, [r.cells[3].value is not None for r in rows])
    return Page(
        tab="partners",
        title=f"{area(book, book.pair[1])}'s rank and share, per cent of world totals",
        columns=(
            Column("Period", key="period", right=False),
            Column("Exp % ", key="share_of_world_exports"),
            Column("Imp % ", key="share_of_world_imports"),
            Column("Tot % ", key="share_of_world_trade"),
            Column("Exp # ", key="exports_rank"),
            Column("Imp # ", key="imports_rank"),
            Column("Tot # ", key="total_trade_rank"),
            Column("Whose", key="compiler", right=False, rank=1, flexible=True),
        ),
        rows=tuple(rows),
        start=start,
        column=3,
        chart=_rank_chart(book, by_year) if by_year else None,
        empty=no_partners(book),
        notes=("Shares and ranks are derived (d) from the figures of one edition, unless a source prints them.",),
        view="japan",
        views=_VIEWS,
        period=periods[start] if rows else None,
        periods=tuple(sorted(set(periods))),
        keys=frozenset({"view"}),
    )


def _year_row(book: Book, place: Place) -> Row:
    """What one edition gives of a year, worked out."""
    (first, second), year, edition = book.pair, place.period, place.edition
    name = organisation(book, edition) if is_imported(edition) else edition

    def named(measure: str, known: object) -> str:
        return str(Reference(measure, first, second, year, edition)) if known is not None else ""

    shares, ranks = [], []
    for measure in MEASURES:
        share, rank = Number.of_quantity(place.shares.get(measure)), place.ranks.get(measure)
        mark = sign_of_status(share.status) or " " if share is not None else ""
        shares.append(share_cell(share, named(SHARE[measure], share), mark=mark, missing=f"{MISSING} "))
        counted = None if rank is None else int(rank.value)
        ranks.append(rank_cell(counted, named(f"{measure}_rank", rank), mark="d"))
    return Row(
        key=f"{year.code} {edition}",
        cells=(Cell(year.code), *shares, *ranks, Cell(name)),
        detail=(f"{area(book, second)} in {year.code}, {name}: derived from that edition's partners and world total.",),
    )


_PLACE_COLUMN = {
    "share_of_world_exports": 1,
    "share_of_world_imports": 2,
    "share_of_world_trade": 3,
    "exports_rank": 4,
    "imports_rank": 5,
    "total_trade_rank": 6,
}


def _printed_row(book: Book, figures: list[Figure]) -> Row:
    """Every rank and share that one source prints of a period."""
    period = figures[0].period
    cells = [Cell(period.label), *[Cell()] * 6, Cell(organisation(book, figures[0].compiler))]
    for figure in figures:
        shown = as_printed(figure)
        cell = written(Number.of_quantity(shown.quantity), _rank_text if figure.unit == "rank" else _share_text)
        label = book.names("measures")[figure.measure].lower()
        told = described(book, shown, f"{area(book, book.pair[1])}, {label}", period, "", cell.text)
        cells[_PLACE_COLUMN[figure.measure]] = replace(cell, text=f"{cell.text} ", figure=figure.id, detail=told)
    return Row(
        key=f"{period.code} {figures[0].source}",
        cells=tuple(cells),
        detail=tuple(cell.detail for cell in cells if cell.detail),
        subject=figures[0].id,
    )


def _rank_text(value: float, *_: float | None) -> str:
    return str(int(value))


def _share_text(value: float, low: float | None, high: float | None) -> str:
    return percent(value, low, high, signed=False)


def _rank_chart(book: Book, by_year: list[Place]) -> Chart:
    years = range(by_year[0].period.year, by_year[-1].period.year + 1)
    ranks = {m: {p.period.year: float(p.ranks[m].value) for p in by_year if m in p.ranks} for m in MEASURES}
    return Chart(
        "rank",
        "{1}'s rank among {0}'s partners, 1 on top".format(*(area(book, code) for code in book.pair)),
        "",
        tuple(float(y) for y in years),
        tuple(str(y) for y in years),
        tuple(
            Series(label, tuple(ranks[m].get(y) for y in years), role)
            for m, label, role in (
                ("exports", "as buyer", "exports"),
                ("imports", "as supplier", "imports"),
                ("total_trade", "in total", "total"),
            )
        ),
    )
