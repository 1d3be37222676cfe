"""The partners of the pair's first, Cambodia: who ranks where in a period, and Japan's rank and share through the years.

Shares are of the world total that the same edition prints for the same flow, never of the sum of partners,
which runs up to 6 per cent below it. Ranks are given only where the edition lists every partner, or the top
five of a flow; aggregates and unspecified partners are never ranked. The numbers are those of `derivation.rankings`, as
frames of floats in dollars and per cent.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from ..book.book import Book
from ..derivation.exchange_rates import amount_behind, in_currency_or_why
from ..derivation.quantity import Quantity
from ..derivation.rankings import MEASURES, NOT_RANKED, RANK, SHARE, PartnerLists, partner_lists
from ..model.own import is_imported
from ..model.period import Period
from ..model.reference import HOME
from ..wording.formula import formula
from .flows import note_of

__all__ = ["NOT_RANKED", "available", "beside", "lists", "printed_places", "ranking", "share_by_year"]
_GROUPS = ("partners_press", "pair_wits", "pair_press", "article_2024_03", "country_wits")


def lists(book: Book) -> PartnerLists:
    """The lists of partners of the pair's first; of another than Cambodia those of the imported editions alone."""
    return book.keep("partners.lists", lambda: _lists(book))


def _lists(book: Book) -> PartnerLists:
    if book.imported is not None:
        book.ledger.include(book.imported.partners.iter_rows(named=True))
    return partner_lists(book.ledger, book.pair[0])


