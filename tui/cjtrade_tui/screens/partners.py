"""Partners: who trades how much with the pair's first, Cambodia, and where its second, Japan, stands among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from cjtrade_data import partners
from cjtrade_data.book import Book
from cjtrade_data.derivation.editions import COMPLETE
from cjtrade_data.derivation.editions import described as edition_described
from cjtrade_data.own import OWN, is_imported
from cjtrade_data.period import Period
from cjtrade_data.reference import Pair, Reference
from cjtrade_data.selection import VIEWS, Selection
from cjtrade_data.wording.numbers import plain_number
from cjtrade_tui.charts import Chart, Series
from cjtrade_tui.page import MISSING, Column, Headline, Page, Row
from cjtrade_tui.reading import percent, signed_places
from cjtrade_tui.screens import partner_beside
from cjtrade_tui.screens.any_pair import nothing_imported
from cjtrade_tui.screens.shared import Money, area, choose, described, marked, organisation

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
        return partner_beside.build(
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


def _nearest(periods: list[Period], wanted: Period) -> Period:
    """The period itself, else the latest that ends no later, else the first."""
    if wanted in periods:
        return wanted
    earlier = [p for p in periods if p.last <= wanted.last]
    return earlier[-1] if earlier else periods[0]


def _ranking(book: Book, selection: Selection, money: Money) -> Page:
    known = dict(editions(book, selection.period))
    if not known:
        return Page("partners", f"{area(book, book.pair[0])}'s partners", (Column("Partner", right=False),), (),
                    empty=nothing_imported(book))  # fmt: skip
    period = _nearest(list(known), selection.period)
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
    measures = [_of(record, m) for m, _ in _MEASURES]
    name = record["name"] or record["partner"]

    def named(measure: str, known: Any) -> str:
        return str(Reference(measure, book.pair[0], record["partner"], period, edition)) if known is not None else ""

    levels = [
        (m["figure"] or named(measure, m)) if m else "" for m, (measure, _) in zip(measures, _MEASURES, strict=True)
    ]
    part = {m: named(SHARES[m], record[f"{m}_share"]) for m, _ in _MEASURES}
    shares = [percent(record[f"{m}_share"], signed=False) for m in ("total_trade", "exports", "imports")]
    details = [
        _detail(book, money, record, m, label, period) for m, (_, label) in zip(measures, _MEASURES, strict=True)
    ]
    return Row(
        key=record["partner"],
        cells=(
            str(record["rank"]) if record["rank"] else MISSING,
            name,
            *(marked(money.text(m, period.year), m) for m in measures),
            shares[0],
            signed_places(record["rank_change"]),
            *shares[1:],
        ),
        figures=(
            named("total_trade_rank", record["rank"]),
            "",
            *levels,
            part["total_trade"],
            named("total_trade_rank_change", record["rank_change"]),
            part["exports"],
            part["imports"],
        ),
        details=("", "", *details, _share_words(book, record, name, period)),
        detail=(details[2],) if details[2] else (),
        picked=record["partner"] == book.pair[1],
        opens=record["partner"] if record["partner"] not in (book.pair[1], "WLD") else "",
    )


SHARES = {
    "exports": "share_of_world_exports",
    "imports": "share_of_world_imports",
    "total_trade": "share_of_world_trade",
}


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
    text = money.text(row, period.year)
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


def _printed_ranks(book: Book, period: Period) -> dict[str, int]:
    """The ranks of the pair's second that a source prints for the period, for a list too short to count them."""
    printed = partners.printed_places(book).filter(pl.col("period") == period.code, pl.col("unit") == "rank")
    return {r["measure"].removesuffix("_rank"): int(r["amount"]) for r in printed.iter_rows(named=True)}


def _headlines(
    money: Money, records: list[dict[str, Any]], period: Period, edition: str, printed: Mapping[str, int]
) -> tuple[Headline, ...]:
    pair = money.book.pair
    japan = next((r for r in records if r["partner"] == pair[1]), None)
    if japan is None:
        return ()
    found = []
    for measure, label in _MEASURES:
        row = _of(japan, measure)
        value = money.text(row, period.year)
        share = percent(japan[f"{measure}_share"], signed=False)
        counted, told = japan[f"{measure}_rank"], printed.get(measure)
        place = f"rank {counted}" if counted else f"printed rank {told}" if told else ""
        converted = "converted" if row and row["status"] == "converted" else ""
        below = ", ".join(filter(None, (place, f"{share} of world" if share != MISSING else "", converted)))
        short = f"{area(money.book, pair[1])}, {label.split()[0].lower()}"
        found.append(
            Headline(
                short,
                value,
                money.words if value != MISSING else "",
                below,
                _level_of(pair, row, measure, period, edition),
            )
        )
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
    return Chart(
        "bars",
        f"{ {'total_trade': 'Total trade', 'exports': 'Exports', 'imports': 'Imports'}[key] }, {period.label}",
        money.words,
        tuple(float(i) for i in range(len(shown))),
        names,
        (Series("", tuple(money.value(_of(r, key), period.year) for r in shown)),),
        highlight=shown.index(japan) if japan in shown else None,
    )


