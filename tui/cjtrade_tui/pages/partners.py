"""Partners: who trades how much with the pair's first, Cambodia, and where its second, Japan, stands among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.editions import COMPLETE
from cjtrade_data.derivation.editions import described as edition_described
from cjtrade_data.derivation.rankings import MEASURES, SHARE
from cjtrade_data.frames import partners
from cjtrade_data.model.own import OWN, is_imported
from cjtrade_data.model.period import Period
from cjtrade_data.model.reference import Pair, Reference
from cjtrade_data.model.selection import VIEWS, Selection
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
    for row in partners.available(book).iter_rows(named=True):
        edition = row["edition"]
        found.setdefault(Period.parse(row["period"]), []).append((is_imported(edition), -row["partners"], edition))
    return tuple((p, tuple(e for *_, e in sorted(found[p]))) for p in sorted(found))


def _ranking(book: Book, selection: Selection, money: Money) -> Page:
    known = dict(editions(book, selection.period))
    if not known:
        return Page("partners", f"{area(book, book.pair[0])}'s partners", (Column("Partner", key="partner", right=False),), (),
                    empty=no_partners(book))  # fmt: skip
    newest_first = list(known)[::-1]
    period = newest_first[first_of(newest_first, selection.period)]
    edition = selection.compiler if selection.compiler in known[period] else known[period][0]
    frame = partners.ranking(book, period, edition)
    sort = choose(selection.sort, SORTS, "column to sort Partners by")
    order = [r["partner"] for r in _sorted(list(frame.iter_rows(named=True)), sort)]
    shown = {r["partner"]: r for r in partners.ranking(book, period, edition, money.unit).iter_rows(named=True)}
    records = [shown[partner] for partner in order]
    rows = tuple(_row(book, money, r, period, edition) for r in records)
    name = organisation(book, edition) if is_imported(edition) else edition
    notes = [f"{name}: {_coverage(book, records, edition)}", money.note([period])]
    if edition == "CEPII" or edition.startswith(f"{OWN}baci"):
        notes.insert(1, "BACI reconciles both sides and takes freight out of imports: estimated, FOB throughout.")
    return Page(
        tab="partners",
        title=f"{period.label}, {money.words}, {name}, {area(book, book.pair[0])}'s partners, by {sort}",
        columns=(
            Column("Rank", key="total_trade_rank"), Column("Partner", right=False, flexible=True, key="partner"),
            Column("Exports ", key="exports"), Column("Imports ", key="imports"), Column("Total ", key="total_trade"),
            Column("Share %", key="share_of_world_trade"), Column("Change", rank=2, key="total_trade_rank_change"),
            Column("Exp %", rank=1, key="share_of_world_exports"), Column("Imp %", rank=1, key="share_of_world_imports"),
        ),
        rows=rows,
        start=next((i for i, r in enumerate(records) if r["partner"] == book.pair[1]), 0),
        column=4,
        headlines=_headlines(money, records, period, edition, _printed_ranks(book, period)),
        chart=_bars(money, records, period, sort),
        notes=tuple(filter(None, notes)),
        view="ranking", views=_VIEWS, period=period, periods=tuple(known), sorts=SORTS,
        compilers=known[period] if len(known[period]) > 1 else (),
        compiler=edition,
        keys=_KEYS - ({"reporter"} if len(known[period]) == 1 else set()),
    )  # fmt: skip


def _coverage(book: Book, records: list[dict[str, Any]], edition: str) -> str:
    """Which partners the ranks are among."""
    known = edition_described(book.ledger, edition)
    if known.coverage == COMPLETE:
        return (
            f"the {known.listed} largest partners, {area(book, book.pair[1])} and the world; ranks count all partners."
        )
    count = len([r for r in records if r["partner"] != "WLD"])
    if is_imported(edition):
        return f"ranks are among the {count} partners imported; shares are of a world total where one was imported."
    return f"only {count} partners are known here, so ranks are not given."


def _sorted(records: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    """The world on top, then by the chosen column, missing values last."""
    if sort == "name":
        return sorted(records, key=lambda r: (r["partner"] != "WLD", r["name"] or r["partner"]))
    key = "total_trade" if sort == "total" else sort
    return sorted(
        records,
        key=lambda r: (r["partner"] != "WLD", r[key] is None, -(r[key] or 0), -(r["exports"] or 0), r["partner"]),
    )


def _of(record: Mapping[str, Any], measure: str) -> dict[str, Any] | None:
    """One measure of a partner, as a row of figures."""
    if record[measure] is None and record[f"{measure}_no_rate"] is None:
        return None
    names = ("low", "high", "status", "formula", "source", "note", "no_rate", "figure")
    return {"amount": record[measure]} | {n: record[f"{measure}_{n}"] for n in names}


def _row(book: Book, money: Money, record: Mapping[str, Any], period: Period, edition: str) -> Row:
    name = record["name"] or record["partner"]

    def named(measure: str, known: Any) -> str:
        return str(Reference(measure, book.pair[0], record["partner"], period, edition)) if known is not None else ""

    def amount(measure: str, label: str) -> Cell:
        row = _of(record, measure)
        figure = (row["figure"] or named(measure, row)) if row else ""
        detail = _detail(book, money, record, row, label, period)
        return money_cell(money, row, figure=figure, detail=detail)

    def share(measure: str, detail: str = "") -> Cell:
        known = _share(record, measure)
        return share_cell(known, named(SHARE[measure], known), detail)

    levels = [amount(measure, label) for measure, label in _MEASURES]
    change = record["rank_change"]
    return Row(
        key=record["partner"],
        cells=(
            rank_cell(record["rank"], named("total_trade_rank", record["rank"])),
            Cell(name),
            *levels,
            share("total_trade", _share_words(book, record, name, period)),
            written(
                None if change is None else Number.counted(change, "places"),
                lambda *_: signed_places(change),
                figure=named("total_trade_rank_change", change),
            ),
            share("exports"),
            share("imports"),
        ),
        detail=(levels[2].detail,) if levels[2].detail else (),
        picked=record["partner"] == book.pair[1],
        opens=record["partner"] if record["partner"] not in (book.pair[1], "WLD") else "",
    )


def _share(record: Mapping[str, Any], measure: str) -> Number | None:
    """A partner's part of the world total of a measure."""
    value, low, high, status = (record[f"{measure}_share{end}"] for end in ("", "_low", "_high", "_status"))
    return None if value is None else Number(value, low, high, "percent", status)


