"""The partners of the pair's first, Cambodia: who ranks where in a period, and Japan's rank and share through the years.

Shares are of the world total that the same edition prints for the same flow, never of the sum of partners,
which runs up to 6 per cent below it. Ranks are given only where the edition lists every partner, or the top
five of a flow; aggregates and unspecified partners are never ranked. The numbers are those of `derivation.rankings`, as
frames of floats in dollars and per cent.
"""

from typing import Any

import polars as pl

from ..book.book import Book
from ..book.caching import cached
from ..derivation import partners
from ..derivation.partners import Partner
from ..derivation.quantity import Quantity
from ..derivation.rankings import MEASURES
from ..derivation.shown import Shown
from ..model.period import Period
from ..wording.formula import formula
from .columns import columns, floats


def available(book: Book) -> pl.DataFrame:
    """Which periods can be listed, by whom: period, period_end, months, edition, partners; oldest first.

    A period counts where at least three partners beside the world are in the same edition.
    """
    rows = [(p.code, p.columns[1], p.months, edition, count) for p, edition, count in partners.available(book)]
    schema = columns("period period_end months:int edition partners:int")
    return pl.DataFrame(rows, schema=schema, orient="row").sort("period_end", "months", "edition")


_OF_MEASURE = """
    {0}:float {0}_low:float {0}_high:float {0}_status {0}_formula {0}_source {0}_no_rate {0}_note {0}_figure
    {0}_share:float {0}_share_low:float {0}_share_high:float {0}_share_status {0}_rank:int {0}_world
"""
_RANKING = columns(f"rank:int partner name kind {' '.join(map(_OF_MEASURE.format, MEASURES))} rank_change:int")


@cached
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
    rows = (_row(partner) for partner in partners.partners_of(book, period, edition, currency))
    return pl.DataFrame(rows, schema=_RANKING)


def _row(partner: Partner) -> dict[str, Any]:
    row: dict[str, Any] = {
        "rank": partner.rank,
        "partner": partner.code,
        "name": partner.name or None,
        "kind": partner.kind or None,
        "rank_change": partner.rank_change,
    }
    for measure in MEASURES:
        size, share, world = partner.sizes.get(measure), partner.shares.get(measure), partner.worlds.get(measure)
        shown = size and size.quantity
        told = {
            "status": shown and shown.status,
            "formula": shown and formula(shown),
            "source": shown and size and " ".join(size.sources),
            "no_rate": size and size.no_rate,
            "note": shown and size and size.note,
            "figure": size and size.figure and size.figure.id,
            "share_status": share and share.status,
            "rank": partner.ranks.get(measure),
            "world": world and " ".join(f.id for f in world.figures),
        }
        row |= _ends(measure, shown) | _ends(f"{measure}_share", share)
        row |= {f"{measure}_{name}": cell or None for name, cell in told.items()}
    return row


def _ends(name: str, quantity: Quantity | None) -> dict[str, float | None]:
    return dict(zip((name, f"{name}_low", f"{name}_high"), floats(quantity), strict=True))


_BY_YEAR = columns("""
    year:int edition exports_share:float imports_share:float total_share:float exports_share_status imports_share_status
    total_share_status exports_rank:int imports_rank:int total_rank:int
""")


def share_by_year(book: Book, partner: str | None = None) -> pl.DataFrame:
    """A partner's place in the trade of the pair's first, year by year, oldest first; the pair's second by default.

    Columns: year, edition, exports_share, imports_share, total_share (per cent of all trade, as the edition prints it or
    as its levels give it), the same with _status, exports_rank, imports_rank, total_rank. Years nobody covers are absent;
    a year two editions cover has a row for each.
    """
    rows = []
    for place in partners.places(book, partner or book.pair[1]):
        shares, ranks = ([of.get(measure) for measure in MEASURES] for of in (place.shares, place.ranks))
        statuses = [None if share is None else share.status for share in shares]
        counted = [None if rank is None else int(rank.value) for rank in ranks]
        rows.append((place.period.year, place.edition, *(floats(share)[0] for share in shares), *statuses, *counted))
    return pl.DataFrame(rows, schema=_BY_YEAR, orient="row").sort("year", "edition")


_BESIDE = columns("""
    period edition measure amount:float low:float high:float status figure other_amount:float other_low:float
    other_high:float other_status other_figure no_rate
""")


def beside(book: Book, other: str, partner: str | None = None, currency: str = "USD") -> pl.DataFrame:
    """Two partners side by side, the pair's second and `other`, year by year, by period, edition and measure.

    Columns: period, edition, measure; amount, low, high (in `currency`), status and figure of the first; the same
    with `other_` of the second; no_rate, why the amounts of a year are not converted. A side that is missing, or
    whose year has no rate, has nulls; figure is null where a total was derived.
    """
    rows = [
        (b.period.code, b.edition, b.measure, *_side(b.own), *_side(b.other), b.no_rate or None)
        for b in partners.beside(book, partner or book.pair[1], other, currency)
    ]
    return pl.DataFrame(rows, schema=_BESIDE, orient="row")


def _side(size: Shown | None) -> tuple[Any, ...]:
    if size is None:
        return (None,) * 5
    shown, figure = size.quantity, size.figure.id if size.figure is not None else None
    return *floats(shown), None if shown is None else shown.status, figure