def _through_time(book: Book, selection: Selection) -> Page:
    """Japan's rank and share year by year, with what sources print of it."""
    frame = partners.share_by_year(book)
    records = sorted(frame.iter_rows(named=True), key=lambda r: (r["year"], r["edition"]), reverse=True)
    printed = list(partners.printed_places(book).iter_rows(named=True))[::-1]
    rows = [_year_row(book, r) for r in records]
    places: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for r in printed:
        if len(r["period"]) != 4 or r["compiler"] != "WITS":
            places.setdefault((r["period"], r["source"]), []).append(r)
    rows += [_printed_row(book, of_one_source) for of_one_source in places.values()]
    rows.sort(key=lambda r: Period.parse(r.key.split(" ")[0]).last, reverse=True)
    wanted = selection.period.last
    return Page(
        tab="partners",
        title=f"{area(book, book.pair[1])}'s rank and share, per cent of world totals",
        columns=(
            Column("Period", right=False), Column("Exp % ", key="share_of_world_exports"),
            Column("Imp % ", key="share_of_world_imports"), Column("Tot % ", key="share_of_world_trade"),
            Column("Exp # ", key="exports_rank"), Column("Imp # ", key="imports_rank"),
            Column("Tot # ", key="total_trade_rank"), Column("Whose", right=False, rank=1, flexible=True),
        ),
        rows=tuple(rows),
        start=next((i for i, r in enumerate(rows) if r.figure_at(3) and Period.parse(r.key.split(" ")[0]).last <= wanted), 0),
        column=3,
        chart=_rank_chart(book, frame) if records else None,
        empty=nothing_imported(book),
        notes=("Shares and ranks are derived (d) from the figures of one edition, unless a source prints them.",),
        view="japan", views=_VIEWS, keys=frozenset({"view"}),
    )  # fmt: skip


def _year_row(book: Book, record: Mapping[str, Any]) -> Row:
    edition = organisation(book, record["edition"]) if is_imported(record["edition"]) else record["edition"]
    of = ("exports", "imports", "total")
    shares = [marked(percent(record[f"{m}_share"], signed=False), {"status": record[f"{m}_share_status"]}) for m in of]
    ranks = [f"{record[f'{m}_rank']}d" if record[f"{m}_rank"] else MISSING for m in of]
    cells = [*shares, *ranks]
    year = Period.of_year(record["year"])
    measures = [*SHARES.values(), "exports_rank", "imports_rank", "total_trade_rank"]
    return Row(
        key=f"{record['year']} {record['edition']}",
        cells=(str(record["year"]), *cells, edition),
        figures=(
            "",
            *(
                "" if cell.strip() == MISSING else str(Reference(measure, *book.pair, year, record["edition"]))
                for measure, cell in zip(measures, cells, strict=True)
            ),
        ),
        detail=(
            f"{area(book, book.pair[1])} in {record['year']}, {edition}: derived from that edition's partners and world total.",
        ),
    )


_PLACE_COLUMN = {
    "share_of_world_exports": 1, "share_of_world_imports": 2, "share_of_world_trade": 3,
    "exports_rank": 4, "imports_rank": 5, "total_trade_rank": 6,
}  # fmt: skip


def _printed_row(book: Book, records: list[Mapping[str, Any]]) -> Row:
    """Every rank and share that one source prints of a period."""
    period = Period.parse(records[0]["period"])
    whose = book.index("organisations")[records[0]["compiler"]]["short_name"]
    cells, figures, details = [period.label, *[""] * 6, whose], [""] * 7, [""] * 7
    for record in records:
        column = _PLACE_COLUMN[record["measure"]]
        text = (
            str(int(record["amount"]))
            if record["unit"] == "rank"
            else percent(record["amount"], record["low"], record["high"], signed=False)
        )
        label = book.index("measures", "code")[record["measure"]]["label"]
        cells[column], figures[column] = f"{text} ", record["id"]
        details[column] = described(book, record, f"{area(book, book.pair[1])}, {label.lower()}", period, "", text)
    return Row(
        key=f"{period.code} {records[0]['source']}",
        cells=tuple(cells),
        figures=tuple(figures),
        details=tuple(details),
        detail=tuple(filter(None, details)),
        subject=records[0]["id"],
    )


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