def rank_cell(rank: int | None, figure: str = "", mark: str = "", status: str = "derived") -> Cell:
    """A place among all partners."""
    number = Number.counted(rank, "rank", status) if rank else None
    return written(number, _rank_text, figure=figure, mark=mark)


def _detail(
    book: Book,
    money: Money,
    record: Mapping[str, Any],
    row: dict[str, Any] | None,
    label: str,
    period: Period,
) -> str:
    if row is None:
        return ""
    name = record["name"] or record["partner"]
    text = money.text(row)
    if not row["figure"]:
        how = f"converted: {row['formula']}" if row["status"] == "converted" else "derived: exports + imports"
        how = f"not converted: {row['no_rate']}" if row["no_rate"] else how
        return f"{name}, {label.lower()}, {period.label}: {text} {money.words}, {how}."
    figure = book.figure(row["figure"])
    locator = figure.locator if row["status"] != "converted" else ""
    full = row | {"compiler": figure.compiler, "locator": locator, "valuation": figure.valuation}
    return described(book, full, f"{name}, {label.split(maxsplit=1)[0].lower()}", period, money.words, text)


def _share_words(book: Book, record: Mapping[str, Any], name: str, period: Period) -> str:
    if record["total_trade_share"] is None:
        return "No world total is printed for this period: the share is missing."
    head = (
        f"{name}'s share of {area(book, book.pair[0])}'s total trade, {period.label}: "
        f"{plain_number(record['total_trade_share'], 2)} per cent, {record['total_trade_share_status']}"
    )
    world = ", ".join(filter(None, (record["total_trade_world"] or "").split(" ")))
    return f"{head}; denominator: the printed world total ({world})." if world else f"{head}."


def _printed_ranks(book: Book, period: Period) -> dict[str, Mapping[str, Any]]:
    """The ranks of the pair's second that a source prints for the period, for a list too short to count them."""
    printed = partners.printed_places(book).filter(pl.col("period") == period.code, pl.col("unit") == "rank")
    return {r["measure"].removesuffix("_rank"): r for r in printed.iter_rows(named=True)}