def available(book: Book) -> pl.DataFrame:
    """Which periods can be listed, by whom: period, period_end, months, edition, partners; oldest first.

    A period counts where at least three partners beside the world are in the same edition.
    """
    found = lists(book)
    rows = [
        (p.code, p.columns[1], p.months, edition, len(found.partners(p, edition) - {"WLD"}))
        for p, edition in found.available()
        if book.pair == HOME or is_imported(edition)
    ]
    schema = {
        "period": pl.String,
        "period_end": pl.String,
        "months": pl.Int64,
        "edition": pl.String,
        "partners": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row").sort("period_end", "months", "edition")


_ENDS: dict[str, Any] = {
    "": pl.Float64, "_low": pl.Float64, "_high": pl.Float64, "_status": pl.String, "_formula": pl.String,
    "_source": pl.String, "_no_rate": pl.String, "_note": pl.String, "_figure": pl.String,
    "_share": pl.Float64, "_share_low": pl.Float64, "_share_high": pl.Float64, "_share_status": pl.String,
    "_rank": pl.Int64, "_world": pl.String,
}  # fmt: skip
_RANKING: dict[str, Any] = {
    "rank": pl.Int64, "partner": pl.String, "name": pl.String, "kind": pl.String,
    **{f"{m}{end}": kind for m in MEASURES for end, kind in _ENDS.items()},
    "rank_change": pl.Int64,
}  # fmt: skip


def ranking(book: Book, period: Period, edition: str, currency: str = "USD") -> pl.DataFrame:
    """Partners of one period in one edition, by total trade, then by exports where no total is known.

    Columns: rank, partner, name, kind; for each of exports, imports, total_trade: its amount (dollars), _low,
    _high, _status, _formula, _source, _note, _no_rate, _figure, _share (per cent of all trade, as printed, else of the
    printed world total, whose ids are in _world) with _share_low, _share_high and _share_status, and _rank; rank_change
    (places won since the year before in the same edition). `rank` is by total trade
    and null where the edition does not list every partner, or, of an imported one, where a partner of which only one
    flow is known may come before; a total is derived only where both flows are known. No rows where the
    edition does not cover the period. Another `currency` changes the amounts alone, null where the period has no rate,
    not the order.
    """
    return book.keep(("partners.ranking", period, edition, currency), lambda: _ranking(book, period, edition, currency))


def _ranking(book: Book, period: Period, edition: str, currency: str) -> pl.DataFrame:
    if currency != "USD":
        return _converted(book, ranking(book, period, edition), period, edition, currency)
    found, areas = lists(book), book.index("areas", "code")
    rows = []
    for partner in found.partners(period, edition):
        area = areas.get(partner, {})
        row: dict[str, Any] = {"partner": partner, "name": area.get("name"), "kind": area.get("kind")}
        for measure in MEASURES:
            row |= _columns(found, period, edition, measure, partner)
        change = found.rank_change(period, edition, partner)
        row |= {"rank": row["total_trade_rank"], "rank_change": None if change is None else int(change.value)}
        rows.append(row)
    return pl.DataFrame(rows, schema=_RANKING).sort(
        pl.col("partner") != "WLD", "rank", -pl.col("total_trade"), -pl.col("exports"), "partner", nulls_last=True
    )


def _converted(book: Book, dollars: pl.DataFrame, period: Period, edition: str, currency: str) -> pl.DataFrame:
    found, rows = lists(book), []
    for row in dollars.iter_rows(named=True):
        for measure in MEASURES:
            size = found.size(period, edition, measure, row["partner"])
            if size is not None:
                row |= _amount_columns(*in_currency_or_why(book.ledger, size, currency), measure)
        rows.append(row)
    return pl.DataFrame(rows, schema=_RANKING)


def _amount_columns(size: Quantity | None, no_rate: str, measure: str) -> dict[str, Any]:
    return {
        measure: _float(size),
        f"{measure}_low": _low(size),
        f"{measure}_high": _high(size),
        f"{measure}_status": None if size is None else size.status,
        f"{measure}_formula": None if size is None else formula(size) or None,
        f"{measure}_source": None if size is None else " ".join(dict.fromkeys(f.source for f in size.figures)),
        f"{measure}_no_rate": no_rate or None,
        f"{measure}_note": note_of(amount_behind(size).figure, size) if size is not None else None,
    }


def _columns(found: PartnerLists, period: Period, edition: str, measure: str, partner: str) -> dict[str, Any]:
    size = found.size(period, edition, measure, partner)
    world = found.world(period, edition, measure)
    share = found.share(period, edition, measure, partner)
    rank = found.rank(period, edition, measure, partner)
    row: dict[str, Any] = {
        **_amount_columns(size, "", measure),
        f"{measure}_figure": size.figure.id if size is not None and size.figure is not None else None,
        f"{measure}_share": _float(share),
        f"{measure}_share_low": _low(share),
        f"{measure}_share_high": _high(share),
        f"{measure}_share_status": None if share is None else share.status,
        f"{measure}_rank": None if rank is None else int(rank.value),
        f"{measure}_world": None if world is None else " ".join(f.id for f in world.figures),
    }
    return row


def _float(quantity: Quantity | None) -> float | None:
    return None if quantity is None else float(quantity.value)


def _low(quantity: Quantity | None) -> float | None:
    return None if quantity is None else float(quantity.interval.low)


def _high(quantity: Quantity | None) -> float | None:
    return None if quantity is None else float(quantity.interval.high)


_BY_YEAR: dict[str, Any] = {
    "year": pl.Int32, "edition": pl.String, "exports_share": pl.Float64, "imports_share": pl.Float64,
    "total_share": pl.Float64, "exports_share_status": pl.String, "imports_share_status": pl.String,
    "total_share_status": pl.String, "exports_rank": pl.Int64, "imports_rank": pl.Int64, "total_rank": pl.Int64,
}  # fmt: skip


def share_by_year(book: Book, partner: str | None = None) -> pl.DataFrame:
    """A partner's place in the trade of the pair's first, year by year, oldest first; the pair's second by default.

    Columns: year, edition, exports_share, imports_share, total_share (per cent of all trade, as the edition prints it or
    as its levels give it), the same with _status, exports_rank, imports_rank, total_rank. Years nobody covers are absent;
    a year two editions cover has a row for each.
    """
    found, of = lists(book), partner or book.pair[1]
    rows = []
    for code, edition in available(book).select("period", "edition").iter_rows():
        period = Period.parse(code)
        if period.is_year and of in found.partners(period, edition):
            shares = [found.share(period, edition, m, of) for m in MEASURES]
            statuses = [None if share is None else share.status for share in shares]
            ranks = [found.rank(period, edition, m, of) for m in MEASURES]
            places = [None if rank is None else int(rank.value) for rank in ranks]
            rows.append((period.year, edition, *map(_float, shares), *statuses, *places))
    return pl.DataFrame(rows, schema=_BY_YEAR, orient="row").sort("year", "edition")


_BESIDE: dict[str, Any] = {
    **dict.fromkeys(("period", "edition", "measure"), pl.String),
    **dict.fromkeys(("amount", "low", "high"), pl.Float64), "status": pl.String, "figure": pl.String,
    **dict.fromkeys(("other_amount", "other_low", "other_high"), pl.Float64), "other_status": pl.String,
    "other_figure": pl.String, "no_rate": pl.String,
}  # fmt: skip


def beside(book: Book, other: str, partner: str | None = None, currency: str = "USD") -> pl.DataFrame:
    """Two partners side by side, the pair's second and `other`, year by year, by period, edition and measure.

    Columns: period, edition, measure; amount, low, high (in `currency`), status and figure of the first; the same
    with `other_` of the second; no_rate, why the amounts of a year are not converted. A side that is missing, or
    whose year has no rate, has nulls; figure is null where a total was derived.
    """
    found, of = lists(book), partner or book.pair[1]
    rows = []
    for period, edition in found.all_lists():
        for measure in MEASURES if period.is_year and (book.pair == HOME or is_imported(edition)) else ():
            sides = [found.size(period, edition, measure, code) for code in (of, other)]
            if sides != [None, None]:
                shown = [in_currency_or_why(book.ledger, q, currency) if q is not None else (None, "") for q in sides]
                cells = [c for own, (q, _) in zip(sides, shown, strict=True) for c in _side(own, q)]
                no_rate = next((why for _, why in shown if why), None)
                rows.append((period.code, edition, measure, *cells, no_rate))
    return pl.DataFrame(rows, schema=_BESIDE, orient="row").sort("period", "edition", "measure")


def _side(size: Quantity | None, shown: Quantity | None) -> tuple[Any, ...]:
    figure = size.figure.id if size is not None and size.figure is not None else None
    return _float(shown), _low(shown), _high(shown), None if shown is None else shown.status, figure


def printed_places(book: Book, partner: str | None = None) -> pl.DataFrame:
    """Ranks and shares that sources print of a partner, the pair's second by default: the columns of `Book.figures_of`, oldest first."""
    measures = [*RANK.values(), *SHARE.values()]
    return (
        book.figures_of(*book.groups(_GROUPS))
        .filter(
            pl.col("reporter") == book.pair[0],
            pl.col("partner") == (partner or book.pair[1]),
            pl.col("measure").is_in(measures),
        )
        .sort("period_end", "months", "measure", "id")
    )