def _headlines(
    money: Money,
    records: list[dict[str, Any]],
    period: Period,
    edition: str,
    printed: Mapping[str, Mapping[str, Any]],
) -> tuple[Headline, ...]:
    pair = money.book.pair
    japan = next((r for r in records if r["partner"] == pair[1]), None)
    if japan is None:
        return ()
    found = []
    for measure, label in _MEASURES:
        row = _of(japan, measure)
        shown = money_cell(money, row, figure=_level_of(pair, row, measure, period, edition), mark="")
        numbers = []
        counted, told = japan[f"{measure}_rank"], printed.get(measure)
        if counted:
            rank = rank_cell(counted, str(Reference(f"{measure}_rank", *pair, period, edition)))
            numbers.append(replace(rank, text=f"rank {rank.text}"))
        elif told is not None:
            rank = rank_cell(int(told["amount"]), told["id"], status=told["status"])
            numbers.append(replace(rank, text=f"printed rank {rank.text}"))
        share = share_cell(_share(japan, measure), str(Reference(SHARE[measure], *pair, period, edition)))
        if share.value is not None:
            numbers.append(replace(share, text=f"{share.text} of world"))
        converted = ["converted"] if shown.status == "converted" else []
        short = f"{area(money.book, pair[1])}, {label.split()[0].lower()}"
        unit = money.words if shown.value is not None else ""
        found.append(Headline(short, shown, unit, ", ".join([*(n.text for n in numbers), *converted]), tuple(numbers)))
    return tuple(found)


def _level_of(pair: Pair, row: Mapping[str, Any] | None, measure: str, period: Period, edition: str) -> str:
    """The reference of Japan's level."""
    if row is None:
        return ""
    return row["figure"] or str(Reference(measure, *pair, period, edition))


def _bars(money: Money, records: list[dict[str, Any]], period: Period, sort: str) -> Chart | None:
    key = sort if sort in ("exports", "imports") else "total_trade"
    ranked = sorted((r for r in records if r["partner"] != "WLD" and r[key] is not None), key=lambda r: -r[key])
    shown = ranked[:_CHART_BARS]
    if not shown:
        return None
    japan = next((r for r in ranked if r["partner"] == money.book.pair[1]), None)
    if japan is not None and japan not in shown:
        shown = [*shown[:-1], japan]
    if japan in shown and shown.index(japan) >= 6:
        shown = [*shown[:5], japan, *(r for r in shown[5:] if r is not japan)]
    names = tuple(r["name"] or r["partner"] for r in shown)
    amounts = [_of(r, key) for r in shown]
    return Chart(
        "bars",
        f"{ {'total_trade': 'Total trade', 'exports': 'Exports', 'imports': 'Imports'}[key] }, {period.label}",
        money.words,
        tuple(float(i) for i in range(len(shown))),
        names,
        (Series("", tuple(map(money.value, amounts)), texts=at_bars(money, amounts)),),
        highlight=shown.index(japan) if japan in shown else None,
    )


def _through_time(book: Book, selection: Selection) -> Page:
    """Japan's rank and share year by year, with what sources print of it."""
    frame = partners.share_by_year(book)
    records = sorted(frame.iter_rows(named=True), key=lambda r: (r["year"], r["edition"]), reverse=True)
    printed = list(partners.printed_places(book).iter_rows(named=True))[::-1]
    rows = [_year_row(book, Period.of_year(r["year"]), r["edition"]) for r in records]
    places: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for r in printed:
        if len(r["period"]) != 4 or r["compiler"] != "WITS":
            places.setdefault((r["period"], r["source"]), []).append(r)
    rows += [_printed_row(book, of_one_source) for of_one_source in places.values()]
    rows.sort(key=lambda r: Period.parse(r.key.split(" ")[0]).last, reverse=True)
    periods = [Period.parse(r.key.split(" ")[0]) for r in rows]
    start = first_of(periods, selection.period, [r.cells[3].value is not None for r in rows])
    return Page(
        tab="partners",
        title=f"{area(book, book.pair[1])}'s rank and share, per cent of world totals",
        columns=(
            Column("Period", key="period", right=False), Column("Exp % ", key="share_of_world_exports"),
            Column("Imp % ", key="share_of_world_imports"), Column("Tot % ", key="share_of_world_trade"),
            Column("Exp # ", key="exports_rank"), Column("Imp # ", key="imports_rank"),
            Column("Tot # ", key="total_trade_rank"), Column("Whose", key="compiler", right=False, rank=1, flexible=True),
        ),
        rows=tuple(rows),
        start=start,
        column=3,
        chart=_rank_chart(book, frame) if records else None,
        empty=no_partners(book),
        notes=("Shares and ranks are derived (d) from the figures of one edition, unless a source prints them.",),
        view="japan", views=_VIEWS, period=periods[start] if rows else None, periods=tuple(sorted(set(periods))), keys=frozenset({"view"}),
    )  # fmt: skip


def _year_row(book: Book, year: Period, edition: str) -> Row:
    """What one edition gives of a year, worked out."""
    lists, (first, second) = partners.lists(book), book.pair
    name = organisation(book, edition) if is_imported(edition) else edition

    def named(measure: str, known: object) -> str:
        return str(Reference(measure, first, second, year, edition)) if known is not None else ""

    shares, ranks = [], []
    for measure in MEASURES:
        share = Number.of_quantity(lists.share(year, edition, measure, second))
        rank = lists.rank(year, edition, measure, second)
        mark = sign_of_status(share.status) or " " if share is not None else ""
        shares.append(share_cell(share, named(SHARE[measure], share), mark=mark, missing=f"{MISSING} "))
        place = None if rank is None else int(rank.value)
        ranks.append(rank_cell(place, named(f"{measure}_rank", rank), mark="d"))
    return Row(
        key=f"{year.code} {edition}",
        cells=(Cell(year.code), *shares, *ranks, Cell(name)),
        detail=(f"{area(book, second)} in {year.code}, {name}: derived from that edition's partners and world total.",),
    )


_PLACE_COLUMN = {
    "share_of_world_exports": 1, "share_of_world_imports": 2, "share_of_world_trade": 3,
    "exports_rank": 4, "imports_rank": 5, "total_trade_rank": 6,
}  # fmt: skip


def _printed_row(book: Book, records: list[Mapping[str, Any]]) -> Row:
    """Every rank and share that one source prints of a period."""
    period = Period.parse(records[0]["period"])
    whose = book.index("organisations")[records[0]["compiler"]]["short_name"]
    cells = [Cell(period.label), *[Cell()] * 6, Cell(whose)]
    for record in records:
        shown = written(Number.of_row(record), _rank_text if record["unit"] == "rank" else _share_text)
        label = book.index("measures", "code")[record["measure"]]["label"]
        told = described(book, record, f"{area(book, book.pair[1])}, {label.lower()}", period, "", shown.text)
        column = _PLACE_COLUMN[record["measure"]]
        cells[column] = replace(shown, text=f"{shown.text} ", figure=record["id"], detail=told)
    return Row(
        key=f"{period.code} {records[0]['source']}",
        cells=tuple(cells),
        detail=tuple(cell.detail for cell in cells if cell.detail),
        subject=records[0]["id"],
    )


def _rank_text(value: float, *_: float | None) -> str:
    return str(int(value))


def _share_text(value: float, low: float | None, high: float | None) -> str:
    return percent(value, low, high, signed=False)


def _rank_chart(book: Book, frame: pl.DataFrame) -> Chart:
    years = range(frame["year"].min(), frame["year"].max() + 1)  # type: ignore[arg-type, operator]
    ranks = {m: {r["year"]: r[f"{m}_rank"] for r in frame.filter(pl.col(f"{m}_rank").is_not_null()).iter_rows(named=True)}
             for m in ("exports", "imports", "total")}  # fmt: skip
    return Chart(
        "rank", "{1}'s rank among {0}'s partners, 1 on top".format(*(area(book, code) for code in book.pair)), "",
        tuple(float(y) for y in years), tuple(str(y) for y in years),
        tuple(
            Series(label, tuple(None if ranks[m].get(y) is None else float(ranks[m][y]) for y in years), m)
            for m, label in (("exports", "as buyer"), ("imports", "as supplier"), ("total", "in total"))
        ),
    )  # fmt: skip
